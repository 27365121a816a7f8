//! The picture against the session's clock: where the drawn hands are, and when the session's hands were there.

use anyhow::{Context, bail, ensure};
use backstroke::body::Side;
use backstroke::figure::{SCALE, to_px};
use backstroke::routine::{Selection, Timeline, Unit};
use backstroke::session::Command;
use backstroke::session::measure::chapters;
use backstroke_tests::{Page, Result, Setup};
use fantoccini::key::Key;
use serde_json::json;

use crate::model::{Model, begin, now};

/// So late or early may a picture be, in milliseconds.
const ALLOWED_MS: i64 = 50;

/// How far from the session's clock a picture is looked for, in milliseconds.
const LOOKED_MS: i64 = 1_500;

/// How far from the hands' way the drawn hands may be, in centimetres: keyframes are drawn within 0.4 mm.
const OFF_CM: f64 = 0.06;

/// So far apart are the frames that are looked at, in milliseconds.
const APART_MS: f64 = 100.0;

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
    /// The frame's own time on the page's clock.
    now: f64,
    /// The timeline's time that the session last told, and the page's clock then.
    at: f64,
    since: f64,
    phase: String,
    /// The left hand and the right one.
    hands: [Drawn; 2],
}

/// What a picture is compared with.
#[derive(Clone, Copy)]
struct Truth<'a> {
    timeline: &'a Timeline,
    /// How many times faster than life the session goes.
    speed: i64,
}

impl<'a> Truth<'a> {
    fn of(model: &'a Model) -> Self {
        Self { timeline: model.session.timeline(), speed: 1 }
    }
}

impl Sample {
    /// The timeline's time now, in milliseconds, at a speed.
    fn at(&self, speed: i64) -> i64 {
        let goes = ["running", "holding"].contains(&self.phase.as_str());
        let passed = if goes { self.now - self.since } else { 0.0 };
        (self.at + passed * speed as f64).round() as i64
    }
}

/// Which of the lines under the name are seen, and which are read.
const LINES: &str = "(() => {
    const all = [...document.querySelectorAll('#session .what .line')].filter(l => l.textContent);
    const seen = all.filter(l => Number(getComputedStyle(l).opacity) > .01), read = all.filter(l => !l.hasAttribute('aria-hidden'));
    return [seen, read].map(some => some.map(l => l.textContent));
  })()";

