//! Header and body of unequal width: some exports have names for columns that their rows leave out, or cells without a name.
//!
//! Which header belongs to which field is decided by what stands in the fields, and only when there is one answer.

use std::collections::BTreeSet;

use crate::dossiers::ColumnId;

/// What a cell may be under a header.
pub(in super::super) trait Kinds {
    /// True when the text fits the header of this place, false when it cannot stand there, none when nothing tells.
    fn fits(&self, header: usize, text: &str) -> Option<bool>;
    /// The column that the header of this place names, when it is one that is read.
    fn column(&self, header: usize) -> Option<ColumnId>;
    /// True when the header of this place names a column of days that is read.
    fn is_day(&self, header: usize) -> bool;
    /// True when these columns are enough to read dossiers.
    fn suffices(&self, columns: &BTreeSet<ColumnId>) -> bool;
}

/// Which field of a row belongs to which header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Alignment {
    /// Fields of a row.
    pub(in super::super) width: usize,
    /// For each header the field below it, if any.
    pub(in super::super) fields: Vec<Option<usize>>,
    /// Fields without a header: blank in every row.
    pub(in super::super) blank: Vec<usize>,
}

/// The one alignment of `headers` names with `body` fields under which everything fits; none when there is no such one, or
/// several that would read different columns.
pub(in super::super) fn align(
    headers: usize,
    body: usize,
    rows: &[Vec<String>],
    kinds: &dyn Kinds,
) -> Option<Alignment> {
    let gap = headers.abs_diff(body);
    let mut found: Option<(Vec<(ColumnId, usize)>, Alignment)> = None;
    let mut days_found: Option<Vec<Option<usize>>> = None;
    for at in 0..=headers.min(body) {
        let alignment =
            if headers > body { missing_names(headers, body, at, gap) } else { spare_fields(headers, body, at, gap) };
        if !holds(&alignment, rows, kinds) {
            continue;
        }
        let reads = |(header, field): (usize, &Option<usize>)| Some((kinds.column(header)?, (*field)?));
        let reading: Vec<(ColumnId, usize)> = alignment.fields.iter().enumerate().filter_map(reads).collect();
        let days: Vec<Option<usize>> =
            (0..headers).filter(|header| kinds.is_day(*header)).map(|header| alignment.fields[header]).collect();
        // Another date under another header is another answer, also when something else is missing then.
        if days_found.as_ref().is_some_and(|other| *other != days) {
            return None;
        }
        days_found = Some(days);
        if !kinds.suffices(&reading.iter().map(|(column, _)| *column).collect()) {
            continue;
        }
        match &found {
            Some((other, _)) if *other != reading => return None,
            Some(_) => {}
            None => found = Some((reading, alignment)),
        }
    }
    found.map(|(_, alignment)| alignment)
}

/// `gap` names from place `at` on have no field.
fn missing_names(headers: usize, body: usize, at: usize, gap: usize) -> Alignment {
    let field = |header: usize| match header {
        _ if header < at => Some(header),
        _ if header < at + gap => None,
        _ => Some(header - gap),
    };
    Alignment { width: body, fields: (0..headers).map(field).collect(), blank: Vec::new() }
}

/// `gap` fields from place `at` on have no name.
fn spare_fields(headers: usize, body: usize, at: usize, gap: usize) -> Alignment {
    let field = |header: usize| Some(if header < at { header } else { header + gap });
    Alignment { width: body, fields: (0..headers).map(field).collect(), blank: (at..at + gap).collect() }
}

fn holds(alignment: &Alignment, rows: &[Vec<String>], kinds: &dyn Kinds) -> bool {
    let cell = |row: &Vec<String>, field: usize| row.get(field).map(|text| text.trim().to_owned()).unwrap_or_default();
    rows.iter().all(|row| {
        let fits = |(header, field): (usize, &Option<usize>)| {
            let text = field.map(|field| cell(row, field)).unwrap_or_default();
            text.is_empty() || kinds.fits(header, &text) != Some(false)
        };
        alignment.blank.iter().all(|field| cell(row, *field).is_empty())
            && alignment.fields.iter().enumerate().all(fits)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Headers given as letters: `c` code, `d` date, `t` any text that is no date; capitals are columns that are
    /// read, all but dates required.
    struct Letters(&'static str);

    impl Kinds for Letters {
        fn fits(&self, header: usize, text: &str) -> Option<bool> {
            let is_date = text.contains('/');
            match self.0.as_bytes()[header].to_ascii_lowercase() {
                b'c' => Some(text.starts_with('H')),
                b'd' => Some(is_date),
                _ if is_date => Some(false),
                _ => None,
            }
        }

        fn column(&self, header: usize) -> Option<ColumnId> {
            self.0.as_bytes()[header].is_ascii_uppercase().then_some(ColumnId(header))
        }

        fn is_day(&self, header: usize) -> bool {
            self.0.as_bytes()[header] == b'D'
        }

        fn suffices(&self, columns: &BTreeSet<ColumnId>) -> bool {
            let is_required = |letter| matches!(letter, b'C' | b'T');
            self.0.bytes().enumerate().all(|(place, letter)| !is_required(letter) || columns.contains(&ColumnId(place)))
        }
    }

    fn aligned(headers: &'static str, rows: &[&str]) -> Option<Vec<Option<usize>>> {
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.split('|').map(str::to_owned).collect()).collect();
        align(headers.len(), rows[0].len(), &rows, &Letters(headers)).map(|alignment| alignment.fields)
    }

    /// The twelve headers of a real list over nine cells: three personal columns are left out of the body.
    #[test]
    fn twelve_headers_over_nine_cells() {
        let rows = ["1|Xã A|Khai sinh|H1|Xong|1/8|2/8|3/8|4/8", "2|Xã A|Khai sinh|H2|Xong|1/8|2/8|3/8|"];
        let fields = aligned("tTTCTtttDDDD", &rows).unwrap();
        assert_eq!(fields[..5], [0, 1, 2, 3, 4].map(Some));
        assert_eq!(fields[5..], [None, None, None, Some(5), Some(6), Some(7), Some(8)]);
    }

    #[test]
    fn several_answers_are_no_answer() {
        assert_eq!(aligned("CDD", &["H1|1/8"]), None, "which of the two dates is missing cannot be told");
        assert_eq!(aligned("CTt", &["H1|Xã A"]).map(|fields| fields[..2].to_vec()), Some(vec![Some(0), Some(1)]));
    }

    #[test]
    fn spare_fields_must_be_blank() {
        assert_eq!(aligned("CD", &["H1|1/8|", "H2|2/8|"]), Some(vec![Some(0), Some(1)]));
        assert_eq!(aligned("CD", &["|H1|1/8", "|H2|2/8"]), Some(vec![Some(1), Some(2)]));
        assert_eq!(aligned("CD", &["H1|1/8|", "H2|2/8|x"]), None);
    }
}
