//! What separates the cells of the whole table.

use super::expectation::Expectation;
use super::kind::Pollution;
use super::source::Source;
use super::writing::{Dialect, PLAIN, Quoting};

/// Delimiters that exports of one-stop systems and spreadsheet programs use.
const USUAL: [(&str, &str); 4] = [("comma", ","), ("semicolon", ";"), ("tab", "\t"), ("bar", "|")];

const FOREIGN: [(&str, &str); 12] = [
    ("blank", " "),
    ("colon", ":"),
    ("tilde", "~"),
    ("caret", "^"),
    ("two_bars", "||"),
    ("comma_blank", ", "),
    ("semicolon_blank", "; "),
    ("two_tabs", "\t\t"),
    ("two_colons", "::"),
    ("backslash_t", "\\t"),
    ("unit_separator", "\u{1F}"),
    ("section", "§"),
];

pub(crate) fn pollute(source: &Source, each: &mut dyn FnMut(Pollution)) {
    for (family, delimiters) in [("delimiter_usual", &USUAL[..]), ("delimiter_foreign", &FOREIGN[..])] {
        for (name, delimiter) in delimiters {
            for (quoted, quoting) in [("", Quoting::Minimal), ("-all_quoted", Quoting::All)] {
                for (ended, end) in [("lf", "\n"), ("crlf", "\r\n"), ("cr", "\r")] {
                    let dialect = Dialect { delimiter, quoting, end, ..PLAIN };
                    let rule = format!("Cells are separated by {delimiter:?} and lines by {end:?}.");
                    let which = format!("{name}-{ended}{quoted}");
                    each(Pollution::new(family, &which, rule, dialect.file(source), Expectation::all(source)));
                }
            }
        }
    }
}
