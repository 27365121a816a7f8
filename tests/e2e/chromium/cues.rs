//! The moving cues as pictures: seen from the corner of the eye, told apart by any eye, and never a flash.

use anyhow::ensure;
use backstroke_tests::{Glance, Page, Result, Setup};
use serde_json::json;

/// Where each cue is met soonest, and what the session says of it then.
const CUES: [(&str, &str, &str); 6] = [
    ("repeat", "B.1", "s.cue === 'repeat'"),
    ("other side", "C.1", "s.cue === 'other-side'"),
    ("level", "D.1", "s.cue === 'level' && s.level === 'waist'"),
    ("return to A", "D.1", "s.cue === 'return-to-a'"),
    ("next", "A.1", "s.cue === 'next'"),
    ("finish", "D.1", "s.cue === 'finish'"),
];

/// When every picture is whole, in milliseconds from its beginning.
const WHOLE_MS: u32 = 1_500;

/// Eyes that see few colours, by the browser's names.
const EYES: [&str; 5] = ["none", "protanopia", "deuteranopia", "tritanopia", "achromatopsia"];

/// Brings a session to the beginning of a cue.
async fn meet(page: &Page, from: &str, condition: &str) -> Result {
    page.open_still(&format!("/session?speed=1&from={from}")).await?;
    page.pass_until(condition).await
}

async fn light(page: &Page, light: &str) -> Result {
    page.run(&format!("document.documentElement.dataset.light = '{light}'")).await?;
    page.pass(0).await
}

/// What a cue changes on the screen, cell by cell: lighter, darker, or as it was. A change is a contrast of 1.2.
fn changes(before: &Glance, after: &Glance) -> Vec<i8> {
    let change = |(a, b): (&f64, &f64)| match (b + 0.05) / (a + 0.05) {
        ratio if ratio >= 1.2 => 1,
        ratio if ratio <= 1.0 / 1.2 => -1,
        _ => 0,
    };
    before.luminance.iter().zip(&after.luminance).map(change).collect()
}

/// In how large a share of the cells that either changes two cues differ.
fn apart(a: &[i8], b: &[i8]) -> f64 {
    let either = a.iter().zip(b).filter(|(a, b)| **a != 0 || **b != 0).count();
    let differ = a.iter().zip(b).filter(|(a, b)| a != b).count();
    differ as f64 / either.max(1) as f64
}

#[test]
fn each_cue_is_seen_from_the_corner_of_the_eye_and_told_apart_by_any_eye() {
    Setup::new("cues-apart").in_full().run(async |page| {
        page.hold_clock().await?;
        // For each light and each kind of eye, what each cue changes.
        let mut seen: Vec<Vec<(String, Vec<i8>)>> = vec![Vec::new(); EYES.len() * 2];
        for (name, from, condition) in CUES {
            let mut glances = [Vec::new(), Vec::new()];
            meet(page, from, condition).await?;
            for (moment, list) in glances.iter_mut().enumerate() {
                for shade in ["lamp", "day"] {
                    light(page, shade).await?;
                    if moment == 0 {
                        // The room's own change of colour is done before the cue is looked at.
                        page.run("document.querySelector('.session').style.transition = 'none'").await?;
                    }
                    for eye in EYES {
                        page.devtools("Emulation.setEmulatedVisionDeficiency", json!({ "type": eye })).await?;
                        list.push(page.glance().await?);
                    }
                }
                if moment == 0 {
                    page.pass(WHOLE_MS).await?;
                }
            }
            let [before, after] = &glances;
            for ((kind, a), (b, of_kind)) in before.iter().enumerate().zip(after.iter().zip(&mut seen)) {
                let change = changes(a, b);
                let share = change.iter().filter(|c| **c != 0).count() as f64 / change.len() as f64;
                let least = if name == "next" { 0.01 } else { 0.06 };
                ensure!(
                    share >= least,
                    "{name} changes but {share:.3} of the screen for {kind}, {}",
                    EYES[kind % EYES.len()]
                );
                of_kind.push((name.to_owned(), change));
            }
        }
        for (kind, cues) in seen.iter().enumerate() {
            for (i, (a, of_a)) in cues.iter().enumerate() {
                for (b, of_b) in cues.iter().take(i) {
                    let share = apart(of_a, of_b);
                    let eye = EYES[kind % EYES.len()];
                    ensure!(
                        share >= 0.5,
                        "{a} and {b} differ in but {share:.2} of what they change, for {eye}, light {}",
                        kind / EYES.len()
                    );
                }
            }
        }
        Ok(())
    });
}

/// The standard minds what flashes together over 21,824 CSS pixels or more, which are 218 cells; this minds a tenth of it.
const MOST_CELLS: usize = 22;

