//! Takes the pictures that `cargo xtask shots` orders: each route, at each size, in each light.

use std::path::PathBuf;

use anyhow::Context;
use backstroke_tests::{Light, Result, Setup};
use serde_json::Value;

fn main() -> Result {
    let order = std::env::args().nth(1).context("`cargo xtask shots` runs this program")?;
    let order: Value = serde_json::from_str(&order).context("the order is no JSON")?;
    let text = |key: &str| order.get(key).and_then(Value::as_str).map(str::to_owned);
    let texts = |key: &str| -> Vec<String> {
        let list = order.get(key).and_then(Value::as_array).into_iter().flatten();
        list.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let out = PathBuf::from(text("out").context("the order names no folder")?);
    let sizes: Vec<(u32, u32)> = serde_json::from_value(order.get("sizes").cloned().unwrap_or_default())?;
    let still = order.get("still") == Some(&Value::Bool(true));

    Setup::new("shots").in_full().may_complain().try_run(async |page| {
        page.reduced_motion(still).await?;
        for route in texts("routes") {
            for light in texts("lights") {
                for &(width, height) in &sizes {
                    page.resize(width, height).await?;
                    page.light(if light == "light" { Light::Light } else { Light::Dark }).await?;
                    // A change of the hash alone loads nothing: a picture shows a page that has just been opened.
                    page.client().goto("about:blank").await?;
                    page.open(&route).await?;
                    if let Some(script) = text("script") {
                        page.run(&script).await?;
                    }
                    if let Some(condition) = text("wait") {
                        page.wait_for("the picture's condition", &condition).await?;
                    }
                    page.wait_for("the fonts", "document.fonts.status === 'loaded'").await?;
                    let format = text("format").unwrap_or_else(|| "png".into());
                    let file = out.join(format!("{}-{width}x{height}-{light}.{format}", file_name(&route)));
                    page.screenshot_as(&file, &format).await?;
                    println!("{}", file.display());
                }
            }
        }
        for complaint in page.complaints().await? {
            eprintln!("console: {complaint}");
        }
        Ok(())
    })
}

/// A route as a part of a file's name.
fn file_name(route: &str) -> String {
    let words: Vec<&str> = route.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "home".into() } else { words.join("-") }
}
