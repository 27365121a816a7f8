// Keeps the app on this device, so that it starts without network and is replaced only as a whole.
//
// The build puts SITE in front of this file: { version, core, later }, the lists as [path, hash] pairs, where a hash is
// the first half of the file's SHA-256. Core is what the app needs to start: all of it is kept, or nothing. The rest
// (voice, icons) is kept after that. Nothing is kept whose bytes are not those that were built.

const PAGE = new URL("./", location).href;
const HASHES = new Map([...SITE.core, ...SITE.later].map(([path, hash]) => [new URL(path, PAGE).href, hash]));
// Several apps, or this one under several paths, may share an origin and its caches.
const OURS = `backstroke ${new URL(PAGE).pathname} `;
const NAME = OURS + SITE.version;
// Where the version in use is written. A browser lets a new worker in by itself once every window is closed; the version
// in use changes only when somebody says so, and whichever worker is there serves that one.
const CHOICE = `${OURS}choice`;
// Held by every window in which a session is under way; `src/offline.js` has the same.
const SESSION = `${OURS}session`;
// Written beside what is kept of a version once that is everything: which files it has, no other version knows.
const WHOLE = `${PAGE}whole`;
const LANES = 4;
// How long a window may take to say whether a session is under way in it, in milliseconds.
const ANSWER_MS = 500;
// How long the version before may take to end what it is at, in milliseconds.
const HAND_OVER_MS = 3000;

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("message", (event) => {
  if (event.data === "fill") event.waitUntil(fill());
  if (event.data === "take over") event.waitUntil(takeOver(event.source));
});
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(url.origin + url.pathname, request));
  else event.respondWith(asset(request));
});

// All or nothing. A version that replaces one must work without network as the old one did, so it brings everything.
const install = async () => {
  const isNew = !(await caches.has(NAME));
  const wanted = addresses(registration.active ? [...SITE.core, ...SITE.later] : SITE.core);
  try {
    await inLanes(wanted, keep);
    // Another version that took over meanwhile may have swept this one's cache away.
    const there = await kept();
    if (!wanted.every((url) => there.has(url))) throw new Error("the cache was emptied while it was filled");
    if (wanted.length === HASHES.size) await markWhole();
  } catch (error) {
    // An active version of the same bytes may be using it.
    if (isNew) await caches.delete(NAME);
    throw error;
  }
};

const activate = async () => {
  if ((await current()) === NAME) await choose(NAME);
  // While a still newer version is on its way, its cache is not to be mistaken for an old one: it sweeps up itself.
  if (!registration.installing && !registration.waiting) await sweep();
  await clients.claim();
};

// The cache that is served from: the chosen one, or this worker's own where none is or the browser has thrown it away.
const current = async () => {
  const choice = await (await caches.match(PAGE + "choice", { cacheName: CHOICE }))?.text();
  return choice && (await caches.has(choice)) ? choice : NAME;
};
const choose = async (name) => (await caches.open(CHOICE)).put(PAGE + "choice", new Response(name));
const sweep = async () => {
  const needed = [NAME, CHOICE, await current()];
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && !needed.includes(name));
  await Promise.all(names.map((name) => caches.delete(name)));
};

// Keeps what is not yet kept of the rest, telling every window how far it is.
let filling = null;
const fill = () => (filling ??= fillNow().finally(() => (filling = null)));
const fillNow = async () => {
  const name = await current();
  if (name !== NAME) {
    // The one in use is another: what this one has says nothing about that, and only its own worker could fill it.
    const whole = Boolean(await caches.match(WHOLE, { cacheName: name }));
    // A worker that waits is offered by the windows themselves.
    return tellAll({ kept: Number(whole), all: 1, failed: !whole, update: !registration.waiting });
  }
  const there = await kept();
  const tell = (failed) => tellAll({ kept: there.size, all: HASHES.size, failed });
  const missing = [...HASHES.keys()].filter((url) => !there.has(url));
  let failed = false;
  await tell(failed);
  await inLanes(missing, async (url) => {
    try {
      await keep(url);
      there.add(url);
      if (there.size % 8 === 0) await tell(failed);
    } catch {
      failed = true;
    }
  });
  if (!failed) await markWhole();
  await tell(failed);
};
const markWhole = async () => (await caches.open(NAME)).put(WHOLE, new Response());

// This version is the one in use from now on, and never under a session in any window.
const takeOver = (asker) =>
  betweenSessions(async (none) => {
    if (!none) {
      asker.postMessage({ busy: true });
      return;
    }
    await choose(NAME);
    // The browser lets this worker in when the one before is done with what it is at, be that a sound that never comes.
    // Which of the two is there does not matter: both serve the version in use.
    if (registration.waiting) await Promise.race([skipWaiting(), pause(HAND_OVER_MS)]);
    else await sweep();
    await tellAll({ taken: true });
  });

