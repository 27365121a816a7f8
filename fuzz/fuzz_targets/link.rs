//! An address, as a link brings it.
#![no_main]

use backstroke::address::Route;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|address: &str| {
    if let Some(route) = Route::parse(address) {
        assert_eq!(Route::parse(&route.address()), Some(route));
    }
});
