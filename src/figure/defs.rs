//! What all drawings share: gradients, and the outlines that are used more than once.

use super::back::{self, RIGHT};
use super::ink::lines;

/// A tone that fades from its middle outwards without an edge.
macro_rules! tone {
    ($id:literal, $colour:literal) => {
        concat!(
            "<radialGradient id=\"",
            $id,
            "\"><stop stop-color=\"var(",
            $colour,
            ")\"/><stop offset=\".3\" stop-color=\"var(",
            $colour,
            ")\" stop-opacity=\".74\"/><stop offset=\".65\" stop-color=\"var(",
            $colour,
            ")\" stop-opacity=\".22\"/><stop offset=\"1\" stop-color=\"var(",
            $colour,
            ")\" stop-opacity=\"0\"/></radialGradient>"
        )
    };
}

/// Gradients in whole units of the drawing, or of a hand's own axes.
const GRADIENTS: &str = concat!(
    "<radialGradient id=\"f-gh\" gradientUnits=\"userSpaceOnUse\" cx=\"0\" cy=\"-150\" r=\"1250\">",
    "<stop stop-color=\"var(--fig-hand-0)\"/><stop offset=\".66\" stop-color=\"var(--fig-hand-1)\"/></radialGradient>",
    "<radialGradient id=\"f-gw\"><stop stop-color=\"var(--fig-warm)\" stop-opacity=\"var(--fig-warm-op)\"/>",
    "<stop offset=\"1\" stop-color=\"var(--fig-warm)\" stop-opacity=\"0\"/></radialGradient>",
    // Forearms fade early and softly: the trail that a stroke leaves lies below them.
    "<linearGradient id=\"f-ga\" gradientUnits=\"userSpaceOnUse\" x1=\"0\" y1=\"713\" x2=\"0\" y2=\"2500\">",
    "<stop offset=\".24\" stop-color=\"var(--fig-hand-1)\"/>",
    "<stop offset=\".5\" stop-color=\"var(--fig-hand-1)\" stop-opacity=\".72\"/>",
    "<stop offset=\".75\" stop-color=\"var(--fig-hand-1)\" stop-opacity=\".28\"/>",
    "<stop offset=\"1\" stop-color=\"var(--fig-hand-1)\" stop-opacity=\"0\"/></linearGradient>",
    "<linearGradient id=\"f-gl\" gradientUnits=\"userSpaceOnUse\" x1=\"0\" y1=\"713\" x2=\"0\" y2=\"2400\">",
    "<stop offset=\".2\" stop-color=\"var(--fig-line)\"/>",
    "<stop offset=\"1\" stop-color=\"var(--fig-line)\" stop-opacity=\"0\"/></linearGradient>",
    "<linearGradient id=\"f-gs\" gradientUnits=\"userSpaceOnUse\" x1=\"0\" y1=\"713\" x2=\"0\" y2=\"2300\">",
    "<stop offset=\".2\" stop-color=\"var(--fig-shadow)\"/>",
    "<stop offset=\"1\" stop-color=\"var(--fig-shadow)\" stop-opacity=\"0\"/></linearGradient>",
    "<linearGradient id=\"f-gd\" gradientUnits=\"userSpaceOnUse\" x1=\"0\" y1=\"713\" x2=\"0\" y2=\"2500\">",
    "<stop offset=\".2\" stop-color=\"var(--fig-hand-dark)\"/>",
    "<stop offset=\"1\" stop-color=\"var(--fig-hand-dark)\" stop-opacity=\"0\"/></linearGradient>",
    "<radialGradient id=\"f-gk\" gradientUnits=\"userSpaceOnUse\" cx=\"4400\" cy=\"3900\" r=\"5600\">",
    "<stop stop-color=\"var(--fig-skin-0)\"/><stop offset=\".55\" stop-color=\"var(--fig-skin-1)\"/>",
    "<stop offset=\"1\" stop-color=\"var(--fig-skin-2)\"/></radialGradient>",
    "<radialGradient id=\"f-gg\" gradientUnits=\"userSpaceOnUse\" cx=\"4500\" cy=\"4200\" r=\"5200\">",
    "<stop stop-color=\"var(--fig-ground-2)\"/>",
    "<stop offset=\"1\" stop-color=\"var(--fig-ground-2)\" stop-opacity=\"0\"/></radialGradient>",
    "<linearGradient id=\"f-gt\" x2=\"0\" y2=\"1\"><stop stop-color=\"var(--fig-towel-0)\"/>",
    "<stop offset=\".75\" stop-color=\"var(--fig-towel-1)\"/></linearGradient>",
    // The mask that lets arms and their shadow fade downwards.
    "<linearGradient id=\"f-gm\" gradientUnits=\"userSpaceOnUse\" x1=\"0\" y1=\"4450\" x2=\"0\" y2=\"6900\">",
    "<stop stop-color=\"#fff\"/><stop offset=\"1\" stop-color=\"#000\"/></linearGradient>",
    tone!("f-gtd", "--fig-dark"),
    tone!("f-gtl", "--fig-hi"),
    // What is lit: even, with a soft rim.
    "<radialGradient id=\"f-gi\"><stop stop-color=\"var(--fig-lit)\"/><stop offset=\".6\" ",
    "stop-color=\"var(--fig-lit)\" stop-opacity=\".8\"/><stop offset=\"1\" stop-color=\"var(--fig-lit)\" ",
    "stop-opacity=\"0\"/></radialGradient>",
    tone!("f-gtg", "--fig-glow"),
    tone!("f-gts", "--fig-shadow"),
);

/// What is cut along an outline, and the mask that lets arms and their shadow fade downwards.
const CUTS: &str = concat!(
    "<clipPath id=\"f-in\"><use href=\"#f-sil\"/></clipPath><clipPath id=\"f-inh\"><use href=\"#f-hair\"/></clipPath>",
    "<mask id=\"f-fade\" maskUnits=\"userSpaceOnUse\" x=\"0\" y=\"0\" width=\"10000\" height=\"10000\">",
    "<path fill=\"url(#f-gm)\" d=\"M0 0h10000v10000h-10000z\"/>",
    "<path fill=\"#fff\" d=\"M2999 3850H7001L7139 4367 7358 5057 7588 5747 7818 6552 7990 7357V10000H2585V7470L2999 6780z\"/></mask>",
);

/// The inner SVG of a `<defs>` that must stand once in a document that shows the figure.
pub fn defs() -> String {
    let mut out = String::with_capacity(8000);
    out.push_str(GRADIENTS);
    for (id, outline) in [("sil", back::silhouette()), ("hair", back::hair())] {
        out.push_str("<path id=\"f-");
        out.push_str(id);
        out.push_str("\" d=\"");
        lines(&mut out, RIGHT, &outline, true);
        out.push_str("\"/>");
    }
    out.push_str(CUTS);
    out
}
