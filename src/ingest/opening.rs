//! What the first rows of a list tell: its header, its profile, its columns, and where the dossiers begin.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::dossiers::{ColumnId, ColumnKind, Schema};
use crate::matching::fold;

use super::amounts::read_amount;
use super::dates::DateForm;
use super::header::Found;
use super::layout::{HeaderRows, Heading, Kinds, Role, RowFields, Rows, align, find_heading};
use super::read::Context;
use super::words::WordReader;
use super::{IngestError, Mapping, Profile, Profiles, SetAside};

/// Rows below the header among which the first dossier or group is looked for.
const MOST_BELOW: usize = 4;
/// Rows of another width than the header from which on the file as a whole is at fault, not the rows.
const FEWEST_ROWS: usize = 3;
/// Rows among which the header is looked for.
pub(super) const MOST_ROWS_ABOVE: usize = 60;

/// The first rows of a list, each with its line; a blank or broken row has no cells.
#[derive(Debug, Default)]
pub(super) struct FirstRows {
    pub(super) rows: Vec<Vec<String>>,
    pub(super) lines: Vec<u64>,
    /// How many cells each row has is told by the file, blank ones at its end included.
    pub(super) is_exact: bool,
}

/// Where the dossiers of a list begin, and how they are read.
#[derive(Clone)]
pub(super) struct Start<'a> {
    pub(super) profile: &'a Profile,
    pub(super) mapping: Arc<Mapping>,
    /// Rows up to the end of the header.
    pub(super) skip: usize,
    /// The rows of the header.
    pub(super) header: Arc<HeaderRows>,
    /// Line of the header.
    pub(super) line: u64,
    /// Rows above the header that say something.
    pub(super) titles: u64,
    /// Fields without a header, which must be blank.
    pub(super) blank: Vec<usize>,
}

/// What the user says of a file that decides how its first rows are understood.
#[derive(Clone, Copy)]
pub(super) struct Said<'a> {
    pub(super) path: &'a Path,
    pub(super) profile: Option<&'a str>,
    pub(super) forms: Option<&'a [DateForm]>,
    pub(super) has_unit: bool,
}

/// Finds header, profile and columns.
///
/// # Errors
/// When the list has no header with the required columns, or header and rows cannot be brought together.
pub(super) fn start<'a>(first: &FirstRows, said: &Said<'_>, context: &Context<'a>) -> Result<Start<'a>, IngestError> {
    let Context { schema, profiles, reading, .. } = *context;
    let path = said.path;
    let known = |key: &str| known_column(profiles, key);
    let heading = find_heading(&first.rows, &reading.headings, &known, &required(schema))
        .ok_or_else(|| IngestError::Empty { path: path.to_owned() })?;
    let line = first.lines.get(heading.first).copied().unwrap_or(1);
    let keys: Vec<String> = heading.names.iter().map(|header| fold(header)).collect();
    let profile = match said.profile {
        Some(id) => profiles.get(id)?,
        None => match profiles.recognised(&keys).as_slice() {
            [only] => only,
            several => {
                let profiles = several.iter().map(|profile| profile.id.as_str()).collect::<Vec<_>>().join(", ");
                return Err(IngestError::AmbiguousProfile { path: path.to_owned(), profiles });
            }
        },
    };
    let skip = heading.first + heading.rows;
    let header = Arc::new(HeaderRows::new(first.rows[heading.first..skip].to_vec()));
    let mut rows = Rows::new(reading, context.naming, Arc::clone(&header), RowFields::default());
    let filled = first.rows[skip..].iter().filter(|row| row.iter().any(|cell| !cell.is_empty()));
    let body: Vec<&Vec<String>> = filled.collect();
    let mut roles = body.iter().take(MOST_BELOW).map(|row| rows.role(*row));
    let begins = roles.find(|role| !matches!(role, Role::SetAside(SetAside::Numbering | SetAside::Header)));
    let is_grouped = matches!(begins, Some(Role::Unit(_)));
    drop(roles);
    let given: Vec<ColumnId> = if said.has_unit || is_grouped { vec![schema.roles.unit] } else { Vec::new() };
    let found = Found { names: &heading.names, by_lower: &heading.by_lower, line, path };
    let mut mapping = Mapping::match_headers(&found, schema, profile, &given)?;
    let forms = said.forms.unwrap_or(&profile.dates);
    let above = first.rows[..heading.first].iter().position(|row| is_dossier(row, &mapping, schema, forms));
    if let Some(place) = above {
        let at = first.lines.get(place).copied().unwrap_or(1);
        return Err(IngestError::AboveHeader { path: path.to_owned(), line: at, header: line });
    }
    let mut blank = Vec::new();
    let other = if first.is_exact { other_width(&body, mapping.width, &mut rows) } else { None };
    let of_width = |width: usize| body.iter().filter(move |row| row.len() == width);
    // A few odd rows are rejected by name; many of one width are a matter of the file.
    if let Some(width) = other.filter(|width| of_width(*width).count() >= FEWEST_ROWS) {
        let sample: Vec<Vec<String>> = of_width(width).map(|row| (*row).clone()).collect();
        let content = Content { mapping: &mapping, heading: &heading, schema, profile, forms, given: &given };
        let alignment = align(mapping.width, width, &sample, &content);
        match alignment {
            Some(alignment) => {
                mapping.realign(&alignment);
                blank = alignment.blank;
            }
            None => {
                let (path, header) = (path.to_owned(), mapping.width);
                return Err(IngestError::HeaderWidth { path, line, header, body: width });
            }
        }
    }
    let titles =
        first.rows[..heading.first].iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).count() as u64;
    Ok(Start { profile, mapping: Arc::new(mapping), skip, header, line, titles, blank })
}

