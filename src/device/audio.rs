//! Sound: figures of notes, scheduled ahead on the audio clock, so that neither a busy page nor a hidden one moves them.

use super::tone::{Note, render};
use super::{Capability, Fault};
use wasm_bindgen::JsValue;
use web_sys::{AudioBuffer, AudioBufferSourceNode, AudioContext, AudioContextState};

/// The audio clock, and what is scheduled on it.
pub struct Audio {
    context: AudioContext,
    scheduled: Vec<AudioBufferSourceNode>,
}

/// A figure, ready to be heard.
pub struct Figure(AudioBuffer);

impl Audio {
    /// Opens the sound. Browsers let it be heard only after a touch or a key: see [`Audio::unlock`].
    ///
    /// # Errors
    /// Where the browser has no sound.
    pub fn new() -> Result<Self, Fault> {
        Ok(Self { context: AudioContext::new().map_err(fault)?, scheduled: Vec::new() })
    }

    /// Asks the browser to let it be heard; to be called from within a touch or a key.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub fn unlock(&self) -> Result<(), Fault> {
        self.context.resume().map(drop).map_err(fault)
    }

    /// Whether it can be heard now.
    pub fn is_heard(&self) -> bool {
        self.context.state() == AudioContextState::Running
    }

    /// Makes a figure of its notes.
    ///
    /// # Errors
    /// Where the browser has no room for it.
    pub fn figure(&self, notes: &[Note]) -> Result<Figure, Fault> {
        let rate = self.context.sample_rate();
        let [left, right] = render(notes, f64::from(rate));
        let buffer = self.context.create_buffer(2, left.len() as u32, rate).map_err(fault)?;
        buffer.copy_to_channel(&left, 0).map_err(fault)?;
        buffer.copy_to_channel(&right, 1).map_err(fault)?;
        Ok(Figure(buffer))
    }

    /// Schedules a figure `in_ms` milliseconds from now.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub fn schedule(&mut self, figure: &Figure, in_ms: u64) -> Result<(), Fault> {
        let source = self.context.create_buffer_source().map_err(fault)?;
        source.set_buffer(Some(&figure.0));
        source.connect_with_audio_node(&self.context.destination()).map_err(fault)?;
        source.start_with_when(self.context.current_time() + in_ms as f64 / 1000.0).map_err(fault)?;
        self.scheduled.push(source);
        Ok(())
    }

    /// Takes back everything scheduled, and ends what sounds.
    pub fn silence(&mut self) {
        for source in self.scheduled.drain(..) {
            // One that has ended by itself cannot be stopped, and need not be.
            #[allow(deprecated, reason = "the one name that every version of web-sys has for it")]
            source.stop().ok();
            source.disconnect().ok();
        }
    }
}

fn fault(thrown: JsValue) -> Fault {
    Fault::new(Capability::Audio, &thrown)
}
