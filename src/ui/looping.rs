//! A small figure that plays one movement over and over. Its drawings are made one at a time, long after the page is
//! painted, and it stands still while it is off the screen: then it costs nothing.

use super::picture::hand_drawing;
use super::session::stage::Stage;
use crate::body::Pose;
use crate::device::animate::reduced;
use crate::device::sight::Sight;
use crate::figure::{Baked, Frame, bake};
use crate::routine::Timeline;
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::Element;

/// Before the first drawing the page is left to itself for so long, in milliseconds.
const FIRST_MS: u32 = 1_200;
/// And between two drawings for so long, each of which takes some ten milliseconds.
const NEXT_MS: u32 = 120;

/// A looping figure; it ends when this value is dropped.
pub struct Looping(#[allow(dead_code, reason = "kept alive, and dropped, with the figure")] Rc<RefCell<Making>>);

struct Making {
    disc: Element,
    turn: Timeline,
    baked: Option<Baked>,
    to_draw: Vec<Frame>,
    stage: Option<Stage>,
    sight: Option<Sight>,
    timer: Option<Timeout>,
}

impl Looping {
    /// Begins to make a figure in `disc` that goes through all of `turn` again and again; its end leads to its start.
    /// `None` where less motion is asked for.
    pub fn start(disc: Element, turn: Timeline) -> Option<Self> {
        if reduced() {
            return None;
        }
        let (to_draw, baked, stage, sight) = (Vec::new(), None, None, None);
        let making = Rc::new(RefCell::new(Making { disc, turn, baked, to_draw, stage, sight, timer: None }));
        wait(&making, FIRST_MS);
        Some(Self(making))
    }
}

fn wait(making: &Rc<RefCell<Making>>, ms: u32) {
    let weak = Rc::downgrade(making);
    let timer = Timeout::new(ms, move || {
        if let Some(making) = weak.upgrade() {
            go_on(&making);
        }
    });
    making.borrow_mut().timer = Some(timer);
}

/// Does the next piece of the work: bake, draw a hand, or put it all together.
fn go_on(making: &Rc<RefCell<Making>>) {
    let ready = {
        let mut m = making.borrow_mut();
        if m.baked.is_none() {
            let baked = bake(&poses(&m.turn));
            let shown = baked.left.shown.iter().chain(&baked.right.shown);
            m.to_draw = shown.map(|s| s.frame).collect();
            m.baked = Some(baked);
        } else if let Some(frame) = m.to_draw.pop() {
            hand_drawing(frame);
        }
        m.to_draw.is_empty()
    };
    if !ready {
        return wait(making, NEXT_MS);
    }
    let weak = Rc::downgrade(making);
    let mut m = making.borrow_mut();
    let Making { disc, turn, baked: Some(baked), .. } = &*m else { return };
    // A browser that cannot do it shows the still that is there, and the still is enough.
    let Some(mut stage) = Stage::new(disc) else { return };
    if stage.turn(baked, turn.total_ms() as f64).is_err() {
        return;
    }
    let sight = Sight::watch(disc, move |seen| {
        if let Some(making) = weak.upgrade() {
            making.borrow().stage.as_ref().and_then(|stage| stage.seen(seen).ok());
        }
    });
    if sight.is_none() {
        stage.seen(true).ok();
    }
    (m.stage, m.sight) = (Some(stage), sight);
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
