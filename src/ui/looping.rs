//! A small figure: a still at a telling moment, and then, where motion is welcome, its movement over and over. All of it
//! is made in idle moments after the page is painted, and it stands still while it is off the screen: then it costs
//! nothing.

use super::errands;
use super::picture::{frames, moment, stands, trace};
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
    turn: Option<Timeline>,
    at: At,
    /// Drawings that are to be there before it goes on.
    to_trace: Vec<Frame>,
    /// What moves, in the end.
    moving: Option<(Stage, Option<Sight>)>,
}

/// What is to be done next.
enum At {
    /// The still, of which all is known but its drawings.
    Still(Pose, String),
    /// The movement's keyframes.
    Bake,
    /// Its elements, in a layer that is not seen yet.
    Build(Baked),
    /// Their motions.
    Move(Baked, Element, Box<Stage>),
    Done,
}

impl Looping {
    /// Begins to make a movement's figure in `disc`. `None` where there is no such movement.
    pub fn start(disc: Element, store: Store, letter: char, movement: usize) -> Option<Self> {
        let routine = store.routine();
        let timeline = untrack(|| store.timeline(Selection::From(letter, movement)));
        let (pose, under) = moment(&timeline)?;
        // It goes through all of the turn again and again; its end leads to its start.
        let turn = timeline.spans().get(1).and_then(|span| hold_loop(&routine, &timeline, span)).map(|(turn, _)| turn);
        let to_trace = frames(&pose).to_vec();
        let making = Making { disc, turn, at: At::Still(pose, under), to_trace, moving: None };
        let making = Rc::new(RefCell::new(making));
        let weak = Rc::downgrade(&making);
        errands::run(move || weak.upgrade().is_some_and(|making| piece(&making)));
        Some(Self(making))
    }
}

/// Does the next piece of the work; false where all is done.
fn piece(making: &Rc<RefCell<Making>>) -> bool {
    let weak = Rc::downgrade(making);
    making.borrow_mut().piece(weak)
}

impl Making {
    fn piece(&mut self, weak: Weak<RefCell<Self>>) -> bool {
        while let Some(frame) = self.to_trace.last() {
            if trace(*frame) {
                return true;
            }
            self.to_trace.pop();
        }
        let (at, more) = match std::mem::replace(&mut self.at, At::Done) {
            At::Still(pose, under) => {
                self.disc.set_inner_html(&stands(&pose, &under));
                (At::Bake, !reduced() && self.turn.is_some())
            }
            At::Bake => {
                let Some(turn) = &self.turn else { return false };
                let baked = bake(&poses(turn));
                let shown = baked.left.shown.iter().chain(&baked.right.shown);
                self.to_trace = shown.map(|s| s.frame).collect();
                (At::Build(baked), true)
            }
            // A browser that cannot do it shows the still that is there, and the still is enough.
            At::Build(baked) => {
                let Some(layer) = dom::document().and_then(|d| d.create_element("div").ok()) else { return false };
                layer.set_class_name("layer yet");
                if self.disc.append_child(&layer).is_err() {
                    return false;
                }
                let Some(stage) = Stage::new(&layer) else { return false };
                (At::Move(baked, layer, Box::new(stage)), true)
            }
            At::Move(baked, layer, mut stage) => {
                if stage.draw(&baked) {
                    (At::Move(baked, layer, stage), true)
                } else {
                    self.set_going(&baked, &layer, *stage, weak);
                    (At::Done, false)
                }
            }
            At::Done => (At::Done, false),
        };
        self.at = at;
        more
    }

    /// Lets what moves take the still's place.
    fn set_going(&mut self, baked: &Baked, layer: &Element, mut stage: Stage, weak: Weak<RefCell<Self>>) {
        let duration_ms = self.turn.as_ref().map_or(0, Timeline::total_ms);
        if stage.turn(baked, duration_ms as f64).is_err() {
            layer.remove();
            return;
        }
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
