//! The machine's own colours, and more contrast.

use anyhow::{Context, ensure};
use backstroke_tests::{Page, Result, Setup};
use serde_json::{Value, json};

use crate::chromium::screen::clear;
use crate::pages::PAGES;

async fn media(page: &Page, name: &str, value: &str) -> Result {
    let features = json!({ "features": [{ "name": name, "value": value }] });
    page.devtools("Emulation.setEmulatedMedia", features).await.map(drop)
}

/// What is not seen of what can be pressed or read: a control that nothing tells from text (an edge, a fill, a line below, a
/// sign, the colour of links), and words of the colour that they stand on, or on a surface that is not the page's, where
/// the machine lays a plate of the page's colour under them.
const UNSEEN: &str = "
    (() => {
      const seen = e => e.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      const style = getComputedStyle, unseen = [];
      const page = { color: style(document.body).color, backgroundColor: style(document.documentElement).backgroundColor };
      const name = e => `${e.tagName}.${e.className?.baseVal ?? e.className}: ${e.textContent.trim().slice(0, 30)}`;
      const clear = color => color === 'rgba(0, 0, 0, 0)' || color === 'transparent' || color === page.backgroundColor;
      const edged = e => style(e).borderTopStyle !== 'none' && parseFloat(style(e).borderTopWidth) >= 1 && !clear(style(e).borderTopColor);
      const below = e => style(e).textDecorationLine.includes('underline') || (style(e).borderBottomStyle !== 'none' && parseFloat(style(e).borderBottomWidth) >= 1);
      for (const e of document.querySelectorAll('button, a[href], input')) {
        if (!seen(e) || e.closest('[aria-hidden=true]') || e.matches('input')) continue;
        // Of two that are pressed in turn, the one that is has a line below it.
        if (e.matches('[aria-pressed=false]') && e.parentElement.querySelector('[aria-pressed=true]')) continue;
        const parts = [e, e.closest('label'), ...e.querySelectorAll('*')].filter(Boolean);
        const linked = e.matches('a') && style(e).color !== page.color;
        const told = linked || e.querySelector('svg, u, .letter') || parts.some(part => edged(part) || below(part) || !clear(style(part).backgroundColor));
        if (!told) unseen.push(name(e));
      }
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const e = walk.currentNode.parentElement;
        if (!walk.currentNode.data.trim() || !seen(e) || e.closest('.said, noscript, script, style')) continue;
        let up = e;
        while (up && clear(style(up).backgroundColor)) up = up.parentElement;
        const ground = up ? style(up).backgroundColor : page.backgroundColor;
        if (style(e).color === ground) unseen.push(`the words of ${name(e)}`);
        // A half clear surface of the page's colour is none of its own.
        const own = up && style(e).forcedColorAdjust === 'auto' && !ground.startsWith('rgba') && !ground.startsWith('color');
        if (own) unseen.push(`a plate under ${name(e)} on ${ground}`);
      }
      return unseen;
    })()";

async fn nothing_unseen(page: &Page, what: &str) -> Result {
    let unseen = page.eval(UNSEEN).await?;
    ensure!(unseen == json!([]), "{what}: in the machine's own colours these are not seen: {unseen:#}");
    Ok(())
}

#[test]
fn in_the_machines_own_colors_every_page_shows_what_can_be_read_and_pressed() {
    Setup::new("forced-pages").run(async |page| {
        media(page, "forced-colors", "active").await?;
        for route in PAGES {
            page.client().goto("about:blank").await?;
            page.open(route).await?;
            nothing_unseen(page, route).await?;
            let chosen = "[...document.querySelectorAll('input[type=radio]:checked')].every(e => {
                const other = e.closest('fieldset')?.querySelector('input[type=radio]:not(:checked)');
                const looks = x => { const s = getComputedStyle(x.closest('label')); return [s.backgroundColor, s.color, s.borderTopColor, s.borderTopWidth, s.outlineStyle, s.textDecorationLine].join(); };
                return !other || looks(e) !== looks(other) || getComputedStyle(e).appearance !== 'none';
              })";
            ensure!(page.eval(chosen).await? == true, "{route}: what is chosen looks like what is not");
        }
        Ok(())
    });
}

