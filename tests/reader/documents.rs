//! What a file is, is told by its content, whatever its name says: pages, documents, workbooks, archives, standard input.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::io::Write;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use serde_json::Value;

use super::runs::{checked, checked_with, fixture, list, refused, units, with_input};
use crate::support::{cchc, folder};

pub(super) const ROWS: [[&str; 3]; 3] =
    [["H1-1", "Xã A", "01/08/2022"], ["H1-2", "Xã A", "19/08/2022"], ["H1-3", "Xã B", "20/08/2022"]];
const NAMES: [&str; 4] = ["Mã hồ sơ", "Đơn vị", "Trạng thái", "Ngày nhận"];

pub(super) fn gzip(content: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(content).unwrap();
    packer.finish().unwrap()
}

pub(super) fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::default());
        packer.write_all(content).unwrap();
        let packed = packer.finish().unwrap();
        let mut seen = flate2::Crc::new();
        seen.update(content);
        let mut fields = [20_u16, 0x800, 8, 0, 0x21].map(u16::to_le_bytes).concat();
        fields.extend([seen.sum(), packed.len() as u32, content.len() as u32].map(u32::to_le_bytes).concat());
        fields.extend([name.len() as u16, 0].map(u16::to_le_bytes).concat());
        directory.extend(
            [b"PK\x01\x02\x14\x00", &fields[..], &[0; 10], &(file.len() as u32).to_le_bytes(), name.as_bytes()]
                .concat(),
        );
        file.extend([b"PK\x03\x04", &fields[..], name.as_bytes(), &packed].concat());
    }
    let (start, size) = (file.len() as u32, directory.len() as u32);
    let count = entries.len() as u16;
    file.extend(directory);
    file.extend([b"PK\x05\x06\0\0\0\0", &[count, count].map(u16::to_le_bytes).concat()[..]].concat());
    file.extend([size, start].map(u32::to_le_bytes).concat());
    file.extend([0, 0]);
    file
}

pub(super) fn page(rows: &[[&str; 3]]) -> String {
    let cells =
        |tag: &str, cells: &[&str]| cells.iter().map(|cell| format!("<{tag}>{cell}</{tag}>")).collect::<String>();
    let row = |[code, unit, day]: &[&str; 3]| format!("<tr>{}</tr>\n", cells("td", &[code, unit, "Đang xử lý", day]));
    let rows: String = rows.iter().map(row).collect();
    format!("<html><body><table border=1><tr>{}</tr>\n{rows}</table></body></html>\n", cells("th", &NAMES))
}

fn spreadsheet_xml(rows: &[[&str; 3]]) -> String {
    let cells = |cells: &[&str]| {
        let cell = |cell: &&str| format!("<Cell><Data ss:Type=\"String\">{cell}</Data></Cell>");
        format!("<Row>{}</Row>\n", cells.iter().map(cell).collect::<String>())
    };
    let rows: String = rows.iter().map(|[code, unit, day]| cells(&[code, unit, "Đang xử lý", day])).collect();
    let space = "urn:schemas-microsoft-com:office:spreadsheet";
    format!(
        "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"{space}\" xmlns:ss=\"{space}\">\
         <Worksheet ss:Name=\"Hồ sơ\"><Table>{}{rows}</Table></Worksheet></Workbook>\n",
        cells(&NAMES)
    )
}

/// Every kind of file with the three dossiers of [`ROWS`], and the stable name of the kind.
pub(super) fn every_kind() -> Vec<(&'static str, Vec<u8>)> {
    let objects: Vec<Value> = ROWS
        .iter()
        .map(|[code, unit, day]| serde_json::json!({"Mã hồ sơ": code, "Đơn vị": unit, "Trạng thái": "Đang xử lý", "Ngày nhận": day}))
        .collect();
    vec![
        ("delimited", list(&ROWS).into_bytes()),
        ("delimited", list(&ROWS).replace(';', "\t").into_bytes()),
        ("html", page(&ROWS).into_bytes()),
        ("spreadsheet_xml", spreadsheet_xml(&ROWS).into_bytes()),
        ("json", serde_json::to_vec(&objects).unwrap()),
        ("json_lines", objects.iter().map(|object| format!("{object}\n")).collect::<String>().into_bytes()),
        ("xlsx", fixture("dossiers.xlsx")),
        ("xls", fixture("dossiers.xls")),
        ("ods", fixture("dossiers.ods")),
    ]
}

