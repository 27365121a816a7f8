//! The moving figure: the back drawn once, and two hands that the browser moves by transform and opacity from
//! keyframes baked for all steps that are counted down as one. Nothing here runs while they do.

use super::hand::{Hand, layer};
use super::scene::{Plays, Scene, Under, frames, percent};
use super::scenes::{PALE_MS, Scenes};
use crate::body::{self, Pose, Side};
use crate::device::animate::{Motion, reduced};
use crate::device::idle::Slice;
use crate::device::{Capability, Fault};
use crate::figure::{Baked, Lit, WHOLE, bake, fold, join, lit, still};
use crate::routine::{Span, Step, Timeline};
use crate::session::Frame;
use crate::ui::picture::{back_drawing, hand_drawing, samples, svg, trace};
use web_sys::Element;

/// How long a still takes to come in, in milliseconds.
const STILL_MS: f64 = 400.0;

/// How long a light takes to come in, or to pale, in milliseconds.
const FADE_MS: f64 = 1_200.0;

/// A scene has fewer pieces than this: keyframes, a drawing each, elements.
const MOST_PIECES: u32 = 400;

/// How far ahead scenes are made, in milliseconds of the session.
const AHEAD_MS: u64 = 60_000;

/// How long to wait between two pieces of that work for the next step, and before the first, in milliseconds: not in the
/// way of the step that starts. The same before the first stroke.
pub const SOON_MS: u32 = 120;

/// The same for the steps after it.
const LATER_MS: u32 = 1_500;

/// How far ahead scenes are made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Far {
    /// As far as can be seen coming, without haste: hands move meanwhile.
    Soon,
    /// All there are, at once: nothing moves yet.
    All,
}

/// So many drawings are put into the page at once.
const AT_ONCE: usize = 6;

/// A scene that is being made.
struct Making {
    /// What it will show.
    motions: Vec<body::Motion>,
    /// Its steps so far, each with its length in milliseconds.
    steps: Vec<(Baked, u32)>,
    /// All of them, once they are there.
    whole: Option<Baked>,
}

/// What a still shows under the hands that are at a step's end: where they began, and their whole way.
fn begun(start: &Pose, baked: &Baked) -> String {
    ["<g class=\"f-begun\">", &still(start, "", "", Side::Left, hand_drawing), "</g>", &baked.way()].concat()
}

/// Does some tracing for the drawings that a step shows, if there is any to do.
fn trace_for(baked: &Baked) -> bool {
    let slice = Slice::begin();
    let piece = || baked.left.shown.iter().chain(&baked.right.shown).any(|shown| trace(shown.frame));
    let mut traced = false;
    while slice.lasts() && piece() {
        traced = true;
    }
    traced
}

/// What is lit while it is worked on; it goes with this value.
struct Light {
    what: Lit,
    element: Element,
    /// How it comes in, or pales.
    fade: Motion,
}

impl Drop for Light {
    fn drop(&mut self) {
        self.element.remove();
    }
}

/// What the hands do in steps.
pub fn motions<'a>(timeline: &'a Timeline, steps: &'a [Step]) -> impl Iterator<Item = &'a body::Motion> {
    steps.iter().filter_map(|step| timeline.motion(step))
}

/// Makes an element come in, or pale, in so many milliseconds, once it is told to.
///
/// # Errors
/// Where the browser cannot animate.
pub fn fade(element: &Element, comes: bool, ms: f64) -> Result<Motion, Fault> {
    let (from, to) = if comes { (0, 100) } else { (100, 0) };
    let frames = frames([(0, percent(from)), (WHOLE, percent(to))].into_iter());
    Motion::new(element, "opacity", &frames, ms)
}

/// The figure in the disc.
pub struct Stage {
    /// Holds what is lit while it is worked on.
    lights: Element,
    /// What is lit, and what was lit before.
    lit: Option<Light>,
    unlit: Option<Light>,
    marks: Element,
    /// The left shoulder's give, and the right one's.
    folds: [Element; 2],
    hands: [Hand; 2],
    scenes: Scenes,
    /// A scene that is being made.
    making: Option<Making>,
    /// Stills coming in, where less motion is asked for.
    fades: Vec<Motion>,
    /// What is set up. Its end is where the hands stand for who has asked for less motion.
    shot: Option<Span>,
    still: bool,
}

