//! A document that is wrong says all that is wrong with it, and where.

use backstroke::routine::{BACK, Problem, RoutineError, back, check};
use proptest::prelude::*;
use serde_json::{Value, json};

/// The errors of the back routine's document after a change.
fn errors(change: impl FnOnce(&mut Value)) -> Vec<RoutineError> {
    let mut document: Value = serde_json::from_str(BACK).unwrap();
    change(&mut document);
    check(&document.to_string()).err().unwrap_or_default()
}

/// That there is such an error, in that place.
fn assert_told(errors: &[RoutineError], place: (&str, &str, &str), wanted: &Problem) {
    let found = errors.iter().any(|e| {
        (e.sequence.as_deref().unwrap_or(""), e.movement.as_deref().unwrap_or(""), e.field.as_str()) == place
            && e.problem == *wanted
    });
    assert!(found, "no {wanted:?} at {place:?} in {errors:#?}");
}

#[test]
fn the_back_routine_is_right() {
    assert_eq!(errors(|_| ()), []);
}

#[test]
fn the_copy_that_the_app_carries_is_the_document_as_it_is_written() {
    let (carried, written) = (back().unwrap(), check(BACK).unwrap());
    assert_eq!(format!("{carried:?}"), format!("{written:?}"));
}

#[test]
fn an_unknown_landmark_is_named_with_its_place() {
    let errors = errors(|d| d["sequences"][1]["movements"][0]["parts"][0]["both"][1] = json!("neck chanel"));
    assert_told(&errors, ("B", "thumbs", "parts[0].both[1]"), &Problem::UnknownLandmark("neck chanel".into()));
    let words = errors[0].to_string();
    assert!(words.starts_with("B, thumbs, parts[0].both[1]: there is no landmark \"neck chanel\""), "{words}");
}

#[test]
fn an_unknown_posture_sequence_or_movement_is_named() {
    let e = errors(|d| d["sequences"][0]["movements"][0]["parts"][0]["both"][0] = json!("base middle as fist"));
    assert_told(&e, ("A", "long-stroke", "parts[0].both[0]"), &Problem::UnknownPosture("fist".into()));
    let e = errors(|d| d["sequences"][1]["do"][1]["return"]["to"] = json!("X"));
    assert_told(&e, ("B", "", "do[1].return.to"), &Problem::UnknownSequence("X".into()));
    let e = errors(|d| d["order"][2] = json!("E"));
    assert_told(&e, ("", "", "order[2]"), &Problem::UnknownSequence("E".into()));
    let e = errors(|d| d["sequences"][3]["do"][1]["return"]["movement"] = json!("shortest"));
    assert_told(&e, ("D", "", "do[1].return.movement"), &Problem::UnknownMovement("shortest".into()));
    let e = errors(|d| d["sequences"][0]["do"][2]["movement"] = json!("slap"));
    assert_told(&e, ("A", "", "do[2]"), &Problem::UnknownMovement("slap".into()));
}

#[test]
fn a_cycle_of_returns_is_told_with_its_letters() {
    let e = errors(|d| d["sequences"][0]["do"].as_array_mut().unwrap().push(json!({"return": {"to": "B"}})));
    assert!(e.iter().any(|e| matches!(&e.problem, Problem::Cycle(letters) if letters == "A → B → A")), "{e:#?}");
}

#[test]
fn a_sequence_that_returns_to_its_own_first_movement_is_no_cycle_but_one_that_returns_to_itself_is() {
    let own = json!({"return": {"to": "B", "movement": "thumbs"}});
    assert_eq!(errors(|d| d["sequences"][1]["do"].as_array_mut().unwrap().push(own)), []);
    let e = errors(|d| d["sequences"][1]["do"].as_array_mut().unwrap().push(json!({"return": {"to": "B"}})));
    assert!(e.iter().any(|e| matches!(&e.problem, Problem::Cycle(letters) if letters == "B → B")), "{e:#?}");
}

#[test]
fn zero_and_absurd_counts_are_refused() {
    for (n, found) in [(0_u64, 0), (101, 101), (u64::MAX, u32::MAX)] {
        let e = errors(|d| d["sequences"][0]["do"][0]["repeat"]["times"] = json!(n));
        assert_told(&e, ("A", "", "do[0].times"), &Problem::Count { found, least: 1, most: 100 });
    }
    let e = errors(|d| d["sequences"][0]["movements"][1]["parts"][0]["knead"]["seconds"] = json!(3));
    assert_told(&e, ("A", "kneading", "parts[0].knead.seconds"), &Problem::Count { found: 3, least: 4, most: 600 });
    let e = errors(|d| d["sequences"][1]["movements"][0]["parts"][0]["nudge"]["back"]["cm"] = json!(6));
    assert_told(&e, ("B", "thumbs", "parts[0].nudge"), &Problem::NudgeBack);
}

