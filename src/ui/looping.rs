//! A small figure: a still at a telling moment, and then, where motion is welcome, its movement over and over. All of it
//! is made in idle moments after the page is painted, and it stands still while it is off the screen: then it costs
//! nothing.

use super::errands::{self, Went};
use super::picture::{back_drawing, frames, moment, over, svg, trace};
use super::session::stage::Stage;
use super::store::Store;
use crate::body::Pose;
use crate::device::animate::reduced;
use crate::device::dom;
use crate::device::sight::Sight;
use crate::figure::{Baked, Frame, bake};
use crate::routine::{Selection, Timeline, hold_loop};
use leptos::prelude::untrack;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use web_sys::Element;

/// A small figure; it ends when this value is dropped.
pub struct Looping(#[allow(dead_code, reason = "kept alive, and dropped, with the figure")] Rc<RefCell<Making>>);

struct Making {
    disc: Element,
    store: Store,
    turn: Option<Timeline>,
    at: At,
    /// Drawings that are to be there before it goes on.
    to_trace: Vec<Frame>,
    /// What moves, in the end.
    moving: Option<(Stage, Option<Sight>)>,
}

/// What is to be done next.
enum At {
    /// A movement, by its sequence's letter and its number there.
    Start(char, usize),
    /// The still's back, of which all is known but the drawings.
    Back(Pose, String),
    /// What lies on that.
    Still(Pose, String),
    /// The movement's keyframes.
    Bake,
    /// Its elements, in a layer that is not seen yet.
    Build(Baked),
    /// Their drawings, and then their motions.
    Move(Baked, Element, Box<Stage>),
    /// To let them take the still's place.
    Show(Element, Box<Stage>),
    Done,
}

impl Looping {
    /// Begins to make a movement's figure in `disc`, which stays empty where there is no such movement.
    pub fn start(disc: Element, store: Store, letter: char, movement: usize) -> Self {
        let at = At::Start(letter, movement);
        let making = Rc::new(RefCell::new(Making { disc, store, turn: None, at, to_trace: Vec::new(), moving: None }));
        let weak = Rc::downgrade(&making);
        errands::run(move || weak.upgrade().map_or(Went::Done, |making| piece(&making)));
        Self(making)
    }
}

/// Does the next piece of the work.
fn piece(making: &Rc<RefCell<Making>>) -> Went {
    let weak = Rc::downgrade(making);
    making.borrow_mut().piece(weak)
}

impl Making {
    fn piece(&mut self, weak: Weak<RefCell<Self>>) -> Went {
        while let Some(frame) = self.to_trace.last() {
            if trace(*frame) {
                return Went::On;
            }
            self.to_trace.pop();
        }
        let (at, went) = match std::mem::replace(&mut self.at, At::Done) {
            At::Start(letter, movement) => match self.begin(letter, movement) {
                Some(still) => (still, Went::On),
                None => (At::Done, Went::Done),
            },
            At::Back(pose, under) => {
                self.disc.set_inner_html(&svg("fig", &back_drawing()));
                (At::Still(pose, under), Went::Seen)
            }
            At::Still(pose, under) => {
                // A page that takes no markup shows a back without hands.
                if let Some(still) = self.disc.first_element_child() {
                    still.insert_adjacent_html("beforeend", &over(&pose, &under)).ok();
                }
                (At::Bake, if reduced() || self.turn.is_none() { Went::Done } else { Went::Seen })
            }
            At::Bake => {
                let Some(turn) = &self.turn else { return Went::Done };
                let baked = bake(&poses(turn));
                let shown = baked.left.shown.iter().chain(&baked.right.shown);
                self.to_trace = shown.map(|s| s.frame).collect();
                (At::Build(baked), Went::On)
            }
            // A browser that cannot do it shows the still that is there, and the still is enough.
            At::Build(baked) => {
                let Some(layer) = dom::document().and_then(|d| d.create_element("div").ok()) else { return Went::Done };
                layer.set_class_name("layer yet");
                if self.disc.append_child(&layer).is_err() {
                    return Went::Done;
                }
                let Some(stage) = Stage::new(&layer) else { return Went::Done };
                (At::Move(baked, layer, Box::new(stage)), Went::Seen)
            }
            At::Move(baked, layer, mut stage) => {
                if stage.draw(&baked) {
                    (At::Move(baked, layer, stage), Went::Seen)
                } else if stage.turn(&baked, self.turn.as_ref().map_or(0, Timeline::total_ms) as f64).is_ok() {
                    (At::Show(layer, stage), Went::Seen)
                } else {
                    layer.remove();
                    (At::Done, Went::Done)
                }
            }
            At::Show(layer, stage) => {
                self.show(&layer, *stage, weak);
                (At::Done, Went::Done)
            }
            At::Done => (At::Done, Went::Done),
        };
        self.at = at;
        went
    }

    /// Finds the movement, and what its still shows.
    fn begin(&mut self, letter: char, movement: usize) -> Option<At> {
        if !self.store.open() {
            return None;
        }
        let routine = self.store.routine();
        let timeline = untrack(|| self.store.timeline(Selection::From(letter, movement)));
        let (pose, under) = moment(&timeline)?;
        // It goes through all of the turn again and again; its end leads to its start.
        let span = timeline.spans().get(1);
        self.turn = span.and_then(|span| hold_loop(&routine, &timeline, span)).map(|(turn, _)| turn);
        self.to_trace = frames(&pose).to_vec();
        Some(At::Back(pose, under))
    }

    /// Lets what moves take the still's place.
    fn show(&mut self, layer: &Element, stage: Stage, weak: Weak<RefCell<Self>>) {
        if let Some(still) = self.disc.first_element_child().filter(|first| first != layer) {
            still.remove();
        }
        layer.set_class_name("layer");
        let sight = Sight::watch(&self.disc, move |seen| {
            if let Some(making) = weak.upgrade()
                && let Some((stage, _)) = &making.borrow().moving
            {
                stage.seen(seen).ok();
            }
        });
        if sight.is_none() {
            stage.seen(true).ok();
        }
        self.moving = Some((stage, sight));
    }
}

/// The poses of a whole turn, close enough together for [`bake`].
fn poses(turn: &Timeline) -> Vec<(f64, Pose)> {
    let total = turn.total_ms();
    let count = (total / 50).clamp(32, 800);
    (0..=count)
        .filter_map(|i| {
            let at_ms = total * i / count;
            // The very end is the start again; the last instant of the last step is what leads there.
            let pose = turn.pose(at_ms.min(total.saturating_sub(1)))?;
            Some((i as f64 / count as f64, pose))
        })
        .collect()
}
