//! From a plan to files, and what is known of them by the way they were written.

use std::fmt::{self, Write as _};
use std::path::Path;

use chrono::{Days, NaiveDate};
use unicode_normalization::UnicodeNormalization;

use super::super::model::export::Written;
use super::super::model::indicators::{Question, RATES};
use super::super::model::standard::Threshold;
use super::super::model::units::Registered;
use super::plan::{FilePlan, NamePlan, RunPlan, ThresholdPlan};
use super::record::Writer;
use super::spelled::{FIRST_OPTIONAL, HEADERS};

/// A run, written out.
#[derive(Clone)]
pub(super) struct Run {
    /// Names and bytes of the exports.
    pub(super) exports: Vec<(String, Vec<u8>)>,
    pub(super) settings: String,
    pub(super) standard: String,
    pub(super) units: String,
    /// What the model is told.
    pub(super) written: Vec<Written>,
    pub(super) registry: Option<Vec<Registered>>,
    pub(super) thresholds: Vec<Threshold>,
    pub(super) question: Question,
}

const LEVELS: [&str; 3] = ["province", "district", "commune"];

impl Run {
    pub(super) fn new(plan: &RunPlan) -> Self {
        let from = NaiveDate::from_ymd_opt(2022, 1, 1).unwrap() + Days::new(plan.first_day.into());
        let question = Question {
            from,
            to: from + Days::new(plan.length.into()),
            withdrawn_left_out: plan.withdrawn_left_out,
            without_due_left_out: plan.without_due_left_out,
        };
        let (mut exports, mut written) = (Vec::new(), Vec::new());
        for file in &plan.files {
            let (bytes, known) = export(file, &question);
            exports.push((known.name.clone(), bytes));
            written.push(known);
        }
        let registry = plan.with_registry.then(|| registry(question.from + Days::new(10)));
        Self {
            settings: settings(plan, &question, &written),
            standard: standard(&plan.thresholds),
            units: units_csv(registry.as_deref().unwrap_or_default()),
            exports,
            written,
            registry,
            thresholds: plan.thresholds.iter().flat_map(thresholds).collect(),
            question,
        }
    }

    /// Puts the files of the run into a folder.
    pub(super) fn put(&self, folder: &Path) {
        std::fs::create_dir_all(folder.join("exports")).unwrap();
        for (name, bytes) in &self.exports {
            std::fs::write(folder.join(name), bytes).unwrap();
        }
        std::fs::write(folder.join("cchc.toml"), &self.settings).unwrap();
        std::fs::write(folder.join("standard.toml"), &self.standard).unwrap();
        std::fs::write(folder.join("units.csv"), &self.units).unwrap();
    }
}

/// A failure shows the files, which tell more than the numbers they were made of.
impl fmt::Debug for RunPlan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let run = Run::new(self);
        let files = [("cchc.toml", &run.settings), ("standard.toml", &run.standard), ("units.csv", &run.units)];
        for (name, text) in files {
            write!(formatter, "\n--- {name}\n{text}")?;
        }
        for (name, bytes) in &run.exports {
            write!(formatter, "\n--- {name}\n{}", String::from_utf8_lossy(bytes))?;
        }
        Ok(())
    }
}

