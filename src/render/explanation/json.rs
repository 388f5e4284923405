use serde::Serialize;
use serde_json::value::RawValue;

use crate::report::explanation::{Explanation, Part};
use crate::standards::Verdict;
use crate::texts::Texts;
use crate::texts::numbers::plain_decimal;

use super::super::json::{SCHEMA_VERSION, StructureOf, structure};
use super::words;

#[derive(Serialize)]
struct Document<'a> {
    schema_version: &'static str,
    indicator: &'a str,
    title: &'a str,
    formula: &'a str,
    legal: &'a str,
    file: &'a str,
    event: &'a str,
    among: Option<&'a str>,
    counts: &'a str,
    terms: Vec<Term<'a>>,
    period: Span,
    structure: StructureOf,
    scope: &'static str,
    unit: Option<&'a str>,
    unit_name: Option<&'a str>,
    numerator: Option<u64>,
    denominator: Option<u64>,
    percent: Option<Box<RawValue>>,
    standard: Option<&'a str>,
    threshold: Option<Box<RawValue>>,
    verdict: Option<&'static str>,
    short_by: Option<Box<RawValue>>,
    missing: Option<u64>,
    records: u64,
    parts: Vec<PartOfRecords>,
    lacking: Vec<&'a str>,
}

#[derive(Serialize)]
struct Term<'a> {
    term: &'a str,
    sql: &'a str,
}

#[derive(Serialize)]
struct Span {
    from: String,
    to: String,
}

#[derive(Serialize)]
struct PartOfRecords {
    part: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    records: u64,
}

/// JSON for other programs. The `records` of `parts` add up to `records`.
///
/// # Errors
/// Only if serialising plain values fails, which would be a fault of this program.
pub fn render(explanation: &Explanation, texts: &Texts) -> Result<String, serde_json::Error> {
    let (indicator, definition, figure) = (words::indicator(explanation), &explanation.definition, &explanation.figure);
    let lang = texts.lang();
    let decimal = |value: Option<i64>| value.and_then(|value| RawValue::from_string(plain_decimal(value)).ok());
    let part = |(part, records): &(Part, u64)| PartOfRecords {
        part: part.id(),
        reason: if let Part::Rejected(reason) = part { Some(*reason) } else { None },
        records: *records,
    };
    let document = Document {
        schema_version: SCHEMA_VERSION,
        indicator: &indicator.id,
        title: indicator.title.get(lang),
        formula: indicator.formula.get(lang),
        legal: indicator.legal.get(lang),
        file: &indicator.file,
        event: &definition.event_sql,
        among: definition.among_sql.as_deref(),
        counts: &definition.counts_sql,
        terms: definition.terms.iter().map(|(term, _, sql)| Term { term, sql }).collect(),
        period: Span { from: figure.period.from.to_string(), to: figure.period.to.to_string() },
        structure: structure(explanation.report.structure),
        scope: figure.scope.id(),
        unit: figure.unit.as_deref(),
        unit_name: figure.unit_name.as_deref(),
        numerator: figure.numerator,
        denominator: figure.denominator,
        percent: decimal(figure.percent),
        standard: explanation.report.standard.as_ref().map(|standard| standard.id.as_str()),
        threshold: decimal(figure.threshold),
        verdict: figure.verdict.map(Verdict::id),
        short_by: decimal(figure.short_by),
        missing: figure.missing,
        records: explanation.report.account.records,
        parts: explanation.parts.iter().map(part).collect(),
        lacking: explanation.lacking.iter().map(|column| column.get(lang)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&document)?;
    text.push('\n');
    Ok(text)
}
