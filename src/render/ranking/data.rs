use serde::Serialize;
use serde_json::value::RawValue;

use crate::report::Report;
use crate::report::charts::Movement;
use crate::report::league::{End, League, Placed};
use crate::standards::Verdict;
use crate::texts::Texts;
use crate::texts::numbers::plain_decimal;

use super::super::cells::spreadsheet_text;
use super::super::json::{self, Note, Span, StructureOf, decimal, span};

/// One row a unit, in the order of the leagues; those without a rank have an empty `place`.
///
/// # Errors
/// Only if memory cannot be written to, which the csv crate could report.
pub fn render_csv(report: &Report, leagues: &[League]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record([
        "level",
        "place",
        "unit",
        "unit_name",
        "numerator",
        "denominator",
        "percent",
        "low",
        "high",
        "small",
        "threshold",
        "verdict",
        "place_before",
        "moved",
        "change",
        "end",
    ])?;
    let number = |number: Option<String>| number.unwrap_or_default();
    let points = |value: Option<i64>| value.map(plain_decimal).unwrap_or_default();
    for (league, placed) in leagues.iter().flat_map(|league| units(league).map(move |placed| (league, placed))) {
        let Some(figure) = report.figures.get(placed.figure) else { continue };
        let change = placed.before.and_then(|before| report.figures.get(before)?.change);
        writer.write_record([
            league.level.id.clone(),
            number(placed.place.map(|place| place.to_string())),
            spreadsheet_text(figure.unit.as_deref().unwrap_or_default()),
            spreadsheet_text(figure.unit_name.as_deref().unwrap_or_default()),
            number(figure.numerator.map(|number| number.to_string())),
            number(figure.denominator.map(|number| number.to_string())),
            points(figure.percent),
            points(placed.interval.map(|interval| interval.low)),
            points(placed.interval.map(|interval| interval.high)),
            placed.is_small.to_string(),
            points(figure.threshold),
            figure.verdict.map(Verdict::id).unwrap_or_default().to_owned(),
            number(placed.place_before.map(|place| place.to_string())),
            moved(placed).unwrap_or_default(),
            points(change),
            placed.end.map(End::id).unwrap_or_default().to_owned(),
        ])?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: &'static str,
    indicator: &'a str,
    period: Span,
    structure: StructureOf,
    compared_with: Option<Span>,
    minimum_denominator: u64,
    leagues: Vec<LeagueRow<'a>>,
    notes: Vec<Note<'a>>,
}

#[derive(Serialize)]
struct LeagueRow<'a> {
    level: &'a str,
    ranked: Vec<UnitRow<'a>>,
    unranked: Vec<UnitRow<'a>>,
}

#[derive(Serialize)]
struct UnitRow<'a> {
    place: Option<usize>,
    unit: Option<&'a str>,
    unit_name: Option<&'a str>,
    numerator: Option<u64>,
    denominator: Option<u64>,
    percent: Option<Box<RawValue>>,
    low: Option<Box<RawValue>>,
    high: Option<Box<RawValue>>,
    small: bool,
    threshold: Option<Box<RawValue>>,
    verdict: Option<&'static str>,
    place_before: Option<usize>,
    moved: Option<String>,
    change: Option<Box<RawValue>>,
    end: Option<&'static str>,
}

/// The leagues as JSON.
///
/// # Errors
/// Only if serialising plain values fails, which would be a fault of this program.
pub fn render_json(
    report: &Report,
    leagues: &[League],
    indicator: usize,
    least: u64,
    texts: &Texts,
) -> Result<String, serde_json::Error> {
    let rows = |units: &[Placed]| units.iter().filter_map(|placed| unit_row(report, placed)).collect();
    let compared = leagues.iter().find_map(|league| league.compared).and_then(|place| report.comparisons.get(place));
    let document = Document {
        schema_version: json::SCHEMA_VERSION,
        indicator: report.indicators.get(indicator).map_or("", |indicator| &indicator.id),
        period: span(report.period.period),
        structure: json::structure(report.structure),
        compared_with: compared.map(|compared| span(compared.period)),
        minimum_denominator: least,
        leagues: leagues
            .iter()
            .map(|league| LeagueRow {
                level: &league.level.id,
                ranked: rows(&league.ranked),
                unranked: rows(&league.unranked),
            })
            .collect(),
        notes: report.notes.iter().map(|note| json::note(note, texts)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&document)?;
    text.push('\n');
    Ok(text)
}

fn unit_row<'a>(report: &'a Report, placed: &Placed) -> Option<UnitRow<'a>> {
    let figure = report.figures.get(placed.figure)?;
    Some(UnitRow {
        place: placed.place,
        unit: figure.unit.as_deref(),
        unit_name: figure.unit_name.as_deref(),
        numerator: figure.numerator,
        denominator: figure.denominator,
        percent: decimal(figure.percent),
        low: decimal(placed.interval.map(|interval| interval.low)),
        high: decimal(placed.interval.map(|interval| interval.high)),
        small: placed.is_small,
        threshold: decimal(figure.threshold),
        verdict: figure.verdict.map(Verdict::id),
        place_before: placed.place_before,
        moved: moved(placed),
        change: decimal(placed.before.and_then(|before| report.figures.get(before)?.change)),
        end: placed.end.map(End::id),
    })
}

/// Ranks up (`+2`) or down (`-2`), `0`, or `new`.
fn moved(placed: &Placed) -> Option<String> {
    placed.movement.map(|movement| match movement {
        Movement::Up(ranks) => format!("+{ranks}"),
        Movement::Down(ranks) => format!("-{ranks}"),
        Movement::Same => "0".to_owned(),
        Movement::New => "new".to_owned(),
    })
}

fn units(league: &League) -> impl Iterator<Item = &Placed> {
    league.ranked.iter().chain(&league.unranked)
}
