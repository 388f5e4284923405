//! What the page says: every figure is the one of the JSON, written by a plain formatter here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::collections::BTreeMap;

use cchc::run::Request;
use cchc::texts::Lang;
use serde::Deserialize;
use serde_json::Value;

use super::browser::Browser;
use super::cases::{Case, by_month, compared, indicators, shown};
use crate::support::folder;

/// A table as the browser shows it.
#[derive(Debug, Deserialize)]
struct Shown {
    listed: bool,
    heads: Vec<String>,
    rows: Vec<Vec<(String, String)>>,
}

/// Heads without their buttons' thresholds; cells as main text and counts.
const TABLES: &str = "[...document.querySelectorAll('#main > section > .scroll > .grid:not(.compare), .fold > .scroll > .grid')]\
    .filter(table => !table.closest('figure')).map(table => ({ listed: table.matches('.list'),\
    heads: [...table.tHead.rows[0].cells].map(cell => (cell.querySelector('button') ?? cell).firstChild.textContent.trim()),\
    rows: [...table.rows].slice(1).map(row => [...row.cells].map(cell => [(cell.querySelector('i') ? cell.firstChild : cell).textContent.trim(), cell.querySelector('i')?.textContent ?? '']))\
    }))";

#[test]
fn tables_show_the_figures_of_the_json() {
    let Some(mut browser) = Browser::start() else { return };
    let english = Case::sample("muong-ang-2021", Lang::En, compared("2020"));
    let levels = [
        ("Cấp huyện", "district"),
        ("Cấp xã", "commune"),
        ("District level", "district"),
        ("Commune level", "commune"),
    ];
    let levels = BTreeMap::from(levels);
    for (case, lang) in [(&Case::sa_dec(), "vi"), (&english, "en")] {
        browser.open(&case.page);
        let names = indicators(lang);
        let figures = case.figures();
        let tables: Vec<Shown> = serde_json::from_value(browser.run(TABLES)).unwrap();
        let mut cells = 0;
        for table in &tables {
            let mut level = None;
            for row in &table.rows {
                let label = row[0].0.as_str();
                let is_about = |figure: &&&Value| match label {
                    "Toàn bộ" | "All" => figure["scope"] == "all",
                    "Cộng" | "Sum" | "Total" => {
                        figure["scope"] == "level" && figure["level"] == level.clone().unwrap()
                    }
                    label => match levels.get(label) {
                        Some(level) => figure["scope"] == "level" && figure["level"] == *level,
                        None => figure["unit_name"] == label,
                    },
                };
                let own: Vec<&&Value> = figures.iter().filter(is_about).collect();
                assert_eq!(own.len(), names.len(), "{label}");
                level = Some(own[0]["level"].clone());
                for (head, (main, counts)) in table.heads.iter().zip(row).skip(1) {
                    let Some(id) = names.get(head) else {
                        // How many thresholds are missed, of how many.
                        assert!(table.listed && (head.contains('/')), "{head}");
                        let count = |verdict: &str| own.iter().filter(|figure| figure["verdict"] == verdict).count();
                        assert_eq!(*main, format!("{}/{}", count("missed"), count("missed") + count("met")), "{label}");
                        continue;
                    };
                    let figure = own.iter().find(|figure| figure["indicator"] == id.as_str()).unwrap();
                    assert_eq!((main.clone(), counts.clone()), shown(figure, lang), "{label} {head}");
                    cells += 1;
                }
            }
        }
        // All, two levels, their sums, and the units, with every indicator.
        let units = figures.iter().filter(|figure| figure["scope"] == "unit").count() / names.len();
        assert_eq!(cells, (1 + 2 + 2 + units) * names.len());
    }
}

