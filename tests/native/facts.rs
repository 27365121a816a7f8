//! Every fact of the source, against the compiled plan: place, direction, distance, pressure, order, repeats, returns.

use crate::{prefs, routine};
use backstroke::body::{Contact, Level, Pose, Side};
use backstroke::routine::{Cue, Kind, Pace, Selection, Step, Timeline, Unit, compile};

const SEVERAL: u32 = 3;

fn sequence(letter: char) -> Timeline {
    compile(routine(), &prefs(Pace::Gentle, SEVERAL), Selection::Sequence(letter))
}

/// The steps of a timeline that a sequence does itself, not by way of a return.
fn own(timeline: &Timeline, letter: char) -> Vec<(usize, Step)> {
    let steps = timeline.steps().iter().copied().enumerate();
    steps.filter(|(_, s)| s.sequence == letter && s.called_from.is_none()).collect()
}

fn part<'a>(step: &Step) -> &'a str {
    step.part.map_or("", |p| routine().movement(step.movement.unwrap()).unwrap().parts()[usize::from(p)].id())
}

fn movement<'a>(step: &Step) -> &'a str {
    step.movement.map_or("", |m| routine().movement(m).unwrap().id())
}

/// The poses of a step, from its start to its end.
fn poses(timeline: &Timeline, index: usize) -> Vec<Pose> {
    (0..=400).map(|k| timeline.pose_in(index, f64::from(k) / 400.0).unwrap()).collect()
}

fn find(timeline: &Timeline, wanted: &str) -> usize {
    timeline.steps().iter().position(|s| part(s) == wanted).unwrap_or_else(|| panic!("no part {wanted}"))
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.05
}

/// The movements that a sequence does itself, as (id, side, level, pass), each once.
fn order(timeline: &Timeline, letter: char) -> Vec<(String, Option<Side>, Option<Level>, u32)> {
    let strokes = own(timeline, letter).into_iter().filter(|(_, s)| matches!(s.kind, Kind::Stroke | Kind::Knead));
    let mut order: Vec<_> = Vec::new();
    let mut span = None;
    for (index, s) in strokes {
        let first = timeline.span(&timeline.steps()[index]).unwrap().first;
        if span != Some(first) {
            span = Some(first);
            order.push((movement(&s).to_owned(), s.side, s.level, s.pass));
        }
    }
    order
}

#[test]
fn the_hands_are_never_lifted_every_step_starts_where_the_last_one_ended() {
    let timeline = crate::whole();
    for (i, pair) in timeline.steps().windows(2).enumerate() {
        assert_eq!(pair[0].end_ms(), pair[1].start_ms);
        let (end, start) = (timeline.pose_in(i, 1.0).unwrap(), timeline.pose_in(i + 1, 0.0).unwrap());
        for side in Side::BOTH {
            assert!(end.hand(side).at.distance(start.hand(side).at) < 0.05, "step {i}, {side:?} hand");
        }
    }
}

#[test]
fn a_starts_with_hands_facing_each_other_either_side_of_the_base_of_the_spine() {
    let pose = sequence('A').pose(0).unwrap();
    assert!(near(pose.left.at.y, 0.0) && near(pose.right.at.y, 0.0), "at the base");
    assert!(pose.left.at.x < -5.0 && pose.right.at.x > 5.0, "either side of the spine");
    assert!(pose.left.heading > 45.0 && pose.right.heading < -45.0, "fingers turned towards each other");
    assert_eq!((pose.left.contact, pose.right.contact), (Contact::Palm, Contact::Palm));
}

#[test]
fn a_moves_up_the_back_with_body_weight() {
    let timeline = sequence('A');
    let up = poses(&timeline, find(&timeline, "up"));
    assert!(near(up[0].left.at.y, 0.0) && near(up[400].left.at.y, Level::Shoulders.y()), "from base to shoulders");
    assert!(up.windows(2).all(|w| w[1].left.at.y >= w[0].left.at.y - 1e-9), "always upwards");
    assert!(up[200].left.pressure > 0.99 && up[200].right.pressure > 0.99, "with body weight");
}

