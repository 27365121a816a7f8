//! Words for keeping the app on the device: without network, installed, up to date.

pub const READY: &str = "Ready without network";
pub const FAILED: &str = "Needs the network for now";
pub const INSTALL: &str = "Put it on this device";
pub const BY_HAND: &str = "To keep it at hand: Share, then Add to Home Screen.";
pub const UPDATE: &str = "A new version is here.";
pub const UPDATE_USE: &str = "Use it now";
pub const UPDATE_BUSY: &str = "The new version waits: a session is under way in another window.";

/// `Being saved: 40 %`.
pub fn saving(percent: u8) -> String {
    let mut out = String::from("Being saved: ");
    out.push_str(&percent.to_string());
    out.push_str("\u{a0}%");
    out
}
