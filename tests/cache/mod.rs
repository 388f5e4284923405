//! The cache: the second run says what a run without it says, whatever happened to the cache in between.
//!
//! - `shelf`: a shelf that counts, and what is read with it; `outcome`: every kind of export, several, changed ones;
//!   `damage`: entries that are not whole; `command`: the program itself.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod command;
mod damage;
mod outcome;
mod shelf;