#[test]
fn units_tiles_and_bars_show_the_figures_of_the_json() {
    let Some(mut browser) = Browser::start() else { return };
    let case = Case::sa_dec();
    browser.open(&case.page);
    let names = indicators("vi");
    let figures = case.figures();
    let unit = |name: &str, id: &str| {
        let found = figures.iter().find(|figure| figure["unit_name"] == name && figure["indicator"] == id);
        (*found.unwrap_or_else(|| panic!("{name} {id}"))).clone()
    };
    let items: Vec<(String, String, String)> = serde_json::from_value(browser.run(
        "[...document.querySelectorAll('.unit dt')].map(dt => [dt.closest('details').querySelector('summary').firstChild.textContent.trim(), dt.textContent.trim(), dt.nextElementSibling.textContent.trim()])",
    ))
    .unwrap();
    assert_eq!(items.len(), 17 * names.len());
    for (name, short, said) in &items {
        let figure = unit(name, &names[short]);
        let (main, counts) = shown(&figure, "vi");
        let line = if counts.is_empty() { main } else { format!("{main} ({counts})") };
        assert!(said.starts_with(&line), "{name} {short}: {said}, not {line}");
        let missing = figure["missing"].as_u64().unwrap_or(0);
        assert_eq!(said.contains("cần thêm"), missing > 0, "{said}");
        assert!(missing == 0 || said.ends_with(&format!("cần thêm {missing} hồ sơ")), "{said}");
    }
    // Six of the eight judged rates of a level have bars; each is as long as its rate, on one scale for its chart.
    let bars: Vec<(String, String, String, String, f64)> = serde_json::from_value(browser.run(
        "[...document.querySelectorAll('.bars li')].map(li => [li.closest('details').querySelector('summary span').textContent, li.closest('figure').querySelector('figcaption').firstChild.textContent.trim(), li.querySelector('span').textContent, li.querySelector('b').textContent + ' ' + (li.querySelector('i')?.textContent ?? ''), parseFloat(li.querySelector('rect')?.getAttribute('width') ?? -1)])",
    ))
    .unwrap();
    let titles = titles();
    let mut scales: BTreeMap<(&str, &str), f64> = BTreeMap::new();
    for (title, level, name, said, width) in &bars {
        let figure = unit(name, &titles[title]);
        let (main, counts) = shown(&figure, "vi");
        assert_eq!(*said, format!("{main} {counts}"), "{name} {title}");
        let percent = figure["percent"].as_f64().unwrap();
        if percent > 0.0 {
            let scale = scales.entry((title, level)).or_insert(width / percent);
            assert!((*scale * percent - width).abs() < 0.1, "{name} {title}: {width} for {percent}");
        }
    }
    assert_eq!(bars.len(), 17 * 12);
    let tiles =
        browser.texts("[...document.querySelectorAll('.tile')].map(tile => tile.innerText.replace(/\\s+/g, ' '))");
    let first = "Tỷ lệ hồ sơ tiếp nhận qua bưu chính công ích ✗ 0,00% 0/4.702 ✗ Chưa đạt chỉ tiêu ≥ 20% Còn thiếu 20,00 điểm phần trăm, cần thêm 941 hồ sơ";
    assert_eq!(tiles[0], first, "the widest gap first");
    let level3 = "Tỷ lệ hồ sơ trực tuyến mức độ 3 (một phần) ✗ 27,48% 729/2.653 ✗ Chưa đạt chỉ tiêu ≥ 40% Còn thiếu 12,52 điểm phần trăm, cần thêm 333 hồ sơ";
    assert_eq!(tiles[1], level3);
}

/// Names of the rates, with their ids.
fn titles() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(crate::support::root().join("rules/indicators/rates.toml")).unwrap();
    let table: toml::Table = toml::from_str(&text).unwrap();
    let rates = table["indicator"].as_array().unwrap().iter();
    rates
        .map(|rate| (rate["title"]["vi"].as_str().unwrap().to_owned(), rate["id"].as_str().unwrap().to_owned()))
        .collect()
}

#[test]
fn comparisons_and_months_show_the_figures_of_the_json() {
    let Some(mut browser) = Browser::start() else { return };
    // The published comparison: 979/2.556 (38,3%) against 56/2.142 (2,61%) in the same eleven months of 2020.
    let case = Case::sample("muong-ang-2021", Lang::Vi, compared("last-year"));
    browser.open(&case.page);
    let row = browser.text("document.querySelector('.compare tbody tr:nth-child(2)').innerText.replace(/\\s+/g, ' ')");
    assert_eq!(row, "Tỷ lệ hồ sơ nộp trực tuyến 38,30% 979/2.556 2,61% 56/2.142 +35,69");
    let tile = browser.text("document.querySelector('.tile').innerText.replace(/\\s+/g, ' ')");
    assert!(
        tile.contains("38,30% 979/2.556 +35,69 điểm phần trăm so với 2,61% (56/2.142), kỳ 01/01/2020 – 30/11/2020"),
        "{tile}"
    );
    let last_year = browser.texts("[...document.querySelector('.legend').children].map(li => li.textContent)");
    assert_eq!(last_year.last().unwrap(), "Toàn bộ, cùng kỳ năm trước");
    let monthly = Case::sample("muong-ang-2021", Lang::Vi, by_month());
    let values: Vec<(String, String)> = serde_json::from_value(browser.run(
        "[...document.querySelector('.lines table').tBodies[0].rows].map(row => [row.cells[0].textContent, row.cells[1].textContent.trim()])",
    ))
    .unwrap();
    assert_eq!(values.len(), 11);
    for (month, value) in values {
        let (number, year) = month.split_once('/').unwrap();
        let key = format!("{year}-{number}");
        let figures = monthly.json["figures"].as_array().unwrap();
        let figure = figures.iter().find(|figure| {
            figure["month"] == key.as_str() && figure["scope"] == "all" && figure["indicator"] == "online_rate"
        });
        let (main, counts) = shown(figure.unwrap(), "vi");
        assert_eq!(value, format!("{main} {counts}"), "{month}");
    }
}

