//! The list of what the voice says and the clips in `public/voice/` are the same, and every step has its phrase.

use crate::{prefs, routine};
use backstroke::routine::{Cue, Pace, Prefs, Selection, SeveralTimes, Timeline, Unit, compile};
use backstroke::sound::{CLIPS, Clip, Talk, clip_hash, phrases};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("public/voice")
}

/// A line of the list of clips.
struct Made {
    id: String,
    file: String,
    ms: u32,
    /// Of the text.
    said: u32,
    /// Of the file.
    bytes: u32,
}

fn made() -> Vec<Made> {
    let list = std::fs::read_to_string(folder().join("clips.txt")).unwrap();
    list.lines()
        .map(|line| {
            let [id, file, ms, said, bytes] = line.split(' ').collect::<Vec<_>>().try_into().unwrap();
            let [said, bytes] = [said, bytes].map(|hash| u32::from_str_radix(hash, 16).unwrap());
            Made { id: id.to_owned(), file: file.to_owned(), ms: ms.parse().unwrap(), said, bytes }
        })
        .collect()
}

/// The length of an MPEG-2 layer III file, by its frames: each is 576 samples at 24 kHz.
fn length_ms(mp3: &[u8]) -> u32 {
    const KBITS: [usize; 15] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    let (mut at, mut frames) = (0, 0);
    while at + 4 <= mp3.len() {
        assert_eq!((mp3[at], mp3[at + 1] & 0xfe), (0xff, 0xf2), "a frame of MPEG-2 layer III at byte {at}");
        assert_eq!(mp3[at + 2] & 0x0c, 0x04, "24 kHz");
        assert_eq!(mp3[at + 3] & 0xc0, 0xc0, "one channel");
        let (kbits, padding) = (KBITS[usize::from(mp3[at + 2] >> 4)], usize::from(mp3[at + 2] >> 1 & 1));
        at += 72 * kbits * 1000 / 24_000 + padding;
        frames += 1;
    }
    frames * 24
}

#[test]
fn the_clips_are_made_from_the_list_of_what_the_voice_says() {
    let listed: Vec<_> = CLIPS.iter().map(|c| (c.id.to_owned(), clip_hash(c.text.as_bytes()))).collect();
    let made: Vec<_> = made().into_iter().map(|made| (made.id, made.said)).collect();
    for clip in &listed {
        assert!(made.contains(clip), "'{}' is missing or says something else: cargo xtask voice", clip.0);
    }
    assert_eq!(listed, made, "clips that nothing says any more, or another order: cargo xtask voice");
}

#[test]
fn there_is_a_file_for_each_clip_and_none_besides_and_all_are_light() {
    let mut files: BTreeSet<String> =
        made().into_iter().map(|m| if m.file == format!("{}.mp3", m.id) { m.file } else { m.id }).collect();
    files.extend(["LICENSE", "NOTICE", "clips.txt"].map(ToOwned::to_owned));
    let (mut found, mut bytes) = (BTreeSet::new(), 0);
    for entry in std::fs::read_dir(folder()).unwrap() {
        let entry = entry.unwrap();
        bytes += entry.metadata().unwrap().len();
        found.insert(entry.file_name().into_string().unwrap());
    }
    assert_eq!(found, files);
    assert!(bytes <= 1_500_000, "{bytes} bytes");
}

/// Two clips of one length that were swapped would say each other's words.
#[test]
fn each_clip_is_the_very_file_that_was_made_and_as_long_as_it_says() {
    for Made { id, file, ms, bytes: hash, .. } in made() {
        let bytes = std::fs::read(folder().join(file)).unwrap();
        assert_eq!(clip_hash(&bytes), hash, "{id} is another file than was made: cargo xtask voice");
        assert_eq!(length_ms(&bytes), ms, "{id}");
        assert_eq!(Clip::find(&id).unwrap().length_ms(), ms);
        assert!((400..=5_500).contains(&ms), "{id} takes {ms} ms");
    }
}

