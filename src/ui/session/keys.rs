//! Keys and pedals, which are keyboards: what each asks for.

use web_sys::KeyboardEvent;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Pause, or go on.
    Pause,
    /// The next movement.
    Next,
    /// This movement from its start, or the one before.
    Previous,
    /// This movement again.
    Again,
    /// Back to A.
    BackToA,
    /// Hold, or release.
    Hold,
}

/// What a key asks for; nothing where it belongs to the browser, to a screen reader, or to what has the focus.
pub fn wish(event: &KeyboardEvent) -> Option<Wish> {
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.repeat() || event.default_prevented() {
        return None;
    }
    match event.key().as_str() {
        " " | "Enter" => Some(Wish::Pause),
        "PageDown" | "ArrowRight" | "ArrowDown" => Some(Wish::Next),
        "PageUp" | "ArrowLeft" | "ArrowUp" => Some(Wish::Previous),
        "r" | "R" => Some(Wish::Again),
        "a" | "A" => Some(Wish::BackToA),
        "h" | "H" => Some(Wish::Hold),
        _ => None,
    }
}
