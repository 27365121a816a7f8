//! Keys: what each asks for, what can be taught, how that is kept, and one press told from two.

use backstroke::session::{Act, Full, Key, KeyMap, MOST_KEYS, Presses, TWICE_MS, Times};
use proptest::prelude::*;

fn key(name: &str) -> Key {
    Key::of(name).unwrap_or_else(|| panic!("{name} is a key"))
}

#[test]
fn every_pedal_out_of_its_box_does_what_it_says() {
    let map = KeyMap::default();
    for (names, act) in [
        (&["PageDown", "ArrowRight", "ArrowDown"][..], Act::Next),
        (&["PageUp", "ArrowLeft", "ArrowUp"], Act::Previous),
        (&[" ", "Enter"], Act::Pause),
        (&["r", "R"], Act::Again),
        (&["a", "A"], Act::BackToA),
        (&["h", "H"], Act::Hold),
        (&["s", "S"], Act::Sound),
    ] {
        for name in names {
            let acts = map.acts(&key(name));
            assert_eq!((acts.once, acts.twice), (Some(act), None), "{name}");
        }
    }
    assert_eq!(map.acts(&key("b")).once, None);
}

#[test]
fn the_browsers_own_keys_and_a_screen_readers_cannot_be_taught() {
    for name in [
        "Tab",
        "Escape",
        "F1",
        "F5",
        "F12",
        "F24",
        "Shift",
        "Control",
        "Alt",
        "AltGraph",
        "Meta",
        "CapsLock",
        "Insert",
        "Dead",
        "Process",
        "Unidentified",
        "ContextMenu",
        "BrowserBack",
        "LaunchMail",
        "",
        "a b",
        "\u{7}",
        "ANameThatIsLongerThanAnyKeyHas",
    ] {
        assert_eq!(Key::of(name), None, "{name}");
    }
    // A letter is no function key, and neither is a word that begins like one.
    for name in ["f", "F", "Find"] {
        assert!(Key::of(name).is_some(), "{name}");
    }
}

#[test]
fn what_was_taught_is_done_and_what_is_forgotten_is_as_built_in() {
    let mut map = KeyMap::default();
    let pedal = key("PageDown");
    map.teach(&pedal, Times::Twice, Some(Act::BackToA)).unwrap();
    assert_eq!((map.acts(&pedal).once, map.acts(&pedal).twice), (Some(Act::Next), Some(Act::BackToA)));
    map.teach(&pedal, Times::Once, Some(Act::Hold)).unwrap();
    assert_eq!(map.line(), "1 PageDown=hold+return");
    map.forget(&pedal);
    assert_eq!(map, KeyMap::default());

    // A built-in key can be told to do nothing; told to do its own again, it is forgotten.
    map.teach(&key("r"), Times::Once, None).unwrap();
    assert_eq!(map.line(), "1 r=-");
    map.teach(&key("R"), Times::Once, Some(Act::Again)).unwrap();
    assert_eq!(map, KeyMap::default());
}

#[test]
fn there_is_room_for_so_many_keys_and_no_more() {
    let mut map = KeyMap::default();
    let letters: Vec<Key> = ('i'..).take(MOST_KEYS + 1).map(|c| key(&c.to_string())).collect();
    for letter in letters.iter().take(MOST_KEYS) {
        map.teach(letter, Times::Once, Some(Act::Next)).unwrap();
    }
    let full = map.clone();
    assert_eq!(map.teach(&letters[MOST_KEYS], Times::Once, Some(Act::Next)), Err(Full));
    assert_eq!(map, full);
    assert_eq!(KeyMap::parse(&map.line()), Ok(map));
}

#[test]
fn a_line_that_was_not_written_here_is_refused_with_the_word() {
    for (line, word) in [
        ("", ""),
        ("2 b=next", "2"),
        ("1 ", ""),
        ("1  b=next", ""),
        ("1 b", "b"),
        ("1 b=", "b="),
        ("1 b=jump", "b=jump"),
        ("1 b=next+", "b=next+"),
        ("1 b=next+-", "b=next+-"),
        ("1 b=next+hold+pause", "b=next+hold+pause"),
        ("1 B=next", "B=next"),
        ("1 Tab=next", "Tab=next"),
        ("1 F5=next", "F5=next"),
        ("1 b=next b=hold", "b=hold"),
        // Nobody writes down what is so anyway.
        ("1 PageDown=next", "PageDown=next"),
        ("1 b=-", "b=-"),
        ("1 b=next\n", "b=next\n"),
    ] {
        let refused = KeyMap::parse(line).unwrap_err();
        assert_eq!(refused.0, word, "{line:?}");
        assert!(refused.to_string().contains(word));
    }
    let long = format!("1{}", " b=next".repeat(1_000));
    assert_eq!(KeyMap::parse(&long).unwrap_err().0, "1");
}

