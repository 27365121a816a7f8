//! The document as it is written: by landmark, in the field's words, so that a massage teacher could read it and
//! write the next one. Nothing here is checked beyond its form; [`super::check`] makes a routine of it.
//!
//! The format is JSON: every editor knows it, and no other has so many tools. The app does not carry it: `build.rs`
//! turns it into a compact copy (postcard), which spares the download a JSON parser.
//!
//! **A place** of a hand is `LEVEL LANE`, and on a way `LEVEL LANE as POSTURE` where the hand is to be held so; between two
//! postures it turns from the one to the other. Each hand has it on its own side, or on the side that is worked on.
//!
//! - levels, from the base of the spine up ([`Level`]): `base`, `hips`, `waist`, `chest`, `blades`, `shoulders`, `neck`
//! - lanes, from the spine outwards ([`Lane`](crate::body::Lane)): `channel`, `spine`, `column`, `middle`, `outer`,
//!   `arm`, `side`
//! - postures ([`Posture`](crate::body::Posture)): `facing`, `up`, `thumbs`, `open`, `grip`, `out`, `follow`
//! - what touches, as `contact` ([`Contact`](crate::body::Contact)): `palm`, `thumbs`, `fingers`, `heel`
//!
//! A way has at least two places, and a part begins where the one before it ends. Inside of `each-level`, `level LANE` is
//! that lane at the level whose turn it is. Places of `knead` are named ones without a posture; a way with `nudge` keeps
//! one posture. What works on one side, `knead` and `follow`, stands inside of `each-side`.
//!
//! **In texts**, `{forward}` and `{back}` are the distances of the movement's `nudge` in the user's unit, in the `text` of
//! the movement and of its parts; `{level}` is the level whose turn it is, `waist`, `hip`, in the `text` of parts and in
//! `glides`.
//!
//! ```
//! let document = r#"{
//!   "format": 1, "routine": "fans", "title": "Fans", "introduction": "Keep it slow.", "rest": "Rest your hands.",
//!   "safety": ["Never press on the spine."], "credit": "My teacher.", "order": ["A"],
//!   "sequences": [{
//!     "letter": "A", "name": "The fans", "purpose": "Opens the back.",
//!     "do": [{ "repeat": { "times": "several", "do": [
//!       { "each-level": { "levels": ["chest", "waist"], "do": [{ "movement": "fan" }] } }
//!     ] } }],
//!     "movements": [{
//!       "id": "fan", "name": "The fan", "start": "Hands beside the base of the spine",
//!       "text": "Up to a level, and out to the sides.", "picture": "Two hands go up the back and part.",
//!       "parts": [
//!         { "id": "up", "text": "Up to {level} level", "contact": "palm", "pressure": "firm",
//!           "both": ["base column as up", "level column as up"] },
//!         { "id": "apart", "text": "Out to the sides", "contact": "palm", "pressure": "firm",
//!           "both": ["level column as up", "level middle as out", "level side as out"] }
//!       ]
//!     }]
//!   }],
//!   "glides": { "next": "Glide on", "repeat": "Glide back", "side": "Glide across",
//!     "level": "Glide back, for {level} level", "return": "Glide back to A" }
//! }"#;
//! assert_eq!(backstroke::routine::check(document).err(), None);
//! ```

use crate::body::Level;
use serde::{Deserialize, Serialize};

/// A routine as written.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The format's version, 1.
    pub format: u32,
    /// A short name, without spaces.
    pub routine: String,
    /// What the routine is called.
    pub title: String,
    /// What to know before the first stroke.
    pub introduction: String,
    /// What to do at the end.
    pub rest: String,
    /// When not to, one line each.
    pub safety: Vec<String>,
    /// Where the routine comes from.
    pub credit: String,
    /// Remarks for whoever reads the document.
    #[serde(default, rename = "note")]
    pub _note: String,
    /// The sequences of a whole session, by letter.
    pub order: Vec<String>,
    /// The sequences.
    pub sequences: Vec<SequenceDoc>,
    /// What is said while the hands glide.
    pub glides: Glides,
}

/// What is said in a glide, by what it leads to.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Glides {
    /// To the next movement.
    pub next: String,
    /// To the start of the same movement.
    pub repeat: String,
    /// To the other side.
    pub side: String,
    /// To the same stroke at another level.
    pub level: String,
    /// Back to another sequence.
    #[serde(rename = "return")]
    pub back: String,
}

/// A sequence as written.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SequenceDoc {
    /// Its letter, one capital.
    pub letter: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// What tradition says it helps, if anything.
    pub claim: Option<String>,
    /// What is done, in order.
    #[serde(rename = "do")]
    pub items: Vec<Item>,
    /// Its movements.
    pub movements: Vec<MovementDoc>,
}

