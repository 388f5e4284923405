//! Any text as the SQL of an indicator: it loads and can be counted, or is refused in words; it never panics.

use std::path::Path;

use cchc::dossiers::Schema;
use cchc::indicators::Definitions;
use cchc::rules::Rules;
use cchc::run::{Request, Rulebook};
use cchc::texts::Explain;
use proptest::prelude::*;

use super::check;
use super::program::report_by;

const TOKENS: [&str; 46] = [
    "received",
    "due",
    "finished",
    "settled_day",
    "period_start",
    "period_end",
    "status",
    "receipt_channel",
    "fee",
    "service_level",
    "counted",
    "waiting",
    "timeliness_known",
    "field",
    "unit",
    "'online'",
    "'done'",
    "'x'",
    "'2022-08-19'",
    "DATE",
    "0",
    "15000",
    "99999999999999999999",
    "1.5",
    "TRUE",
    "FALSE",
    "NULL",
    "(",
    ")",
    ",",
    "AND",
    "OR",
    "NOT",
    "IS NULL",
    "IS NOT NULL",
    "IN",
    "BETWEEN",
    "=",
    "<>",
    "<",
    "<=",
    ">=",
    "-",
    "COALESCE",
    "CASE WHEN",
    "'",
];

fn indicator(sql: &str) -> String {
    let text = toml::Value::String(sql.to_owned());
    let words = ["title", "short", "formula", "legal"].map(|word| format!("{word} = {{ vi = \"x\", en = \"x\" }}\n"));
    format!(
        "[[indicator]]\nid = \"random\"\nkind = \"rate\"\nevent = \"handled\"\namong = \"TRUE\"\ncounts = {text}\n{}",
        words.concat()
    )
}

fn put(folder: &Path, sql: &str) {
    std::fs::create_dir_all(folder.join("indicators")).unwrap();
    std::fs::write(folder.join("indicators/random.toml"), indicator(sql)).unwrap();
}

#[test]
fn any_text_as_sql_loads_or_is_refused() {
    let tokens = prop::collection::vec(prop::sample::select(TOKENS.to_vec()), 0..14).prop_map(|words| words.join(" "));
    let condition =
        prop::sample::select(vec!["fee > 0", "due < period_end", "status IN ('done')", "NOT waiting", "due IS NULL"]);
    let joined = prop::collection::vec((condition, prop::sample::select(vec![" AND ", " OR ", " AND NOT "])), 1..6)
        .prop_map(|parts| parts.iter().map(|(part, join)| format!("({part}){join}")).collect::<String>() + "counted");
    let embedded = Rules::embedded();
    let schema = Schema::load(&embedded).unwrap();
    check(600, &prop_oneof![1 => any::<String>(), 3 => tokens, 1 => joined], |sql| {
        let folder = tempfile::tempdir().unwrap();
        put(folder.path(), &sql);
        let mut rules = embedded.clone();
        rules.overlay(folder.path()).unwrap();
        match Definitions::load(&rules, &schema, &[]) {
            Ok(_) => counted(folder.path())?,
            Err(error) => prop_assert!(!error.message().key.is_empty()),
        }
        Ok(())
    });
}

/// Counts the random indicator over one dossier of each kind: its numerator is at most its denominator.
fn counted(rules: &Path) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    let text = "Mã hồ sơ;Trạng thái;Ngày nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Đơn vị;Phí;Hình thức nộp;Mức độ\n\
                1;9;01/08/2022;19/08/2022;19/08/2022;Xã Một;15.000;Trực tuyến;4\n\
                2;4;01/08/2022;;;Xã Một;;;\n";
    std::fs::write(&path, text).unwrap();
    let rulebook = Rulebook::load(&[rules]).unwrap();
    let period = Some("2022-08".to_owned());
    let report = report_by(&rulebook, Request { paths: vec![path], period, ..Request::default() });
    let report = report.map_err(|error| TestCaseError::fail(error.to_string()))?;
    let place = report.indicators.iter().position(|indicator| indicator.id == "random").unwrap();
    for figure in report.figures.iter().filter(|figure| figure.indicator == place) {
        prop_assert!(figure.numerator.unwrap_or(0) <= figure.denominator.unwrap_or(2));
        prop_assert!(figure.denominator.is_none_or(|denominator| denominator == 2));
    }
    Ok(())
}

#[test]
fn deeply_nested_sql_is_refused_and_a_long_one_is_read() {
    // The stack of a program's own thread; one of a test has less.
    let thread = std::thread::Builder::new().stack_size(16 << 20).spawn(nesting).unwrap();
    thread.join().unwrap();
}

fn nesting() {
    let folder = tempfile::tempdir().unwrap();
    let load = |sql: &str| {
        put(folder.path(), sql);
        let mut rules = Rules::embedded();
        rules.overlay(folder.path()).unwrap();
        Definitions::load(&rules, &Schema::load(&rules).unwrap(), &[]).is_ok()
    };
    assert!(load(&format!("{}TRUE", "TRUE AND ".repeat(400))));
    assert!(load(&format!("{}TRUE{}", "(".repeat(20), ")".repeat(20))));
    assert!(!load(&format!("{}TRUE{}", "(".repeat(5000), ")".repeat(5000))));
    assert!(!load(&format!("{}TRUE", "NOT ".repeat(5000))));
}
