//! The kept line of keys that were taught.
#![no_main]

use backstroke::session::{Key, KeyMap};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|line: &str| {
    if let Ok(map) = KeyMap::parse(line) {
        assert_eq!(map.line(), line);
    }
    if let Some(key) = Key::of(line) {
        assert_eq!(Key::of(key.name()), Some(key));
    }
});
