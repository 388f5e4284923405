//! How the workbook prints and what it says of itself.

use std::fs;
use std::process::Command;
use std::time::Instant;

use cchc::render::workbook;

use super::book::Book;
use super::made::{EN, SAMPLES, VI, made, make, report, request, sample};
use super::office;
use crate::support::folder;

#[test]
fn two_runs_give_the_same_bytes() {
    for name in SAMPLES {
        let again = workbook::render(&report(request(&sample(name))), &VI).unwrap();
        assert!(again == made(name).bytes, "{name}");
    }
}

#[test]
fn the_workbook_tells_its_title_and_day_and_nothing_of_the_machine() {
    let made = made("sa-dec-2022");
    let core = made.book.part("docProps/core.xml");
    let core = roxmltree::Document::parse(&core).unwrap();
    let said = |name: &str| {
        let node = core.descendants().find(|node| node.tag_name().name() == name);
        node.and_then(|node| node.text()).unwrap_or_default().to_owned()
    };
    assert_eq!(said("title"), "Thành phố Sa Đéc, 1/1–19/8/2022");
    assert_eq!(said("subject"), "Kỳ báo cáo: từ ngày 01/01/2022 đến ngày 19/08/2022");
    assert_eq!(said("created"), "2022-08-19T00:00:00Z");
    assert_eq!(said("modified"), "2022-08-19T00:00:00Z");
    assert_eq!((said("creator"), said("lastModifiedBy")), (String::new(), String::new()));
}

#[test]
fn every_sheet_prints_on_a4_landscape_one_page_wide_with_title_and_page_number() {
    for name in SAMPLES {
        let book = &made(name).book;
        for sheet in &book.sheets {
            let xml = book.xml(&sheet.name);
            for part in
                ["paperSize=\"9\"", "orientation=\"landscape\"", "fitToHeight=\"0\"", "<pageSetUpPr fitToPage=\"1\"/>"]
            {
                assert!(xml.contains(part), "{}: {part}", sheet.name);
            }
            assert!(xml.contains("<oddHeader>") && xml.contains("Trang &amp;P/&amp;N"), "{}", sheet.name);
            assert!(sheet.name.encode_utf16().count() <= 31);
        }
        let workbook = book.part("xl/workbook.xml");
        for tables in ["Tổng hợp", "Tỷ lệ theo đơn vị", "Chi tiết chỉ số", "II.06a theo đơn vị", "II.06a theo lĩnh vực"]
        {
            assert!(book.xml(tables).contains("state=\"frozen\""), "{tables}: the heads stay in sight");
            assert!(workbook.contains(&format!("'{tables}'!$")), "{tables}: the heads are printed on every page");
        }
    }
}

#[test]
fn the_form_has_the_heads_of_the_circular() {
    let book = &made("sa-dec-2022").book;
    let sheet = book.sheet("II.06a theo đơn vị");
    for text in [
        "Biểu số II.06a/VPCP/KSTT",
        "Ban hành theo Thông tư 01/2020/TT-VPCP",
        "Kỳ báo cáo: từ ngày 01/01/2022 đến ngày 19/08/2022",
        "Đơn vị tính: Hồ sơ",
    ] {
        sheet.find(text);
    }
    let (head, _) = sheet.find("STT");
    let said = |row: u32| sheet.row(head + row).into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
    assert_eq!(
        said(0),
        ["STT", "Đơn vị", "Số lượng hồ sơ tiếp nhận", "Số lượng hồ sơ đã giải quyết", "Số lượng hồ sơ đang giải quyết"]
    );
    assert_eq!(
        said(1),
        [
            "Tổng số",
            "Trong kỳ",
            "Từ kỳ trước",
            "Tổng số",
            "Trước hạn",
            "Đúng hạn",
            "Quá hạn",
            "Tổng số",
            "Trong hạn",
            "Quá hạn"
        ]
    );
    assert_eq!(said(2), ["Trực tuyến", "Trực tiếp, dịch vụ bưu chính"]);
    let numbers = "(1) (2) (3)=(4)+(5)+(6) (4) (5) (6) (7)=(8)+(9)+(10) (8) (9) (10) (11)=(12)+(13) (12) (13)";
    assert_eq!(said(3).join(" "), numbers);
    let xml = book.xml("II.06a theo đơn vị");
    let merged = |from: (u32, u32), to: (u32, u32)| {
        let range = format!("{}:{}", super::book::reference(from), super::book::reference(to));
        assert!(xml.contains(&format!("<mergeCell ref=\"{range}\"/>")), "{range}");
    };
    merged((head, 0), (head + 2, 0));
    merged((head, 2), (head, 5));
    merged((head + 1, 3), (head + 1, 4));
    merged((head + 1, 5), (head + 2, 5));
    merged((head, 6), (head, 9));
    merged((head, 10), (head, 12));
}

#[test]
fn rates_follow_their_thresholds_by_rules_of_the_spreadsheet() {
    let book = &made("sa-dec-2022").book;
    for (name, least) in [("Tổng hợp", 6), ("Tỷ lệ theo đơn vị", 10), ("Chi tiết chỉ số", 2), ("Biểu đồ", 16)]
    {
        let rules = book.xml(name).matches("<cfRule ").count();
        assert!(rules >= least, "{name}: {rules}");
    }
    assert!(
        !made("ba-be-2022").book.xml("Tổng hợp").contains("<cfRule "),
        "without a standard there is nothing to colour"
    );
}

