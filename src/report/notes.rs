//! What must be said beside the figures, so that nobody takes them for more than they are.

use crate::dossiers::{ColumnId, UnknownWord};
use crate::ingest::{Stock, Why};
use crate::texts::{Lang, Localized, Message};

use super::build::Material;
use super::model::{Note, Report, Scope, Weight};
use super::units::UnitsShown;

/// Names listed in one note; more are counted.
const MOST_NAMES: usize = 12;

pub(super) fn notes(report: &Report, units: &UnitsShown, material: &Material<'_>) -> Vec<Note> {
    let mut notes = Notes { notes: Vec::new() };
    period(&mut notes, report, material);
    records(&mut notes, report);
    unit_notes(&mut notes, units, material);
    words(&mut notes, material);
    columns(&mut notes, report, material);
    for (doubt, count) in material.definitions.doubts.iter().zip(material.doubts) {
        if *count > 0 {
            notes.warn(Message::new("note.doubt").with("count", count).named("doubt", &doubt.title));
        }
    }
    if !material.passed_over.is_empty() {
        notes.warn(listed("note.passed_over", material.passed_over.iter().map(String::as_str)));
    }
    notes.notes.sort_by_key(|note| note.weight);
    notes.notes
}

struct Notes {
    notes: Vec<Note>,
}

impl Notes {
    fn warn(&mut self, said: Message) {
        self.notes.push(Note { weight: Weight::Warning, said });
    }

    fn inform(&mut self, said: Message) {
        self.notes.push(Note { weight: Weight::Information, said });
    }
}

/// A message with `{names}` (the first ones) and `{count}`.
fn listed<'a>(key: &'static str, names: impl Iterator<Item = &'a str>) -> Message {
    let names: Vec<&str> = names.collect();
    let mut shown = names.iter().take(MOST_NAMES).copied().collect::<Vec<_>>().join("; ");
    if names.len() > MOST_NAMES {
        shown.push_str("; …");
    }
    Message::new(key).with("names", shown).with("count", names.len())
}

fn period(notes: &mut Notes, report: &Report, material: &Material<'_>) {
    if report.period.is_span_of_data {
        notes.inform(Message::new("note.span_of_data").with("period", report.period.period.shown()));
    }
    if let Some(standard) = &report.standard {
        let period = report.period.period;
        if period.from < standard.valid.from || period.to > standard.valid.to {
            let said =
                Message::new("note.standard_validity").with("id", &standard.id).with("valid", standard.valid.shown());
            notes.warn(said);
        }
    }
    for (comparison, period) in report.comparisons.iter().enumerate() {
        let of_period =
            |figure: &&super::model::Figure| figure.comparison == Some(comparison) && figure.scope == Scope::All;
        if report.figures.iter().filter(of_period).all(|figure| figure.numerator.unwrap_or(0) == 0) {
            notes.warn(Message::new("note.empty_comparison").with("period", period.shown()));
        }
    }
    if material.stock.dossiers.is_empty() {
        notes.warn(Message::new("note.no_dossiers"));
    }
}

fn records(notes: &mut Notes, report: &Report) {
    if report.account.rejected > 0 {
        let said =
            Message::new("note.rejected").with("count", report.account.rejected).with("of", report.account.records);
        notes.warn(said);
    }
    if report.account.superseded > 0 {
        notes.inform(Message::new("note.superseded").with("count", report.account.superseded));
    }
}

fn unit_notes(notes: &mut Notes, units: &UnitsShown, material: &Material<'_>) {
    let because = |why: Why| {
        units
            .units
            .iter()
            .filter(move |unit| unit.listed == Err(why))
            .map(|unit| unit.name.as_str())
            .collect::<Vec<_>>()
    };
    let reasons = [
        (Why::NotListed, "note.unit_not_listed"),
        (Why::NotValid, "note.unit_not_valid"),
        (Why::Ambiguous, "note.unit_ambiguous"),
    ];
    for (why, key) in reasons {
        let names = because(why);
        if !names.is_empty() {
            notes.warn(listed(key, names.into_iter()));
        }
    }
    if !because(Why::Blank).is_empty() {
        notes.warn(Message::new("note.unit_blank"));
    }
    if !because(Why::NoRegistry).is_empty() {
        notes.inform(Message::new("note.no_registry"));
    }
    let no_level: Vec<&str> = units
        .units
        .iter()
        .filter(|unit| units.levels[unit.level].id == "unknown" && !unit.name.is_empty())
        .map(|unit| unit.name.as_str())
        .collect();
    if !no_level.is_empty() {
        notes.warn(listed("note.no_level", no_level.into_iter()));
    }
    let silent = units.silent(material.registry);
    if !silent.is_empty() {
        notes.inform(listed("note.silent_units", silent.iter().map(String::as_str)));
    }
}

