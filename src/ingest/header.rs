use std::path::Path;

use crate::dossiers::{ColumnId, ColumnKind, Schema};
use crate::matching::{clean, fold, nearest};
use crate::texts::{Lang, Localized};

use super::layout::Alignment;
use super::{IngestError, Profile};

/// A line with fewer known headers is perhaps no header at all.
const FEWEST_KNOWN: usize = 2;
/// Headers shown in a message, and letters of each.
const MOST_HEADERS: usize = 60;
const MOST_LETTERS: usize = 40;

/// Which field of a record is which column (ánh xạ cột).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// Number of fields of the header.
    pub width: usize,
    /// For each column found, the fields that feed it: one, or several for amounts.
    pub columns: Vec<(ColumnId, Vec<usize>)>,
    /// Headers that are no column, or a lesser alias of one already found.
    pub unused: Vec<String>,
    /// How many columns hold personal data; they are never read.
    pub personal: usize,
    /// The columns found with the headers that name them, in the order of the file.
    pub named: Vec<Named>,
}

/// A column and the header it was known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The column.
    pub column: ColumnId,
    /// The header, merged cells flattened.
    pub header: String,
    /// How sure it is.
    pub confidence: Confidence,
}

/// How sure it is that a header names a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// The rules list the header.
    Certain,
    /// The rules list the lower of two headers; the one above it is no more than a kind of columns.
    ByLowerHeader,
    /// The rules list the header, but header and rows are not equally wide: what stands in the fields decided.
    ByContent,
}

impl Confidence {
    /// Every confidence.
    pub const ALL: [Confidence; 3] = [Confidence::Certain, Confidence::ByLowerHeader, Confidence::ByContent];

    /// The stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Confidence::Certain => "certain",
            Confidence::ByLowerHeader => "by_lower_header",
            Confidence::ByContent => "by_content",
        }
    }
}

/// A header as it was found in a file.
pub(super) struct Found<'a> {
    /// The names, merged cells flattened.
    pub(super) names: &'a [String],
    /// Names that are known by their lower header alone.
    pub(super) by_lower: &'a [bool],
    /// Line or row of the header.
    pub(super) line: u64,
    /// The file.
    pub(super) path: &'a Path,
}

impl Mapping {
    /// Matches the headers of a file with the aliases of a profile, by folded key.
    ///
    /// `given`: a column whose values the user gave for the whole file.
    ///
    /// # Errors
    /// When a required column is missing, or two headers are one column with the same right.
    pub(super) fn match_headers(
        found: &Found<'_>,
        schema: &Schema,
        profile: &Profile,
        given: &[ColumnId],
    ) -> Result<Self, IngestError> {
        let Found { names: headers, by_lower, line, path } = *found;
        let mut mapping =
            Self { width: headers.len(), columns: Vec::new(), unused: Vec::new(), personal: 0, named: Vec::new() };
        // For each column, its best alias so far and the fields that carry it.
        let mut best: Vec<(ColumnId, usize, Vec<usize>)> = Vec::new();
        for (field, header) in headers.iter().enumerate() {
            let Some((column, rank)) = profile.column(&fold(header)) else {
                mapping.unused.push(clean(header));
                continue;
            };
            let kind = schema.column(column).kind;
            if kind == ColumnKind::Personal {
                mapping.personal += 1;
                continue;
            }
            match best.iter_mut().find(|(known, ..)| *known == column) {
                None => best.push((column, rank, vec![field])),
                Some((_, known, fields)) if kind == ColumnKind::Amount && rank != *known => fields.push(field),
                Some((_, known, fields)) if rank == *known => {
                    return Err(IngestError::SameHeader {
                        path: path.to_owned(),
                        line,
                        header: clean(header),
                        places: (fields[0] + 1, field + 1),
                    });
                }
                Some((_, known, fields)) => {
                    let lesser = if rank < *known { std::mem::replace(fields, vec![field])[0] } else { field };
                    *known = rank.min(*known);
                    mapping.unused.push(clean(&headers[lesser]));
                }
            }
        }
        mapping.columns = best.into_iter().map(|(column, _, fields)| (column, fields)).collect();
        mapping.columns.sort();
        for (field, header) in headers.iter().enumerate() {
            if let Some((column, _)) = mapping.columns.iter().find(|(_, fields)| fields.contains(&field)) {
                let is_lower = by_lower.get(field) == Some(&true);
                let confidence = if is_lower { Confidence::ByLowerHeader } else { Confidence::Certain };
                mapping.named.push(Named { column: *column, header: clean(header), confidence });
            }
        }
        mapping.require(headers, line, path, schema, profile, given)?;
        Ok(mapping)
    }

