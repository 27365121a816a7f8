//! One hand in the page. Each of its drawings becomes elements once, when it is first needed, and stays: what is not
//! shown is as clear as glass. So a step that was seen before costs no drawing, no parsing and no new styles.

use super::scene::{Moves, fading, frames, hundredths, percent};
use crate::body::Side;
use crate::device::{Fault, dom};
use crate::figure::{Frame, Key, Track, WRIST_Y, arm, pressure, tenths};
use crate::ui::picture::{hand_drawing, svg, windowed};
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// One hand's elements.
pub struct Hand {
    /// All of it, which goes along its way.
    pub whole: Element,
    press: Element,
    arm: Element,
    frames: Element,
    /// Its drawings so far, the lowest first.
    drawn: Vec<Drawing>,
}

/// The window of the drawing that a hand is seen in, round the middle of its palm, as `.near` in `style/session.css` is placed: what
/// moves is best no larger than it needs.
const NEAR: [i32; 4] = [-1_600, -1_600, 3_200, 3_200];

/// One drawing in the page.
struct Drawing {
    frame: Frame,
    element: Element,
    /// Whether it is shown, so that the page need not be asked.
    on: Cell<bool>,
}

/// A layer in another, as large.
pub fn layer(class: &str, parent: &Element) -> Option<Element> {
    let made = dom::append(parent, "div")?;
    made.set_class_name(class);
    Some(made)
}

/// Sets one property of an element's own style. Its only refusal is a name that is none, and the names are ours.
pub fn style(element: &Element, property: &str, value: &str) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        element.style().set_property(property, value).ok();
    }
}

impl Hand {
    /// A hand over what is in `disc` so far. `None` where the page cannot make elements.
    pub fn new(side: Side, disc: &Element) -> Option<Self> {
        let whole = layer("layer hand", disc)?;
        let press = layer("layer near", &whole)?;
        press.set_inner_html(&windowed(NEAR, pressure()));
        let forearm = layer("layer arm-layer", &whole)?;
        forearm.set_inner_html(&svg("fig", &arm(side)));
        let mut wrist = String::from("0 ");
        hundredths(&mut wrist, WRIST_Y);
        wrist.push('%');
        style(&forearm, "transform-origin", &wrist);
        let frames = layer("layer", &whole)?;
        Some(Self { whole, press, arm: forearm, frames, drawn: Vec::new() })
    }

    /// Whether a drawing is there.
    pub fn has(&self, frame: Frame) -> bool {
        self.drawn.iter().any(|d| d.frame == frame)
    }

    /// Puts a drawing where it belongs, not yet seen. `None` where the page cannot make elements.
    pub fn draw(&mut self, frame: Frame) -> Option<()> {
        if self.has(frame) {
            return Some(());
        }
        let at = self.drawn.partition_point(|d| d.frame.order() < frame.order());
        let made = dom::document()?.create_element("div").ok()?;
        made.set_class_name("layer near drawn");
        made.set_inner_html(&windowed(NEAR, &hand_drawing(frame)));
        let above = self.drawn.get(at).map(|d| d.element.as_ref());
        self.frames.insert_before(&made, above).ok()?;
        self.drawn.insert(at, Drawing { frame, element: made, on: Cell::new(false) });
        Some(())
    }

    /// Lets only these drawings be seen.
    pub fn show(&self, shown: &[Frame]) {
        for Drawing { frame, element, on } in &self.drawn {
            let seen = shown.contains(frame);
            if on.replace(seen) != seen {
                element.set_class_name(if seen { "layer near drawn on" } else { "layer near drawn" });
            }
        }
    }

    /// Its way through a step, its forearm's turn, its weight, its drawings.
    ///
    /// # Errors
    /// Where the browser cannot animate.
    pub fn moves(&self, track: &Track, moves: &mut Moves) -> Result<(), Fault> {
        let keys = |value: fn(&Key) -> String| frames(track.keys.iter().map(|k| (k.offset, value(k))));
        moves.add(&self.whole, "transform", &keys(place))?;
        moves.add(&self.arm, "transform", &keys(bend))?;
        moves.add(&self.press, "opacity", &keys(|k| at_hand(k.press)))?;
        for shown in track.shown.iter().filter(|s| !s.fades.is_empty()) {
            if let Some(drawing) = self.drawn.iter().find(|d| d.frame == shown.frame) {
                moves.add(&drawing.element, "opacity", &fading(&shown.fades, at_hand))?;
            }
        }
        Ok(())
    }
}

/// An opacity in percent, as nothing is seen of it where it is 0. But what is as clear as glass is not painted ahead, and a
/// browser that finds a moving layer unpainted when it comes in drops a picture and asks the main thread for a new one.
pub fn at_hand(n: i32) -> String {
    if n > 0 { percent(n) } else { "0.05%".to_owned() }
}

/// A layer is as large as the square of 10000 units, so that a hundredth of a percent of it is a unit.
fn place(key: &Key) -> String {
    let mut out = String::from("translate(");
    hundredths(&mut out, key.x);
    out.push_str("%,");
    hundredths(&mut out, key.y);
    out.push_str("%) rotate(");
    tenths(&mut out, key.heading);
    out.push_str("deg)");
    out
}

fn bend(key: &Key) -> String {
    let mut out = String::from("rotate(");
    tenths(&mut out, key.arm);
    out.push_str("deg)");
    out
}
