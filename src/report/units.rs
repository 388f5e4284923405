//! The units of a report, in the order in which they are shown.

use std::collections::BTreeSet;

use crate::ingest::{Exports, Unit, Why};
use crate::period::Period;
use crate::registry::{Gone, Level, Naming, Registered, Structure, UnitRegistry};
use crate::texts::Message;

use super::material::Words;
use super::model::{LevelShown, NOT_ATTRIBUTABLE, RowLabel};

/// Id of the level of units whose level is not known.
const UNKNOWN_LEVEL: &str = "unknown";

/// A unit that has dossiers.
#[derive(Debug, Clone)]
pub(super) struct UnitShown {
    pub(super) key: String,
    pub(super) name: String,
    /// Place in [`UnitsShown::levels`].
    pub(super) level: usize,
    pub(super) listed: Result<usize, Why>,
    /// Its counts were typed in.
    pub(super) is_entered: bool,
}

impl UnitShown {
    /// The unit as the label of a row.
    pub(super) fn label(&self) -> RowLabel {
        match (&self.listed, self.name.as_str()) {
            (_, "") => RowLabel::Said(Message::new("table.no_unit")),
            (_, name) if self.is_entered => RowLabel::Entered(name.to_owned()),
            (Ok(_), name) | (Err(Why::NoRegistry), name) => RowLabel::Name(name.to_owned()),
            (Err(Why::Gone(gone)), name) => RowLabel::Former(name.to_owned(), why_gone(*gone)),
            (Err(_), name) => RowLabel::Unlisted(name.to_owned()),
        }
    }
}

/// Why a former unit is not attributable, in few words.
fn why_gone(gone: Gone) -> Message {
    Message::new(match gone {
        Gone::Split => "table.split",
        Gone::Ended => "table.ended",
    })
}

/// Units and levels in order: levels from the top, units as the registry lists them, then the others by name.
#[derive(Debug, Clone)]
pub(super) struct UnitsShown {
    pub(super) levels: Vec<LevelShown>,
    pub(super) units: Vec<UnitShown>,
}

impl UnitsShown {
    pub(super) fn new(exports: &Exports, entered: &[String], naming: &Naming, words: &Words) -> Self {
        let lowest = naming.levels().len();
        let rank = |unit: &Unit| match (unit.level, unit.registered) {
            (_, Err(Why::Gone(_))) => lowest + 1,
            (Some(Level(level)), _) => level,
            (None, _) => lowest,
        };
        // A unit whose records were all replaced by newer ones, of other units, has nothing to show.
        let with_dossiers = || {
            exports
                .units
                .iter()
                .zip(&exports.unit_dossiers)
                .filter(|(_, dossiers)| **dossiers > 0)
                .map(|(unit, _)| unit)
        };
        let mut ranks: Vec<usize> = with_dossiers().map(rank).collect();
        ranks.sort_unstable();
        ranks.dedup();
        let levels = ranks
            .iter()
            .map(|rank| match naming.levels().get(*rank) {
                Some(level) => LevelShown { id: level.id.clone(), title: level.title.clone() },
                None if *rank == lowest => {
                    LevelShown { id: UNKNOWN_LEVEL.to_owned(), title: words.unknown_level.clone() }
                }
                None => LevelShown { id: NOT_ATTRIBUTABLE.to_owned(), title: words.not_attributable.clone() },
            })
            .collect();
        let mut units: Vec<UnitShown> = with_dossiers()
            .map(|unit| UnitShown {
                key: unit.key.clone(),
                name: unit.name.clone(),
                level: ranks.iter().position(|known| *known == rank(unit)).unwrap_or_default(),
                listed: unit.registered,
                is_entered: entered.contains(&unit.key),
            })
            .collect();
        units.sort_by(|left, right| {
            let order = |unit: &UnitShown| (unit.level, unit.listed.unwrap_or(usize::MAX), unit.key.clone());
            order(left).cmp(&order(right))
        });
        // One name may be unlisted for two reasons (not valid on some days): it is one row.
        units.dedup_by(|left, right| left.key == right.key);
        Self { levels, units }
    }

    /// The level of the registry's numbering, for thresholds.
    pub(super) fn level_of(&self, level: usize, naming: &Naming) -> Option<Level> {
        self.levels.get(level).and_then(|level| naming.level(&level.id))
    }

    /// True when the counts of a unit of this level, or of any, were typed in.
    pub(super) fn has_entered(&self, level: Option<usize>) -> bool {
        self.units.iter().any(|unit| unit.is_entered && level.is_none_or(|level| unit.level == level))
    }

    /// Names of registered units that have no dossier at all, though they were there in the period: perhaps an export is
    /// missing.
    pub(super) fn silent(&self, registry: &UnitRegistry, structure: Structure, period: Period) -> Vec<String> {
        let was_there = |unit: &Registered| match structure {
            Structure::Then => {
                unit.valid_from.is_none_or(|from| from <= period.to) && unit.valid_to.is_none_or(|to| period.from <= to)
            }
            Structure::Now => unit.valid_to.is_none(),
        };
        let looked_at = || {
            let units = registry.units().iter().enumerate();
            units.filter(|(number, unit)| registry.reaches(*number) && was_there(unit))
        };
        let parents: BTreeSet<&str> = looked_at().filter_map(|(_, unit)| unit.parent.as_deref()).collect();
        let heard: BTreeSet<usize> = self.units.iter().filter_map(|unit| unit.listed.ok()).collect();
        looked_at()
            // A unit above others often receives nothing itself.
            .filter(|(number, unit)| !heard.contains(number) && !parents.contains(unit.code.as_str()))
            .map(|(_, unit)| unit.name.clone())
            .collect()
    }
}
