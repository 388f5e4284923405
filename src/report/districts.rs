//! The district that a unit lies in, by the registry.

use crate::ingest::Unit;
use crate::period::Day;
use crate::registry::{Level, Registered, UnitRegistry};

use super::material::Material;

/// How far up parents are followed: more than there are levels, and an end for parents that go round.
const MOST_PARENTS: usize = 8;

pub(super) struct Districts<'a> {
    registry: Option<&'a UnitRegistry>,
    level: Option<Level>,
    day: Day,
}

impl<'a> Districts<'a> {
    pub(super) fn new(material: &'a Material<'a>, level: &str) -> Self {
        Self { registry: material.registry, level: material.naming.level(level), day: material.period.period.to }
    }

    /// Code and name of the first unit above that is of the level of districts; none when there is none.
    pub(super) fn of(&self, unit: &Unit) -> Option<(String, String)> {
        let registry = self.registry?;
        let mut above = registry.units().get(unit.registered.ok()?)?;
        for _ in 0..MOST_PARENTS {
            above = self.find(registry, above.parent.as_deref()?)?;
            if Some(above.level) == self.level {
                return Some((above.code.clone(), above.name.clone()));
            }
        }
        None
    }

    /// The unit of a code that is valid at the end of the period, else any other of that code.
    fn find(&self, registry: &'a UnitRegistry, code: &str) -> Option<&'a Registered> {
        let of_code = || registry.units().iter().filter(|unit| unit.code == code);
        of_code().find(|unit| unit.valid_on(self.day)).or_else(|| of_code().next_back())
    }
}
