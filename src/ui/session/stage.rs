//! The moving figure: the back drawn once, and two hands that the browser moves by transform and opacity from
//! keyframes baked a step at a time. Nothing here runs while a step does.

use crate::body::Side;
use crate::device::animate::{Keyframe, Motion, reduced};
use crate::device::{Fault, dom};
use crate::figure::{Baked, Fade, Key, Track, WHOLE, WRIST_Y, arm, bake, fold, pressure};
use crate::routine::Timeline;
use crate::ui::picture::{back_drawing, hand_drawing, samples, svg};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// How long a still takes to come in, in milliseconds.
const FADE_MS: f64 = 400.0;

/// One hand's elements.
struct Hand {
    side: Side,
    whole: Element,
    press: Element,
    arm: Element,
    frames: Element,
}

/// The figure in the disc.
pub struct Stage {
    marks: Element,
    fold: Element,
    hands: [Hand; 2],
    motions: Vec<Motion>,
    /// Stills coming in, where less motion is asked for.
    fades: Vec<Motion>,
    /// A step baked ahead of time, by its place.
    ahead: Option<(usize, Baked)>,
    /// Half of the step that is set up, in milliseconds: where the hands stand for who has asked for less motion.
    half_ms: f64,
    still: bool,
}

impl Stage {
    /// Draws the back and puts two hands over it, in `disc`. `None` where the page cannot make elements.
    pub fn new(disc: &Element) -> Option<Self> {
        disc.set_inner_html(&svg("fig", &back_drawing()));
        let layer = |class: &str, parent: &Element| {
            let made = dom::document()?.create_element("div").ok()?;
            made.set_class_name(class);
            parent.append_child(&made).ok()?;
            Some(made)
        };
        let fold = layer("layer", disc)?;
        let marks = layer("layer", disc)?;
        let hand = |side| {
            let whole = layer("layer hand", disc)?;
            let press = layer("layer", &whole)?;
            press.set_inner_html(&svg("fig", pressure()));
            let forearm = layer("layer arm-layer", &whole)?;
            forearm.set_inner_html(&svg("fig", &arm(side)));
            let mut wrist = String::from("transform-origin:0 ");
            hundredths(&mut wrist, WRIST_Y);
            wrist.push('%');
            // Through the object model: as an attribute, the site's policy forbids it.
            forearm.dyn_ref::<HtmlElement>()?.style().set_css_text(&wrist);
            let frames = layer("layer", &whole)?;
            Some(Hand { side, whole, press, arm: forearm, frames })
        };
        let hands = [hand(Side::Left)?, hand(Side::Right)?];
        Some(Self {
            marks,
            fold,
            hands,
            motions: Vec::new(),
            fades: Vec::new(),
            ahead: None,
            half_ms: 0.0,
            still: reduced(),
        })
    }

    /// Sets a step up, waiting at its beginning.
    ///
    /// # Errors
    /// Where the browser cannot animate.
    pub fn set(&mut self, timeline: &Timeline, index: usize) -> Result<(), Fault> {
        let baked = match self.ahead.take() {
            Some((ready, baked)) if ready == index => baked,
            _ => match samples(timeline, index) {
                Some(samples) => bake(&samples),
                None => return Ok(()),
            },
        };
        let duration = timeline.step(index).map_or(1.0, |s| f64::from(s.duration_ms));
        self.half_ms = duration / 2.0;
        let mut motions = self.move_hands(&baked, duration)?;
        // All marks in one drawing: a layer for each would cost a tablet more memory than the whole page.
        let mut drawn = String::new();
        for part in baked.marks.iter().flat_map(|m| [&m.trail, &m.ahead]) {
            drawn.push_str("<g>");
            drawn.push_str(part);
            drawn.push_str("</g>");
        }
        self.marks.set_inner_html(&svg("fig", &drawn));
        let mut next = self.marks.first_element_child().and_then(|svg| svg.first_element_child());
        for fades in baked.marks.iter().flat_map(|m| [&m.trail_fades, &m.ahead_fades]) {
            let Some(element) = next else { break };
            motions.push(Motion::new(&element, "opacity", &fading(fades), duration)?);
            next = element.next_element_sibling();
        }
        if self.still {
            self.fade_in()?;
        }
        // The old motions end only now that the new ones hold their first frame: nothing jumps in between.
        self.motions = motions;
        Ok(())
    }

    /// Plays a movement over and over, as the small figures do: hands and the muscle they gather, no marks.
    ///
    /// # Errors
    /// Where the browser cannot animate.
    pub fn turn(&mut self, baked: &Baked, duration_ms: f64) -> Result<(), Fault> {
        let motions = self.move_hands(baked, duration_ms)?;
        for motion in &motions {
            motion.repeat()?;
        }
        self.motions = motions;
        Ok(())
    }

