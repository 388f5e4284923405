//! Read side by side, a list is what it is when it is read from its first byte to its last.

use std::path::Path;

use proptest::prelude::*;

use crate::dossiers::{ColumnId, ColumnKind};
use crate::ingest::twin_tests::{GIVEN, HEADER, push_row};
use crate::ingest::{Context, LIMITS, Limits, Stock, Threads, read_all};
use crate::project::{ExportSettings, Input};

/// Lines that are no plain dossiers, or change how the lines behind them are read.
const LINES: [&str; 20] = [
    "\r\n",
    ";;;;;;;;\n",
    "Tổng cộng;12;;;;;;;\n",
    "UBND xã Mẫu 2;;;;;;;;\n",
    "Lĩnh vực: Đất đai;;;;;;;;\n",
    "Người lập biểu;;;Chủ tịch;;;;;\n",
    "Mã hồ sơ;Đơn vị tiếp nhận;Mã TTHC;Lĩnh vực;Trạng thái;Ngày nhận;Ngày hẹn trả;Lệ phí;Mức độ hài lòng\n",
    "H56.14-240823-0009;\"Xã Mẫu\n1\";1.004441;Hộ tịch;Đang xử lý;23/08/2024;;0;\n",
    "H56.14-240823-0010;\"Xã Mẫu;1.004441;Hộ tịch;Đang xử lý;23/08/2024;;0;\n",
    "H56.14-240823-0011;Xã Mẫu\";1.004441;Hộ tịch;Đang xử lý;23/08/2024;;0;\n",
    "H56.14-240823-0012;Xã Mẫu 1;1.004441;Hộ tịch;Đang xử lý;23/08/2024\n",
    "H56.14-240823-0013;Xã Mẫu 3;1.004442;HỘ TỊCH;Đang xử lý;23/08/2024;;0;\r",
    "H56.14-240823-0014;;1.004443;Chứng thực;Đang xử lý;23/08/2024;;0;\n",
    "H56.14-240823-0015;Xã Mẫu 1;1.004441;Hộ tịch;Mới đăng ký;;;0;\n",
    "H56.14-240823-0016;\"Xã \\\"Mẫu\\\" 1\";1.004441;Hộ tịch;Đang xử lý;23/08/2024;;0;\n",
    "H56.14-240823-0017;\"Xã \"\"Mẫu\"\" 1\";1.004441;Hộ tịch;Đang xử lý;23/08/2024;;0;\n",
    "H56.14-240823-0018;Xã \"\"Mẫu\"\" 1;1.004441;Hộ tịch;Đang xử lý;23/08/2024;;0;\n",
    "\"H56.14-240823-0019\";\"Xã Mẫu 1\";\"1.004441\";\"Hộ tịch\";\"Đang xử lý\";\"23/08/2024\";\"\";\"0\";\"\"\r\n",
    "H56.14-240823-0020;Xã Mẫu 1;1.004441;\"Hộ \"\"tịch\"\"\";\"\"\"\"\"\";23/08/2024;;\"\"\"0\";\"\"\"\"\n",
    "\"\";\"\";\"\";;;;;;\"\"\n",
];

fn shown(file: &[u8], threads: Threads, record_bytes: usize) -> String {
    shown_of(&[file], threads, record_bytes)
}

/// Everything that reading these files gives, once with every column and the codes, and once without what takes a look at each
/// record by itself.
fn shown_of(files: &[&[u8]], threads: Threads, record_bytes: usize) -> String {
    let every: Vec<ColumnId> = GIVEN.schema.columns().map(|(id, _)| id).collect();
    let limits = Limits { record_bytes, listed: 20, ..LIMITS };
    let context = Context { limits, threads, keep_going: true, codes: true, ..GIVEN.context(&every) };
    let with_codes = everything_of(files, &context, None);
    let minutes = |id: &ColumnId| GIVEN.schema.column(*id).kind != ColumnKind::Minute;
    let wanted: Vec<ColumnId> = every.iter().copied().filter(minutes).collect();
    let context = Context { limits, threads, keep_going: true, ..GIVEN.context(&wanted) };
    with_codes + &everything_of(files, &context, None)
}