#[test]
fn short_strokes_that_change_their_posture_are_refused() {
    for (place, posture) in [(0, "waist channel as up"), (1, "neck channel as out")] {
        let e = errors(|d| d["sequences"][1]["movements"][0]["parts"][0]["both"][place] = json!(posture));
        assert_told(&e, ("B", "thumbs", "parts[0].both"), &Problem::NudgePostures);
    }
    assert_eq!(errors(|d| d["sequences"][1]["movements"][0]["parts"][0]["both"][1] = json!("neck channel")), []);
}

#[test]
fn a_session_beyond_all_measure_is_refused_without_making_it() {
    let e = errors(|d| {
        let mut inner = json!([{"movement": "long-stroke"}]);
        for _ in 0..8 {
            inner = json!([{"repeat": {"times": 100, "do": inner}}]);
        }
        d["sequences"][0]["do"].as_array_mut().unwrap().extend(inner.as_array().unwrap().clone());
    });
    assert!(e.iter().any(|e| matches!(e.problem, Problem::TooLong(_))), "{e:#?}");
}

#[test]
fn deep_nesting_is_refused_not_followed() {
    let e = errors(|d| {
        let mut inner = json!([{"movement": "long-stroke"}]);
        for _ in 0..20 {
            inner = json!([{"each-side": inner}]);
        }
        d["sequences"][0]["do"].as_array_mut().unwrap().extend(inner.as_array().unwrap().clone());
    });
    assert!(e.iter().any(|e| matches!(e.problem, Problem::TooDeep(16))), "{e:#?}");
}

#[test]
fn empty_texts_are_told_each_one() {
    let e = errors(|d| {
        d["title"] = json!(" ");
        d["sequences"][2]["name"] = json!("");
        d["sequences"][3]["movements"][0]["parts"][1]["text"] = json!("\t");
    });
    assert_told(&e, ("", "", "title"), &Problem::Empty);
    assert_told(&e, ("C", "", "name"), &Problem::Empty);
    assert_told(&e, ("D", "fan", "parts[1].text"), &Problem::Empty);
    assert_eq!(e.len(), 3, "all at once, and no more: {e:#?}");
}

#[test]
fn a_movement_that_is_never_done_is_told() {
    let e = errors(|d| d["sequences"][0]["do"] = json!([{"movement": "long-stroke"}]));
    assert_told(&e, ("A", "kneading", "id"), &Problem::Unreachable);
}

#[test]
fn one_sided_and_levelled_movements_need_their_each() {
    let e = errors(|d| d["sequences"][2]["do"][0] = json!({"movement": "hand-over-hand"}));
    assert_told(&e, ("C", "hand-over-hand", "do[0]"), &Problem::NoSide);
    let e = errors(|d| d["sequences"][3]["do"][0] = json!({"movement": "fan"}));
    assert_told(&e, ("D", "fan", "do[0]"), &Problem::NoLevel);
}

#[test]
fn hands_that_follow_one_another_need_their_each_where_they_go_by_a_level() {
    let e = errors(|d| d["sequences"][2]["movements"][0]["parts"][0]["follow"]["inner"][1] = json!("level spine"));
    assert_told(&e, ("C", "hand-over-hand", "do[0].repeat[0].each-side[0]"), &Problem::NoLevel);
}

#[test]
fn a_return_to_one_movement_needs_its_each_as_the_movement_does() {
    let to = |to: &str, id: &str| json!({"return": {"to": to, "movement": id}});
    for (id, problem) in [("hand-over-hand", Problem::NoSide), ("fan", Problem::NoLevel)] {
        // Also where the sequence that it returns to is yet to come.
        let e = errors(|d| d["sequences"][1]["do"][1] = to(if id == "fan" { "D" } else { "C" }, id));
        assert_told(&e, ("B", id, "do[1].return.movement"), &problem);
    }
    let e = errors(|d| d["sequences"][2]["do"][1] = to("A", "kneading"));
    assert_told(&e, ("C", "kneading", "do[1].return.movement"), &Problem::NoSide);
    assert_eq!(errors(|d| d["sequences"][2]["do"][1] = json!({"each-side": [to("A", "kneading")]})), []);
    let levelled = json!({"each-level": {"levels": ["waist", "hips"], "do": [to("D", "fan")]}});
    assert_eq!(errors(|d| d["sequences"][1]["do"][1] = levelled), []);
}

