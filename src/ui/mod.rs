//! What is seen: pages, components, and the interface's words in one place. No arithmetic on time here.

/// Mounts the app on the page.
pub fn start() {}