/// The column a folded header stands for in any of the profiles.
pub(super) fn known_column(profiles: &Profiles, key: &str) -> Option<ColumnId> {
    profiles.all().iter().find_map(|profile| profile.column(key)).map(|(column, _)| column)
}

/// The columns every list must have.
pub(super) fn required(schema: &Schema) -> Vec<ColumnId> {
    schema.columns().filter(|(_, column)| column.required).map(|(id, _)| id).collect()
}

/// True for a row that has a code and a day of receipt where the header has them: titles have neither.
fn is_dossier(row: &[String], mapping: &Mapping, schema: &Schema, forms: &[DateForm]) -> bool {
    let text = |column| mapping.fields(column).first().and_then(|field| row.get(*field)).map_or("", String::as_str);
    let day = text(schema.roles.received);
    text(schema.roles.code).bytes().any(|byte| byte.is_ascii_digit())
        && (forms.iter().any(|form| form.read(day.as_bytes()).is_some()))
}

/// The width of the rows, when all that look like dossiers have the same one and the header has another.
fn other_width(body: &[&Vec<String>], header: usize, rows: &mut Rows<'_>) -> Option<usize> {
    let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count();
    let many: Vec<&&Vec<String>> = body.iter().filter(|row| filled(row) > 2).collect();
    // One row that fits is enough: it is then the others that are wrong.
    if many.iter().any(|row| row.len() == header) {
        return None;
    }
    let widths: BTreeSet<usize> =
        many.into_iter().filter(|row| rows.role(**row) == Role::Dossier).map(|row| row.len()).collect();
    match widths.iter().collect::<Vec<_>>().as_slice() {
        [only] => Some(**only),
        _ => None,
    }
}

/// What may stand under the headers of a file.
struct Content<'a> {
    mapping: &'a Mapping,
    heading: &'a Heading,
    schema: &'a Schema,
    profile: &'a Profile,
    forms: &'a [DateForm],
    given: &'a [ColumnId],
}

impl Content<'_> {
    fn is_day(&self, text: &str) -> bool {
        self.forms.iter().any(|form| form.read(text.as_bytes()).is_some())
    }
}

impl Kinds for Content<'_> {
    fn fits(&self, header: usize, text: &str) -> Option<bool> {
        let is_day = self.is_day(text);
        let Some(column) = self.column(header) else {
            // Any text may stand in a column that is not read, and a date where the header speaks of one.
            let name = self.heading.names.get(header).map(|name| fold(name)).unwrap_or_default();
            let may_be_day = name.is_empty() || self.profile.column(&name).is_none();
            return if is_day && !may_be_day { Some(false) } else { None };
        };
        match self.schema.column(column).kind {
            ColumnKind::Day => Some(is_day),
            ColumnKind::Amount => Some(read_amount(text).is_some()),
            ColumnKind::Number => Some(text.parse::<u32>().is_ok()),
            ColumnKind::Code => Some(!is_day && text.bytes().any(|byte| byte.is_ascii_digit())),
            ColumnKind::Word if is_day => Some(false),
            ColumnKind::Word => {
                let vocabulary = self.schema.vocabulary(column)?;
                WordReader::new(vocabulary, self.profile).knows(text).then_some(true)
            }
            _ if is_day => Some(false),
            _ => None,
        }
    }

    fn column(&self, header: usize) -> Option<ColumnId> {
        self.mapping.columns.iter().find(|(_, fields)| fields.contains(&header)).map(|(column, _)| *column)
    }

    fn is_day(&self, header: usize) -> bool {
        self.column(header).is_some_and(|column| self.schema.column(column).kind == ColumnKind::Day)
    }

    fn suffices(&self, columns: &BTreeSet<ColumnId>) -> bool {
        let by_code = |id: ColumnId| id == self.schema.roles.unit && columns.contains(&self.schema.roles.unit_code);
        self.schema
            .columns()
            .all(|(id, column)| !column.required || columns.contains(&id) || self.given.contains(&id) || by_code(id))
    }
}
