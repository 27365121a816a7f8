//! Samples placed ahead of time on the audio clock, so that neither a busy page nor a hidden one moves them.
//!
//! All the times of a [`Run`] are counted from its zero, which is read from the clock once and lies on a whole sample; so
//! the distance between any two sounds is exact to the sample, whatever the page does. The compressor at the end delays
//! everything by the same 6 ms (its look-ahead). What the device itself adds (tens of milliseconds, for some
//! headphones hundreds) is the same for all sounds, too, and not made up for: nothing on the screen moves in time with a
//! sound.

use crate::device::{Capability, Fault};
use wasm_bindgen::JsValue;
use web_sys::{AudioBuffer, AudioBufferSourceNode, AudioNode, AudioParam, BaseAudioContext, GainNode};

/// In how long a sound that is broken off falls to 1/e, in seconds.
const FADE_S: f64 = 0.025;

/// When it is ended altogether, in seconds.
const FADED_S: f64 = 0.15;

/// How far what sounds all the while steps back under other sounds.
const DUCKED: f32 = 0.3;

/// How long before a sound it begins to step back, and in how long it falls and rises to 1/e, in seconds.
const DUCK_S: (f64, f64, f64) = (0.35, 0.12, 0.6);

/// In how long what sounds all the while comes in, in seconds.
const SWELL_S: f64 = 1.5;

/// A time in seconds is not always the number that it was made from, and Chromium rounds down: so much of a sample later,
/// it is the same one everywhere.
const ON_SAMPLE: f64 = 1e-4;

/// What a sound is, for its volume.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bus {
    /// Speech.
    Voice,
    /// Signals.
    Bowls,
}

/// The way from sounds to the speaker: a volume each for voice, bowls and room, and a gentle compressor.
pub struct Player {
    context: BaseAudioContext,
    voice: GainNode,
    bowls: GainNode,
    room: GainNode,
}

/// Samples as the browser keeps them: two channels, or one given twice.
///
/// # Errors
/// Where the browser has no room for them.
pub fn samples(context: &BaseAudioContext, rate: u32, channels: &[Vec<f32>; 2]) -> Result<AudioBuffer, Fault> {
    let length = channels.iter().map(Vec::len).max().unwrap_or(0).max(1) as u32;
    let buffer = context.create_buffer(2, length, rate as f32).map_err(fault)?;
    for (n, channel) in (0..).zip(channels) {
        buffer.copy_to_channel(channel, n).map_err(fault)?;
    }
    Ok(buffer)
}

impl Player {
    /// A player on a context.
    ///
    /// # Errors
    /// Where the browser lacks one of its parts.
    pub fn new(context: &BaseAudioContext) -> Result<Self, Fault> {
        let compressor = context.create_dynamics_compressor().map_err(fault)?;
        for (param, value) in [
            (compressor.threshold(), -14.0),
            (compressor.knee(), 12.0),
            (compressor.ratio(), 3.0),
            (compressor.attack(), 0.01),
            (compressor.release(), 0.3),
        ] {
            param.set_value(value);
        }
        compressor.connect_with_audio_node(&context.destination()).map_err(fault)?;
        Ok(Self {
            context: context.clone(),
            voice: gain(context, &compressor)?,
            bowls: gain(context, &compressor)?,
            room: gain(context, &compressor)?,
        })
    }

    /// Sets the volumes, 0 to 1. They glide, so that nothing clicks.
    pub fn levels(&self, voice: f32, bowls: f32) {
        let now = self.context.current_time();
        for (node, level) in [(&self.voice, voice), (&self.bowls, bowls)] {
            glide(&node.gain(), level, now, FADE_S);
        }
    }

    /// The clock, in seconds.
    pub fn now(&self) -> f64 {
        self.context.current_time()
    }

    /// Begins a run whose zero lies `in_s` seconds from now (in the past, where that is negative).
    ///
    /// # Errors
    /// Where the browser refuses.
    pub fn run(&self, in_s: f64) -> Result<Run, Fault> {
        let rate = f64::from(self.context.sample_rate());
        Ok(Run {
            context: self.context.clone(),
            rate,
            zero: ((self.context.current_time() + in_s) * rate).round(),
            voice: gain(&self.context, &self.voice)?,
            bowls: gain(&self.context, &self.bowls)?,
            room: gain(&self.context, &self.room)?,
            placed: Vec::new(),
            turning: None,
        })
    }
}

/// Sounds that were placed together and can be broken off together.
pub struct Run {
    context: BaseAudioContext,
    rate: f64,
    /// The clock's sample at which its time is 0.
    zero: f64,
    voice: GainNode,
    bowls: GainNode,
    room: GainNode,
    /// What was placed, each with when what it is part of begins, in milliseconds of the run.
    placed: Vec<(u64, AudioBufferSourceNode)>,
    /// What goes round in the background.
    turning: Option<AudioBufferSourceNode>,
}

impl Run {
    /// When a time of the run comes, in seconds of the clock: on the nearest whole sample.
    pub fn at(&self, ms: u64) -> f64 {
        (self.zero + (ms as f64 * self.rate / 1000.0).round() + ON_SAMPLE) / self.rate
    }

    /// The latest time of the run that has come, in milliseconds; `None` before its zero.
    pub fn come_ms(&self) -> Option<u64> {
        let come = (self.context.current_time() - self.zero / self.rate) * 1000.0;
        (come >= 0.0).then_some(come as u64)
    }

