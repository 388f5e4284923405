//! What stands around the body: given in `cchc.toml`, or left to fill in.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use super::support::{export, made};
use crate::support::folder;

const PROJECT: &str = r#"
title = { vi = "Báo cáo thử", en = "A trial" }
period = "2022-08"
[document]
superior = "Ủy ban nhân dân tỉnh Mẫu"
body = "Ban Chỉ đạo\ncải cách hành chính"
number = "123/BC-BCĐ"
place = "Mẫu"
date = "ngày 31 tháng 8 năm 2022"
subject = "Kết quả tháng 8"
recipients = ["- Thường trực Tỉnh ủy;", "Lưu: VT"]
signed_as = ["TM. Ban Chỉ đạo", "Trưởng ban"]
signer = "Nguyễn Văn Mẫu"
"#;

#[test]
fn what_cchc_toml_gives_stands_in_its_place_and_no_blank_is_left_for_it() {
    let files = folder(&[("cchc.toml", PROJECT.as_bytes()), ("x.csv", &export(&[("Xã A", true)]))]);
    let report = made(&[files.path().to_str().unwrap()]);
    let lines = report.paragraphs();
    let lines: Vec<&str> = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    let top = [
        "ỦY BAN NHÂN DÂN TỈNH MẪU",
        "BAN CHỈ ĐẠO",
        "CẢI CÁCH HÀNH CHÍNH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 123/BC-BCĐ",
        "Mẫu, ngày 31 tháng 8 năm 2022",
        "BÁO CÁO",
        "Kết quả tháng 8",
    ];
    assert_eq!(lines[..top.len()], top);
    let from = lines.iter().position(|line| *line == "Nơi nhận:").unwrap();
    let bottom = [
        "Nơi nhận:",
        "- Thường trực Tỉnh ủy;",
        "- Lưu: VT.",
        "TM. BAN CHỈ ĐẠO",
        "TRƯỞNG BAN",
        "Nguyễn Văn Mẫu",
        "PHỤ LỤC",
        "(Kèm theo Báo cáo số 123/BC-BCĐ ngày 31 tháng 8 năm 2022 của Ban Chỉ đạo cải cách hành chính)",
    ];
    assert_eq!(lines[from..from + bottom.len()], bottom);
    let of_notes = |blank: &String| blank.starts_with("[Người soạn: ") || blank.starts_with("Không có danh mục đơn vị");
    let blanks: Vec<String> = report.blanks().into_iter().filter(|blank| !of_notes(blank)).collect();
    assert!(blanks.iter().all(|blank| blank == "[…]" || blank.ends_with("khác]")), "{blanks:?}");
    let core = report.part("docProps/core.xml");
    assert!(core.contains("Ban Chỉ đạo cải cách hành chính") && core.contains("Báo cáo thử"));
    assert!(core.contains("2022-08-31T00:00:00Z"), "the last day of the period, not the clock's: {core}");
}

#[test]
fn what_is_not_given_is_left_to_fill_in() {
    let files = folder(&[("x.csv", &export(&[("Xã A", true)]))]);
    let report = made(&[files.path().to_str().unwrap()]);
    let blanks = report.blanks();
    let wanted = [
        "[TÊN CƠ QUAN CHỦ QUẢN]",
        "[TÊN CƠ QUAN BAN HÀNH]",
        "[địa danh]",
        "ngày … tháng … năm …",
        "[cơ quan, đơn vị nhận]",
        "[QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ]",
        "[Họ và tên]",
    ];
    for blank in wanted {
        assert!(blanks.iter().any(|there| there == blank), "{blank}: {blanks:?}");
    }
    assert!(report.paragraphs().contains(&"Số: …/BC-…".to_owned()));
    for heading in ["III. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN", "2. Nguyên nhân", "V. GHI CHÚ VỀ SỐ LIỆU"]
    {
        assert!(report.paragraphs().iter().any(|line| line == heading), "{heading}");
    }
    let english = made(&[files.path().to_str().unwrap(), "--lang", "en"]);
    let lines = english.paragraphs();
    for line in ["SOCIALIST REPUBLIC OF VIET NAM", "Independence - Freedom - Happiness", "REPORT", "Recipients:"] {
        assert!(lines.iter().any(|there| there == line), "{line}");
    }
}

#[test]
fn a_body_without_a_superior_one_stands_alone() {
    let project = "[document]\nbody = \"UBND tỉnh Mẫu\"\n";
    let files = folder(&[("cchc.toml", project.as_bytes()), ("x.csv", &export(&[("Xã A", true)]))]);
    let report = made(&[files.path().to_str().unwrap()]);
    assert_eq!(report.paragraphs()[0], "UBND TỈNH MẪU");
}
