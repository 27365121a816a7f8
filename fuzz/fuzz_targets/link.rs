//! What follows the question mark of an address.
#![no_main]

use backstroke::session::Start;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|query: &str| {
    if let Some(start) = Start::parse(query) {
        assert_eq!(Start::parse(&start.query()), Some(start));
    }
});
