use crate::ingest::archive::ArchiveLimits;
use crate::ingest::archive::directory::first_name;

use super::compound::Compound;
use super::package::Package;

/// What a file is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An Excel workbook of XML parts: `.xlsx`, `.xlsm`, `.xltx`.
    Xlsx,
    /// An Excel workbook of binary parts: `.xlsb`. It is not read.
    Xlsb,
    /// An Excel workbook of before 2007: `.xls`.
    Xls,
    /// An OpenDocument spreadsheet: `.ods`.
    Ods,
    /// Any other zip file.
    Zip,
    /// A gzip file.
    Gzip,
    /// A workbook behind a password.
    EncryptedWorkbook,
    /// Another document in the container of old Office files.
    OtherOle2,
}

const XLSX_MAIN: [&str; 4] = [
    "spreadsheetml.sheet.main+xml",
    "spreadsheetml.template.main+xml",
    "ms-excel.sheet.macroenabled.main+xml",
    "ms-excel.template.macroenabled.main+xml",
];
const XLSB_MAIN: &str = "ms-excel.sheet.binary.macroenabled.main";
pub(super) const ODS_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// What the file is; none of the kinds for anything else. A file that was cut short is still what it was, as far as can be
/// told: reading it says that it is damaged.
#[must_use]
pub fn kind(bytes: &[u8]) -> Option<Kind> {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(of_compound(bytes));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(of_package(bytes).unwrap_or(Kind::Zip));
    }
    if bytes.starts_with(b"\x1f\x8b") {
        return Some(Kind::Gzip);
    }
    is_bare_stream(bytes).then_some(Kind::Xls)
}

fn of_compound(bytes: &[u8]) -> Kind {
    let Ok(compound) = Compound::open(bytes) else { return Kind::Xls };
    if compound.has("EncryptedPackage") {
        Kind::EncryptedWorkbook
    } else if compound.has("Workbook") || compound.has("Book") {
        Kind::Xls
    } else {
        Kind::OtherOle2
    }
}

fn of_package(bytes: &[u8]) -> Option<Kind> {
    let Ok(package) = Package::glance(bytes, ArchiveLimits::GLANCE) else { return of_first_name(&first_name(bytes)?) };
    if let Ok(Some(types)) = package.text("[Content_Types].xml") {
        let types = types.to_ascii_lowercase();
        if types.contains(XLSB_MAIN) {
            return Some(Kind::Xlsb);
        }
        if XLSX_MAIN.iter().any(|main| types.contains(main)) {
            return Some(Kind::Xlsx);
        }
    }
    match package.text("mimetype") {
        Ok(Some(text)) if text.trim().starts_with(ODS_TYPE) => Some(Kind::Ods),
        _ if package.has("xl/workbook.bin") => Some(Kind::Xlsb),
        _ if package.has("xl/workbook.xml") => Some(Kind::Xlsx),
        _ => None,
    }
}

/// Of a zip without directory: what its first part tells.
fn of_first_name(name: &str) -> Option<Kind> {
    match name {
        "mimetype" => Some(Kind::Ods),
        "[Content_Types].xml" | "_rels/.rels" => Some(Kind::Xlsx),
        _ if name.starts_with("xl/") || name.starts_with("docProps/") => Some(Kind::Xlsx),
        _ => None,
    }
}

/// A stream of records outside any container: its first record says so.
fn is_bare_stream(bytes: &[u8]) -> bool {
    let field = |at| Some(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
    let (Some(record), Some(length), Some(version), Some(content)) = (field(0), field(2), field(4), field(6)) else {
        return false;
    };
    let known = match record {
        0x0009 | 0x0209 | 0x0409 => length == 4 || length == 6,
        0x0809 => (length == 8 || length == 16) && matches!(version, 0x0500 | 0x0600),
        _ => false,
    };
    known && matches!(content, 0x0005 | 0x0010 | 0x0020 | 0x0040 | 0x0100)
}
