//! What is heard, against the plan: the app's own scheduling in a browser, listened to from outside.

mod choices;
mod clock;
mod faults;
mod listener;
mod offline;
mod placing;
