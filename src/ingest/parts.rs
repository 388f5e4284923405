//! What an input is, by its content: unpacked as far as needed, decoded, and handed to the reader of its kind.

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use crate::project::Input;

use super::archive::{self, ArchiveEntries, ArchiveLimits};
use super::decoding::{Confidence as Sureness, DecodingError, Encoding, decode_all, detect};
use super::limits::MOST_WORKBOOK_BYTES;
use super::markup::{
    MarkupKind, MarkupLimits, declared_charset, is_none, looks_like, read_html, read_json, read_spreadsheet_xml,
};
use super::read::{List, Reading};
use super::sheets::Sheets;
use super::stream::{Shared, Stream, head, hold, unreadable};
use super::workbook::{self, WorkbookLimits, read_workbook};
use super::{DateForm, IngestError};

/// Bytes looked at to tell the kind of a file, its dialect and its header.
pub(super) const HEAD: usize = 1 << 18;
/// Bytes looked at to tell its encoding.
const ENCODING_HEAD: usize = 1 << 16;
/// Levels of packing: a compressed archive is read, an archive in an archive too, but no further.
const MOST_LEVELS: u32 = 3;
/// Rows of a table, bytes of a cell, levels of a document that is held in memory.
const MOST_ROWS: u64 = u32::MAX as u64;
const MOST_CELL_BYTES: usize = 1 << 20;
const MOST_DEPTH: usize = 64;

const GZIP: &str = "gzip";
const ZIP: &str = "zip";
/// What a file can be packed in.
pub(super) const PACKINGS: [&str; 2] = [GZIP, ZIP];

/// What a file is, whatever its name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text with delimiters (CSV, TSV).
    Delimited,
    /// An HTML page with tables, often named `.xls`.
    Html,
    /// The XML of spreadsheet programs of 2003.
    SpreadsheetXml,
    /// A workbook of today.
    Xlsx,
    /// A workbook of the old kind.
    Xls,
    /// An OpenDocument workbook.
    Ods,
    /// A JSON document.
    Json,
    /// A JSON object a line.
    JsonLines,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 8] = [
        Kind::Delimited,
        Kind::Html,
        Kind::SpreadsheetXml,
        Kind::Xlsx,
        Kind::Xls,
        Kind::Ods,
        Kind::Json,
        Kind::JsonLines,
    ];

    /// The stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Kind::Delimited => "delimited",
            Kind::Html => "html",
            Kind::SpreadsheetXml => "spreadsheet_xml",
            Kind::Xlsx => "xlsx",
            Kind::Xls => "xls",
            Kind::Ods => "ods",
            Kind::Json => "json",
            Kind::JsonLines => "json_lines",
        }
    }
}

/// How sure it is which encoding a file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EncodingBasis {
    /// The user said so.
    Given,
    /// Nothing else is possible.
    Certain,
    /// The letters of the file fit it and clearly no other.
    Likely,
}

impl EncodingBasis {
    /// Every basis.
    pub const ALL: [EncodingBasis; 3] = [EncodingBasis::Given, EncodingBasis::Certain, EncodingBasis::Likely];

    /// The stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            EncodingBasis::Given => "given",
            EncodingBasis::Certain => "certain",
            EncodingBasis::Likely => "likely",
        }
    }
}

/// What was found out about a file before its first record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// What it is.
    pub kind: Kind,
    /// What it was packed in, from the outside.
    pub packed: Vec<&'static str>,
    /// Its encoding, for a text.
    pub encoding: Option<(Encoding, EncodingBasis)>,
    /// Between its fields, for delimited text.
    pub delimiter: Option<u8>,
}

/// An input, or a file inside one.
#[derive(Clone)]
pub(super) struct Part<'p> {
    pub(super) input: &'p Input,
    /// Name for outputs.
    pub(super) name: String,
    /// Path for messages.
    pub(super) path: PathBuf,
    pub(super) encoding: Option<Encoding>,
    pub(super) forms: Option<&'p [DateForm]>,
    packed: Vec<&'static str>,
}

impl<'p> Part<'p> {
    pub(super) fn whole(input: &'p Input, encoding: Option<Encoding>, forms: Option<&'p [DateForm]>) -> Self {
        Self { input, name: input.name.clone(), path: input.path.clone(), encoding, forms, packed: Vec::new() }
    }

    /// The file's own name, which may carry the day of the export.
    pub(super) fn file_name(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or_default()
    }

    fn inside(&self, packing: &'static str, entry: Option<&str>) -> Self {
        let mut part = self.clone();
        part.packed.push(packing);
        if let Some(entry) = entry {
            part.name = format!("{}/{entry}", self.name);
            part.path = self.path.join(entry);
        }
        part
    }

