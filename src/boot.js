// Starts the app, and says so in words when it cannot: never a blank screen.
//
// The page loads this file and no other script, and before its own body: it chooses the light as well. The words stand
// here because the app's own words are in the part that has failed. The app tells of its state in two ways:
// `data-app="ready"` on the root element once it has mounted, and a `backstroke:panic` event on the window, with the
// message as its detail, when it panics.

(async () => {
  const root = document.documentElement;
  const here = document.currentScript.src;

  // Before the first paint: lamp light or daylight, so that a dark room never sees a white flash. The choice is kept under
  // "backstroke.light"; without one, lamp from six in the evening to seven in the morning, or where the system asks for
  // dark. Storage may be denied: then there is no choice to read.
  let light = null;
  try {
    light = localStorage.getItem("backstroke.light");
  } catch {}
  if (light !== "lamp" && light !== "day") {
    const hour = new Date().getHours();
    light = hour >= 18 || hour < 7 || matchMedia("(prefers-color-scheme: dark)").matches ? "lamp" : "day";
  }
  root.dataset.light = light;
  // The browser's own frame: as the machine prefers where no script runs, and from here on by the light that is on.
  const [byMachine, room] = document.querySelectorAll('meta[name="theme-color"]');
  byMachine.remove();
  if (light === "day") room.content = byMachine.content;

  const parsed = new Promise((done) => addEventListener("DOMContentLoaded", done));

  const fail = async (what, detail) => {
    // The first failure is the cause; what follows is its echo.
    if (root.dataset.app === "failed") return;
    root.dataset.app = "failed";
    // What does not come may be known before the page itself has: then there is no body yet, or more of it comes.
    await parsed;
    const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });
    const page = element("main", "");
    page.className = "failure";
    page.setAttribute("role", "alert");
    const reload = element("button", "Reload");
    reload.type = "button";
    reload.addEventListener("click", reloadNewest);
    page.append(element("h1", "Backstroke has stopped"), element("p", what), reload);
    if (detail) {
      const more = element("details", "");
      more.append(element("summary", "What went wrong"), element("pre", String(detail)));
      page.append(more);
    }
    document.body.replaceChildren(page);
    reload.focus();
    // A session that has failed is over.
    delete root.dataset.session;
    dispatchEvent(new CustomEvent("backstroke:ask", { detail: "session" }));
  };

  // What is kept on this device may be what has failed: a newer version that waits is let in.
  const reloadNewest = async () => {
    try {
      const worker = navigator.serviceWorker;
      const kept = await worker?.getRegistration();
      const newest = kept?.waiting ?? kept?.active;
      if (newest) {
        const taken = new Promise((done) =>
          worker.addEventListener("message", ({ data }) => {
            if (data.taken || data.busy) done();
          }),
        );
        newest.postMessage("take over");
        await Promise.race([taken, new Promise((done) => setTimeout(done, 3000))]);
      }
    } catch {
      // A browser that lets no worker be seen has kept nothing.
    }
    location.reload();
  };

  // The browser offers once to install the app, maybe before there is anything that could use the offer.
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    window.installOffer = event;
    dispatchEvent(new Event("backstroke:installable"));
  });

  addEventListener("backstroke:panic", (event) => {
    fail("Something went wrong inside the app. Reload it to go on; your settings are kept.", event.detail);
  });

  // A trap that no panic announced: out of memory, or a stack that ran over.
  addEventListener("error", ({ error }) => {
    if (globalThis.WebAssembly && error instanceof WebAssembly.RuntimeError) {
      fail("Something went wrong inside the app. Reload it to go on; your settings are kept.", error);
    }
  });

  // The styles of every page but Home. What loads the program's parts waits for them before it runs one; a page without
  // them is still a page.
  const style = () =>
    (globalThis.styled = new Promise((done) => {
      const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: "./later.css" });
      link.onload = link.onerror = done;
      document.head.append(link);
    }));

  // What stands in the page already is seen first, however soon the app has come: making the app's page takes longer than
  // a frame. A page that nobody looks at is not painted, and a browser that does not tell is not waited for; nor is it
  // where the app is kept on the device, since the page comes at once then.
  const painted = () =>
    new Promise((done) => {
      if (document.hidden) return done();
      setTimeout(done, 1000);
      try {
        // A page that may keep nothing throws here.
        if (navigator.serviceWorker?.controller) return done();
        new PerformanceObserver(done).observe({ type: "paint", buffered: true });
      } catch {
        done();
      }
    });

  if (globalThis.WebAssembly) {
    try {
      // At once where another page than Home is asked for, and else when Home stands.
      const elsewhere = location.hash.length > 2;
      if (elsewhere) style();
      const [{ default: start }] = await Promise.all([import("./backstroke.js"), painted(), parsed]);
      await start({ module_or_path: new URL("./backstroke.wasm", here) });
      // It makes its page in the next task: that was asked for before this is.
      await new Promise((done) => setTimeout(done));
      if (root.dataset.app !== "ready") fail("The app was loaded but did not start. Reload to try again.");
      if (!elsewhere) style();
      // Nobody waits for what keeps the app, and where it does not come the app runs all the same. A session that begins
      // has it come at once: no other window may let a new version in under it.
      const keep = () =>
        import("./offline.js").catch(() => {
          root.dataset.kept = "not";
          dispatchEvent(new Event("backstroke:told"));
        });
      addEventListener("backstroke:ask", keep);
      if (root.dataset.session) keep();
      // The app asks for it when its page is drawn, and where it does not, it is asked for here.
      else setTimeout(keep, 8000);
    } catch (error) {
      fail("The app could not be loaded. Look at the connection, then reload.", error);
    }
  } else {
    fail("This browser cannot run WebAssembly, which Backstroke is made of. Open it in a newer one.");
  }
})();
