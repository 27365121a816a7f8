//! Work that nobody waits for, some pieces at a time in the browser's idle moments: all figures' errands take turns, so that
//! however many there are, no moment is taken for much longer than one piece takes.

use crate::device::idle::{Idle, Slice};
use std::cell::RefCell;
use std::collections::VecDeque;

/// So long lies between two such moments at least, in milliseconds: whatever else the browser has to do goes first.
const BETWEEN_MS: u32 = 20;

/// What a piece of work has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Went {
    /// It is thought through, and there is more.
    On,
    /// It put something into the page, which the browser has to draw before more comes.
    Seen,
    /// It was the last.
    Done,
}

/// Does a piece of the work.
type Piece = Box<dyn FnMut() -> Went>;

#[derive(Default)]
struct Errands {
    waiting: VecDeque<Piece>,
    /// What is begun once there is no more.
    after: Vec<Box<dyn FnOnce()>>,
    /// The moment that is waited for; none while nothing is to be done.
    next: Option<Idle>,
}

thread_local! {
    static ERRANDS: RefCell<Errands> = RefCell::default();
}

/// Has work done, piece by piece, until it says that there is no more.
pub fn run(piece: impl FnMut() -> Went + 'static) {
    ERRANDS.with_borrow_mut(|all| {
        all.waiting.push_back(Box::new(piece));
        all.next.get_or_insert_with(wait);
    });
}

/// Begins something in the first idle moment in which no work waits.
pub fn afterwards(then: impl FnOnce() + 'static) {
    ERRANDS.with_borrow_mut(|all| {
        all.after.push(Box::new(then));
        all.next.get_or_insert_with(wait);
    });
}

fn wait() -> Idle {
    Idle::after(BETWEEN_MS, || {
        let slice = Slice::begin();
        while let Some(mut piece) = ERRANDS.with_borrow_mut(|all| all.waiting.pop_front()) {
            // Not borrowed meanwhile: a piece may send for another.
            let went = piece();
            if went != Went::Done {
                ERRANDS.with_borrow_mut(|all| all.waiting.push_back(piece));
            }
            if went != Went::On || !slice.lasts() {
                break;
            }
        }
        let done = ERRANDS
            .with_borrow_mut(|all| if all.waiting.is_empty() { std::mem::take(&mut all.after) } else { Vec::new() });
        for then in done {
            then();
        }
        ERRANDS.with_borrow_mut(|all| all.next = (!all.waiting.is_empty() || !all.after.is_empty()).then(wait));
    })
}
