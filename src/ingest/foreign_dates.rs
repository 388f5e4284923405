//! Dates of forms that are not read: what they look like, and what would read them.
//!
//! A cell is told by its shape (docs/decisions/0006): `2022-08-03` is `9999-99-99`, `3 tháng 8` is `9 a 9`. Nothing of what stood
//! there can be told from it, whatever it was.

use std::collections::BTreeMap;

use crate::dossiers::ColumnId;
use crate::matching::clean;
use crate::texts::Message;

use super::dates::{MOST_SERIAL_DIGITS, Part, Shape};
use super::{DateForm, Named, Profiles};

/// Longest shape, in characters; the rest of a longer one is left out.
const LONGEST_SHAPE: usize = 28;
/// Shapes of a column that are told; more are counted.
const MOST_SHAPES: usize = 3;
/// Forms that are named where those are told that are read.
const MOST_FORMS_NAMED: usize = 6;
/// One record in so many, rejected for the form of its dates, is more than slips of the pen.
const ONE_IN: u64 = 10;

/// What a cell looks like: each digit is a 9, and each word an `a`. Of the letters that forms have, the `T` between day and time,
/// the `Z` of UTC and the halves of a day stay.
pub(super) fn shape(cell: &str) -> String {
    let cell = clean(cell);
    let letters: Vec<char> = cell.chars().collect();
    let is_digit = |place: Option<usize>| place.and_then(|place| letters.get(place)).is_some_and(char::is_ascii_digit);
    let half = ["AM", "PM", "SA", "CH"].iter().find(|half| cell.ends_with(**half));
    let half_at = half.and_then(|_| letters.len().checked_sub(2)).filter(|place| {
        place.checked_sub(1).is_some_and(|blank| letters.get(blank) == Some(&' ')) && is_digit(place.checked_sub(2))
    });
    let mut shape = String::new();
    let mut length = 0;
    for (place, letter) in letters.iter().enumerate() {
        let before = is_digit(place.checked_sub(1));
        let stays = match letter {
            'T' => before && is_digit(Some(place + 1)),
            'Z' => before && place + 1 == letters.len(),
            _ => half_at.is_some_and(|half| place >= half),
        };
        let sign = match letter {
            _ if stays => *letter,
            letter if letter.is_numeric() => '9',
            ' ' => ' ',
            letter if letter.is_ascii_punctuation() => *letter,
            _ if shape.ends_with('a') => continue,
            _ => 'a',
        };
        if length == LONGEST_SHAPE {
            shape.push('…');
            break;
        }
        shape.push(sign);
        length += 1;
    }
    shape
}

impl DateForm {
    /// True for the shape of texts of this form, each digit a 9, whether there is such a day or not.
    #[must_use]
    pub(super) fn is_written_so(&self, shape: &str) -> bool {
        match &self.shape {
            Shape::Serial(_) => {
                let (whole, fraction) = shape.split_once(['.', ',']).unwrap_or((shape, "9"));
                let is_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|digit| digit == b'9');
                whole.len() == MOST_SERIAL_DIGITS && is_digits(whole) && is_digits(fraction)
            }
            // Zeros are no day, but every time of day.
            Shape::Parts(parts) => self.parts(parts, shape.replace('9', "0").as_bytes()).is_some(),
        }
    }

    /// This form with days, months and hours of one digit or two, when texts of the shape are written so.
    fn loosely(&self, shape: &str) -> Option<String> {
        let is_number = |part: &Part| !matches!(part, Part::Sign(_) | Part::Half | Part::Offset);
        match &self.shape {
            // Where no sign divides them nobody could tell which digit is whose.
            Shape::Parts(parts) if parts.windows(2).all(|two| !two.iter().all(|(part, ..)| is_number(part))) => {
                let loose = self.pattern().replace("dd", "d").replace("MM", "M").replace("HH", "H");
                let form = DateForm::new(&loose, self.rules).ok()?;
                form.is_written_so(shape).then_some(loose)
            }
            _ => None,
        }
    }
}

/// The dates of rejected records of a list that have no form of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Foreign {
    /// Records with such a date.
    records: u64,
    /// How many cells of a column have this shape, and the line of the first.
    cells: BTreeMap<(ColumnId, String), (u64, u64)>,
}

impl Foreign {
    /// Of a record, the shapes of its dates that were not read.
    pub(super) fn saw(&mut self, shapes: Vec<(ColumnId, String)>, forms: &[DateForm], line: u64) {
        let is_foreign = |shape: &String| !forms.iter().any(|form| form.is_written_so(shape));
        let foreign: Vec<_> = shapes.into_iter().filter(|(_, shape)| is_foreign(shape)).collect();
        self.records += u64::from(!foreign.is_empty());
        for shape in foreign {
            self.count(shape, 1, line);
        }
    }

