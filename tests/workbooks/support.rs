//! Files made in memory, and readings as lines of text.

use std::io::Write;
use std::ops::ControlFlow;

use cchc::ingest::grid::{CellKind, Event};
use cchc::ingest::workbook::{WorkbookError, WorkbookLimits, read_workbook};
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};

pub(crate) const LIMITS: WorkbookLimits =
    WorkbookLimits { unpacked_bytes: 64 << 20, ratio: 200, cells: 1_000_000, sheets: 20, columns: 1_000 };

/// What is read of a workbook: `# sheet`, `~ hidden sheet`, `5: text | n 1.5 | d 2024-02-29 |`.
pub(crate) fn lines_within(bytes: &[u8], limits: &WorkbookLimits) -> Result<Vec<String>, WorkbookError> {
    let mut lines = Vec::new();
    read_workbook(bytes, limits, &mut |event| {
        lines.push(match event {
            Event::Sheet(name) => format!("# {name}"),
            Event::Hidden(name) => format!("~ {name}"),
            Event::Row(row) => {
                let cells = row.cells.iter().map(|cell| match cell.kind {
                    CellKind::Text => cell.text.clone(),
                    CellKind::Number => format!("n {}", cell.text),
                    CellKind::Day(day) | CellKind::Moment(day, _) => format!("d {} {day}", cell.text),
                });
                format!("{}: {}", row.line, cells.collect::<Vec<_>>().join(" | "))
            }
        });
        ControlFlow::Continue(())
    })?;
    Ok(lines)
}

pub(crate) fn lines(bytes: &[u8]) -> Result<Vec<String>, WorkbookError> {
    lines_within(bytes, &LIMITS)
}

pub(crate) fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/workbooks/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// An entry of a zip, every field of which can be made to lie.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) name: Vec<u8>,
    pub(crate) flags: u16,
    pub(crate) method: u16,
    pub(crate) checksum: u32,
    pub(crate) packed: Vec<u8>,
    pub(crate) size: u32,
    /// The name in the local header, if it is another.
    pub(crate) local_name: Option<Vec<u8>>,
}

pub(crate) fn entry(name: &str, content: &[u8]) -> Entry {
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::default());
    packer.write_all(content).unwrap();
    let mut seen = flate2::Crc::new();
    seen.update(content);
    Entry {
        name: name.as_bytes().to_vec(),
        flags: 0,
        method: 8,
        checksum: seen.sum(),
        packed: packer.finish().unwrap(),
        size: content.len() as u32,
        local_name: None,
    }
}

pub(crate) fn zip_of(entries: &[Entry]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut directory = Vec::new();
    for entry in entries {
        let at = file.len() as u32;
        let local_name = entry.local_name.as_ref().unwrap_or(&entry.name);
        let fields = |name: &[u8]| {
            let mut fields = Vec::new();
            for short in [20, entry.flags, entry.method, 0, 0x21] {
                fields.extend(u16::to_le_bytes(short));
            }
            for long in [entry.checksum, entry.packed.len() as u32, entry.size] {
                fields.extend(u32::to_le_bytes(long));
            }
            fields.extend(u16::to_le_bytes(name.len() as u16));
            fields.extend(u16::to_le_bytes(0));
            fields
        };
        file.extend(b"PK\x03\x04");
        file.extend(fields(local_name));
        file.extend(local_name);
        file.extend(&entry.packed);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(fields(&entry.name));
        directory.extend([0; 10]);
        directory.extend(u32::to_le_bytes(at));
        directory.extend(&entry.name);
    }
    let start = file.len() as u32;
    file.extend(&directory);
    file.extend(b"PK\x05\x06\x00\x00\x00\x00");
    file.extend(u16::to_le_bytes(entries.len() as u16));
    file.extend(u16::to_le_bytes(entries.len() as u16));
    file.extend(u32::to_le_bytes(directory.len() as u32));
    file.extend(u32::to_le_bytes(start));
    file.extend([0, 0]);
    file
}

