use serde::Serialize;
use serde_json::value::RawValue;

use crate::differences::Figure;
use crate::differences::model::{Apart, Change, Differences, Run, Trait, Why};
use crate::standards::Verdict;
use crate::texts::numbers::plain_decimal;

use super::super::cells::spreadsheet_text;
use super::super::json::{self, Span, decimal, span};

/// One row a figure that differs; `causes` is the same in each: what can have moved it.
///
/// # Errors
/// Only if memory cannot be written to, which the csv crate could report.
pub fn render_csv(differences: &Differences) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let sides = ["numerator", "denominator", "percent", "threshold", "verdict", "left_out", "hidden"];
    let heads = ["period", "indicator", "scope", "unit", "unit_name", "level", "part", "what", "flipped", "change"];
    let heads = heads.into_iter().map(str::to_owned);
    let before = sides.iter().map(|head| format!("before_{head}"));
    let after = sides.iter().map(ToString::to_string);
    writer.write_record(heads.chain(before).chain(after).chain(["causes".to_owned()]))?;
    let causes: Vec<&str> = differences.conclusion.causes().iter().map(|cause| cause.id()).collect();
    for change in &differences.changes {
        let Some(figure) = change.new.as_ref().or(change.old.as_ref()) else { continue };
        let text = |text: &Option<String>| spreadsheet_text(text.as_deref().unwrap_or_default());
        let about = [
            change.key.period.key(),
            spreadsheet_text(&figure.indicator),
            figure.scope.id().to_owned(),
            text(&figure.unit),
            text(&figure.unit_name),
            text(&figure.level),
            figure.part.as_ref().map(|(_, id)| spreadsheet_text(id)).unwrap_or_default(),
            change.what.id().to_owned(),
            change.is_flipped.to_string(),
            by_how_much(change).unwrap_or_default(),
        ];
        let row = about.into_iter().chain(side(change.old.as_ref())).chain(side(change.new.as_ref()));
        writer.write_record(row.chain([causes.join("+")]))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

fn side(figure: Option<&Figure>) -> [String; 7] {
    let Some(figure) = figure else { return Default::default() };
    let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    let points = |value: Option<i64>| value.map(plain_decimal).unwrap_or_default();
    [
        number(figure.numerator),
        number(figure.denominator),
        points(figure.percent),
        points(figure.threshold),
        figure.verdict.map(Verdict::id).unwrap_or_default().to_owned(),
        number(figure.left_out),
        figure.hidden.to_string(),
    ]
}

/// Points with two decimals, or dossiers.
fn by_how_much(change: &Change) -> Option<String> {
    let is_rate = change.new.as_ref().is_some_and(|figure| figure.denominator.is_some());
    change.change.map(|by| if is_rate { plain_decimal(by) } else { by.to_string() })
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: &'static str,
    old: RunRow<'a>,
    new: RunRow<'a>,
    conclusion: &'static str,
    causes: Vec<&'static str>,
    mapping_known: bool,
    verdicts_compared: bool,
    differs: Vec<TraitRow<'a>>,
    compared: u64,
    flipped: u64,
    figures: Vec<ChangeRow<'a>>,
    not_comparable: Vec<ApartRow<'a>>,
}

#[derive(Serialize)]
struct RunRow<'a> {
    path: &'a str,
    program: &'a str,
    version: &'a str,
    period: Span,
    standard: Option<&'a str>,
    records: u64,
    accepted: u64,
    rejected: u64,
    superseded: u64,
}

#[derive(Serialize)]
struct TraitRow<'a> {
    cause: &'static str,
    what: &'static str,
    name: &'a str,
    before: Option<&'a str>,
    after: Option<&'a str>,
}