    /// Lets what [`Stage::turn`] set up go on, or rest where it is.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub fn seen(&self, seen: bool) -> Result<(), Fault> {
        self.motions.iter().try_for_each(|motion| if seen { motion.play() } else { motion.rest() })
    }

    /// Where less motion is asked for, one still gives way to the next by fading.
    fn fade_in(&mut self) -> Result<(), Fault> {
        let frames = [(0.0, 0), (1.0, 100)].map(|(offset, n)| Keyframe { offset, value: percent(n) });
        self.fades.clear();
        for element in [&self.marks, &self.hands[0].whole, &self.hands[1].whole] {
            let fade = Motion::new(element, "opacity", &frames, FADE_MS)?;
            fade.play()?;
            self.fades.push(fade);
        }
        Ok(())
    }

    fn move_hands(&self, baked: &Baked, duration: f64) -> Result<Vec<Motion>, Fault> {
        let mut motions = Vec::new();
        for (hand, track) in self.hands.iter().zip([&baked.left, &baked.right]) {
            move_hand(hand, track, duration, &mut motions)?;
        }
        match &baked.fold {
            Some((side, fades)) => {
                self.fold.set_inner_html(&svg("fig", &fold(*side)));
                motions.push(Motion::new(&self.fold, "opacity", &fading(fades), duration)?);
            }
            None => self.fold.set_inner_html(""),
        }
        Ok(motions)
    }

    /// Bakes a step and draws its hands before it is needed.
    pub fn prepare(&mut self, timeline: &Timeline, index: usize) {
        if self.ahead.as_ref().is_none_or(|(ready, _)| *ready != index) {
            self.ahead = samples(timeline, index).map(|samples| (index, bake(&samples)));
        }
        if let Some((_, baked)) = &self.ahead {
            for shown in baked.left.shown.iter().chain(&baked.right.shown) {
                hand_drawing(shown.frame);
            }
        }
    }

    /// Forgets what was prepared: the timeline is another.
    pub fn forget(&mut self) {
        self.ahead = None;
    }

    /// Goes to a time of the step, in milliseconds, and runs from there at a rate, or stands still. It was there
    /// at `since_ms` of the page's clock.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub fn go(&self, at_ms: u64, rate: Option<u64>, since_ms: u64) -> Result<(), Fault> {
        for motion in &self.motions {
            match rate {
                _ if self.still => motion.hold_at(self.half_ms)?,
                Some(rate) => motion.run(at_ms as f64, rate as f64, since_ms as f64),
                None => motion.hold_at(at_ms as f64)?,
            }
        }
        Ok(())
    }
}

fn move_hand(hand: &Hand, track: &Track, duration: f64, motions: &mut Vec<Motion>) -> Result<(), Fault> {
    let frames = |value: fn(&Key) -> String| -> Vec<Keyframe> {
        track.keys.iter().map(|k| Keyframe { offset: share(k.offset), value: value(k) }).collect()
    };
    motions.push(Motion::new(&hand.whole, "transform", &frames(place), duration)?);
    motions.push(Motion::new(&hand.arm, "transform", &frames(bend), duration)?);
    motions.push(Motion::new(&hand.press, "opacity", &frames(|k| percent(k.press)), duration)?);
    let mut drawn = String::new();
    for shown in &track.shown {
        debug_assert_eq!(shown.frame.side, hand.side);
        drawn.push_str(&svg("fig", &hand_drawing(shown.frame)));
    }
    hand.frames.set_inner_html(&drawn);
    let mut next = hand.frames.first_element_child();
    for shown in &track.shown {
        let Some(element) = next else { break };
        if !shown.fades.is_empty() {
            motions.push(Motion::new(&element, "opacity", &fading(&shown.fades), duration)?);
        }
        next = element.next_element_sibling();
    }
    Ok(())
}

fn fading(fades: &[Fade]) -> Vec<Keyframe> {
    fades.iter().map(|f| Keyframe { offset: share(f.offset), value: percent(i32::from(f.percent)) }).collect()
}

fn share(offset: u32) -> f64 {
    f64::from(offset) / f64::from(WHOLE)
}

fn percent(n: i32) -> String {
    let mut out = n.to_string();
    out.push('%');
    out
}

/// A layer is as large as the square of 10000 units, so that a hundredth of a percent of it is a unit.
fn place(key: &Key) -> String {
    let mut out = String::from("translate(");
    hundredths(&mut out, key.x);
    out.push_str("%,");
    hundredths(&mut out, key.y);
    out.push_str("%) rotate(");
    fixed(&mut out, key.heading);
    out.push_str("deg)");
    out
}

fn bend(key: &Key) -> String {
    let mut out = String::from("rotate(");
    fixed(&mut out, key.arm);
    out.push_str("deg)");
    out
}

/// A number given in tenths, in whole numbers: printing a float costs the download five kilobytes.
fn fixed(out: &mut String, tenths: i32) {
    if tenths < 0 {
        out.push('-');
    }
    let n = tenths.unsigned_abs();
    out.push_str(&(n / 10).to_string());
    out.push('.');
    out.push_str(&(n % 10).to_string());
}

fn hundredths(out: &mut String, n: i32) {
    if n < 0 {
        out.push('-');
    }
    let n = n.unsigned_abs();
    out.push_str(&(n / 100).to_string());
    out.push('.');
    out.push_str(&(n % 100 / 10).to_string());
    out.push_str(&(n % 10).to_string());
}