#[test]
fn the_signs_of_the_line_itself_are_keys_too() {
    let mut map = KeyMap::default();
    for name in ["=", "+", "-", " "] {
        map.teach(&key(name), Times::Twice, Some(Act::Hold)).unwrap();
    }
    assert_eq!(map.line(), "1 ==-+hold +=-+hold -=-+hold Space=pause+hold");
    assert_eq!(KeyMap::parse(&map.line()), Ok(map));
}

#[test]
fn two_presses_within_the_time_are_one_double_press() {
    let mut map = KeyMap::default();
    map.teach(&key("b"), Times::Once, Some(Act::Next)).unwrap();
    map.teach(&key("b"), Times::Twice, Some(Act::BackToA)).unwrap();

    let mut presses = Presses::default();
    assert_eq!(presses.press(&map, key("b"), 1_000), [None, None]);
    assert_eq!(presses.wait_ms(1_000), Some(TWICE_MS + 1));
    assert_eq!(presses.settle(&map, 1_000 + TWICE_MS), None);
    let [none, twice] = presses.press(&map, key("b"), 1_000 + TWICE_MS);
    let twice = twice.unwrap();
    assert_eq!((none, twice.times, twice.act), (None, Times::Twice, Some(Act::BackToA)));
    assert_eq!(presses.wait_ms(2_000), None);

    // Too late for two: the first is settled, and the second waits in its turn.
    assert_eq!(presses.press(&map, key("b"), 5_000), [None, None]);
    let [first, second] = presses.press(&map, key("b"), 5_000 + TWICE_MS + 1);
    assert_eq!((first.unwrap().act, second), (Some(Act::Next), None));
    assert_eq!(presses.settle(&map, 9_000).unwrap().act, Some(Act::Next));
    assert_eq!(presses.settle(&map, 9_000), None);
}

#[test]
fn a_key_with_nothing_for_two_presses_is_never_waited_for() {
    let map = KeyMap::default();
    let mut presses = Presses::default();
    for now in [0, 100, 200] {
        let [none, once] = presses.press(&map, key("PageDown"), now);
        assert_eq!((none, once.unwrap().act), (None, Some(Act::Next)));
        assert_eq!(presses.wait_ms(now), None);
    }
}

#[test]
fn another_key_settles_the_one_that_was_waited_for_first() {
    let mut map = KeyMap::default();
    map.teach(&key("b"), Times::Twice, Some(Act::Hold)).unwrap();
    map.teach(&key("b"), Times::Once, Some(Act::Again)).unwrap();
    let mut presses = Presses::default();
    assert_eq!(presses.press(&map, key("b"), 0), [None, None]);
    let [first, second] = presses.press(&map, key("PageDown"), 100);
    assert_eq!((first.unwrap().act, second.unwrap().act), (Some(Act::Again), Some(Act::Next)));
}

#[test]
fn one_who_shows_how_a_key_is_pressed_waits_after_every_key() {
    let mut presses = Presses::patient();
    let map = KeyMap::default();
    assert_eq!(presses.press(&map, key("x"), 0), [None, None]);
    assert_eq!(presses.press(&map, key("x"), 300)[1].as_ref().map(|p| (p.times, p.act)), Some((Times::Twice, None)));
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic_and_what_it_takes_it_writes_again(line in "(1|2)?( ?[ -~]{0,12}(=[a-z+-]{0,14})?){0,14}") {
        if let Ok(map) = KeyMap::parse(&line) {
            prop_assert_eq!(map.line(), line);
        }
    }

    #[test]
    fn whatever_is_taught_is_read_as_it_was_written(
        lessons in prop::collection::vec(("[!-~]|PageDown|ArrowUp|MediaTrackPrevious| ", any::<bool>(), 0usize..7), 0..40)
    ) {
        let mut map = KeyMap::default();
        for (name, twice, act) in lessons {
            let times = if twice { Times::Twice } else { Times::Once };
            map.teach(&key(&name), times, Act::ALL.get(act).copied()).ok();
        }
        prop_assert_eq!(KeyMap::parse(&map.line()), Ok(map));
    }

    #[test]
    fn no_press_is_lost_and_none_is_told_twice(gaps in prop::collection::vec((0u64..1_200, 0usize..3), 1..40)) {
        let mut map = KeyMap::default();
        map.teach(&key("b"), Times::Twice, Some(Act::Hold)).unwrap();
        let keys = ["b", "PageDown", "h"];
        let (mut presses, mut now, mut told) = (Presses::default(), 0, 0);
        let count = |times: Times| if times == Times::Twice { 2 } else { 1 };
        for (gap, which) in &gaps {
            now += gap;
            told += presses.settle(&map, now).map_or(0, |p| count(p.times));
            let settled = presses.press(&map, key(keys[*which]), now);
            told += settled.iter().flatten().map(|p| count(p.times)).sum::<usize>();
        }
        told += presses.settle(&map, now + 10_000).map_or(0, |p| count(p.times));
        prop_assert_eq!(told, gaps.len());
    }
}
