//! `cargo xtask shots`: pictures of pages, to look at what was made.

use anyhow::Result;

use crate::{build, host};

/// What `shots` can be told.
#[derive(clap::Args)]
pub struct Args {
    /// A page, by what follows the # in its address, as in `/session?speed=20`; may be given several times.
    #[arg(long = "route", default_value = "/")]
    routes: Vec<String>,
    /// Width and height in CSS pixels; may be given several times.
    #[arg(long = "size", default_values = ["1180x820", "820x1180", "390x844"], value_parser = size)]
    sizes: Vec<(u32, u32)>,
    /// Which light is on: dark is lamp light.
    #[arg(long = "light", default_values = ["dark", "light"], value_parser = ["dark", "light"])]
    lights: Vec<String>,
    /// JavaScript to run on the page before its picture is taken, as in `document.querySelector("button").click()`.
    #[arg(long)]
    script: Option<String>,
    /// A JavaScript expression that must come true before the picture is taken.
    #[arg(long)]
    wait: Option<String>,
    /// Ask for less motion.
    #[arg(long)]
    still: bool,
    /// Take dist/ as it is.
    #[arg(long)]
    no_build: bool,
}

/// Takes a picture of each route, at each size, in each light.
pub fn run(args: &Args) -> Result<()> {
    let browser = host::chromium()?;
    let dist = if args.no_build { host::root().join("dist") } else { build::build()? };
    let order = serde_json::json!({
        "out": host::target().join("shots"),
        "routes": args.routes,
        "sizes": args.sizes,
        "lights": args.lights,
        "script": args.script,
        "wait": args.wait,
        "still": args.still,
    });
    let mut cargo = host::cargo("run");
    cargo.args(["--quiet", "--package", "backstroke-tests", "--bin", "shots", "--"]).arg(order.to_string());
    cargo.env("CHROMIUM", browser.program).env("CHROMEDRIVER", browser.driver).env("BACKSTROKE_DIST", dist);
    host::run(&mut cargo)
}

fn size(text: &str) -> Result<(u32, u32), String> {
    let parsed = text.split_once('x').and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    parsed.filter(|&(width, height)| width > 0 && height > 0).ok_or_else(|| "write it as in 1180x820".to_owned())
}
