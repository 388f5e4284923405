//! Cells that are read by their bytes are what the closer look makes of them.

use std::borrow::Cow;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;

use crate::dossiers::{ColumnId, FrameBuilder, Schema};
use crate::registry::Naming;
use crate::rules::Rules;

use super::decoding::Syllables;
use super::fields::{Damaged, Fields};
use super::opening::{FirstRows, Said, start};
use super::scanner::{self, Dialect, Found, Scanner, Terminator};
use super::table::{Collected, Table};
use super::{CellKind, Context, LIMITS, Place, Profiles, ReadingRules, Threads};

/// A record of which nothing is known by its bytes.
struct Closely<'f, F>(&'f F);

impl<F: Fields> Fields for Closely<'_, F> {
    fn count(&self) -> usize {
        self.0.count()
    }

    fn raw(&self, field: usize) -> Result<Cow<'_, str>, Damaged> {
        self.0.raw(field)
    }

    fn kind(&self, field: usize) -> CellKind {
        self.0.kind(field)
    }
}

pub(super) const HEADER: [&str; 9] = [
    "Mã hồ sơ",
    "Đơn vị tiếp nhận",
    "Mã TTHC",
    "Lĩnh vực",
    "Trạng thái",
    "Ngày nhận",
    "Ngày hẹn trả",
    "Lệ phí",
    "Mức độ hài lòng",
];

/// For each column texts that are right in it, for the most part.
const CELLS: [&[&[u8]]; 9] = [
    &[
        b"H56.14-240823-0001",
        b"h56.14-240823-0002",
        b" H56-240105-3 ",
        "'H56-240501-4\u{200B}".as_bytes(),
        b"1.2E+15",
        b"H\xFF1",
    ],
    &["Xã Mẫu 1".as_bytes(), "UBND  xã Mẫu 1".as_bytes(), "Xã Mẫu 1\u{A0}".as_bytes(), b"X? M?u", b""],
    &[b"1.013220", b"1.01322", b"1,01322", b"=\"1.013220\"", b"'1.013220", b"#N/A", b" 1.013220", b""],
    &[
        "Đất đai".as_bytes(),
        "Đất  đai".as_bytes(),
        "'Đất đai".as_bytes(),
        "''Đất đai".as_bytes(),
        "\u{FEFF}Đất đai".as_bytes(),
        b"",
    ],
    &[
        "Đã trả kết quả".as_bytes(),
        "Đang xử lý".as_bytes(),
        " Đang xử lý".as_bytes(),
        "''Đang xử lý".as_bytes(),
        b"?",
        b"",
    ],
    &[
        b"23/08/2024",
        b"05/01/2024 07:30",
        b"45000",
        b"2024-08-23T23:30:00Z",
        b" 23/08/2024",
        b"31/02/2024",
        b"01/05/2024\x1F",
    ],
    &[b"23/08/2024", b"8/23/2024", b"20240823", b"\x0B24/08/2024", b"24/08/2024 24:00", b"=\"24/08/2024\"", b""],
    &[b"0", b"55.000", b"1.234.567,89", b"15.00.0", b"1.5", b"'55000", b" 55000 ", b"999999999999999999999", b""],
    &[
        "Hài lòng".as_bytes(),
        "hài lòng".as_bytes(),
        "Rất hài lòng\u{2028}".as_bytes(),
        "Không biết".as_bytes(),
        b"\xC3",
        b"",
    ],
];

pub(super) static GIVEN: LazyLock<Given> = LazyLock::new(Given::load);

pub(super) struct Given {
    pub(super) schema: Schema,
    profiles: Profiles,
    reading: ReadingRules,
    naming: Naming,
    syllables: Syllables,
}

impl Given {
    fn load() -> Self {
        let rules = Rules::embedded();
        let (schema, reading) = (Schema::load(&rules).unwrap(), ReadingRules::load(&rules).unwrap());
        let profiles = Profiles::load(&rules, &schema, &reading).unwrap();
        let naming = Naming::load(&rules).unwrap();
        Self { schema, profiles, reading, naming, syllables: Syllables::new([].into_iter()) }
    }

