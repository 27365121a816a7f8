//! `cargo xtask icons`: the one drawing, `public/icon.svg`, as the pictures that tablets and phones ask for.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg;

use crate::host;

/// How the ground ends: a system cuts a masked picture to a form of its own, and would show rounded corners twice.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ground {
    Rounded,
    Full,
}

/// Every picture: its file in `public/icons/`, its side in pixels, its ground.
const ICONS: [(&str, u32, Ground); 5] = [
    ("icon-192.png", 192, Ground::Rounded),
    ("icon-512.png", 512, Ground::Rounded),
    ("maskable-192.png", 192, Ground::Full),
    ("maskable-512.png", 512, Ground::Full),
    ("apple-touch-icon.png", 180, Ground::Full),
];

/// Draws and writes them all.
pub fn run() -> Result<()> {
    let svg = drawing()?;
    for (name, side, ground) in ICONS {
        let png = draw(&svg, side, ground)?.encode_png().with_context(|| format!("{name} cannot be encoded"))?;
        let path = folder().join(name);
        fs::write(&path, &png).with_context(|| format!("{} cannot be written", path.display()))?;
        println!("{}: {} bytes", path.display(), png.len());
    }
    Ok(())
}

fn folder() -> PathBuf {
    host::root().join("public/icons")
}

fn drawing() -> Result<String> {
    let path: &Path = &host::root().join("public/icon.svg");
    fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}

fn draw(svg: &str, side: u32, ground: Ground) -> Result<Pixmap> {
    const ROUND: &str = " rx=\"116\"";
    anyhow::ensure!(svg.contains(ROUND), "public/icon.svg has no ground with{ROUND}");
    let svg = if ground == Ground::Full { svg.replacen(ROUND, "", 1) } else { svg.to_owned() };
    let tree = usvg::Tree::from_str(&svg, &usvg::Options::default()).context("public/icon.svg is no drawing")?;
    let mut picture = Pixmap::new(side, side).context("a picture needs a size")?;
    let scale = side as f32 / tree.size().width();
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
    Ok(picture)
}

#[cfg(test)]
mod tests {
    use resvg::tiny_skia::PremultipliedColorU8;

    use super::*;

    #[test]
    fn every_picture_is_what_the_drawing_gives() {
        let svg = drawing().unwrap();
        for (name, side, ground) in ICONS {
            let kept = Pixmap::load_png(folder().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
            let drawn = draw(&svg, side, ground).unwrap();
            assert_eq!((kept.width(), kept.height()), (side, side), "{name}");
            // Another processor may round otherwise, by a shade that nobody sees.
            let far = kept.data().iter().zip(drawn.data()).filter(|(a, b)| a.abs_diff(**b) > 2).count();
            assert_eq!(far, 0, "{name} is of another drawing: run `cargo xtask icons`");
        }
    }

    #[test]
    fn a_mask_takes_off_nothing_but_ground() {
        // A mask keeps at least a circle of four fifths of the side.
        let picture = draw(&drawing().unwrap(), 512, Ground::Full).unwrap();
        let brightest = |inside: bool| {
            let all = (0..512_u32).flat_map(|y| (0..512_u32).map(move |x| (x, y)));
            let here = all.filter(|&(x, y)| {
                let (dx, dy) = (f64::from(x) - 255.5, f64::from(y) - 255.5);
                (dx.hypot(dy) < 512.0 * 0.4) == inside
            });
            here.filter_map(|(x, y)| picture.pixel(x, y)).map(PremultipliedColorU8::red).max().unwrap()
        };
        assert!(brightest(true) > 200 && brightest(false) < 90, "{} and {}", brightest(true), brightest(false));
    }
}
