//! Which drawings of a hand there are: every posture, and enough steps between any two that none is seen to jump.
//!
//! They are traced when first needed rather than kept as data. A whole session uses 58 of them, 12 KB of SVG each:
//! 193 KB in brotli, where all of this room's code and tables take less than 20. Tracing one takes 4 ms in
//! WebAssembly on a 2-core machine, so trace ahead of need and keep what was traced.

use super::bones::Skeleton;
use super::hand::{self, Sketch};
use crate::body::{Blend, Posture, Shape, Side};
use std::sync::OnceLock;

/// How far, in centimetres, a fingertip may move from one drawing to the next.
const STRIDE: f64 = 0.6;

/// One drawing of one hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Frame {
    /// Which hand.
    pub side: Side,
    /// The one of its two postures that is earlier in [`Posture::ALL`].
    from: Posture,
    /// The other; the same where the posture is held.
    to: Posture,
    /// How many steps of the way from the one to the other are done.
    step: u8,
    /// How many there are.
    steps: u8,
}

impl Frame {
    /// The drawing nearest to a blend.
    pub fn of(side: Side, blend: &Blend) -> Self {
        let (mut from, mut to, mut mix) = (blend.from, blend.to, blend.mix.clamp(0.0, 1.0));
        if from as u8 > to as u8 {
            (from, to, mix) = (to, from, 1.0 - mix);
        }
        let steps = steps(from, to);
        let step = (mix * f64::from(steps)).round() as u8;
        if step == 0 {
            to = from;
        } else if step == steps {
            from = to;
        }
        if from == to { Self { side, from, to, step: 0, steps: 1 } } else { Self { side, from, to, step, steps } }
    }

    /// A name for the drawing, the same wherever it is used: an `id` for `<symbol>` and `<use>`.
    pub fn id(self) -> String {
        let digit = |n: u8| char::from(b'0' + n % 10);
        let side = if self.side == Side::Left { 'l' } else { 'r' };
        ['f', side, digit(self.from as u8), digit(self.to as u8), digit(self.step)].into_iter().collect()
    }

    /// Its inner SVG: the middle of the palm at 0, 0, fingers up. Tracing it takes some milliseconds: keep it.
    pub fn draw(self) -> String {
        self.sketch().draw()
    }

    /// Begins the drawing; [`Sketch::go_on`] does a piece of the rest, [`Sketch::draw`] all of it.
    pub fn sketch(self) -> Sketch {
        hand::sketch(self)
    }

    /// The drawing as a `<g>` with its [`id`](Self::id), for a `<defs>`.
    pub fn symbol(self) -> String {
        ["<g id=\"", &self.id(), "\">", &self.draw(), "</g>"].concat()
    }

    /// Its place among all drawings of its hand, the lowest first: whatever is shown together, lies so.
    pub fn order(self) -> u32 {
        [self.from as u8, self.to as u8, self.step].into_iter().fold(0, |all, one| all << 8 | u32::from(one))
    }

    /// The share of the way between its two postures.
    fn mix(self) -> f64 {
        f64::from(self.step) / f64::from(self.steps.max(1))
    }

    /// Its joints' angles.
    pub(super) fn shape(self) -> Shape {
        self.from.shape().toward(&self.to.shape(), self.mix())
    }

    /// The heading it is lit for, degrees towards the other hand.
    pub(super) fn turn_in(self) -> f64 {
        self.from.turn_in() + (self.to.turn_in() - self.from.turn_in()) * self.mix()
    }
}

/// How many steps lead from one posture to another.
fn steps(from: Posture, to: Posture) -> u8 {
    static TABLE: OnceLock<Vec<u8>> = OnceLock::new();
    let all = Posture::ALL;
    let table = TABLE.get_or_init(|| all.iter().flat_map(|a| all.map(|b| counted(*a, b))).collect());
    table.get(from as usize * all.len() + to as usize).copied().unwrap_or(1)
}

fn counted(from: Posture, to: Posture) -> u8 {
    let (a, b) = (Skeleton::new(&from.shape(), [0.0; 4]), Skeleton::new(&to.shape(), [0.0; 4]));
    let way = a.digits.iter().zip(&b.digits).map(|(a, b)| a.on(2, 1.0).distance(b.on(2, 1.0)));
    (way.fold(0.0, f64::max) / STRIDE).ceil().clamp(1.0, 9.0) as u8
}
