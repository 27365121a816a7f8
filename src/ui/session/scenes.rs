//! All scenes that were made: the one that is played, the one that was left and pales, and the others, which wait.

use super::hand::Hand;
use super::scene::Scene;
use super::stage::{fade, motions};
use crate::device::Fault;
use crate::device::animate::Motion;
use crate::routine::{Step, Timeline};

/// So many scenes wait at most: more than a whole session has, be it one for each step.
const MOST: usize = 40;

/// How long it takes a scene's marks to pale that was left, in milliseconds of the session.
pub const PALE_MS: u32 = 1_200;

/// The scenes.
#[derive(Default)]
pub struct Scenes {
    now: Option<Scene>,
    /// The one that was left last, and how its marks pale.
    left: Option<(Motion, Scene)>,
    /// Those that wait, the last used at the end.
    others: Vec<Scene>,
}

/// Whether a scene shows what the hands do in steps.
fn shows(scene: &Scene, timeline: &Timeline, steps: &[Step]) -> bool {
    motions(timeline, steps).eq(&scene.motions)
}

impl Scenes {
    /// The one that is played.
    pub const fn now(&self) -> Option<&Scene> {
        self.now.as_ref()
    }

    /// How the marks of the one that was left pale.
    pub fn pale(&self) -> Option<&Motion> {
        self.left.as_ref().map(|(pale, _)| pale)
    }

    /// Whether the one that is played shows these steps.
    pub fn plays(&self, timeline: &Timeline, steps: &[Step]) -> bool {
        self.now().is_some_and(|scene| shows(scene, timeline, steps))
    }

    /// How many there are of these steps. The same after themselves take two: what the one has left pales under the other.
    pub fn count(&self, timeline: &Timeline, steps: &[Step]) -> usize {
        let all = self.others.iter().chain(&self.now).chain(self.left.iter().map(|(_, scene)| scene));
        all.filter(|scene| shows(scene, timeline, steps)).count()
    }

    /// Adds one that is new.
    pub fn add(&mut self, scene: Scene) {
        self.others.push(scene);
    }

    /// Takes one of these steps that is not played.
    pub fn take(&mut self, timeline: &Timeline, steps: &[Step]) -> Option<Scene> {
        if let Some((_, left)) = self.left.take_if(|(_, scene)| shows(scene, timeline, steps)) {
            left.clear();
            return Some(left);
        }
        let at = self.others.iter().position(|scene| shows(scene, timeline, steps))?;
        Some(self.others.remove(at))
    }

    /// Puts one in the place of the one that is played, whose marks pale once they are told to.
    ///
    /// # Errors
    /// Where the browser cannot animate.
    pub fn play(&mut self, scene: Scene, hands: &[Hand; 2]) -> Result<(), Fault> {
        if let Some((pale, left)) = self.left.take() {
            drop(pale);
            left.clear();
            self.others.push(left);
        }
        let left = self.now.replace(scene);
        if let Some(left) = &left {
            left.leave();
        }
        if let Some(scene) = &self.now {
            scene.enter(hands);
        }
        if let Some(left) = left {
            self.left = Some((fade(left.marks(), false, PALE_MS.into())?, left));
        }
        if self.others.len() > MOST {
            self.others.remove(0);
        }
        Ok(())
    }
}
