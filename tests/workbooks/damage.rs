use cchc::ingest::workbook::kind;
use proptest::prelude::*;

use super::support::{fixture, lines, packed, xlsx_parts};

const FIXTURES: [&str; 5] = ["openpyxl-1900.xlsx", "openpyxl-1904.xlsx", "xlwt-1900.xls", "xlwt-1904.xls", "odfpy.ods"];

/// A part of a file is refused, or read as the whole of it: what was cut off was padding.
#[test]
fn files_cut_short_anywhere_are_refused() {
    for name in FIXTURES {
        let bytes = fixture(name);
        let whole = lines(&bytes).unwrap();
        for length in (0..bytes.len()).step_by(97).chain(bytes.len().saturating_sub(600)..bytes.len()) {
            if let Ok(part) = lines(&bytes[..length]) {
                assert_eq!(part, whole, "{name} cut to {length} bytes");
            }
        }
    }
}

/// A changed byte of a zip breaks a checksum, or nothing that counts.
#[test]
fn zips_with_a_changed_byte_are_refused_or_the_same() {
    for name in ["openpyxl-1900.xlsx", "odfpy.ods"] {
        let bytes = fixture(name);
        let whole = lines(&bytes).unwrap();
        for place in (0..bytes.len()).step_by(3) {
            let mut changed = bytes.clone();
            changed[place] ^= 0x55;
            if let Ok(read) = lines(&changed) {
                assert_eq!(read, whole, "{name} changed at {place}");
            }
        }
    }
}

#[test]
fn old_workbooks_with_a_changed_byte_do_no_harm() {
    let bytes = fixture("xlwt-1900.xls");
    for place in 0..bytes.len() {
        for change in [0xFF, 0x55, 0x01] {
            let mut changed = bytes.clone();
            changed[place] ^= change;
            let _ = lines(&changed);
        }
    }
}

#[test]
fn parts_of_xml_cut_short_are_refused() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"0\"><v>12</v></c></row>";
    let parts = xlsx_parts(rows, "<si><t>mot</t></si>", "<cellXfs><xf numFmtId=\"0\"/></cellXfs>");
    let whole = lines(&packed(&parts)).unwrap();
    for part in 1..parts.len() {
        for length in 0..parts[part].1.len() {
            let mut cut = parts.clone();
            cut[part].1.truncate(length);
            if let Ok(read) = lines(&packed(&cut)) {
                // Only what follows the rows of a sheet may be missing.
                assert_eq!(read, whole, "{} cut to {length}", parts[part].0);
                assert!(parts[part].1[..length].contains("</sheetData>"), "{} cut to {length}", parts[part].0);
            }
        }
    }
}

fn harmless(bytes: &[u8]) {
    let _ = kind(bytes);
    let _ = lines(bytes);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn random_bytes_do_no_harm(bytes in proptest::collection::vec(any::<u8>(), 0..2048)) {
        for magic in [&b""[..], b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b\x08\x00",
            b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x09\x08\x08\x00\x00\x05\x05\x00"] {
            let mut file = magic.to_vec();
            file.extend(&bytes);
            harmless(&file);
        }
    }

    #[test]
    fn random_changes_do_no_harm(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        for name in FIXTURES {
            let mut bytes = fixture(name);
            for (place, byte) in &changes {
                let place = place.index(bytes.len());
                bytes[place] = *byte;
            }
            harmless(&bytes);
        }
    }

    #[test]
    fn random_xml_does_no_harm(
        part in 1_usize..7,
        pieces in proptest::collection::vec("<row r=\"[0-9]{1,3}\">|</row>|<c r=\"[A-C][0-9]\" t=\"(s|n|b|e|str|inlineStr)\">|</c>|<v>[0-9.]{0,4}</v>|<si>|</si>|<t>|</t>|<is>|</is>|&amp;|&x;|<f/>|[a-z<>&\"]{0,6}", 0..40),
    ) {
        let mut parts = xlsx_parts("", "", "");
        let inner = pieces.concat();
        let place = parts[part].1.rfind("</").unwrap();
        parts[part].1.insert_str(place, &inner);
        harmless(&packed(&parts));
    }

    #[test]
    fn random_records_do_no_harm(records in proptest::collection::vec((prop::sample::select(vec![
        0x0006_u16, 0x000A, 0x0022, 0x003C, 0x0042, 0x0085, 0x00BD, 0x00D6, 0x00E0, 0x00FC, 0x00FD, 0x0203, 0x0204, 0x0205,
        0x0207, 0x027E, 0x041E, 0x0809]), proptest::collection::vec(any::<u8>(), 0..40)), 0..40)) {
        let mut stream = super::support::Stream::default();
        for (number, content) in &records {
            stream = stream.record(*number, content);
        }
        harmless(&super::support::xls(super::support::Stream(stream.0.clone()), super::support::Stream(stream.0)));
    }
}
