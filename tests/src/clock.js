// A clock that stands still until it is told to go on: timers, both clocks and every animation follow it, so that a
// picture shows one exact moment of a session. Put into a page before any of its own scripts.
(() => {
  const real = { setTimeout: setTimeout.bind(window), now: performance.now.bind(performance), date: Date.now.bind(Date) };
  // For who waits for something here and is not of the page.
  window.realSetTimeout = real.setTimeout;
  const started = real.date();
  let now = 0, last = 0;
  let flows = true;
  const origin = real.now();
  const timers = new Map();
  const read = () => flows ? Math.max(now, real.now() - origin) : now;
  performance.now = read;
  Date.now = () => started + read();
  window.setTimeout = (then, ms = 0, ...args) => {
    const id = ++last;
    timers.set(id, { at: read() + Math.max(0, ms), then: () => then(...args) });
    if (flows) real.setTimeout(() => run(id), ms);
    return id;
  };
  window.clearTimeout = id => { timers.delete(id); };
  const run = id => {
    const timer = timers.get(id);
    if (!timer || (!flows && timer.at > now)) return;
    timers.delete(id);
    timer.then();
  };

  // The sound's clock is the page's: it would be taken for one that stands still.
  Object.defineProperty(BaseAudioContext.prototype, 'currentTime', { configurable: true, get: () => read() / 1000 });

  // What the app holds by its own hand: where its start lies on the page's clock.
  const held = new WeakMap(), births = new WeakMap();
  const start = Object.getOwnPropertyDescriptor(Animation.prototype, 'startTime');
  const pause = Animation.prototype.pause;
  Object.defineProperty(Animation.prototype, 'startTime', {
    configurable: true, get: start.get,
    set(value) { held.set(this, value); start.set.call(this, value); },
  });
  Animation.prototype.pause = function () { held.delete(this); births.set(this, null); pause.call(this); };

  const settle = () => {
    for (const animation of document.getAnimations()) {
      if (!held.has(animation) && !births.has(animation)) births.set(animation, now);
      const from = held.get(animation) ?? births.get(animation);
      // Paused by the app itself, or not looked at.
      if (from === null) continue;
      pause.call(animation);
      const at = (now - from) * (held.has(animation) ? animation.playbackRate : 1);
      const end = animation.effect.getComputedTiming().endTime;
      if (animation instanceof CSSTransition && at >= end) animation.finish(); else animation.currentTime = Math.min(at, 1e9);
    }
  };
  const turn = () => new Promise(done => real.setTimeout(done, 0));
  // From now on nothing moves by itself.
  window.freeze = () => { if (!now) now = read(); flows = false; settle(); };
  // And on again, for tools that need a clock; what the app waits for stays where it is.
  window.thaw = () => { flows = true; };
  // So many milliseconds pass, with everything that happens in them; or fewer, where a condition comes true before.
  window.pass = async (ms, until = () => false) => {
    settle();
    const end = now + ms;
    for (;;) {
      const due = [...timers].filter(([, t]) => t.at <= end).sort((a, b) => a[1].at - b[1].at)[0];
      now = due ? Math.max(now, due[1].at) : end;
      if (due) run(due[0]);
      await turn();
      settle();
      if (!due || until()) break;
    }
    return now;
  };
})();