#[test]
fn the_picture_keeps_to_the_clock_through_pause_and_seek() {
    Setup::new("picture").in_full().run(async |page| {
        begin(page, "/session?speed=1&from=B.1").await?;
        let mut model = Model::begun(Selection::From('B', 0))?;
        in_time(page, &model, "on the way up").await?;
        page.wait_for_data("part", "slide").await?;
        in_time(page, &model, "in the next step").await?;
        let line = page.eval(LINES).await?;
        let wanted = model.session.timeline().steps().iter().find(|s| s.part == Some(1)).context("no second part")?;
        let wanted = model.session.routine().step_text(wanted, Unit::Cm);
        ensure!(line == json!([[wanted], [wanted]]), "{line} is seen and read, and not `{wanted}`");

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
fn the_picture_keeps_to_the_clock_of_a_preview_and_of_a_movement_that_is_held() {
    Setup::new("picture-held").in_full().run(async |page| {
        begin(page, "/session?speed=2&from=D.1").await?;
        let mut model = Model::begun(Selection::From('D', 0))?;
        page.wait_for_data("kind", "stroke").await?;
        let late = lateness(page, Truth { timeline: model.session.timeline(), speed: 2 }).await?;
        ensure!(late.abs() <= ALLOWED_MS, "at twice the speed of life, the picture is {late} ms late");

        model.pass_until(now(page).await?.number("at")?)?;
        page.press('h').await?;
        model.apply(Command::Hold)?;
        page.wait_for_data("phase", "holding").await?;
        // The pass that was on is done; what comes again is a timeline of its own.
        page.wait_for_data("cue", "repeat").await?;
        page.wait_for_data("kind", "stroke").await?;
        let round = model.now() + 2 * model.frame().span_ms;
        let late = lateness(page, Truth { timeline: model.session.track(round).0, speed: 2 }).await?;
        ensure!(late.abs() <= ALLOWED_MS, "in a movement that is held, the picture is {late} ms late");
        Ok(())
    });
}

#[test]
fn the_column_tells_the_pass_that_is_on() {
    Setup::new("passes").in_full().run(async |page| {
        begin(page, "/session?speed=4&from=B.1").await?;
        for pass in ["1", "2", "3"] {
            page.wait_for_data("pass", pass).await?;
            let told =
                format!("document.querySelector('.session > .aside > .facts').textContent.includes('{pass} of 3')");
            page.wait_for("the pass in the column", &told).await?;
        }
        Ok(())
    });
}

#[test]
fn the_rail_fills_from_the_first_movement_on_as_far_as_the_session_is() {
    Setup::new("rail").in_full().run(async |page| {
        begin(page, "/session?speed=1&from=D.1").await?;
        let model = Model::begun(Selection::From('D', 0))?;
        let length = chapters(model.session.timeline()).first().context("no chapter")?.length_ms as f64;
        for part in ["up", "apart"] {
            page.wait_for_data("part", part).await?;
            let (filled, at): (f64, f64) = serde_json::from_value(page.eval(RAIL).await?)?;
            let wanted = at / length;
            ensure!(wanted > 0.05, "{part}: too early to tell: {at} of {length} ms");
            ensure!((filled - wanted).abs() < 0.02, "{part}: {filled} of the rail is filled, {wanted} of it is done");
        }
        Ok(())
    });
}

/// How much of the first piece of the rail is filled, and how far the session is, in milliseconds.
const RAIL: &str = "(() => {
    const bar = document.querySelector('.rail .now'), { at, since } = document.getElementById('session').dataset;
    const width = e => e.getBoundingClientRect().width;
    return [width(bar.firstElementChild) / width(bar), Number(at) + performance.now() - Number(since)];
  })()";

#[test]
fn what_is_worked_on_is_lit_and_nothing_else() {
    Setup::new("lit").in_full().run(async |page| {
        let lit = "[...document.querySelectorAll('#session .f-lit')].filter(e => Number(getComputedStyle(e.closest('.layer')).opacity) > 0.5)";
        let place = "(e => [e.cx, e.cy].map(v => v.baseVal.value))";
        let mut places = Vec::new();
        begin(page, "/session?speed=2&from=D.1").await?;
        for level in ["chest", "waist", "hips"] {
            page.wait_for_data("level", level).await?;
            page.wait_for_data("kind", "stroke").await?;
            page.wait_for("one place to be lit", &format!("{lit}.length === 1")).await?;
            let (x, y): (f64, f64) = serde_json::from_value(page.eval(&format!("{place}({lit}[0])")).await?)?;
            ensure!((x - SQUARE / 2.0).abs() < 1.0, "the light of the {level} is not in the middle");
            places.push(y);
        }
        ensure!(places.is_sorted() && places.first() != places.last(), "from the chest down to the hips: {places:?}");
        page.wait_for_data("sequence", "A").await?;
        page.wait_for("no light on all of the back", &format!("{lit}.length === 0")).await
    });
}

#[test]
fn less_motion_shows_where_a_stroke_begins_its_way_and_its_end_and_stands_still() {
    Setup::new("still").in_full().before("localStorage.setItem('backstroke.prefs', '2 count-in=3 motion=less')").run(async |page| {
        begin(page, "/session?speed=1&from=D.1").await?;
        let model = Model::begun(Selection::From('D', 0))?;
        page.wait_for_data("part", "up").await?;
        page.wait_for("a still", "document.querySelector('#session .layer.marks.on .f-begun')").await?;
        let one = sample(page).await?;
        let timeline = model.session.timeline();
        let step = timeline.steps().get(timeline.at(u64::try_from(one.at(1))?)).context("no step is on")?;
        let off = apart(timeline, i64::try_from(step.end_ms())? - 1, &one).context("there is no pose")?;
        ensure!(off <= 2.0, "the hands are not where the stroke ends: {one:?}");
        let begun = "[...document.querySelector('#session .layer.marks.on .f-begun').children]
            .map(g => g.getAttribute('transform')).filter(Boolean).map(t => t.match(/translate\\((-?\\d+) (-?\\d+)\\)/).slice(1).map(Number))";
        let drawn: Vec<(f64, f64)> = serde_json::from_value(page.eval(begun).await?)?;
        let pose = timeline.pose(step.start_ms).context("there is no pose")?;
        let there = Side::BOTH.map(|side| to_px(pose.hand(side).palm)).map(|(x, y)| (f64::from(x), f64::from(y)));
        ensure!(drawn == there, "the stroke is shown to begin at {drawn:?}, and begins at {there:?}");
        let dots = page.eval("!!document.querySelector('#session .layer.marks.on .f-dots')").await?;
        ensure!(dots == true, "its way is not shown");
        let other = sample(page).await?;
        ensure!(other.now > one.now && other.hands == one.hands, "the hands move");
        Ok(())
    });
}

#[test]
fn a_small_figure_stands_still_while_it_is_off_the_screen() {
    Setup::new("sight").in_full().run(async |page| {
        page.open("").await?;
        let first = "document.querySelector('.stroke .figure').getAnimations({ subtree: true }).map(a => a.playState)";
        page.wait_for("the first figure to move", &format!("{first}.includes('running')")).await?;
        page.run("document.querySelector('.stroke').style.marginTop = '300vh'").await?;
        page.wait_for("it to stand still", &format!("{first}.every(state => state === 'paused')")).await?;
        page.run("document.querySelector('.stroke').style.marginTop = ''").await?;
        page.wait_for("it to move again", &format!("{first}.includes('running')")).await
    });
}

#[test]
fn a_picture_that_is_late_is_found_out() {
    Setup::new("late").in_full().run(async |page| {
        begin(page, "/session?speed=1&from=C.1").await?;
        let model = Model::begun(Selection::From('C', 0))?;
        in_time(page, &model, "before").await?;
        page.run("document.getAnimations().forEach(a => { if (a.startTime !== null) a.startTime += 120; })").await?;
        let late = lateness(page, Truth::of(&model)).await?;
        ensure!((late - 120).abs() <= ALLOWED_MS, "made late by 120 ms, the picture is measured late by {late} ms");
        Ok(())
    });
}

/// The picture is at the session's time, as nearly as is allowed, in a stretch in which the hands move.
pub async fn in_time(page: &Page, model: &Model, when: &str) -> Result {
    let late = lateness(page, Truth::of(model)).await.with_context(|| when.to_owned())?;
    println!("{when}: {late} ms late");
    ensure!(late.abs() <= ALLOWED_MS, "{when}, the picture is {late} ms late");
    Ok(())
}

/// The middle one of several frames' lateness, in milliseconds: a machine that has no time for a page for a moment is no
/// fault of the page's.
async fn lateness(page: &Page, truth: Truth<'_>) -> Result<i64> {
    let mut all = Vec::new();
    let mut last = f64::NEG_INFINITY;
    for _ in 0..600 {
        let sample = sample(page).await?;
        if sample.now >= last + APART_MS && moving(truth.timeline, sample.at(truth.speed)) {
            last = sample.now;
            all.push(late(truth, &sample)?);
        }
        if all.len() == 5 {
            all.sort_unstable_by_key(|late| late.abs());
            return all.get(2).copied().context("five have a middle");
        }
    }
    bail!("the hands do not move: {:?}", sample(page).await?)
}

/// A paused picture is where the session stopped, to the millisecond.
async fn stands(page: &Page, model: &Model, when: &str) -> Result {
    let sample = sample(page).await?;
    ensure!(sample.phase == "paused", "{when}: {sample:?}");
    let off = apart(model.session.timeline(), sample.at(1), &sample).context("there is no pose")?;
    ensure!(off <= 1.0, "{when}, the hands are {off} times as far off as is allowed: {sample:?}");
    Ok(())
}

/// How late a frame is: the session was where it shows the hands so many milliseconds ago.
fn late(Truth { timeline, speed }: Truth, sample: &Sample) -> Result<i64> {
    let at = sample.at(speed);
    let off = |late: &i64| (apart(timeline, at - late * speed, sample).unwrap_or(f64::INFINITY), late.abs());
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
         requestAnimationFrame(now => {{
           const root = document.getElementById('session'), {{ at, since, phase }} = root.dataset;
           const hands = [...root.querySelectorAll('.figure .hand')].map(hand => {{
             const style = getComputedStyle(hand), m = new DOMMatrix(style.transform), unit = {SQUARE} / parseFloat(style.width);
             return [m.e * unit, m.f * unit, Math.atan2(m.b, m.a) * 180 / Math.PI];
           }});
           done({{ now, at: Number(at), since: Number(since), phase, hands }});
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