    pub(super) fn facts(
        &self,
        kind: Kind,
        encoding: Option<(Encoding, EncodingBasis)>,
        delimiter: Option<u8>,
    ) -> Facts {
        Facts { kind, packed: self.packed.clone(), encoding, delimiter }
    }

    fn not_read(&self, kind: &'static str) -> IngestError {
        IngestError::NotText { path: self.path.clone(), kind }
    }
}

impl<'a> Reading<'a> {
    /// Reads a part, whatever it is.
    pub(super) fn read_part(
        &mut self,
        part: &Part<'_>,
        mut stream: Stream<'_>,
        level: u32,
        lists: &mut Vec<List>,
    ) -> Result<(), IngestError> {
        let limits = self.context.limits;
        let memory = std::mem::take(&mut self.memory.head);
        let start = head(&mut stream, HEAD, memory).map_err(|source| read_error(&part.path, source))?;
        let packed = ArchiveLimits {
            unpacked_bytes: limits.unpacked_bytes,
            ratio: limits.unpacked_ratio,
            entries: limits.parts,
        };
        let kind = workbook::kind(&start);
        if matches!(kind, Some(workbook::Kind::Gzip | workbook::Kind::Zip)) && level >= MOST_LEVELS {
            return Err(part.not_read("ingest.nested"));
        }
        match kind {
            Some(workbook::Kind::Gzip) => {
                let unpacked = archive::gunzip(Cursor::new(start).chain(Shared(&mut stream)), packed);
                self.read_part(&part.inside(GZIP, None), Box::new(unpacked), level + 1, lists)
            }
            Some(_) => {
                let bytes = hold(&part.path, &mut Cursor::new(start).chain(stream), limits.held_bytes)?;
                // The head may have been too short to tell a workbook from any archive.
                match workbook::kind(&bytes) {
                    Some(workbook::Kind::Zip) => self.read_archive(part, &bytes, packed, level, lists),
                    Some(kind) => self.read_workbook(part, &bytes, kind, lists),
                    None => Err(part.not_read("ingest.binary")),
                }
            }
            None => self.read_text(part, start, stream, lists),
        }
    }

    fn read_archive(
        &mut self,
        part: &Part<'_>,
        bytes: &[u8],
        limits: ArchiveLimits,
        level: u32,
        lists: &mut Vec<List>,
    ) -> Result<(), IngestError> {
        let failed = |source| IngestError::Archive { path: part.path.clone(), source };
        let entries = ArchiveEntries::open(bytes, limits).map_err(failed)?;
        if entries.files().is_empty() {
            return Err(IngestError::Empty { path: part.path.clone() });
        }
        for file in entries.files() {
            let inner = part.inside(ZIP, Some(&file.shown));
            let stream = entries.open_file(file).map_err(failed)?;
            self.read_part(&inner, Box::new(stream), level + 1, lists)?;
        }
        Ok(())
    }

    fn read_workbook(
        &mut self,
        part: &Part<'_>,
        bytes: &[u8],
        kind: workbook::Kind,
        lists: &mut Vec<List>,
    ) -> Result<(), IngestError> {
        let kind = match kind {
            workbook::Kind::Xlsx => Kind::Xlsx,
            workbook::Kind::Xls => Kind::Xls,
            workbook::Kind::Ods => Kind::Ods,
            workbook::Kind::EncryptedWorkbook => return Err(part.not_read("ingest.encrypted")),
            workbook::Kind::Xlsb => return Err(part.not_read("ingest.xlsb")),
            workbook::Kind::OtherOle2 | workbook::Kind::Zip | workbook::Kind::Gzip => {
                return Err(part.not_read("ingest.binary"));
            }
        };
        let limits = self.context.limits;
        let bounds = WorkbookLimits {
            unpacked_bytes: limits.unpacked_bytes.min(MOST_WORKBOOK_BYTES),
            ratio: limits.unpacked_ratio,
            cells: limits.cells,
            sheets: limits.parts,
            columns: limits.columns,
        };
        let mut sheets = Sheets::new(self, part, part.facts(kind, None, None));
        read_workbook(bytes, &bounds, &mut |event| sheets.take(event))
            .map_err(|source| IngestError::Workbook { path: part.path.clone(), source })?;
        sheets.finish(lists)
    }

