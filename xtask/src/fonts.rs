//! `cargo xtask fonts`: makes the two faces in `public/fonts/` from their published packages.
//!
//! The result is committed, so that nobody needs Node or Python to build; this task is how to make it again. It
//! fetches the faces from npm at the versions below, sets the serif to one weight, keeps Latin only, and puts each
//! face's licence beside it.

use std::path::Path;
use std::process::Command;

/// One face: where it is published, and what is kept of it.
struct Face {
    /// The name of the files made.
    name: &'static str,
    /// The npm package, with its version.
    package: &'static str,
    /// The file inside the package.
    file: &'static str,
    /// The one weight to keep of a variable face.
    weight: Option<u16>,
    /// Its notice, as the face itself carries it.
    copyright: &'static str,
}

const FACES: [Face; 2] = [
    Face {
        name: "vollkorn-440",
        package: "@fontsource-variable/vollkorn@5.3.0",
        file: "package/files/vollkorn-latin-wght-normal.woff2",
        weight: Some(440),
        copyright: "Copyright 2018 The Vollkorn Project Authors (https://github.com/FAlthausen/Vollkorn-Typeface)",
    },
    Face {
        name: "source-sans-3-400",
        package: "@fontsource/source-sans-3@5.3.1",
        file: "package/files/source-sans-3-latin-400-normal.woff2",
        weight: None,
        copyright: "Copyright 2023 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'",
    },
];

/// Printable ASCII, the accents of names, and the marks that careful English wants.
const CHARACTERS: &str = "U+0020-007E,U+00A0,U+00A9,U+00B0,U+00B7,U+00BD,U+00D7,U+00E4,U+00E9,U+00F6,U+00FC,\
                          U+2013,U+2014,U+2018,U+2019,U+201C,U+201D,U+2026,U+2212";

/// Makes both faces again under `root`'s `public/fonts/`.
///
/// # Errors
/// In words: which program is missing or which step failed, and what to do.
pub fn run(root: &Path) -> Result<(), String> {
    let work = root.join("target/fonts");
    let out = root.join("public/fonts");
    for dir in [&work, &out] {
        std::fs::create_dir_all(dir).map_err(|e| format!("cannot make {}: {e}", dir.display()))?;
    }
    let bin = work.join("venv/bin");
    if !bin.join("pyftsubset").exists() {
        println!("fonts: installing fonttools under {}", work.display());
        step(Command::new("python3").args(["-m", "venv"]).arg(work.join("venv")), "install Python 3 with venv")?;
        let pip = ["install", "--quiet", "fonttools==4.68.0", "brotli==1.2.1"];
        step(Command::new(bin.join("pip")).args(pip), "check that PyPI can be reached")?;
    }
    for face in FACES {
        make(&face, &work, &bin, &out)?;
    }
    Ok(())
}

fn make(face: &Face, work: &Path, bin: &Path, out: &Path) -> Result<(), String> {
    let dir = work.join(face.name);
    std::fs::create_dir_all(&dir).map_err(|e| format!("cannot make {}: {e}", dir.display()))?;
    let npm = Command::new("npm")
        .args(["pack", "--silent", face.package])
        .current_dir(&dir)
        .output()
        .map_err(|e| format!("npm: {e}: install Node with npm"))?;
    if !npm.status.success() {
        return Err(format!("npm pack {} failed: check that the npm registry can be reached", face.package));
    }
    let archive = String::from_utf8_lossy(&npm.stdout).trim().to_owned();
    step(Command::new("tar").args(["xzf", &archive]).current_dir(&dir), "install tar")?;

    let mut source = dir.join(face.file);
    if let Some(weight) = face.weight {
        let one = dir.join("one-weight.ttf");
        step(
            Command::new(bin.join("fonttools"))
                .args(["varLib.instancer", "--quiet", "--output"])
                .arg(&one)
                .arg(&source)
                .arg(format!("wght={weight}")),
            "delete target/fonts and try again",
        )?;
        source = one;
    }
    let made = out.join(format!("{}.woff2", face.name));
    step(
        Command::new(bin.join("pyftsubset"))
            .arg(&source)
            .arg(format!("--unicodes={CHARACTERS}"))
            // The names go: "Source" is reserved for the unmodified face.
            .args(["--layout-features=kern,liga", "--no-hinting", "--name-IDs=0,14", "--flavor=woff2"])
            .arg(format!("--output-file={}", made.display())),
        "delete target/fonts and try again",
    )?;
    let licence = out.join(format!("{}.OFL.txt", face.name));
    let packed = dir.join("package/LICENSE");
    let text = std::fs::read_to_string(&packed).map_err(|e| format!("{}: {e}", packed.display()))?;
    let note = format!(
        "{}\nThis is a modified version: a Latin subset in one weight, without the face's name.\n\n{text}",
        face.copyright
    );
    std::fs::write(&licence, note).map_err(|e| format!("{}: {e}", licence.display()))?;
    let bytes = std::fs::metadata(&made).map_err(|e| format!("{}: {e}", made.display()))?.len();
    println!("fonts: {} is {bytes} bytes", made.display());
    Ok(())
}

fn step(command: &mut Command, otherwise: &str) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{name} failed ({status}): {otherwise}")),
        Err(e) => Err(format!("{name}: {e}: {otherwise}")),
    }
}
