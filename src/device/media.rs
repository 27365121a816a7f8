//! The device's media keys: a headset's, a keyboard's, a lock screen's. `navigator.mediaSession` is behind an unstable
//! flag in web-sys, so it is declared here.
//!
//! A device gives its keys to a page that plays something, so a [`Quiet`] loop plays along: silence, made here, whose
//! volume is not 0, since a player that is turned down counts as none.

use super::{Capability, Fault};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAudioElement, Url};

#[wasm_bindgen]
extern "C" {
    /// `navigator.mediaSession`.
    #[derive(Clone)]
    type Session;
    #[wasm_bindgen(method, catch, js_name = setActionHandler)]
    fn set_action_handler(this: &Session, action: &str, handler: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = setPositionState)]
    fn set_position_state(this: &Session, state: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, setter, js_name = playbackState)]
    fn set_playback_state(this: &Session, state: &str);
    #[wasm_bindgen(method, setter)]
    fn set_metadata(this: &Session, metadata: &JsValue);

    #[wasm_bindgen(js_name = MediaMetadata)]
    type Metadata;
    #[wasm_bindgen(constructor, catch, js_class = MediaMetadata)]
    fn new(init: &Object) -> Result<Metadata, JsValue>;
}

/// What a media key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Go on.
    Play,
    /// Pause.
    Pause,
    /// Stop.
    Stop,
    /// The next track.
    Next,
    /// The track before.
    Previous,
    /// To a place of what is on, in milliseconds of its own time.
    SeekTo(u64),
}

impl Action {
    // Not a seek forward or backward by some seconds: where a page takes those, iOS shows them in the place of the two
    // tracks.
    const ALL: [Self; 6] = [Self::Play, Self::Pause, Self::Stop, Self::Next, Self::Previous, Self::SeekTo(0)];

    const fn name(self) -> &'static str {
        match self {
            Self::Play => "play",
            Self::Pause => "pause",
            Self::Stop => "stop",
            Self::Next => "nexttrack",
            Self::Previous => "previoustrack",
            Self::SeekTo(_) => "seekto",
        }
    }

    /// With what a browser tells of it. A slider that is still being moved asks for nothing yet.
    fn told(self, details: &JsValue) -> Option<Self> {
        let Self::SeekTo(_) = self else { return Some(self) };
        let number = |name: &str| Reflect::get(details, &name.into()).ok().and_then(|value| value.as_f64());
        let moving = Reflect::get(details, &"fastSeek".into()).is_ok_and(|fast| fast == true);
        number("seekTime").filter(|s| s.is_finite() && !moving).map(|s| Self::SeekTo((s.max(0.0) * 1000.0) as u64))
    }
}

/// What a lock screen shows.
pub struct Track<'a> {
    /// The large line.
    pub title: &'a str,
    /// The line below it.
    pub artist: &'a str,
    /// The line below that.
    pub album: &'a str,
    /// Pictures: where each lies, and how many pixels wide and high it is.
    pub artwork: &'a [(&'a str, &'a str)],
}

/// The media keys, until dropped.
pub struct MediaKeys {
    session: Session,
    _handlers: Vec<Closure<dyn FnMut(JsValue)>>,
}

impl MediaKeys {
    /// Tells `then` what is asked for. `None` where the browser has no media keys; touch, keys and pedals remain.
    pub fn listen(then: impl Fn(Action) + Clone + 'static) -> Option<Self> {
        let navigator = web_sys::window()?.navigator();
        let session = Reflect::get(&navigator, &"mediaSession".into()).ok().filter(|s| !s.is_undefined())?;
        let session: Session = session.unchecked_into();
        let handlers = Action::ALL.into_iter().filter_map(|action| {
            let then = then.clone();
            let handler = Closure::<dyn FnMut(JsValue)>::new(move |details| {
                if let Some(action) = action.told(&details) {
                    then(action);
                }
            });
            // An action that this browser does not know has no key here.
            session.set_action_handler(action.name(), handler.as_ref()).ok().map(|()| handler)
        });
        let handlers = handlers.collect();
        Some(Self { session, _handlers: handlers })
    }

    /// Says what is on. Without words for it, a lock screen would show the page's address.
    ///
    /// # Errors
    /// Where the browser refuses the words.
    pub fn show(&self, track: &Track) -> Result<(), Fault> {
        let pictures = Array::new();
        for (src, sizes) in track.artwork {
            let one = object(&[("src", (*src).into()), ("sizes", (*sizes).into()), ("type", "image/png".into())])?;
            pictures.push(one.as_ref());
        }
        let words = object(&[
            ("title", track.title.into()),
            ("artist", track.artist.into()),
            ("album", track.album.into()),
            ("artwork", pictures.into()),
        ])?;
        self.session.set_metadata(&Metadata::new(&words).map_err(|e| fault(&e))?.into());
        Ok(())
    }

