use std::path::PathBuf;

use crate::rules::RulesError;
use crate::texts::{Explain, Localized, Message};

use super::archive::ArchiveError;
use super::explain::{archive, markup, workbook};
use super::exports::Unread;
use super::markup::MarkupError;
use super::swapped::SwappedExample;
use super::workbook::WorkbookError;

/// An export cannot be read at all. A record that cannot be read is no error: it is rejected and accounted for.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The profiles of the rules cannot be used.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// Files that cannot be read, each for its own reason.
    #[error("{}", .0.iter().map(|file| file.error.to_string()).collect::<Vec<_>>().join("; "))]
    Unread(Vec<Unread>),
    /// The file cannot be opened or read to its end.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is of a kind that this program does not read.
    #[error("{} is {kind}", path.display())]
    NotText {
        /// The file.
        path: PathBuf,
        /// What it looks like: key of a text.
        kind: &'static str,
    },
    /// The file has changed while it was read.
    #[error("{} has changed", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The file has no header.
    #[error("{} is empty", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// More than a limit allows.
    #[error("{}: more than {most} {limit}", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Name of the limit.
        limit: &'static str,
        /// Its value.
        most: u64,
    },
    /// Its letters fit no encoding.
    #[error("{}: encoding unknown", path.display())]
    UntoldEncoding {
        /// The file.
        path: PathBuf,
    },
    /// Its letters fit an encoding, but not well enough to read figures from.
    #[error("{}: perhaps {guess}", path.display())]
    DoubtfulEncoding {
        /// The file.
        path: PathBuf,
        /// The encoding.
        guess: &'static str,
    },
    /// Unicode, but the letters are those of an old font.
    #[error("{}: letters of {font}", path.display())]
    OldFont {
        /// The file.
        path: PathBuf,
        /// The encoding of the font.
        font: &'static str,
    },
    /// No encoding of that name.
    #[error("no encoding {name}")]
    UnknownEncoding {
        /// As written.
        name: String,
        /// The encodings there are.
        known: String,
    },
    /// No form of dates.
    #[error("{}: no form of dates: {pattern}", path.display())]
    UnknownForm {
        /// The file it was stated for.
        path: PathBuf,
        /// As written.
        pattern: String,
    },
    /// An archive or compressed file.
    #[error("{}: {source}", path.display())]
    Archive {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: ArchiveError,
    },
    /// A workbook.
    #[error("{}: {source}", path.display())]
    Workbook {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: WorkbookError,
    },
    /// An HTML page or a document.
    #[error("{}: {source}", path.display())]
    Markup {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: MarkupError,
    },
    /// The quotes of the header do not pair up.
    #[error("{}:{line}: broken quotes in the header", path.display())]
    BrokenHeader {
        /// The file.
        path: PathBuf,
        /// Line of the header.
        line: u64,
    },
    /// Required columns were not found.
    #[error("{}: no column for {}", path.display(), missing.en)]
    MissingColumns {
        /// The file.
        path: PathBuf,
        /// Line of the header.
        line: u64,
        /// How many columns were found.
        known: usize,
        /// The headers found.
        found: String,
        /// The canonical columns missing.
        missing: Localized,
        /// How many these are.
        lacking: usize,
        /// The unit is one of them: it may be the same for the whole file.
        lacks_unit: bool,
        /// For each missing column, the aliases that would do, and the header most like one.
        hints: Localized,
    },
    /// Header and rows are not equally wide, and which header is missing cannot be told.
    #[error("{}:{line}: {header} headers over {body} fields", path.display())]
    HeaderWidth {
        /// The file.
        path: PathBuf,
        /// Line of the header.
        line: u64,
        /// Cells of the header.
        header: usize,
        /// Fields of the rows.
        body: usize,
    },
    /// Dossiers stand above the header.
    #[error("{}:{line}: dossiers above the header", path.display())]
    AboveHeader {
        /// The file.
        path: PathBuf,
        /// Line of the first one.
        line: u64,
        /// Line of the header.
        header: u64,
    },
    /// A row below the header is another header.
    #[error("{}:{line}: a second header", path.display())]
    SecondHeader {
        /// The file.
        path: PathBuf,
        /// Line of it.
        line: u64,
    },
    /// Day and month seem to have changed places in some dates of a column.
    #[error("{}: {header}: day and month have changed places", path.display())]
    Swapped {
        /// The file.
        path: PathBuf,
        /// The column.
        column: Localized,
        /// Its header.
        header: String,
        /// Dates that show it.
        examples: Vec<SwappedExample>,
    },
    /// Two headers of the file are the same column with the same right.
    #[error("{}: {header} stands twice", path.display())]
    SameHeader {
        /// The file.
        path: PathBuf,
        /// Line of the header.
        line: u64,
        /// The header.
        header: String,
        /// Places of the two columns, from 1.
        places: (usize, usize),
    },
    /// No profile of that name.
    #[error("no profile {id}")]
    UnknownProfile {
        /// As written.
        id: String,
        /// The profiles there are.
        known: String,
    },
    /// Two profiles recognise the file equally well.
    #[error("{}: profiles {profiles} fit equally", path.display())]
    AmbiguousProfile {
        /// The file.
        path: PathBuf,
        /// The profiles.
        profiles: String,
    },
    /// More files or records than can be numbered.
    #[error("more than {most} files or records")]
    TooMany {
        /// The limit.
        most: u64,
    },
    /// Polars refused the columns: a fault of this program.
    #[error("the frame of dossiers could not be built: {0}")]
    Frame(#[from] polars_core::error::PolarsError),
}

