//! What must be said beside the figures, so that nobody takes them for more than they are.

use std::collections::{BTreeMap, BTreeSet};

use crate::dossiers::{ColumnId, UnknownWord};
use crate::ingest::{EncodingBasis, Exports, Why};
use crate::tally::Group;
use crate::texts::{Lang, Localized, Message};

use super::charting::MOST_BARS;
use super::material::Material;
use super::model::{Breakdown, Note, Report, Scope, Weight};
use super::structure;
use super::units::{UnitShown, UnitsShown};

/// Names listed in one note; more are counted.
const MOST_NAMES: usize = 12;

pub(super) fn notes(report: &Report, units: &UnitsShown, material: &Material<'_>) -> Vec<Note> {
    let mut notes = Notes { notes: Vec::new() };
    period(&mut notes, report, material);
    if let Some(below) = report.suppressed_below {
        notes.inform(Message::new("note.suppressed").with("below", below));
    }
    offices(&mut notes, report, units, material);
    records(&mut notes, report, material);
    unit_notes(&mut notes, units, material);
    structure::notes(&mut notes, report, units, material);
    words(&mut notes, report, material);
    columns(&mut notes, report, units, material);
    for (doubt, count) in material.definitions.doubts.iter().zip(material.doubts) {
        if *count > 0 {
            notes.warn(Message::new("note.doubt").with("count", count).named("doubt", &doubt.title));
        }
    }
    reading(&mut notes, report, material);
    if !material.passed_over.is_empty() {
        notes.warn(listed("note.passed_over", material.passed_over.iter().map(String::as_str)));
    }
    notes.notes.sort_by_key(|note| note.weight);
    notes.notes
}

pub(super) struct Notes {
    notes: Vec<Note>,
}

impl Notes {
    pub(super) fn warn(&mut self, said: Message) {
        self.notes.push(Note { weight: Weight::Warning, said });
    }

    pub(super) fn inform(&mut self, said: Message) {
        self.notes.push(Note { weight: Weight::Information, said });
    }
}

/// A message with `{names}` (the first ones) and `{count}`.
pub(super) fn listed<'a>(key: &'static str, names: impl Iterator<Item = &'a str>) -> Message {
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
    if let (Some(title), Some(declared)) = (&report.title, material.declared_period)
        && declared != report.period.period
    {
        let said = Message::new("note.title_period").named("title", title);
        notes.warn(said.with("declared", declared.shown()).with("period", report.period.period.shown()));
    }
    if report.comparisons.iter().any(|compared| compared.touched > 0) {
        notes.inform(Message::new("note.exact_changes"));
    }
    if let Some(standard) = &report.standard {
        let period = report.period.period;
        if period.from < standard.valid.from || period.to > standard.valid.to {
            let said =
                Message::new("note.standard_validity").with("id", &standard.id).with("valid", standard.valid.shown());
            notes.warn(said);
        }
    }
    let newest = material.exports.sources.iter().filter_map(|source| source.exported.day).max();
    if let Some(day) = newest.filter(|day| *day < report.period.period.to) {
        let said = Message::new("note.period_after_export").with("day", day.slashed());
        notes.warn(said.with("end", report.period.period.to.slashed()));
    }
    for comparison in report.comparisons.iter().filter(|comparison| comparison.touched == 0) {
        notes.warn(Message::new("note.empty_comparison").with("period", comparison.period.shown()));
    }
    if material.exports.account().accepted == 0 {
        notes.warn(Message::new("note.no_dossiers"));
    }
}

fn records(notes: &mut Notes, report: &Report, material: &Material<'_>) {
    // Where small counts are hidden, what one list has may be one unit's.
    if report.suppressed_below.is_none() {
        let of_files =
            material.exports.sources.iter().filter_map(|source| Some((source, source.foreign_dates.as_ref()?)));
        for (source, foreign) in of_files.filter(|(_, foreign)| foreign.is_of_the_file()) {
            notes.warn(foreign.message(&source.shown(), &source.name));
        }
    }
    if report.account.rejected > 0 {
        // What is published has no rejected.csv beside it.
        let has_list = report.suppressed_below.is_none() && !report.is_tallied;
        let key = if has_list { "note.rejected" } else { "note.rejected_published" };
        notes.warn(Message::new(key).with("count", report.account.rejected).with("of", report.account.records));
    }
    if material.exports.outdated > 0 {
        notes.warn(Message::new("note.outdated").with("count", material.exports.outdated));
    }
    if material.exports.uncatalogued > 0 {
        notes.warn(Message::new("note.uncatalogued").with("count", material.exports.uncatalogued));
    }
    let within: u64 = material.exports.sources.iter().map(|source| source.duplicates).sum();
    if report.account.superseded > within {
        notes.inform(Message::new("note.superseded").with("count", report.account.superseded - within));
    }
    if within > 0 {
        notes.warn(Message::new("note.duplicates").with("count", within));
    }
    let moved: u64 = material.exports.moved.values().sum();
    if moved > 0 {
        notes.warn(Message::new("note.moved").with("count", moved));
    }
}

