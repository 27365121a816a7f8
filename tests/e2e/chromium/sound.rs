//! What is heard, against the plan: the app's own scheduling in a browser, listened to from outside.

mod captions;
mod choices;
mod clock;
mod faults;
mod going;
mod offline;
mod placing;
mod recorded;