/// Everything that reading these files gives, as text; `unit`: the unit that the user has named for them.
pub(super) fn everything_of(files: &[&[u8]], context: &Context<'_>, unit: Option<&str>) -> String {
    let folder = tempfile::tempdir().unwrap();
    let input = |(number, file): (usize, &&[u8])| {
        // The names stand in errors.
        let name = format!("any-{number}");
        let settings = ExportSettings { unit: unit.map(str::to_owned), ..ExportSettings::default() };
        let path = folder.path().join(&name);
        std::fs::write(&path, file).unwrap();
        Input { path, name, settings }
    };
    let inputs: Vec<Input> = files.iter().enumerate().map(input).collect();
    let stock = read_all(&inputs, context).unwrap();
    // With the unit that the user has named, no other is known.
    assert!(
        stock.exports.units.iter().all(|other| unit.is_none_or(|unit| other.name == unit)),
        "{:?}",
        stock.exports.units
    );
    everything(&stock, context, folder.path())
}

/// Everything that files of this folder have given, as text.
pub(in crate::ingest) fn everything(stock: &Stock, context: &Context<'_>, folder: &Path) -> String {
    let wanted = context.wanted;
    let cells: Vec<_> = wanted.iter().map(|column| stock.dossiers.cells(*column, context.schema)).collect();
    let texts = wanted.iter().filter_map(|column| stock.dossiers.dictionary(*column));
    let texts: Vec<_> = texts.map(|texts| texts.since(0)).collect();
    let of_sources: Vec<_> =
        (0..).take(stock.exports.sources.len()).map(|source| stock.dossiers.only(source)).collect();
    let of_sources: Vec<_> = of_sources.iter().map(|dossiers| dossiers.unit_numbers()).collect();
    let unread: Vec<_> = stock.exports.unread.iter().map(|unread| format!("{:?}", unread.error)).collect();
    let unread = format!("{unread:?}").replace(&folder.display().to_string(), "any");
    format!(
        "{:#?}{unread}{of_sources:?}{cells:?}{texts:?}{:?}{:?}{:?}{:?}{:?}{:?}{:?}{:?}{:?}",
        stock.exports.sources,
        stock.dossiers.unit_numbers(),
        stock.dossiers.codes(),
        stock.exports.units,
        stock.exports.rejected,
        stock.exports.repairs,
        stock.exports.moved,
        stock.exports.outdated,
        stock.exports.unknown,
        stock.exports.procedure_names,
    )
}

/// A list of rows, of which so many of a thousand are no plain dossiers.
fn file(rows: &[(Vec<usize>, usize)], odd: usize) -> Vec<u8> {
    let mut file = HEADER.join(";").into_bytes();
    file.push(b'\n');
    for (numbers, drawn) in rows {
        let is_odd = *drawn < odd;
        // The first two spellings of each column are those of a plain dossier; a sum of 1 keeps the row whole.
        let mut plain: Vec<usize> = numbers.iter().map(|number| number % 8).collect();
        if plain.iter().sum::<usize>() % 16 == 0 {
            plain[1] = (plain[1] + 1) % 8;
        }
        push_row(&mut file, if is_odd { numbers } else { &plain });
        let line = LINES.get(drawn % (2 * LINES.len())).filter(|_| is_odd);
        file.extend_from_slice(line.map_or("", |line| line).as_bytes());
    }
    file
}

