//! Turns the routine's document into the compact copy that the app carries, so that no JSON parser is downloaded.

#[path = "src/body/mod.rs"]
#[allow(dead_code, unused_imports)]
mod body;
#[path = "src/routine/document.rs"]
#[allow(dead_code)]
mod document;

use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    const BACK: &str = "src/routine/back.json";
    for file in [BACK, "src/routine/document.rs", "src/body"] {
        println!("cargo::rerun-if-changed={file}");
    }
    // Where the program is cut into parts, the cutting tool follows what refers to what; the linker writes that down.
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    let json = std::fs::read_to_string(BACK).map_err(|e| format!("{BACK} cannot be read: {e}"))?;
    let document: document::Document =
        serde_json::from_str(&json).map_err(|e| format!("{BACK} is no routine's document: {e}"))?;
    let out = std::env::var_os("OUT_DIR").ok_or("cargo names no OUT_DIR")?;
    let out = PathBuf::from(out);
    std::fs::write(out.join("back.bin"), postcard::to_allocvec(&document)?)?;
    let contents: Vec<_> =
        document.sequences.iter().map(|s| (s.letter.chars().next().unwrap_or(' '), &s.name, &s.purpose)).collect();
    std::fs::write(out.join("contents.rs"), format!("&{contents:?}"))?;
    Ok(())
}
