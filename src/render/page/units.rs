//! Each unit with all its indicators, and what it lacks.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::indicators::Kind;
use crate::report::model::{Figure, Report, RowStanding, Scope, Table, TableKind, TableRow};
use crate::texts::{Message, Texts};

use super::super::cells::{self, CellText};
use super::figures::class;
use super::tables;

/// Where the figures of each unit stand: those of the report's own period, not broken down.
pub(super) struct UnitPlaces<'a> {
    figures: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> UnitPlaces<'a> {
    pub(super) fn new(report: &'a Report) -> Self {
        let mut figures: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, figure) in report.figures.iter().enumerate() {
            if let Some(unit) = key(figure) {
                figures.entry(unit).or_default().push(place);
            }
        }
        Self { figures }
    }

    /// The number of the unit a figure is about.
    pub(super) fn number(&self, figure: &Figure) -> Option<usize> {
        let wanted = key(figure)?;
        self.figures.keys().position(|unit| *unit == wanted)
    }
}

fn key(figure: &Figure) -> Option<&str> {
    let is_whole = figure.scope == Scope::Unit && figure.comparison.is_none() && figure.part.is_none();
    figure.unit.as_deref().filter(|_| is_whole)
}

/// The units of a level, those that miss most thresholds first.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    title: String,
    units: Vec<Unit>,
}

/// A unit.
#[derive(Debug, Serialize)]
struct Unit {
    number: usize,
    name: String,
    verdict: &'static str,
    /// `chưa đạt 3/4 chỉ tiêu`; empty when nothing is judged.
    standing: String,
    rates: Vec<Item>,
    counts: Vec<Item>,
}

/// An indicator of a unit.
#[derive(Debug, Serialize)]
struct Item {
    class: &'static str,
    name: String,
    said: String,
}

/// The units, in the order of the tables of rates.
pub(super) fn groups(report: &Report, texts: &Texts, places: &UnitPlaces<'_>) -> Vec<Group> {
    let is_wanted = |table: &&Table| table.kind == TableKind::Rates && tables::is_list(table);
    let mut groups = Vec::new();
    for table in report.tables.iter().filter(is_wanted) {
        let rows = table.misses_first.iter().filter_map(|place| table.rows.get(*place));
        let units: Vec<Unit> = rows.filter_map(|row| unit(row, report, texts, places)).collect();
        if !units.is_empty() {
            let level = table.title.names.first();
            let title = level.map_or_else(|| texts.say(&table.title), |(_, name)| name.get(texts.lang()).to_owned());
            groups.push(Group { title, units });
        }
    }
    groups
}

fn unit(row: &TableRow, report: &Report, texts: &Texts, places: &UnitPlaces<'_>) -> Option<Unit> {
    let first = report.figures.get(*row.figures.first()?)?;
    let number = places.number(first)?;
    let of_kind = |kind: Kind| {
        move |figure: &&Figure| report.indicators.get(figure.indicator).is_some_and(|shown| shown.kind == kind)
    };
    let figures = |places: &[usize]| places.iter().filter_map(|place| report.figures.get(*place)).collect::<Vec<_>>();
    // Rates in the order of the table, those with a threshold first.
    let rates = figures(&row.figures);
    let counts = figures(places.figures.get(key(first)?)?);
    let item = |figure: &Figure| item(figure, report, texts);
    Some(Unit {
        number,
        name: cells::label(&row.label, texts),
        verdict: tables::verdict(&row.standing),
        standing: standing(&row.standing, texts),
        rates: rates.into_iter().filter(of_kind(Kind::Rate)).map(item).collect(),
        counts: counts.into_iter().filter(of_kind(Kind::Count)).map(item).collect(),
    })
}

fn item(figure: &Figure, report: &Report, texts: &Texts) -> Item {
    let name = report.indicators.get(figure.indicator).map_or("", |shown| shown.short.get(texts.lang()));
    let said = match figure.verdict {
        Some(_) => cells::judgement(figure, report, texts),
        None => CellText::new(figure, report, texts).line(),
    };
    Item { class: class(figure.verdict), name: name.to_owned(), said }
}

fn standing(standing: &RowStanding, texts: &Texts) -> String {
    let judged = standing.missed + standing.met;
    let key = match (standing.missed, judged) {
        (_, 0) => return String::new(),
        (0, _) => "page.unit_met",
        _ => "page.unit_missed",
    };
    texts.say(&Message::new(key).with("missed", standing.missed).with("judged", judged))
}
