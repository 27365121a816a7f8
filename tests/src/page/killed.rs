//! A page that ends without a word, as in a crash or where the system needs its memory.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use anyhow::{Context, ensure};

use super::Page;
use crate::Result;

impl Page {
    /// Ends every process of this browser that runs a page. They are told nothing, and neither are their pages.
    pub fn kill_renderers(&self) -> Result {
        self.only_chromium("killing a page")?;
        let parents = parents()?;
        let ours = |process: &u32| {
            std::iter::successors(Some(*process), |p| parents.get(p).copied()).any(|p| p == self.driver)
        };
        let renders = |process: &u32| {
            let line = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
            String::from_utf8_lossy(&line).contains("--type=renderer")
        };
        let found: Vec<String> = parents.keys().filter(|p| ours(p) && renders(p)).map(u32::to_string).collect();
        ensure!(!found.is_empty(), "this browser has no process for a page");
        let done = Command::new("kill").arg("-KILL").args(&found).status().context("there is no `kill`")?;
        ensure!(done.success(), "the processes {found:?} cannot be ended");
        Ok(())
    }
}

/// Every process of this machine with the one that started it.
fn parents() -> Result<BTreeMap<u32, u32>> {
    let processes = fs::read_dir("/proc").context("this system does not list its processes under /proc")?;
    let named = processes.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
    Ok(named
        .filter_map(|process| {
            // `pid (name) state parent …`; the name may hold anything.
            let line = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
            let parent = line.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()?;
            Some((process, parent))
        })
        .collect())
}
