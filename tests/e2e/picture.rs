//! The picture against the session's clock: where the drawn hands are, and when the session's hands were there.

use anyhow::{Context, bail, ensure};
use backstroke::body::Side;
use backstroke::figure::{SCALE, to_px};
use backstroke::routine::{Selection, Timeline};
use backstroke::session::Command;
use backstroke_tests::{Page, Result, Setup};
use fantoccini::key::Key;

use crate::model::{Model, begin, now};

/// So late or early may a picture be, in milliseconds.
const ALLOWED_MS: i64 = 50;

/// How far from the session's clock a picture is looked for, in milliseconds.
const LOOKED_MS: i64 = 1_500;

/// How far from the hands' way the drawn hands may be, in centimetres: keyframes are drawn within 0.4 mm.
const OFF_CM: f64 = 0.06;

/// How far the drawn hands may be turned from the session's, in degrees.
const OFF_DEG: f64 = 1.0;

/// So far both hands together go in a tenth of a second at least, in centimetres, wherever lateness is measured.
const MOVING_CM: f64 = 0.3;

/// The square's sides in its own units.
const SQUARE: f64 = 10_000.0;

/// Where a hand is drawn: units of the square across and down, and degrees clockwise.
type Drawn = (f64, f64, f64);

/// What was drawn in a frame, and when.
#[derive(Debug, serde::Deserialize)]
struct Sample {
    /// The page's clock when the frame was made.
    now: f64,
    /// The timeline's time that the session last told, and the page's clock then.
    at: f64,
    since: f64,
    phase: String,
    /// The left hand and the right one.
    hands: [Drawn; 2],
}

impl Sample {
    /// The timeline's time now, in milliseconds.
    fn at(&self) -> i64 {
        let passed = if self.phase == "running" { self.now - self.since } else { 0.0 };
        (self.at + passed).round() as i64
    }
}

#[test]
fn the_picture_keeps_to_the_clock_through_pause_and_seek() {
    Setup::new("picture").run(async |page| {
        begin(page, "/session?speed=1&from=B.1").await?;
        let mut model = Model::begun(Selection::From('B', 0))?;
        in_time(page, &model, "on the way up").await?;
        page.wait_for_data("part", "slide").await?;
        in_time(page, &model, "in the next step").await?;

        pause(page, &mut model).await?;
        stands(page, &model, "paused").await?;
        page.press(' ').await?;
        page.wait_for_data("phase", "running").await?;
        in_time(page, &model, "after a pause").await?;

        for (button, command) in
            [("Next", Command::Next), ("Back", Command::Previous), ("Back to A", Command::ReturnToA)]
        {
            pause(page, &mut model).await?;
            page.click_button(button).await?;
            model.apply(command)?;
            page.wait_for_data("phase", "running").await?;
            in_time(page, &model, &format!("in the glide after {button}")).await?;
            page.wait_for_data("kind", "stroke").await?;
            in_time(page, &model, &format!("in the stroke after {button}")).await?;
        }
        Ok(())
    });
}

#[test]
fn a_picture_that_is_late_is_found_out() {
    Setup::new("late").run(async |page| {
        begin(page, "/session?speed=1&from=C.1").await?;
        let model = Model::begun(Selection::From('C', 0))?;
        in_time(page, &model, "before").await?;
        page.run("document.getAnimations().forEach(a => { if (a.startTime !== null) a.startTime += 120; })").await?;
        let late = lateness(page, &model).await?;
        ensure!((late - 120).abs() <= ALLOWED_MS, "made late by 120 ms, the picture is measured late by {late} ms");
        Ok(())
    });
}

/// The picture is at the session's time, as nearly as is allowed, in a stretch in which the hands move.
pub async fn in_time(page: &Page, model: &Model, when: &str) -> Result {
    let late = lateness(page, model).await.with_context(|| when.to_owned())?;
    println!("{when}: {late} ms late");
    ensure!(late.abs() <= ALLOWED_MS, "{when}, the picture is {late} ms late");
    Ok(())
}