#[test]
fn a_goes_round_the_shoulders_and_returns_lightly_down_the_sides() {
    let timeline = sequence('A');
    let round = poses(&timeline, find(&timeline, "round"));
    assert!(round[400].right.at.x > round[0].right.at.x + 8.0, "outwards over the shoulder");
    assert!(round.iter().all(|p| p.right.at.y > 38.0), "at the height of the shoulders");
    let down = poses(&timeline, find(&timeline, "down"));
    assert!(near(down[400].right.at.y, 0.0), "back to the base");
    assert!(down.windows(2).all(|w| w[1].right.at.y <= w[0].right.at.y + 1e-6), "always downwards");
    let waist = down.iter().min_by(|a, b| (a.right.at.y - 16.0).abs().total_cmp(&(b.right.at.y - 16.0).abs())).unwrap();
    assert!(waist.right.at.x > 11.0 && waist.left.at.x < -11.0, "down the sides of the body");
    assert!(down[100..].iter().all(|p| p.left.pressure < 0.3), "lightly");
}

#[test]
fn a_repeats_the_first_movement_several_times_then_kneads_one_shoulder_then_the_other_then_once_more() {
    let wanted = [
        ("long-stroke", None, 1),
        ("long-stroke", None, 2),
        ("long-stroke", None, 3),
        ("kneading", Some(Side::Right), 1),
        ("kneading", Some(Side::Left), 1),
        ("long-stroke", None, 1),
    ];
    let order = order(&sequence('A'), 'A');
    let order: Vec<_> = order.iter().map(|(m, side, _, pass)| (m.as_str(), *side, *pass)).collect();
    assert_eq!(order, wanted);
}

#[test]
fn kneading_keeps_both_hands_on_one_shoulder_and_squeezes() {
    let timeline = sequence('A');
    let mut sides = Vec::new();
    for (index, step) in own(&timeline, 'A').into_iter().filter(|(_, s)| s.kind == Kind::Knead) {
        let side = step.side.unwrap();
        sides.push(side);
        let poses = poses(&timeline, index);
        for pose in &poses {
            for which in Side::BOTH {
                let (hand, first) = (pose.hand(which), poses[0].hand(which));
                assert!(hand.at.x * side.sign() > 4.0 && hand.at.y > 38.0, "on the {side:?} shoulder");
                assert!(hand.at.distance(first.at) < 2.0, "it does not slide away");
            }
        }
        let squeezes = poses.windows(2).filter(|w| w[0].left.blend.mix < 0.5 && w[1].left.blend.mix >= 0.5).count();
        assert!(squeezes >= 8, "{squeezes} squeezes");
    }
    assert_eq!(sides, [Side::Right, Side::Left]);
}

#[test]
fn b_starts_at_the_waist_with_the_thumbs_in_the_hollows_and_the_fingers_open() {
    let timeline = sequence('B');
    let pose = timeline.pose(0).unwrap();
    for hand in [pose.left, pose.right] {
        assert_eq!(hand.contact, Contact::Thumbs);
        assert!(near(hand.at.y, Level::Waist.y()));
        assert!((1.5..3.5).contains(&hand.at.x.abs()), "beside the spine, in the channel");
        let spread = hand.blend.shape().spread;
        assert!(spread[0] - spread[3] > 20.0, "fingers open");
    }
}

#[test]
fn b_pushes_six_centimetres_up_and_moves_two_back_again_and_again_up_to_the_neck() {
    let timeline = sequence('B');
    let motion_of = find(&timeline, "climb");
    let ys: Vec<f64> =
        (0..=20_000).map(|k| timeline.pose_in(motion_of, f64::from(k) / 20_000.0).unwrap().left.at.y).collect();
    // The turning points.
    let mut turns = vec![ys[0]];
    for w in ys.windows(3) {
        if (w[1] - w[0]) * (w[2] - w[1]) < 0.0 {
            turns.push(w[1]);
        }
    }
    turns.push(ys[20_000]);
    let moves: Vec<f64> = turns.windows(2).map(|w| w[1] - w[0]).collect();
    assert!(near(turns[0], 16.0) && near(*turns.last().unwrap(), Level::Neck.y()), "from the waist to the neck");
    for (i, m) in moves.iter().enumerate() {
        let wanted = if i % 2 == 0 { 6.0 } else { -2.0 };
        assert!(near(*m, wanted), "move {i} is {m} cm");
    }
    assert_eq!(moves.len(), 15);
}

