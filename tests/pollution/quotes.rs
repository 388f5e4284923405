//! Quotes and escapes of the whole table, and of one row of it.

use super::expectation::Expectation;
use super::kind::Pollution;
use super::source::{Source, dossier_of};
use super::writing::{ALL_QUOTED, Dialect, Escape, PLAIN, Quoting, ended, with_line};

pub(crate) fn pollute(source: &Source, each: &mut dyn FnMut(Pollution)) {
    marks(source, each);
    none(source, each);
    spaced(source, each);
    one_row(source, each);
}

/// Every quote character with every way to write it inside a cell.
fn marks(source: &Source, each: &mut dyn FnMut(Pollution)) {
    for (name, quote) in [("double", "\""), ("single", "'"), ("backtick", "`"), ("curly", "\u{201D}")] {
        for (quoted, quoting) in [("minimal", Quoting::Minimal), ("all", Quoting::All)] {
            for (escaped, escape) in
                [("doubled", Escape::Doubled), ("backslash", Escape::Backslash), ("bare", Escape::None)]
            {
                for (separated, delimiter) in [("semicolon", ";"), ("comma", ",")] {
                    let dialect = Dialect { delimiter, quote, quoting, escape, ..PLAIN };
                    let rule = match escape {
                        Escape::Doubled => format!("Cells are quoted with {quote}, doubled inside."),
                        Escape::Backslash => format!("Cells are quoted with {quote}, after a backslash inside."),
                        Escape::None => format!("Cells are quoted with {quote}, which stands bare inside."),
                    };
                    let mut expectation = Expectation::all(source);
                    for (place, row) in source.rows.iter().enumerate() {
                        if escape == Escape::None && row.iter().any(|cell| cell.contains(quote)) {
                            expectation = expectation.damaged(place);
                        }
                    }
                    let which = format!("{name}-{quoted}-{escaped}-{separated}");
                    each(Pollution::new("quote", &which, rule, dialect.file(source), expectation));
                }
            }
        }
    }
}

/// No cell is quoted, whatever it holds.
fn none(source: &Source, each: &mut dyn FnMut(Pollution)) {
    for (name, delimiter) in [("comma", ","), ("semicolon", ";"), ("tab", "\t"), ("bar", "|")] {
        let dialect = Dialect { delimiter, quoting: Quoting::None, ..PLAIN };
        let mut expectation = Expectation::all(source);
        for (place, row) in source.rows.iter().enumerate() {
            if row.iter().any(|cell| cell.contains([delimiter, "\n"].map(|sign| sign.chars().next().unwrap()))) {
                expectation = expectation.damaged(place);
            }
        }
        let rule = format!("No cell is quoted, even where it holds {delimiter:?} or a line feed.");
        each(Pollution::new("quote_none", name, rule, dialect.file(source), expectation));
        let flat = |row: &Vec<String>| row.iter().map(|cell| cell.replace([';', ',', '|', '\n'], " ")).collect();
        let rows: Vec<Vec<String>> = source.table().iter().map(flat).collect();
        let whole: Vec<_> = rows[1..].iter().map(|row| dossier_of(row)).collect();
        let is_same = |(place, dossier): (usize, &_)| *dossier == source.dossiers[place];
        let same: Vec<usize> = whole.iter().enumerate().filter(|pair| is_same(*pair)).map(|(place, _)| place).collect();
        // Only the rows that lose nothing by it.
        let kept: Vec<Vec<String>> =
            std::iter::once(&rows[0]).chain(same.iter().map(|row| &rows[row + 1])).cloned().collect();
        let dossiers: Vec<_> = same.iter().map(|place| source.dossiers[*place].clone()).collect();
        let bytes = ended(&dialect.lines(&kept), "\n");
        let rule = "No cell is quoted, and none holds a delimiter or a line feed, but some hold quotes.";
        each(Pollution::new("quote_none", &format!("{name}-flat"), rule, bytes, Expectation::of(&dossiers)));
    }
}

/// Blanks beside quotes, quotes around whole lines, delimiters at the ends of lines.
fn spaced(source: &Source, each: &mut dyn FnMut(Pollution)) {
    let mut push = |which: &str, rule: &str, bytes: String| {
        each(Pollution::new("quote_odd", which, rule, bytes, Expectation::all(source)));
    };
    for (name, delimiter, before, after) in [
        ("comma", ",", ", ", " ,"),
        ("semicolon", ";", "; ", " ;"),
        ("tab", "\t", "\t ", " \t"),
        ("bar", "|", "| ", " |"),
    ] {
        let all = |delimiter| Dialect { delimiter, ..ALL_QUOTED }.file(source);
        push(&format!("{name}-blank_before"), "A blank stands before the quote of each cell.", all(before));
        push(&format!("{name}-blank_after"), "A blank stands after the quote of each cell.", all(after));
        let lines = Dialect { delimiter, ..PLAIN }.lines(&source.table());
        let wrapped: Vec<String> = lines.iter().map(|line| format!("\"{}\"", line.replace('"', "\"\""))).collect();
        push(&format!("{name}-whole_lines"), "Each line is quoted as if it were one cell.", ended(&wrapped, "\n"));
        let trailing: Vec<String> = lines.iter().map(|line| format!("{line}{delimiter}")).collect();
        push(&format!("{name}-trailing"), "Each line has a delimiter after its last cell.", ended(&trailing, "\n"));
        let body: Vec<String> = std::iter::once(&lines[0]).chain(&trailing[1..]).cloned().collect();
        push(
            &format!("{name}-trailing_body"),
            "Each line but the header has a delimiter at its end.",
            ended(&body, "\n"),
        );
        let leading: Vec<String> = lines.iter().map(|line| format!("{delimiter}{line}")).collect();
        push(&format!("{name}-leading"), "Each line has a delimiter before its first cell.", ended(&leading, "\n"));
    }
}

/// One row is quoted or escaped unlike the others.
fn one_row(source: &Source, each: &mut dyn FnMut(Pollution)) {
    let lines = PLAIN.lines(&source.table());
    let single = Dialect { quote: "'", ..ALL_QUOTED };
    for (place, row) in source.rows.iter().enumerate() {
        let mut push = |which: &str, rule: &str, line: String, also: &[&dyn Fn(&str) -> String]| {
            let mut expectation = Expectation::all(source).damaged(place);
            for reading in also {
                let cells: Vec<String> = row.iter().map(|cell| reading(cell)).collect();
                expectation = expectation.or(place, dossier_of(&cells));
            }
            let which = format!("{which}-{place:02}");
            each(Pollution::new("row_quoting", &which, rule, with_line(&lines, place + 1, line), expectation));
        };
        push("all", "Every cell of one row is quoted, while others are where they must be.", ALL_QUOTED.line(row), &[]);
        let letters = |cell: &str| single.field(cell);
        push("single", "Every cell of one row is quoted with an apostrophe.", single.line(row), &[&letters]);
        if row.iter().any(|cell| cell.contains('"')) {
            let backslash = Dialect { escape: Escape::Backslash, ..PLAIN };
            let rule = "The quotes inside the cells of one row stand after a backslash.";
            push("backslash", rule, backslash.line(row), &[]);
            let bare = Dialect { escape: Escape::None, ..PLAIN };
            push("bare", "The quotes inside the cells of one row are not doubled.", bare.line(row), &[]);
        }
    }
}
