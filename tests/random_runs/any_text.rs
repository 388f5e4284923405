//! Any text in every reader of short texts: no panic, and what is read is what was written.

use cchc::ingest::{DateForm, DateRules};
use cchc::matching::{clean, fold};
use cchc::period::{Calendars, Day, Period};
use cchc::project::{Inputs, Project};
use cchc::rules::Rules;
use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;

use super::check;
use super::program::report;

const CASES: u32 = 4000;

const ALPHABET: &str = "[0-9QH./: T\\-dMyHms]{0,24}";

#[test]
fn a_period_reads_back_what_it_is_called() {
    let calendars = Calendars::load(&Rules::embedded()).unwrap();
    let known =
        ["2022", "2022-08", "2022-Q3", "2022-H2", "2022-02-28", "2024-02-29", "0001", "9999-12", "..", "2022-1"];
    let part = || prop_oneof![prop::sample::select(known.to_vec()).prop_map(str::to_owned), any::<String>(), ALPHABET];
    let text = (part(), any::<bool>(), part()).prop_map(
        |(left, two, right)| {
            if two { format!("{left}..{right}") } else { left }
        },
    );
    check(CASES, &(text, any::<bool>()), |(text, civil)| {
        let calendar = calendars.get(if civil { "civil" } else { "statistical" }).unwrap();
        if let Ok(period) = Period::parse(&text, calendar) {
            prop_assert!(period.from <= period.to);
            prop_assert_eq!(Period::parse(&period.key(), calendar).unwrap(), period);
            let months = period.months(calendar);
            prop_assert_eq!(months.first().map(|(_, month)| month.from), Some(period.from));
            prop_assert_eq!(months.last().map(|(_, month)| month.to), Some(period.to));
            prop_assert!(months.windows(2).all(|pair| pair[0].1.to.plus(1) == pair[1].1.from));
            let previous = period.previous(calendar);
            prop_assert!(previous.from <= previous.to && previous.to.plus(1) == period.from);
            let _ = period.last_year();
        }
        Ok(())
    });
}

#[test]
fn a_day_is_the_calendars_day() {
    let numbers = (0..=10_000_i32, 0..14_u32, 0..33_u32).prop_map(|(year, month, day)| {
        (format!("{year:04}-{month:02}-{day:02}"), NaiveDate::from_ymd_opt(year, month, day).filter(|_| year < 10_000))
    });
    check(CASES, &numbers, |(text, day)| {
        let parsed = Day::parse_iso(&text);
        prop_assert_eq!(parsed.map(|day| day.to_string()), day.map(|_| text));
        prop_assert_eq!(parsed.map(Day::civil), day.map(|day| (day.year(), day.month(), day.day())));
        let weekday = day.map(|day| i32::try_from(day.weekday().num_days_from_monday()).unwrap());
        prop_assert_eq!(parsed.map(Day::weekday), weekday);
        Ok(())
    });
    check(CASES, &prop_oneof![any::<String>(), ALPHABET], |text| {
        if let Some(day) = Day::parse_iso(&text) {
            prop_assert_eq!(day.to_string(), text);
        }
        Ok(())
    });
}

/// Those of the shipped rules.
const RULES: DateRules = DateRules { first_year: 1995, last_year: 2049, local_offset: 420 };

#[test]
fn a_date_form_reads_what_it_writes_and_nothing_else() {
    let form = prop_oneof![
        ALPHABET.prop_map(|text| text),
        prop::collection::vec(
            prop::sample::select(vec!["yyyy", "MM", "dd", "HH", "mm", "ss", "/", "-", ".", "T"]),
            3..8
        )
        .prop_map(|parts| parts.concat())
    ];
    let day = (1985..2105_i32, 1..=12_u32, 1..=31_u32);
    check(CASES, &(form, day, any::<Vec<u8>>()), |(form, (year, month, day), bytes)| {
        let Ok(read) = DateForm::new(&form, RULES) else { return Ok(()) };
        let _ = read.read(&bytes);
        // Hours come as 07 here, so that the letters of a form stand for themselves.
        let parts = [("yyyy", format!("{year}")), ("MM", format!("{month:02}")), ("dd", format!("{day:02}"))];
        let mut text = form;
        for (letters, number) in parts.into_iter().chain(["HH", "mm", "ss"].map(|letters| (letters, "07".to_owned()))) {
            text = text.replace(letters, &number);
        }
        let real = NaiveDate::from_ymd_opt(year, month, day).filter(|_| (1995..=2049).contains(&year));
        let expected = real.map(|day| day.to_string());
        prop_assert_eq!(read.read(text.as_bytes()).map(|dated| dated.day.to_string()), expected, "{}", text);
        prop_assert_eq!(read.read(format!("{text}0").as_bytes()), None);
        Ok(())
    });
}

#[test]
fn folding_twice_is_folding_once() {
    let letters = "[a-zA-ZđĐÐòóỏõọàÀáảÁạoaueyỳÝ\u{300}\u{301}\u{303}\u{309}\u{323}\u{302}\u{a0}\t :*()]{0,12}";
    check(CASES, &prop_oneof![any::<String>(), letters], |text| {
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
        prop_assert_eq!(fold(&clean(&text)), fold(&text));
        prop_assert_eq!(clean(&clean(&text)), clean(&text));
        prop_assert_eq!(fold(&format!("  {text} (*)")), fold(&text));
        let decomposed: String = unicode_normalization::UnicodeNormalization::nfd(text.as_str()).collect();
        prop_assert_eq!(fold(&decomposed), fold(&text));
        prop_assert_eq!(clean(&decomposed), clean(&text));
        Ok(())
    });
}

#[test]
fn any_settings_are_read_or_refused() {
    let words =
        ["exports", "units", "period", "standard", "rules", "=", "\"", "[", "]", "\n", "exported", "2022-08", "x"];
    let words = words.into_iter().chain(["[[export]]\npath = ", "title", "{ vi = ", "compare", "'", ",", "\"a.csv\""]);
    let pieces = prop::collection::vec(prop::sample::select(words.collect::<Vec<_>>()), 0..12);
    check(500, &prop_oneof![any::<String>(), pieces.prop_map(|pieces| pieces.join(" "))], |text| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(Project::FILE), &text).unwrap();
        std::fs::write(folder.path().join("a.csv"), "x\n").unwrap();
        let paths = vec![folder.path().to_owned()];
        if Project::find(folder.path()).is_ok() {
            let _ = Inputs::find(&paths);
            let _ = report(cchc::run::Request { paths, ..Default::default() });
        } else {
            prop_assert!(toml::from_str::<toml::Table>(&text).is_err() || Inputs::find(&paths).is_err());
        }
        Ok(())
    });
}

#[test]
fn any_header_is_read_or_refused() {
    let names =
        ["Mã hồ sơ", "Trạng thái", "Ngày nhận", "Ngày tiếp nhận", "Đơn vị", "Phí", "Lệ phí", "", "\"", "MaDonVi"];
    let header = prop_oneof![3 => prop::sample::select(names.to_vec()).prop_map(str::to_owned), 1 => any::<String>()];
    check(1000, &(prop::collection::vec(header, 0..10), any::<String>()), |(headers, line)| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, format!("{}\n{line}", headers.join(";"))).unwrap();
        let period = Some("2022".to_owned());
        if let Ok(report) = report(cchc::run::Request { paths: vec![path], period, ..Default::default() }) {
            let account = &report.account;
            prop_assert_eq!(account.records, account.accepted + account.rejected + account.superseded);
        }
        Ok(())
    });
}
