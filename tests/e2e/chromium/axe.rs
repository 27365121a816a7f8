//! axe-core finds nothing to complain of: WCAG 2.2 A, AA and AAA and its best practices, on every page, in both lights, at
//! each cue of a session, and in what asks.

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use backstroke_tests::{Light, Page, Result, Setup};

use crate::pages::PAGES;

/// The tests fetch it from npm; see `xtask/src/test.rs`.
fn source() -> Result<String> {
    let file = std::env::var_os("AXE_CORE").map_or_else(
        || {
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("../target/tools/axe-core-4.14.1/node_modules/axe-core/axe.min.js")
        },
        PathBuf::from,
    );
    std::fs::read_to_string(&file).with_context(|| format!("{}: `cargo xtask test e2e` fetches it", file.display()))
}

/// What is violated, a line for each rule with the first few places.
const RUN: &str = "
    axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'wcag22aaa', 'best-practice'],
      rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } },
      resultTypes: ['violations'],
    }).then(r => r.violations.map(v => `${v.id} (${v.help}): ` +
        v.nodes.slice(0, 4).map(n => n.html.slice(0, 120) + ' ' + (n.any[0]?.message ?? '')).join(' | ')))";

async fn check(page: &Page, source: &str, what: &str) -> Result {
    if page.eval("typeof axe").await? == "undefined" {
        page.run(source).await?;
    }
    let violations = page.eval(RUN).await?;
    ensure!(violations == serde_json::json!([]), "{what}: {violations:#}");
    Ok(())
}

#[test]
fn every_page_passes_in_both_lights() {
    Setup::new("axe-pages").run(async |page| {
        let source = source()?;
        for light in [Light::Dark, Light::Light] {
            page.light(light).await?;
            for route in PAGES.into_iter().chain(["/session"]) {
                page.client().goto("about:blank").await?;
                page.open(route).await?;
                check(page, &source, &format!("{route} by {light:?}")).await?;
            }
        }
        Ok(())
    });
}

#[test]
fn a_session_passes_in_every_phase_and_at_each_cue_in_both_lights() {
    Setup::new("axe-session").run(async |page| {
        let source = source()?;
        page.hold_clock().await?;
        let cues = [
            ("B.1", "s.cue === 'repeat'"),
            ("C.1", "s.cue === 'other-side'"),
            ("D.1", "s.cue === 'level'"),
            ("A.1", "s.cue === 'next'"),
            ("D.1", "s.cue === 'return-to-a'"),
            ("D.1", "s.phase === 'finished'"),
            ("B.1", "s.phase === 'count-in'"),
            ("B.1", "s.kind === 'stroke'"),
        ];
        for (from, condition) in cues {
            page.open_still(&format!("/session?speed=1&from={from}")).await?;
            page.pass_until(condition).await?;
            page.pass(1_500).await?;
            for light in ["lamp", "day"] {
                page.run(&format!("document.documentElement.dataset.light = '{light}'")).await?;
                page.pass(0).await?;
                page.run("document.getAnimations().filter(a => a instanceof CSSTransition).forEach(a => a.finish())")
                    .await?;
                check_still(page, &source, &format!("{condition} from {from} by {light}")).await?;
            }
        }
        page.run("document.querySelector('#session').click()").await?;
        page.pass(1_000).await?;
        check_still(page, &source, "paused").await?;
        page.run("location.hash = '/'").await?;
        page.wait_for("the question", "document.querySelector('[role=alertdialog]')").await?;
        page.pass(100).await?;
        check_still(page, &source, "asked whether to leave").await
    });
}

/// The check needs a clock that goes, the page one that stands.
async fn check_still(page: &Page, source: &str, what: &str) -> Result {
    page.run("thaw()").await?;
    let done = check(page, source, what).await;
    page.run("freeze()").await?;
    done
}