impl Stage {
    /// Draws the back and puts two hands over it, in `disc`. `None` where the page cannot make elements.
    pub fn new(disc: &Element) -> Option<Self> {
        disc.set_inner_html(&svg("fig", &back_drawing()));
        let lights = layer("layer", disc)?;
        let folds = [layer("layer drawn", disc)?, layer("layer drawn", disc)?];
        let marks = layer("layer", disc)?;
        let hands = [Hand::new(Side::Left, disc)?, Hand::new(Side::Right, disc)?];
        let (fades, still) = (Vec::new(), reduced());
        let (scenes, lit, unlit, making, shot) = (Scenes::default(), None, None, None, None);
        Some(Self { lights, lit, unlit, marks, folds, hands, scenes, making, fades, shot, still })
    }

    /// The steps that are shown as one with a step: all that are counted down as one, or for who has asked for less motion
    /// it alone, which has a still of its own.
    fn shot(&self, timeline: &Timeline, index: usize) -> Option<Span> {
        if self.still { timeline.alone(index) } else { timeline.span(timeline.step(index)?).copied() }
    }

    /// Whether what is set up for a frame goes on in a later one.
    pub fn goes_on(&self, frame: &Frame, later: &Frame) -> bool {
        if self.still { later.steps_on_from(frame) } else { later.counts_on_from(frame) }
    }

    /// Sets a step up, and what is shown as one with it, waiting to be told where to go. What `follows` on what was set up is
    /// another scene, be it of the same: what that has left behind has to pale.
    ///
    /// # Errors
    /// Where the browser cannot animate.
    pub fn set(&mut self, timeline: &Timeline, index: usize, follows: bool) -> Result<(), Fault> {
        let Some((step, shot)) = timeline.step(index).zip(self.shot(timeline, index)) else { return Ok(()) };
        self.shot = Some(shot);
        self.light(step.level.map(Lit::Level).or(step.side.map(Lit::Side)))?;
        let steps = timeline.within(&shot);
        let plays = self.scenes.plays(timeline, steps);
        if follows || !plays {
            let needed = 1 + usize::from(plays);
            let mut pieces = 0;
            while self.scenes.count(timeline, steps) < needed && pieces < MOST_PIECES {
                self.make(timeline, &shot)?;
                pieces += 1;
            }
            if let Some(scene) = self.scenes.take(timeline, steps) {
                self.scenes.play(scene, &self.hands)?;
            }
        }
        if self.still {
            self.fade_in()?;
        }
        Ok(())
    }

    /// Plays a movement over and over, as the small figures do: hands and the muscle they gather, no marks. All its
    /// drawings must be there: see [`Stage::draw`].
    ///
    /// # Errors
    /// Where the browser cannot animate.
    pub fn turn(&mut self, baked: &Baked, duration_ms: f64) -> Result<(), Fault> {
        self.fold(baked);
        if let Some(scene) =
            Scene::new(baked, Plays::Round, duration_ms, &self.hands, (&Under::Nothing, &self.marks), &self.folds)?
        {
            for motion in scene.animations() {
                motion.rest()?;
            }
            self.scenes.play(scene, &self.hands)?;
        }
        Ok(())
    }

