//! What a finger on a session's page means: a touch anywhere pauses, and the next one goes on.

use super::frame::Phase;

/// What comes down within this time after a finger, while that is still there, is of the same hand, in milliseconds.
const HAND_MS: u64 = 700;

/// Two touches are at the same spot within this distance, in CSS pixels: the size of a control.
const SPOT_PX: i32 = 96;

/// For so long after a touch that paused, one at the same spot goes on, whatever has come to lie there, in milliseconds.
const UNDO_MS: u64 = 3_000;

/// For so long after a touch that went on, one at the same spot is the second half of a double one, in milliseconds.
const DOUBLE_MS: u64 = 400;

/// A finger that comes down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touch {
    /// When, in milliseconds of a clock that never runs back.
    pub now_ms: u64,
    /// Where, in CSS pixels across and down.
    pub at: [i32; 2],
    /// Whether it is the first of those that are down.
    pub first: bool,
    /// Whether it is on a control that whoever touches it can see, and that is pressed by a click of its own.
    pub on_control: bool,
}

/// When and where a touch did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Toggled {
    now_ms: u64,
    at: [i32; 2],
    paused: bool,
}

impl Toggled {
    /// Whether a touch comes within a time of it, at the same spot.
    fn is_near(&self, touch: &Touch, within_ms: u64) -> bool {
        let ([x, y], [to_x, to_y]) = (self.at, touch.at);
        let far = (to_x - x).pow(2) + (to_y - y).pow(2);
        touch.now_ms.saturating_sub(self.now_ms) < within_ms && far < SPOT_PX.pow(2)
    }
}

/// The touches of a session's page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Touches {
    /// When the last finger came down.
    down_ms: u64,
    /// Whether the press under way has done something already.
    spent: bool,
    toggled: Option<Toggled>,
}

impl Touches {
    /// A finger comes down anywhere: a press begins, unless it is another finger of the one under way.
    pub fn begin(&mut self, first: bool) {
        self.spent &= !first;
    }

    /// A finger comes down on the session, in a phase; whether that pauses, or goes on.
    pub fn down(&mut self, touch: Touch, phase: Phase) -> bool {
        let same_hand = !touch.first && touch.now_ms.saturating_sub(self.down_ms) < HAND_MS;
        self.down_ms = touch.now_ms;
        if same_hand || phase == Phase::Finished {
            return false;
        }
        let near = |paused: bool, within_ms: u64| {
            self.toggled.is_some_and(|t| t.paused == paused && t.is_near(&touch, within_ms))
        };
        let doubles = near(false, DOUBLE_MS);
        let undoes = phase == Phase::Paused && near(true, UNDO_MS);
        let toggles = !doubles && (undoes || !touch.on_control);
        self.spent |= doubles || toggles;
        if toggles {
            self.toggled = Some(Toggled { now_ms: touch.now_ms, at: touch.at, paused: phase != Phase::Paused });
        }
        toggles
    }

    /// The press became a click; whether it has done something already, and the click is to do no more.
    pub fn clicked(&mut self) -> bool {
        std::mem::take(&mut self.spent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn touch(now_ms: u64, at: [i32; 2]) -> Touch {
        Touch { now_ms, at, first: true, on_control: false }
    }

    #[test]
    fn a_touch_anywhere_pauses_and_its_click_does_no_more() {
        let mut touches = Touches::default();
        touches.begin(true);
        assert!(touches.down(touch(1_000, [50, 50]), Phase::Running));
        assert!(touches.clicked());
        assert!(!touches.clicked(), "the next click is another press's");
    }

    #[test]
    fn the_next_touch_at_the_same_spot_undoes_it_whatever_lies_there_by_then_but_not_for_ever() {
        let control = |now_ms, at| Touch { on_control: true, ..touch(now_ms, at) };
        for (later, at, undoes) in [(1_000, [60, 60], true), (1_000, [400, 50], false), (3_500, [60, 60], false)] {
            let mut touches = Touches::default();
            assert!(touches.down(touch(1_000, [50, 50]), Phase::Running));
            touches.begin(true);
            assert_eq!(touches.down(control(1_000 + later, at), Phase::Paused), undoes, "{later} ms later at {at:?}");
            assert_eq!(touches.clicked(), undoes, "what lies there is pressed otherwise");
        }
    }

    #[test]
    fn the_second_half_of_a_double_touch_that_goes_on_does_not_pause_again() {
        let mut touches = Touches::default();
        assert!(touches.down(touch(1_000, [50, 50]), Phase::Paused));
        touches.begin(true);
        assert!(!touches.down(touch(1_200, [52, 50]), Phase::Running));
        assert!(touches.clicked());
        assert!(touches.down(touch(2_000, [52, 50]), Phase::Running));
    }

    #[test]
    fn the_other_fingers_of_a_hand_mean_nothing_of_their_own_and_after_the_end_nothing_does() {
        let mut touches = Touches::default();
        assert!(touches.down(touch(1_000, [50, 50]), Phase::Running));
        touches.begin(false);
        assert!(!touches.down(Touch { first: false, ..touch(1_300, [300, 90]) }, Phase::Paused));
        assert!(touches.clicked(), "it is the same press");
        assert!(!touches.down(touch(9_000, [50, 50]), Phase::Finished));
    }
}