    pub(super) fn context<'a>(&'a self, wanted: &'a [ColumnId]) -> Context<'a> {
        Context {
            schema: &self.schema,
            profiles: &self.profiles,
            reading: &self.reading,
            syllables: &self.syllables,
            naming: &self.naming,
            units: None,
            procedures: None,
            wanted,
            codes: false,
            profile: None,
            encoding: None,
            limits: LIMITS,
            keep_going: false,
            threads: Threads::default(),
            kept: None,
            progress: &|_| {},
        }
    }
}

/// Everything that reading a list gives, as text.
fn read(bytes: &[u8], is_close: bool, given: &Given) -> String {
    let wanted: Vec<ColumnId> = given.schema.columns().map(|(id, _)| id).collect();
    let context = given.context(&wanted);
    let header = HEADER.map(str::to_owned).to_vec();
    let first = FirstRows { rows: vec![header], lines: vec![1], is_exact: true };
    let said = Said { path: Path::new("any"), profile: None, forms: None, has_unit: false };
    let start = start(&first, &said, &context).unwrap();
    let mut into = Collected::new(&context, FrameBuilder::new(&given.schema, &wanted));
    let mut table = Table::new(start, None, None, &context, &into.builder, true, 0);
    let dialect = Dialect { delimiter: b';', quote: b'"', terminator: Terminator::LineFeed };
    let mut scanner = Scanner::new(bytes, dialect, scanner::Limits::default(), scanner::Place::first_line(0));
    scanner.expect(table.width);
    let mut shown = String::new();
    loop {
        let found = scanner.advance().unwrap();
        let place = Place { line: scanner.line(), offset: None };
        match found {
            Found::End => break,
            Found::Record if is_close => table.take(&mut into, &Closely(&scanner), place),
            Found::Record => table.take(&mut into, &scanner, place),
            _ => continue,
        }
        shown += &format!("{:?}\n", table.reader.cells());
    }
    let Collected { units, fingerprints, rejected, rejected_dossiers, repairs, .. } = into;
    let (account, latest, unknown) = (&table.account, table.latest, &table.reader.unknown);
    let (names, swapped) = (&table.reader.procedure_names, table.swapped());
    shown
        + &format!(
            "{account:?} {latest:?} {unknown:?} {names:?} {swapped:?} {fingerprints:?} {rejected:?} {rejected_dossiers:?} {repairs:?} {:?}",
            units.into_units()
        )
}

/// A row that takes the cells with these numbers; every fourth cell is quoted, and a row may be cut behind its last field.
pub(super) fn push_row(bytes: &mut Vec<u8>, numbers: &[usize]) {
    for (place, (cells, number)) in CELLS.iter().zip(numbers).enumerate() {
        if place > 0 {
            bytes.push(b';');
        }
        // The first cell of a column is the plain one: most cells are.
        let cell = cells.get(number / 4).unwrap_or(&cells[0]);
        let is_quoted = number % 4 == 1 && !cell.contains(&b'"');
        let quotes: &[u8] = if is_quoted { b"\"" } else { b"" };
        bytes.extend([quotes, cell, quotes].concat());
    }
    bytes.push(b'\n');
    if numbers.iter().sum::<usize>() % 16 == 0 {
        bytes.extend_from_slice("Hài lòng\n".as_bytes());
    }
}

proptest! {
    #[test]
    fn what_is_known_by_its_bytes_is_what_the_closer_look_gives(
        rows in proptest::collection::vec(proptest::collection::vec(0_usize..64, 9), 1..12),
    ) {
        let mut bytes = Vec::new();
        for row in &rows {
            push_row(&mut bytes, row);
        }
        prop_assert_eq!(read(&bytes, false, &GIVEN), read(&bytes, true, &GIVEN));
    }
}
