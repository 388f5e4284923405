//! Workbooks that other programs wrote; what they should hold is in `tests/data/make.py`.

use super::support::{fixture, lines};

const HEAD: [&str; 5] = [
    "# Hồ sơ",
    "1: DANH SÁCH HỒ SƠ",
    "4: Mã hồ sơ | Ngày nhận | Số | Ghi chú",
    // 2024-02-29 is 54 years and 59 days after 1970-01-01: 54 * 365 + 13 leap days + 59.
    "5: H00.01-240229-0001 | d 2024-02-29 19782 | n 1004441 | Công dân 000123",
    "6: H00.01-241231-0002 | d 2024-12-31 20088 | n 1.01322 | true",
];

fn expected(tail: &[&str]) -> Vec<String> {
    HEAD.iter().chain(tail).map(|line| (*line).to_owned()).collect()
}

#[test]
fn xlsx_of_openpyxl() {
    let tail = [
        "7:  | 14:30:00 | n -0.5 | false",
        // openpyxl does not work out formulas.
        "8:  |  | =C5+1 | #N/A",
        // ... and writes 16 digits.
        "9:   hai\nhàng & <dấu>   | 36:05:00 | n 123456789012345700",
        "12:  |  |  |  |  |  |  | xa",
        "~ Ẩn",
        "~ Rất ẩn",
        "# Trống",
    ];
    for name in ["openpyxl-1900.xlsx", "openpyxl-1904.xlsx"] {
        assert_eq!(lines(&fixture(name)).unwrap(), expected(&tail), "{name}");
    }
}

#[test]
fn xls_of_xlwt() {
    let corner = format!("60001: {}góc", " | ".repeat(255));
    let tail = [
        "7:  | 14:30:00 | n -0.5 | false",
        "8:  |  | n 123.45",
        "9:   hai\nhàng & <dấu>   | 36:05:00 | n 123456789012345680",
        "10: n 1 | n 2 | n 3",
        "12:  |  |  |  |  |  |  | xa",
        corner.as_str(),
        "~ Ẩn",
        "~ Rất ẩn",
        "# Trống",
    ];
    for name in ["xlwt-1900.xls", "xlwt-1904.xls"] {
        assert_eq!(lines(&fixture(name)).unwrap(), expected(&tail), "{name}");
    }
}

#[test]
fn ods_of_odfpy() {
    let tail = [
        "7:  | 14:30:00 | n -0.5 | false",
        "8:  |  | n 1004442 | #N/A",
        "9: hai\nhàng & <dấu> | 36:05:00 | n 123456789012345680",
        "10: đôi | đôi",
        "11: đôi | đôi",
        "12:  |  |  |  |  |  |  | xa",
        "~ Ẩn",
        "# Trống",
    ];
    assert_eq!(lines(&fixture("odfpy.ods")).unwrap(), expected(&tail));
}
