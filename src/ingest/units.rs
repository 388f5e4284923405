use std::collections::BTreeMap;

use crate::matching::clean;
use crate::period::Day;
use crate::registry::{Gone, Level, Naming, Resolution, UnitRegistry};

use super::recall::Recall;

const MOST_REMEMBERED: usize = 65_536;

/// Why a unit is not one of the registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// There is no registry: the level is inferred from the name.
    NoRegistry,
    /// The registry has no such name or code.
    NotListed,
    /// The registry has it, but not on the day of the dossier.
    NotValid,
    /// Several units of the registry bear the name.
    Ambiguous,
    /// The cell is blank.
    Blank,
    /// It is not attributable to a unit of the newest structure, on which the figures are.
    Gone(Gone),
}

impl Why {
    /// Every reason.
    pub const ALL: [Why; 7] = [
        Why::NoRegistry,
        Why::NotListed,
        Why::NotValid,
        Why::Ambiguous,
        Why::Blank,
        Why::Gone(Gone::Split),
        Why::Gone(Gone::Ended),
    ];

    /// The stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Why::NoRegistry => "no_registry",
            Why::NotListed => "not_listed",
            Why::NotValid => "not_valid",
            Why::Ambiguous => "ambiguous",
            Why::Blank => "blank",
            Why::Gone(gone) => gone.id(),
        }
    }
}

/// A unit (đơn vị) that received dossiers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What tells it apart, stable between runs: the code of the registry, or `~` and the folded name
    /// without prefixes such as `UBND`.
    pub key: String,
    /// Name to show; empty when the cell was blank.
    pub name: String,
    /// Administrative level; none when the name does not tell.
    pub level: Option<Level>,
    /// Place in the registry, or why it has none.
    pub registered: Result<usize, Why>,
}

impl Unit {
    /// The unit at this place of the registry.
    fn listed(registry: &UnitRegistry, number: usize) -> Self {
        let unit = &registry.units()[number];
        // A code comes again for another unit of another time: the key tells them apart.
        Self { key: registry.key(number), name: unit.name.clone(), level: Some(unit.level), registered: Ok(number) }
    }

    /// The same on the newest structure of the registry: the unit that it became, or itself when that cannot be said.
    #[must_use]
    pub fn on_newest(self, registry: &UnitRegistry) -> Self {
        let Ok(number) = self.registered else { return self };
        match registry.newest(number) {
            Ok(newest) => Self::listed(registry, newest),
            Err(gone) => Self { level: None, registered: Err(Why::Gone(gone)), ..self },
        }
    }
}

/// All units seen, numbered in order of first appearance.
pub struct UnitDirectory<'a> {
    registry: Option<&'a UnitRegistry>,
    naming: &'a Naming,
    units: Vec<Unit>,
    by_key: BTreeMap<(String, Option<Why>), u32>,
    /// Numbers of registered units, by their place in the registry.
    by_registered: BTreeMap<usize, u32>,
    remembered: Recall<SeenUnit>,
    /// Units of the registry of which the day tells one.
    by_day: Vec<Vec<usize>>,
    /// What the unit asked for last is remembered by.
    asked: Vec<u8>,
}

/// A unit that was asked for, of the directory that was asked.
#[derive(Debug, Clone, Copy)]
pub(super) enum SeenUnit {
    /// One unit, whatever the day.
    Always(u32),
    /// The unit depends on the day: the number of the choice.
    ByDay(usize),
}

impl<'a> UnitDirectory<'a> {
    /// An empty directory over a registry, if there is one.
    #[must_use]
    pub fn new(registry: Option<&'a UnitRegistry>, naming: &'a Naming) -> Self {
        Self {
            registry,
            naming,
            units: Vec::new(),
            by_key: BTreeMap::new(),
            by_registered: BTreeMap::new(),
            remembered: Recall::new(MOST_REMEMBERED),
            by_day: Vec::new(),
            asked: Vec::new(),
        }
    }

    /// The number of the unit with this code and name on `day`.
    pub fn number(&mut self, code: &str, name: &str, day: Option<Day>) -> u32 {
        let seen = self.seen(code, name);
        self.on(seen, code, name, day)
    }