#[test]
fn b_presses_on_the_way_up_and_relaxes_on_the_way_back() {
    let timeline = sequence('B');
    let poses = poses(&timeline, find(&timeline, "climb"));
    let (mut up, mut back) = (0.0_f64, 1.0_f64);
    for w in poses.windows(2) {
        if w[1].left.at.y > w[0].left.at.y {
            up = up.max(w[1].left.pressure);
        } else {
            back = back.min(w[1].left.pressure);
        }
    }
    assert!(up > 0.65 && back < 0.25, "firm up {up}, relaxed back {back}");
}

#[test]
fn b_says_the_distances_as_the_source_prints_them_in_either_unit() {
    let timeline = sequence('B');
    let step = timeline.steps()[find(&timeline, "climb")];
    let text = |unit| routine().step_text(&step, unit);
    assert!(text(Unit::Cm).contains("6 cm") && text(Unit::Cm).contains("2 cm"));
    assert!(text(Unit::In).contains("2 in") && text(Unit::In).contains("1 in"));
}

#[test]
fn b_slides_both_hands_gently_back_to_the_base_of_the_spine() {
    let timeline = sequence('B');
    let poses = poses(&timeline, find(&timeline, "slide"));
    for hand in [poses[400].left, poses[400].right] {
        assert!(near(hand.at.y, 0.0) && hand.contact == Contact::Palm);
    }
    assert!(poses[100..].iter().all(|p| p.left.pressure < 0.3), "gently");
}

#[test]
fn b_and_c_repeat_several_times_and_are_followed_by_all_of_a() {
    let whole_a: Vec<_> = order(&sequence('A'), 'A');
    for letter in ['B', 'C'] {
        let timeline = sequence(letter);
        let passes: Vec<u32> = order(&timeline, letter).iter().map(|o| o.3).collect();
        assert_eq!(passes.iter().max(), Some(&SEVERAL), "{letter}");
        let mut returned = Vec::new();
        let mut span = None;
        for s in timeline.steps().iter().filter(|s| s.called_from == Some(letter)) {
            let first = timeline.span(s).unwrap().first;
            if matches!(s.kind, Kind::Stroke | Kind::Knead) && span != Some(first) {
                span = Some(first);
                returned.push((movement(s).to_owned(), s.side, s.level, s.pass));
            }
        }
        assert_eq!(returned, whole_a, "{letter} is followed by all of A");
    }
}

#[test]
fn c_works_one_side_with_alternate_hands_then_the_other_several_times() {
    let wanted: Vec<_> = (1..=SEVERAL)
        .flat_map(|pass| [Side::Right, Side::Left].map(|s| ("hand-over-hand".to_owned(), Some(s), None, pass)))
        .collect();
    assert_eq!(order(&sequence('C'), 'C'), wanted);
}

#[test]
fn c_leads_with_one_palm_from_base_to_shoulders_and_follows_closely_with_the_other() {
    let timeline = sequence('C');
    let mut leaders = Vec::new();
    for (index, step) in own(&timeline, 'C').into_iter().filter(|(_, s)| s.kind == Kind::Stroke).take(4) {
        let side = step.side.unwrap();
        let poses = poses(&timeline, index);
        for pose in &poses {
            assert!(pose.left.at.x * side.sign() > 4.0 && pose.right.at.x * side.sign() > 4.0, "both on one side");
        }
        let top = |s: Side| poses.iter().map(|p| p.hand(s).at.y).fold(0.0, f64::max);
        assert!(near(top(Side::Left), 46.0) && near(top(Side::Right), 46.0), "both reach the shoulders");
        // Who is higher early on leads; the other stays within a hand's length and a little, 20 cm, until the top.
        let leader = if poses[60].left.at.y > poses[60].right.at.y { Side::Left } else { Side::Right };
        leaders.push((side, leader));
        let turn = poses.iter().position(|p| p.hand(leader).at.y > 45.9).unwrap();
        for pose in &poses[..turn] {
            let gap = pose.hand(leader).at.y - pose.hand(leader.other()).at.y;
            assert!((-0.1..=20.0).contains(&gap), "the follower is {gap} cm behind");
        }
        assert!(poses[40].hand(leader).pressure > 0.65, "firm palm pressure");
    }
    let wanted =
        [(Side::Right, Side::Right), (Side::Right, Side::Left), (Side::Left, Side::Left), (Side::Left, Side::Right)];
    assert_eq!(leaders, wanted, "the hands take turns");
}