#[test]
fn no_two_clips_have_one_name_and_none_says_the_article() {
    let ids: BTreeSet<&str> = CLIPS.iter().map(|c| c.id).collect();
    assert_eq!(ids.len(), CLIPS.len());
    for clip in &CLIPS {
        assert!(clip.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{}", clip.id);
        assert!(clip.text.ends_with('.') && clip.text.is_ascii(), "{}", clip.text);
        // "A" is said as the letter's name wherever it stands alone.
        assert!(!clip.text.starts_with("A "), "{}", clip.text);
    }
}

/// Every session that can be chosen.
fn sessions() -> impl Iterator<Item = Timeline> {
    let letters = routine().order().map(Selection::Sequence).chain([Selection::Whole]);
    letters.flat_map(|selection| {
        SeveralTimes::all().flat_map(move |several| {
            backstroke::body::Side::BOTH
                .map(|start| compile(routine(), &Prefs { several, start, ..Prefs::default() }, selection))
        })
    })
}

fn said(timeline: &Timeline, index: usize, talk: Talk) -> String {
    let all = phrases(routine(), timeline, index, talk, Unit::Cm, false);
    let texts: Vec<String> = all.iter().map(backstroke::sound::Phrase::text).collect();
    texts.join(" / ")
}

#[test]
fn every_distinct_text_of_every_session_has_a_phrase_in_both_units() {
    let mut texts: BTreeMap<String, bool> = BTreeMap::new();
    for timeline in sessions() {
        for unit in [Unit::Cm, Unit::In] {
            for (index, step) in timeline.steps().iter().enumerate() {
                let spoken = !phrases(routine(), &timeline, index, Talk::Full, unit, false).is_empty();
                *texts.entry(routine().step_text(step, unit)).or_default() |= spoken;
            }
        }
    }
    let silent: Vec<_> = texts.iter().filter(|(_, spoken)| !**spoken).collect();
    assert!(texts.len() >= 20 && silent.is_empty(), "{silent:?}");
}

#[test]
fn every_cue_of_every_session_has_a_phrase_however_little_is_said() {
    for timeline in sessions() {
        for (index, step) in timeline.steps().iter().enumerate().filter(|(_, s)| s.cue.is_some()) {
            for talk in [Talk::Full, Talk::Names, Talk::Cues] {
                assert!(!said(&timeline, index, talk).is_empty(), "{talk:?}: {step:?}");
            }
        }
    }
}

#[test]
fn a_repeat_says_which_time_it_is_and_the_last_is_called_the_last() {
    for several in 2..=10 {
        let timeline = compile(routine(), &prefs(Pace::Gentle, several), Selection::Sequence('A'));
        let repeats: Vec<String> = (0..timeline.steps().len())
            .filter(|i| timeline.steps()[*i].cue == Some(Cue::Repeat))
            .map(|i| said(&timeline, i, Talk::Cues))
            .collect();
        assert_eq!(repeats.len() as u32, several - 1);
        let words = ["Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];
        let of = words[several as usize - 2].to_lowercase();
        for (k, repeat) in repeats.iter().enumerate() {
            let count =
                if k + 2 == several as usize { "The last one.".into() } else { format!("{} of {of}.", words[k]) };
            assert_eq!(*repeat, format!("Again. {count}"));
        }
    }
}

#[test]
fn a_return_says_whether_all_of_a_or_how_often_its_first_movement() {
    for (several, times) in (1..=10).zip([
        "once",
        "twice",
        "three times",
        "four times",
        "five times",
        "six times",
        "seven times",
        "eight times",
        "nine times",
        "ten times",
    ]) {
        let timeline = compile(routine(), &prefs(Pace::Gentle, several), Selection::Whole);
        let returns: Vec<String> = (0..timeline.steps().len())
            .filter(|i| timeline.steps()[*i].cue == Some(Cue::ReturnToA))
            .map(|i| said(&timeline, i, Talk::Names))
            .collect();
        let whole = "Return to A. The whole sequence.";
        assert_eq!(returns, [whole.to_owned(), whole.to_owned(), format!("Return to A. The first movement, {times}.")]);
    }
}

#[test]
fn a_side_and_a_level_are_called_by_their_names() {
    let timeline = crate::whole();
    for (index, step) in timeline.steps().iter().enumerate() {
        let text = said(&timeline, index, Talk::Full);
        if let (Some(Cue::OtherSide), Some(side)) = (step.cue, step.side) {
            assert!(text.contains(side.name()) && !text.contains(side.other().name()), "{text}");
        }
        if let (Some(Cue::Level), Some(level)) = (step.cue, step.level) {
            assert!(text.contains(level.name()), "{text}");
        }
    }
}

#[test]
fn a_held_movement_is_announced_without_a_count() {
    let timeline = compile(routine(), &Prefs::default(), Selection::Sequence('A'));
    let index = timeline.steps().iter().position(|s| s.cue == Some(Cue::Repeat)).unwrap();
    let all = phrases(routine(), &timeline, index, Talk::Full, Unit::Cm, true);
    assert_eq!(all[0].text(), "Again.");
}

#[test]
fn distances_are_said_in_the_unit_that_was_chosen() {
    let timeline = compile(routine(), &Prefs::default(), Selection::Sequence('B'));
    let climb = timeline.steps().iter().position(|s| s.part == Some(0)).unwrap();
    for (unit, words) in [(Unit::Cm, "about six centimetres"), (Unit::In, "about two inches")] {
        let all = phrases(routine(), &timeline, climb, Talk::Full, unit, false);
        assert!(all.iter().any(|p| p.text().contains(words)), "{all:?}");
    }
}