/// Eight pictures a second tell four flashes.
const EVERY_MS: u32 = 125;

#[test]
fn no_cue_flashes() {
    Setup::new("cues-flash").in_full().run(async |page| {
        page.hold_clock().await?;
        for (name, from, condition) in CUES {
            for shade in ["lamp", "day"] {
                meet(page, from, condition).await?;
                light(page, shade).await?;
                let mut glances = Vec::new();
                for _ in 0..(if name == "return to A" { 44 } else { 24 }) {
                    glances.push(page.glance().await?);
                    page.pass(EVERY_MS).await?;
                }
                for second in glances.windows(8) {
                    let flashing = flashing(second);
                    ensure!(flashing < MOST_CELLS, "{name} by {shade}: {flashing} cells flash");
                }
            }
        }
        Ok(())
    });
}

/// In how many cells there are three flashes or more in this second: pairs of opposing changes of relative luminance by
/// a tenth or more, the darker of them below 0.80 (WCAG 2.2, general flash).
fn flashing(pictures: &[Glance]) -> usize {
    let cells = pictures.first().map_or(0, |first| first.luminance.len());
    let turns = |cell: usize| {
        let mut values = pictures.iter().filter_map(|p| p.luminance.get(cell));
        let (mut turns, mut rising) = (0_usize, None);
        let mut from = *values.next()?;
        for &value in values {
            let up = value > from;
            let is_turn = rising != Some(up) && (value - from).abs() >= 0.1 && value.min(from) < 0.8;
            if is_turn {
                (turns, rising) = (turns + 1, Some(up));
            }
            if is_turn || rising == Some(up) {
                from = value;
            }
        }
        Some(turns)
    };
    (0..cells).filter_map(turns).filter(|turns| turns / 2 >= 3).count()
}

#[test]
fn who_asks_for_less_motion_gets_stills_that_fade() {
    Setup::new("cues-still").in_full().run(async |page| {
        page.hold_clock().await?;
        page.reduced_motion(true).await?;
        for (name, from, condition) in CUES {
            meet(page, from, condition).await?;
            let moving = page
                .eval(
                    "document.getAnimations().filter(a => a.effect.target?.closest?.('.cue'))
                       .flatMap(a => a.effect.getKeyframes().flatMap(k => Object.keys(k)))
                       .filter(k => !['opacity', 'offset', 'easing', 'composite', 'computedOffset'].includes(k))",
                )
                .await?;
            ensure!(moving == json!([]), "{name} moves: {moving}");
            page.pass(1_200).await?;
            let one = page.glance().await?;
            page.pass(400).await?;
            let share = one.share_apart(&page.glance().await?, 1.1);
            // The countdown goes on, and a hand may come in at its next place.
            ensure!(share < 0.05, "{name} still changes {share:.3} of the screen");
        }
        Ok(())
    });
}

/// What can be seen of a cue's picture.
const SEEN: &str = "[...document.querySelectorAll('.cue *:not(:has(*))')].map(e => [e.className, e.textContent,
    e.checkVisibility({ opacityProperty: true, visibilityProperty: true })]).filter(([,, seen]) => seen)";

#[test]
fn of_a_cue_that_is_over_nothing_is_seen_though_its_picture_stays() {
    Setup::new("cues-over").in_full().run(async |page| {
        page.hold_clock().await?;
        for (name, from, condition) in CUES.iter().filter(|(name, ..)| ["other side", "level", "next"].contains(name)) {
            meet(page, from, condition).await?;
            page.pass(800).await?;
            ensure!(page.eval(SEEN).await? != json!([]), "nothing is seen of {name}");
            page.pass_until("!s.cue").await?;
            page.pass(100).await?;
            ensure!(page.eval("document.querySelectorAll('.cue').length").await? == 1, "{name} is taken away at once");
            let seen = page.eval(SEEN).await?;
            ensure!(seen == json!([]), "{name} is over, and seen: {seen}");
        }
        Ok(())
    });
}

#[test]
fn the_room_turns_to_the_color_of_a_and_no_other_cue_does_that() {
    Setup::new("cues-flood").in_full().run(async |page| {
        page.hold_clock().await?;
        for shade in ["lamp", "day"] {
            meet(page, "D.1", "s.cue === 'return-to-a'").await?;
            light(page, shade).await?;
            let before = page.glance().await?;
            page.pass(WHOLE_MS).await?;
            let share = page.glance().await?.share_apart(&before, 1.5);
            ensure!(share > 0.75, "by {shade}, the return changes but {share:.2} of the screen");
        }
        Ok(())
    });
}
