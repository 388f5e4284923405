//! What an unknown list may be: for each of its headers the column it most likely is, for `cchc init`.

use std::collections::BTreeMap;

use crate::dossiers::{ColumnId, ColumnKind};
use crate::matching::{clean, fold, nearest};

use super::dates::{Part, Shape};
use super::header::Confidence;
use super::layout::find_heading;
use super::opening::{FirstRows, Said, known_column, required};
use super::parts::Facts;
use super::read::Context;
use super::{DateForm, Profile};

/// A line with fewer known headers is perhaps no header at all.
const FEWEST_KNOWN: usize = 2;
/// Rows below the header that are looked at.
const MOST_ROWS: usize = 40;
/// Share of filled cells that must fit, in percent, for a column to be told by what stands in it.
const ENOUGH: usize = 80;

/// The top of a list.
#[derive(Debug, Clone)]
pub struct Looked {
    /// File.
    pub name: String,
    /// Sheet, if it has a name.
    pub sheet: Option<String>,
    /// What the file is.
    pub facts: Facts,
    /// Line or row of the header.
    pub header_line: u64,
    /// The headers, each with the column it may be.
    pub headers: Vec<Guessed>,
    /// Profiles that recognise the headers.
    pub profiles: Vec<String>,
    /// Required columns that no header names for certain.
    pub missing: Vec<ColumnId>,
    /// The forms in which its dates are read without a profile of its own.
    pub dates: Vec<DateForm>,
    /// Year and month in which most of the dossiers that were looked at were received.
    pub month: Option<(i32, u32)>,
}

/// A header and the column it may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guessed {
    /// The header.
    pub header: String,
    /// The column, and how sure it is.
    pub column: Option<(ColumnId, Sureness)>,
}

/// How sure a guess is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sureness {
    /// The rules list the header.
    Known(Confidence),
    /// The header is spelled almost like one that the rules list.
    Spelling,
    /// What stands in the column fits, and in no other one.
    Content,
}

impl Sureness {
    /// The stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Sureness::Known(confidence) => confidence.id(),
            Sureness::Spelling => "spelling",
            Sureness::Content => "content",
        }
    }
}

impl Looked {
    pub(super) fn new(
        name: &str,
        sheet: Option<String>,
        facts: Facts,
        first: &FirstRows,
        said: &Said<'_>,
        context: &Context<'_>,
    ) -> Self {
        let Context { schema, profiles, reading, .. } = *context;
        let known = |key: &str| known_column(profiles, key);
        let heading = find_heading(&first.rows, &reading.headings, &known, &required(schema));
        let (names, below, line) = match &heading {
            Some(heading) => {
                let skip = heading.first + heading.rows;
                (heading.names.clone(), &first.rows[skip..], first.lines.get(heading.first).copied().unwrap_or(1))
            }
            None => (Vec::new(), &first.rows[..0], 1),
        };
        // A line of which next to nothing is known is perhaps no header but a dossier, and a citizen's data.
        let personal = |column: ColumnId| schema.column(column).kind == ColumnKind::Personal;
        let columns = names.iter().filter_map(|name| known(&fold(name))).filter(|column| !personal(*column)).count();
        let names = if columns < FEWEST_KNOWN { Vec::new() } else { names };
        let mut headers: Vec<Guessed> = names
            .iter()
            .map(|name| {
                let column = known(&fold(name)).map(|column| (column, Sureness::Known(Confidence::Certain)));
                Guessed { header: clean(name), column }
            })
            .collect();
        let has = |headers: &[Guessed], id: ColumnId| {
            headers.iter().any(|header| header.column.is_some_and(|(column, _)| column == id))
        };
        let is_named = |id: ColumnId| has(&headers, id) || (id == schema.roles.unit && said.has_unit);
        let missing: Vec<ColumnId> =
            schema.columns().filter(|(id, column)| column.required && !is_named(*id)).map(|(id, _)| id).collect();
        for (id, column) in schema.columns() {
            if has(&headers, id)
                || matches!(column.kind, ColumnKind::Personal | ColumnKind::CodeDay | ColumnKind::Minute)
            {
                continue;
            }
            let keys: Vec<String> = headers
                .iter()
                .filter(|header| header.column.is_none() && !header.header.is_empty())
                .map(|header| fold(&header.header))
                .collect();
            let aliases: Vec<String> = column.aliases.iter().map(|alias| fold(alias)).collect();
            let like = aliases.iter().filter_map(|alias| nearest(alias, keys.iter().map(String::as_str)));
            let closest =
                like.min_by_key(|key| aliases.iter().map(|alias| strsim::damerau_levenshtein(alias, key)).min());
            let place = closest.and_then(|key| headers.iter().position(|header| fold(&header.header) == key));
            if let Some(place) = place {
                headers[place].column = Some((id, Sureness::Spelling));
            } else if missing.contains(&id) {
                let fits = |place: usize| headers[place].column.is_none() && fits(place, id, below, context);
                let found: Vec<usize> = (0..headers.len()).filter(|place| fits(*place)).collect();
                if let [only] = found.as_slice() {
                    headers[*only].column = Some((id, Sureness::Content));
                }
            }
        }
        let keys: Vec<String> = names.iter().map(|name| fold(name)).collect();
        let recognised = profiles.recognised(&keys);
        let said = said.profile.and_then(|id| profiles.get(id).ok());
        // The profile of last resort reads whatever list nothing else is known of.
        let last = profiles.all().iter().filter(|profile| profile.recognise.is_empty());
        let dates = agreeing(said.into_iter().chain(recognised.iter().copied()).chain(last));
        let received = headers
            .iter()
            .position(|header| header.column.is_some_and(|(column, _)| column == schema.roles.received))
            .and_then(|place| busiest_month(place, below, &dates));
        let profiles = recognised.iter().map(|profile| profile.id.clone()).collect();
        let name = name.to_owned();
        Self { name, sheet, facts, header_line: line, headers, profiles, missing, dates, month: received }
    }
}