    /// The headers as they may be shown. When none is known the line is perhaps no header but a dossier, and a citizen's
    /// data: then only its length is shown.
    fn shown(&self, headers: &[String]) -> String {
        if self.columns.len() < FEWEST_KNOWN {
            return format!("({})", headers.len());
        }
        let cut = |header: &String| {
            clean(header).chars().filter(|letter| !letter.is_control()).take(MOST_LETTERS).collect::<String>()
        };
        let mut shown = headers.iter().take(MOST_HEADERS).map(cut).collect::<Vec<_>>().join(" | ");
        if headers.len() > MOST_HEADERS {
            shown.push_str(" | …");
        }
        shown
    }

    /// Moves the columns to the fields that what stands in them calls for; columns without a field are gone.
    pub(super) fn realign(&mut self, alignment: &Alignment) {
        let moved = |field: &usize| alignment.fields.get(*field).copied().flatten();
        for (_, fields) in &mut self.columns {
            *fields = fields.iter().filter_map(moved).collect();
        }
        self.columns.retain(|(_, fields)| !fields.is_empty());
        let columns = &self.columns;
        self.named.retain(|named| columns.iter().any(|(column, _)| *column == named.column));
        for named in &mut self.named {
            named.confidence = named.confidence.max(Confidence::ByContent);
        }
        self.width = alignment.width;
    }

    /// The fields of a column; none when the file has no such column.
    #[must_use]
    pub fn fields(&self, column: ColumnId) -> &[usize] {
        self.columns.iter().find(|(id, _)| *id == column).map_or(&[], |(_, fields)| fields)
    }

    /// True when the file has the column.
    #[must_use]
    pub fn has(&self, column: ColumnId) -> bool {
        !self.fields(column).is_empty()
    }

    fn require(
        &self,
        headers: &[String],
        line: u64,
        path: &Path,
        schema: &Schema,
        profile: &Profile,
        given: &[ColumnId],
    ) -> Result<(), IngestError> {
        let unit_by_code = |column: ColumnId| column == schema.roles.unit && self.has(schema.roles.unit_code);
        let missing: Vec<ColumnId> = schema
            .columns()
            .filter(|(id, column)| column.required && !self.has(*id) && !given.contains(id) && !unit_by_code(*id))
            .map(|(id, _)| id)
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let is_header = self.columns.len() >= FEWEST_KNOWN;
        let keys: Vec<String> = self.unused.iter().filter(|_| is_header).map(|header| fold(header)).collect();
        let hint = |id: &ColumnId| {
            let like = profile
                .aliases(*id)
                .filter_map(|alias| nearest(alias, keys.iter().map(String::as_str)))
                .min_by_key(|key| profile.aliases(*id).map(|alias| strsim::damerau_levenshtein(alias, key)).min());
            let like = like.and_then(|key| self.unused.iter().find(|header| fold(header) == key));
            like.map(|header| format!("  ← «{header}» ?")).unwrap_or_default()
        };
        let hints = |lang| {
            let line = |id: &ColumnId| {
                let column = schema.column(*id);
                format!("    {}: {}{}", column.title.get(lang), column.aliases.join(" | "), hint(id))
            };
            missing.iter().map(line).collect::<Vec<_>>().join("\n")
        };
        let titles = |lang| missing.iter().map(|id| schema.column(*id).title.get(lang)).collect::<Vec<_>>().join(", ");
        Err(IngestError::MissingColumns {
            known: self.columns.len(),
            path: path.to_owned(),
            line,
            found: self.shown(headers),
            missing: Localized { vi: titles(Lang::Vi), en: titles(Lang::En) },
            lacking: missing.len(),
            lacks_unit: missing.contains(&schema.roles.unit),
            hints: Localized { vi: hints(Lang::Vi), en: hints(Lang::En) },
        })
    }
}