/// The middle one of several frames' lateness, in milliseconds.
async fn lateness(page: &Page, model: &Model) -> Result<i64> {
    let timeline = model.session.timeline();
    let mut all = Vec::new();
    for _ in 0..400 {
        let sample = sample(page).await?;
        if moving(timeline, sample.at()) {
            all.push(late(timeline, &sample)?);
        }
        if all.len() == 5 {
            all.sort_unstable();
            return all.get(2).copied().context("five have a middle");
        }
    }
    bail!("the hands do not move: {:?}", sample(page).await?)
}

/// A paused picture is where the session stopped, to the millisecond.
async fn stands(page: &Page, model: &Model, when: &str) -> Result {
    let sample = sample(page).await?;
    ensure!(sample.phase == "paused", "{when}: {sample:?}");
    let off = apart(model.session.timeline(), sample.at(), &sample).context("there is no pose")?;
    ensure!(off <= 1.0, "{when}, the hands are {off} times as far off as is allowed: {sample:?}");
    Ok(())
}

/// How late a frame is: the session was where it shows the hands so many milliseconds ago.
fn late(timeline: &Timeline, sample: &Sample) -> Result<i64> {
    let at = sample.at();
    let off = |late: &i64| (apart(timeline, at - late, sample).unwrap_or(f64::INFINITY), late.abs());
    let best = (-LOOKED_MS..=LOOKED_MS).min_by(|a, b| off(a).partial_cmp(&off(b)).unwrap_or(std::cmp::Ordering::Equal));
    let best = best.context("nothing was looked at")?;
    ensure!(
        off(&best).0 <= 1.0,
        "at {at} ms the hands are on no way of theirs, off by {} times: {sample:?}",
        off(&best).0
    );
    Ok(best)
}

/// How far the drawn hands are from where the timeline has them, as a share of what is allowed.
fn apart(timeline: &Timeline, at: i64, sample: &Sample) -> Option<f64> {
    let pose = timeline.pose(u64::try_from(at).ok()?)?;
    let one = |side: Side, drawn: &Drawn| {
        let hand = pose.hand(side);
        let (x, y) = to_px(hand.palm);
        let cm = (f64::from(x) - drawn.0).hypot(f64::from(y) - drawn.1) / SCALE;
        let turn = (hand.heading - drawn.2 + 180.0).rem_euclid(360.0) - 180.0;
        (cm / OFF_CM).max(turn.abs() / OFF_DEG)
    };
    let [left, right] = &sample.hands;
    Some(one(Side::Left, left).max(one(Side::Right, right)))
}

/// Whether the hands move well all round a time of the timeline.
fn moving(timeline: &Timeline, at: i64) -> bool {
    [-200, -100, 0, 100].into_iter().all(|from| {
        let pose = |at: i64| timeline.pose(u64::try_from(at).ok()?);
        let (Some(a), Some(b)) = (pose(at + from), pose(at + from + 100)) else { return false };
        Side::BOTH.map(|side| a.hand(side).palm.distance(b.hand(side).palm)).iter().sum::<f64>() > MOVING_CM
    })
}

/// What is drawn in the next frame.
async fn sample(page: &Page) -> Result<Sample> {
    let script = format!(
        "const done = arguments[arguments.length - 1];
         requestAnimationFrame(() => {{
           const root = document.getElementById('session'), {{ at, since, phase }} = root.dataset;
           const hands = [...root.querySelectorAll('.figure .hand')].map(hand => {{
             const style = getComputedStyle(hand), m = new DOMMatrix(style.transform), unit = {SQUARE} / parseFloat(style.width);
             return [m.e * unit, m.f * unit, Math.atan2(m.b, m.a) * 180 / Math.PI];
           }});
           done({{ now: performance.now(), at: Number(at), since: Number(since), phase, hands }});
         }});"
    );
    let sample = page.client().execute_async(&script, vec![]).await.context("no frame comes")?;
    serde_json::from_value(sample.clone()).with_context(|| format!("{sample} is no frame"))
}

async fn pause(page: &Page, model: &mut Model) -> Result {
    page.press(Key::Enter).await?;
    page.wait_for_data("phase", "paused").await?;
    model.pass_until(now(page).await?.number("at")?)
}