    fn count(&mut self, shape: (ColumnId, String), cells: u64, line: u64) {
        let (count, first) = self.cells.entry(shape).or_insert((0, line));
        *count += cells;
        *first = line.min(*first);
    }

    /// Adds what was seen of other rows of the list.
    pub(super) fn add(&mut self, more: Foreign) {
        self.records += more.records;
        for (shape, (cells, line)) in more.cells {
            self.count(shape, cells, line);
        }
    }

    /// What there is to tell of them; nothing where there are none. `forms`: those of the list.
    pub(super) fn told(
        self,
        records: u64,
        forms: &[DateForm],
        named: &[Named],
        profiles: &Profiles,
    ) -> Option<ForeignDates> {
        let known = || profiles.all().iter().flat_map(|profile| &profile.dates);
        let mut reading: Vec<String> = Vec::new();
        let mut unread = 0;
        let mut by_column: BTreeMap<ColumnId, (Vec<ForeignShape>, u64)> = BTreeMap::new();
        for ((column, shape), (cells, line)) in self.cells {
            let (shapes, first) = by_column.entry(column).or_insert((Vec::new(), line));
            *first = line.min(*first);
            shapes.push(ForeignShape { shape, cells, line });
        }
        let mut columns: Vec<ForeignColumn> = Vec::new();
        for (column, (mut shapes, line)) in by_column {
            let header = named.iter().find(|named| named.column == column).map(|named| named.header.clone());
            // The most frequent one first, of equal ones that which came first.
            shapes.sort_by_key(|seen| (std::cmp::Reverse(seen.cells), seen.line));
            for ForeignShape { shape, cells, .. } in &shapes {
                let form = known().find(|form| form.is_written_so(shape)).map(|form| form.pattern().to_owned());
                match form.or_else(|| known().find_map(|form| form.loosely(shape))) {
                    Some(form) if reading.contains(&form) => {}
                    Some(form) => reading.push(form),
                    None => unread += cells,
                }
            }
            let others = shapes.split_off(MOST_SHAPES.min(shapes.len()));
            columns.push(ForeignColumn {
                header: header.unwrap_or_default(),
                shapes,
                other_shapes: others.len() as u64,
                other_cells: others.iter().map(|seen| seen.cells).sum(),
                line,
            });
        }
        let read = forms.iter().map(|form| form.pattern().to_owned()).collect();
        (self.records > 0).then_some(ForeignDates {
            records: self.records,
            of: records,
            columns,
            read,
            reading,
            unread,
        })
    }
}

/// Cells of a column that look alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignShape {
    /// What they look like.
    pub shape: String,
    /// How many such cells there are in rejected records.
    pub cells: u64,
    /// Line or row of the first.
    pub line: u64,
}

/// A column with dates of a form that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignColumn {
    /// Its header.
    pub header: String,
    /// What such cells look like, the most frequent first; three at most.
    pub shapes: Vec<ForeignShape>,
    /// How many more shapes there are.
    pub other_shapes: u64,
    /// How many cells have one of these.
    pub other_cells: u64,
    /// Line or row of the first of all such cells.
    pub line: u64,
}

impl ForeignColumn {
    fn message(&self) -> Message {
        let one = |seen: &ForeignShape| format!("`{}` ×{}", seen.shape, seen.cells);
        let key = if self.other_shapes == 0 { "note.foreign_column" } else { "note.foreign_column_more" };
        Message::new(key)
            .with("header", &self.header)
            .with("shapes", self.shapes.iter().map(one).collect::<Vec<_>>().join(", "))
            .with("more", self.other_shapes)
            .with("cells", self.other_cells)
    }
}

/// Dates of a list that are of no form that is read there, and for which their records are rejected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignDates {
    /// Rejected records with such a date.
    pub records: u64,
    /// All records of the list.
    pub of: u64,
    /// The columns.
    pub columns: Vec<ForeignColumn>,
    /// The forms that are read.
    pub read: Vec<String>,
    /// The forms of any profile that would read them, or such forms with one digit where they have two.
    pub reading: Vec<String>,
    /// Cells that none of these would read.
    pub unread: u64,
}

impl ForeignDates {
    /// True when so many records have such dates that the form of the file is another one, or one of its parts has another.
    #[must_use]
    pub fn is_of_the_file(&self) -> bool {
        self.records.saturating_mul(ONE_IN) >= self.of
    }