/// What is to be known of counts that come without dossiers.
fn offices(notes: &mut Notes, report: &Report, units: &UnitsShown, material: &Material<'_>) {
    if report.is_tallied {
        notes.inform(listed("note.tallies", material.tallies.iter().map(String::as_str)));
    }
    if material.tallies.len() > 1 {
        notes.warn(Message::new("note.tallies_duplicates"));
    }
    if !report.has_entered {
        return;
    }
    let names = units.units.iter().filter(|unit| unit.is_entered).map(|unit| unit.name.as_str());
    notes.warn(listed("note.entered", names));
    let lacking: Vec<usize> =
        (0..report.indicators.len()).filter(|place| not_entered(units, report, material, *place) > 0).collect();
    if !lacking.is_empty() {
        let titles = |lang| {
            let titles = lacking.iter().filter_map(|place| report.indicators.get(*place));
            titles.map(|indicator| indicator.title.get(lang).to_owned()).collect::<Vec<_>>().join("; ")
        };
        let titles = Localized { vi: titles(Lang::Vi), en: titles(Lang::En) };
        notes.warn(Message::new("note.entered_lacking").named("indicators", &titles));
    }
    if matches!(report.breakdown, Breakdown::Field | Breakdown::Procedure) || material.documents {
        notes.warn(Message::new("note.entered_whole"));
    }
}

/// Dossiers that an indicator leaves out because nobody entered its count, at least.
fn not_entered(units: &UnitsShown, report: &Report, material: &Material<'_>, place: usize) -> u64 {
    let cell = |unit: &UnitShown| material.tally.cell(report.period.period, Group::Unit(unit.key.clone()));
    units.units.iter().filter(|unit| unit.is_entered).map(|unit| cell(unit).of(place).left_out).sum()
}

