//! The kept line of choices, of every version.
#![no_main]

use backstroke::session::Choices;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|line: &str| {
    if let Ok(choices) = Choices::parse(line) {
        assert_eq!(Choices::parse(&choices.line()), Ok(choices));
    }
});
