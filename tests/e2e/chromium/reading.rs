//! For whoever reads otherwise: by keyboard alone, by a screen reader, with text at twice its size, in the machine's own
//! colours.

mod colors;
mod heard;
mod keyboard;
mod large;
