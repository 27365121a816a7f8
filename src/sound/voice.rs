//! What the voice can say: one clip a line. The only list of it; the clips in `public/voice/` are made from it with
//! `cargo xtask voice`, and a test holds that they are the same.
//!
//! Written for the ear: short, in the order where, how, which way. Where the hands start is said by a clip of its own, so
//! that how a part goes begins with how, unless it is somewhere else. A clip's id is how [`super::phrases`] finds it:
//! `MOVEMENT` is a movement's name, `MOVEMENT-start` where its hands start, `MOVEMENT-back` the same in fewer words where
//! that is known already, `MOVEMENT-other` its change of sides, and `MOVEMENT-PART` how a part goes; each may end in a
//! side, a level or a unit. What has no clip is read on the screen.

/// One clip of the voice.
#[derive(Debug, PartialEq, Eq)]
pub struct Clip {
    /// Its short name; the file is `voice/ID.mp3`.
    pub id: &'static str,
    /// What it says, as it is read on the screen. A single capital is a letter's name, never the article.
    pub text: &'static str,
}

/// The clips as they were made, a line each: id, file, length in milliseconds, a hash of the text, and one of the file.
const MADE: &[u8] = include_bytes!("../../public/voice/clips.txt");

/// Each clip's length, in milliseconds, in the list's order. Read when the program is built, so that of the list of
/// clips only these numbers are downloaded.
static LENGTHS_MS: [u16; CLIPS.len()] = lengths();

#[expect(clippy::indexing_slicing, reason = "it runs when the program is built: a wrong index is an error then")]
const fn lengths() -> [u16; CLIPS.len()] {
    let mut out = [0; CLIPS.len()];
    let (mut at, mut line, mut word) = (0, 0, 0);
    while at < MADE.len() && line < out.len() {
        match MADE[at] {
            b'\n' => (line, word) = (line + 1, 0),
            b' ' => word += 1,
            digit if word == 2 => out[line] = out[line] * 10 + (digit - b'0') as u16,
            _ => {}
        }
        at += 1;
    }
    out
}

impl Clip {
    /// The clip of that name.
    pub fn find(id: &str) -> Option<&'static Self> {
        CLIPS.iter().find(|c| c.id == id)
    }

    /// How long it takes to say, in milliseconds; 0 where the clip was not made.
    pub fn length_ms(&self) -> u32 {
        let place = CLIPS.iter().position(|c| c.id == self.id);
        place.and_then(|p| LENGTHS_MS.get(p)).map_or(0, |ms| u32::from(*ms))
    }
}

/// A hash (FNV-1a, 32 bits) by which a clip is found out that was made from other words, or is another file than the one
/// that was measured.
pub fn clip_hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

const fn clip(id: &'static str, text: &'static str) -> Clip {
    Clip { id, text }
}

