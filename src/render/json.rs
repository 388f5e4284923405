//! `figures.json`, and `--format json`: the machine-readable contract, described by `schema/figures.schema.json`.

use std::collections::BTreeMap;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::indicators::Kind;
use crate::period::Period;
use crate::registry::StructureUsed;
use crate::report::model::{Figure, Report};
use crate::standards::Verdict;
use crate::texts::Texts;
use crate::texts::numbers::{Hundredths, plain_decimal};

use super::account;
use super::figures_csv::part_key;

/// The end of the document.
const END: &[u8] = b"\n}";

/// Version of the contract: the first number changes when something is taken away or changes its meaning.
pub const SCHEMA_VERSION: &str = "1.3";

/// Everything but the figures.
#[derive(Serialize)]
struct Head<'a> {
    schema_version: &'static str,
    title: Option<&'a str>,
    period: Span,
    calendar: &'a str,
    compared_with: Vec<Span>,
    structure: StructureOf,
    standard: Option<&'a str>,
    rules: Vec<Rule<'a>>,
    inputs: Vec<Input<'a>>,
    notes: Vec<Note<'a>>,
}

/// The structure of units that figures are on.
#[derive(Serialize)]
pub(super) struct StructureOf {
    structure: &'static str,
    as_of: Option<String>,
}

pub(super) fn structure(shown: StructureUsed) -> StructureOf {
    StructureOf { structure: shown.structure.id(), as_of: shown.as_of.map(|day| day.to_string()) }
}

#[derive(Serialize)]
pub(super) struct Span {
    from: String,
    to: String,
}

#[derive(Serialize)]
struct Rule<'a> {
    rule: &'a str,
    option: &'a str,
}

#[derive(Serialize)]
struct Input<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    hash: &'a str,
    records: Option<u64>,
    accepted: Option<u64>,
    rejected: Option<u64>,
    superseded: Option<u64>,
    blank: Option<u64>,
    set_aside: Option<BTreeMap<&'static str, u64>>,
}

#[derive(Serialize)]
pub(super) struct Note<'a> {
    id: &'a str,
    warning: bool,
    text: String,
}

/// The whole report.
///
/// # Errors
/// Only if serialising plain values fails, which would be a fault of this program.
pub fn render(report: &Report, texts: &Texts) -> Result<String, serde_json::Error> {
    let head = Head {
        schema_version: SCHEMA_VERSION,
        title: report.title.as_ref().map(|title| title.get(texts.lang())),
        period: span(report.period.period),
        calendar: &report.period.calendar,
        compared_with: report.comparisons.iter().map(|compared| span(compared.period)).collect(),
        structure: structure(report.structure),
        standard: report.standard.as_ref().map(|standard| standard.id.as_str()),
        rules: report.rules.iter().map(|rule| Rule { rule: &rule.term, option: &rule.option }).collect(),
        inputs: report.inputs.iter().map(input).collect(),
        notes: report.notes.iter().map(|note| self::note(note, texts)).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&head)?;
    bytes.truncate(bytes.strip_suffix(END).map_or(bytes.len(), <[u8]>::len));
    bytes.extend_from_slice(b",\n  \"figures\": [");
    // Figures are many: one line each keeps the file readable and its differences small.
    for (place, figure) in report.figures.iter().enumerate() {
        bytes.extend_from_slice(if place == 0 { b"\n    " } else { b",\n    " });
        serde_json::to_writer(&mut bytes, &Row { figure, report })?;
    }
    bytes.extend_from_slice(if report.figures.is_empty() { b"]" } else { b"\n  ]" });
    bytes.extend_from_slice(END);
    bytes.push(b'\n');
    String::from_utf8(bytes).map_err(serde::ser::Error::custom)
}

pub(super) fn span(period: Period) -> Span {
    Span { from: period.from.to_string(), to: period.to.to_string() }
}

fn input(input: &crate::report::model::InputShown) -> Input<'_> {
    let account = input.account.as_ref();
    Input {
        path: &input.path,
        sheet: input.sheet.as_deref(),
        hash: &input.hash,
        records: account.map(|account| account.records),
        accepted: account.map(|account| account.accepted),
        rejected: account.map(|account| account.rejected),
        superseded: account.map(|account| account.superseded),
        blank: account.map(|account| account.blank),
        set_aside: account.map(|account| account.set_aside.iter().copied().collect()),
    }
}

pub(super) fn note<'a>(note: &'a crate::report::model::Note, texts: &Texts) -> Note<'a> {
    Note {
        id: note.said.key,
        warning: note.weight == crate::report::model::Weight::Warning,
        text: account::said(note, texts),
    }
}

/// One figure, with the keys of a breakdown or a comparison where there is one.
struct Row<'a> {
    figure: &'a Figure,
    report: &'a Report,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Row { figure, report } = self;
        let indicator = &report.indicators[figure.indicator];
        let mut row = serializer.serialize_map(None)?;
        row.serialize_entry("indicator", &indicator.id)?;
        row.serialize_entry("scope", figure.scope.id())?;
        row.serialize_entry("unit", &figure.unit)?;
        row.serialize_entry("unit_name", &figure.unit_name)?;
        row.serialize_entry("level", &figure.level)?;
        row.serialize_entry("numerator", &figure.numerator)?;
        row.serialize_entry("denominator", &figure.denominator)?;
        row.serialize_entry("percent", &decimal(figure.percent))?;
        row.serialize_entry("threshold", &decimal(figure.threshold))?;
        row.serialize_entry("verdict", &figure.verdict.map(Verdict::id))?;
        row.serialize_entry("missing", &figure.missing)?;
        row.serialize_entry("left_out", &report.left_out(figure))?;
        if report.suppressed_below.is_some() {
            row.serialize_entry("hidden", &figure.hidden)?;
        }
        if report.has_entered {
            row.serialize_entry("entered", &figure.entered)?;
        }
        if let Some(key) = part_key(report.breakdown) {
            row.serialize_entry(key, &figure.part.as_ref().map(|part| &part.id))?;
        }
        if !report.comparisons.is_empty() {
            row.serialize_entry("period", &span(figure.period))?;
            match indicator.kind {
                Kind::Rate => row.serialize_entry("change", &decimal(figure.change))?,
                Kind::Count => row.serialize_entry("change", &figure.change)?,
            }
        }
        row.end()
    }
}

/// A number with exactly two decimals, which a float could not promise.
pub(super) fn decimal(value: Option<Hundredths>) -> Option<Box<RawValue>> {
    value.and_then(|value| RawValue::from_string(plain_decimal(value)).ok())
}
