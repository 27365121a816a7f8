//! Files: one that the person is given to keep, and one that the person gives back.

use super::{Capability, Fault, dom};
use gloo_timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, FileReader, HtmlAnchorElement, HtmlInputElement, Url};

/// How long a file that is given can still be read, in milliseconds.
const KEEP_MS: u32 = 60_000;

/// Gives the person a text file.
///
/// # Errors
/// Where the browser makes no files.
pub fn give(name: &str, text: &str) -> Result<(), Fault> {
    let failed = |e: JsValue| Fault::new(Capability::File, &e);
    let document = dom::document().ok_or_else(|| Fault::missing(Capability::File))?;
    let kind = BlobPropertyBag::new();
    kind.set_type("text/plain");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind).map_err(failed)?;
    let url = Url::create_object_url_with_blob(&blob).map_err(failed)?;
    let link: HtmlAnchorElement =
        document.create_element("a").map_err(failed)?.dyn_into().map_err(|_| Fault::missing(Capability::File))?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // Some browsers read it only now; then the address is of no more use.
    Timeout::new(KEEP_MS, move || {
        Url::revoke_object_url(&url).ok();
    })
    .forget();
    Ok(())
}

/// Reads the file that was chosen in an input, and lets the same one be chosen again. `then` is told its text, or `None`
/// where it has more than `most` bytes or cannot be read. Nothing is told where no file was chosen.
pub fn take(input: &HtmlInputElement, most: u32, then: impl FnOnce(Option<String>) + 'static) {
    let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
    if file.size() > f64::from(most) {
        input.set_value("");
        then(None);
        return;
    }
    let Ok(reader) = FileReader::new() else {
        then(None);
        return;
    };
    let read = {
        let reader = reader.clone();
        Closure::once_into_js(move || then(reader.result().ok().and_then(|text| text.as_string())))
    };
    // Told in either case: what failed has no result.
    reader.set_onloadend(Some(read.unchecked_ref()));
    // Refused only while it reads another.
    reader.read_as_text(&file).ok();
    input.set_value("");
}
