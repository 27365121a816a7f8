//! The few things done to the document as a whole.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

/// The document, where there is one.
pub fn document() -> Option<Document> {
    web_sys::window().and_then(|w| w.document())
}

/// A new element as the last in another. `None` where the page will not have it.
pub fn append(parent: &Element, name: &str) -> Option<Element> {
    let made = document()?.create_element(name).ok()?;
    parent.append_child(&made).ok()?;
    Some(made)
}

/// Sets a `data-…` attribute of the root element, for the styles and for tools.
pub fn set_root_data(name: &str, value: &str) {
    if let Some(root) = document().and_then(|d| d.document_element()).and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        // The only refusal is a name that is no attribute name, and the names are ours.
        root.dataset().set(name, value).ok();
    }
}

/// Sets an empty `data-…` attribute of the root element, or takes it away.
pub fn mark_root(name: &str, marked: bool) {
    if let Some(root) = document().and_then(|d| d.document_element()) {
        // The only refusal is a name that is no attribute name, and the names are ours.
        root.toggle_attribute_with_force(&["data-", name].concat(), marked).ok();
    }
}

/// A `data-…` attribute of the root element.
pub fn root_data(name: &str) -> Option<String> {
    document()?.document_element()?.get_attribute(&["data-", name].concat())
}

/// Whether there is an element with this id.
pub fn has(id: &str) -> bool {
    document().is_some_and(|d| d.get_element_by_id(id).is_some())
}

/// Takes the element with this id out of the page.
pub fn remove(id: &str) {
    if let Some(element) = document().and_then(|d| d.get_element_by_id(id)) {
        element.remove();
    }
}

/// Back to the top of the page, where a new page starts.
pub fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Puts the keyboard's focus on the first element that a selector finds.
pub fn focus(selector: &str) {
    let found = document().and_then(|d| d.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        // A missing focus is not worth a word: the page works without it.
        element.focus().ok();
    }
}

/// Takes the keyboard's focus from whatever has it inside what a selector finds.
pub fn blur(within: &str) {
    let focused = document().and_then(|d| d.active_element());
    let inside = focused.filter(|e| e.closest(within).ok().flatten().is_some());
    if let Some(element) = inside.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        // What cannot lose the focus had none.
        element.blur().ok();
    }
}

/// Puts the keyboard's and the screen reader's place at the start of the page that is shown.
pub fn focus_page() {
    let main = document().and_then(|d| d.query_selector("main").ok().flatten());
    if let Some(main) = main.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        main.set_tab_index(-1);
        // A missing focus is not worth a word: the page works without it.
        main.focus().ok();
    }
}
