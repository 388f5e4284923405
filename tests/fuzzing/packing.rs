//! Files packed without compression, with the checksums they need.

/// CRC-32 of zip and gzip.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 };
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum)))
}

/// A gzip file of one stored block: 65,535 bytes at the most.
pub(crate) fn gzip(content: &[u8]) -> Option<Vec<u8>> {
    let length = u16::try_from(content.len()).ok()?;
    let mut file = b"\x1f\x8b\x08\0\0\0\0\0\0\xff\x01".to_vec();
    file.extend(length.to_le_bytes());
    file.extend((!length).to_le_bytes());
    file.extend(content);
    file.extend(checksum(content).to_le_bytes());
    file.extend(u32::from(length).to_le_bytes());
    Some(file)
}

/// A zip file of stored entries.
pub(crate) fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let place = u32::try_from(file.len()).unwrap();
        let length = u32::try_from(content.len()).unwrap().to_le_bytes();
        let mut fields = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        fields.extend(checksum(content).to_le_bytes());
        fields.extend(length);
        fields.extend(length);
        fields.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        fields.extend([0, 0]);
        file.extend(b"PK\x03\x04");
        file.extend(&fields);
        file.extend(name.as_bytes());
        file.extend(*content);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&fields);
        directory.extend([0; 10]);
        directory.extend(place.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let start = u32::try_from(file.len()).unwrap();
    let count = u16::try_from(entries.len()).unwrap().to_le_bytes();
    file.extend(&directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend([count, count].concat());
    file.extend(u32::try_from(directory.len()).unwrap().to_le_bytes());
    file.extend(start.to_le_bytes());
    file.extend([0, 0]);
    file
}

const TYPES: &str = "<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-\
    officedocument.spreadsheetml.sheet.main+xml\"/></Types>";
const ROOT: &str = "<Relationships><Relationship Id=\"r1\" \
    Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
    Target=\"xl/workbook.xml\"/></Relationships>";
const RELATIONS: &str = "<Relationships>\
    <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
    Target=\"worksheets/sheet1.xml\"/>\
    <Relationship Id=\"r2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" \
    Target=\"sharedStrings.xml\"/>\
    <Relationship Id=\"r3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" \
    Target=\"styles.xml\"/></Relationships>";

/// The parts of an xlsx workbook that an input may stand for, by the sign it begins with.
pub(crate) const XLSX_PARTS: [(u8, &str, &str); 5] = [
    (
        b'1',
        "xl/worksheets/sheet1.xml",
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>44792</v></c></row>\
         <row r=\"3\"><c r=\"C3\" t=\"s\"><v>1</v></c><c r=\"D3\"><v>1.5E3</v></c></row></sheetData></worksheet>",
    ),
    (b'2', "xl/sharedStrings.xml", "<sst><si><t>Mã hồ sơ</t></si><si><r><t>Đã </t></r><r><t>trả</t></r></si></sst>"),
    (
        b'3',
        "xl/styles.xml",
        "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts>\
         <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>",
    ),
    (
        b'4',
        "xl/workbook.xml",
        "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><workbookPr \
         date1904=\"0\"/><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
    ),
    (b'5', "xl/_rels/workbook.xml.rels", RELATIONS),
];

/// A workbook in which one part is `content`: the sign says which. Nothing when it is the sign of no part.
pub(crate) fn workbook_around(sign: u8, content: &[u8]) -> Option<Vec<u8>> {
    if sign == b'6' {
        let kind = b"application/vnd.oasis.opendocument.spreadsheet";
        return Some(zip(&[("mimetype", kind), ("content.xml", content)]));
    }
    XLSX_PARTS.iter().find(|(known, ..)| *known == sign)?;
    let mut parts = vec![("[Content_Types].xml", TYPES.as_bytes()), ("_rels/.rels", ROOT.as_bytes())];
    parts.extend(
        XLSX_PARTS.iter().map(|(known, name, usual)| (*name, if *known == sign { content } else { usual.as_bytes() })),
    );
    Some(zip(&parts))
}
