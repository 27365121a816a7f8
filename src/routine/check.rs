//! From the document as written to a routine that cannot be wrong. All errors are gathered, not only the first.

mod station;

use super::document::{Document, Item, MovementDoc, PartDoc, SequenceDoc, Times};
use super::error::{Problem, RoutineError};
use super::model::{Hands, Movement, MovementIndex, Nudge, Op, Part, Routine, Sequence, Station};
use station::is_levelled;

/// The most often that anything is repeated by a number.
const MOST_TIMES: u32 = 100;
/// The shortest kneading, in seconds: less has one squeeze, and the second hand, which is half a squeeze late, none.
const LEAST_SECONDS: u32 = 4;
/// The longest kneading, in seconds.
const MOST_SECONDS: u32 = 600;
/// The deepest nesting of "do".
pub(super) const MOST_DEPTH: usize = 16;

/// Reads and checks a document: its form, and whether hands can do what it asks, all through a session.
///
/// # Errors
/// Everything that is wrong with it, in the order in which it is written.
pub fn check(json: &str) -> Result<Routine, Vec<RoutineError>> {
    let unreadable = |e: serde_json::Error| {
        let problem = Problem::Unreadable(e.to_string());
        vec![RoutineError { sequence: None, movement: None, field: "document".to_owned(), problem }]
    };
    let routine = formed(serde_json::from_str(json).map_err(unreadable)?)?;
    let errors = super::possible::impossible(&routine);
    if errors.is_empty() { Ok(routine) } else { Err(errors) }
}

/// Checks the form of a document that has been read.
///
/// # Errors
/// Everything that is wrong with its form, in the order in which it is written.
pub(super) fn formed(document: Document) -> Result<Routine, Vec<RoutineError>> {
    let mut check = Check { errors: Vec::new(), sequence: None, movement: None };
    let routine = check.document(document);
    if check.errors.is_empty() { Ok(routine) } else { Err(check.errors) }
}

struct Check {
    errors: Vec<RoutineError>,
    sequence: Option<String>,
    movement: Option<String>,
}

impl Check {
    fn report(&mut self, field: impl Into<String>, problem: Problem) {
        let (sequence, movement) = (self.sequence.clone(), self.movement.clone());
        self.errors.push(RoutineError { sequence, movement, field: field.into(), problem });
    }

    fn text(&mut self, field: &str, text: &str) {
        if text.trim().is_empty() {
            self.report(field, Problem::Empty);
        }
    }

    fn count(&mut self, field: &str, found: u32, least: u32, most: u32) {
        if !(least..=most).contains(&found) {
            self.report(field, Problem::Count { found, least, most });
        }
    }

    fn document(&mut self, doc: Document) -> Routine {
        if doc.format != 1 {
            self.report("format", Problem::UnknownFormat(doc.format));
        }
        for (field, text) in [
            ("routine", &doc.routine),
            ("title", &doc.title),
            ("introduction", &doc.introduction),
            ("rest", &doc.rest),
            ("credit", &doc.credit),
            ("glides.next", &doc.glides.next),
            ("glides.repeat", &doc.glides.repeat),
            ("glides.side", &doc.glides.side),
            ("glides.level", &doc.glides.level),
            ("glides.return", &doc.glides.back),
        ] {
            self.text(field, text);
        }
        for (i, line) in doc.safety.iter().enumerate() {
            self.text(&format!("safety[{i}]"), line);
        }
        if doc.sequences.is_empty() {
            self.report("sequences", Problem::Nothing);
        }
        let mut movements = Vec::new();
        let mut sequences = Vec::new();
        for (place, sequence) in doc.sequences.iter().enumerate() {
            let checked = self.sequence(&doc.sequences, place, sequence, &mut movements);
            sequences.push(checked);
        }
        (self.sequence, self.movement) = (None, None);
        self.errors.extend(super::measure::endless(&sequences));
        if doc.order.is_empty() {
            self.report("order", Problem::Nothing);
        }
        let mut order = Vec::new();
        for (i, letter) in doc.order.iter().enumerate() {
            match doc.sequences.iter().position(|s| s.letter == *letter) {
                Some(place) => order.push(place),
                None => self.report(format!("order[{i}]"), Problem::UnknownSequence(letter.clone())),
            }
        }
        Routine {
            name: doc.routine,
            title: doc.title,
            introduction: doc.introduction,
            rest: doc.rest,
            safety: doc.safety,
            credit: doc.credit,
            glides: doc.glides,
            order,
            sequences,
            movements,
        }
    }

