//! Addresses: whatever is typed, linked or shared means one page or none.

use backstroke::address::{Route, Start};
use proptest::prelude::*;

/// What addresses are made of, and what they are not.
const PIECES: [&str; 24] = [
    "/",
    "session",
    "card/",
    "A",
    "Q",
    "choose",
    "settings",
    "pedal",
    "safety",
    "about",
    "?",
    "&",
    "=",
    "speed",
    "60",
    "0",
    "from",
    "only",
    "B.1",
    ".",
    "99999999999999999999",
    "%00",
    "\u{fe0f}",
    " ",
];

fn pieced() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..9).prop_map(|pieces| pieces.concat())
}

fn stays_itself(address: &str) -> Result<(), TestCaseError> {
    if let Some(route) = Route::parse(address) {
        prop_assert_eq!(Route::parse(&route.address()), Some(route), "{}", address);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn an_address_of_any_pieces_means_a_page_whose_own_address_means_the_same_or_none(address in pieced()) {
        stays_itself(&address)?;
    }

    #[test]
    fn so_does_any_text_at_all(address in ".{0,120}") {
        stays_itself(&address)?;
    }
}

#[test]
fn every_page_is_found_at_its_address_and_nothing_else_is() {
    for (address, name) in [
        ("", "home"),
        ("/", "home"),
        ("/?speed=60", "home"),
        ("/card/B", "card"),
        ("/choose", "choose"),
        ("/settings", "settings"),
        ("/safety", "safety"),
        ("/pedal", "pedal"),
        ("/about", "about"),
        ("/session", "session"),
        ("/session?speed=20&from=B.2", "session"),
    ] {
        assert_eq!(Route::parse(address).map(|route| route.name()), Some(name), "{address}");
    }
    let long = format!("/session?{}", "speed=1&".repeat(20));
    for address in
        ["/nothing", "/card/", "/card/AB", "/about?speed=2", "/?from=B.1", "/session?speed=61", "/session?x", &long]
    {
        assert_eq!(Route::parse(address), None, "{address}");
    }
    assert_eq!(Route::parse("/session?only=C"), Some(Route::Session(Start { speed: 1, from: None, only: Some('C') })));
}
