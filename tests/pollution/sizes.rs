//! Empty files, and tables of unusual size.

use super::expectation::Expectation;
use super::kind::Pollution;
use super::source::{Source, place_of};
use super::writing::{PLAIN, ended, with_line};

pub(crate) fn pollute(source: &Source, each: &mut dyn FnMut(Pollution)) {
    let family = "size";
    let plain = PLAIN.file(source);
    each(Pollution::new(family, "source", "Nothing is changed.", plain, Expectation::all(source)));
    for (which, rule, bytes) in [
        ("empty", "The file has no byte.", ""),
        ("mark", "The file has a byte order mark and nothing else.", "\u{FEFF}"),
        ("line_end", "The file has one line end and nothing else.", "\n"),
        ("blanks", "The file has blank lines and nothing else.", "  \r\n\r\n   \r\n"),
    ] {
        each(Pollution::new(family, which, rule, bytes, Expectation::none()));
    }
    let lines = PLAIN.lines(&source.table());
    for (which, rule, end) in [
        ("header", "The file ends after the header.", "\n"),
        ("header_unended", "The file ends after the header, without a line end.", ""),
        ("header_blanks", "The file ends after the header and blank lines.", "\n\n\n"),
    ] {
        each(Pollution::new(family, which, rule, format!("{}{end}", lines[0]), Expectation::none()));
    }
    for count in [1, 2, 3] {
        let rule = format!("The file has {count} of the records.");
        let bytes = ended(&lines[..=count], "\n");
        let expectation = Expectation::of(&source.dossiers[..count]);
        each(Pollution::new(family, &format!("records-{count}"), rule, bytes, expectation));
    }
    for letters in [1_000, 100_000] {
        let mut headers = source.headers.clone();
        headers[place_of("Địa chỉ")] = "Địa chỉ ".repeat(letters / 8);
        let rule = format!("The header of the addresses has {letters} letters.");
        let bytes = with_line(&lines, 0, PLAIN.line(&headers));
        each(Pollution::new(family, &format!("long_header-{letters}"), rule, bytes, Expectation::all(source)));
        let mut row = source.rows[20].clone();
        row[place_of("Địa chỉ")] = "Thôn 3; ".repeat(letters / 8);
        let rule = format!("An address has {letters} letters.");
        let bytes = with_line(&lines, 21, PLAIN.line(&row));
        each(Pollution::new(family, &format!("long_cell-{letters}"), rule, bytes, Expectation::all(source)));
    }
    for columns in [100, 1_000] {
        let widened = |(number, mut row): (usize, Vec<String>)| {
            row.extend((0..columns).map(|column| if number == 0 { format!("Cột {column}") } else { String::new() }));
            row
        };
        let table: Vec<_> = source.table().into_iter().enumerate().map(widened).collect();
        let rule = format!("The table has {columns} more columns.");
        let bytes = ended(&PLAIN.lines(&table), "\n");
        each(Pollution::new(family, &format!("columns-{columns}"), rule, bytes, Expectation::all(source)));
    }
    for (which, unwanted) in
        [("without_number", "STT"), ("without_person", "Người nộp"), ("without_address", "Địa chỉ")]
    {
        let mut table = source.table();
        for row in &mut table {
            row.remove(place_of(unwanted));
        }
        let rule = format!("The table has no column «{unwanted}».");
        each(Pollution::new(family, which, rule, ended(&PLAIN.lines(&table), "\n"), Expectation::all(source)));
    }
}
