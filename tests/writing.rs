//! Where outputs go, in which language, and what becomes of them when something fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod languages;
mod places;
mod published;

use std::fs;
use std::path::Path;

use crate::support::files_below;

/// Every file below a folder with its content.
fn read(folder: &Path) -> Vec<(String, Vec<u8>)> {
    files_below(folder).into_iter().map(|(name, path)| (name, fs::read(path).unwrap())).collect()
}
