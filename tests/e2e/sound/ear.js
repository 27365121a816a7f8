// Put into the page before anything of the app: writes down every sound that the app places on an audio clock, and lets
// a test hear what comes out before the compressor, whose look-ahead would delay it.
const ear = (window.ear = { contexts: [], placed: [], resumed: 0, vibrated: [], bowls: [], offline: 0, recorders: [] });

// Clips are known by their file.
const bytes = Response.prototype.arrayBuffer;
Response.prototype.arrayBuffer = async function () {
  const buffer = await bytes.call(this);
  buffer.clip = this.url.split("/").at(-1).replace(".mp3", "");
  return buffer;
};
const decode = BaseAudioContext.prototype.decodeAudioData;
BaseAudioContext.prototype.decodeAudioData = function (data, done, failed) {
  const clip = data.clip;
  return decode.call(this, data, (buffer) => { buffer.clip = clip; done?.(buffer); }, failed);
};

const start = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (at, ...rest) {
  this.note = { source: this, buffer: this.buffer, at, now: this.context.currentTime, loop: this.loop, stops: null, context: this.context };
  ear.placed.push(this.note);
  return start.call(this, at, ...rest);
};
const stop = AudioScheduledSourceNode.prototype.stop;
AudioScheduledSourceNode.prototype.stop = function (at = 0) {
  if (this.note) this.note.stops = Math.max(at, this.context.currentTime);
  return stop.call(this, at);
};
const resume = AudioContext.prototype.resume;
AudioContext.prototype.resume = function () { ear.resumed++; return resume.call(this); };
navigator.vibrate = (pattern) => ear.vibrated.push(pattern);

const connect = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (to, ...rest) {
  this.to = to;
  if (to instanceof DynamicsCompressorNode) {
    // A rendering is compared sample by sample, so the compressor is left out.
    if (ear.offline) return connect.call(this, this.context.destination);
    ear.recorders.filter((r) => r.context === this.context).forEach((r) => r.join(this));
  }
  return connect.call(this, to, ...rest);
};

// What each volume is sent to, and when: what is cancelled is forgotten.
const target = AudioParam.prototype.setTargetAtTime, cancel = AudioParam.prototype.cancelScheduledValues;
AudioParam.prototype.setTargetAtTime = function (to, at, time) {
  (this.targets ??= []).push([to, at]);
  return target.call(this, to, at, time);
};
AudioParam.prototype.cancelScheduledValues = function (from) {
  this.targets = this.targets?.filter(([, at]) => at < from);
  return cancel.call(this, from);
};

const Native = window.AudioContext;
window.AudioContext = new Proxy(Native, {
  construct(Native, args) {
    const context = ear.offline ? offline() : new Native(...args);
    ear.contexts.push(context);
    if (ear.record) record(context);
    return context;
  },
});

// A context that is rendered afterwards, all at once; to the app it seems to run as a clock does.
function offline() {
  const context = new OfflineAudioContext(2, ear.offline.seconds * ear.offline.rate, ear.offline.rate);
  const since = performance.now();
  Object.defineProperty(context, "currentTime", { get: () => (performance.now() - since) / 1000 });
  Object.defineProperty(context, "state", { get: () => "running" });
  context.resume = context.close = context.suspend = async () => {};
  return context;
}

function record(context) {
  const waiting = [];
  const recorder = { context, join: (node) => waiting.push(node) };
  ear.recorders.push(recorder);
  context.audioWorklet.addModule("recorder.js").then(() => {
    recorder.node = new AudioWorkletNode(context, "recorder", { numberOfOutputs: 0, channelCount: 2, channelCountMode: "explicit" });
    recorder.join = (node) => connect.call(node, recorder.node);
    waiting.forEach(recorder.join);
  });
}

// What was recorded: the number of its first sample on the audio clock, and two channels.
ear.recording = (n = 0) => new Promise((then) => {
  const { port } = ear.recorders[n].node;
  port.onmessage = ({ data }) => then(data);
  port.postMessage(0);
});

// A sound's name: its clip, or the bowl that has these samples.
ear.name = (buffer) => buffer.clip ?? ear.bowls.find((bowl) =>
  bowl.length === buffer.length && bowl.probes.every(([at, ...values]) =>
    values.every((value, c) => Math.abs(buffer.getChannelData(c)[at] - value) < 1e-4)))?.name ?? "?";

// What was placed from a note on: name, start, end of what is still to be heard, in seconds; what was taken back before it began is left out.
ear.list = (from = 0) => ear.placed.slice(from)
  .filter((note) => !note.loop && (note.stops === null || note.stops > note.at))
  .map(({ buffer, at, now, stops }) => ({ name: ear.name(buffer), at, now, stops, ends: Math.min(at + buffer.duration, stops ?? Infinity) }));

// How loud it is made on its way to the speaker, as a factor.
ear.volume = ({ source }) => {
  let volume = 1;
  for (let node = source.to; node instanceof GainNode; node = node.to) volume *= node.gain.value;
  return volume;
};

// Whether a word is being said, or anything about to begin.
ear.speaks = ({ currentTime } = ear.contexts.at(-1)) => ear.list().some(({ name, at, ends }) =>
  at < currentTime + 0.5 && (name.startsWith("(") ? at : ends) > currentTime - 0.1);

// Presses a key as soon as something is so, within the page: a driver would be too late.
ear.press = (key, when) => {
  ear.pressed = null;
  const look = setInterval(() => {
    if (!when()) return;
    clearInterval(look);
    ear.pressed = { from: ear.placed.length, at: ear.contexts.at(-1).currentTime };
    dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  }, 5);
};

// Keeps the main thread busy again and again, for 200 to 800 ms at a time with 60 ms between.
ear.block = () => {
  ear.blocked = 0;
  const again = () => {
    const until = performance.now() + 200 + ((ear.blocked * 337) % 601);
    while (performance.now() < until);
    ear.blocked++;
    ear.blocking = setTimeout(again, 60);
  };
  again();
};
