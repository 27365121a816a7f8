//! routine.
