//! What exports look like, and that nothing of them vanishes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use serde_json::Value;

use crate::support::{cchc, figure, files_below, folder, with_context};

/// `received`, and the account `records = accepted + rejected + superseded`, of one export.
fn read(content: &[u8]) -> (u64, [u64; 4]) {
    let document = document(&[("e.csv", content)]);
    let input = &document["inputs"][0];
    let account = ["records", "accepted", "rejected", "superseded"].map(|key| input[key].as_u64().unwrap());
    assert_eq!(account[0], account[1..].iter().sum::<u64>());
    (figure(&document, "received", "all", None)["numerator"].as_u64().unwrap(), account)
}

fn document(files: &[(&str, &[u8])]) -> Value {
    let folder = folder(files);
    let path = folder.path().to_str().unwrap();
    let run = cchc(["report", path, "--period", "2022", "--format", "json", "--quiet"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.json()
}

const ROWS: [[&str; 5]; 3] = [
    ["H01-220801-0001", "Xã A", "10", "01/08/2022", "Nguyễn"],
    ["H01-220801-0002", "Xã A", "4", "02/08/2022", "Trần"],
    ["H01-220801-0003", "Xã B", "9", "03/08/2022", "Lê"],
];
const HEADER: [&str; 5] = ["Mã hồ sơ", "Đơn vị", "Trạng thái", "Ngày nhận", "Người nộp"];

fn written(delimiter: &str, end: &str, last_end: &str, mark: &str) -> Vec<u8> {
    let lines: Vec<String> = [HEADER].iter().chain(&ROWS).map(|row| row.join(delimiter)).collect();
    format!("{mark}{}{last_end}", lines.join(end)).into_bytes()
}

#[test]
fn delimiters_line_ends_and_marks() {
    for delimiter in [",", ";", "\t"] {
        for end in ["\n", "\r\n", "\r"] {
            for last_end in [end, ""] {
                for mark in ["", "\u{FEFF}"] {
                    let content = written(delimiter, end, last_end, mark);
                    assert_eq!(read(&content), (3, [3, 3, 0, 0]), "{delimiter:?} {end:?} {last_end:?} {mark:?}");
                }
            }
        }
    }
}

#[test]
fn headers_match_by_alias_never_by_position() {
    let shuffled = "người nộp (*);  NGÀY NHẬN :;Ghi chú;trạng  thái;Mã Hồ Sơ;ÐƠN VỊ\nX;01/08/2022;y;10;1;Xã A\n";
    assert_eq!(read(shuffled.as_bytes()), (1, [1, 1, 0, 0]));
}

#[test]
fn quoted_fields_hold_delimiters_quotes_and_line_ends() {
    let content = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Người nộp\n1,Xã A,10,01/08/2022,\"A, \"\"B\"\"\nC\"\n\"2\",\"Xã A\",\"10\",\"01/08/2022\",\"\"\n";
    assert_eq!(read(content.as_bytes()), (2, [2, 2, 0, 0]));
}

#[test]
fn blank_lines_are_no_records() {
    let content = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận\n\n1,Xã A,10,01/08/2022\n,,,\n   \n2,Xã A,10,01/08/2022\n\n\n";
    assert_eq!(read(content.as_bytes()), (2, [2, 2, 0, 0]));
}

// What libraries do to the following files: Polars' CSV scan 0.55.2 gives 2 of 4 rows for the first, no row for the
// second, and takes the third one's extra field without a word; the csv crate swallows the rest of the fourth.

#[test]
fn stray_quotes_in_an_unread_column_lose_no_row() {
    let rows =
        "1,Xã A,10,01/08/2022,\"Tâm\n2,Xã A,10,01/08/2022,An\n3,Xã A,10,01/08/2022,\"Ba\n4,Xã A,10,01/08/2022,Tư\n";
    let content = format!("{}\n{rows}", HEADER.join(","));
    // Both broken records are rejected by name; their neighbours count.
    assert_eq!(read(content.as_bytes()), (2, [4, 2, 2, 0]));
    let inside = rows.replace(",\"", ",x\"");
    assert_eq!(read(format!("{}\n{inside}", HEADER.join(",")).as_bytes()), (4, [4, 4, 0, 0]));
}

#[test]
fn lone_carriage_returns_end_records() {
    assert_eq!(read(&written(",", "\r", "\r", "")), (3, [3, 3, 0, 0]));
}

#[test]
fn an_extra_or_missing_field_is_rejected() {
    let content = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận\n1,Xã A,10,01/08/2022,extra\n2,Xã A,10\n3,Xã A,10,01/08/2022\n";
    assert_eq!(read(content.as_bytes()), (1, [3, 1, 2, 0]));
}

#[test]
fn an_unbalanced_quote_does_not_swallow_the_rest_of_the_file() {
    let content =
        "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận\n1,\"Xã A,10,01/08/2022\n2,Xã A,10,01/08/2022\n3,Xã A,10,01/08/2022\n";
    let mut swallowed = csv::ReaderBuilder::new().flexible(true).from_reader(content.as_bytes());
    assert_eq!(swallowed.records().count(), 1, "the csv crate takes three records for one");
    assert_eq!(read(content.as_bytes()), (2, [3, 2, 1, 0]));
}

#[test]
fn the_newest_export_of_a_dossier_wins() {
    let head = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Ngày kết thúc xử lý\n";
    let open = format!("{head}H01-1,Xã A,4,01/08/2022,\n");
    let done = format!("{head}h01-1 ,Xã A,10,01/08/2022,05/08/2022\n");
    let settled = |files: &[(&str, &[u8])]| {
        let document = document(files);
        let superseded: Vec<u64> =
            document["inputs"].as_array().unwrap().iter().map(|input| input["superseded"].as_u64().unwrap()).collect();
        assert_eq!(figure(&document, "handled", "all", None)["numerator"], 1);
        (figure(&document, "settled", "all", None)["numerator"].as_u64().unwrap(), superseded)
    };
    let (open, done) = (open.as_bytes(), done.as_bytes());
    assert_eq!(
        settled(&[("a-2022-08-31.csv", done), ("b-2022-07-31.csv", open)]),
        (1, vec![0, 1]),
        "by the date in the name"
    );
    assert_eq!(settled(&[("a-2022-07-31.csv", done), ("b-2022-08-31.csv", open)]), (0, vec![1, 0]));
    assert_eq!(settled(&[("a.csv", done), ("b.csv", open)]), (1, vec![0, 1]), "by the latest day in the file");
    let declared = "[[export]]\npath = \"a.csv\"\nexported = \"2022-01-01\"\n".as_bytes();
    assert_eq!(settled(&[("a.csv", done), ("b.csv", open), ("cchc.toml", declared)]), (0, vec![1, 0]), "as declared");
}

#[test]
fn unknown_words_are_never_mapped_in_silence() {
    let content = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Mức độ hài lòng\n1,Xã A,Chờ duyệt,01/08/2022,\n2,Xã A,10,01/08/2022,Tuyệt vời\n";
    let document = document(&[("e.csv", content.as_bytes())]);
    let notes = document["notes"].to_string();
    assert!(notes.contains("Chờ duyệt") && notes.contains("Tuyệt vời"), "{notes}");
    assert_eq!(document["inputs"][0]["rejected"], 1);
    assert_eq!(figure(&document, "received", "all", None)["numerator"], 1);
}

#[test]
fn units_outside_the_registry_are_reported_never_dropped() {
    let project = "units = \"units.csv\"\n".as_bytes();
    let units = "code,name,level,parent,aliases,valid_from,valid_to\n001,Xã A,commune,,,,\n002,Xã B,commune,,,2022-08-02,\n003,Xã C,commune,,,,\n".as_bytes();
    let export = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận\n1,UBND XÃ A,10,01/08/2022\n2,Xã lạ,10,01/08/2022\n3,Xã B,10,01/08/2022\n4,Xã B,10,02/08/2022\n5,,10,02/08/2022\n".as_bytes();
    let document = document(&[("cchc.toml", project), ("units.csv", units), ("e.csv", export)]);
    assert_eq!(figure(&document, "received", "all", None)["numerator"], 5);
    assert_eq!(figure(&document, "received", "unit", Some("Xã A"))["unit"], "001");
    let of = |key: &str| {
        let figures = document["figures"].as_array().unwrap().iter();
        figures
            .filter(|figure| figure["indicator"] == "received" && figure["unit"] == key)
            .map(|figure| figure["numerator"].as_u64().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!((of("002"), of("~xã b"), of("~")), (vec![1], vec![1], vec![1]));
    let notes: Vec<_> = document["notes"].as_array().unwrap().iter().map(|note| note["id"].as_str().unwrap()).collect();
    for id in ["note.unit_not_listed", "note.unit_not_valid", "note.unit_blank", "note.silent_units"] {
        assert!(notes.contains(&id), "{id} of {notes:?}");
    }
}

#[test]
fn a_missing_column_makes_figures_unavailable_never_zero() {
    let with = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Hình thức nộp\n1,Xã A,10,01/08/2022,2\n2,Xã A,10,01/08/2022,1\n"
        .as_bytes();
    let without = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận\n3,Xã B,10,01/08/2022\n".as_bytes();
    let document = document(&[("a.csv", with), ("b.csv", without)]);
    let rate = |scope, about| {
        let figure = figure(&document, "online_rate", scope, about);
        (figure["numerator"].as_u64(), figure["denominator"].as_u64(), figure["left_out"].as_u64())
    };
    assert_eq!(rate("unit", Some("Xã A")), (Some(1), Some(2), Some(0)));
    assert_eq!(rate("unit", Some("Xã B")), (None, None, Some(1)));
    assert_eq!(rate("all", None), (Some(1), Some(2), Some(1)));
    let notes = document["notes"].to_string();
    assert!(notes.contains("note.partial") && notes.contains("note.unavailable"), "{notes}");
}

/// Citizens' data, marked, in every personal column, and shifted into columns that are read.
#[test]
fn personal_data_is_written_nowhere() {
    const NAME: &str = "MARKEDNAME";
    const PHONE: &str = "0987654321";
    let head = "Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận;Ngày hẹn trả;Hình thức nộp;Lệ phí;Người nộp;Chủ hồ sơ;Số điện thoại;CCCD;Email;Địa chỉ;Ghi chú riêng\n";
    let person = format!("{NAME} Văn A;{NAME};{PHONE};0{PHONE}1;{NAME}@example.vn;Số 1 {NAME};{NAME}");
    let rows = [
        format!("1;Xã A;10;01/08/2022;05/08/2022;2;15.000;{person}"),
        format!("2;Xã A;lạ;01/08/2022;;2;;{person}"),
        // One field too few, one too many, a lost quote.
        format!("3;Xã A;10;01/08/2022;;2;{person}"),
        format!("4;Xã A;10;01/08/2022;;2;0;{person};{NAME}"),
        format!("5;Xã A;10;01/08/2022;;2;0;\"{person}"),
        // As many fields as there should be, but shifted: a name where a status and a date should be.
        format!("6;Xã A;{NAME} Văn A;{NAME} Thị B;;2;0;{person}"),
        format!("7;Xã A;10;{PHONE};;2;0;{person}"),
        format!("8;Xã A;{PHONE};01/08/2022;;2;0;{person}"),
        format!("9;Xã A;{NAME}@example.vn;01/08/2022;;2;0;{person}"),
        format!("10;Xã A;10;01/08/2022;;2;{PHONE}x;{person}"),
        format!("11;Xã A;10;01/08/2022;{NAME};2;0;{person}"),
    ];
    let content = format!("{head}{}\n", rows.join("\n"));
    let folder = folder(&[("e.csv", content.as_bytes())]);
    let export = folder.path().join("e.csv");
    let out = folder.path().join("out");
    let mut said = Vec::new();
    for format in ["table", "csv", "json", "md"] {
        for by in ["unit", "field", "procedure"] {
            let arguments =
                ["report", export.to_str().unwrap(), "--format", format, "--by", by, "--out", out.to_str().unwrap()];
            let run = cchc(arguments);
            assert_eq!(run.code, 0, "{}", run.stderr);
            said.push((format!("report {format} {by}"), run.stdout + &run.stderr));
            said.extend(
                files_below(&out)
                    .into_iter()
                    .map(|(name, path)| (name, String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned())),
            );
        }
    }
    for format in ["text", "json", "junit", "github"] {
        let run = cchc(["check", export.to_str().unwrap(), "--standard", "dong-thap-2022", "--format", format]);
        assert_eq!(run.code, 3, "{}", run.stderr);
        said.push((format!("check {format}"), run.stdout + &run.stderr));
    }
    // A header that is missing a column is shown; what stands below it is not.
    let broken = folder.path().join("broken.csv");
    std::fs::write(&broken, content.replace("Trạng thái", "Khác")).unwrap();
    let run = cchc(["report", broken.to_str().unwrap()]);
    assert_eq!(run.code, 2);
    said.push(("error".to_owned(), run.stdout + &run.stderr));
    for (place, text) in &said {
        for mark in [NAME, PHONE, "Văn A", "Thị B"] {
            assert!(!text.contains(mark), "{mark} in {place}");
        }
    }
}

/// What is kept in memory of an export holds no personal value either.
#[test]
fn personal_data_is_not_loaded() {
    let content =
        "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Người nộp,CCCD,Ghi chú\n1,Xã A,10,01/08/2022,MARKED,MARKED,MARKED\n";
    let folder = folder(&[("e.csv", content.as_bytes())]);
    let inputs = cchc::project::Inputs::find(&[folder.path().to_owned()]).unwrap();
    let stock = with_context(|context| cchc::ingest::read(&inputs.inputs, context).unwrap());
    assert_eq!((stock.dossiers.len(), stock.exports.sources[0].personal), (1, 2));
    assert!(!format!("{stock:?}").contains("MARKED"));
}
