//! Putting the app on the device, as `src/offline.js` hears of it from the browser.

use super::{dom, worker};

/// How this browser puts the app on the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Install {
    /// Not at all, or it is there already.
    None,
    /// It does so when asked.
    Offered,
    /// A person does it from the browser's own menu: Safari on a tablet or phone.
    ByHand,
}

/// How the app is put on this device now.
pub fn offer() -> Install {
    match dom::root_data("install").as_deref() {
        Some("offer") => Install::Offered,
        Some("by-hand") => Install::ByHand,
        _ => Install::None,
    }
}

/// Shows the browser's own question, from within a touch or a key.
pub fn accept() {
    worker::ask("install");
}
