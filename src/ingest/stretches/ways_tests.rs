//! The same with registries, a unit that the user names, and columns that stand in for others.

use std::sync::LazyLock;

use proptest::prelude::*;

use crate::dossiers::{ColumnId, ColumnKind};
use crate::ingest::twin_tests::GIVEN;
use crate::ingest::{Context, LIMITS, Limits, Threads};
use crate::registry::{ProcedureRegistry, UnitRegistry};

use super::tests::everything_of;

const UNITS: &str = "code,name,level,parent,aliases,valid_from,valid_to\n\
    X,Tỉnh Mẫu,province,,,,\n\
    X1,Xã Mẫu 1,commune,X,,,2022-06-30\n\
    X2,Xã Mẫu 1,commune,X,,2022-07-01,\n\
    X3,Xã Mẫu 3,commune,X,,,\n";

const PROCEDURES: &str = "code,name,field,level,service_level,valid_from,valid_to\n\
    1.004441,Thủ tục mẫu 1,Chứng thực,commune,information,,2022-06-30\n\
    1.004441,Thủ tục mẫu 1,Chứng thực,commune,full,2022-07-01,\n\
    1.013220,Thủ tục mẫu 2,Hộ tịch,commune,partial,,\n";

static REGISTRIES: LazyLock<(UnitRegistry, ProcedureRegistry)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let [units, procedures] = ["units.csv", "procedures.csv"].map(|name| folder.path().join(name));
    std::fs::write(&units, UNITS).unwrap();
    std::fs::write(&procedures, PROCEDURES).unwrap();
    let naming = GIVEN.context(&[]).naming;
    let levels = ["information", "partial", "full"];
    (UnitRegistry::read(&units, naming).unwrap(), ProcedureRegistry::read(&procedures, naming, &levels).unwrap())
});

/// Headers, and for each column texts of which the first three are plain.
const COLUMNS: [(&str, &[&str]); 12] = [
    ("Mã hồ sơ", &["H56.14-220823-", "000.17.22.H56-220105-", "H90-220701-", "h56-2208-", "'H56-", "mã "]),
    ("Mã đơn vị", &["", "X1", "X3", "X9", " X3"]),
    ("Đơn vị", &["Xã Mẫu 1", "Xã Mẫu 3", "UBND xã Mẫu 1", "", "Xã Mẫu 4", "X? M?u", "Xã \"Mẫu 1"]),
    ("Mã TTHC", &["1.004441", "1.013220", "", "1.01322", "#N/A", "'1.004441", "0912345678"]),
    ("Tên thủ tục hành chính", &["Thủ tục mẫu 1", "Thủ tục mẫu 2", "", " Thủ tục  mẫu 3 "]),
    ("Trạng thái", &["Đã trả kết quả", "Đang xử lý", "Mới đăng ký", "?", " Đang xử lý"]),
    ("Ngày nhận", &["23/06/2022", "05/07/2022 07:30", "12/08/2022", "", "31/02/2022", "2022-07-01", "7/8/2022"]),
    ("Ngày hẹn trả", &["30/07/2022", "05/08/2022 17:00", "", "8/23/2022", "44792", " 30/07/2022"]),
    ("Ngày kết thúc xử lý", &["", "01/08/2022", "11/07/2022", "01/01/2022", "x"]),
    ("Lệ phí", &["", "0", "15.000", "1.5", "'15000", "-3"]),
    ("Số lần yêu cầu bổ sung", &["", "0", "2", "1,5", "x", "+1"]),
    ("Mức độ hài lòng", &["", "Hài lòng", "Rất hài lòng", "Không biết", "hài lòng "]),
];

/// A list of rows: which text each column has, of a hundred so many are none of the plain ones; `left_out`: columns it has not.
fn list(rows: &[(Vec<usize>, usize)], odd: usize, left_out: &[usize]) -> Vec<u8> {
    let columns = || COLUMNS.iter().enumerate().filter(|(place, _)| !left_out.contains(place));
    let mut lines = vec![columns().map(|(_, (header, _))| *header).collect::<Vec<_>>().join(";")];
    for (row, (drawn, is_again)) in rows.iter().enumerate() {
        let cell = |(place, (_, texts)): (usize, &(&str, &[&str]))| {
            let number = drawn[place];
            let text = if number % 100 < odd { texts[number / 100 % texts.len()] } else { texts[number / 100 % 3] };
            // Some dossiers come again.
            if place == 0 {
                format!("{text}{:04}", if *is_again == 0 { row / 2 } else { row })
            } else {
                text.to_owned()
            }
        };
        lines.push(columns().map(cell).collect::<Vec<_>>().join(";"));
    }
    lines.join("\n").into_bytes()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn columns_read_at_once_are_records_read_one_by_one(
        lists in proptest::collection::vec(
            proptest::collection::vec((proptest::collection::vec(0_usize..10_000, 12), 0_usize..8), 1..60),
            1..4,
        ),
        odd in prop_oneof![Just(0_usize), Just(2), Just(20)],
        left_out in prop_oneof![
            Just(vec![]), Just(vec![1]), Just(vec![2]), Just(vec![8]), Just(vec![3, 4]), Just(vec![1, 4, 9, 11]),
        ],
        (has_registry, has_catalogue, is_named) in any::<(bool, bool, bool)>(),
        (number, stretch) in (1_usize..4, 200_usize..20_000),
    ) {
        let files: Vec<Vec<u8>> = lists.iter().map(|rows| list(rows, odd, &left_out)).collect();
        let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
        let is_wanted = |id: &ColumnId| GIVEN.schema.column(*id).kind != ColumnKind::Minute;
        let wanted: Vec<ColumnId> = GIVEN.schema.columns().map(|(id, _)| id).filter(is_wanted).collect();
        let read = |threads: Threads| {
            let context = Context {
                threads,
                limits: Limits { listed: 30, ..LIMITS },
                keep_going: true,
                units: has_registry.then_some(&REGISTRIES.0),
                procedures: has_catalogue.then_some(&REGISTRIES.1),
                ..GIVEN.context(&wanted)
            };
            everything_of(&files, &context, is_named.then_some("Xã Mẫu 1"))
        };
        prop_assert_eq!(read(Threads { number, stretch }), read(Threads::default()));
    }
}
