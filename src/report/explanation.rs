//! Where one figure comes from: its definition, what became of every record that was read, and the dossiers behind it.

use crate::dossiers::ColumnId;
use crate::indicators::{Definitions, Kind};
use crate::tally::{Fate, Group, fates};
use crate::texts::Localized;

use super::error::ReportError;
use super::listing::{self, Listing, Side};
use super::material::Material;
use super::model::{Figure, Report, Scope};
use super::units::UnitsShown;

/// What is asked of a figure.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Place of the indicator in the definitions.
    pub indicator: usize,
    /// Name or key of a unit, as written; none: all dossiers.
    pub unit: Option<String>,
    /// Which dossiers to list.
    pub list: Option<Side>,
}

impl Asked {
    /// What is asked of the indicator at this place.
    ///
    /// # Errors
    /// When the denominator of a count is to be listed.
    pub fn new(
        definitions: &Definitions,
        indicator: usize,
        unit: Option<String>,
        list: Option<Side>,
    ) -> Result<Self, ReportError> {
        let asked = &definitions.indicators[indicator];
        if asked.kind == Kind::Count && list.is_some_and(|side| side != Side::Numerator) {
            return Err(ReportError::NoDenominator { id: asked.id.clone() });
        }
        Ok(Self { indicator, unit, list })
    }
}

/// How an indicator is defined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinitionShown {
    /// Its event in words.
    pub event: Localized,
    /// Its event in SQL.
    pub event_sql: String,
    /// The denominator in SQL, within the event; none for counts.
    pub among_sql: Option<String>,
    /// The numerator in SQL, within the denominator.
    pub counts_sql: String,
    /// The terms in these: id, name, SQL.
    pub terms: Vec<(String, Localized, String)>,
}

/// What became of records. The names are stable; all counts together are the records read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Rejected, for this reason.
    Rejected(&'static str),
    /// A newer record of the same dossier counts.
    Superseded,
    /// Dossiers of other units than the one asked for.
    OtherUnits,
    /// Dossiers with a fate.
    Of(Fate),
}

impl Part {
    /// The stable name, without the reason.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Part::Rejected(_) => "rejected",
            Part::Superseded => "superseded",
            Part::OtherUnits => "other_units",
            Part::Of(Fate::NotCounted) => "not_counted",
            Part::Of(Fate::Outside) => "outside",
            Part::Of(Fate::OtherEvent) => "other_event",
            Part::Of(Fate::LeftOut) => "left_out",
            Part::Of(Fate::NotAmong) => "not_among",
            Part::Of(Fate::Missed) => "missed",
            Part::Of(Fate::Numerator) => "numerator",
        }
    }
}

/// The order in which fates are shown: from what is farthest from the figure to the figure.
const FATES: [Fate; 7] =
    [Fate::NotCounted, Fate::Outside, Fate::OtherEvent, Fate::LeftOut, Fate::NotAmong, Fate::Missed, Fate::Numerator];

/// A figure explained.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// The report that has the figure.
    pub report: Report,
    /// The figure.
    pub figure: Figure,
    /// How it is defined.
    pub definition: DefinitionShown,
    /// What became of the records read, in order; those of no record are left out, besides the figure's own.
    pub parts: Vec<(Part, u64)>,
    /// The columns for want of which dossiers are left out.
    pub lacking: Vec<Localized>,
    /// The dossiers asked for.
    pub listing: Option<Listing>,
}

/// Explains a figure of `report`, which was made of the same material.
///
/// # Errors
/// When there are no dossiers but tally files, no such unit, or the parts do not add up to the records or to the
/// figure, which would be a fault of this program.
pub fn explain(report: Report, material: &Material<'_>, asked: &Asked) -> Result<Explanation, ReportError> {
    let indicator = &material.definitions.indicators[asked.indicator];
    let dossiers = material.dossiers.ok_or(ReportError::NoDossiers)?;
    let exports = material.exports;
    let units = UnitsShown::new(exports, material.entered, material.naming, material.words);
    let unit = asked.unit.as_deref().map(|name| listing::find_unit(name, &units)).transpose()?;
    let present: Vec<Vec<ColumnId>> = exports.sources.iter().map(|source| source.present.clone()).collect();
    let period = material.period.period;
    let fates = fates(dossiers, material.schema, material.definitions, asked.indicator, &present, period)?;
    let of_unit = |number: u32| {
        unit.as_ref().is_none_or(|key| exports.units.get(number as usize).is_some_and(|unit| unit.key == *key))
    };
    let is_asked: Vec<bool> = dossiers.unit_numbers().into_iter().map(of_unit).collect();
    let parts = parts(material, &fates, &is_asked)?;
    let figure = figure(&report, asked.indicator, unit.as_deref());
    agree(material, asked.indicator, unit.as_deref(), &units, &parts)?;
    let listing = asked.list.map(|side| listing::list(material, dossiers, side, &fates, &is_asked));
    if let Some(listing) = &listing {
        let counted = side_count(&parts, listing.side);
        if listing.rows.len() as u64 != counted {
            return Err(ReportError::Listed { counted, listed: listing.rows.len() as u64 });
        }
    }
    let lacking = lacking(material, asked.indicator, &present, &parts);
    let shown = |(part, count): &(Part, u64)| {
        let own =
            *part == Part::Of(Fate::Numerator) || (*part == Part::Of(Fate::Missed) && indicator.kind == Kind::Rate);
        *count > 0 || own
    };
    let parts = parts.into_iter().filter(shown).collect();
    let definition = definition(material.definitions, asked.indicator);
    Ok(Explanation { report, figure, definition, parts, lacking, listing })
}