#[test]
fn c_moves_hand_over_hand_without_a_pause() {
    let timeline = sequence('C');
    for index in [find(&timeline, "outer-leads"), find(&timeline, "inner-leads")] {
        for w in poses(&timeline, index).windows(5) {
            let moved = Side::BOTH.map(|s| w[0].hand(s).at.distance(w[4].hand(s).at));
            assert!(moved[0].max(moved[1]) > 0.05, "one hand is always moving");
        }
    }
}

#[test]
fn d_works_at_chest_then_waist_then_hips_and_then_the_first_movement_of_a_several_times() {
    let timeline = sequence('D');
    let levels: Vec<_> = order(&timeline, 'D').iter().map(|o| o.2.unwrap()).collect();
    assert_eq!(levels, [Level::Chest, Level::Waist, Level::Hips]);
    let returned: Vec<_> = timeline
        .steps()
        .iter()
        .filter(|s| s.called_from == Some('D') && part(s) == "up")
        .map(|s| (movement(s), s.pass, s.passes))
        .collect();
    assert_eq!(returned, (1..=SEVERAL).map(|p| ("long-stroke", p, SEVERAL)).collect::<Vec<_>>());
    assert!(timeline.steps().iter().all(|s| s.kind != Kind::Knead), "no kneading");
}

#[test]
fn d_pushes_firm_palms_from_the_base_to_the_level_turns_the_fingers_out_and_parts_to_the_sides() {
    let timeline = sequence('D');
    for (index, step) in own(&timeline, 'D').into_iter().filter(|(_, s)| s.kind == Kind::Stroke) {
        let y = step.level.unwrap().y();
        let poses = poses(&timeline, index);
        let (first, last) = (&poses[0], &poses[400]);
        if part(&step) == "up" {
            assert!(near(first.left.at.y, 0.0) && near(last.left.at.y, y), "from the base to {y}");
            assert!(first.left.heading.abs() < 10.0 && first.right.heading.abs() < 10.0, "facing up the back");
            assert!(poses[200].left.pressure > 0.65, "firm palms");
        } else {
            assert!(last.left.heading < -30.0 && last.right.heading > 30.0, "fingers turned outwards");
            assert!(last.right.at.x > first.right.at.x + 4.0 && last.left.at.x < first.left.at.x - 4.0, "apart");
            assert!(last.right.at.x > backstroke::body::half_width(y) - 3.0, "to the sides of the body");
            assert!(near(last.left.at.y, y), "at the level");
        }
    }
}

#[test]
fn every_repeat_return_side_and_level_has_its_cue() {
    let timeline = crate::whole();
    let count = |cue| timeline.steps().iter().filter(|s| s.cue == Some(cue)).count();
    assert_eq!(count(Cue::Begin), 1);
    assert_eq!(count(Cue::Finish), 1);
    assert_eq!(count(Cue::ReturnToA), 3, "after B, C and D");
    // A three times whole (2 each), B 2, C 2, and the first movement of A after D 2.
    assert_eq!(count(Cue::Repeat), 3 * 2 + 2 + 2 + 2);
    // Kneading in each whole A, and C's other side three times.
    assert_eq!(count(Cue::OtherSide), 3 + 3);
    assert_eq!(count(Cue::Level), 2);
}

#[test]
fn the_whole_session_is_a_b_a_c_a_d_a() {
    let mut letters = String::new();
    let mut last = None;
    for s in crate::whole().steps() {
        if last != Some((s.sequence, s.called_from)) {
            last = Some((s.sequence, s.called_from));
            letters.push(s.sequence);
        }
    }
    assert_eq!(letters, "ABACADA");
}

#[test]
fn the_claims_are_told_as_tradition_and_the_author_is_credited() {
    let claim = routine().sequence('B').unwrap().claim().unwrap();
    for word in ["tradition", "breath", "constipation", "menstrual"] {
        assert!(claim.contains(word), "{word}");
    }
    assert!(routine().credit().contains("Gopakumar Nair"));
    assert!(routine().safety().iter().any(|l| l.contains("spine itself")));
}