#[derive(Serialize)]
struct ChangeRow<'a> {
    indicator: &'a str,
    scope: &'static str,
    unit: Option<&'a str>,
    unit_name: Option<&'a str>,
    level: Option<&'a str>,
    part: Option<&'a str>,
    period: Span,
    what: &'static str,
    flipped: bool,
    change: Option<Box<RawValue>>,
    before: Option<FigureRow>,
    after: Option<FigureRow>,
}

#[derive(Serialize)]
struct FigureRow {
    numerator: Option<u64>,
    denominator: Option<u64>,
    percent: Option<Box<RawValue>>,
    threshold: Option<Box<RawValue>>,
    verdict: Option<&'static str>,
    left_out: Option<u64>,
    hidden: bool,
}

#[derive(Serialize)]
struct ApartRow<'a> {
    run: &'static str,
    why: &'static str,
    period: Option<Span>,
    indicator: Option<&'a str>,
    figures: u64,
}

/// The differences as JSON.
///
/// # Errors
/// Only if serialising plain values fails, which would be a fault of this program.
pub fn render_json(differences: &Differences) -> Result<String, serde_json::Error> {
    let document = Document {
        schema_version: json::SCHEMA_VERSION,
        old: run(&differences.old),
        new: run(&differences.new),
        conclusion: differences.conclusion.id(),
        causes: differences.conclusion.causes().iter().map(|cause| cause.id()).collect(),
        mapping_known: differences.mapping_is_known(),
        verdicts_compared: differences.verdicts_compared,
        differs: differences.traits.iter().map(trait_row).collect(),
        compared: differences.compared,
        flipped: differences.flipped(),
        figures: differences.changes.iter().filter_map(change_row).collect(),
        not_comparable: differences.apart.iter().map(apart).collect(),
    };
    let mut text = serde_json::to_string_pretty(&document)?;
    text.push('\n');
    Ok(text)
}

fn run(run: &Run) -> RunRow<'_> {
    let account = run.manifest.account;
    RunRow {
        path: &run.path,
        program: &run.manifest.program,
        version: &run.manifest.version,
        period: span(run.period),
        standard: run.standard.as_deref(),
        records: account.records,
        accepted: account.accepted,
        rejected: account.rejected,
        superseded: account.superseded,
    }
}

fn trait_row(found: &Trait) -> TraitRow<'_> {
    TraitRow {
        cause: found.cause.id(),
        what: found.what.id(),
        name: &found.name,
        before: found.old.as_deref(),
        after: found.new.as_deref(),
    }
}

fn change_row(change: &Change) -> Option<ChangeRow<'_>> {
    let figure = change.new.as_ref().or(change.old.as_ref())?;
    Some(ChangeRow {
        indicator: &figure.indicator,
        scope: figure.scope.id(),
        unit: figure.unit.as_deref(),
        unit_name: figure.unit_name.as_deref(),
        level: figure.level.as_deref(),
        part: figure.part.as_ref().map(|(_, id)| id.as_str()),
        period: span(change.key.period),
        what: change.what.id(),
        flipped: change.is_flipped,
        change: by_how_much(change).and_then(|number| RawValue::from_string(number).ok()),
        before: change.old.as_ref().map(figure_row),
        after: change.new.as_ref().map(figure_row),
    })
}

fn figure_row(figure: &Figure) -> FigureRow {
    FigureRow {
        numerator: figure.numerator,
        denominator: figure.denominator,
        percent: decimal(figure.percent),
        threshold: decimal(figure.threshold),
        verdict: figure.verdict.map(Verdict::id),
        left_out: figure.left_out,
        hidden: figure.hidden,
    }
}

fn apart(apart: &Apart) -> ApartRow<'_> {
    let (why, period, indicator) = match &apart.why {
        Why::Period(period) => ("period", Some(span(*period)), None),
        Why::Indicator(id) => ("indicator", None, Some(id.as_str())),
        Why::Breakdown => ("breakdown", None, None),
    };
    ApartRow { run: if apart.is_new { "new" } else { "old" }, why, period, indicator, figures: apart.count }
}