#[test]
fn what_hands_cannot_do_names_the_movement() {
    let part = |i: usize| move |d: &mut Value, way: Value| d["sequences"][3]["movements"][0]["parts"][i]["both"] = way;
    let e = errors(|d| part(0)(d, json!(["base channel as up", "level channel as up"])));
    assert!(e.iter().any(|e| e.movement.as_deref() == Some("fan")), "{e:#?}");
    assert!(
        e.iter().any(|e| matches!(e.problem, Problem::OnTheSpine(_) | Problem::HandsMeet)),
        "palms in the channels cover the spine: {e:#?}"
    );
    let e = errors(|d| part(1)(d, json!(["base column as up", "level side as out"])));
    assert_told(&e, ("D", "fan", "apart"), &Problem::PartsApart);
    let e = errors(|d| {
        let follow = &mut d["sequences"][2]["movements"][0]["parts"][0]["follow"];
        follow["inner"] = follow["outer"].clone();
    });
    assert!(
        e.iter().any(|e| e.problem == Problem::HandsMeet && e.movement.as_deref() == Some("hand-over-hand")),
        "{e:#?}"
    );
    let e = errors(|d| d["sequences"][1]["movements"][0]["parts"][0]["both"][0] = json!("waist side as thumbs"));
    assert!(
        e.iter().any(|e| matches!(e.problem, Problem::OffTheBack(_)) && e.movement.as_deref() == Some("thumbs")),
        "{e:#?}"
    );
}

#[test]
fn a_firm_stroke_that_hardly_moves_names_the_movement() {
    let e = errors(|d| {
        let parts = &mut d["sequences"][3]["movements"][0]["parts"];
        parts[0]["both"] = json!(["base column as up", "base column as up"]);
    });
    assert!(
        e.iter().any(|e| matches!(e.problem, Problem::TooSlow(_)) && e.movement.as_deref() == Some("fan")),
        "{e:#?}"
    );
}

#[test]
fn what_is_no_document_is_told_with_line_and_column() {
    for text in ["", "{", "[]", "{\"format\": 1}", "null", "\u{feff}{}", &"[".repeat(100_000)] {
        let e = check(text).err().unwrap();
        assert!(matches!(e[0].problem, Problem::Unreadable(_)), "{text:.20}");
    }
    let e = errors(|d| d["sequences"][0]["colour"] = json!("red"));
    assert!(e[0].to_string().contains("colour"), "{}", e[0]);
    for (i, item) in [(0, "repeat"), (1, "return")] {
        let e = errors(|d| d["sequences"][1]["do"][i][item]["side"] = json!("left"));
        assert!(e.iter().any(|e| e.to_string().contains("side")), "{item}: {e:?}");
    }
    let e = errors(|d| d["sequences"][3]["do"][0]["each-level"]["side"] = json!("left"));
    assert!(e.iter().any(|e| e.to_string().contains("side")), "{e:?}");
    let e = errors(|d| d["format"] = json!(2));
    assert_told(&e, ("", "", "format"), &Problem::UnknownFormat(2));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Any leaf of the document replaced by any small value is either still right or told; nothing panics.
    #[test]
    fn any_change_is_right_or_told(leaf in 0_usize..400, with in 0_usize..8) {
        fn leaves(v: &Value, at: String, out: &mut Vec<String>) {
            match v {
                Value::Object(o) => o.iter().for_each(|(k, v)| leaves(v, format!("{at}/{k}"), out)),
                Value::Array(a) => a.iter().enumerate().for_each(|(k, v)| leaves(v, format!("{at}/{k}"), out)),
                _ => out.push(at),
            }
        }
        let mut document: Value = serde_json::from_str(BACK).unwrap();
        let mut all = Vec::new();
        leaves(&document, String::new(), &mut all);
        let path = &all[leaf % all.len()];
        let value = [json!(null), json!(0), json!(-1), json!(7), json!(""), json!("waist side"), json!([]), json!({})][with].clone();
        *document.pointer_mut(path).unwrap() = value;
        if let Err(errors) = check(&document.to_string()) {
            prop_assert!(!errors.is_empty());
            prop_assert!(errors.iter().all(|e| !e.to_string().is_empty()));
        }
    }
}
