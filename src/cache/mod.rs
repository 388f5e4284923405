//! The cache (bộ nhớ đệm): what was read of exports, kept in a folder of the user's for the next run over them. It is used when
//! the user asks for it, and the outcome is the same without it, which may be removed at any time (docs/decisions/0018).
//!
//! What an entry holds, and when it is that of an export, is known to `ingest` alone; here is where entries are, and for how long.

mod folder;
mod place;
mod trouble;

pub use folder::Cache;
pub use trouble::CacheTrouble;
