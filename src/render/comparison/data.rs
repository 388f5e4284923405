use serde::Serialize;
use serde_json::value::RawValue;

use crate::report::Report;
use crate::report::comparison::{About, Adds, Compared, Comparison, Side};
use crate::report::model::{Figure, Part, Scope};
use crate::texts::Texts;
use crate::texts::numbers::plain_decimal;

use super::super::cells::spreadsheet_text;
use super::super::json::{self, Note, Span, StructureOf, decimal, span};

/// Columns of one period, without what they are of.
const SIDE: [&str; 6] = ["numerator", "denominator", "percent", "low", "high", "small"];

/// One row a part and period compared with, all dossiers first.
///
/// # Errors
/// Only if memory cannot be written to, which the csv crate could report.
pub fn render_csv(report: &Report, comparisons: &[Comparison]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut heads: Vec<String> =
        ["compared_with", "scope", "id", "name", "level"].into_iter().map(str::to_owned).collect();
    heads.extend(SIDE.map(str::to_owned));
    heads.extend(SIDE.map(|name| format!("before_{name}")));
    heads.extend(["change", "rate_part", "mix_part", "contribution"].map(str::to_owned));
    writer.write_record(&heads)?;
    let points = |value: Option<i64>| value.map(plain_decimal).unwrap_or_default();
    for comparison in comparisons {
        let period = report.comparisons.get(comparison.compared).map(|compared| compared.period.key());
        for row in rows(comparison) {
            let Named { scope, id, name, level } = named(&row.about, report);
            let text = |text: Option<&str>| spreadsheet_text(text.unwrap_or_default());
            let mut record =
                vec![period.clone().unwrap_or_default(), scope.to_owned(), text(id), text(name), text(level)];
            record.extend(side_csv(row.now, report));
            record.extend(side_csv(row.before, report));
            record.push(points(row.change));
            record.extend(adds(row).map(points));
            writer.write_record(&record)?;
        }
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

fn side_csv(side: Side, report: &Report) -> [String; 6] {
    let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    let points = |value: Option<i64>| value.map(plain_decimal).unwrap_or_default();
    let figure = figure(side, report);
    [
        number(side.counts.map(|(numerator, _)| numerator)),
        number(side.counts.map(|(_, denominator)| denominator)),
        points(figure.and_then(|figure| figure.percent)),
        points(side.interval.map(|interval| interval.low)),
        points(side.interval.map(|interval| interval.high)),
        side.is_small.to_string(),
    ]
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: &'static str,
    indicator: &'a str,
    by: &'static str,
    period: Span,
    structure: StructureOf,
    minimum_denominator: u64,
    comparisons: Vec<ComparisonRow<'a>>,
    notes: Vec<Note<'a>>,
}

#[derive(Serialize)]
struct ComparisonRow<'a> {
    compared_with: Option<Span>,
    undivided: Option<&'static str>,
    all: PartRow<'a>,
    parts: Vec<PartRow<'a>>,
}

#[derive(Serialize)]
struct PartRow<'a> {
    scope: &'static str,
    id: Option<&'a str>,
    name: Option<&'a str>,
    level: Option<&'a str>,
    now: SideRow,
    before: SideRow,
    change: Option<Box<RawValue>>,
    rate_part: Option<Box<RawValue>>,
    mix_part: Option<Box<RawValue>>,
    contribution: Option<Box<RawValue>>,
}

#[derive(Serialize)]
struct SideRow {
    numerator: Option<u64>,
    denominator: Option<u64>,
    percent: Option<Box<RawValue>>,
    low: Option<Box<RawValue>>,
    high: Option<Box<RawValue>>,
    small: bool,
}

/// The comparisons as JSON.
///
/// # Errors
/// Only if serialising plain values fails, which would be a fault of this program.
pub fn render_json(
    report: &Report,
    comparisons: &[Comparison],
    indicator: usize,
    least: u64,
    texts: &Texts,
) -> Result<String, serde_json::Error> {
    let document = Document {
        schema_version: json::SCHEMA_VERSION,
        indicator: report.indicators.get(indicator).map_or("", |indicator| &indicator.id),
        by: report.breakdown.id(),
        period: span(report.period.period),
        structure: json::structure(report.structure),
        minimum_denominator: least,
        comparisons: comparisons
            .iter()
            .map(|comparison| ComparisonRow {
                compared_with: report.comparisons.get(comparison.compared).map(|compared| span(compared.period)),
                undivided: comparison.undivided.map(crate::report::comparison::Undivided::id),
                all: part_row(&comparison.all, report),
                parts: comparison.parts.iter().map(|part| part_row(part, report)).collect(),
            })
            .collect(),
        notes: report.notes.iter().map(|note| json::note(note, texts)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&document)?;
    text.push('\n');
    Ok(text)
}

fn part_row<'a>(row: &'a Compared, report: &'a Report) -> PartRow<'a> {
    let Named { scope, id, name, level } = named(&row.about, report);
    let [rate_part, mix_part, contribution] = adds(row).map(decimal);
    let side = |side| side_row(side, report);
    let (now, before) = (side(row.now), side(row.before));
    PartRow { scope, id, name, level, now, before, change: decimal(row.change), rate_part, mix_part, contribution }
}

fn side_row(side: Side, report: &Report) -> SideRow {
    SideRow {
        numerator: side.counts.map(|(numerator, _)| numerator),
        denominator: side.counts.map(|(_, denominator)| denominator),
        percent: decimal(figure(side, report).and_then(|figure| figure.percent)),
        low: decimal(side.interval.map(|interval| interval.low)),
        high: decimal(side.interval.map(|interval| interval.high)),
        small: side.is_small,
    }
}

/// What a row is about, for a machine.
struct Named<'a> {
    scope: &'static str,
    id: Option<&'a str>,
    name: Option<&'a str>,
    level: Option<&'a str>,
}

fn named<'a>(about: &'a About, report: &'a Report) -> Named<'a> {
    match about {
        About::Part(Part { id, name }) => {
            Named { scope: report.breakdown.id(), id: Some(id), name: Some(name), level: None }
        }
        About::Figure(place) => {
            let figure = report.figures.get(*place);
            let text = |of: fn(&Figure) -> &Option<String>| figure.and_then(|figure| of(figure).as_deref());
            Named {
                scope: figure.map_or(Scope::All, |figure| figure.scope).id(),
                id: text(|figure| &figure.unit),
                name: text(|figure| &figure.unit_name),
                level: text(|figure| &figure.level),
            }
        }
    }
}

fn figure(side: Side, report: &Report) -> Option<&Figure> {
    side.figure.and_then(|figure| report.figures.get(figure))
}

fn adds(row: &Compared) -> [Option<i64>; 3] {
    let of = |of: fn(&Adds) -> i64| row.adds.as_ref().map(of);
    [of(|adds| adds.rate), of(|adds| adds.mix), of(|adds| adds.both)]
}

fn rows(comparison: &Comparison) -> impl Iterator<Item = &Compared> {
    [&comparison.all].into_iter().chain(&comparison.parts)
}