fn words(notes: &mut Notes, material: &Material<'_>) {
    for (policy, key) in [(UnknownWord::Reject, "note.unknown_rejected"), (UnknownWord::Keep, "note.unknown_kept")] {
        let mut columns: Vec<_> = material.stock.unknown.iter().map(|unknown| unknown.column).collect();
        columns.dedup();
        for column in columns {
            if material.schema.vocabulary(column).is_none_or(|vocabulary| vocabulary.unknown != policy) {
                continue;
            }
            let of_column = material.stock.unknown.iter().filter(|unknown| unknown.column == column);
            let spellings: Vec<String> =
                of_column.map(|unknown| format!("«{}» ×{}", unknown.spelling, unknown.records)).collect();
            let said = listed(key, spellings.iter().map(String::as_str))
                .named("column", &material.schema.column(column).title);
            notes.warn(said);
        }
    }
}

fn columns(notes: &mut Notes, report: &Report, material: &Material<'_>) {
    let Material { stock, schema, definitions, .. } = *material;
    for (column, files) in filled(stock) {
        let said = match &schema.column(column).when_absent {
            Some(other) => {
                let title = schema.find(other).map(|other| &schema.column(other).title);
                let title = title.unwrap_or(&schema.column(column).title);
                listed("note.filled", files.into_iter()).named("other", title)
            }
            None => listed("note.from_catalogue", files.into_iter()),
        };
        notes.inform(said.named("column", &schema.column(column).title));
    }
    for (place, indicator) in definitions.indicators.iter().enumerate() {
        let lacking: Vec<(&str, Vec<ColumnId>)> = stock
            .sources
            .iter()
            .map(|source| (source.name.as_str(), indicator.counts.missing(&|column| source.present.contains(&column))))
            .filter(|(_, missing)| !missing.is_empty())
            .collect();
        if lacking.is_empty() {
            continue;
        }
        let mut missing: Vec<ColumnId> = lacking.iter().flat_map(|(_, columns)| columns.iter().copied()).collect();
        missing.sort_unstable();
        missing.dedup();
        let titles =
            |lang| missing.iter().map(|column| schema.column(*column).title.get(lang)).collect::<Vec<_>>().join(", ");
        let titles = Localized { vi: titles(Lang::Vi), en: titles(Lang::En) };
        let total = report.figures.iter().find(|figure| {
            figure.indicator == place
                && figure.scope == Scope::All
                && figure.comparison.is_none()
                && figure.part.is_none()
        });
        let left_out = total.map_or(0, |figure| figure.left_out);
        if left_out == 0 {
            continue;
        }
        let known = total.is_some_and(|figure| figure.numerator.is_some());
        let key = if known { "note.partial" } else { "note.unavailable" };
        let said = listed(key, lacking.iter().map(|(file, _)| *file))
            .named("indicator", &indicator.title)
            .named("columns", &titles)
            .with("left_out", left_out);
        notes.warn(said);
    }
}

/// For each column that something stands in for, the files concerned.
fn filled(stock: &Stock) -> std::collections::BTreeMap<ColumnId, Vec<&str>> {
    let mut filled = std::collections::BTreeMap::<_, Vec<&str>>::new();
    for source in &stock.sources {
        for column in &source.filled {
            filled.entry(*column).or_default().push(&source.name);
        }
    }
    filled
}

/// Used by the builder for words that come from the texts of both languages.
#[derive(Debug, Clone)]
pub struct Words {
    /// All dossiers.
    pub all: Localized,
    /// The level of units whose level is not known.
    pub unknown_level: Localized,
}
