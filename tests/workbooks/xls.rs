use cchc::ingest::workbook::WorkbookError;

use super::support::{Stream, lines, xls};

fn at(row: u16, column: u16, style: u16) -> Vec<u8> {
    [row, column, style].iter().flat_map(|field| field.to_le_bytes()).collect()
}

fn number(row: u16, column: u16, style: u16, value: f64) -> Vec<u8> {
    let mut content = at(row, column, style);
    content.extend(value.to_le_bytes());
    content
}

fn formula(row: u16, column: u16, result: [u8; 8]) -> Vec<u8> {
    let mut content = at(row, column, 0);
    content.extend(result);
    content.extend([0; 8]);
    content
}

#[test]
fn cells_of_every_kind() {
    let mut error = at(0, 2, 0);
    error.extend([0x17, 1]);
    let mut label = at(0, 3, 0);
    label.extend([3, 0, 1, 0x48, 0, 0xd3, 0x1e, 0x34, 0]);
    let many = [&[1, 0, 1, 0][..], &[0, 0, 0x06, 0, 0, 0], &[0, 0, 0x0b, 0, 0, 0], &[2, 0]].concat();
    let sheet = Stream::default()
        .record(0x0203, &number(0, 1, 0, 1.01322))
        .record(0x0205, &error)
        .record(0x0204, &label)
        .record(0x0006, &formula(0, 0, [0, 0, 0, 0, 0, 0, 0xff, 0xff]))
        .record(0x04BC, &[0; 10])
        .record(0x0207, &[2, 0, 0, b'o', b'k'])
        .record(0x00BD, &many)
        .record(0x0006, &formula(2, 0, [1, 0, 1, 0, 0, 0, 0xff, 0xff]))
        .record(0x0006, &formula(2, 1, [2, 0, 0x2a, 0, 0, 0, 0xff, 0xff]))
        .record(0x0006, &formula(2, 2, 2.5_f64.to_le_bytes()))
        .record(0x0006, &formula(2, 3, [3, 0, 0, 0, 0, 0, 0xff, 0xff]))
        .record(0x0006, &formula(2, 4, [0, 0, 0, 0, 0, 0, 0xff, 0xff]));
    // 6 is the whole number 1; 0x0b is 2 hundredths.
    assert_eq!(
        lines(&xls(Stream::default(), sheet)).unwrap(),
        ["# S", "1: ok | n 1.01322 | #REF! | H\u{1ed3}4", "2:  | n 1 | n 0.02", "3: true | #N/A | n 2.5 |  | ="]
    );
}

