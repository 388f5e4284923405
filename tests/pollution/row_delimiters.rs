//! Each row at each of its delimiters.

use super::expectation::Expectation;
use super::kind::Pollution;
use super::source::Source;
use super::writing::{Dialect, PLAIN, ended, with_line};

pub(crate) fn pollute(source: &Source, each: &mut dyn FnMut(Pollution)) {
    let lines = PLAIN.lines(&source.table());
    for (row, cells) in source.rows.iter().enumerate() {
        let fields = PLAIN.fields(cells);
        let mut push = |family: &'static str, which: String, rule: String, line: String| {
            let bytes = with_line(&lines, row + 1, line);
            each(Pollution::new(family, &which, rule, bytes, Expectation::all(source).damaged(row)));
        };
        for place in 1..fields.len() {
            let (before, after) = (fields[..place].join(";"), fields[place..].join(";"));
            let which = format!("{row:02}-{place:02}");
            let number = row + 1;
            let rule = format!("Row {number} has a second delimiter after delimiter {place}.");
            push("row_extra_delimiter", which.clone(), rule, format!("{before};;{after}"));
            let rule = format!("Row {number} lacks delimiter {place}.");
            push("row_missing_delimiter", which.clone(), rule, format!("{before}{after}"));
            let rule = format!("Row {number} ends after {place} cells.");
            push("row_cut_short", which, rule, before);
        }
        for (name, delimiter) in [("comma", ","), ("tab", "\t"), ("bar", "|")] {
            let rule = format!("The cells of row {} are separated by {delimiter:?}, unlike all others.", row + 1);
            push("row_other_delimiter", format!("{name}-{row:02}"), rule, Dialect { delimiter, ..PLAIN }.line(cells));
        }
    }
    joined(source, &lines, each);
    cut_off(source, &lines, each);
}

/// Two rows on one line.
fn joined(source: &Source, lines: &[String], each: &mut dyn FnMut(Pollution)) {
    for row in 0..source.rows.len() - 1 {
        for (name, between) in [("nothing", ""), ("delimiter", ";"), ("blank", " ")] {
            let mut lines = lines.to_vec();
            let next = lines.remove(row + 2);
            lines[row + 1].push_str(&format!("{between}{next}"));
            let rule = format!("Row {} and the next one stand on one line with {between:?} between them.", row + 1);
            let expectation = Expectation::all(source).joined(row..row + 2).damaged(row);
            each(Pollution::new("row_joined", &format!("{name}-{row:02}"), rule, ended(&lines, "\n"), expectation));
        }
    }
}

/// The file ends in the middle: what comes after nobody can know, but the last row is told or right.
fn cut_off(source: &Source, lines: &[String], each: &mut dyn FnMut(Pollution)) {
    for row in (0..source.rows.len()).step_by(6) {
        let fields = PLAIN.fields(&source.rows[row]);
        for place in 1..fields.len() {
            let bytes = ended(&lines[..=row], "\n") + &fields[..place].join(";");
            let rule = format!("The file breaks off after {place} cells of row {}.", row + 1);
            let expectation = Expectation::of(&source.dossiers[..=row]).damaged(row);
            each(Pollution::new("cut_off", &format!("{row:02}-{place:02}"), rule, bytes, expectation));
        }
    }
}
