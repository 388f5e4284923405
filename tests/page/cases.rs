//! The pages that are opened, and the figures they must show.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cchc::project::Inputs;
use cchc::render::{json, page};
use cchc::report::model::Breakdown;
use cchc::run::{Request, Rulebook, prepare};
use cchc::texts::{Lang, Texts};
use serde_json::Value;

use crate::support::root;

/// A page in a folder of its own, and the same report as JSON.
pub(super) struct Case {
    pub(super) page: PathBuf,
    pub(super) html: String,
    pub(super) json: Value,
    pub(super) folder: tempfile::TempDir,
}

impl Case {
    pub(super) fn new(path: &Path, lang: Lang, request: Request) -> Self {
        let rulebook = Rulebook::load(&[]).unwrap();
        let texts = Texts::load(&rulebook.rules, lang).unwrap();
        let paths = vec![path.to_owned()];
        let inputs = Inputs::find(&paths).unwrap();
        let request = Request { paths, documents: true, ..request };
        let report = prepare(&rulebook, request, inputs).unwrap().run(&|_| {}).unwrap();
        let html = page::render(&report, &texts).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("report.html");
        fs::write(&page, &html).unwrap();
        let json = serde_json::from_str(&json::render(&report, &texts).unwrap()).unwrap();
        Self { page, html, json, folder }
    }

    /// A sample case.
    pub(super) fn sample(name: &str, lang: Lang, request: Request) -> Self {
        Self::new(&root().join("sample-data").join(name), lang, request)
    }

    pub(super) fn sa_dec() -> Self {
        Self::sample("sa-dec-2022", Lang::Vi, Request::default())
    }

    /// The figures of the report's own period, not broken down.
    pub(super) fn figures(&self) -> Vec<&Value> {
        let period = &self.json["period"];
        let figures = self.json["figures"].as_array().unwrap().iter();
        figures.filter(|figure| figure["period"].is_null() || figure["period"] == *period).collect()
    }
}

/// The request of a report held against another period.
pub(super) fn compared(with: &str) -> Request {
    Request { compare: vec![with.to_owned()], ..Request::default() }
}

/// A report by month.
pub(super) fn by_month() -> Request {
    Request { breakdown: Breakdown::Month, ..Request::default() }
}

/// Short names of the indicators, with their ids.
pub(super) fn indicators(lang: &str) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for file in ["rates", "counts"] {
        let text = fs::read_to_string(root().join(format!("rules/indicators/{file}.toml"))).unwrap();
        let table: toml::Table = toml::from_str(&text).unwrap();
        for indicator in table["indicator"].as_array().unwrap() {
            let name = indicator["short"][lang].as_str().unwrap().to_owned();
            names.insert(name, indicator["id"].as_str().unwrap().to_owned());
        }
    }
    names
}

/// A number as people of this language write it.
pub(super) fn whole(number: u64, lang: &str) -> String {
    let sign = if lang == "vi" { "." } else { "," };
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
    groups.join(sign)
}

/// A figure of the JSON as the page must show it: `✗ 27,48%` and `729/2.653`.
pub(super) fn shown(figure: &Value, lang: &str) -> (String, String) {
    let Some(numerator) = figure["numerator"].as_u64() else {
        return (if lang == "vi" { "không có dữ liệu" } else { "not available" }.to_owned(), String::new());
    };
    let partial = if figure["left_out"].as_u64() > Some(0) { "*" } else { "" };
    let Some(denominator) = figure["denominator"].as_u64() else {
        return (format!("{}{partial}", whole(numerator, lang)), String::new());
    };
    let Some(percent) = figure["percent"].as_f64() else {
        return (if lang == "vi" { "không áp dụng" } else { "not applicable" }.to_owned(), String::new());
    };
    let mark = match figure["verdict"].as_str() {
        Some("missed") => "✗ ",
        Some("met") => "✓ ",
        _ => "",
    };
    let percent = format!("{percent:.2}");
    let percent = if lang == "vi" { percent.replace('.', ",") } else { percent };
    (format!("{mark}{percent}%{partial}"), format!("{}/{}", whole(numerator, lang), whole(denominator, lang)))
}

/// A number below 100 that looks like chance and is not.
fn hundredth(unit: u32, number: u32, salt: u32) -> u32 {
    let seed = unit.wrapping_mul(0x9E37_79B1) ^ number.wrapping_mul(0x85EB_CA6B) ^ salt.wrapping_mul(0xC2B2_AE35);
    let mixed = (seed ^ seed >> 15).wrapping_mul(0x2C1B_3C6D);
    (mixed ^ mixed >> 13) % 100
}

/// A province of so many communes with twelve months of dossiers, all columns filled, and six thresholds.
pub(super) fn province(communes: u32) -> Case {
    let mut text = String::from(
        "Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Ngày trả kết quả;Hình thức tiếp nhận;\
         Hình thức trả;Mức độ;Lĩnh vực;Số hóa hồ sơ;Số hóa kết quả;Lệ phí;Thanh toán trực tuyến;Mức độ hài lòng\n",
    );
    for unit in 0..communes {
        for number in 0..72_u32 {
            let month = number / 6 + 1;
            let chance = |salt: u32| hundredth(unit, number, salt);
            let yes = |salt: u32, among: u32| if chance(salt) < among { "Có" } else { "Không" };
            let day = 1 + chance(1) % 16;
            text.push_str(&format!(
                "H01-22{month:02}{day:02}-{:06};UBND xã Mẫu {};10;{day:02}/{month:02}/2022;{:02}/{month:02}/2022;\
                 {:02}/{month:02}/2022;{:02}/{month:02}/2022;{};{};{};Đất đai;{};{};15.000;{};{}\n",
                unit * 100 + number,
                unit + 1,
                day + 9,
                day + chance(2) % 11,
                day + 11,
                ["Trực tiếp", "Trực tuyến", "BCCI"][(chance(3) / 34) as usize],
                if chance(4) < 30 { "BCCI" } else { "Trực tiếp" },
                3 + chance(5) % 2,
                yes(6, unit / 2),
                yes(7, 60),
                yes(8, 50),
                if chance(9) < 80 { "Hài lòng" } else { "Không hài lòng" },
            ));
        }
    }
    let standard = [("online_rate_level3", "40"), ("online_rate_level4", "30"), ("on_time_rate", "90")]
        .into_iter()
        .chain([("dossier_digitization_rate", "50"), ("online_payment_rate", "50"), ("satisfaction_rate", "80")])
        .map(|(indicator, least)| format!("[[threshold]]\nindicator = \"{indicator}\"\nat_least = \"{least}\"\n"));
    let head = "id = \"mau\"\ntitle = { vi = \"Thử\", en = \"Sample\" }\nsource = { vi = \"Thử\", en = \"Sample\" }\n\
        valid = { from = \"2022-01-01\", to = \"2022-12-31\" }\n";
    let folder = crate::support::folder(&[
        ("exports/communes.csv", text.as_bytes()),
        ("standard.toml", (head.to_owned() + &standard.collect::<String>()).as_bytes()),
    ]);
    let standard = folder.path().join("standard.toml").to_str().unwrap().to_owned();
    let request = Request { period: Some("2022".to_owned()), standard: Some(standard), ..Request::default() };
    Case::new(&folder.path().join("exports"), Lang::Vi, request)
}
