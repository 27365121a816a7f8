//! A page that ends without a word, as in a crash or where the system needs its memory.

use std::fs;
use std::process::Command;

use anyhow::{Context, ensure};

use super::Page;
use crate::Result;

impl Page {
    /// Ends that process of this browser which has worked most for a page, the page of a session: it is told nothing, and
    /// neither is its page. Another page must be the one that is looked at by then; a driver ends with its own.
    pub fn kill_busiest(&self) -> Result {
        self.only_chromium("killing a page")?;
        let all = processes()?;
        let ours = |process: &Process| {
            let parent = |p: &&Process| all.iter().find(|q| q.id == p.parent);
            std::iter::successors(Some(process), parent).any(|p| p.parent == self.driver)
        };
        let renders = |process: &&Process| {
            let line = fs::read(format!("/proc/{}/cmdline", process.id)).unwrap_or_default();
            ours(process) && String::from_utf8_lossy(&line).contains("--type=renderer")
        };
        let busiest = all.iter().filter(renders).max_by_key(|process| process.ticks);
        let busiest = busiest.context("this browser has no process for a page")?.id.to_string();
        let done = Command::new("kill").args(["-KILL", &busiest]).status().context("there is no `kill`")?;
        ensure!(done.success(), "the process {busiest} cannot be ended");
        Ok(())
    }
}

struct Process {
    id: u32,
    /// Which one started it.
    parent: u32,
    /// How long it has worked, in the kernel's ticks.
    ticks: u64,
}

/// Every process of this machine.
fn processes() -> Result<Vec<Process>> {
    let listed = fs::read_dir("/proc").context("this system does not list its processes under /proc")?;
    let ids = listed.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
    Ok(ids
        .filter_map(|id| {
            // `pid (name) state parent …`, the 14th and 15th the time in programs and in the kernel; the name may hold
            // anything.
            let line = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
            let mut words = line.rsplit_once(')')?.1.split_whitespace();
            let parent = words.nth(1)?.parse().ok()?;
            let [user, kernel]: [u64; 2] = [words.nth(9)?.parse().ok()?, words.next()?.parse().ok()?];
            Some(Process { id, parent, ticks: user + kernel })
        })
        .collect())
}