    /// Says whether it goes on, where it is and how long it is, in milliseconds of its own time, and how many times
    /// faster than life it goes.
    ///
    /// # Errors
    /// Where the browser refuses the figures.
    pub fn place(&self, going: bool, at_ms: u64, total_ms: u64, times: u64) -> Result<(), Fault> {
        self.session.set_playback_state(if going { "playing" } else { "paused" });
        let seconds = |ms: u64| JsValue::from(ms as f64 / 1000.0);
        let state = object(&[
            ("duration", seconds(total_ms)),
            ("position", seconds(at_ms.min(total_ms))),
            ("playbackRate", (times as f64).into()),
        ])?;
        match self.session.set_position_state(&state) {
            // A browser without positions shows none.
            Err(e) if e.is_instance_of::<js_sys::TypeError>() => Ok(()),
            done => done.map_err(|e| fault(&e)),
        }
    }
}

impl Drop for MediaKeys {
    fn drop(&mut self) {
        for action in Action::ALL {
            self.session.set_action_handler(action.name(), &JsValue::NULL).ok();
        }
        self.session.set_playback_state("none");
        self.session.set_metadata(&JsValue::NULL);
    }
}

/// Samples a second of the silence: as few as every browser plays.
const RATE: u32 = 8_000;

/// The silence's length, in seconds. Chromium gives its keys to no player of 5 s or less, which it takes for a chime; and each
/// time that it goes round, the player tells the page of it in half a dozen events.
const SECONDS: u32 = 120;

/// A loop of silence.
pub struct Quiet(HtmlAudioElement);

impl Quiet {
    /// Makes one.
    ///
    /// # Errors
    /// Where the browser has no player.
    pub fn new() -> Result<Self, Fault> {
        let options = BlobPropertyBag::new();
        options.set_type("audio/wav");
        let parts = Array::of1(&Uint8Array::from(head().as_slice()));
        let second = Uint8Array::new_with_length(RATE).fill(SILENT, 0, RATE);
        for _ in 0..SECONDS {
            parts.push(&second);
        }
        let file = Blob::new_with_u8_array_sequence_and_options(&parts, &options).map_err(|e| fault(&e))?;
        let address = Url::create_object_url_with_blob(&file).map_err(|e| fault(&e))?;
        let player = HtmlAudioElement::new_with_src(&address).map_err(|e| fault(&e))?;
        player.set_loop(true);
        player.set_volume(0.01);
        Ok(Self(player))
    }

    /// Plays. Before the first touch or key no browser lets it, which is no fault: it is to be called again from there.
    /// `refused` hears of any other reason not to.
    pub fn play(&self, refused: impl FnOnce(Fault) + 'static) {
        if !self.0.paused() {
            return;
        }
        let Ok(promise) = self.0.play() else { return };
        let denied = Closure::once(move |why: JsValue| {
            let name = Reflect::get(&why, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
            // A pause that came before the start is no refusal either.
            if !["NotAllowedError", "AbortError"].contains(&name.as_str()) {
                refused(fault(&why));
            }
        });
        let _settled = promise.catch(&denied);
        denied.forget();
    }

    /// Rests until it is played again.
    pub fn pause(&self) {
        self.0.pause().ok();
    }
}

/// A sample of nothing: the middle of 8 bits.
const SILENT: u8 = 128;

/// How a sound file of nothing begins, before its samples: one channel of 8 bits.
fn head() -> Vec<u8> {
    let length = RATE * SECONDS;
    let mut file = Vec::new();
    let mut put = |bytes: &[u8]| file.extend_from_slice(bytes);
    put(b"RIFF");
    put(&(36 + length).to_le_bytes());
    put(b"WAVEfmt ");
    put(&16_u32.to_le_bytes());
    // PCM, one channel.
    put(&[1, 0, 1, 0]);
    put(&RATE.to_le_bytes());
    // Bytes a second, a frame; bits a sample.
    put(&RATE.to_le_bytes());
    put(&[1, 0, 8, 0]);
    put(b"data");
    put(&length.to_le_bytes());
    file
}

fn object(fields: &[(&str, JsValue)]) -> Result<Object, Fault> {
    let object = Object::new();
    for (name, value) in fields {
        Reflect::set(&object, &(*name).into(), value).map_err(|e| fault(&e))?;
    }
    Ok(object)
}

fn fault(thrown: &JsValue) -> Fault {
    Fault::new(Capability::Media, thrown)
}