    fn sequence(
        &mut self,
        all: &[SequenceDoc],
        place: usize,
        doc: &SequenceDoc,
        movements: &mut Vec<Movement>,
    ) -> Sequence {
        (self.sequence, self.movement) = (Some(doc.letter.clone()), None);
        let mut letters = doc.letter.chars();
        let letter = if let (Some(letter @ 'A'..='Z'), None) = (letters.next(), letters.next()) {
            letter
        } else {
            self.report("letter", Problem::NotALetter(doc.letter.clone()));
            '?'
        };
        if all.iter().take(place).any(|s| s.letter == doc.letter) {
            self.report("letter", Problem::Duplicate(doc.letter.clone()));
        }
        self.text("name", &doc.name);
        self.text("purpose", &doc.purpose);
        if let Some(claim) = &doc.claim {
            self.text("claim", claim);
        }
        let first = movements.len();
        for (i, movement) in doc.movements.iter().enumerate() {
            self.movement = Some(movement.id.clone());
            self.text("id", &movement.id);
            if doc.movements.iter().take(i).any(|m| m.id == movement.id) {
                self.report("id", Problem::Duplicate(movement.id.clone()));
            }
            let checked = self.movement(movement);
            movements.push(checked);
        }
        self.movement = None;
        let mut walk = Items { all, first_of: first_movements(all), used: vec![false; doc.movements.len()], place };
        let ops = self.items("do", &doc.items, &mut walk, Around { side: false, level: false, depth: 0 });
        for (movement, used) in doc.movements.iter().zip(&walk.used) {
            if !used {
                self.movement = Some(movement.id.clone());
                self.report("id", Problem::Unreachable);
            }
        }
        self.movement = None;
        Sequence {
            letter,
            name: doc.name.clone(),
            purpose: doc.purpose.clone(),
            claim: doc.claim.clone(),
            ops,
            movements: first..movements.len(),
        }
    }

    fn items(&mut self, field: &str, items: &[Item], walk: &mut Items, around: Around) -> Vec<Op> {
        if items.is_empty() {
            self.report(field, Problem::Nothing);
        }
        if around.depth >= MOST_DEPTH {
            self.report(field, Problem::TooDeep(MOST_DEPTH));
            return Vec::new();
        }
        let inner = Around { depth: around.depth + 1, ..around };
        let mut ops = Vec::with_capacity(items.len());
        for (i, item) in items.iter().enumerate() {
            let field = format!("{field}[{i}]");
            match item {
                Item::Movement(id) => ops.extend(self.movement_item(&field, id, walk, around)),
                Item::Repeat { times, items } => {
                    self.times(&field, *times);
                    ops.push(Op::Repeat(*times, self.items(&format!("{field}.repeat"), items, walk, inner)));
                }
                Item::EachSide(items) => {
                    let inner = Around { side: true, ..inner };
                    ops.push(Op::EachSide(self.items(&format!("{field}.each-side"), items, walk, inner)));
                }
                Item::EachLevel { levels, items } => {
                    if levels.is_empty() {
                        self.report(format!("{field}.levels"), Problem::Nothing);
                    }
                    let inner = Around { level: true, ..inner };
                    let items = self.items(&format!("{field}.each-level"), items, walk, inner);
                    ops.push(Op::EachLevel(levels.clone(), items));
                }
                Item::Return(doc) => {
                    self.times(&field, doc.times);
                    let Some(to) = walk.all.iter().position(|s| s.letter == doc.to) else {
                        self.report(format!("{field}.return.to"), Problem::UnknownSequence(doc.to.clone()));
                        continue;
                    };
                    let part = doc.movement.as_ref().map(|id| {
                        let field = format!("{field}.return.movement");
                        self.placed(&field, id, walk, to, around).map(Op::Movement).into_iter().collect()
                    });
                    ops.push(Op::Return { to, times: doc.times, part });
                }
            }
        }
        ops
    }

    fn movement_item(&mut self, field: &str, id: &str, walk: &mut Items, around: Around) -> Option<Op> {
        let index = self.placed(field, id, walk, walk.place, around)?;
        let k = usize::from(index.0) - walk.first(walk.place);
        if let Some(used) = walk.used.get_mut(k) {
            *used = true;
        }
        Some(Op::Movement(index))
    }

    /// A movement of the sequence at `place`, inside of what it needs.
    fn placed(&mut self, field: &str, id: &str, walk: &Items, place: usize, around: Around) -> Option<MovementIndex> {
        let here = &walk.all.get(place)?.movements;
        let Some((k, movement)) = here.iter().enumerate().find(|(_, m)| m.id == id) else {
            self.report(field, Problem::UnknownMovement(id.to_owned()));
            return None;
        };
        self.movement = Some(id.to_owned());
        if movement.is_one_sided() && !around.side {
            self.report(field, Problem::NoSide);
        }
        if movement.is_levelled() && !around.level {
            self.report(field, Problem::NoLevel);
        }
        self.movement = None;
        Some(MovementIndex((walk.first(place) + k) as u16))
    }

