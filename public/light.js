// Before the first paint: lamp light or daylight, so that a dark room never sees a white flash.
// The choice is kept under "backstroke.light"; without one, lamp from six in the evening to seven in the morning,
// or where the system asks for dark. Storage may be denied: then there is no choice to read.
(() => {
  let choice = null;
  try {
    choice = localStorage.getItem("backstroke.light");
  } catch {}
  if (choice !== "lamp" && choice !== "day") {
    const hour = new Date().getHours();
    choice = hour >= 18 || hour < 7 || matchMedia("(prefers-color-scheme: dark)").matches ? "lamp" : "day";
  }
  document.documentElement.dataset.light = choice;
  // The browser's own frame: as the machine prefers where no script runs, and from here on by the light that is on.
  const [byMachine, room] = document.querySelectorAll('meta[name="theme-color"]');
  byMachine.remove();
  if (choice === "day") room.content = byMachine.content;
})();