#[test]
fn what_was_rejected_and_why_stands_behind_a_disclosure() {
    let Some(mut browser) = Browser::start() else { return };
    let case = Case::sample("ba-be-2022", Lang::Vi, Request::default());
    browser.open(&case.page);
    let header = browser.text("document.querySelector('.facts').innerText");
    assert!(header.contains("3.934 bản ghi = 3.732 được tính + 6 bị loại + 196 bị bản mới hơn thay thế"), "{header}");
    assert!(browser.text("document.querySelector('.warnings').innerText").contains("6 trên 3.934 bản ghi bị loại"));
    let sections = browser.texts("[...document.querySelectorAll('.source')].map(part => part.textContent)");
    let rejected = sections.iter().find(|text| text.starts_with("Bản ghi bị loại")).unwrap();
    for said in [
        "sai số ô",
        "thiếu giá trị bắt buộc",
        "ngày tháng sai",
        "cách ghi lạ",
        "Chờ thẩm tra",
        "kết thúc trước khi tiếp nhận",
    ] {
        assert!(rejected.contains(said), "{said}");
    }
    let definitions = sections.iter().find(|text| text.contains("on_time_rate")).unwrap();
    assert!(definitions.contains("Nghị định 61/2018/NĐ-CP"));
    assert!(sections.iter().any(|text| text.contains("timeliness_known=on_time")));
}

/// Names that would be markup, leave an attribute, run, or turn their neighbours around.
const HOSTILE: [&str; 5] = [
    "Xã <script>window.hacked = 1</script>",
    "Xã \"><img src=x onerror=\"window.hacked=1>",
    "Xã ' onmouseover='window.hacked=1",
    "Xã </summary></details><h1>A&amp;B {{ title }} {% if %}",
    "Xã \u{202E}oạđ\u{202C} \u{200B}B",
];

#[test]
fn names_that_attack_stay_text() {
    let Some(mut browser) = Browser::start() else { return };
    let dossier = |code: String, unit: &str, status: &str| serde_json::json!({ "Mã hồ sơ": code, "Đơn vị": unit, "Trạng thái": status, "Ngày nhận": "01/08/2022", "Hình thức nộp": "Trực tuyến" });
    let mut dossiers: Vec<Value> =
        HOSTILE.iter().enumerate().map(|(number, name)| dossier(format!("H1-{number}"), name, "10")).collect();
    dossiers.push(dossier("H1-9".to_owned(), "Xã A", "<script>window.hacked = 1</script>"));
    let exports = folder(&[("<b>tệp.json", serde_json::to_vec(&dossiers).unwrap().as_slice())]);
    let case = Case::new(exports.path(), Lang::Vi, Request::default());
    browser.open(&case.page);
    assert_eq!(browser.run("window.hacked ?? null"), Value::Null);
    assert_eq!(
        browser.run("document.querySelectorAll('script, img, h1').length"),
        2,
        "the title and the script of the page"
    );
    let names = browser.texts("[...document.querySelectorAll('.unit > summary')].map(name => name.textContent.trim())");
    let visible = |name: &str| name.replace(['\u{202E}', '\u{202C}', '\u{200B}'], "");
    let mut wanted: Vec<String> = HOSTILE.iter().map(|name| visible(name)).collect();
    let mut found = names.clone();
    wanted.sort();
    found.sort();
    assert_eq!(found, wanted);
    assert!(!case.html.contains('\u{202E}') && !case.html.contains('\u{200B}'));
    assert_eq!(browser.complaints(), [""; 0]);
}