fn rows(length: std::ops::Range<usize>) -> impl Strategy<Value = Vec<(Vec<usize>, usize)>> {
    proptest::collection::vec((proptest::collection::vec(0_usize..40, 9), 0_usize..1000), length)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn side_by_side_is_one_after_the_other(
        rows in rows(1..120),
        odd in prop_oneof![Just(0_usize), Just(8), Just(40), Just(300)],
        stretch in 1_usize..900,
        number in 1_usize..5,
        is_short in any::<bool>(),
    ) {
        let file = file(&rows, odd);
        let record_bytes = if is_short { 400 } else { 4000 };
        let alone = shown(&file, Threads { number: 0, stretch }, record_bytes);
        prop_assert_eq!(shown(&file, Threads { number, stretch }, record_bytes), alone);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    /// Small files are read by a thread each, long ones by all together: what is found in them is the same, and so is which of
    /// them are none.
    #[test]
    fn files_side_by_side_are_one_after_the_other(
        files in proptest::collection::vec((rows(0..30), prop_oneof![Just(0_usize), Just(40), Just(300)], 0_usize..12), 1..9),
        stretch in 30_usize..2000,
        number in 1_usize..5,
    ) {
        let bytes: Vec<Vec<u8>> = files
            .iter()
            .map(|(rows, odd, kind)| match kind {
                0 => Vec::new(),
                1 => b"a;b\n1;2\n".to_vec(),
                2 => b"PK\x03\x04 no package".to_vec(),
                _ => file(rows, *odd),
            })
            .collect();
        let files: Vec<&[u8]> = bytes.iter().map(Vec::as_slice).collect();
        let alone = shown_of(&files, Threads::default(), 4000);
        prop_assert_eq!(shown_of(&files, Threads { number, stretch }, 4000), alone);
    }
}

/// Every stretch of a plain list counts, so the test above compares what it should.
#[test]
fn plain_lists_are_read_side_by_side() {
    let plain: Vec<_> = (0..60).map(|row| (vec![0, 0, 0, 0, 0, 0, 0, 1 + row % 3, 0], 999)).collect();
    let file = file(&plain, 0);
    let alone = shown(&file, Threads::default(), 4000);
    assert!(alone.contains("accepted: 1,") && alone.contains("superseded: 59"), "{alone}");
    assert_eq!(shown(&file, Threads { number: 3, stretch: 300 }, 4000), alone);
}

/// What a row says of the rows behind it, or a line of the record before it, holds wherever the list is cut.
#[test]
fn what_reaches_over_rows_reaches_over_stretches() {
    let row =
        |unit: &str, row: usize| format!("H56.14-240823-{row:04};{unit};1.004441;Hộ tịch;Đang xử lý;23/08/2024;;0;\n");
    let rows = |unit: &str| (0..9).map(|number| row(unit, number)).collect::<String>();
    // Where a field was quoted, one that ends with a quote has lost its first one.
    let quotes = format!("{}{}{}", row("\"Xã Mẫu 1\"", 10), rows("Xã Mẫu 1"), row("Xã Mẫu 1\"", 11));
    for (between, behind, expected) in [
        (quotes.as_str(), "Xã Mẫu 1", "Quote: 1"),
        // The last field of a row is blank: the line behind it may be the rest of it.
        ("Hài lòng\n", "Xã Mẫu 1", "FieldCount: 2"),
        ("UBND xã Mẫu 2;;;;;;;;\n", "", "GroupUnit): 9"),
        ("Người lập biểu;;;Chủ tịch;;;;;\nCông dân 000123;;;Công dân 000124;;;;;\n", "Xã Mẫu 1", "Signature: 2"),
    ] {
        let list = format!("{}\n{}{between}{}", HEADER.join(";"), rows("Xã Mẫu 1"), rows(behind)).into_bytes();
        let alone = shown(&list, Threads::default(), 400);
        assert!(alone.contains(expected), "{alone}");
        for stretch in (60..420).step_by(7) {
            assert_eq!(shown(&list, Threads { number: 2, stretch }, 400), alone, "{between} {stretch}");
        }
    }
}

/// Two quotes that stand for one are other bytes than the text, which may be that of another cell as it is written.
#[test]
fn quotes_that_stand_for_one_are_no_text_met_before() {
    let row =
        |row: usize, unit: &str| format!("H56.14-240823-{row:04};{unit};1.004441;Hộ tịch;Đang xử lý;23/08/2024;;0;\n");
    let units = ["Xã \"\"Mẫu\"\" 1", "\"Xã \"\"Mẫu\"\" 1\""];
    let rows: String = (0..40).map(|number| row(number, units[usize::from(number > 9 && number % 3 == 0)])).collect();
    let list = format!("{}\n{rows}", HEADER.join(";")).into_bytes();
    let alone = shown(&list, Threads::default(), 400);
    assert!(alone.contains("name: \"Xã \\\"Mẫu\\\" 1\""), "{alone}");
    assert!(alone.contains("name: \"Xã \\\"\\\"Mẫu\\\"\\\" 1\""), "{alone}");
    for stretch in (100..1400).step_by(61) {
        assert_eq!(shown(&list, Threads { number: 2, stretch }, 400), alone, "{stretch}");
    }
}

/// Where quotes do not pair up, a stretch can end within a quoted field: the record there reaches beyond it.
#[test]
fn a_record_that_reaches_beyond_its_stretch_is_read_otherwise() {
    for stray in ["\"", "\\\""] {
        let row = |row: usize| {
            let stray = if row == 10 { stray } else { "" };
            format!("H56.14-240823-{row:04};\"Xã\nMẫu 1\";1.00{stray}4441;Hộ tịch;Đang xử lý;23/08/2024;;0;\n")
        };
        let list = format!("{}\n{}", HEADER.join(";"), (0..60).map(row).collect::<String>()).into_bytes();
        let alone = shown(&list, Threads::default(), 400);
        for stretch in (60..1200).step_by(7) {
            for number in [1, 3] {
                assert_eq!(shown(&list, Threads { number, stretch }, 400), alone, "{stray} {stretch} {number}");
            }
        }
    }
}

/// A field more than the header has must be blank in each row.
#[test]
fn spare_fields_must_be_blank_in_every_stretch() {
    let row = |row: usize| {
        // The first rows tell that the last field is none.
        let spare = if row > 70 && row % 11 == 7 { "x" } else { "" };
        format!(
            "H56.14-240823-{row:04};Xã Mẫu 1;1.004441;Hộ tịch;Đang xử lý;23/08/2024;30/08/2024;0;Hài lòng;{spare}\n"
        )
    };
    let list = format!("{}\n{}", HEADER.join(";"), (0..130).map(row).collect::<String>()).into_bytes();
    let alone = shown(&list, Threads::default(), 400);
    assert!(alone.contains("FieldCount: 6"), "{alone}");
    for stretch in [100, 300, 1000, 9000] {
        assert_eq!(shown(&list, Threads { number: 2, stretch }, 400), alone, "{stretch}");
    }
}

/// The examples of a column of swapped days are the first of the list, in whatever form they are written: low days of one hand
/// beside high days of another, and days that the dossiers' codes contradict.
#[test]
fn the_first_examples_of_swapped_days_are_shown() {
    let split = ["23/08/2024 07:30", "22/08/2024", "25/08/2024 07:30", "2024-08-03", "2024-08-04 07:30", "2024-08-05"];
    let by_code = ["08/02/2024", "08/03/2024 07:30", "08/04/2024"];
    // The other way round: which form is the profile's first must not matter.
    let turned = ["22/08/2024", "23/08/2024 07:30", "24/08/2024", "2024-08-03", "2024-08-04", "2024-08-05"];
    for (days, is_by_code) in [(&split[..], false), (&turned[..], false), (&by_code[..], true)] {
        for first in 0..days.len() {
            let row = |row: usize| {
                // High days come when every text is known: those before are not read column by column.
                let day = match is_by_code {
                    true => days[(first + row) % days.len()],
                    false if row < 40 => days[3 + row % 3],
                    false => days[(first + row) % 3],
                };
                // The code has the day in the place of the month: 8 February is 2 August.
                let code = if is_by_code { format!("2408{}", &day[3..5]) } else { "240823".to_owned() };
                format!("H56.14-{code}-{row:04};Xã Mẫu 1;1.004441;Hộ tịch;Đang xử lý;{day};;0;\n")
            };
            let list = format!("{}\n{}", HEADER.join(";"), (0..90).map(row).collect::<String>()).into_bytes();
            let alone = shown(&list, Threads::default(), 400);
            assert!(alone.contains("Swapped"), "{alone}");
            for stretch in [100, 300, 1000, 9000] {
                assert_eq!(shown(&list, Threads { number: 2, stretch }, 400), alone, "{first} {stretch}");
            }
        }
    }
}

/// Names of procedures, and the spellings that are shown, are the first of the list, whichever reader met them first.
#[test]
fn the_first_name_and_spelling_of_a_list_are_shown() {
    let row = |row: usize| {
        // Every fourth record is rejected for its date, and still has the first spelling of its field.
        let day = if row % 4 == 1 { "31/02/2024" } else { "23/08/2024" };
        let field = if row.is_multiple_of(2) { "Hộ tịch" } else { "HỘ TỊCH" };
        let (unit, name) = (row % 3, if row.is_multiple_of(5) { String::new() } else { format!("Thủ tục mẫu {row}") });
        let code = row % 7;
        format!("H56.14-240823-{row:04};UBND xã Mẫu {unit};1.00444{code};{name};{field} {code};Đang xử lý;{day}\n")
    };
    let header = "Mã hồ sơ;Đơn vị;Mã TTHC;Tên thủ tục hành chính;Lĩnh vực;Trạng thái;Ngày nhận\n";
    for first in 0..4 {
        let list = header.to_owned() + &(first..first + 40).map(row).collect::<String>();
        let alone = shown(list.as_bytes(), Threads::default(), 400);
        assert!(alone.contains("Thủ tục mẫu") && alone.contains("Date: 10"), "{alone}");
        for stretch in (100..600).step_by(23) {
            let several = shown(list.as_bytes(), Threads { number: 3, stretch }, 400);
            assert_eq!(several, alone, "{first} {stretch}");
        }
    }
}
