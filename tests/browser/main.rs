//! What only a browser has, tested as wasm in a real one: `cargo xtask test browser`.

#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn mounting_tells_the_page_that_the_app_is_ready() {
    backstroke::ui::start();
    let root = leptos::prelude::document().document_element();
    let told = root.and_then(|root| root.get_attribute("data-app"));
    assert_eq!(told.as_deref(), Some("ready"));
}
