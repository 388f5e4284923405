//! What the inputs of each target are made of.

use super::packing::{XLSX_PARTS, gzip};
use super::samples::{DOCUMENTS, LISTS, ODS_CONTENT, OLD_LETTERS, WORKBOOKS};

/// Settings of the scanner (delimiter, quote and terminator; fields; limits), then a list.
pub(crate) fn records() -> Vec<Vec<u8>> {
    let settings: [[u8; 4]; 8] = [
        [0, 4, 0, 0],
        [1, 5, 0, 0],
        [2, 5, 0, 0],
        [3, 4, 0, 0],
        [4, 4, 0, 0],
        [8, 2, 40, 0],
        [9, 5, 12, 4],
        // Repeated, beyond what is looked ahead.
        [0xF0, 2, 0, 0],
    ];
    let lists = LISTS.iter().map(|list| list.as_bytes()).chain(OLD_LETTERS);
    lists.flat_map(|list| settings.map(|settings| [&settings[..], list].concat())).collect()
}

/// A byte of settings, then a list in any encoding.
pub(crate) fn decoding() -> Vec<Vec<u8>> {
    lists().into_iter().enumerate().map(|(place, list)| [&[place.to_le_bytes()[0]], list.as_slice()].concat()).collect()
}

/// Lists in every encoding, packed ones, and whatever else may stand in a folder of exports.
pub(crate) fn layout() -> Vec<Vec<u8>> {
    let mut all = lists();
    all.extend(gzip(LISTS[0].as_bytes()));
    all.extend(DOCUMENTS.map(|document| document.as_bytes().to_vec()));
    all.extend(WORKBOOKS.map(<[u8]>::to_vec));
    all
}

/// Workbooks, archives, pages and documents; and parts of workbooks, each with its sign before it.
pub(crate) fn documents() -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = WORKBOOKS.map(<[u8]>::to_vec).into();
    all.extend(DOCUMENTS.map(|document| document.as_bytes().to_vec()));
    all.extend(XLSX_PARTS.map(|(sign, _, usual)| [&[sign], usual.as_bytes()].concat()));
    all.push(ODS_CONTENT.as_bytes().to_vec());
    all.extend(gzip(b"H91-1;4;01/08/2022;A\n"));
    all.push([gzip(b"a").unwrap_or_default(), gzip(b"b").unwrap_or_default()].concat());
    all.push(stream());
    all
}

/// Settings, then a form of dates, a line end, and a date of that form.
pub(crate) fn dates() -> Vec<Vec<u8>> {
    let forms = [
        "dd/MM/yyyy\n19/08/2022",
        "dd/MM/yyyy\n08/19/2022",
        "dd/MM/yyyy HH:mm\n19/08/2022 23:59",
        "d/M/yyyy H:mm:ss tt\n1/8/2022 7:05:00 SA",
        "yyyyMMddHHmmss\n20220819070000",
        "yyyy-MM-ddTHH:mm:ssX\n2022-08-18T17:00:00Z",
        "yyyy-MM-ddTHH:mm:ss.SX\n2022-08-18T17:00:00.000+07:00",
        "yyyy-MM-ddTHH:mm:ss.S\n2022-08-19T00:00:00.123456789",
        "yyyy-MM-dd HH:mm:ss{utc}\n2022-12-31 17:00:00",
        "HH:mm, dd.MM.yyyy\n07:05, 29.02.2024",
        "serial-1900\n44792.75",
        "serial-1904\n43330",
    ];
    (0..16).flat_map(|setting| forms.map(|form| [&[setting], form.as_bytes()].concat())).collect()
}

fn lists() -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = OLD_LETTERS.map(<[u8]>::to_vec).into();
    for list in LISTS {
        all.push(list.as_bytes().to_vec());
        let units = |to: fn(u16) -> [u8; 2], mark: &str| {
            mark.encode_utf16().chain(list.encode_utf16()).flat_map(to).collect::<Vec<u8>>()
        };
        all.push(units(u16::to_le_bytes, "\u{feff}"));
        all.push(units(u16::to_be_bytes, "\u{feff}"));
        all.push(units(u16::to_le_bytes, ""));
        // UTF-8 taken for Latin-1 and saved again.
        all.push(list.bytes().map(char::from).collect::<String>().into_bytes());
    }
    all
}

/// A workbook of Excel 97 outside any container: a sheet with a text, a number and a small number.
fn stream() -> Vec<u8> {
    let record = |number: u16, content: &[u8]| {
        let length = u16::try_from(content.len()).unwrap_or_default();
        [&number.to_le_bytes()[..], &length.to_le_bytes(), content].concat()
    };
    let begin = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let globals = |at: u32| {
        let listed = [&at.to_le_bytes()[..], &[0, 0, 1, 0, b'S']].concat();
        let strings = [1, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, b'a', b'b', b'c'];
        [begin(5), record(0x0085, &listed), record(0x00E0, &[0; 20]), record(0x00FC, &strings), record(10, &[])]
            .concat()
    };
    let length = u32::try_from(globals(0).len()).unwrap_or_default();
    let number = [&[0, 0, 1, 0, 0, 0][..], &1.5_f64.to_le_bytes()].concat();
    let cells = [
        record(0x00FD, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        record(0x0203, &number),
        record(0x027E, &[1, 0, 2, 0, 0, 0, 6, 0, 0, 0]),
    ];
    [globals(length), begin(16), cells.concat(), record(10, &[])].concat()
}