#[test]
fn kinds_are_told_by_content_under_every_name() {
    for (kind, bytes) in every_kind() {
        for name in ["e.csv", "e.txt", "e.xls", "e.xlsx", "e.ods", "e.json", "e.html"] {
            let checked = checked(name, &bytes);
            assert_eq!(checked.only()["kind"], kind, "{name}");
            assert_eq!(checked.account(), [3, 3, 0, 0], "{kind} {name}");
            assert_eq!(checked.units(), units(&[("Xã A", 2), ("Xã B", 1)]), "{kind} {name}");
        }
        // Named by itself, a file may be called anything.
        let folder = folder(&[("e.dat", &bytes)]);
        let run = cchc(["validate", folder.path().join("e.dat").to_str().unwrap(), "--format", "json"]);
        assert_eq!((run.code, run.json()["lists"][0]["accepted"].as_u64()), (0, Some(3)), "{kind}");
    }
}

/// Spreadsheet programs save their XML under this name; a file of a folder is read or told, never left out in silence.
#[test]
fn an_xml_spreadsheet_in_a_folder_is_read_or_told() {
    let (text, xml) = (list(&ROWS[..2]), spreadsheet_xml(&ROWS[2..]));
    let checked = checked_with(&[("a.csv", text.as_bytes()), ("b.xml", xml.as_bytes())], &[]);
    let is_told = (checked.document.to_string() + &checked.stderr).contains("b.xml");
    assert!(checked.document["dossiers"] == 3 || is_told, "{}\n{}", checked.document, checked.stderr);
}

#[test]
fn kinds_are_told_within_gzip_and_zip() {
    for (kind, bytes) in every_kind() {
        let packed: [(Vec<u8>, &[&str]); 3] = [
            (gzip(&bytes), &["gzip"]),
            (zip(&[("trong.dat", &bytes)]), &["zip"]),
            (gzip(&zip(&[("trong.dat", &bytes)])), &["gzip", "zip"]),
        ];
        for (file, packing) in packed {
            let checked = checked("e.csv", &file);
            assert_eq!(checked.account(), [3, 3, 0, 0], "{kind} {packing:?}");
            assert_eq!(checked.only()["kind"], kind);
            assert_eq!(checked.only()["packed"], serde_json::json!(packing), "{kind}");
        }
    }
}

#[test]
fn every_file_of_an_archive_is_read_and_named() {
    let (one, two) = (list(&ROWS[..2]), page(&ROWS[2..]));
    let checked = checked("e.zip", &zip(&[("a/tháng 8.csv", one.as_bytes()), ("b.xls", two.as_bytes())]));
    let lists =
        [0, 1].map(|list| (checked.of(list)["path"].as_str().unwrap(), checked.of(list)["accepted"].as_u64().unwrap()));
    assert_eq!(lists, [("e.zip/a/tháng 8.csv", 2), ("e.zip/b.xls", 1)]);
    assert_eq!(checked.document["dossiers"], 3);
}

#[test]
fn a_bad_file_within_an_archive_is_named() {
    let said = refused(&[("e.zip", &zip(&[("a.csv", list(&ROWS).as_bytes()), ("b.csv", b"\x00\x01\x02\x03")]))]);
    assert!(said.contains("e.zip/b.csv"), "{said}");
}

#[test]
fn standard_input_may_be_of_every_kind() {
    let mut files = every_kind();
    files.extend(every_kind().into_iter().map(|(kind, bytes)| (kind, gzip(&bytes))));
    for (kind, bytes) in files {
        let run = with_input(&["validate", "-", "--format", "json"], &bytes);
        assert_eq!(run.code, 0, "{kind}: {}", run.snapshot());
        let list = &run.json()["lists"][0];
        assert_eq!((list["kind"].as_str(), list["accepted"].as_u64()), (Some(kind), Some(3)));
        let run = with_input(&["report", "-", "--format", "json", "--quiet"], &bytes);
        assert_eq!(crate::support::figure(&run.json(), "received", "all", None)["numerator"], 3, "{kind}");
    }
    assert_eq!(with_input(&["validate", "-"], b"").code, 2);
}

#[test]
fn several_members_of_gzip_are_one_file() {
    let text = list(&ROWS);
    let (head, tail) = text.split_at(text.find("H1-2").unwrap());
    let checked = checked("e.csv.gz", &[gzip(head.as_bytes()), gzip(tail.as_bytes())].concat());
    assert_eq!(checked.account(), [3, 3, 0, 0]);
}