fn export(plan: &FilePlan, question: &Question) -> (Vec<u8>, Written) {
    let (name, named) = name(&plan.name, question);
    let mut columns: Vec<(usize, &'static str)> = Vec::new();
    for (number, (column, district, commune)) in HEADERS.into_iter().enumerate() {
        let dropped = number >= FIRST_OPTIONAL && plan.dropped >> (number - FIRST_OPTIONAL) & 1 == 1;
        let header = if plan.is_commune { commune } else { district };
        if !dropped && !header.is_empty() {
            columns.push((plan.order[number].index(1 << 16), column));
        }
    }
    columns.sort_unstable();
    let columns: Vec<&'static str> = columns.into_iter().map(|(_, column)| column).collect();
    let mut writer = Writer::new(plan, columns, question);
    writer.header();
    for record in &plan.records {
        writer.record(record);
    }
    let declared = plan.name.declared.map(|day| near(question.to, day));
    writer.finish(name, named, declared)
}

fn near(day: NaiveDate, offset: i8) -> NaiveDate {
    day + chrono::Duration::days(offset.into())
}

/// The file's name, and the day it tells.
fn name(plan: &NamePlan, question: &Question) -> (String, Option<NaiveDate>) {
    let letter = char::from(b'a' + plan.letter);
    let day = near(question.to, plan.day);
    let month_end = || (1..).map(|days| day + Days::new(days)).find(|day| day.format("%d").to_string() == "01");
    match plan.form {
        0 => (format!("{letter}.csv"), None),
        1 => (format!("{letter}-{day}.csv"), Some(day)),
        2 => (format!("{letter}_{}.csv", day.format("%Y%m%d")), Some(day)),
        3 => (format!("{letter} {}.csv", day.format("%d.%m.%Y")), Some(day)),
        4 => (format!("{letter}-2021-12-01_{day}.csv"), Some(day)),
        5 => (format!("{letter}-{}.csv", day.format("%Y-%m")), month_end().map(|next| next - Days::new(1))),
        _ => (format!("{letter}-2022-13-45.csv"), None),
    }
}

/// The header as the file spells it.
pub(super) fn spelled_header(header: &str, style: u8) -> String {
    match style {
        1 => header.to_uppercase(),
        2 => format!("{header} (*)"),
        3 => format!(" {}:", header.replace(' ', "  ")).nfd().collect(),
        _ => header.to_owned(),
    }
}

/// The units of the registry; one of them ceases to be within the period.
fn registry(ends: NaiveDate) -> Vec<Registered> {
    let unit = |code, name, level, aliases| Registered { code, name, level, aliases, valid_to: None };
    vec![
        unit("087", "Huyện Mẫu", "district", &["UBND huyện Mẫu", "H.Mẫu"][..]),
        unit("087.01", "Phòng Tư pháp mẫu", "district", &[]),
        unit("30169", "Xã Mẫu 1", "commune", &[]),
        Registered { valid_to: Some(ends), ..unit("30172", "Phường Hòa Mẫu", "commune", &["P. Hòa Mẫu"]) },
        unit("00001", "Xã Trùng", "commune", &[]),
        unit("00002", "Xã Trùng", "commune", &[]),
        unit("H01", "Chi cục Mẫu", "province", &[]),
    ]
}

fn units_csv(units: &[Registered]) -> String {
    let mut text = "code,name,level,parent,aliases,valid_from,valid_to\n".to_owned();
    for unit in units {
        let last = unit.valid_to.map(|day| day.to_string()).unwrap_or_default();
        writeln!(text, "{},{},{},,{},,{last}", unit.code, unit.name, unit.level, unit.aliases.join("|")).unwrap();
    }
    text
}

fn settings(plan: &RunPlan, question: &Question, written: &[Written]) -> String {
    let mut text = format!(
        "exports = [\"exports\"]\nperiod = \"{}..{}\"\nstandard = \"standard.toml\"\n",
        question.from, question.to
    );
    if plan.with_registry {
        text.push_str("units = \"units.csv\"\n");
    }
    text.push_str("[rules]\n");
    if plan.withdrawn_left_out {
        text.push_str("counted = \"withdrawn_left_out\"\n");
    }
    if plan.without_due_left_out {
        text.push_str("timeliness_known = \"left_out\"\n");
    }
    for export in written {
        if let Some(day) = export.declared {
            write!(text, "[[export]]\npath = \"{}\"\nexported = \"{day}\"\n", export.name).unwrap();
        }
    }
    text
}

fn thresholds(plan: &ThresholdPlan) -> Vec<Threshold> {
    let indicator = RATES[plan.rate];
    let mut thresholds = Vec::new();
    if let Some((hundredths, levels)) = plan.for_levels {
        let levels = (0..3).filter(|bit| levels >> bit & 1 == 1).map(|bit| LEVELS[bit]).collect();
        thresholds.push(Threshold { indicator, hundredths: hundredths.into(), levels: Some(levels) });
    }
    if let Some(hundredths) = plan.for_all {
        thresholds.push(Threshold { indicator, hundredths: hundredths.into(), levels: None });
    }
    thresholds
}

fn standard(plans: &[ThresholdPlan]) -> String {
    let mut text = "id = \"random\"\ntitle = { vi = \"x\", en = \"x\" }\nsource = { vi = \"x\", en = \"x\" }\n\
                    valid = { from = \"2022-01-01\", to = \"2022-12-31\" }\n"
        .to_owned();
    let all: Vec<Threshold> = plans.iter().flat_map(thresholds).collect();
    if all.is_empty() {
        text.push_str("threshold = []\n");
    }
    for Threshold { indicator, hundredths, levels } in all {
        let percent = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        write!(text, "[[threshold]]\nindicator = \"{indicator}\"\nat_least = \"{percent}\"\n").unwrap();
        if let Some(levels) = levels {
            writeln!(text, "levels = {levels:?}").unwrap();
        }
    }
    text
}
