use std::fs;
use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::indicators::Choice;
use crate::project::Input;
use crate::registry::Structure;
use crate::threads::each;

use super::MergeError;
use super::rows::{About, CellRow};

/// Version of the format: the first number changes when something is taken away or changes its meaning.
pub const SCHEMA_VERSION: &str = "1.0";

/// What tells a tally file from anything else, whatever its name.
pub(super) const FORMAT: &str = "cchc-tally";

/// Bytes at the beginning of a file among which the format is named.
const HEAD: u64 = 128;

/// So many inputs are looked at by several threads.
const MANY: usize = 32;

/// A larger file holds no counts of an office.
const MOST_BYTES: u64 = 1 << 30;

/// A tally file as it was read, its content what its hash says.
#[derive(Debug, Clone)]
pub struct TallyFile {
    /// Name for outputs.
    pub name: String,
    /// BLAKE3 of the file.
    pub hash: String,
    pub(super) about: About,
    pub(super) cells: Vec<CellRow>,
}

/// The file as it stands on disk.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document<A, C> {
    format: String,
    schema_version: String,
    content_hash: String,
    about: A,
    cells: Vec<C>,
}

/// What is looked at first: a file of another version may look otherwise in everything else.
#[derive(Deserialize)]
struct Version {
    format: String,
    schema_version: String,
}

impl TallyFile {
    /// Id of the calendar of its months.
    #[must_use]
    pub fn calendar(&self) -> &str {
        &self.about.calendar
    }

    /// The structure of units that its counts are on.
    #[must_use]
    pub fn structure(&self) -> Structure {
        if self.about.structure == Structure::Now.id() { Structure::Now } else { Structure::Then }
    }

    /// Options of the rules on which practice differs.
    pub fn choices(&self) -> impl Iterator<Item = Choice> + '_ {
        self.about.rules.iter().map(|row| (row.rule.clone(), row.option.clone()))
    }

    /// The file's text.
    ///
    /// # Errors
    /// Only if serialising plain values fails, which would be a fault of this program.
    pub fn text(&self) -> Result<String, MergeError> {
        // Cells are many: one line each keeps the file readable and its differences small.
        let line = |cell| serde_json::to_string(cell).and_then(RawValue::from_string);
        let cells = self.cells.iter().map(line).collect::<Result<Vec<_>, _>>()?;
        let document = Document {
            format: FORMAT.to_owned(),
            schema_version: SCHEMA_VERSION.to_owned(),
            content_hash: content_hash(&self.about, &self.cells)?,
            about: &self.about,
            cells,
        };
        let mut text = serde_json::to_string_pretty(&document)?;
        text.push('\n');
        Ok(text)
    }

    /// Reads the bytes of a tally file.
    ///
    /// # Errors
    /// When they are no tally file of this version, or not what the file's own hash says.
    pub fn parse(name: &str, bytes: &[u8]) -> Result<Self, MergeError> {
        let file = || name.to_owned();
        let syntax = |error: serde_json::Error| MergeError::Syntax { file: file(), reason: error.to_string() };
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let Version { format, schema_version } = serde_json::from_slice(bytes).map_err(syntax)?;
        if format != FORMAT || major(&schema_version) != major(SCHEMA_VERSION) {
            return Err(MergeError::Version { file: file(), version: schema_version });
        }
        let Document { content_hash: said, about, cells, .. }: Document<About, CellRow> =
            serde_json::from_slice(bytes).map_err(syntax)?;
        if content_hash(&about, &cells)? != said {
            return Err(MergeError::Edited { file: file() });
        }
        Ok(Self { name: file(), hash: blake3::hash(bytes).to_hex().to_string(), about, cells })
    }
}

/// Blanks and line ends do not matter: the content is hashed as this program writes it.
fn content_hash(about: &About, cells: &[CellRow]) -> Result<String, MergeError> {
    Ok(blake3::hash(&serde_json::to_vec(&(about, cells))?).to_hex().to_string())
}

fn major(version: &str) -> &str {
    version.split('.').next().unwrap_or(version)
}

/// The tally files of a run, in the order of their names; none when it is over exports. `threads`: how many may look which are.
///
/// # Errors
/// When one cannot be read or is broken, or some inputs are tally files and others exports.
pub fn read_all(inputs: &[Input], threads: usize) -> Result<Option<Vec<TallyFile>>, MergeError> {
    // Each is opened, which takes time when there are hundreds.
    let threads = if inputs.len() < MANY { 1 } else { threads };
    let are_tallies = each(threads, inputs.len(), |place| inputs.get(place).is_some_and(is_tally));
    let of_kind =
        |kind: bool| inputs.iter().zip(&are_tallies).filter(move |(_, is)| **is == kind).map(|(input, _)| input);
    let tallies: Vec<&Input> = of_kind(true).collect();
    let Some(tally) = tallies.first() else { return Ok(None) };
    if let Some(export) = of_kind(false).next() {
        return Err(MergeError::Mixed { tally: tally.name.clone(), export: export.name.clone() });
    }
    let read = |input: &&Input| {
        let unreadable = |source| MergeError::Unreadable { file: input.name.clone(), source };
        if fs::metadata(&input.path).map_err(unreadable)?.len() > MOST_BYTES {
            return Err(MergeError::Inconsistent { file: input.name.clone(), place: "size".to_owned() });
        }
        TallyFile::parse(&input.name, &fs::read(&input.path).map_err(unreadable)?)
    };
    tallies.iter().map(read).collect::<Result<Vec<_>, _>>().map(Some)
}

/// True for a file that names the format at its beginning.
pub(super) fn is_tally(input: &Input) -> bool {
    !input.is_stdin() && begins_as_tally(&input.path)
}

fn begins_as_tally(path: &Path) -> bool {
    // To open a pipe would be to wait for it.
    if !fs::metadata(path).is_ok_and(|metadata| metadata.is_file()) {
        return false;
    }
    let mut head = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    let text = String::from_utf8_lossy(&head);
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    read.is_ok() && text.starts_with('{') && text.contains(&format!("\"{FORMAT}\""))
}