/// What the interface of a portal gives: days as one number, words as codes.
const PORTAL: &str = r#"{"data":[
  {"MaHoSo":"H1.1-220801-0001","DonViXuLy":"Xã A","TrangThaiHoSoId":10,"NgayTiepNhan":"20220801073000","NgayHenTra":20220805000000,"NgayKetThucXuLy":"20220804170000","KenhThucHien":2,"MaTTHC":"1.013220"},
  {"MaHoSo":"H1.1-220819-0002","DonViXuLy":"Xã B","TrangThaiHoSoId":"4","NgayTiepNhan":"20220819235959","NgayHenTra":null,"NgayKetThucXuLy":"","KenhThucHien":"1","MaTTHC":1.013220}
]}"#;

#[test]
fn documents_of_portals_with_coded_values() {
    let checked = checked("e.json", PORTAL.as_bytes());
    assert_eq!((checked.account(), checked.only()["profile"].as_str()), ([2, 2, 0, 0], Some("commune-one-stop")));
    assert_eq!(checked.received(), ["2022-08-01", "2022-08-19"]);
    assert_eq!(checked.days("Ngày hẹn trả"), ["2022-08-05", "2022-08-05"]);
    // The number 1.013220 keeps the figures it is written with, or gets them back.
    assert!(checked.repairs.iter().all(|repair| repair[3] == "1.013220"), "{:?}", checked.repairs);
}

#[test]
fn names_within_names_and_lines_of_objects() {
    let line = |code: &str, day: &str| {
        format!(
            "{{\"code\":\"{code}\",\"agency\":{{\"name\":\"Xã A\",\"code\":\"001\"}},\"dossierStatus\":{{\"id\":2,\"name\":\"Đang xử lý\"}},\"acceptedDate\":\"{day}\"}}\n"
        )
    };
    let lines = line("H1-1", "2022-08-18T17:00:00.000+0000") + &line("H1-2", "2022-08-20T01:00:00.000+0000");
    let array = format!("[{}]", lines.trim().replace('\n', ","));
    for (kind, text) in [("json_lines", &lines), ("json", &array)] {
        let checked = checked("e.json", text.as_bytes());
        assert_eq!((checked.account(), checked.only()["kind"].as_str()), ([2, 2, 0, 0], Some(kind)));
        assert_eq!(
            (checked.header("unit"), checked.header("status")),
            (Some("agency.name"), Some("dossierStatus.name"))
        );
        assert_eq!(checked.received(), ["2022-08-19", "2022-08-20"]);
        assert_eq!(checked.repaired("local_day"), 1);
    }
}

#[test]
fn documents_that_end_too_early_are_refused() {
    for cut in [PORTAL.len() - 1, PORTAL.len() - 4, PORTAL.len() / 2] {
        let cut = (0..=cut).rev().find(|place| PORTAL.is_char_boundary(*place)).unwrap();
        let said = refused(&[("e.json", &PORTAL.as_bytes()[..cut])]);
        assert!(said.contains("downloaded in full"), "{cut}: {said}");
    }
}

#[test]
fn a_line_of_objects_that_is_cut_is_never_dropped_in_silence() {
    let whole = "{\"code\":\"H1-1\",\"agency.name\":\"Xã A\",\"dossierStatus.name\":\"Đang xử lý\",\"acceptedDate\":\"01/08/2022\"}\n";
    let said = refused(&[("e.json", format!("{whole}{}", &whole[..30]).as_bytes())]);
    assert!(said.contains("e.json:2"), "{said}");
}

#[test]
fn a_name_that_stands_twice_in_a_record_is_refused() {
    let said = refused(&[(
        "e.json",
        PORTAL.replace("\"KenhThucHien\":2", "\"KenhThucHien\":2,\"NgayTiepNhan\":\"20220901000000\"").as_bytes(),
    )]);
    assert!(said.contains("NgayTiepNhan"), "{said}");
}

#[test]
fn kinds_that_are_not_read_are_named() {
    for (content, word) in [
        (&b"%PDF-1.7\n%\xe2\xe3\xcf\xd3"[..], "PDF"),
        (b"Rar!\x1a\x07\x01\x00", "rar"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "7z"),
        (b"{\\rtf1\\ansi x}", "RTF"),
        (b"<?xml version=\"1.0\"?><a><b/></a>", "XML"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\n", "MHTML"),
    ] {
        let said = refused(&[("e.csv", content)]);
        assert!(said.contains(word), "{word}: {said}");
    }
}

#[test]
fn one_dossier_in_files_of_two_kinds_counts_once() {
    let (text, page) = (list(&ROWS), page(&ROWS[..1]));
    let checked = checked_with(&[("a-2022-07-31.csv", text.as_bytes()), ("b-2022-08-31.xls", page.as_bytes())], &[]);
    assert_eq!(checked.document["dossiers"], 3);
    assert_eq!(checked.of(0)["superseded"], 1);
}
