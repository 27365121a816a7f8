//! The figure as markup: drawn once, kept, and put together for stills. What moves is in `session::stage`.

use super::fresh::{Fresh, fresh};
use super::parts;
use super::store::Store;
use crate::body::{Pose, Side};
use crate::device::dom;
use crate::figure::{BACK, Frame, Offset, Sketch, WHOLE, back, bake, defs, still};
use crate::routine::Timeline;
use gloo_timers::callback::Timeout;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::rc::Rc;

/// A drawing costs some milliseconds of tracing, so each is made once.
#[derive(Default)]
struct Drawn {
    back: Option<Rc<str>>,
    hands: Vec<(Frame, Rc<str>)>,
    /// One that is half done: it is done before another is begun.
    begun: Option<(Frame, Sketch)>,
    /// So much of the back, and how many of its pieces that is.
    half_back: (usize, String),
}

thread_local! {
    static DRAWN: RefCell<Drawn> = RefCell::default();
}

/// The back, as the inside of an `<svg>`.
pub fn back_drawing() -> Rc<str> {
    share_gradients();
    DRAWN.with_borrow_mut(|drawn| Rc::clone(drawn.back.get_or_insert_with(|| back().into())))
}

/// Does a piece of drawing ahead of need; false where the hand is there already, and the back as well.
pub fn trace(frame: Frame) -> bool {
    DRAWN.with_borrow_mut(|drawn| {
        if let Some((begun, mut sketch)) = drawn.begun.take() {
            if sketch.go_on() {
                drawn.begun = Some((begun, sketch));
            } else {
                drawn.hands.push((begun, sketch.draw().into()));
            }
        } else if drawn.back.is_none() {
            let (done, half) = &mut drawn.half_back;
            match BACK.get(*done) {
                Some(piece) => {
                    piece(half);
                    *done += 1;
                }
                None => drawn.back = Some(std::mem::take(half).into()),
            }
        } else if drawn.hands.iter().any(|(f, _)| *f == frame) {
            return false;
        } else {
            drawn.begun = Some((frame, frame.sketch()));
        }
        true
    })
}

/// A hand, as the inside of an `<svg>`, about the middle of its palm.
pub fn hand_drawing(frame: Frame) -> Rc<str> {
    DRAWN.with_borrow_mut(|drawn| {
        if let Some((_, kept)) = drawn.hands.iter().find(|(f, _)| *f == frame) {
            return Rc::clone(kept);
        }
        let begun = drawn.begun.take_if(|(f, _)| *f == frame);
        let made: Rc<str> = begun.map_or_else(|| frame.sketch(), |(_, sketch)| sketch).draw().into();
        drawn.hands.push((frame, Rc::clone(&made)));
        made
    })
}

/// An `<svg>` over the whole square.
pub fn svg(class: &str, inside: &str) -> String {
    ["<svg class=\"", class, "\" viewBox=\"0 0 10000 10000\" aria-hidden=\"true\">", inside, "</svg>"].concat()
}

/// An `<svg>` over a window of the square: left, top, width, height.
pub fn windowed(window: [i32; 4], inside: &str) -> String {
    let mut out = String::from("<svg viewBox=\"");
    for n in window {
        out.push_str(&n.to_string());
        out.push(' ');
    }
    out.push_str("\" aria-hidden=\"true\">");
    out.push_str(inside);
    out.push_str("</svg>");
    out
}

/// Puts the gradients that all drawings share into the page, once.
fn share_gradients() {
    const ID: &str = "gradients";
    if dom::has(ID) {
        return;
    }
    let made = dom::document().and_then(|document| {
        let holder = document.create_element("div").ok()?;
        holder.set_id(ID);
        holder.set_class_name("gradients");
        holder.set_inner_html(&["<svg aria-hidden=\"true\"><defs>", &defs(), "</defs></svg>"].concat());
        document.body()?.append_child(&holder).ok()
    });
    // A page that cannot make an element shows the drawings in plain tones.
    drop(made);
}

/// A movement's figure in its disc: a still at a telling moment, drawn after the page is painted, and then, where motion
/// is welcome, the movement over and over.
#[component]
pub fn Thumb(
    /// The sequence's letter.
    letter: char,
    /// Which of its movements, from 0.
    #[prop(default = 0)]
    movement: usize,
    /// Whether it is told to those who do not see it.
    #[prop(default = false)]
    told: bool,
) -> Fresh {
    let store = Store::here();
    let disc = NodeRef::<html::Span>::new();
    let looping = StoredValue::new_local(None);
    // Its own part of the program draws it, after the page is painted; without that part the disc stays empty.
    let draw = Timeout::new(0, move || {
        spawn_local(async move {
            let Some(element) = disc.get_untracked() else { return };
            if let Ok(drawn) = parts::thumb(element.into(), store, letter, movement).await {
                looping.try_set_value(Some(drawn));
            }
        });
    });
    let draw = StoredValue::new_local(Some(draw));
    on_cleanup(move || {
        drop(draw.try_update_value(Option::take));
        looping.dispose();
    });
    let words = told.then(|| {
        let routine = store.routine();
        let sequence = routine.sequence(letter)?;
        routine.movements(sequence).nth(movement).map(|m| m.picture().to_owned())
    });
    fresh(view! {
        <span class="disc" role=told.then_some("img") aria-hidden=(!told).then_some("true") aria-label=words.flatten()>
            <span class="figure" node_ref=disc></span>
        </span>
    })
}

/// The drawings that a pose shows.
pub fn frames(pose: &Pose) -> [Frame; 2] {
    Side::BOTH.map(|side| Frame::of(side, &pose.hand(side).blend))
}

/// What lies on the back of a figure that stands still.
pub fn over(pose: &Pose, under: &str) -> String {
    still(pose, "", under, Side::Left, hand_drawing)
}

/// The first stroke of a timeline, two fifths on, with the way done and the way ahead.
pub fn moment(timeline: &Timeline) -> Option<(Pose, String)> {
    const SHARE: Offset = WHOLE * 2 / 5;
    let first = timeline.steps().iter().position(|s| s.part.is_some())?;
    let pose = timeline.pose_in(first, f64::from(SHARE) / f64::from(WHOLE))?;
    Some((pose, bake(&samples(timeline, first)?).under(SHARE)))
}

/// A step's poses, close enough together for [`bake`].
pub fn samples(timeline: &Timeline, index: usize) -> Option<Vec<(f64, Pose)>> {
    let step = timeline.step(index)?;
    // 25 a second, as a film; never so few that a short glide has corners.
    let count = (step.duration_ms / 40).clamp(32, 800);
    (0..=count)
        .map(|i| {
            let share = f64::from(i) / f64::from(count);
            Some((share, timeline.pose_in(index, share)?))
        })
        .collect()
}
