use serde::Serialize;
use serde_json::value::RawValue;

use crate::pilots::Criterion;
use crate::report::Report;
use crate::report::pilot::{CommuneShown, Distance, GroupShown, Outcome, Pilot};
use crate::texts::numbers::plain_decimal;
use crate::texts::{Localized, Texts};

use super::super::account::marked;
use super::super::cells::spreadsheet_text;
use super::super::json::{self, Note, Span, decimal, span};

/// One row a group, then one a commune; the ones chosen first, the ones left out last.
///
/// # Errors
/// Only if memory cannot be written to, which the csv crate could report.
pub fn render_csv(pilot: &Pilot) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record([
        "kind",
        "outcome",
        "id",
        "name",
        "offered",
        "district",
        "district_name",
        "numerator",
        "denominator",
        "percent",
        "left_out",
        "goal",
        "short_by",
        "volume_by_distance",
        "missing",
        "spread",
        "volume_points",
        "volume_weight",
        "gap_points",
        "gap_weight",
        "spread_points",
        "spread_weight",
        "total",
    ])?;
    for group in &pilot.groups {
        let about = ["group", group.outcome.id(), &group.id, &group.name, group.offered.id(), "", ""];
        let row = about.map(spreadsheet_text).into_iter().chain(distance(&group.distance, pilot.goal));
        writer.write_record(row.chain(std::iter::repeat_n(String::new(), 8)))?;
    }
    for commune in &pilot.communes {
        let (code, name) = commune.district.as_ref().map_or(("", ""), |(code, name)| (code, name));
        let about = ["commune", commune.outcome.id(), &commune.unit, &commune.name, "", code, name];
        let row = about.map(spreadsheet_text).into_iter().chain(distance(&commune.distance, pilot.commune_goal));
        let points = Criterion::ALL.into_iter().flat_map(|criterion| {
            let points = commune.points.map(|points| plain_decimal(points.of(criterion))).unwrap_or_default();
            [points, pilot.wishes.weights.of(criterion).to_string()]
        });
        let total = commune.total.map(plain_decimal).unwrap_or_default();
        writer.write_record(row.chain([commune.spread.to_string()]).chain(points).chain([total]))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

fn distance(distance: &Distance, goal: i64) -> [String; 8] {
    let points = |value: Option<i64>| value.map(plain_decimal).unwrap_or_default();
    [
        distance.counts.numerator.to_string(),
        distance.counts.denominator.to_string(),
        points(distance.percent),
        distance.counts.left_out.to_string(),
        plain_decimal(goal),
        points(distance.short_by),
        plain_decimal(distance.product),
        distance.missing.to_string(),
    ]
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: &'static str,
    indicator: &'a str,
    period: Span,
    by: &'static str,
    goal: Option<Box<RawValue>>,
    commune_goal: Option<Box<RawValue>>,
    procedures: u64,
    communes_wanted: u64,
    districts: Option<u64>,
    minimum_dossiers: u64,
    weights: WeightRow,
    source: String,
    groups: Vec<GroupRow<'a>>,
    communes: Vec<CommuneRow<'a>>,
    notes: Vec<Note<'a>>,
}

#[derive(Serialize)]
struct WeightRow {
    volume: u64,
    gap: u64,
    spread: u64,
}

#[derive(Serialize)]
struct GroupRow<'a> {
    outcome: &'static str,
    id: &'a str,
    name: &'a str,
    offered: &'static str,
    #[serde(flatten)]
    distance: DistanceRow,
}

#[derive(Serialize)]
struct DistanceRow {
    numerator: u64,
    denominator: u64,
    percent: Option<Box<RawValue>>,
    left_out: u64,
    short_by: Option<Box<RawValue>>,
    volume_by_distance: Option<Box<RawValue>>,
    missing: u64,
}

#[derive(Serialize)]
struct CommuneRow<'a> {
    outcome: &'static str,
    unit: &'a str,
    unit_name: &'a str,
    district: Option<&'a str>,
    district_name: Option<&'a str>,
    #[serde(flatten)]
    distance: DistanceRow,
    spread: u64,
    points: Option<PointRow>,
    total: Option<Box<RawValue>>,
}

#[derive(Serialize)]
struct PointRow {
    volume: Option<Box<RawValue>>,
    gap: Option<Box<RawValue>>,
    spread: Option<Box<RawValue>>,
}

/// What is chosen, and everything it was chosen by, as JSON.
///
/// # Errors
/// Only if serialising plain values fails, which would be a fault of this program.
pub fn render_json(
    report: &Report,
    pilot: &Pilot,
    source: &Localized,
    texts: &Texts,
) -> Result<String, serde_json::Error> {
    let wishes = &pilot.wishes;
    let weight = |criterion| wishes.weights.of(criterion);
    let document = Document {
        schema_version: json::SCHEMA_VERSION,
        indicator: report.indicators.get(pilot.indicator).map_or("", |shown| &shown.id),
        period: span(report.period.period),
        by: wishes.by.id(),
        goal: decimal(Some(pilot.goal)),
        commune_goal: decimal(Some(pilot.commune_goal)),
        procedures: wishes.procedures,
        communes_wanted: wishes.communes,
        districts: pilot.districts,
        minimum_dossiers: wishes.least,
        weights: WeightRow {
            volume: weight(Criterion::Volume),
            gap: weight(Criterion::Gap),
            spread: weight(Criterion::Spread),
        },
        source: marked(source.get(texts.lang()), texts),
        groups: pilot.groups.iter().map(group).collect(),
        communes: pilot.communes.iter().map(commune).collect(),
        notes: report.notes.iter().map(|note| json::note(note, texts)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&document)?;
    text.push('\n');
    Ok(text)
}

fn group(group: &GroupShown) -> GroupRow<'_> {
    GroupRow {
        outcome: Outcome::id(group.outcome),
        id: &group.id,
        name: &group.name,
        offered: group.offered.id(),
        distance: distance_row(&group.distance),
    }
}

fn distance_row(distance: &Distance) -> DistanceRow {
    DistanceRow {
        numerator: distance.counts.numerator,
        denominator: distance.counts.denominator,
        percent: decimal(distance.percent),
        left_out: distance.counts.left_out,
        short_by: decimal(distance.short_by),
        volume_by_distance: decimal(Some(distance.product)),
        missing: distance.missing,
    }
}

fn commune(commune: &CommuneShown) -> CommuneRow<'_> {
    CommuneRow {
        outcome: commune.outcome.id(),
        unit: &commune.unit,
        unit_name: &commune.name,
        district: commune.district.as_ref().map(|(code, _)| code.as_str()),
        district_name: commune.district.as_ref().map(|(_, name)| name.as_str()),
        distance: distance_row(&commune.distance),
        spread: commune.spread,
        points: commune.points.map(|points| PointRow {
            volume: decimal(Some(points.volume)),
            gap: decimal(Some(points.gap)),
            spread: decimal(Some(points.spread)),
        }),
        total: decimal(commune.total),
    }
}
