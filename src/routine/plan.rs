//! A session written out: every step with its time, and, where asked, both hands at every instant.

use super::model::{Routine, Unit};
use super::timeline::{Step, Timeline};
use crate::body::HandPose;
use serde::Serialize;

/// A session written out.
#[derive(Clone, Debug, Serialize)]
pub struct Plan {
    /// The routine's short name.
    pub routine: String,
    /// The whole length, in milliseconds.
    pub total_ms: u64,
    /// The pace's name.
    pub pace: &'static str,
    /// How often "several" is.
    pub several: u32,
    /// The steps, without gap or overlap.
    pub steps: Vec<PlanStep>,
    /// Both hands, sampled over the whole session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hands: Option<Vec<Hands>>,
}

/// One step, written out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanStep {
    /// When it starts, in milliseconds.
    pub start_ms: u64,
    /// How long it takes, in milliseconds.
    pub duration_ms: u32,
    /// place, stroke, knead, glide or rest.
    pub kind: &'static str,
    /// The sequence's letter.
    pub sequence: char,
    /// The letter of the sequence that returned to it.
    pub called_from: Option<char>,
    /// The movement's id.
    pub movement: Option<String>,
    /// The part's id.
    pub part: Option<String>,
    /// Which time, from 1.
    pub pass: u32,
    /// Of how many.
    pub passes: u32,
    /// left or right.
    pub side: Option<&'static str>,
    /// chest, waist or hips.
    pub level: Option<&'static str>,
    /// What opens it.
    pub cue: Option<&'static str>,
    /// What is said.
    pub text: String,
}

/// Both hands at one instant.
#[derive(Clone, Debug, Serialize)]
pub struct Hands {
    /// When, in milliseconds.
    pub t_ms: u64,
    /// The left hand.
    pub left: Hand,
    /// The right hand.
    pub right: Hand,
}

/// One hand at one instant.
#[derive(Clone, Debug, Serialize)]
pub struct Hand {
    /// Where it works: the middle of the palm, or the thumb's pad in a thumb stroke. Centimetres from the spine,
    /// positive to the receiver's right.
    pub x_cm: f64,
    /// Centimetres from the base of the spine.
    pub y_cm: f64,
    /// The direction of the fingers, degrees clockwise from the head.
    pub heading_deg: f64,
    /// What touches.
    pub contact: &'static str,
    /// How firmly, 0 to 1.
    pub pressure: f64,
}

impl Hand {
    fn of(pose: &HandPose) -> Self {
        let thousandths = |v: f64| (v * 1000.0).round() / 1000.0;
        Self {
            x_cm: thousandths(pose.at.x),
            y_cm: thousandths(pose.at.y),
            heading_deg: thousandths(pose.heading),
            contact: pose.contact.name(),
            pressure: thousandths(pose.pressure),
        }
    }
}

impl PlanStep {
    /// One step of a routine's session, written out.
    pub fn of(routine: &Routine, step: &Step, unit: Unit) -> Self {
        let movement = step.movement.and_then(|m| routine.movement(m));
        let part = step.part.and_then(|p| movement?.parts().get(usize::from(p)));
        Self {
            start_ms: step.start_ms,
            duration_ms: step.duration_ms,
            kind: step.kind.name(),
            sequence: step.sequence,
            called_from: step.called_from,
            movement: movement.map(|m| m.id().to_owned()),
            part: part.map(|p| p.id().to_owned()),
            pass: step.pass,
            passes: step.passes,
            side: step.side.map(crate::body::Side::name),
            level: step.level.map(crate::body::Level::name),
            cue: step.cue.map(super::timeline::Cue::name),
            text: routine.step_text(step, unit),
        }
    }
}

/// Writes a session out, with both hands `hz` times a second where that is asked.
pub fn plan(routine: &Routine, timeline: &Timeline, unit: Unit, hz: Option<u32>) -> Plan {
    let total_ms = timeline.total_ms();
    let hands = hz.filter(|hz| *hz > 0).map(|hz| {
        let hz = u64::from(hz);
        (0..=total_ms * hz / 1000)
            .filter_map(|k| {
                let t_ms = k * 1000 / hz;
                let pose = timeline.pose(t_ms)?;
                Some(Hands { t_ms, left: Hand::of(&pose.left), right: Hand::of(&pose.right) })
            })
            .collect()
    });
    Plan {
        routine: routine.name().to_owned(),
        total_ms,
        pace: timeline.prefs().pace.name(),
        several: timeline.prefs().several.get(),
        steps: timeline.steps().iter().map(|s| PlanStep::of(routine, s, unit)).collect(),
        hands,
    }
}
