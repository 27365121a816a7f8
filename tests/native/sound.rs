//! What is heard: the cues' samples, the voice's clips, and when each sounds.

mod ahead;
mod bowls;
mod join;
mod noise;
mod room;
mod schedule;
mod voice;
