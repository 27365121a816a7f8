// While the app is worked on nothing is kept: a worker that a release has left at this address goes, with what it kept.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("backstroke ")) await caches.delete(name);
  await registration.unregister();
})()));