#[test]
fn dates_of_both_systems_and_formats_spelled_out() {
    let code = "[$-42A]dd/mm/yyyy";
    let mut format = vec![164, 0, code.len() as u8, 0, 0];
    format.extend(code.bytes());
    let style = |number: u8| [0, 0, number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let globals = || {
        Stream::default()
            .record(0x041E, &format)
            .record(0x00E0, &style(164))
            .record(0x00E0, &style(14))
            .record(0x00E0, &style(20))
    };
    let sheet = |day| {
        Stream::default()
            .record(0x0203, &number(0, 0, 0, day))
            .record(0x0203, &number(0, 1, 1, day))
            .record(0x0203, &number(0, 2, 2, 0.5))
            .record(0x0203, &number(0, 3, 3, day))
    };
    assert_eq!(
        lines(&xls(globals(), sheet(45351.0))).unwrap(),
        ["# S", "1: d 2024-02-29 19782 | d 2024-02-29 19782 | 12:00:00 | n 45351"]
    );
    assert_eq!(
        lines(&xls(globals().record(0x0022, &[1, 0]), sheet(43889.0))).unwrap(),
        ["# S", "1: d 2024-02-29 19782 | d 2024-02-29 19782 | 12:00:00 | n 43889"]
    );
}

#[test]
fn shared_strings_go_on_in_other_records() {
    let first = [&[3, 0, 0, 0, 3, 0, 0, 0][..], &[4, 0, 0], b"abc"].concat();
    // The fourth letter in two bytes; then one with a run of formats and a reading aid.
    let second =
        [&[1, 0xd0, 0x1e][..], &[2, 0, 0x0c, 1, 0, 3, 0, 0, 0], b"de", &[0, 0, 0, 0], b"xyz", &[1, 0, 0], b"f"]
            .concat();
    let globals = Stream::default().record(0x00FC, &first).record(0x003C, &second);
    let cell = |row, place: u8| {
        let mut content = at(row, 0, 0);
        content.extend([place, 0, 0, 0]);
        content
    };
    let sheet = Stream::default().record(0x00FD, &cell(0, 0)).record(0x00FD, &cell(1, 1)).record(0x00FD, &cell(2, 2));
    let globals_bytes = globals.0.clone();
    assert_eq!(lines(&xls(globals, sheet)).unwrap(), ["# S", "1: abc\u{1ed0}", "2: de", "3: f"]);
    let beyond = Stream::default().record(0x00FD, &cell(0, 3));
    assert!(matches!(lines(&xls(Stream(globals_bytes), beyond)), Err(WorkbookError::Damaged { .. })));
}

#[test]
fn charts_within_sheets_are_left_out() {
    let sheet =
        Stream::default().begin(32).record(0x0203, &number(0, 0, 0, 9.0)).end().record(0x0203, &number(0, 0, 0, 1.0));
    assert_eq!(lines(&xls(Stream::default(), sheet)).unwrap(), ["# S", "1: n 1"]);
}

#[test]
fn passwords_are_named() {
    let globals = Stream::default().record(0x002F, &[0, 0, 1, 2, 3, 4]);
    assert!(matches!(lines(&xls(globals, Stream::default())), Err(WorkbookError::Encrypted)));
}

#[test]
fn contradictions_are_damage() {
    let twice = Stream::default().record(0x0203, &number(0, 0, 0, 1.0)).record(0x0203, &number(0, 0, 0, 2.0));
    let no_style = Stream::default().record(0x0203, &number(0, 0, 5, 1.0));
    let short = Stream::default().record(0x0203, &[0; 9]);
    for sheet in [twice, no_style, short] {
        assert!(matches!(lines(&xls(Stream::default(), sheet)), Err(WorkbookError::Damaged { .. })));
    }
    // Two sheets at one place.
    let again = Stream::default()
        .record(0x0085, &[0, 0, 0, 0, 0, 0, 1, 0, b'T'])
        .record(0x0085, &[0, 0, 0, 0, 0, 0, 1, 0, b'U']);
    assert!(matches!(lines(&xls(again, Stream::default())), Err(WorkbookError::Damaged { .. })));
}

#[test]
fn workbooks_of_excel_95_have_a_code_page() {
    let mut listed = [0; 8].to_vec();
    listed[6] = 1;
    listed[7] = b'S';
    let build = |at: u32| {
        let mut listed = listed.clone();
        listed[..4].copy_from_slice(&at.to_le_bytes());
        Stream::default()
            .record(0x0809, &[0, 5, 5, 0, 0, 0, 0, 0])
            .record(0x0042, &1258_u16.to_le_bytes())
            .record(0x00E0, &[0; 16])
            .record(0x0085, &listed)
            .end()
            .0
    };
    let mut bytes = build(build(0).len() as u32);
    let mut label = at(0, 0, 0);
    label.extend([3, 0, 0xd0, 0xe3, b'n']);
    bytes.extend(Stream::default().record(0x0809, &[0, 5, 16, 0, 0, 0, 0, 0]).record(0x0204, &label).end().0);
    assert_eq!(lines(&bytes).unwrap(), ["# S", "1: Đăn"]);
}

#[test]
fn older_sheets_are_refused_by_name() {
    for begin in [0x0009, 0x0209, 0x0409] {
        let bytes = Stream::default().record(begin, &[0, 4, 16, 0]).end().0;
        assert!(matches!(lines(&bytes), Err(WorkbookError::Unsupported { .. })));
    }
}
