use cchc::ingest::workbook::{Kind, WorkbookError, kind};

use super::support::{Stream, fixture, gzip, lines, ods, xls, xlsx, zip};

#[test]
fn files_are_known_by_their_content() {
    assert_eq!(kind(&fixture("openpyxl-1900.xlsx")), Some(Kind::Xlsx));
    assert_eq!(kind(&fixture("xlwt-1900.xls")), Some(Kind::Xls));
    assert_eq!(kind(&fixture("odfpy.ods")), Some(Kind::Ods));
    assert_eq!(kind(&xlsx("", "", "")), Some(Kind::Xlsx));
    assert_eq!(kind(&ods("")), Some(Kind::Ods));
    assert_eq!(kind(&xls(Stream::default(), Stream::default())), Some(Kind::Xls));
    assert_eq!(kind(&zip(&[("a.csv", "a;b")])), Some(Kind::Zip));
    assert_eq!(kind(&zip(&[])), Some(Kind::Zip));
    assert_eq!(kind(&gzip(b"a;b")), Some(Kind::Gzip));
    assert_eq!(kind(b"a;b\n1;2\n"), None);
    assert_eq!(kind(b"<html><table>"), None);
    assert_eq!(kind(b""), None);
    assert_eq!(kind(b"\x09\x08\x10\x00hello"), None);
}

#[test]
fn parts_in_unusual_places_and_spellings_are_found() {
    assert_eq!(kind(&zip(&[("XL\\Workbook.xml", "")])), Some(Kind::Xlsx));
    assert_eq!(kind(&zip(&[("xl/workbook.bin", "")])), Some(Kind::Xlsb));
    let types = "<Override ContentType=\"application/vnd.ms-excel.sheet.binary.macroEnabled.main\"/>";
    let book = zip(&[("[Content_Types].xml", types)]);
    assert_eq!(kind(&book), Some(Kind::Xlsb));
    assert!(matches!(lines(&book), Err(WorkbookError::Unsupported { .. })));
    // A document of Word has content types too.
    assert_eq!(kind(&zip(&[("[Content_Types].xml", "wordprocessingml"), ("word/document.xml", "")])), Some(Kind::Zip));
    let text = zip(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "")]);
    assert_eq!(kind(&text), Some(Kind::Zip));
}

#[test]
fn files_cut_short_are_what_they_were() {
    for (name, was) in [("openpyxl-1900.xlsx", Kind::Xlsx), ("xlwt-1900.xls", Kind::Xls), ("odfpy.ods", Kind::Ods)] {
        let bytes = fixture(name);
        let part = &bytes[..bytes.len() / 2];
        assert_eq!(kind(part), Some(was), "{name}");
        assert!(matches!(lines(part), Err(WorkbookError::Damaged { .. })), "{name}");
    }
}

/// The directory entry of the stream `Workbook` of a container, renamed.
fn renamed(name: &str) -> Vec<u8> {
    let mut bytes = fixture("xlwt-1900.xls");
    let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let old = wide("Workbook");
    let at = bytes.windows(old.len()).position(|window| window == old).unwrap();
    let new = wide(name);
    bytes[at..at + new.len()].copy_from_slice(&new);
    bytes[at + 64] = new.len() as u8 + 2;
    bytes
}

#[test]
fn other_documents_in_the_old_container() {
    assert_eq!(kind(&renamed("WordDocument")), Some(Kind::OtherOle2));
    assert!(matches!(lines(&renamed("WordDocument")), Err(WorkbookError::Unsupported { .. })));
    assert_eq!(kind(&renamed("EncryptedPackage")), Some(Kind::EncryptedWorkbook));
    assert!(matches!(lines(&renamed("EncryptedPackage")), Err(WorkbookError::Encrypted)));
    assert_eq!(kind(&renamed("Book")), Some(Kind::Xls));
    assert!(lines(&renamed("Book")).is_ok());
}
