//! The bytes of an input, counted and hashed on their way.

use std::cell::RefCell;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::rc::Rc;

use crate::project::Input;

use super::IngestError;

/// Bytes read at once, at most: a power of two, as the pieces are of which BLAKE3 is made.
const MOST_AT_ONCE: usize = 1 << 18;

/// Bytes from anywhere.
pub(super) type Stream<'a> = Box<dyn Read + 'a>;

#[derive(Default)]
struct Meter {
    hasher: blake3::Hasher,
    bytes: u64,
}

/// Counts and hashes every byte on its way.
struct Metered<'a> {
    input: Box<dyn Read>,
    meter: Rc<RefCell<Meter>>,
    progress: &'a (dyn Fn(u64) + Sync),
}

impl Read for Metered<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // Bytes are hashed while they are still near, and most quickly in whole pieces of the file.
        let of_piece = MOST_AT_ONCE - (self.meter.borrow().bytes % MOST_AT_ONCE as u64) as usize;
        let most = buffer.len().min(of_piece);
        let buffer = buffer.get_mut(..most).unwrap_or_default();
        let read = loop {
            match self.input.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        let mut meter = self.meter.borrow_mut();
        meter.hasher.update(&buffer[..read]);
        meter.bytes += read as u64;
        (self.progress)(read as u64);
        Ok(read)
    }
}

/// An input that is being read.
pub(super) struct Origin {
    meter: Rc<RefCell<Meter>>,
    before: Option<Metadata>,
}

impl Origin {
    /// Opens an input: a file, or standard input.
    pub(super) fn open<'a>(
        input: &Input,
        progress: &'a (dyn Fn(u64) + Sync),
    ) -> Result<(Self, Stream<'a>), IngestError> {
        let path = input.path.as_path();
        let meter = Rc::new(RefCell::new(Meter::default()));
        let (before, bytes): (_, Box<dyn Read>) = if input.is_stdin() {
            (None, Box::new(io::stdin()))
        } else {
            // A pipe or device would be waited for without end.
            let metadata = std::fs::metadata(path).map_err(|source| unreadable(path, source))?;
            if !metadata.is_file() {
                return Err(IngestError::NotText { path: path.to_owned(), kind: "ingest.not_a_file" });
            }
            (Some(metadata), Box::new(File::open(path).map_err(|source| unreadable(path, source))?))
        };
        let metered = Metered { input: bytes, meter: Rc::clone(&meter), progress };
        Ok((Self { meter, before }, Box::new(metered)))
    }

    /// Reads what nobody asked for, so that the hash is that of the whole file, and makes sure that the file is still the one
    /// that was opened.
    ///
    /// # Errors
    /// When it cannot be read to its end, or has changed meanwhile.
    pub(super) fn finish(self, input: &Input, mut rest: Stream<'_>) -> Result<(u64, String), IngestError> {
        let path = input.path.as_path();
        io::copy(&mut rest, &mut io::sink()).map_err(|source| unreadable(path, source))?;
        let meter = self.meter.borrow();
        if let Some(before) = self.before {
            let after = std::fs::metadata(path).map_err(|source| unreadable(path, source))?;
            let is_same = after.len() == before.len()
                && meter.bytes == before.len()
                && after.modified().ok() == before.modified().ok();
            if !is_same {
                return Err(IngestError::Changed { path: path.to_owned() });
            }
        }
        Ok((meter.bytes, meter.hasher.finalize().to_hex().to_string()))
    }
}

/// Hands a stream on while its owner keeps it.
pub(super) struct Shared<'s, 'a>(pub(super) &'s mut Stream<'a>);

impl Read for Shared<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

/// The first `most` bytes of a stream, in memory that may have held others.
pub(super) fn head(stream: &mut dyn Read, most: usize, memory: Vec<u8>) -> io::Result<Vec<u8>> {
    let mut head = memory;
    head.resize(most, 0);
    let mut length = 0;
    while length < most {
        match stream.read(head.get_mut(length..).unwrap_or_default()) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    head.truncate(length);
    Ok(head)
}

/// A stream as a whole, in memory.
///
/// # Errors
/// When it is longer than `most` bytes, or cannot be read.
pub(super) fn hold(path: &Path, stream: &mut dyn Read, most: u64) -> Result<Vec<u8>, IngestError> {
    let mut bytes = Vec::new();
    stream.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|source| unreadable(path, source))?;
    if bytes.len() as u64 > most {
        return Err(IngestError::TooLarge { path: path.to_owned(), limit: "held-bytes", most });
    }
    Ok(bytes)
}

pub(super) fn unreadable(path: &Path, source: io::Error) -> IngestError {
    IngestError::Unreadable { path: path.to_owned(), source }
}
