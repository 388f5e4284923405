//! The units of a report, in the order in which they are shown.

use crate::ingest::{Stock, Why};
use crate::registry::{Level, Naming, UnitRegistry};
use crate::texts::{Localized, Message};

use super::model::{LevelShown, RowLabel};

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
}

impl UnitShown {
    /// The unit as the label of a row.
    pub(super) fn label(&self) -> RowLabel {
        match (&self.listed, self.name.as_str()) {
            (_, "") => RowLabel::Said(Message::new("table.no_unit")),
            (Ok(_), name) | (Err(Why::NoRegistry), name) => RowLabel::Name(name.to_owned()),
            (Err(_), name) => RowLabel::Unlisted(name.to_owned()),
        }
    }
}

/// Units and levels in order: levels from the top, units as the registry lists them, then the others by name.
#[derive(Debug, Clone)]
pub(super) struct UnitsShown {
    pub(super) levels: Vec<LevelShown>,
    pub(super) units: Vec<UnitShown>,
}

impl UnitsShown {
    pub(super) fn new(stock: &Stock, naming: &Naming, unknown_level: &Localized) -> Self {
        let rank = |level: Option<Level>| level.map_or(naming.levels().len(), |level| level.0);
        // A unit whose records were all replaced by newer ones, of other units, has nothing to show.
        let with_dossiers = || {
            stock.units.iter().zip(&stock.unit_dossiers).filter(|(_, dossiers)| **dossiers > 0).map(|(unit, _)| unit)
        };
        let mut ranks: Vec<usize> = with_dossiers().map(|unit| rank(unit.level)).collect();
        ranks.sort_unstable();
        ranks.dedup();
        let levels = ranks
            .iter()
            .map(|rank| match naming.levels().get(*rank) {
                Some(level) => LevelShown { id: level.id.clone(), title: level.title.clone() },
                None => LevelShown { id: UNKNOWN_LEVEL.to_owned(), title: unknown_level.clone() },
            })
            .collect();
        let mut units: Vec<UnitShown> = with_dossiers()
            .map(|unit| UnitShown {
                key: unit.key.clone(),
                name: unit.name.clone(),
                level: ranks.iter().position(|known| *known == rank(unit.level)).unwrap_or_default(),
                listed: unit.registered,
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

    /// Names of registered units that have no dossier at all, valid or not: perhaps an export is missing.
    pub(super) fn silent(&self, registry: Option<&UnitRegistry>) -> Vec<String> {
        let Some(registry) = registry else { return Vec::new() };
        let parents: Vec<&str> = registry.units().iter().filter_map(|unit| unit.parent.as_deref()).collect();
        let heard = |number: usize| self.units.iter().any(|unit| unit.listed == Ok(number));
        registry
            .units()
            .iter()
            .enumerate()
            // A unit above others often receives nothing itself.
            .filter(|(number, unit)| !heard(*number) && !parents.contains(&unit.code.as_str()))
            .map(|(_, unit)| unit.name.clone())
            .collect()
    }
}
