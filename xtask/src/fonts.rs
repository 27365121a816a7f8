//! `cargo xtask fonts`: makes the two faces in `public/fonts/` from their published packages.
//!
//! The result is committed, so that nobody needs Node or Python to build; this task is how to make it again. It
//! fetches the faces from npm at the versions below, sets the serif to one weight, keeps Latin only, and puts each
//! face's licence beside it.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::host;

/// What cuts the faces.
const PACKAGES: [&str; 2] = ["fonttools==4.68.0", "brotli==1.2.1"];

/// One face: where it is published, and what is kept of it.
struct Face {
    /// The name of the files made.
    name: &'static str,
    /// The npm package.
    package: &'static str,
    /// Its version.
    version: &'static str,
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
        package: "@fontsource-variable/vollkorn",
        version: "5.3.0",
        file: "files/vollkorn-latin-wght-normal.woff2",
        weight: Some(440),
        copyright: "Copyright 2018 The Vollkorn Project Authors (https://github.com/FAlthausen/Vollkorn-Typeface)",
    },
    Face {
        name: "source-sans-3-400",
        package: "@fontsource/source-sans-3",
        version: "5.3.1",
        file: "files/source-sans-3-latin-400-normal.woff2",
        weight: None,
        copyright: "Copyright 2023 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'",
    },
];

/// Printable ASCII, the accents of names, and the marks that careful English wants.
const CHARACTERS: &str = "U+0020-007E,U+00A0,U+00A9,U+00B0,U+00B7,U+00BD,U+00D7,U+00E4,U+00E9,U+00F6,U+00FC,\
                          U+2013,U+2014,U+2018,U+2019,U+201C,U+201D,U+2026,U+2212";

/// Makes both faces again under `public/fonts/`.
pub fn run() -> Result<()> {
    let work = host::target().join("fonts");
    let out = host::root().join("public/fonts");
    for dir in [&work, &out] {
        fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    }
    let bin = host::step("fonttools, under target/fonts", || host::python::programs(&work, &PACKAGES))?;
    for face in FACES {
        make(&face, &work, &bin, &out)?;
    }
    Ok(())
}

fn make(face: &Face, work: &Path, bin: &Path, out: &Path) -> Result<()> {
    let (package, name) = (format!("{}@{}", face.package, face.version), face.name);
    let packed = |file: &str| host::npm::package(&package, "the typefaces", &format!("{}/{file}", face.package));
    let mut source = packed(face.file)?;
    if let Some(weight) = face.weight {
        let one = work.join(format!("{name}.ttf"));
        let mut instancer = Command::new(bin.join("fonttools"));
        instancer.args(["varLib.instancer", "--quiet", "--output"]).arg(&one).arg(&source);
        host::run(instancer.arg(format!("wght={weight}")))?;
        source = one;
    }
    let made = out.join(format!("{name}.woff2"));
    let mut subset = Command::new(bin.join("pyftsubset"));
    subset.arg(&source).arg(format!("--unicodes={CHARACTERS}"));
    // The names go: "Source" is reserved for the unmodified face.
    subset.args(["--layout-features=kern,liga", "--no-hinting", "--name-IDs=0,14", "--flavor=woff2"]);
    host::run(subset.arg(format!("--output-file={}", made.display())))?;
    let licence = packed("LICENSE")?;
    let text = fs::read_to_string(&licence).with_context(|| format!("{} cannot be read", licence.display()))?;
    let note = format!(
        "{}\nThis is a modified version: a Latin subset in one weight, without the face's name.\n\n{text}",
        face.copyright
    );
    let beside = out.join(format!("{name}.OFL.txt"));
    fs::write(&beside, note).with_context(|| format!("{} cannot be written", beside.display()))?;
    let bytes = fs::metadata(&made).with_context(|| format!("{} was not made", made.display()))?.len();
    println!("fonts: {} is {bytes} bytes", made.display());
    Ok(())
}
