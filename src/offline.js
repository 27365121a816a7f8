// Between the page and the worker that keeps it: ready without network, a new version, installing. Loaded once the app
// has started, since nobody waits for it.
//
// It tells by data on the root element, followed by a "backstroke:told" event on the window:
//   data-kept     how much is kept of what works without network: a percentage, "all", or "not" where it failed
//   data-update   "waiting" for consent; "busy" where a session in another window forbids it
//   data-install  "offer" where the browser installs when asked; "by-hand" where a person does it
// and is told by "backstroke:ask" events whose detail is one of the words below.

const root = document.documentElement;
const tell = (name, value) => {
  root.dataset[name] = value;
  dispatchEvent(new Event("backstroke:told"));
};

// The worker that keeps this page, and the lock that every window with a session holds; `src/worker.js` has the same.
const WORKER = new URL("worker.js", location).href;
const SESSION = `backstroke ${new URL("./", location).pathname} session`;

// The worker of a version that waits.
let next = null;
// Ends the hold on the session's lock; null while no session is under way here.
let endSession = null;

const asked = {
  // The new version takes over, and the page is loaded from it.
  update: () => next?.postMessage("take over"),
  install: async () => {
    const offer = window.installOffer;
    window.installOffer = null;
    tell("install", "");
    await offer?.prompt();
  },
  // What is kept is to stay, however full the device gets. Whether the browser agrees changes nothing here.
  persist: async () => {
    if (navigator.storage?.persist && !(await navigator.storage.persisted())) await navigator.storage.persist();
  },
  // A session has begun or is over, as data-session says: while it lasts, no window takes a new version over.
  session: () => {
    if (Boolean(root.dataset.session) === Boolean(endSession)) return;
    if (endSession) {
      endSession();
      endSession = null;
    } else {
      const over = new Promise((end) => (endSession = end));
      // Where no lock is given the worker asks each window instead.
      navigator.locks?.request(SESSION, { mode: "shared" }, () => over).catch(() => {});
    }
  },
};
addEventListener("backstroke:ask", ({ detail }) => asked[detail]?.());
asked.session();

const offerInstall = () => tell("install", "offer");
addEventListener("backstroke:installable", offerInstall);
addEventListener("appinstalled", () => tell("install", ""));
if (window.installOffer) offerInstall();
// Only a page in Safari on a tablet or phone, not yet on the home screen, says so; it never offers by itself.
else if (navigator.standalone === false && navigator.maxTouchPoints > 1) tell("install", "by-hand");

// Opened again from its icon or one of its shortcuts, the window that is there goes to that address, and asks first
// where a session is under way.
window.launchQueue?.setConsumer(({ targetURL }) => {
  const { hash } = new URL(targetURL ?? location.href);
  // The same address once more is a wish as well.
  if (hash && hash === location.hash) dispatchEvent(new Event("hashchange"));
  else if (hash) location.hash = hash;
});

const offer = (worker) => {
  next = worker;
  tell("update", "waiting");
};

const watch = (registration) => {
  const follow = () => {
    const { installing } = registration;
    if (registration.waiting && registration.active) offer(registration.waiting);
    installing?.addEventListener("statechange", () => {
      if (installing.state === "installed" && registration.active) offer(installing);
      // No room, or no network any more; with an older version there nothing is lost.
      if (installing.state === "redundant" && !registration.active) tell("kept", "not");
    });
  };
  registration.addEventListener("updatefound", follow);
  follow();
  // A tablet's app stays open for days: each time it is looked at again, so is whether there is a new version.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && !endSession) registration.update().catch(() => {});
  });
};

const start = async () => {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  serviceWorker.addEventListener("message", ({ data, source, ports }) => {
    // The same app, served below another path of this address, speaks to its own windows.
    if (source && source.scriptURL !== WORKER) return;
    if (data.ask) ports[0].postMessage(Boolean(endSession));
    if (data.taken && !endSession) location.reload();
    if (data.busy) tell("update", "busy");
    // A worker that the browser has let in by itself, and that still serves the version in use.
    if (data.update && !next) offer(source);
    if (data.all) tell("kept", data.kept === data.all ? "all" : data.failed ? "not" : String(Math.floor((100 * data.kept) / data.all)));
  });
  try {
    watch(await serviceWorker.register(WORKER, { updateViaCache: "none" }));
    const fill = async () => (await serviceWorker.ready).active.postMessage("fill");
    addEventListener("online", fill);
    await fill();
  } catch {
    // A browser that keeps nothing: the app goes on as a page.
    tell("kept", "not");
  }
};
start();
