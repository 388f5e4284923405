//! The clean export: invented dossiers, by arithmetic alone.

use super::dossier::{COMPARED, Dossier};

/// The headers of the export.
pub(crate) const HEADERS: [&str; 14] = [
    "STT",
    "Đơn vị tiếp nhận",
    "Tên thủ tục hành chính",
    "Mã TTHC",
    "Mã hồ sơ",
    "Trạng thái",
    "Hình thức tiếp nhận",
    "Địa chỉ",
    "Người nộp",
    "Ngày nộp hồ sơ",
    "Ngày nhận",
    "Ngày hẹn trả",
    "Ngày kết thúc xử lý",
    "Lệ phí",
];

/// How many dossiers it has.
pub(crate) const DOSSIERS: usize = 60;

/// A table of cells, and the dossiers in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    pub(crate) headers: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
    pub(crate) dossiers: Vec<Dossier>,
}

impl Source {
    /// The clean export.
    pub(crate) fn new() -> Self {
        let rows: Vec<Vec<String>> = (0..DOSSIERS).map(row).collect();
        let dossiers = rows.iter().map(|row| dossier_of(row)).collect();
        Self { headers: HEADERS.map(str::to_owned).to_vec(), rows, dossiers }
    }

    /// The header and all rows.
    pub(crate) fn table(&self) -> Vec<Vec<String>> {
        std::iter::once(&self.headers).chain(&self.rows).cloned().collect()
    }
}

/// The place of a header.
pub(crate) fn place_of(header: &str) -> usize {
    HEADERS.iter().position(|other| *other == header).expect("one of the headers")
}

/// The dossier of a row with the cells of the source's columns.
pub(crate) fn dossier_of(row: &[String]) -> Dossier {
    Dossier::from_cells(COMPARED.map(|header| row[place_of(header)].as_str()))
}

const UNITS: [&str; 8] = [
    "Xã Mẫu 1",
    "Xã Mẫu 2",
    "Phường Mẫu 1",
    "Xã Mẫu 3",
    "Thị trấn Mẫu, huyện Mẫu",
    "Xã Mẫu 4",
    "Phòng Tư pháp mẫu",
    "Xã Mẫu 5",
];

const PROCEDURES: [(&str, &str); 6] = [
    ("1.004441", "Đăng ký khai sinh"),
    ("2.000815", "Chứng thực bản sao từ bản chính; giấy tờ, văn bản"),
    ("1.013220", "Cấp bản sao \"trích lục\" hộ tịch"),
    ("2.000815.000.00.00.H18", "Đăng ký kết hôn"),
    ("1.001193", "Đăng ký khai tử,\nghi vào sổ hộ tịch"),
    ("1.000894", "Xác nhận tình trạng hôn nhân"),
];

const STATUSES: [&str; 5] =
    ["Đã trả kết quả", "Đang xử lý", "Đã xử lý xong", "Yêu cầu bổ sung giấy tờ", "Công dân yêu cầu rút hồ sơ"];

const CHANNELS: [&str; 4] = ["Trực tiếp", "Trực tuyến", "Bưu chính công ích", ""];

const ADDRESSES: [&str; 9] = [
    "Thôn 3",
    "Số 5; đường Mẫu",
    "Tổ 2, khu phố 4",
    "",
    "Nhà \"Văn hóa\" cũ; tổ 7",
    "Tổ 1\nKhu phố 2; số 9",
    "Ấp 1 | Ấp 2",
    "Lô 7: khu tái định cư",
    "Cạnh chợ 'Mẫu'",
];

/// Money with thousands points. The number makes every dossier differ from all others even without its code.
fn money(number: usize) -> String {
    match number % 5 {
        3 => String::new(),
        4 => "0".to_owned(),
        _ if number.is_multiple_of(15) => format!("1.{:03}.000", 100 + number),
        _ => format!("{}.000", 8 + number),
    }
}

fn row(number: usize) -> Vec<String> {
    let (procedure, name) = PROCEDURES[number % PROCEDURES.len()];
    let status = STATUSES[(number / 2) % STATUSES.len()];
    let submitted = number % 28 + 1;
    let received = (submitted + number / 28).min(31);
    let code = if number.is_multiple_of(7) { "000.17.22.H01" } else { "H01.02" };
    let is_settled = matches!(status, "Đã trả kết quả" | "Đã xử lý xong");
    vec![
        (number + 1).to_string(),
        UNITS[(number / 3) % UNITS.len()].to_owned(),
        name.to_owned(),
        procedure.to_owned(),
        format!("{code}-2208{received:02}-{:04}", number + 1),
        status.to_owned(),
        CHANNELS[number % CHANNELS.len()].to_owned(),
        ADDRESSES[number % ADDRESSES.len()].to_owned(),
        if number % 11 == 5 { String::new() } else { format!("Công dân {:06}", 123 + number) },
        format!("{submitted:02}/08/2022"),
        format!("{received:02}/08/2022"),
        if number % 13 == 6 { String::new() } else { format!("{:02}/09/2022", number * 7 % 30 + 1) },
        if is_settled { format!("{:02}/10/2022", number * 11 % 31 + 1) } else { String::new() },
        money(number),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_first_dossier_by_hand() {
        let source = Source::new();
        let expected = ["000.17.22.H01-220801-0001", "Xã Mẫu 1", "1.004441", "returned", "direct"];
        assert_eq!(source.dossiers[0].values[..5], expected);
        assert_eq!(source.dossiers[0].values[5..], ["2022-08-01", "2022-08-01", "2022-09-01", "2022-10-01", "1100000"]);
    }

    #[test]
    fn dossiers_differ_even_without_their_code() {
        let source = Source::new();
        assert_eq!((source.rows.len(), source.headers.len()), (60, 14));
        assert!(source.rows.iter().all(|row| row.len() == 14));
        let codes: BTreeSet<_> = source.dossiers.iter().map(|dossier| &dossier.values[0]).collect();
        let others: BTreeSet<_> = source.dossiers.iter().map(|dossier| &dossier.values[1..]).collect();
        assert_eq!((codes.len(), others.len()), (60, 60));
    }

    #[test]
    fn cells_hold_what_makes_reading_hard() {
        let source = Source::new();
        for sign in [";", ",", "\"", "\n", "|", "'", ":"] {
            assert!(source.rows.iter().flatten().any(|cell| cell.contains(sign)), "{sign:?}");
        }
        assert!(source.rows.iter().flatten().any(String::is_empty));
    }
}
