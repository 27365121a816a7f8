//! What is heard: the cues' samples, the voice's clips, and when each sounds.

mod bowls;
mod schedule;
mod voice;