    fn read_text(
        &mut self,
        part: &Part<'_>,
        start: Vec<u8>,
        mut stream: Stream<'_>,
        lists: &mut Vec<List>,
    ) -> Result<(), IngestError> {
        if let Some(kind) = foreign(&start) {
            return Err(part.not_read(kind));
        }
        let is_whole = start.len() < HEAD;
        let told = detect(
            &start[..start.len().min(ENCODING_HEAD)],
            is_whole && start.len() <= ENCODING_HEAD,
            self.context.syllables,
        );
        let (encoding, basis, mark) = match (part.encoding, told) {
            (Some(given), told) => {
                // A mark is skipped when it is that of the encoding given.
                let mark = told.ok().filter(|guess| guess.encoding == given).map_or(0, |guess| guess.mark);
                (given, EncodingBasis::Given, mark)
            }
            (None, Ok(guess)) => match guess.confidence {
                Sureness::Certain => (guess.encoding, EncodingBasis::Certain, guess.mark),
                Sureness::Likely => (guess.encoding, EncodingBasis::Likely, guess.mark),
                Sureness::Doubtful => {
                    return Err(IngestError::DoubtfulEncoding { path: part.path.clone(), guess: guess.encoding.id() });
                }
            },
            (None, Err(DecodingError::NulByte { .. } | DecodingError::ControlBytes { .. })) => {
                return Err(part.not_read("ingest.binary"));
            }
            (None, Err(DecodingError::OldFont { encoding, .. })) => {
                return Err(IngestError::OldFont { path: part.path.clone(), font: encoding.id() });
            }
            // A page that its letters do not tell may say it itself.
            (None, Err(_)) => match declared_charset(&start).and_then(|name| name.parse().ok()) {
                Some(declared) => (declared, EncodingBasis::Likely, 0),
                None => return Err(IngestError::UntoldEncoding { path: part.path.clone() }),
            },
        };
        let told = Some((encoding, basis));
        if encoding == Encoding::Utf8 && is_none(start.get(mark..).unwrap_or_default()) {
            return self.read_delimited(part, start, stream, mark, (encoding, basis), lists);
        }
        let look = decode_all(&start[mark.min(start.len())..start.len().min(ENCODING_HEAD.max(mark))], encoding);
        let markup = looks_like(&look);
        if look.trim_start().starts_with("[[") || look.trim_start().starts_with("[ [") {
            return Err(part.not_read("ingest.json_rows"));
        }
        let kind = match markup {
            None => return self.read_delimited(part, start, stream, mark, (encoding, basis), lists),
            Some(MarkupKind::OtherXml) => return Err(part.not_read("ingest.xml")),
            Some(MarkupKind::Mhtml) => return Err(part.not_read("ingest.mhtml")),
            Some(MarkupKind::Html) => Kind::Html,
            Some(MarkupKind::SpreadsheetXml) => Kind::SpreadsheetXml,
            Some(MarkupKind::Json) => Kind::Json,
            Some(MarkupKind::JsonLines) => Kind::JsonLines,
        };
        let limits = self.context.limits;
        let bytes = hold(&part.path, &mut Cursor::new(start).chain(&mut stream), limits.held_bytes)?;
        let text = decode_all(&bytes[mark..], encoding);
        drop(bytes);
        let bounds =
            MarkupLimits { columns: limits.columns, rows: MOST_ROWS, depth: MOST_DEPTH, cell_bytes: MOST_CELL_BYTES };
        let mut sheets = Sheets::new(self, part, part.facts(kind, told, None));
        let read = match kind {
            Kind::Html => read_html(&text, &bounds, &mut |event| sheets.take(event)),
            Kind::SpreadsheetXml => read_spreadsheet_xml(&text, &bounds, &mut |event| sheets.take(event)),
            _ => read_json(&text, &bounds, &mut |event| sheets.take(event)),
        };
        read.map_err(|source| IngestError::Markup { path: part.path.clone(), source })?;
        sheets.finish(lists)
    }
}

/// What an error on the way of a packed stream says.
pub(super) fn read_error(path: &Path, source: std::io::Error) -> IngestError {
    match archive::ArchiveError::from_io(source) {
        archive::ArchiveError::Unreadable(source) => unreadable(path, source),
        source => IngestError::Archive { path: path.to_owned(), source },
    }
}

/// Files of other programs that are often sent by mistake, as the key of a message.
fn foreign(head: &[u8]) -> Option<&'static str> {
    let signs: [(&[u8], &str); 5] = [
        (b"%PDF", "ingest.pdf"),
        (b"Rar!", "ingest.packed"),
        (b"7z\xbc\xaf\x27\x1c", "ingest.packed"),
        (b"\x28\xb5\x2f\xfd", "ingest.packed"),
        (b"{\\rtf", "ingest.rtf"),
    ];
    signs.iter().find(|(sign, _)| head.starts_with(sign)).map(|(_, key)| *key)
}
