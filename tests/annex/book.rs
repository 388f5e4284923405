//! A workbook read back: values and formulas by calamine, the rest from its XML.

use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};

/// A cell that was asked for, by row and column from 0.
pub(super) type Place = (u32, u32);

pub(super) struct Book {
    bytes: Vec<u8>,
    pub(super) sheets: Vec<Sheet>,
}

pub(super) struct Sheet {
    pub(super) name: String,
    values: Range<Data>,
    formulas: Range<String>,
}

impl Book {
    pub(super) fn open(bytes: &[u8]) -> Self {
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let sheets = book
            .sheet_names()
            .into_iter()
            .map(|name| Sheet {
                values: book.worksheet_range(&name).unwrap(),
                formulas: book.worksheet_formula(&name).unwrap(),
                name,
            })
            .collect();
        Self { bytes: bytes.to_vec(), sheets }
    }

    pub(super) fn names(&self) -> Vec<&str> {
        self.sheets.iter().map(|sheet| sheet.name.as_str()).collect()
    }

    pub(super) fn sheet(&self, name: &str) -> &Sheet {
        let found = self.sheets.iter().find(|sheet| sheet.name == name);
        found.unwrap_or_else(|| panic!("no sheet {name} among {:?}", self.names()))
    }

    /// A file inside the package.
    pub(super) fn part(&self, name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(&self.bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap_or_else(|_| panic!("no part {name}")).read_to_string(&mut text).unwrap();
        text
    }

    /// The names of all files inside the package.
    pub(super) fn parts(&self) -> Vec<String> {
        let archive = zip::ZipArchive::new(Cursor::new(&self.bytes)).unwrap();
        archive.file_names().map(|name| name.unwrap().into_owned()).collect()
    }

    /// The XML of a sheet.
    pub(super) fn xml(&self, name: &str) -> String {
        let place = self.sheets.iter().position(|sheet| sheet.name == name).unwrap();
        self.part(&format!("xl/worksheets/sheet{}.xml", place + 1))
    }

    /// The number format of a cell; empty for the general one.
    pub(super) fn number_format(&self, name: &str, place: Place) -> String {
        let (sheet, styles) = (self.xml(name), self.part("xl/styles.xml"));
        let reference = reference(place);
        let sheet = roxmltree::Document::parse(&sheet).unwrap();
        let cell = sheet.descendants().find(|node| node.attribute("r") == Some(&reference)).unwrap();
        let style: usize = cell.attribute("s").unwrap().parse().unwrap();
        let styles = roxmltree::Document::parse(&styles).unwrap();
        let formats = styles.descendants().find(|node| node.has_tag_name((NAMESPACE, "cellXfs"))).unwrap();
        let id =
            formats.children().filter(roxmltree::Node::is_element).nth(style).unwrap().attribute("numFmtId").unwrap();
        let code = styles
            .descendants()
            .find(|node| node.has_tag_name((NAMESPACE, "numFmt")) && node.attribute("numFmtId") == Some(id));
        match (code, id) {
            (Some(code), _) => code.attribute("formatCode").unwrap().to_owned(),
            // Formats that every spreadsheet program knows by number.
            (None, "3") => "#,##0".to_owned(),
            (None, "10") => "0.00%".to_owned(),
            (None, _) => String::new(),
        }
    }
}

const NAMESPACE: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

impl Sheet {
    pub(super) fn get(&self, (row, column): Place) -> &Data {
        self.values.get_value((row, column)).unwrap_or(&Data::Empty)
    }

    /// A cell as a text; numbers as they are printed by Rust.
    pub(super) fn text(&self, place: Place) -> String {
        self.get(place).to_string()
    }

    /// A cell that must be a number.
    pub(super) fn number(&self, place: Place) -> f64 {
        match self.get(place) {
            Data::Float(number) => *number,
            #[expect(clippy::cast_precision_loss, reason = "small")]
            Data::Int(number) => *number as f64,
            other => panic!("{}!{} is {other:?}, not a number", self.name, reference(place)),
        }
    }

    /// The formula of a cell; empty without one.
    pub(super) fn formula(&self, (row, column): Place) -> &str {
        self.formulas.get_value((row, column)).map_or("", String::as_str)
    }

    /// Rows and columns, as far as there is anything.
    pub(super) fn size(&self) -> (u32, u32) {
        self.values.end().map_or((0, 0), |(row, column)| (row + 1, column + 1))
    }

    /// All places with a value.
    pub(super) fn places(&self) -> impl Iterator<Item = Place> {
        let (rows, columns) = self.size();
        (0..rows).flat_map(move |row| (0..columns).map(move |column| (row, column)))
    }

    /// The first place with this text, from a row on.
    pub(super) fn find_from(&self, first: u32, text: &str) -> Option<Place> {
        self.places().find(|place| place.0 >= first && self.text(*place) == text)
    }

    pub(super) fn find(&self, text: &str) -> Place {
        self.find_from(0, text).unwrap_or_else(|| panic!("{}: no cell says {text}", self.name))
    }

    /// All texts of a row.
    pub(super) fn row(&self, row: u32) -> Vec<String> {
        (0..self.size().1).map(|column| self.text((row, column))).collect()
    }
}

/// `C7`.
pub(super) fn reference((row, column): Place) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.insert(0, char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap()));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}
