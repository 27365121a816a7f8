//! The places on the back that a document names, and how the hands lie there.

use super::super::error::Problem;
use super::super::model::Station;
use super::Check;
use crate::body::{Landmark, Lane, Posture};

/// What stands for the level's name where the sequence is at one.
const LEVEL: &str = "level ";

/// Whether a way goes by the level that the sequence is at.
pub(super) fn is_levelled(way: &[String]) -> bool {
    way.iter().any(|name| name.starts_with(LEVEL))
}

impl Check {
    pub(super) fn way(&mut self, field: &str, names: &[String]) -> Vec<Station> {
        if names.len() < 2 {
            self.report(field, Problem::Nothing);
        }
        names.iter().enumerate().filter_map(|(i, name)| self.station(&format!("{field}[{i}]"), name)).collect()
    }

    /// `waist channel`, `level side`, `base middle as facing`.
    fn station(&mut self, field: &str, name: &str) -> Option<Station> {
        let (place, posture) = match name.split_once(" as ") {
            None => (name, None),
            Some((place, word)) => {
                let posture = Posture::named(word);
                if posture.is_none() {
                    self.report(field, Problem::UnknownPosture(word.to_owned()));
                }
                (place, posture)
            }
        };
        if let Some(lane) = place.strip_prefix(LEVEL) {
            let found = Lane::ALL.into_iter().find(|l| l.name() == lane);
            if found.is_none() {
                self.report(field, Problem::UnknownLandmark(place.to_owned()));
            }
            return found.map(|lane| Station { level: None, lane, posture });
        }
        self.landmark(field, place).map(|l| Station { level: Some(l.level), lane: l.lane, posture })
    }

    pub(super) fn landmark(&mut self, field: &str, name: &str) -> Option<Landmark> {
        let found = Landmark::parse(name);
        if found.is_none() {
            self.report(field, Problem::UnknownLandmark(name.to_owned()));
        }
        found
    }
}
