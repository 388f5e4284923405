//! A record that is told to be plain is what the scanner makes of it.

use proptest::prelude::*;

use super::*;

const DIALECT: Dialect = Dialect { delimiter: b';', quote: b'"', terminator: Terminator::LineFeed };

/// What is found in a text, record by record, what is remembered of it, and how many records were told by their signs alone.
/// By signs nothing is found behind a record that depends on those before it, as nothing then counts.
fn found(text: &[u8], width: usize, limits: Limits, is_by_signs: bool) -> (Vec<String>, Option<Past>, usize) {
    let mut scanner = Scanner::new(text, DIALECT, limits, Place::first_line(3));
    scanner.expect(width);
    let mut plain = PlainRecords::new(text, DIALECT, limits, Place::first_line(3), width, Room::default());
    let mut all = Vec::new();
    let mut by_signs = 0;
    loop {
        // Several rows at once are the records one by one.
        if is_by_signs && let Some(rows) = plain.rows() {
            let number = rows.number();
            let records: Vec<_> = (0..number).map(|row| rows.record(row).unwrap()).collect();
            assert!(rows.record(number).is_none());
            let columns: Vec<Vec<&[u8]>> =
                (0..=width).map(|field| rows.column(field).texts().map(InPlace::text).collect()).collect();
            let quoting = |record: &PlainRecord<'_>| {
                let is_doubled = |field: &usize| record.as_written(*field).is_none();
                (0..width).filter(is_doubled).collect::<Vec<_>>()
            };
            let doubled: Vec<_> = records.iter().map(quoting).enumerate().collect();
            let doubled: Vec<_> =
                doubled.iter().flat_map(|(row, fields)| fields.iter().map(|field| (*row, *field))).collect();
            assert_eq!(rows.doubled().collect::<Vec<_>>(), doubled);
            for (row, record) in records.iter().enumerate() {
                let fields: Vec<_> = (0..width).map(|field| record.field(field).unwrap().to_vec()).collect();
                let texts: Vec<_> = (0..width).map(|field| record.text(field)).collect();
                assert!((0..width).all(|field| columns[field][row] == fields[field]) && columns[width].is_empty());
                all.push(format!("{:?} {:?} {fields:?} {texts:?}", Found::Record, record.place));
            }
            // Some of them may be passed, and looked at again.
            let passed = number - number / 3;
            all.truncate(all.len() - (number - passed));
            plain.pass(passed);
            by_signs += passed;
            continue;
        }
        let place = plain.next_place();
        let known = if is_by_signs { plain.advance() } else { Plain::Other };
        match known {
            Plain::Record(record) => {
                let fields: Vec<_> = (0..record.count()).map(|field| record.field(field).unwrap().to_vec()).collect();
                let texts: Vec<_> = (0..record.count()).map(|field| record.text(field)).collect();
                assert_eq!(record.field(record.count()), None);
                all.push(format!("{:?} {:?} {fields:?} {texts:?}", Found::Record, record.place));
            }
            Plain::Blank => all.push(format!("{:?} {place:?} [] []", Found::Blank)),
            Plain::Other => {
                scanner.go_on(plain.next_place(), || plain.rest());
                let found = scanner.advance().unwrap();
                if found == Found::End || (is_by_signs && scanner.past().is_none()) {
                    let past = plain.finish().0;
                    return (all, scanner.past().and_then(|odd| past.and(odd)), by_signs);
                }
                let fields = if found == Found::Record { scanner.fields() } else { &[] };
                let texts: Vec<_> = fields.iter().map(|field| scanner.text(field)).collect();
                let fields: Vec<_> = fields.iter().map(|field| scanner.bytes(field).to_vec()).collect();
                all.push(format!("{found:?} {:?} {fields:?} {texts:?}", scanner.place));
                assert!(plain.go_on(scanner.next_place()));
                continue;
            }
        }
        by_signs += 1;
    }
}

