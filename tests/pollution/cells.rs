//! What spreadsheet programs and systems put into cells.

use super::expectation::Expectation;
use super::kind::Pollution;
use super::source::{HEADERS, Source, place_of};
use super::writing::{ALL_QUOTED, PLAIN, ended, with_line};

type Change = fn(&str) -> String;

const ANY: [(&str, &str, Change); 6] = [
    ("formula", "stand in =\"…\"", |cell| format!("=\"{cell}\"")),
    ("apostrophe", "begin with an apostrophe", |cell| format!("'{cell}")),
    ("blanks", "have blanks around them", |cell| format!("  {cell}   ")),
    ("no_break", "end with a no-break space", |cell| format!("{cell}\u{A0}")),
    ("tab", "end with a tab", |cell| format!("{cell}\t")),
    ("line_feed", "end with a line feed", |cell| format!("{cell}\n")),
];

const DAYS: [(&str, &str, Change); 5] = [
    ("minutes", "have a time of day", |cell| format!("{cell} 14:05")),
    ("seconds", "have a time of day with seconds", |cell| format!("{cell} 14:05:59")),
    ("iso", "are written yyyy-MM-dd", |cell| parts(cell).join("-")),
    ("iso_time", "are written yyyy-MM-ddTHH:mm:ss", |cell| format!("{}T14:05:59", parts(cell).join("-"))),
    ("figures", "are written yyyyMMddHHmmss", |cell| format!("{}140559", parts(cell).concat())),
];

/// Cells as programs write them that want a spreadsheet to keep leading zeros: `="00123"` without quotes around it.
fn bare_formulas(source: &Source, each: &mut dyn FnMut(Pollution)) {
    let formula = |cell: &String| {
        let field = PLAIN.field(cell);
        // A cell that has to be quoted stays as it is.
        if field == *cell && !cell.is_empty() { format!("=\"{cell}\"") } else { field }
    };
    for chosen in 0..=HEADERS.len() {
        let field = |(place, cell): (usize, &String)| {
            if place == chosen || chosen == HEADERS.len() { formula(cell) } else { PLAIN.field(cell) }
        };
        let line = |row: &Vec<String>| row.iter().enumerate().map(field).collect::<Vec<_>>().join(";");
        let lines: Vec<String> =
            std::iter::once(PLAIN.line(&source.headers)).chain(source.rows.iter().map(line)).collect();
        let what = HEADERS.get(chosen).map_or("All cells".to_owned(), |header| format!("Cells below «{header}»"));
        let rule = format!("{what} stand in =\"…\", without quotes around it.");
        let bytes = ended(&lines, "\n");
        each(Pollution::new("cell_bare_formula", &format!("{chosen:02}"), rule, bytes, Expectation::all(source)));
    }
}

/// A citizen typed into the address what looks like a record: nothing but the quotes around it tells that it is none.
fn typed_records(source: &Source, each: &mut dyn FnMut(Pollution)) {
    for (place, row) in source.rows.iter().enumerate() {
        let mut other = source.rows[(place + 23) % source.rows.len()].clone();
        other[place_of("Mã hồ sơ")] = format!("H01.02-220830-{:04}", 9000 + place);
        let flat: Vec<String> = other.iter().map(|cell| cell.replace([';', '"', '\n'], " ")).collect();
        for (which, text) in [("one", "Thôn 3\n{}"), ("between", "Thôn 3\n{}\nTổ 2"), ("first", "{}\nThôn 3")] {
            let mut typed = row.clone();
            typed[place_of("Địa chỉ")] = text.replace("{}", &flat.join(";"));
            let bytes = with_line(&PLAIN.lines(&source.table()), place + 1, PLAIN.line(&typed));
            let rule = format!("The quoted address of row {} holds a line that looks like a record.", place + 1);
            let expectation = Expectation::all(source).damaged(place);
            each(Pollution::new("row_typed_record", &format!("{which}-{place:02}"), rule, bytes, expectation));
        }
    }
}

/// Year, month and day of `dd/MM/yyyy`.
fn parts(cell: &str) -> Vec<&str> {
    cell.rsplit('/').collect()
}

pub(crate) fn pollute(source: &Source, each: &mut dyn FnMut(Pollution)) {
    bare_formulas(source, each);
    typed_records(source, each);
    let mut change = |family: &'static str,
                      which: &str,
                      rule: String,
                      places: &[usize],
                      change: Change,
                      filled: bool| {
        for (quoted, dialect) in [("", PLAIN), ("-all_quoted", ALL_QUOTED)] {
            let mut table = source.table();
            for row in table.iter_mut().skip(1) {
                for place in
                    places.iter().filter(|place| !filled || !row[**place].is_empty()).copied().collect::<Vec<_>>()
                {
                    row[place] = change(&row[place]);
                }
            }
            let bytes = ended(&dialect.lines(&table), "\n");
            each(Pollution::new(family, &format!("{which}{quoted}"), rule.clone(), bytes, Expectation::all(source)));
        }
    };
    let every: Vec<usize> = (0..HEADERS.len()).collect();
    for (name, how, one) in ANY {
        for place in &every {
            let rule = format!("Cells below «{}» {how}.", HEADERS[*place]);
            change("cell", &format!("{name}-{place:02}"), rule, &[*place], one, true);
        }
        change("cell", &format!("{name}-all"), format!("All cells {how}."), &every, one, true);
    }
    for (name, how, one) in DAYS {
        let rule = format!("Dates {how}.");
        change("cell_date", name, rule, &[9, 10, 11, 12], one, true);
    }
    for (name, how, one) in [
        ("bare", "have no thousands points", (|cell| cell.replace('.', "")) as Change),
        ("commas", "have thousands commas", |cell| cell.replace('.', ",")),
    ] {
        change("cell_fee", name, format!("Fees {how}."), &[13], one, true);
    }
}
