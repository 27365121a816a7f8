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
// Held by every window in which a session is under way.
const SESSION = "backstroke session";
const LANES = 4;

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
  if (request.mode === "navigate") event.respondWith(page(url.origin + url.pathname));
  else if (HASHES.has(url.href)) event.respondWith(asset(request));
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
  } catch (error) {
    // An active version of the same bytes may be using it.
    if (isNew) await caches.delete(NAME);
    throw error;
  }
};

const activate = async () => {
  // While a still newer version is on its way, its cache is not to be mistaken for an old one: it sweeps up itself.
  if (!registration.installing && !registration.waiting) {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== NAME).map((name) => caches.delete(name)));
  }
  await clients.claim();
};

// Keeps what is not yet kept of the rest, telling every window how far it is.
let filling = null;
const fill = () => (filling ??= fillNow().finally(() => (filling = null)));
const fillNow = async () => {
  const there = await kept();
  const tell = async (failed) => {
    const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
    windows.forEach((window) => window.postMessage({ kept: there.size, all: HASHES.size, failed }));
  };
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
  await tell(failed);
};

// A new version takes the old one's place when somebody says so, and never under a session in any window.
const takeOver = async (asker) => {
  const { held } = await navigator.locks.query();
  if (held.some(({ name }) => name === SESSION)) asker.postMessage({ busy: true });
  else await skipWaiting();
};

// Whatever is asked for as a page is the app, at its own address, since everything in it is named from there.
const page = async (url) => {
  if (url !== PAGE && url !== `${PAGE}index.html`) {
    return HASHES.has(url) ? stored(url).catch(() => fetch(url)) : Response.redirect(PAGE);
  }
  // Without its cache, which a browser may have thrown away, the app comes as it did the first time.
  return stored(PAGE).catch(() => fetch(PAGE));
};

const asset = async (request) => {
  try {
    return await part(request.headers.get("range"), await stored(request.url));
  } catch {
    return Response.error();
  }
};

// From the cache; what is not there yet is kept now.
const stored = async (url) => (await (await caches.open(NAME)).match(url)) ?? keep(url);

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
const kept = async () => new Set((await (await caches.open(NAME)).keys()).map(({ url }) => url));

const inLanes = (all, work) => {
  const rest = [...all];
  const lane = async () => {
    while (rest.length) await work(rest.shift());
  };
  return Promise.all(Array.from({ length: LANES }, lane));
};