/// One thing to do.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Item {
    /// One of the sequence's own movements, by its id.
    Movement(String),
    /// The same again.
    Repeat {
        /// How often.
        times: Times,
        /// What.
        #[serde(rename = "do")]
        items: Vec<Item>,
    },
    /// On one side, then on the other.
    EachSide(Vec<Item>),
    /// At each level in turn.
    EachLevel {
        /// Which levels, in order.
        levels: Vec<Level>,
        /// What.
        #[serde(rename = "do")]
        items: Vec<Item>,
    },
    /// Back to another sequence: all of it, or one of its movements.
    Return(ReturnDoc),
}

/// A return as written.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ReturnDoc {
    /// The letter of the sequence.
    pub to: String,
    /// One of its movements, on the side and at the level that the return stands in; without it, all of the sequence.
    pub movement: Option<String>,
    /// How often; once, without it.
    #[serde(default)]
    pub times: Times,
}

/// How often: a number, or the word `several`, which is one number for the whole session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    /// A given number, 1 to 100.
    Count(u32),
    /// The session's own number.
    Several,
}

impl Default for Times {
    fn default() -> Self {
        Self::Count(1)
    }
}

impl Serialize for Times {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Several if serializer.is_human_readable() => serializer.serialize_str("several"),
            Self::Several => serializer.serialize_u32(u32::MAX),
            Self::Count(n) => serializer.serialize_u32(*n),
        }
    }
}

/// Reads what a person wrote.
struct Word;

impl serde::de::Visitor<'_> for Word {
    type Value = Times;
    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a whole number or \"several\"")
    }
    fn visit_u64<E: serde::de::Error>(self, n: u64) -> Result<Times, E> {
        Ok(Times::Count(u32::try_from(n).unwrap_or(u32::MAX)))
    }
    fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<Times, E> {
        if word == "several" {
            Ok(Times::Several)
        } else {
            Err(E::invalid_value(serde::de::Unexpected::Str(word), &self))
        }
    }
}

impl<'de> Deserialize<'de> for Times {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            // In the app's own copy the word is a number that no document may have.
            let n = u32::deserialize(deserializer)?;
            return Ok(if n == u32::MAX { Self::Several } else { Self::Count(n) });
        }
        deserializer.deserialize_any(Word)
    }
}

/// A movement as written.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MovementDoc {
    /// A short name within its sequence.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Where the hands start.
    pub start: String,
    /// The whole movement in words.
    pub text: String,
    /// The picture in one sentence, for those who do not see it.
    pub picture: String,
    /// Its parts, in order.
    pub parts: Vec<PartDoc>,
}

/// A part of a movement as written. Exactly one of `both`, `knead` and `follow` says what the hands do.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PartDoc {
    /// A short name within its movement.
    pub id: String,
    /// What to do, in one line.
    pub text: String,
    /// What touches.
    pub contact: crate::body::Contact,
    /// How firmly.
    pub pressure: Pressure,
    /// Whether it goes on from the part before without coming to rest.
    #[serde(default)]
    pub flow: bool,
    /// Both hands, each on its own side, along these landmarks.
    pub both: Option<Vec<String>>,
    /// In short strokes: so far forward, then so far back, and on.
    pub nudge: Option<Nudge>,
    /// Both hands squeeze and roll on one side.
    pub knead: Option<KneadDoc>,
    /// Both hands up one side, one following the other, and lightly back.
    pub follow: Option<FollowDoc>,
}

/// How firmly a hand works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Pressure {
    /// The weight of the hand.
    Light,
    /// A firm stroke.
    Firm,
    /// The giver's body weight.
    Weight,
}

impl Pressure {
    /// On the scale of [`crate::body::HandPose::pressure`], 0 to 1.
    pub const fn value(self) -> f64 {
        match self {
            Self::Light => 0.2,
            Self::Firm => 0.7,
            Self::Weight => 1.0,
        }
    }
}

/// Short strokes forward and back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Nudge {
    /// Forward, firmly.
    pub forward: Distance,
    /// Back, relaxed; less than forward.
    pub back: Distance,
}

/// A distance as the source prints it in either unit; the two are not the same length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Distance {
    /// Centimetres, 1 to 20, which are also what the hands travel.
    pub cm: u32,
    /// Inches.
    #[serde(rename = "in")]
    pub inches: u32,
}

/// Kneading as written.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct KneadDoc {
    /// How long, in seconds, 4 to 600.
    pub seconds: u32,
    /// Where the hand of that side works.
    pub outer: String,
    /// Where the other hand works.
    pub inner: String,
}

/// Which of two hands on one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// The hand of that side.
    Outer,
    /// The other hand, next to the spine.
    Inner,
}

/// One hand following the other, as written.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct FollowDoc {
    /// Which goes first.
    pub leader: Place,
    /// How far behind the other follows, 1 to 40 cm.
    pub gap_cm: u32,
    /// The way of the hand of that side.
    pub outer: Vec<String>,
    /// The way of the other hand.
    pub inner: Vec<String>,
}