#[test]
fn in_the_machines_own_colors_each_cue_and_the_question_are_seen() {
    Setup::new("forced-cues").run(async |page| {
        page.hold_clock().await?;
        media(page, "forced-colors", "active").await?;
        let cues = [
            ("B.1", "repeat", ".cue .big, .cue .ring path"),
            ("C.1", "other-side", ".cue .call .name, .cue .lit i"),
            ("D.1", "level", ".cue .call .name, .cue .lit i"),
            ("D.1", "return-to-a", ".cue .huge, .cue .call .name"),
        ];
        for (from, cue, parts) in cues {
            page.open_still(&format!("/session?speed=1&from={from}")).await?;
            page.pass_until(&format!("s.cue === '{cue}'")).await?;
            page.pass(1_500).await?;
            nothing_unseen(page, cue).await?;
            let shown = format!(
                "[...document.querySelectorAll({})].map(e => e.checkVisibility({{ opacityProperty: true, visibilityProperty: true }})
                   && e.getBoundingClientRect().width > 0)",
                json!(parts)
            );
            let shown = page.eval(&shown).await?;
            let all = shown.as_array().context("no list")?;
            ensure!(!all.is_empty() && all.iter().all(|part| *part == Value::Bool(true)), "{cue}: {parts} are {shown}");
        }
        page.run("location.hash = '/'").await?;
        page.wait_for("the question", "document.querySelector('[role=alertdialog]')").await?;
        page.pass(100).await?;
        nothing_unseen(page, "asked whether to leave").await?;
        Ok(())
    });
}

#[test]
fn the_machines_own_colors_and_more_contrast_show_all_that_matters() {
    Setup::new("forced").run(async |page| {
        page.hold_clock().await?;
        media(page, "forced-colors", "active").await?;
        page.open_still("/session?speed=1&from=C.1").await?;
        page.pass_until("s.kind === 'stroke'").await?;
        page.pass(3_000).await?;
        let seen = page
            .eval(
                "(() => {
                   const of = (s, p) => getComputedStyle(document.querySelector(s))[p];
                   const room = of('.session', 'backgroundColor');
                   return {
                     ring: of('.ring .arm path', 'stroke') !== room, pip: of('.pip.now', 'borderTopColor') !== room,
                     digits: of('.digits', 'color') !== room, pause: of('.pause', 'borderTopColor') !== room && of('.pause', 'borderTopStyle') === 'solid',
                     figure: document.querySelector('.figure svg').getBoundingClientRect().width > 300,
                     disc: of('.session .disc', 'forcedColorAdjust') === 'none',
                   };
                 })()",
            )
            .await?;
        let missing: Vec<&String> = seen.as_object().context("no answer")?.iter().filter(|(_, v)| **v != true).map(|(k, _)| k).collect();
        ensure!(missing.is_empty(), "in the machine's own colours these are not seen: {missing:?}");

        media(page, "prefers-contrast", "more").await?;
        let same = "getComputedStyle(document.querySelector('.what .line')).color === getComputedStyle(document.querySelector('.what .name')).color";
        ensure!(page.eval(same).await? == true, "where more contrast is asked for, the small text is still dim");
        Ok(())
    });
}

#[test]
fn where_more_contrast_is_asked_for_no_text_is_dim_on_any_page_or_cue() {
    Setup::new("contrast").in_full().run(async |page| {
        page.hold_clock().await?;
        media(page, "prefers-contrast", "more").await?;
        let dim = "(() => {
            const style = getComputedStyle(document.documentElement), ink = style.getPropertyValue('--ink');
            return ['--dim', '--line'].filter(name => style.getPropertyValue(name) !== ink);
          })()";
        for route in PAGES {
            page.client().goto("about:blank").await?;
            page.open(route).await?;
            ensure!(page.eval(dim).await? == json!([]), "{route}: {}", page.eval(dim).await?);
            clear(page, route).await?;
        }
        for (from, cue) in [("B.1", "repeat"), ("C.1", "other-side"), ("D.1", "level"), ("D.1", "return-to-a")] {
            page.open_still(&format!("/session?speed=1&from={from}")).await?;
            page.pass_until(&format!("s.cue === '{cue}'")).await?;
            page.pass(1_500).await?;
            clear(page, cue).await?;
        }
        Ok(())
    });
}