/// Everything that the voice can say.
pub static CLIPS: [Clip; 93] = [
    clip("begin", "Let us begin."),
    clip("next", "Next."),
    clip("again", "Again."),
    clip("last-one", "The last one."),
    clip("2-of-3", "Two of three."),
    clip("2-of-4", "Two of four."),
    clip("3-of-4", "Three of four."),
    clip("2-of-5", "Two of five."),
    clip("3-of-5", "Three of five."),
    clip("4-of-5", "Four of five."),
    clip("2-of-6", "Two of six."),
    clip("3-of-6", "Three of six."),
    clip("4-of-6", "Four of six."),
    clip("5-of-6", "Five of six."),
    clip("2-of-7", "Two of seven."),
    clip("3-of-7", "Three of seven."),
    clip("4-of-7", "Four of seven."),
    clip("5-of-7", "Five of seven."),
    clip("6-of-7", "Six of seven."),
    clip("2-of-8", "Two of eight."),
    clip("3-of-8", "Three of eight."),
    clip("4-of-8", "Four of eight."),
    clip("5-of-8", "Five of eight."),
    clip("6-of-8", "Six of eight."),
    clip("7-of-8", "Seven of eight."),
    clip("2-of-9", "Two of nine."),
    clip("3-of-9", "Three of nine."),
    clip("4-of-9", "Four of nine."),
    clip("5-of-9", "Five of nine."),
    clip("6-of-9", "Six of nine."),
    clip("7-of-9", "Seven of nine."),
    clip("8-of-9", "Eight of nine."),
    clip("2-of-10", "Two of ten."),
    clip("3-of-10", "Three of ten."),
    clip("4-of-10", "Four of ten."),
    clip("5-of-10", "Five of ten."),
    clip("6-of-10", "Six of ten."),
    clip("7-of-10", "Seven of ten."),
    clip("8-of-10", "Eight of ten."),
    clip("9-of-10", "Nine of ten."),
    clip("left-side", "Now the left side."),
    clip("right-side", "Now the right side."),
    clip("chest", "At the chest."),
    clip("waist", "At the waist."),
    clip("hips", "At the hips."),
    clip("return-to-a", "Return to A."),
    clip("whole-sequence", "The whole sequence."),
    clip("first-movement-1", "The first movement, once."),
    clip("first-movement-2", "The first movement, twice."),
    clip("first-movement-3", "The first movement, three times."),
    clip("first-movement-4", "The first movement, four times."),
    clip("first-movement-5", "The first movement, five times."),
    clip("first-movement-6", "The first movement, six times."),
    clip("first-movement-7", "The first movement, seven times."),
    clip("first-movement-8", "The first movement, eight times."),
    clip("first-movement-9", "The first movement, nine times."),
    clip("first-movement-10", "The first movement, ten times."),
    clip("sequence-a", "Sequence A."),
    clip("sequence-b", "Sequence B."),
    clip("sequence-c", "Sequence C."),
    clip("sequence-d", "Sequence D."),
    clip("half-way", "Half way."),
    clip("rest", "Rest your hands where they are."),
    clip("breaths", "Three slow breaths."),
    clip("lift", "Then lift them away, and cover the back."),
    clip("long-stroke", "The long stroke."),
    clip("long-stroke-start", "Either side of the base of the spine, hands facing each other."),
    clip("long-stroke-back", "At the base, hands facing."),
    clip("long-stroke-up", "With your body weight, up the back."),
    clip("long-stroke-round", "Round the shoulders."),
    clip("long-stroke-down", "Along the sides, lightly down."),
    clip("kneading", "Kneading."),
    clip("kneading-start-left", "Both hands to the left shoulder."),
    clip("kneading-start-right", "Both hands to the right shoulder."),
    clip("kneading-other-left", "Now the left shoulder."),
    clip("kneading-other-right", "Now the right shoulder."),
    clip("kneading-knead", "Squeeze and roll, one hand after the other."),
    clip("thumbs", "The thumbs."),
    clip("thumbs-start", "To the waist, thumbs in the hollows by the spine, fingers loose."),
    clip("thumbs-climb-cm", "Push firmly up about six centimetres, relax, back about two, on to the neck."),
    clip("thumbs-climb-in", "Push firmly up about two inches, relax, back about one, on to the neck."),
    clip("thumbs-slide", "Both hands, gently, down to the base."),
    clip("hand-over-hand", "Hand over hand."),
    clip("hand-over-hand-start-left", "On the left side, at the base of the spine, both hands flat."),
    clip("hand-over-hand-start-right", "On the right side, at the base of the spine, both hands flat."),
    clip("hand-over-hand-outer-leads", "One palm firmly up the side, the other close behind."),
    clip("hand-over-hand-inner-leads", "Now the other hand leads."),
    clip("fan", "The fans."),
    clip("fan-start", "At the base, fingers up the back."),
    clip("fan-back", "Back to the base."),
    clip("fan-up-chest", "Firm palms, up to the chest."),
    clip("fan-up", "Firm palms up, and out to the sides."),
    clip("fan-apart", "Fingers out, to the sides."),
];
