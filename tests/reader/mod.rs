//! What exports of running systems look like, and what attackers and accidents make of them: every test names one thing the
//! reader of exports must do with it. Expected values are worked out by hand; the files of `data` are made by other programs.

mod cells;
mod dates;
mod documents;
mod layout;
mod outputs;
mod pages;
mod privacy;
pub(crate) mod runs;
mod texts;
mod validate;
mod withstand;
