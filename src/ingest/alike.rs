//! A list that begins as the one before it did: what the header has led to there, it leads to here.

use std::collections::BTreeSet;

use hashbrown::HashMap;

use crate::dossiers::{ColumnId, Schema};
use crate::matching::{clean, fold};

use super::Profiles;
use super::opening::{FirstRows, Said, Start, known_column, required};
use super::read::Context;

/// Lists that are remembered.
pub(super) const MOST_LISTS: usize = 8;
/// Rows that tell whether a list begins as the one before: the header, those that could be a part of it, and one more.
pub(super) const MOST_ROWS: usize = 4;
/// Rows below the first that could be a part of the header.
const MOST_LOWER_ROWS: usize = 2;

/// How a list began whose header is its first row.
pub(super) struct Begun<'a> {
    /// The profile the user has named.
    profile: Option<String>,
    start: Start<'a>,
    /// Each cell of the header, folded, and what stands before or behind it in longer headers that are known.
    longer: Vec<(String, Vec<String>)>,
}

impl<'a> Begun<'a> {
    /// What is remembered of a list, when its header alone decides how lists like it are read.
    pub(super) fn of(start: &Start<'a>, said: &Said<'_>, context: &Context<'a>) -> Option<Self> {
        let Context { schema, profiles, reading, .. } = *context;
        let [header] = start.header.rows.as_slice() else { return None };
        let mapping = &start.mapping;
        let is_first = start.skip == 1 && start.titles == 0;
        let is_whole = mapping.width == header.len() && start.blank.is_empty();
        // With a unit in every row it makes no difference whether a heading above the rows names it as well.
        let has_units = mapping.has(schema.roles.unit);
        if !(is_first && is_whole && has_units && has_all(header, schema, profiles)) {
            return None;
        }
        let is_heading = |cell: &String| reading.headings.contains(&fold(&clean(cell)));
        if header.iter().any(is_heading) {
            return None;
        }
        let longer = longer(header, profiles)?;
        Some(Self { profile: said.profile.map(str::to_owned), start: start.clone(), longer })
    }

    /// True for a list with this header, of which the user says the same.
    pub(super) fn has(&self, header: &[String], said: &Said<'_>) -> bool {
        self.start.header.rows.first().is_some_and(|own| own == header) && self.profile.as_deref() == said.profile
    }

    /// How a list begins of which these are the first rows; none unless it is as the one that is remembered.
    pub(super) fn start(&self, first: &FirstRows, said: &Said<'_>) -> Option<Start<'a>> {
        let (header, body) = first.rows.split_first()?;
        if !self.has(header, said) || !first.is_exact {
            return None;
        }
        // A row that fits tells that header and rows are equally wide.
        let fits =
            |row: &Vec<String>| row.len() == header.len() && row.iter().filter(|cell| !cell.is_empty()).count() > 2;
        if !body.iter().any(fits) || !self.is_alone(body.get(..MOST_LOWER_ROWS.min(body.len()))?) {
            return None;
        }
        Some(Start { line: first.lines.first().copied()?, ..self.start.clone() })
    }

    /// True when the header and the rows below it make no header of which more is known.
    fn is_alone(&self, lower: &[Vec<String>]) -> bool {
        let text = |row: usize, place: usize| lower.get(row).and_then(|row| row.get(place)).map_or("", String::as_str);
        let tells_nothing = |(place, (key, longer)): (usize, &(String, Vec<String>))| {
            // No longer header is known, whatever stands below.
            if longer.is_empty() {
                return true;
            }
            let below = clean(text(0, place));
            if below.is_empty() {
                return clean(text(1, place)).is_empty();
            }
            let below = fold(&below);
            !below.is_empty() && below != *key && !longer.iter().any(|other| other.contains(&below))
        };
        lower.iter().all(|row| row.len() <= self.longer.len()) && self.longer.iter().enumerate().all(tells_nothing)
    }
}

/// True when every required column is known by a header.
fn has_all(header: &[String], schema: &Schema, profiles: &Profiles) -> bool {
    let columns: Vec<ColumnId> = header.iter().filter_map(|cell| known_column(profiles, &fold(&clean(cell)))).collect();
    required(schema).iter().all(|column| columns.contains(column))
}

/// Each header folded, and what stands before or behind it in longer ones that are known; none when one is blank, or when
/// something is dropped of it as it stands alone.
fn longer(header: &[String], profiles: &Profiles) -> Option<Vec<(String, Vec<String>)>> {
    let key = |cell: &String| {
        let shown = clean(cell);
        let key = fold(&shown);
        let is_kept =
            fold(&format!("{shown} a")) == format!("{key} a") && fold(&format!("a {shown}")) == format!("a {key}");
        (!key.is_empty() && is_kept).then_some(key)
    };
    let keys = header.iter().map(key).collect::<Option<Vec<_>>>()?;
    let mut longer: HashMap<&str, BTreeSet<&str>> = keys.iter().map(|key| (key.as_str(), BTreeSet::new())).collect();
    for known in profiles.all().iter().flat_map(|profile| profile.headers()) {
        for (place, _) in known.bytes().enumerate().filter(|(_, byte)| *byte == b' ') {
            let (Some(first), Some(last)) = (known.get(..place), known.get(place + 1..)) else { continue };
            for (part, other) in [(first, last), (last, first)] {
                if let Some(longer) = longer.get_mut(part) {
                    longer.insert(other);
                }
            }
        }
    }
    let others =
        |key: &String| longer.get(key.as_str()).into_iter().flatten().map(|other| (*other).to_owned()).collect();
    Some(keys.iter().map(|key| (key.clone(), others(key))).collect())
}