/// Compares both ways; answers how many records were told by their signs.
fn compare(text: &[u8], width: usize, limits: Limits) -> usize {
    let (slow, past, _) = found(text, width, limits, false);
    let (fast, fast_past, by_signs) = found(text, width, limits, true);
    assert_eq!(Some(fast.as_slice()), slow.get(..fast.len()), "{}", text.escape_ascii());
    if fast_past.is_none() {
        return by_signs;
    }
    assert_eq!(fast.len(), slow.len(), "{}", text.escape_ascii());
    let remembered = |past: Option<Past>| {
        past.map(|past| (past.habits.quotes, past.habits.begun_bare, past.habits.begun_quoted, past.spent))
    };
    assert_eq!(remembered(fast_past), remembered(past), "{}", text.escape_ascii());
    by_signs
}

const FIELDS: [&str; 23] = [
    "a",
    "Xã Mẫu",
    "",
    " ",
    "\"\"",
    "\"a\"",
    "\"a;b\"",
    "\";a\"",
    "\"a\nb\"",
    "\"a\"\"b\"",
    "\"a\\\"",
    "a\\",
    "a\"",
    "\"a",
    "\"a\" ",
    " \"a\"",
    "\"",
    "\r",
    "a\rb",
    "\"\"\"\"",
    "\"\\\"\"",
    "\t",
    "\"a\r\"",
];
const ENDS: [&str; 6] = ["\n", "\r\n", "\r\r\n", "\r\r\r\n", "\n\n", ""];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn plain_records_are_those_of_the_scanner(
        rows in proptest::collection::vec((proptest::collection::vec(0_usize..69, 1..5), 0_usize..60), 0..12),
        most_record_bytes in prop_oneof![Just(20_usize), Just(2000)],
    ) {
        let mut text = String::new();
        for (fields, end) in rows {
            // Two of three fields are plain.
            let fields: Vec<_> = fields.iter().map(|field| *FIELDS.get(*field).unwrap_or(&FIELDS[field % 2])).collect();
            text += &fields.join(";");
            text += ENDS.get(end).unwrap_or(&ENDS[0]);
        }
        for width in 2..4 {
            compare(text.as_bytes(), width, Limits { most_record_bytes, ..Limits::default() });
        }
    }

    #[test]
    fn any_signs(text in "[a;\"\n\r\\\\ ]{0,60}") {
        for width in 2..4 {
            compare(text.as_bytes(), width, Limits::default());
        }
    }
}

/// A quote behind a backslash may be a letter: such a record can be right in two ways, and is none that is plain.
#[test]
fn quotes_behind_backslashes_are_left_to_the_scanner() {
    assert_eq!(compare(b"a;b\n\"a\\\";\";b\"\na;b\n", 2, Limits::default()), 1);
    assert_eq!(compare(b"a;b\n\"a\\\"\"c\";b\na;b\n", 2, Limits::default()), 2);
    assert_eq!(compare(b"a;b\n\"a\"\"c\\\"\"\";b\na;b\n", 2, Limits::default()), 2);
    assert_eq!(compare(b"a;b\n\"a\"\"c\";b\n\"\"\"\";\"\"\na;b\n", 2, Limits::default()), 4);
    assert_eq!(compare(b"a;b\n\"a\";\";b\"\na;b\n", 2, Limits::default()), 3);
}

/// Windows end within records; a record longer than one is read by the scanner.
#[test]
fn records_reach_over_windows() {
    let mut text = Vec::new();
    for row in 0..9000 {
        text.extend_from_slice(format!("{row};\"{}\";x\r\n", "y;".repeat(row % 60)).as_bytes());
        if row % 1000 == 999 {
            text.extend_from_slice(format!("1;{};2\n;;\n1;\"a\nb\";2\n", "z".repeat(100 * row)).as_bytes());
        }
    }
    assert!(text.len() > 1 << 21);
    let by_signs = compare(&text, 3, Limits::default());
    assert!((9009..9018).contains(&by_signs), "{by_signs}");
}