    /// What they are, and what to do, as a sentence; `file`: the list, `path`: its file as settings name it.
    #[must_use]
    pub fn message(&self, file: &str, path: &str) -> Message {
        let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        let key = match (self.reading.is_empty(), self.unread) {
            (true, _) => "note.foreign_dates_unread",
            (false, 0) => "note.foreign_dates",
            (false, _) => "note.foreign_dates_partly",
        };
        let has_word = self.columns.iter().flat_map(|column| &column.shapes).any(|seen| seen.shape.contains('a'));
        let signs = if has_word { "note.foreign_signs_words" } else { "note.foreign_signs" };
        let named = self.read.iter().take(MOST_FORMS_NAMED).map(String::as_str);
        // The mark for the rest ends the sentence as well.
        let end = if self.read.len() > MOST_FORMS_NAMED { "; …" } else { "." };
        let all = self.read.iter().chain(&self.reading).map(|form| quoted(form));
        Message::new(key)
            .with("file", file)
            .with("path", quoted(path))
            .with("count", self.records)
            .with("of", self.of)
            .saying("columns", self.columns.iter().map(ForeignColumn::message).collect())
            .saying("signs", vec![Message::new(signs)])
            .with("line", self.columns.iter().map(|column| column.line).min().unwrap_or_default())
            .with("read", named.collect::<Vec<_>>().join("; ") + end)
            .with("unread", self.unread)
            .with("all", all.collect::<Vec<_>>().join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::super::DateRules;
    use super::*;

    const RULES: DateRules = DateRules { first_year: 1995, last_year: 2049, local_offset: 420 };

    #[test]
    fn a_shape_tells_the_form_of_a_date() {
        for (cell, expected) in [
            ("2022-08-03", "9999-99-99"),
            ("3/8/22 10:00", "9/9/99 99:99"),
            ("2022-08-03T10:00:00Z", "9999-99-99T99:99:99Z"),
            ("3/8/2022 4:05 CH", "9/9/9999 9:99 CH"),
            ("3 tháng 8 năm 2022", "9 a 9 a 9999"),
            ("44792.5", "99999.9"),
        ] {
            assert_eq!(shape(cell), expected);
        }
    }

    #[test]
    fn a_shape_tells_nothing_of_a_person() {
        for (cell, expected) in [
            ("Trần Thị Mẫu", "a a a"),
            ("TZ", "a"),
            ("Mẫu CH", "a a"),
            ("mau.1990@example.vn", "a.9999@a.a"),
            ("Số ９ Đường Mẫu", "a 9 a a"),
            ("", ""),
        ] {
            assert_eq!(shape(cell), expected);
        }
        let long = "Một câu dài, có nhiều chữ, nhiều dấu, nhiều phần, kể về 1 người nào đó";
        assert_eq!(shape(long).chars().count(), LONGEST_SHAPE + 1);
    }

    #[test]
    fn a_shape_is_that_of_a_form_or_not() {
        let is_so = |form: &str, shape: &str| DateForm::new(form, RULES).unwrap().is_written_so(shape);
        for (form, shape) in [
            ("yyyy-MM-dd", "9999-99-99"),
            ("d/M/yyyy H:mm", "9/99/9999 99:99"),
            ("yyyy-MM-ddTHH:mm:ssX", "9999-99-99T99:99:99Z"),
            ("d/M/yyyy H:mm tt", "9/9/9999 9:99 CH"),
            ("serial-1900", "99999.9"),
        ] {
            assert!(is_so(form, shape), "{form} {shape}");
        }
        for (form, shape) in [
            ("dd/MM/yyyy", "99-99-9999"),
            ("dd/MM/yyyy", "99/99/99"),
            ("dd/MM/yyyy", "99/99/9999 99:99"),
            ("serial-1900", "99/99/9999"),
            ("serial-1900", "999999"),
            ("yyyyMMdd", "a"),
        ] {
            assert!(!is_so(form, shape), "{form} {shape}");
        }
    }

    #[test]
    fn a_form_of_single_digits_is_found_where_signs_divide_them() {
        let loosely = |form: &str, shape: &str| DateForm::new(form, RULES).unwrap().loosely(shape);
        for (form, shape, expected) in [
            ("yyyy-MM-dd", "9999-9-9", Some("yyyy-M-d")),
            ("dd.MM.yyyy HH:mm", "9.99.9999 9:99", Some("d.M.yyyy H:mm")),
            ("yyyy-MM-ddTHH:mm:ssX", "9999-9-99T9:99:99Z", Some("yyyy-M-dTH:mm:ssX")),
            ("yyyyMMdd", "9999999", None),
            ("serial-1900", "9999-9-9", None),
            ("dd/MM/yyyy", "9/9/99", None),
        ] {
            assert_eq!(loosely(form, shape).as_deref(), expected, "{form} {shape}");
        }
    }
}
