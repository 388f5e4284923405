//! Where delimiters, line feeds and quotes stand.

mod means;
mod places;
mod sixteen;
#[cfg(target_arch = "x86_64")]
mod wide;

pub(in crate::ingest) use means::count_signs;
pub(super) use places::Marks;