pub(crate) fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    zip_of(&parts.iter().map(|(name, content)| entry(name, content.as_bytes())).collect::<Vec<_>>())
}

pub(crate) fn gzip(content: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(content).unwrap();
    packer.finish().unwrap()
}

const MAIN: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const RELATIONS: &str = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"";
const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts of an xlsx workbook of one sheet, to be changed before they are packed.
pub(crate) fn xlsx_parts(sheet: &str, strings: &str, styles: &str) -> Vec<(String, String)> {
    let mut parts = vec![
        (
            "[Content_Types].xml".to_owned(),
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override \
             PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.\
             sheet.main+xml\"/></Types>"
                .to_owned(),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships {RELATIONS}><Relationship Id=\"rId1\" Type=\"{KIND}/officeDocument\" \
                 Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!("<workbook {MAIN}><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                "<Relationships {RELATIONS}><Relationship Id=\"rId1\" Type=\"{KIND}/worksheet\" \
                 Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{KIND}/sharedStrings\" \
                 Target=\"sharedStrings.xml\"/><Relationship Id=\"rId3\" Type=\"{KIND}/styles\" \
                 Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        ("xl/sharedStrings.xml".to_owned(), format!("<sst {MAIN}>{strings}</sst>")),
        ("xl/styles.xml".to_owned(), format!("<styleSheet {MAIN}>{styles}</styleSheet>")),
    ];
    parts.push((
        "xl/worksheets/sheet1.xml".to_owned(),
        format!("<worksheet {MAIN}><sheetData>{sheet}</sheetData></worksheet>"),
    ));
    parts
}

pub(crate) fn packed(parts: &[(String, String)]) -> Vec<u8> {
    zip_of(&parts.iter().map(|(name, content)| entry(name, content.as_bytes())).collect::<Vec<_>>())
}

pub(crate) fn xlsx(sheet: &str, strings: &str, styles: &str) -> Vec<u8> {
    packed(&xlsx_parts(sheet, strings, styles))
}

/// An ods workbook with this between the tags of its spreadsheet.
pub(crate) fn ods(tables: &str) -> Vec<u8> {
    let space = "urn:oasis:names:tc:opendocument:xmlns";
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"{space}:office:1.0\" \
         xmlns:table=\"{space}:table:1.0\" xmlns:text=\"{space}:text:1.0\" xmlns:style=\"{space}:style:1.0\" \
         xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\">\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    zip(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

/// A stream of records.
#[derive(Default)]
pub(crate) struct Stream(pub(crate) Vec<u8>);

impl Stream {
    pub(crate) fn record(mut self, number: u16, content: &[u8]) -> Self {
        self.0.extend(number.to_le_bytes());
        self.0.extend(u16::to_le_bytes(content.len() as u16));
        self.0.extend(content);
        self
    }

    /// The begin of a stream of Excel 97: of the workbook (5), of a sheet (16), of a chart (32).
    pub(crate) fn begin(self, kind: u8) -> Self {
        self.record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    }

    pub(crate) fn end(self) -> Self {
        self.record(0x000A, &[])
    }
}

/// A workbook of Excel 97 outside any container: these records of the workbook, and these of its one sheet `S`.
pub(crate) fn xls(globals: Stream, sheet: Stream) -> Vec<u8> {
    let build = |at: u32| {
        let mut listed = at.to_le_bytes().to_vec();
        listed.extend([0, 0, 1, 0, b'S']);
        let mut stream = Stream::default().begin(5).record(0x0085, &listed);
        stream.0.extend(&globals.0);
        // One style, of plain numbers.
        stream.record(0x00E0, &[0; 20]).end().0
    };
    let mut bytes = build(build(0).len() as u32);
    bytes.extend(Stream::default().begin(16).0);
    bytes.extend(sheet.0);
    bytes.extend(Stream::default().end().0);
    bytes
}
