//! Steps that are shown as one, ready to be played: their animations, their marks, and which drawings of the hands they
//! show. Most come again, so a scene is made once and kept.

use super::hand::{Hand, layer, style};
use crate::body::{self, Side};
use crate::device::Fault;
use crate::device::animate::{Keyframe, Motion};
use crate::figure::{Baked, Fade, Frame, Mark, Offset, WHOLE, opacity_at};
use crate::ui::picture::{svg, windowed};
use web_sys::Element;

/// How a scene is played.
pub enum Plays {
    /// Once: what the hands do in each of its steps.
    Once(Vec<body::Motion>),
    /// Round for ever: one of the small figures.
    Round,
}

/// Steps, ready to be played.
pub struct Scene {
    /// What it shows; the same motions are the same scene. None in one that goes round for ever.
    pub motions: Vec<body::Motion>,
    /// The drawings of the left hand and of the right one.
    shown: [Vec<Frame>; 2],
    /// How hands and shoulder move.
    moves: Moves,
    /// The marks, how each comes and goes, and what plays that.
    fades: Vec<(Element, Vec<Fade>, Motion)>,
    /// What holds the marks.
    marks: Element,
}

/// What moves in a scene, and what only stands as it should.
pub struct Moves {
    make: Make,
    duration: f64,
    moving: Vec<Motion>,
    /// An element, one of its properties, and the value.
    still: Vec<(Element, &'static str, String)>,
}

/// What lies under the hands of a scene.
pub enum Under<'a> {
    /// Nothing: the small figures have no use for marks.
    Nothing,
    /// Trails and ways ahead, which come and go.
    Marks,
    /// SVG that stands still.
    Still(&'a str),
}

/// How a motion is made: [`Motion::new`] or [`Motion::turning`].
type Make = fn(&Element, &str, &[Keyframe], f64) -> Result<Motion, Fault>;

impl Moves {
    /// Takes an element's property through its values. One that never changes is no motion: a browser would look at it
    /// anew in every frame, and make frames of its own to do so.
    ///
    /// # Errors
    /// Where the browser cannot animate.
    pub fn add(&mut self, element: &Element, property: &'static str, frames: &[Keyframe]) -> Result<(), Fault> {
        match frames {
            [first, rest @ ..] if rest.iter().all(|frame| frame.value == first.value) => {
                self.still.push((element.clone(), property, first.value.clone()));
            }
            _ => self.moving.push((self.make)(element, property, frames, self.duration)?),
        }
        Ok(())
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        self.marks.remove();
    }
}

impl Scene {
    /// Makes a scene of so many milliseconds, what is `under` its hands in `marks`, its shoulders' folds by side. All drawings
    /// that it shows must be there. `Ok(None)` where the page cannot make elements.
    ///
    /// # Errors
    /// Where the browser cannot animate.
    pub fn new(
        baked: &Baked,
        plays: Plays,
        duration: f64,
        hands: &[Hand; 2],
        (under, marks): (&Under, &Element),
        folds: &[Element; 2],
    ) -> Result<Option<Self>, Fault> {
        let (make, motions): (Make, _) = match plays {
            Plays::Once(motions) => (Motion::new, motions),
            Plays::Round => (Motion::turning, Vec::new()),
        };
        let mut moves = Moves { make, duration, moving: Vec::new(), still: Vec::new() };
        let [left, right] = hands;
        left.moves(&baked.left, &mut moves)?;
        right.moves(&baked.right, &mut moves)?;
        let [left, right] = folds;
        if let Some((side, fades)) = &baked.fold {
            let element = if *side == Side::Left { left } else { right };
            moves.add(element, "opacity", &fading(fades, percent))?;
        }
        let Some(marks) = layer("layer marks", marks) else { return Ok(None) };
        let mut fades = Vec::new();
        match under {
            Under::Nothing => {}
            Under::Still(still) => marks.set_inner_html(&svg("fig", still)),
            Under::Marks => {
                for mark in &baked.marks {
                    let Some(element) = draw(mark, &marks) else { return Ok(None) };
                    let motion = make(&element, "opacity", &fading(&mark.fades, percent), duration)?;
                    fades.push((element, mark.fades.clone(), motion));
                }
            }
        }
        let shown = [&baked.left, &baked.right].map(|track| track.shown.iter().map(|s| s.frame).collect());
        Ok(Some(Self { motions, shown, moves, fades, marks }))
    }

    /// All that moves in it.
    pub fn animations(&self) -> impl Iterator<Item = &Motion> {
        self.moves.moving.iter().chain(self.fades.iter().map(|(.., motion)| motion))
    }

    /// Shows it.
    pub fn enter(&self, hands: &[Hand; 2]) {
        for (hand, shown) in hands.iter().zip(&self.shown) {
            hand.show(shown);
        }
        for (element, property, value) in &self.moves.still {
            style(element, property, value);
        }
        self.marks.set_class_name("layer marks on");
    }

    /// Lets go of hands and shoulder. The marks stay as they are, to pale together: a trail outlives its step. They stand
    /// still, since a browser looks at each animation in every frame, over or not.
    pub fn leave(&self) {
        for (element, fades, motion) in &self.fades {
            let share = motion.at_ms() / self.moves.duration;
            motion.end();
            style(
                element,
                "opacity",
                &percent(opacity_at(fades, (share.clamp(0.0, 1.0) * f64::from(WHOLE)) as Offset)),
            );
        }
        self.moves.moving.iter().for_each(Motion::end);
        for (element, property, _) in &self.moves.still {
            style(element, property, "");
        }
    }

    /// Takes the marks of a scene that was left out of the picture.
    pub fn clear(&self) {
        for (element, ..) in &self.fades {
            style(element, "opacity", "");
        }
        self.marks.set_class_name("layer marks");
    }

    /// What holds the marks.
    pub fn marks(&self) -> &Element {
        &self.marks
    }
}

/// One mark in a layer no larger than it needs.
fn draw(mark: &Mark, marks: &Element) -> Option<Element> {
    let element = layer("mark", marks)?;
    let [left, top, wide, high] = mark.window;
    let mut inset = String::new();
    for side in [top, 10_000 - left - wide, 10_000 - top - high, left] {
        hundredths(&mut inset, side);
        inset.push_str("% ");
    }
    style(&element, "inset", &inset);
    element.set_inner_html(&windowed(mark.window, &mark.svg));
    Some(element)
}

/// Fades as keyframes of an opacity, which `value` writes.
pub fn fading(fades: &[Fade], value: fn(i32) -> String) -> Vec<Keyframe> {
    frames(fades.iter().map(|f| (f.offset, value(i32::from(f.percent)))))
}

/// Values at moments as keyframes.
pub fn frames(values: impl Iterator<Item = (Offset, String)>) -> Vec<Keyframe> {
    values.map(|(offset, value)| Keyframe { offset: f64::from(offset) / f64::from(WHOLE), value }).collect()
}

/// A percentage.
pub fn percent(n: i32) -> String {
    let mut out = n.to_string();
    out.push('%');
    out
}

/// A number given in hundredths.
pub fn hundredths(out: &mut String, n: i32) {
    if n < 0 {
        out.push('-');
    }
    let n = n.unsigned_abs();
    out.push_str(&(n / 100).to_string());
    out.push('.');
    out.push_str(&(n % 100 / 10).to_string());
    out.push_str(&(n % 10).to_string());
}
