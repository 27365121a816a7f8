//! sound.
