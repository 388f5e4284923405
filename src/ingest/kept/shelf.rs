use std::fs::File;
use std::io::{self, Write};

/// Where entries are kept between runs, by name. Entries may go, come and change at any time: whoever reads one makes sure that
/// it is whole.
pub trait Shelf: Sync {
    /// True when there may be an entry whose name begins so.
    fn has(&self, beginning: &str) -> bool;

    /// The entry of this name, if it can be read.
    fn open(&self, name: &str) -> Option<File>;

    /// Keeps what `write` writes under this name: all of it, or nothing. What cannot be kept is not.
    fn put(&self, name: &str, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>);
}

/// What ingest is told of entries.
#[derive(Clone, Copy)]
pub struct Kept<'a> {
    /// Where they are.
    pub shelf: &'a dyn Shelf,
    /// Everything that decides how any export is read, and that ingest does not see: the program, the rules, the registries.
    pub basis: &'a str,
}