/// What was read otherwise than it stands in the files, or not at all.
fn reading(notes: &mut Notes, report: &Report, material: &Material<'_>) {
    let exports = material.exports;
    if !report.unread.is_empty() {
        notes.warn(listed("note.unread", report.unread.iter().map(|unread| unread.path.as_str())));
    }
    let sheets: Vec<String> =
        exports.passed_over.iter().map(|passed| format!("{} [{}]", passed.name, passed.sheet)).collect();
    if !sheets.is_empty() {
        notes.warn(listed("note.sheets_passed_over", sheets.iter().map(String::as_str)));
    }
    for (kind, key) in [(EncodingBasis::Likely, "note.encoding_likely"), (EncodingBasis::Given, "note.encoding_given")]
    {
        let of_kind = |source: &&crate::ingest::Source| source.facts.encoding.is_some_and(|(_, basis)| basis == kind);
        let name = |source: &crate::ingest::Source| {
            let encoding = source.facts.encoding.map_or("", |(encoding, _)| encoding.id());
            format!("{}: {encoding}", source.shown())
        };
        let files: Vec<String> = exports.sources.iter().filter(of_kind).map(name).collect();
        if !files.is_empty() {
            notes.inform(listed(key, files.iter().map(String::as_str)));
        }
    }
    let aligned = exports.sources.iter().filter(|source| source.aligned);
    let aligned: Vec<String> = aligned.map(crate::ingest::Source::shown).collect();
    if !aligned.is_empty() {
        notes.warn(listed("note.aligned", aligned.iter().map(String::as_str)));
    }
    if exports.repairs.total() > 0 {
        let has_list = report.suppressed_below.is_none() && !report.is_tallied;
        let key = if has_list { "note.repaired" } else { "note.repaired_published" };
        notes.inform(Message::new(key).with("count", exports.repairs.total()));
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
        notes.warn(Message::new("note.no_registry"));
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
    for (place, level) in units.levels.iter().enumerate() {
        let count = units.units.iter().filter(|unit| unit.level == place).count();
        if material.documents && count > MOST_BARS {
            notes.inform(Message::new("note.no_bars").named("level", &level.title).with("count", count));
        }
    }
    let period = material.period.period;
    let silent = material.registry.map(|registry| units.silent(registry, material.structure, period));
    let silent = silent.unwrap_or_default();
    if !silent.is_empty() {
        notes.inform(listed("note.silent_units", silent.iter().map(String::as_str)));
    }
}

fn words(notes: &mut Notes, report: &Report, material: &Material<'_>) {
    for (policy, key) in [(UnknownWord::Reject, "note.unknown_rejected"), (UnknownWord::Keep, "note.unknown_kept")] {
        let mut columns: Vec<_> = material.exports.unknown.iter().map(|unknown| unknown.column).collect();
        columns.dedup();
        for column in columns {
            if material.schema.vocabulary(column).is_none_or(|vocabulary| vocabulary.unknown != policy) {
                continue;
            }
            let of_column = material.exports.unknown.iter().filter(|unknown| unknown.column == column);
            if material.suppress_below.is_some() || report.is_tallied {
                // A lone spelling may be anybody's words: the public is told of the column only, and so are tally files.
                notes.warn(Message::new("note.unknown_hidden").named("column", &material.schema.column(column).title));
                continue;
            }
            let spellings: Vec<String> =
                of_column.map(|unknown| format!("«{}» ×{}", unknown.spelling, unknown.records)).collect();
            let said = listed(key, spellings.iter().map(String::as_str))
                .named("column", &material.schema.column(column).title);
            notes.warn(said);
        }
    }
}

fn columns(notes: &mut Notes, report: &Report, units: &UnitsShown, material: &Material<'_>) {
    let Material { exports, schema, definitions, .. } = *material;
    for (column, files) in filled(exports) {
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
    let mut lacks: BTreeMap<Lack, Vec<&Localized>> = BTreeMap::new();
    let mut lacks_any = vec![false; exports.sources.len()];
    for (place, indicator) in definitions.indicators.iter().enumerate() {
        let missing = indicator.counts.missing_of_each(exports.sources.iter().map(|source| source.present.as_slice()));
        let lacking: Vec<(usize, Vec<ColumnId>)> = missing.into_iter().enumerate().collect();
        for (lacks_any, (_, missing)) in lacks_any.iter_mut().zip(&lacking) {
            *lacks_any |= !missing.is_empty();
        }
        let files = lacking.iter().filter(|(_, missing)| !missing.is_empty()).map(|(file, _)| *file).collect();
        let columns: BTreeSet<ColumnId> = lacking.into_iter().flat_map(|(_, missing)| missing).collect();
        let total = report.figures.iter().find(|figure| {
            figure.indicator == place
                && figure.scope == Scope::All
                && figure.comparison.is_none()
                && figure.part.is_none()
        });
        // Dossiers of units whose count nobody entered lack no column of a file.
        let left_out = |total: &super::model::Figure| {
            total.left_out - not_entered(units, report, material, place).min(total.left_out)
        };
        if let Some(total) = total.filter(|total| left_out(total) > 0) {
            let lack = Lack { is_whole: total.numerator.is_none(), files, columns, left_out: left_out(total) };
            lacks.entry(lack).or_default().push(&indicator.title);
        }
    }
    for (lack, titles) in lacks {
        let key = match (lack.is_whole, report.suppressed_below) {
            (true, _) => "note.unavailable",
            (false, None) => "note.partial",
            // The dossiers of a file can be those of one small unit.
            (false, Some(_)) => "note.partial_hidden",
        };
        let both = |name: &dyn Fn(Lang) -> Vec<String>| Localized {
            vi: name(Lang::Vi).join("; "),
            en: name(Lang::En).join("; "),
        };
        let of_columns =
            |lang| lack.columns.iter().map(|column| schema.column(*column).title.get(lang).to_owned()).collect();
        let of_titles = |lang| titles.iter().map(|title| title.get(lang).to_owned()).collect();
        let files = lack.files.iter().map(|file| exports.sources[*file].name.as_str());
        let said = listed(key, files)
            .naming("columns", lack.columns.len(), &both(&of_columns))
            .named("indicators", &both(&of_titles))
            .with("left_out", lack.left_out);
        notes.warn(said);
    }
    for (source, lacks_any) in exports.sources.iter().zip(lacks_any) {
        // Perhaps one of them is the column that is missing.
        let unused: Vec<&str> = source.unused.iter().map(String::as_str).filter(|header| !header.is_empty()).collect();
        if lacks_any && !unused.is_empty() {
            notes.inform(listed("note.unused_headers", unused.into_iter()).with("file", &source.name));
        }
    }
}

/// Indicators that leave out the same dossiers for the same reason are told together.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Lack {
    is_whole: bool,
    files: Vec<usize>,
    columns: BTreeSet<ColumnId>,
    left_out: u64,
}

/// For each column that something stands in for, the files concerned.
fn filled(exports: &Exports) -> BTreeMap<ColumnId, Vec<&str>> {
    let mut filled = BTreeMap::<_, Vec<&str>>::new();
    for source in &exports.sources {
        for column in &source.filled {
            filled.entry(*column).or_default().push(&source.name);
        }
    }
    filled
}