    /// Lets what [`Stage::turn`] set up go on, or rest where it is.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub fn seen(&self, seen: bool) -> Result<(), Fault> {
        self.animations().try_for_each(|motion| if seen { motion.play() } else { motion.rest() })
    }

    /// Does a piece of the work for the steps after one, and tells after how many milliseconds the next piece is due;
    /// `None` where nothing is left to do for now. No piece takes longer than the tracing of a drawing.
    pub fn prepare(&mut self, timeline: &Timeline, index: usize, far: Far) -> Option<u32> {
        let until = match far {
            Far::Soon => timeline.step(index)?.end_ms() + AHEAD_MS,
            Far::All => u64::MAX,
        };
        let mut before = self.shot(timeline, index)?;
        let following = before.end;
        while let Some(shot) = self.shot(timeline, before.end).filter(|shot| shot.start_ms < until) {
            let steps = timeline.within(&shot);
            let again = motions(timeline, timeline.within(&before)).eq(motions(timeline, steps));
            if self.scenes.count(timeline, steps) < 1 + usize::from(again) {
                // What fails here fails again, and is told, when it is needed.
                self.make(timeline, &shot).ok()?;
                return Some(if far == Far::All || shot.first == following { SOON_MS } else { LATER_MS });
            }
            before = shot;
        }
        None
    }

    /// Goes to a time of the timeline, in milliseconds, and runs from there at a rate, or stands still. It was there
    /// at `since_ms` of the page's clock.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub fn go(&self, at_ms: u64, rate: Option<u64>, since_ms: u64) -> Result<(), Fault> {
        let Some(shot) = self.shot else { return Ok(()) };
        self.animations().try_for_each(|motion| {
            if self.still {
                motion.hold_at(shot.length_ms() as f64)
            } else {
                motion.go(shot.past_ms(at_ms), rate, since_ms)
            }
        })?;
        // What comes in or pales does so once, from when it was set up, however often it is gone to.
        let fades = self.scenes.pale().into_iter().chain(self.lit.iter().chain(&self.unlit).map(|light| &light.fade));
        fades.filter(|fade| !fade.is_set()).try_for_each(|fade| fade.go(0, Some(rate.unwrap_or(1)), since_ms))
    }

    fn animations(&self) -> impl Iterator<Item = &Motion> {
        self.scenes.now().into_iter().flat_map(Scene::animations)
    }

    /// Does a piece of a scene's making: a step's keyframes, one drawing of a hand, or its elements.
    fn make(&mut self, timeline: &Timeline, shot: &Span) -> Result<(), Fault> {
        let steps = timeline.within(shot);
        let half_made = self.making.take().filter(|making| motions(timeline, steps).eq(&making.motions));
        let new = || Making { motions: motions(timeline, steps).cloned().collect(), steps: Vec::new(), whole: None };
        let mut making = half_made.unwrap_or_else(new);
        let done = making.steps.len();
        if let (Some(step), index) = (steps.get(done), shot.first + done) {
            let samples = samples(timeline, index).ok_or_else(|| Fault::missing(Capability::Page))?;
            making.steps.push((bake(&samples), step.duration_ms));
            self.making = Some(making);
            return Ok(());
        }
        let baked = making.whole.get_or_insert_with(|| join(&making.steps, PALE_MS));
        if trace_for(baked) || self.draw(baked) {
            self.making = Some(making);
            return Ok(());
        }
        self.fold(baked);
        let duration = shot.length_ms() as f64;
        let start = self.still.then(|| timeline.pose_in(shot.first, 0.0)).flatten();
        let still = start.map(|start| begun(&start, baked));
        let under = still.as_deref().map_or(Under::Marks, Under::Still);
        let plays = Plays::Once(making.motions);
        let made = Scene::new(baked, plays, duration, &self.hands, (&under, &self.marks), &self.folds)?;
        self.scenes.add(made.ok_or_else(|| Fault::missing(Capability::Page))?);
        Ok(())
    }

    /// Puts a few more of the drawings that a step shows into the page, if there are any. Each time costs the browser
    /// a frame of its own, so it is not one by one.
    pub fn draw(&mut self, baked: &Baked) -> bool {
        let mut drawn = 0;
        for (hand, track) in self.hands.iter_mut().zip([&baked.left, &baked.right]) {
            for shown in &track.shown {
                if drawn < AT_ONCE && !hand.has(shown.frame) && hand.draw(shown.frame).is_some() {
                    drawn += 1;
                }
            }
        }
        drawn > 0
    }

    /// Lights a side or a level, and nothing else.
    ///
    /// # Errors
    /// Where the browser cannot animate.
    fn light(&mut self, what: Option<Lit>) -> Result<(), Fault> {
        if self.lit.as_ref().map(|lit| lit.what) == what {
            return Ok(());
        }
        // What was lit before pales while the other comes in; what paled before that is gone.
        self.unlit = self.lit.take();
        if let Some(unlit) = &mut self.unlit {
            unlit.fade = fade(&unlit.element, false, FADE_MS)?;
        }
        if let Some(what) = what
            && let Some(element) = layer("layer", &self.lights)
        {
            element.set_inner_html(&svg("fig", &lit(what)));
            let fade = fade(&element, true, FADE_MS)?;
            self.lit = Some(Light { what, element, fade });
        }
        Ok(())
    }

    /// Draws the shoulder that gives way in a step.
    fn fold(&self, baked: &Baked) {
        let [left, right] = &self.folds;
        if let Some((side, _)) = &baked.fold {
            let element = if *side == Side::Left { left } else { right };
            if element.child_element_count() == 0 {
                element.set_inner_html(&svg("fig", &fold(*side)));
            }
        }
    }

    /// Where less motion is asked for, one still gives way to the next by fading.
    fn fade_in(&mut self) -> Result<(), Fault> {
        let [left, right] = &self.hands;
        self.fades.clear();
        for element in self.scenes.now().into_iter().map(Scene::marks).chain([&left.whole, &right.whole]) {
            let fade = fade(element, true, STILL_MS)?;
            fade.play()?;
            self.fades.push(fade);
        }
        Ok(())
    }
}
