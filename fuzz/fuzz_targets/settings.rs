//! A file of settings that somebody hands over.
#![no_main]

use backstroke::session::{KeyMap, Settings};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let pedal = |line: &str| KeyMap::parse(line).is_ok();
    if let Ok(settings) = Settings::parse(text, pedal) {
        assert_eq!(Settings::parse(&settings.text(), pedal), Ok(settings));
    }
});