    fn times(&mut self, field: &str, times: Times) {
        if let Times::Count(n) = times {
            self.count(&format!("{field}.times"), n, 1, MOST_TIMES);
        }
    }

    fn movement(&mut self, doc: &MovementDoc) -> Movement {
        for (field, text) in
            [("name", &doc.name), ("start", &doc.start), ("text", &doc.text), ("picture", &doc.picture)]
        {
            self.text(field, text);
        }
        if doc.parts.is_empty() {
            self.report("parts", Problem::Nothing);
        }
        let parts: Vec<Part> =
            doc.parts.iter().enumerate().filter_map(|(i, p)| self.part(&format!("parts[{i}]"), p)).collect();
        Movement {
            id: doc.id.clone(),
            name: doc.name.clone(),
            start: doc.start.clone(),
            text: doc.text.clone(),
            picture: doc.picture.clone(),
            parts,
        }
    }

    fn nudge(&mut self, field: &str, nudge: &Nudge, way: &[Station]) {
        self.count(&format!("{field}.nudge.forward.cm"), nudge.forward.cm, 1, 20);
        self.count(&format!("{field}.nudge.back.cm"), nudge.back.cm, 1, 20);
        if nudge.back.cm >= nudge.forward.cm {
            self.report(format!("{field}.nudge"), Problem::NudgeBack);
        }
        // A change of posture would have a part in each of the strokes, forward and back again.
        let mut postures = way.iter().filter_map(|s| s.posture);
        let first = postures.next();
        if postures.any(|p| Some(p) != first) {
            self.report(format!("{field}.both"), Problem::NudgePostures);
        }
    }

    fn part(&mut self, field: &str, doc: &PartDoc) -> Option<Part> {
        self.text(&format!("{field}.id"), &doc.id);
        self.text(&format!("{field}.text"), &doc.text);
        let hands = match (&doc.both, &doc.knead, &doc.follow) {
            (Some(way), None, None) => {
                let way = self.way(&format!("{field}.both"), way);
                if let Some(nudge) = &doc.nudge {
                    self.nudge(field, nudge, &way);
                }
                Hands::Both { way, nudge: doc.nudge }
            }
            (None, Some(knead), None) => {
                self.count(&format!("{field}.knead.seconds"), knead.seconds, LEAST_SECONDS, MOST_SECONDS);
                let outer = self.landmark(&format!("{field}.knead.outer"), &knead.outer)?;
                let inner = self.landmark(&format!("{field}.knead.inner"), &knead.inner)?;
                Hands::Knead { ms: knead.seconds * 1000, outer, inner }
            }
            (None, None, Some(follow)) => {
                self.count(&format!("{field}.follow.gap_cm"), follow.gap_cm, 1, 40);
                Hands::Follow {
                    leader: follow.leader,
                    gap_cm: f64::from(follow.gap_cm),
                    outer: self.way(&format!("{field}.follow.outer"), &follow.outer),
                    inner: self.way(&format!("{field}.follow.inner"), &follow.inner),
                }
            }
            _ => {
                self.report(field, Problem::NotOneDoing);
                return None;
            }
        };
        Some(Part {
            id: doc.id.clone(),
            text: doc.text.clone(),
            contact: doc.contact,
            pressure: doc.pressure,
            flow: doc.flow,
            hands,
        })
    }
}

impl MovementDoc {
    /// Whether both hands work on one side at a time.
    fn is_one_sided(&self) -> bool {
        self.parts.iter().any(|p| p.knead.is_some() || p.follow.is_some())
    }

    /// Whether its place depends on a level.
    fn is_levelled(&self) -> bool {
        self.parts.iter().any(|p| {
            let follow = p.follow.iter().flat_map(|f| [&f.outer, &f.inner]);
            p.both.iter().chain(follow).any(|way| is_levelled(way))
        })
    }
}

/// What encloses an item.
#[derive(Clone, Copy)]
struct Around {
    side: bool,
    level: bool,
    depth: usize,
}

/// What the items of one sequence may name.
struct Items<'a> {
    all: &'a [SequenceDoc],
    first_of: Vec<usize>,
    used: Vec<bool>,
    place: usize,
}

impl Items<'_> {
    /// The place of a sequence's first movement among all.
    fn first(&self, sequence: usize) -> usize {
        self.first_of.get(sequence).copied().unwrap_or_default()
    }
}

/// The place of each sequence's first movement among all.
fn first_movements(all: &[SequenceDoc]) -> Vec<usize> {
    all.iter()
        .scan(0, |sum, s| {
            let first = *sum;
            *sum += s.movements.len();
            Some(first)
        })
        .collect()
}
