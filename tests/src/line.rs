//! The line between the browser and the server.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use server::Response;

/// A line that can be cut: every request then breaks off without an answer, as one does without network. Other than a
/// server that has stopped, it costs no driver its page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line(Arc<AtomicBool>);

impl Line {
    /// Cuts it, or mends it.
    pub fn set_cut(&self, is_cut: bool) {
        self.0.store(is_cut, Ordering::SeqCst);
    }

    /// What every request gets while it is cut.
    pub fn answer(&self) -> Option<Response> {
        self.0.load(Ordering::SeqCst).then(Response::none)
    }
}
