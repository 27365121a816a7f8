//! From how far a session is to a place in its plan.

use super::command::Command;
use super::machine::Session;

impl Session {
    /// What leads to the movement that is on at a time of the session as it now is, in milliseconds of
    /// [`Frame::done_ms`](super::Frame::done_ms): that counts the ways that commands made it go, and a seek goes by the plan.
    pub fn seek(&self, ms: u64) -> Command {
        let timeline = self.timeline();
        let step = timeline.step(timeline.at(ms));
        Command::Seek(step.map_or(0, |step| step.planned_ms))
    }
}
