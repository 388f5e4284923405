//! What must be said of the structure of units that figures are on.

use crate::ingest::Why;
use crate::period::Period;
use crate::registry::{Gone, Structure, UnitRegistry};
use crate::tally::Group;
use crate::texts::Message;

use super::material::Material;
use super::model::Report;
use super::notes::{Notes, listed};
use super::units::{UnitShown, UnitsShown};

pub(super) fn notes(notes: &mut Notes, report: &Report, units: &UnitsShown, material: &Material<'_>) {
    let Some(registry) = material.registry else { return };
    match (material.structure, report.structure.as_of) {
        (Structure::Now, Some(day)) => notes.inform(Message::new("note.structure_now").with("day", day.slashed())),
        // Nothing ever changes in this registry: the newest structure is the only one.
        (Structure::Now, None) => notes.inform(Message::new("note.structure_only")),
        (Structure::Then, _) => {
            let changed = changed_between(units, material, registry);
            if !changed.is_empty() {
                notes.warn(listed("note.structure_then", changed.iter().map(String::as_str)));
            }
        }
    }
    for (gone, key) in [(Gone::Split, "note.unit_split"), (Gone::Ended, "note.unit_ended")] {
        let of = units.units.iter().filter(|unit| unit.listed == Err(Why::Gone(gone)));
        let names: Vec<&str> = of.map(|unit| unit.name.as_str()).collect();
        if !names.is_empty() {
            notes.warn(listed(key, names.into_iter()));
        }
    }
}

/// Former units with dossiers that ended within the time the periods compared span, and have become another unit of the
/// newest structure: on that structure the periods have the same units.
fn changed_between(units: &UnitsShown, material: &Material<'_>, registry: &UnitRegistry) -> Vec<String> {
    let own = material.period.period;
    let has = |unit: &UnitShown, period: Period| material.tally.cell(period, Group::Unit(unit.key.clone())).touched > 0;
    let changed = |unit: &&UnitShown| {
        let Ok(number) = unit.listed else { return false };
        let Some(last) = registry.units().get(number).and_then(|unit| unit.valid_to) else { return false };
        let between = |other: Period| {
            own.from.min(other.from) <= last && last < own.to.max(other.to) && (has(unit, own) || has(unit, other))
        };
        registry.newest(number).is_ok() && material.comparisons.iter().any(|other| between(*other))
    };
    units.units.iter().filter(changed).map(|unit| unit.name.clone()).collect()
}