    /// The unit with this code and name, as far as the day does not tell.
    pub(super) fn seen(&mut self, code: &str, name: &str) -> SeenUnit {
        self.asked.clear();
        self.asked.extend_from_slice(code.as_bytes());
        self.asked.push(0);
        self.asked.extend_from_slice(name.as_bytes());
        if let Some(seen) = self.remembered.get(&self.asked) {
            return seen;
        }
        let seen = self.find(code, name);
        self.remembered.insert(&self.asked, seen);
        seen
    }

    /// The number on `day` of a unit that was seen with this code and name.
    pub(super) fn on(&mut self, seen: SeenUnit, code: &str, name: &str, day: Option<Day>) -> u32 {
        match seen {
            SeenUnit::Always(number) => number,
            SeenUnit::ByDay(choice) => {
                // Taken out while the directory may grow.
                let candidates = self.by_day.get_mut(choice).map(std::mem::take).unwrap_or_default();
                let number = self.valid_on(&candidates, code, name, day);
                if let Some(place) = self.by_day.get_mut(choice) {
                    *place = candidates;
                }
                number
            }
        }
    }

    /// The units from a number on: those that were new since there were so many.
    #[must_use]
    pub fn since(&self, number: usize) -> &[Unit] {
        self.units.get(number..).unwrap_or_default()
    }

    /// The number here of a unit of another directory over the same registry.
    pub fn adopt(&mut self, unit: Unit) -> u32 {
        self.enter((unit.key.clone(), unit.registered.err()), || unit)
    }

    /// The units, by number.
    #[must_use]
    pub fn into_units(self) -> Vec<Unit> {
        self.units
    }

    fn find(&mut self, code: &str, name: &str) -> SeenUnit {
        let shown = if clean(name).is_empty() { clean(code) } else { clean(name) };
        if shown.is_empty() {
            return SeenUnit::Always(self.unlisted(&shown, Why::Blank));
        }
        let Some(registry) = self.registry else {
            return SeenUnit::Always(self.unlisted(&shown, Why::NoRegistry));
        };
        match registry.resolve(code, name, self.naming) {
            Resolution::Unknown => SeenUnit::Always(self.unlisted(&shown, Why::NotListed)),
            Resolution::Candidates(candidates) => {
                let always = |number: &usize| {
                    let unit = &registry.units()[*number];
                    unit.valid_from.is_none() && unit.valid_to.is_none()
                };
                match candidates.as_slice() {
                    [only] if always(only) => SeenUnit::Always(self.listed(registry, *only)),
                    _ => {
                        self.by_day.push(candidates);
                        SeenUnit::ByDay(self.by_day.len() - 1)
                    }
                }
            }
        }
    }

    fn valid_on(&mut self, candidates: &[usize], code: &str, name: &str, day: Option<Day>) -> u32 {
        let Some(registry) = self.registry else { return self.unlisted(&clean(name), Why::NoRegistry) };
        // Without a day (a dossier that was never received) the first of several times will do: it counts nowhere.
        let is_valid = |number: &&usize| day.is_none_or(|day| registry.units()[**number].valid_on(day));
        let mut valid = candidates.iter().filter(is_valid);
        let why = match (valid.next(), valid.next()) {
            (Some(only), None) => return self.listed(registry, *only),
            (Some(first), Some(_)) if day.is_none() && !registry.clash(candidates) => {
                return self.listed(registry, *first);
            }
            (Some(_), Some(_)) => Why::Ambiguous,
            (None, _) => Why::NotValid,
        };
        let shown = if clean(name).is_empty() { clean(code) } else { clean(name) };
        self.unlisted(&shown, why)
    }

    fn listed(&mut self, registry: &UnitRegistry, number: usize) -> u32 {
        if let Some(known) = self.by_registered.get(&number) {
            return *known;
        }
        let unit = Unit::listed(registry, number);
        let entered = self.enter((unit.key.clone(), None), || unit);
        self.by_registered.insert(number, entered);
        entered
    }

    fn unlisted(&mut self, name: &str, why: Why) -> u32 {
        let key = format!("~{}", self.naming.without_prefix(name));
        let level = self.naming.infer_level(name);
        let name = name.to_owned();
        self.enter((key.clone(), Some(why)), || Unit { key, name, level, registered: Err(why) })
    }

    fn enter(&mut self, key: (String, Option<Why>), unit: impl FnOnce() -> Unit) -> u32 {
        let next = u32::try_from(self.units.len()).unwrap_or(u32::MAX);
        let units = &mut self.units;
        *self.by_key.entry(key).or_insert_with(|| {
            units.push(unit());
            next
        })
    }
}