fn definition(definitions: &Definitions, place: usize) -> DefinitionShown {
    let indicator = &definitions.indicators[place];
    let event = &definitions.events[indicator.event];
    DefinitionShown {
        event: event.title.clone(),
        event_sql: event.sql.clone(),
        among_sql: (indicator.kind == Kind::Rate).then(|| indicator.among_sql.clone()),
        counts_sql: indicator.counts_sql.clone(),
        terms: definitions.terms_of(indicator).into_iter().cloned().collect(),
    }
}

/// What became of every record. A sum that is not the records read is an error.
fn parts(material: &Material<'_>, fates: &[Fate], is_asked: &[bool]) -> Result<Vec<(Part, u64)>, ReportError> {
    let account = material.exports.account();
    let shown = super::inputs::account(&account);
    let mut parts: Vec<(Part, u64)> =
        shown.rejected_by_reason.iter().map(|(reason, count)| (Part::Rejected(reason), *count)).collect();
    parts.push((Part::Superseded, account.superseded));
    parts.push((Part::OtherUnits, is_asked.iter().filter(|asked| !**asked).count() as u64));
    for fate in FATES {
        let of_fate = fates.iter().zip(is_asked).filter(|(own, asked)| **asked && **own == fate);
        parts.push((Part::Of(fate), of_fate.count() as u64));
    }
    let sum = parts.iter().map(|(_, count)| count).sum();
    if sum == account.records { Ok(parts) } else { Err(ReportError::Records { records: account.records, sum }) }
}

fn count_of(parts: &[(Part, u64)], fate: Fate) -> u64 {
    parts.iter().filter(|(part, _)| *part == Part::Of(fate)).map(|(_, count)| count).sum()
}

fn side_count(parts: &[(Part, u64)], side: Side) -> u64 {
    [Fate::Missed, Fate::Numerator].into_iter().filter(|fate| side.has(*fate)).map(|fate| count_of(parts, fate)).sum()
}

/// The parts, found dossier by dossier, are the numbers of the tally, from which the figure comes.
fn agree(
    material: &Material<'_>,
    place: usize,
    unit: Option<&str>,
    units: &UnitsShown,
    parts: &[(Part, u64)],
) -> Result<(), ReportError> {
    let period = material.period.period;
    let mut sum = crate::tally::Counted::default();
    for shown in units.units.iter().filter(|shown| unit.is_none_or(|key| shown.key == key)) {
        let counted = material.tally.cell(period, Group::Unit(shown.key.clone())).of(place);
        sum.numerator += counted.numerator;
        sum.denominator += counted.denominator;
        sum.left_out += counted.left_out;
    }
    let found = [
        (sum.numerator, side_count(parts, Side::Numerator)),
        (sum.denominator, side_count(parts, Side::Denominator)),
        (sum.left_out, count_of(parts, Fate::LeftOut)),
    ];
    match found.into_iter().find(|(counted, listed)| counted != listed) {
        Some((counted, listed)) => Err(ReportError::Listed { counted, listed }),
        None => Ok(()),
    }
}

/// The figure as the report has it.
fn figure(report: &Report, indicator: usize, unit: Option<&str>) -> Figure {
    let scope = if unit.is_some() { Scope::Unit } else { Scope::All };
    let is_it = |figure: &&Figure| {
        figure.indicator == indicator
            && figure.scope == scope
            && figure.unit.as_deref() == unit
            && figure.comparison.is_none()
            && figure.part.is_none()
    };
    // A report broken down by units has the figure of each unit and indicator.
    report.figures.iter().find(is_it).cloned().unwrap_or_else(|| report.figures[indicator].clone())
}

fn lacking(material: &Material<'_>, place: usize, present: &[Vec<ColumnId>], parts: &[(Part, u64)]) -> Vec<Localized> {
    if count_of(parts, Fate::LeftOut) == 0 {
        return Vec::new();
    }
    let counts = &material.definitions.indicators[place].counts;
    let missing = present.iter().flat_map(|columns| counts.missing(&|column| columns.contains(&column)));
    let mut missing: Vec<ColumnId> = missing.collect();
    missing.sort_unstable();
    missing.dedup();
    missing.into_iter().map(|column| material.schema.column(column).title.clone()).collect()
}