#[test]
fn a_rate_that_only_rounds_up_to_its_threshold_is_never_coloured_as_met() {
    // 39,999 of 100,000 is 40.00% when rounded, and below 40%.
    let mut export = "Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận;Hình thức nộp;Mức độ\n".to_owned();
    for number in 0..25_000 {
        let channel = if number < 9_999 { 2 } else { 1 };
        export.push_str(&format!("H1-{number};Xã A;4;01/08/2022;{channel};3\n"));
    }
    let folder = folder(&[("e.csv", export.as_bytes())]);
    let mut request = request(folder.path());
    request.period = Some("2022-08".to_owned());
    request.standard = Some("dong-thap-2022".to_owned());
    let made = make(request);
    let sheet = made.book.sheet("Tỷ lệ theo đơn vị");
    let (row, _) = sheet.find("Xã A");
    let column = sheet.row(sheet.find("STT").0).iter().position(|head| head == "Trực tuyến mức 3").unwrap();
    let place = (row, u32::try_from(column).unwrap());
    assert!((sheet.number(place) - 0.4).abs() < 1e-15);
    let xml = made.book.xml(&sheet.name);
    let own = format!("<conditionalFormatting sqref=\"{}\">", super::book::reference(place));
    let (_, rule) = xml.split_once(&own).expect("the cell has a rule of its own");
    let (rule, _) = rule.split_once("</conditionalFormatting>").unwrap();
    assert!(rule.contains("<formula>TRUE</formula>") && rule.contains("stopIfTrue=\"1\""), "{rule}");
    let priority = |rule: &str| {
        let (_, rest) = rule.split_once("priority=\"").unwrap();
        rest.split('"').next().unwrap().parse::<u32>().unwrap()
    };
    // The rules of the block that the cell is in come after its own.
    let blocks = xml.split("<conditionalFormatting ").filter(|rule| {
        let cell = super::book::reference((row, 2));
        rule.contains("ISNUMBER") && rule.starts_with(&format!("sqref=\"{cell}:"))
    });
    let block = blocks.map(priority).min().expect("the block of the cell");
    assert!(priority(rule) < block);
    let details = made.book.sheet("Chi tiết chỉ số");
    assert!(details.places().any(|place| details.text(place) == "Chưa đạt"));
}

#[test]
fn both_languages_have_the_same_sheets() {
    let report = report(request(&sample("muong-ang-2021")));
    let english = Book::open(&workbook::render(&report, &EN).unwrap());
    let vietnamese = &made("muong-ang-2021").book;
    assert_eq!(english.sheets.len(), vietnamese.sheets.len());
    for (english, vietnamese) in english.sheets.iter().zip(&vietnamese.sheets) {
        assert_eq!(english.size(), vietnamese.size(), "{} {}", english.name, vietnamese.name);
    }
    english.sheet("II.06a by unit").find("Form II.06a/VPCP/KSTT");
}

#[test]
fn rejected_records_are_listed_with_what_to_do() {
    let made = made("ba-be-2022");
    let sheet = made.book.sheet("Bản ghi bị loại");
    let (head, _) = sheet.find("Cách xử lý");
    let rows = (head + 1..sheet.size().0).take_while(|row| !sheet.text((*row, 1)).is_empty()).count();
    assert_eq!(rows, 6, "the case has six");
    for (row, rejected) in (head + 1..).zip(&made.report.rejected) {
        assert_eq!(sheet.text((row, 1)), rejected.path);
        assert_eq!(sheet.text((row, 3)), rejected.line.to_string());
    }
    let notes = made.book.sheet("Ghi chú");
    let (total, _) = notes.find("Cộng");
    assert_eq!([3, 4, 5, 6].map(|column| notes.number((total, column))), [3934.0, 3732.0, 6.0, 196.0]);
}

#[test]
fn the_workbook_prints_in_libreoffice() {
    let Some(office) = office::start() else { return };
    let pdf = office.print(&made("sa-dec-2022").bytes);
    let content = fs::read(&pdf).unwrap();
    assert!(content.starts_with(b"%PDF"));
    let Ok(output) = Command::new("pdftotext").arg("-layout").arg(&pdf).arg("-").output() else {
        office::skipped("pdftotext (poppler-utils) is not installed: the printed text is not looked at");
        return;
    };
    let text = String::from_utf8_lossy(&output.stdout);
    for said in ["TỔNG HỢP KẾT QUẢ CÁC CHỈ SỐ", "27.48%", "Chưa đạt", "Biểu số II.06a/VPCP/KSTT", "Trang 1/"]
    {
        assert!(text.contains(said), "{said}");
    }
    assert!(!text.contains("###"), "no number is wider than its column");
}

#[test]
fn two_hundred_units_make_a_small_workbook() {
    let mut export =
        "Mã hồ sơ;Đơn vị;Lĩnh vực;Trạng thái;Ngày nhận;Ngày kết thúc xử lý;Hình thức nộp;Mức độ\n".to_owned();
    for unit in 0..200 {
        for number in 0..24 {
            let (day, month, channel) = (1 + number, 1 + number / 2, 1 + number % 3);
            export.push_str(&format!(
                "H1-{unit}-{number};Xã Mẫu Số {unit};Lĩnh vực {};10;{day:02}/{month:02}/2022;28/{month:02}/2022;{channel};3\n",
                number % 7
            ));
        }
    }
    let folder = folder(&[("e.csv", export.as_bytes())]);
    let mut request = request(folder.path());
    request.period = Some("2022".to_owned());
    request.standard = Some("dong-thap-2022".to_owned());
    let report = report(request);
    let start = Instant::now();
    let bytes = workbook::render(&report, &VI).unwrap();
    let took = start.elapsed();
    assert!(bytes.len() < 2_000_000, "{} bytes", bytes.len());
    // Not optimised, and beside other tests, it is some times slower than what is measured below a second.
    assert!(took.as_secs() < 20, "{took:?}");
}
