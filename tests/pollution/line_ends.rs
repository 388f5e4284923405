//! How lines end, and how the last one does.

use super::expectation::Expectation;
use super::kind::Pollution;
use super::source::Source;
use super::writing::{ALL_QUOTED, PLAIN, ended};

const ENDS: [(&str, &str); 4] = [("lf", "\n"), ("crlf", "\r\n"), ("cr", "\r"), ("crcrlf", "\r\r\n")];

pub(crate) fn pollute(source: &Source, each: &mut dyn FnMut(Pollution)) {
    whole(source, each);
    mixed(source, each);
    one_row(source, each);
}

fn whole(source: &Source, each: &mut dyn FnMut(Pollution)) {
    for (quoted, dialect) in [("", PLAIN), ("-all_quoted", ALL_QUOTED)] {
        for (name, end) in ENDS {
            let lines = dialect.lines(&source.table());
            let joined = lines.join(end);
            for (last, count) in [("none", 0), ("one", 1), ("two", 2), ("five", 5)] {
                let rule = format!("Lines end with {end:?}, and so does the file, {count} times.");
                let bytes = joined.clone() + &end.repeat(count);
                let which = format!("{name}-{last}{quoted}");
                each(Pollution::new("line_end", &which, rule, bytes, Expectation::all(source)));
            }
        }
    }
    for (name, end) in [("lfcr", "\n\r"), ("lflf", "\n\n"), ("crlfcrlf", "\r\n\r\n"), ("blanks_lf", "   \n")] {
        let rule = format!("Lines end with {end:?}.");
        let bytes = ended(&PLAIN.lines(&source.table()), end);
        each(Pollution::new("line_end", name, rule, bytes, Expectation::all(source)));
    }
}

/// Each k-th line ends in another way.
fn mixed(source: &Source, each: &mut dyn FnMut(Pollution)) {
    let lines = PLAIN.lines(&source.table());
    for (name, end) in &ENDS[..3] {
        for (other_name, other) in ENDS.iter().filter(|(other, _)| other != name) {
            for step in 2..=10 {
                let end_of = |line: usize| if (line + 1).is_multiple_of(step) { *other } else { *end };
                let bytes: String = lines.iter().enumerate().flat_map(|(place, line)| [line, end_of(place)]).collect();
                let rule = format!("Lines end with {end:?}, one of {step} with {other:?}.");
                let which = format!("{name}-{other_name}-{step:02}");
                let expectation = physical(source, end_of);
                each(Pollution::new("line_end_mixed", &which, rule, bytes, expectation));
            }
        }
    }
}

/// Rows between which there is no line feed are one physical record, for a reader that tells of records.
fn physical<'a>(source: &Source, end_of: impl Fn(usize) -> &'a str) -> Expectation {
    let mut expectation = Expectation::all(source);
    let mut last = source.rows.len();
    for row in (0..source.rows.len()).rev() {
        // Row `row` stands on line `row + 1`; the end of the line before separates it from the row before.
        if row == 0 || end_of(row).contains('\n') {
            if last - row > 1 {
                expectation = expectation.joined(row..last);
            }
            last = row;
        }
    }
    expectation
}

fn one_row(source: &Source, each: &mut dyn FnMut(Pollution)) {
    let lines = PLAIN.lines(&source.table());
    for (name, end, other_name, other) in [
        ("lf", "\n", "cr", "\r"),
        ("lf", "\n", "crcrlf", "\r\r\n"),
        ("crlf", "\r\n", "lf", "\n"),
        ("crlf", "\r\n", "cr", "\r"),
    ] {
        for odd in 0..lines.len() {
            let end_of = |line: usize| if line == odd { other } else { end };
            let bytes: String = lines.iter().enumerate().flat_map(|(place, line)| [line, end_of(place)]).collect();
            let rule = format!("Lines end with {end:?}, that of row {odd} with {other:?}, the header being row 0.");
            let expectation = physical(source, end_of);
            // The row and, where nothing but a CR separates them, the one after it were polluted.
            let expectation = expectation.damaged(odd.saturating_sub(1));
            let which = format!("{name}-{other_name}-{odd:02}");
            each(Pollution::new("row_line_end", &which, rule, bytes, expectation));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_joined_by_a_lone_cr_are_one_record() {
        let source = Source::new();
        // Lines 4, 8, 12… end with CR (line 1 is the header): rows 2 and 3 (from 0) are joined, and 6 and 7.
        let expectation = physical(&source, |line| if (line + 1).is_multiple_of(4) { "\r" } else { "\n" });
        let sizes: Vec<usize> = expectation.records.iter().map(|record| record.dossiers.len()).collect();
        assert_eq!(sizes[..8], [1, 1, 2, 1, 1, 2, 1, 1]);
        assert_eq!(sizes.iter().sum::<usize>(), 60);
        assert_eq!(expectation.records[2].dossiers[..], source.dossiers[2..4]);
    }
}
