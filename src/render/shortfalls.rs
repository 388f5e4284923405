//! What falls short of the standard, as text and as JSON: the output of `cchc check`.

use serde::Serialize;

use crate::report::model::{Figure, Report};
use crate::standards::Verdict;
use crate::texts::numbers::plain_decimal;
use crate::texts::{Message, Texts};

use super::json::{StructureOf, structure};
use super::{account, cells};

/// One line per shortfall: where, what, by how much.
#[must_use]
pub fn render_text(report: &Report, texts: &Texts) -> String {
    let mut lines = account::heading(report, texts);
    lines.extend(account::structure(report.structure, texts));
    lines.extend(shortfalls(report).map(|figure| sentence(figure, report, texts)));
    let warnings = report.notes.iter().filter(|note| note.weight == crate::report::model::Weight::Warning);
    lines.extend(warnings.map(|note| account::note(note, texts)));
    lines.push(texts.say(&summary(report, texts)));
    lines.push(String::new());
    lines.join("\n")
}

/// `UBND xã Mẫu 3 · Tỷ lệ …: 0,38% (1/263), chỉ tiêu 40%, …`
pub(super) fn sentence(figure: &Figure, report: &Report, texts: &Texts) -> String {
    let about = cells::about(figure, report, texts);
    format!("{about} · {}: {}", cells::title(figure, report, texts), cells::judgement(figure, report, texts))
}

pub(super) fn shortfalls(report: &Report) -> impl Iterator<Item = &Figure> {
    report.shortfalls.iter().filter_map(|place| report.figures.get(*place))
}

fn summary(report: &Report, texts: &Texts) -> Message {
    let missed = shortfalls(report).filter(|figure| figure.verdict == Some(Verdict::Missed)).count();
    let without = report.figures.iter().filter(|figure| figure.threshold.is_some()).count() - report.judged_count();
    let key = match (report.judged_count(), report.shortfalls.len(), without) {
        (0, ..) => "check.nothing",
        (_, 0, _) => "check.all_met",
        (.., 0) => "check.missed",
        _ => "check.missed_some",
    };
    Message::new(key)
        .with("missed", texts.number(missed as u64))
        .with("unavailable", texts.number((report.shortfalls.len() - missed) as u64))
        .with("judged", texts.number(report.judged_count() as u64))
        .with("without", texts.number(without as u64))
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: &'static str,
    standard: Option<&'a str>,
    period: String,
    structure: StructureOf,
    records: u64,
    rejected: u64,
    judged: usize,
    shortfalls: Vec<Shortfall<'a>>,
}

#[derive(Serialize)]
struct Shortfall<'a> {
    indicator: &'a str,
    scope: &'static str,
    unit: Option<&'a str>,
    unit_name: Option<&'a str>,
    level: Option<&'a str>,
    numerator: Option<u64>,
    denominator: Option<u64>,
    percent: Option<Box<serde_json::value::RawValue>>,
    threshold: Option<Box<serde_json::value::RawValue>>,
    missing: Option<u64>,
    verdict: Option<&'static str>,
    left_out: u64,
}

/// The shortfalls as JSON.
///
/// # Errors
/// Only if serialising plain values fails, which would be a fault of this program.
pub fn render_json(report: &Report) -> Result<String, serde_json::Error> {
    let decimal = |value: Option<i64>| {
        value.and_then(|value| serde_json::value::RawValue::from_string(plain_decimal(value)).ok())
    };
    let document = Document {
        schema_version: super::json::SCHEMA_VERSION,
        standard: report.standard.as_ref().map(|standard| standard.id.as_str()),
        period: report.period.period.key(),
        structure: structure(report.structure),
        records: report.account.records,
        rejected: report.account.rejected,
        judged: report.judged_count(),
        shortfalls: shortfalls(report)
            .map(|figure| Shortfall {
                indicator: &report.indicators[figure.indicator].id,
                scope: figure.scope.id(),
                unit: figure.unit.as_deref(),
                unit_name: figure.unit_name.as_deref(),
                level: figure.level.as_deref(),
                numerator: figure.numerator,
                denominator: figure.denominator,
                percent: decimal(figure.percent),
                threshold: decimal(figure.threshold),
                missing: figure.missing,
                verdict: figure.verdict.map(Verdict::id),
                left_out: figure.left_out,
            })
            .collect(),
    };
    let mut text = serde_json::to_string_pretty(&document)?;
    text.push('\n');
    Ok(text)
}
