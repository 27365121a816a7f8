//! What only a browser has, tested as wasm in a real one: `cargo xtask test browser`.

#![cfg(target_arch = "wasm32")]

use backstroke::device::storage::{self, Key};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn what_is_set_aside_is_not_read_again_and_not_lost() {
    assert_eq!(storage::write(Key::Prefs, "rubbish"), Ok(()));
    assert_eq!(storage::read(Key::Prefs), Ok(Some("rubbish".to_owned())));
    assert_eq!(storage::set_aside(Key::Prefs, "rubbish"), Ok(()));
    assert_eq!(storage::read(Key::Prefs), Ok(None));
    let kept =
        web_sys::window().and_then(|w| w.local_storage().ok().flatten()).map(|s| s.get_item("backstroke.prefs.bad"));
    assert_eq!(kept, Some(Ok(Some("rubbish".to_owned()))));
}