    /// Places a sound at a time of the run, in milliseconds. What is past begins at once.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub fn play(&mut self, buffer: &AudioBuffer, bus: Bus, ms: u64) -> Result<(), Fault> {
        self.play_part(buffer, bus, ms, 0)
    }

    /// Places a part of a sound that begins at a time of the run, so much after its beginning, in milliseconds. Whatever is
    /// taken back, the parts of one sound stay together.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub fn play_part(&mut self, buffer: &AudioBuffer, bus: Bus, ms: u64, after_ms: u32) -> Result<(), Fault> {
        let to = if bus == Bus::Voice { &self.voice } else { &self.bowls };
        let source = self.source(buffer, to)?;
        source.start_with_when(self.at(ms + u64::from(after_ms))).map_err(fault)?;
        self.placed.push((ms, source));
        Ok(())
    }

    /// Lets a buffer go round from now on, in the background; [`Run::duck`] says until when.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub fn turn(&mut self, buffer: &AudioBuffer) -> Result<(), Fault> {
        let source = self.source(buffer, &self.room)?;
        source.set_loop(true);
        let now = self.context.current_time();
        self.room.gain().set_value_at_time(0.0, now).map_err(fault)?;
        source.start_with_when(now).map_err(fault)?;
        self.turning = Some(source);
        Ok(())
    }

    /// Lets what goes round come in, step back under what is `busy` (from and until, in milliseconds of the run, in order
    /// and apart), and go at the end.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub fn duck(&mut self, busy: &[(u64, u64)], end_ms: u64) -> Result<(), Fault> {
        let Some(source) = &self.turning else { return Ok(()) };
        let now = self.context.current_time();
        let end = self.at(end_ms).max(now);
        stop(source, end + SWELL_S * 4.0);
        let gain = self.room.gain();
        gain.cancel_scheduled_values(now).map_err(fault)?;
        let set = |to: f32, at: f64, time_s: f64| gain.set_target_at_time(to, at.max(now), time_s).map(drop);
        let is_busy = |(from, until): &(u64, u64)| self.at(*from) - DUCK_S.0 <= now && now < self.at(*until);
        set(if busy.iter().any(is_busy) { DUCKED } else { 1.0 }, now, SWELL_S).map_err(fault)?;
        for &(from_ms, until_ms) in busy {
            let (from, until) = (self.at(from_ms) - DUCK_S.0, self.at(until_ms));
            if from > now {
                set(DUCKED, from, DUCK_S.1).map_err(fault)?;
            }
            if until > now {
                set(1.0, until, DUCK_S.2).map_err(fault)?;
            }
        }
        set(0.0, end, SWELL_S).map_err(fault)
    }

    /// Lets what goes round fade away, and the rest sound on.
    pub fn fade_room(&mut self) {
        if let Some(source) = self.turning.take() {
            let now = self.context.current_time();
            fade(&self.room.gain(), now, DUCK_S.2);
            stop(&source, now + DUCK_S.2 * 4.0);
        }
    }

    /// Takes back what begins later than at a time of the run, in milliseconds; without one, everything. What has begun
    /// by then is heard to its end.
    pub fn take_back(&mut self, after_ms: Option<u64>) {
        self.placed.retain(|(ms, source)| {
            let stays = after_ms.is_some_and(|after| *ms <= after);
            if !stays {
                stop(source, 0.0);
            }
            stays
        });
    }

    /// Takes back everything, and lets what sounds fade away.
    pub fn stop(&mut self) {
        let now = self.context.current_time();
        for node in [&self.voice, &self.bowls, &self.room] {
            fade(&node.gain(), now, FADE_S);
        }
        if let Some(source) = self.turning.take() {
            stop(&source, now + FADED_S);
        }
        for (_, source) in self.placed.drain(..) {
            stop(&source, now + FADED_S);
        }
    }

    fn source(&self, buffer: &AudioBuffer, to: &GainNode) -> Result<AudioBufferSourceNode, Fault> {
        let source = self.context.create_buffer_source().map_err(fault)?;
        source.set_buffer(Some(buffer));
        source.connect_with_audio_node(to).map_err(fault)?;
        Ok(source)
    }
}

/// Ends a source at a time of the clock; before it begins, it never does.
fn stop(source: &AudioBufferSourceNode, at: f64) {
    // One that has ended by itself cannot be stopped, and need not be.
    #[allow(deprecated, reason = "the one name that every version of web-sys has for it")]
    source.stop_with_when(at).ok();
}

fn gain(context: &BaseAudioContext, to: &AudioNode) -> Result<GainNode, Fault> {
    let node = context.create_gain().map_err(fault)?;
    node.connect_with_audio_node(to).map_err(fault)?;
    Ok(node)
}

/// From where it is now to nothing.
fn fade(param: &AudioParam, now: f64, time_s: f64) {
    // Set before what lies ahead is cancelled, so that cancelling moves nothing.
    let value = param.value();
    param.cancel_scheduled_values(0.0).ok();
    param.set_value_at_time(value, now).ok();
    glide(param, 0.0, now, time_s);
}

fn glide(param: &AudioParam, to: f32, now: f64, time_s: f64) {
    // It refuses times below 0 and no others.
    param.set_target_at_time(to, now, time_s).ok();
}

fn fault(thrown: JsValue) -> Fault {
    Fault::new(Capability::Audio, &thrown)
}
