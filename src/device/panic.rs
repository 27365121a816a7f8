//! The last word: a panic becomes a `backstroke:panic` event on the window, which the page outside the app turns into
//! words and an offer to reload.

use web_sys::{CustomEvent, CustomEventInit};

/// Sends every panic's message to the window as the `detail` of `backstroke:panic`.
pub fn report_to_window() {
    std::panic::set_hook(Box::new(|info| {
        let mut message = String::from("panic");
        if let Some(text) = info.payload().downcast_ref::<&str>() {
            (*text).clone_into(&mut message);
        } else if let Some(text) = info.payload().downcast_ref::<String>() {
            message.clone_from(text);
        }
        if let Some(place) = info.location() {
            message.push_str(" at ");
            message.push_str(place.file());
            message.push(':');
            message.push_str(&place.line().to_string());
        }
        let detail = CustomEventInit::new();
        detail.set_detail(&message.as_str().into());
        if let (Some(window), Ok(event)) =
            (web_sys::window(), CustomEvent::new_with_event_init_dict("backstroke:panic", &detail))
        {
            // Nothing is left to tell of a failure to tell.
            window.dispatch_event(&event).ok();
        }
    }));
}