// Does some work, told whether no session is under way; while there is none, none is begun unnoticed until it is done.
const betweenSessions = async (work) => {
  const { locks } = navigator;
  if (locks) return locks.request(SESSION, { ifAvailable: true }, (lock) => work(Boolean(lock)));
  // Where the browser has no locks, every window is asked; one that says nothing is asleep, and no session with it.
  const answers = (await windows()).map((window) => {
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((done) => (port1.onmessage = ({ data }) => done(data)));
    window.postMessage({ ask: "session" }, [port2]);
    return Promise.race([answer, pause(ANSWER_MS)]);
  });
  return work(!(await Promise.all(answers)).includes(true));
};
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// What else is served at this address is told nothing. Windows of the same app below a path of this one's hear it too,
// and see by the worker's own address that it is not theirs.
const windows = async () => {
  const all = await clients.matchAll({ type: "window", includeUncontrolled: true });
  return all.filter(({ url }) => url.startsWith(PAGE));
};
const tellAll = async (news) => (await windows()).forEach((window) => window.postMessage(news));

// Whatever is asked for as a page and is nowhere is the app, at its own address, since everything in it is named from
// there. What else lies below its path is not its own: other pages, maybe this app once more. Without its cache, which a
// browser may have thrown away, it comes as it did the first time.
const page = async (url, request) => {
  if (url === `${PAGE}index.html`) url = PAGE;
  const ours = await stored(url).catch(() => fetch(url));
  if (ours) return ours;
  const other = await fetch(request).catch(() => null);
  return other?.ok || other?.type === "opaqueredirect" ? other : Response.redirect(PAGE);
};

const asset = async (request) => {
  try {
    const whole = await stored(request.url);
    return whole ? await part(request.headers.get("range"), whole) : await fetch(request);
  } catch {
    return Response.error();
  }
};

// From the cache; what belongs there and is not there yet is kept now. Nothing where it is no file of the app. A version
// whose worker is gone always has what it starts from; a clip that it lacks is this version's, or comes as it did before.
const stored = async (url) => {
  const name = await current();
  const found = await caches.match(url, { cacheName: name });
  if (found || !HASHES.has(url)) return found;
  return name === NAME ? keep(url) : caches.match(url, { cacheName: NAME });
};

// Sound may be asked for in parts.
const part = async (range, whole) => {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range ?? "") ?? [];
  if (!first && !last) return whole;
  const blob = await whole.blob();
  const start = first ? Number(first) : Math.max(blob.size - Number(last), 0);
  const end = first && last ? Math.min(Number(last) + 1, blob.size) : blob.size;
  if (start >= end) return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${blob.size}` } });
  const headers = new Headers(whole.headers);
  headers.set("Content-Range", `bytes ${start}-${end - 1}/${blob.size}`);
  headers.set("Content-Length", end - start);
  return new Response(blob.slice(start, end, blob.type), { status: 206, statusText: "Partial Content", headers });
};

// Asked for twice at a time, a file is fetched once.
const coming = new Map();
const keep = async (url) => {
  if (!coming.has(url)) coming.set(url, fetchAndKeep(url).finally(() => coming.delete(url)));
  return (await coming.get(url)).clone();
};
const fetchAndKeep = async (url) => {
  // What an older version has kept need not come again; what the browser's own store has may be damaged.
  for (const source of [() => caches.match(url), () => fetch(url), () => fetch(url, { cache: "reload" })]) {
    const found = await source().catch(() => null);
    const bytes = found?.ok ? await found.arrayBuffer().catch(() => null) : null;
    if (!bytes || (await digest(bytes)) !== HASHES.get(url)) continue;
    const headers = new Headers(found.headers);
    // They tell of the way it came, not of the bytes.
    for (const name of ["Content-Encoding", "Content-Length", "Transfer-Encoding", "Vary"]) headers.delete(name);
    const proven = new Response(bytes, { headers });
    await (await caches.open(NAME)).put(url, proven.clone());
    return proven;
  }
  throw new Error(`${url} is not to be had as it was built`);
};

const digest = async (bytes) => {
  const sha = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).subarray(0, 16);
  return Array.from(sha, (byte) => byte.toString(16).padStart(2, "0")).join("");
};

const addresses = (list) => list.map(([path]) => new URL(path, PAGE).href);
const kept = async () => {
  const all = (await (await caches.open(NAME)).keys()).map(({ url }) => url);
  return new Set(all.filter((url) => HASHES.has(url)));
};

// Does some work on all, several at a time. At the first failure no more is begun, and it is told when all is at rest.
const inLanes = async (all, work) => {
  const rest = [...all];
  const lane = async () => {
    try {
      while (rest.length) await work(rest.shift());
    } catch (error) {
      rest.length = 0;
      throw error;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: LANES }, lane));
  const failed = ends.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
};