impl Explain for IngestError {
    fn message(&self) -> Message {
        let of = |key, path: &PathBuf| Message::new(key).with("file", path.display());
        match self {
            IngestError::Rules(error) => error.message(),
            IngestError::Unread(files) => Message::new("ingest.unread").with("count", files.len()),
            IngestError::Unreadable { path, source } => of("ingest.unreadable", path).with("reason", source),
            IngestError::NotText { path, kind } => of(kind, path),
            IngestError::Changed { path } => of("ingest.changed", path),
            IngestError::Empty { path } => of("ingest.empty", path),
            IngestError::TooLarge { path, limit, most } => {
                of("ingest.too_large", path).with("limit", limit).with("most", most)
            }
            IngestError::UntoldEncoding { path } => of("ingest.untold_encoding", path),
            IngestError::DoubtfulEncoding { path, guess } => of("ingest.doubtful_encoding", path).with("guess", guess),
            IngestError::OldFont { path, font } => of("ingest.old_font", path).with("font", font),
            IngestError::UnknownEncoding { name, known } => {
                Message::new("ingest.unknown_encoding").with("name", name).with("known", known)
            }
            IngestError::UnknownForm { path, pattern } => of("ingest.unknown_form", path).with("pattern", pattern),
            IngestError::Archive { path, source } => archive(path, source),
            IngestError::Workbook { path, source } => workbook(path, source),
            IngestError::Markup { path, source } => markup(path, source),
            IngestError::MissingColumns { path, line, found, missing, lacking, lacks_unit, hints, .. } => {
                of("ingest.missing_columns", path)
                    .with("line", line)
                    .with("found", found)
                    .naming("missing", *lacking, missing)
                    .named("hints", hints)
                    .saying("unit", lacks_unit.then(|| Message::new("ingest.missing_unit")).into_iter().collect())
            }
            IngestError::HeaderWidth { path, line, header, body } => {
                of("ingest.header_width", path).with("line", line).with("header", header).with("body", body)
            }
            IngestError::AboveHeader { path, line, header } => {
                of("ingest.above_header", path).with("line", line).with("header", header)
            }
            IngestError::SecondHeader { path, line } => of("ingest.second_header", path).with("line", line),
            IngestError::Swapped { path, column, header, examples } => of("ingest.swapped", path)
                .named("column", column)
                .with("header", header)
                .with("examples", swapped(examples)),
            IngestError::SameHeader { path, line, header, places } => of("ingest.same_header", path)
                .with("line", line)
                .with("header", header)
                .with("first", places.0)
                .with("second", places.1),
            IngestError::UnknownProfile { id, known } => {
                Message::new("ingest.unknown_profile").with("id", id).with("known", known)
            }
            IngestError::AmbiguousProfile { path, profiles } => {
                of("ingest.ambiguous_profile", path).with("profiles", profiles)
            }
            IngestError::BrokenHeader { path, line } => of("ingest.broken_header", path).with("line", line),
            IngestError::TooMany { most } => Message::new("ingest.too_many").with("most", most),
            IngestError::Frame(error) => Message::new("ingest.frame").with("reason", error),
        }
    }

    fn messages(&self) -> Vec<Message> {
        match self {
            IngestError::Unread(files) => {
                let all = files.iter().flat_map(|file| file.error.messages());
                if files.len() > 1 { all.chain([self.message()]).collect() } else { all.collect() }
            }
            _ => vec![self.message()],
        }
    }
}

/// Both readings of each date, one a line: `dòng 5: 08/01/2022 | 01/08/2022`.
fn swapped(examples: &[SwappedExample]) -> String {
    let shown = |day: Option<crate::period::Day>| day.map_or_else(|| "–".to_owned(), crate::period::Day::slashed);
    let one = |example: &SwappedExample| {
        format!("    {}: {} | {}", example.line, shown(example.day_first), shown(example.month_first))
    };
    examples.iter().map(one).collect::<Vec<_>>().join("\n")
}
