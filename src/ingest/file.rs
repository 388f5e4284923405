//! Opening an export: what kind of file it is, how it separates fields, and which columns it has.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;

use memchr::memchr2;

use crate::dossiers::{ColumnId, Schema};
use crate::matching::fold;
use crate::project::Input;

use super::scanner::{Dialect, Found, Scanner};
use super::{IngestError, Mapping, Profile, Profiles};

/// Bytes looked at to tell the kind of a file and its dialect.
const HEAD: usize = 1 << 16;

const DELIMITERS: [u8; 3] = [b';', b',', b'\t'];

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// Counts and hashes every byte on its way.
pub(super) struct Counted<'a> {
    file: File,
    pub(super) hasher: blake3::Hasher,
    pub(super) bytes: u64,
    progress: &'a dyn Fn(u64),
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.hasher.update(&buffer[..read]);
        self.bytes += read as u64;
        (self.progress)(read as u64);
        Ok(read)
    }
}

/// An export whose header is understood; the scanner stands at its first record.
pub(super) struct Opened<'a, 'p> {
    pub(super) scanner: Scanner<io::Chain<Cursor<Vec<u8>>, &'a mut Counted<'p>>>,
    pub(super) profile: &'a Profile,
    pub(super) mapping: Mapping,
    pub(super) delimiter: u8,
}

pub(super) fn counted<'p>(path: &Path, progress: &'p dyn Fn(u64)) -> Result<Counted<'p>, IngestError> {
    // A pipe or device would be waited for without end.
    let metadata = std::fs::metadata(path).map_err(|source| unreadable(path, source))?;
    if !metadata.is_file() {
        return Err(IngestError::NotText { path: path.to_owned(), kind: "ingest.not_a_file" });
    }
    let file = File::open(path).map_err(|source| unreadable(path, source))?;
    Ok(Counted { file, hasher: blake3::Hasher::new(), bytes: 0, progress })
}

pub(super) fn unreadable(path: &Path, source: io::Error) -> IngestError {
    IngestError::Unreadable { path: path.to_owned(), source }
}

/// Reads the head of a file and matches its header.
pub(super) fn open<'a, 'p>(
    input: &Input,
    counted: &'a mut Counted<'p>,
    schema: &Schema,
    profiles: &'a Profiles,
    forced: Option<&str>,
) -> Result<Opened<'a, 'p>, IngestError> {
    let path = input.path.as_path();
    let mut head = Vec::with_capacity(HEAD);
    counted.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(|source| unreadable(path, source))?;
    if let Some(kind) = foreign(&head) {
        return Err(IngestError::NotText { path: path.to_owned(), kind });
    }
    let mark = if head.starts_with(UTF8_MARK) { UTF8_MARK.len() } else { 0 };
    let dialect = dialect(&head[mark..], profiles);
    head.drain(..mark);
    let mut scanner = Scanner::new(Cursor::new(head).chain(counted), dialect, mark as u64);
    let headers = loop {
        match scanner.advance().map_err(|source| unreadable(path, source))? {
            Found::Blank => {}
            Found::End => return Err(IngestError::Empty { path: path.to_owned() }),
            Found::BrokenQuote | Found::TooLong => {
                return Err(IngestError::BrokenHeader { path: path.to_owned(), line: scanner.line() });
            }
            Found::Record => break texts(&scanner),
        }
    };
    let keys: Vec<String> = headers.iter().map(|header| fold(header)).collect();
    let profile = match forced.or(input.settings.profile.as_deref()) {
        Some(id) => profiles.get(id)?,
        None => match profiles.recognised(&keys).as_slice() {
            [only] => only,
            several => {
                let profiles = several.iter().map(|profile| profile.id.as_str()).collect::<Vec<_>>().join(", ");
                return Err(IngestError::AmbiguousProfile { path: path.to_owned(), profiles });
            }
        },
    };
    let given: Vec<ColumnId> = input.settings.unit.iter().map(|_| schema.roles.unit).collect();
    let mapping = Mapping::match_headers(&headers, scanner.line(), path, schema, profile, &given)?;
    scanner.expect(headers.len());
    Ok(Opened { scanner, profile, mapping, delimiter: dialect.delimiter })
}

fn texts<R: Read>(scanner: &Scanner<R>) -> Vec<String> {
    let text = |field| String::from_utf8_lossy(scanner.bytes(field)).replace("\"\"", "\"");
    scanner.fields().iter().map(text).collect()
}

/// The kind of a file that is no UTF-8 text, as the key of a message.
fn foreign(head: &[u8]) -> Option<&'static str> {
    let head = head.strip_prefix(UTF8_MARK).unwrap_or(head);
    let begins = |signs: &[&[u8]]| signs.iter().any(|sign| head.starts_with(sign));
    let first = head.iter().position(|byte| !byte.is_ascii_whitespace()).map_or(&[][..], |place| &head[place..]);
    if begins(&[b"\xff\xfe", b"\xfe\xff"]) {
        Some("ingest.utf16")
    } else if begins(&[b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"]) {
        Some("ingest.workbook")
    } else if begins(&[b"\x1f\x8b"]) {
        Some("ingest.compressed")
    } else if first.starts_with(b"<") {
        Some("ingest.html")
    } else if head.contains(&0) {
        Some("ingest.binary")
    } else {
        // The last letter may be cut by the end of the head.
        match std::str::from_utf8(head) {
            Err(error) if error.error_len().is_some() => {
                // A wrong byte in the header means another encoding; further down it is a matter of its record.
                let line = memchr2(b'\n', b'\r', head).unwrap_or(head.len());
                (error.valid_up_to() < line).then_some("ingest.encoding")
            }
            _ => None,
        }
    }
}

/// The delimiter under which most headers are known (then: most fields), and the byte that ends the first line.
fn dialect(head: &[u8], profiles: &Profiles) -> Dialect {
    let terminator = terminator(head);
    let score = |delimiter: &u8| {
        let mut scanner = Scanner::new(Cursor::new(head), Dialect { delimiter: *delimiter, terminator }, 0);
        while let Ok(found) = scanner.advance() {
            match found {
                Found::Blank => {}
                Found::Record => {
                    let headers = texts(&scanner);
                    let known =
                        |header: &&String| profiles.all().iter().any(|profile| profile.column(&fold(header)).is_some());
                    return (headers.iter().filter(known).count(), headers.len());
                }
                Found::BrokenQuote | Found::TooLong | Found::End => break,
            }
        }
        (0, 0)
    };
    let delimiter = DELIMITERS.into_iter().rev().max_by_key(score).unwrap_or(b',');
    Dialect { delimiter, terminator }
}

/// CR when the first line ends with a CR that no LF follows; LF otherwise.
fn terminator(head: &[u8]) -> u8 {
    let mut quoted = false;
    for (place, byte) in head.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => return b'\n',
            b'\r' if !quoted => return if head.get(place + 1) == Some(&b'\n') { b'\n' } else { b'\r' },
            _ => {}
        }
    }
    b'\n'
}