impl DateForm {
    /// True when the two may read one text as different days: the one has the day first and the other the month, or they count
    /// days from different ones, or only one takes times for UTC.
    #[must_use]
    fn contradicts(&self, other: &DateForm) -> bool {
        match (&self.shape, &other.shape) {
            (Shape::Serial(one), Shape::Serial(other)) => one != other,
            (Shape::Parts(one), Shape::Parts(others)) => {
                let place =
                    |parts: &[(Part, usize, usize)], wanted| parts.iter().position(|(part, ..)| *part == wanted);
                let order = |parts: &[(Part, usize, usize)]| {
                    let [year, month, day] = [Part::Year, Part::Month, Part::Day].map(|part| place(parts, part));
                    (year < month, month < day)
                };
                let (is_year_first, is_month_first) = order(one);
                let (is_other_year_first, is_other_month_first) = order(others);
                let is_order_other = is_year_first == is_other_year_first && is_month_first != is_other_month_first;
                is_order_other || (one == others && self.is_utc != other.is_utc)
            }
            _ => false,
        }
    }
}

/// The forms of these profiles, each once; none that reads a text otherwise than one before it.
fn agreeing<'a>(profiles: impl Iterator<Item = &'a Profile>) -> Vec<DateForm> {
    add_agreeing(Vec::new(), profiles.flat_map(|profile| &profile.dates))
}

/// Adds the forms that are not there yet and contradict none that is.
#[must_use]
pub fn add_agreeing<'a>(mut forms: Vec<DateForm>, more: impl IntoIterator<Item = &'a DateForm>) -> Vec<DateForm> {
    for form in more {
        if forms.iter().all(|known| known.pattern() != form.pattern() && !known.contradicts(form)) {
            forms.push(form.clone());
        }
    }
    forms
}

/// Year and month of most days at this place of the rows; of equal ones the last.
fn busiest_month(place: usize, rows: &[Vec<String>], forms: &[DateForm]) -> Option<(i32, u32)> {
    let mut months: BTreeMap<(i32, u32), usize> = BTreeMap::new();
    for text in rows.iter().filter_map(|row| row.get(place)) {
        if let Some(dated) = forms.iter().find_map(|form| form.read(text.trim().as_bytes())) {
            let (year, month, _) = dated.day.civil();
            *months.entry((year, month)).or_default() += 1;
        }
    }
    months.into_iter().max_by_key(|(month, count)| (*count, *month)).map(|(month, _)| month)
}

/// True when what stands at this place of the rows is mostly of the kind of the column.
fn fits(place: usize, id: ColumnId, rows: &[Vec<String>], context: &Context<'_>) -> bool {
    let column = context.schema.column(id);
    let vocabulary = context.schema.vocabulary(id);
    let is_word = |text: &str| {
        vocabulary.is_some_and(|vocabulary| vocabulary.spellings().any(|(spelling, _)| fold(spelling) == fold(text)))
    };
    let is_day = |text: &str| {
        context
            .profiles
            .all()
            .iter()
            .flat_map(|profile| &profile.dates)
            .any(|form| form.read(text.as_bytes()).is_some())
    };
    let is_code = |text: &str| super::codes::code_day(text, &context.reading.code_day_between).is_some();
    let cells = rows.iter().take(MOST_ROWS).filter_map(|row| row.get(place)).filter(|text| !text.is_empty());
    let (mut filled, mut fitting) = (0, 0);
    for text in cells {
        filled += 1;
        fitting += usize::from(match column.kind {
            ColumnKind::Day => is_day(text),
            ColumnKind::Word => is_word(text) && !text.bytes().all(|byte| byte.is_ascii_digit()),
            ColumnKind::Code => is_code(text),
            ColumnKind::Unit => context.naming.infer_level(text).is_some(),
            _ => false,
        });
    }
    filled > 0 && fitting * 100 >= filled * ENOUGH
}

#[cfg(test)]
mod tests {
    use super::super::DateRules;
    use super::*;

    const RULES: DateRules = DateRules { first_year: 1995, last_year: 2049, local_offset: 420 };

    #[test]
    fn forms_that_read_a_text_otherwise_are_not_put_together() {
        let contradict = |one: &str, other: &str| {
            let [one, other] = [one, other].map(|form| DateForm::new(form, RULES).unwrap());
            assert_eq!(one.contradicts(&other), other.contradicts(&one));
            one.contradicts(&other)
        };
        for (one, other) in [
            ("dd/MM/yyyy", "M/d/yyyy"),
            ("HH:mm dd/MM/yyyy", "MM-dd-yyyy"),
            ("yyyy-MM-dd", "yyyy/dd/MM"),
            ("serial-1900", "serial-1904"),
            ("yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss{utc}"),
        ] {
            assert!(contradict(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("dd/MM/yyyy", "d/M/yyyy"),
            ("dd/MM/yyyy", "yyyy-MM-dd"),
            ("M/d/yyyy", "yyyy-MM-dd"),
            ("M/d/yyyy", "serial-1900"),
            ("yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssX"),
        ] {
            assert!(!contradict(one, other), "{one} {other}");
        }
    }
}
