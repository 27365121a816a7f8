// Added to a development page: waits for the next build and loads the page anew.
for (let seen = ""; ; ) {
  try {
    const answer = await fetch(`reload?seen=${seen}`, { cache: "no-store" });
    const build = await answer.text();
    if (seen && build !== seen) location.reload();
    seen = build;
  } catch {
    // The server is away: ask again when it may be back.
    await new Promise((done) => setTimeout(done, 1000));
  }
}
