use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::matching::fold;
use crate::period::Day;

use super::succession::{self, Gone};
use super::table::Table;
use super::{Level, Naming, RegistryError};

/// A unit (đơn vị) of the registry, valid between two days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// Code, leading zeros kept.
    pub code: String,
    /// Name to show.
    pub name: String,
    /// Administrative level.
    pub level: Level,
    /// Code of the unit above, if any.
    pub parent: Option<String>,
    /// First day it is valid; none: always was.
    pub valid_from: Option<Day>,
    /// Last day it is valid; none: still is.
    pub valid_to: Option<Day>,
    /// Other names, as the file has them.
    pub aliases: Vec<String>,
    /// Units that took over on the next day (đơn vị kế thừa): places in [`UnitRegistry::units`].
    pub successors: Vec<usize>,
}

impl Registered {
    /// True when the unit is valid on `day`.
    #[must_use]
    pub fn valid_on(&self, day: Day) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    pub(super) fn overlaps(&self, other: &Registered) -> bool {
        let before =
            |end: Option<Day>, start: Option<Day>| matches!((end, start), (Some(end), Some(start)) if end < start);
        !before(self.valid_to, other.valid_from) && !before(other.valid_to, self.valid_from)
    }
}

/// What the registry knows of a text in a unit column. Numbers are places in [`UnitRegistry::units`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// Units of this name or code; which of them are valid depends on the day. Never empty.
    Candidates(Vec<usize>),
    /// Nothing of this name or code.
    Unknown,
}

/// The units of the user's registry file.
#[derive(Debug, Clone, Default)]
pub struct UnitRegistry {
    pub(super) units: Vec<Registered>,
    codes: BTreeMap<String, Vec<usize>>,
    names: BTreeMap<String, Vec<usize>>,
    cores: BTreeMap<String, Vec<usize>>,
    /// The unit of the newest structure that each unit became.
    newest: Vec<Result<usize, Gone>>,
    /// The units that texts can stand for; none: all.
    reach: Option<BTreeSet<usize>>,
}

impl UnitRegistry {
    /// Reads `code,name,level,parent,aliases,valid_from,valid_to` and, where units changed,
    /// `successors,heir,heir_source`; aliases and successors are separated by `|`.
    ///
    /// # Errors
    /// When the file cannot be read, lacks a column, has an unknown level or day, one code twice on a day, or a successor
    /// that is no unit on the day after.
    pub fn read(path: &Path, naming: &Naming) -> Result<Self, RegistryError> {
        let table = Table::read(path)?;
        let (code, name, level) = (table.column("code")?, table.column("name")?, table.column("level")?);
        let (parent, aliases) = (table.optional("parent"), table.optional("aliases"));
        let (from, to) = (table.optional("valid_from"), table.optional("valid_to"));
        let mut registry = Self::default();
        for row in table.rows() {
            for (at, column) in [(code, "code"), (name, "name")] {
                if row.text(Some(at)).is_empty() {
                    return Err(table.value_error(row, at, column));
                }
            }
            let level_text = row.text(Some(level));
            let unit = Registered {
                code: row.text(Some(code)).to_owned(),
                name: row.text(Some(name)).to_owned(),
                level: naming.level(level_text).ok_or_else(|| table.value_error(row, level, "level"))?,
                parent: Some(row.text(parent)).filter(|text| !text.is_empty()).map(str::to_owned),
                valid_from: table.day(row, from, "valid_from")?,
                valid_to: table.day(row, to, "valid_to")?,
                aliases: row
                    .text(aliases)
                    .split('|')
                    .map(str::trim)
                    .filter(|text| !text.is_empty())
                    .map(str::to_owned)
                    .collect(),
                successors: Vec::new(),
            };
            if matches!((unit.valid_from, unit.valid_to), (Some(from), Some(to)) if to < from) {
                return Err(table.value_error(row, to.unwrap_or(code), "valid_to"));
            }
            // The keys of other units are made with these signs.
            if unit.code.starts_with('~') || unit.code.contains('@') {
                return Err(table.value_error(row, code, "code"));
            }
            let number = registry.units.len();
            let same_code = registry.codes.entry(fold(&unit.code)).or_default();
            if same_code.iter().any(|other| registry.units[*other].overlaps(&unit)) {
                return Err(RegistryError::Twice { place: table.place(row, code), code: unit.code });
            }
            same_code.push(number);
            registry.enter(unit, naming);
        }
        registry.newest = succession::read(&table, &mut registry)?;
        Ok(registry)
    }

    /// The same registry, in which only the units of one place are found: the unit of this code and those it became, everything
    /// below them, all from which these came, and what became of those.
    ///
    /// # Errors
    /// When no unit has the code.
    pub fn within(self, code: &str, path: &Path) -> Result<Self, RegistryError> {
        let reach = self.reach_of(code);
        if reach.is_empty() {
            return Err(RegistryError::NoPlace { path: path.to_owned(), code: code.to_owned() });
        }
        Ok(Self { reach: Some(reach), ..self })
    }

    /// True when texts can stand for this unit.
    #[must_use]
    pub fn reaches(&self, number: usize) -> bool {
        self.reach.as_ref().is_none_or(|reach| reach.contains(&number))
    }

    /// The unit of the newest structure that this one became, itself when it lasts; or why there is none.
    ///
    /// # Errors
    /// When it was split and no rule says who has its dossiers, or ended without a successor.
    pub fn newest(&self, number: usize) -> Result<usize, Gone> {
        self.newest.get(number).copied().unwrap_or(Err(Gone::Ended))
    }

    /// The day of the newest structure: the last one on which a unit begins or is no more. None: nothing ever changes.
    #[must_use]
    pub fn newest_day(&self) -> Option<Day> {
        let after = |day: Day| day.plus(1);
        self.units.iter().flat_map(|unit| [unit.valid_from, unit.valid_to.map(after)]).flatten().max()
    }

    /// What tells a unit apart, stable between runs: its code, or code and first day when another one had the code.
    #[must_use]
    pub fn key(&self, number: usize) -> String {
        let unit = &self.units[number];
        match unit.valid_from {
            Some(from) if self.shares_code(number) => format!("{}@{from}", unit.code),
            _ => unit.code.clone(),
        }
    }

    /// The registry of these units, in this order, each with the unit of the newest structure that it became. Only the units
    /// in `reach` are found, all without it.
    #[must_use]
    pub fn of(units: Vec<(Registered, Result<usize, Gone>)>, reach: Option<BTreeSet<usize>>, naming: &Naming) -> Self {
        let mut registry = Self { reach, ..Self::default() };
        for (number, (unit, newest)) in units.into_iter().enumerate() {
            registry.codes.entry(fold(&unit.code)).or_default().push(number);
            registry.newest.push(newest);
            registry.enter(unit, naming);
        }
        registry
    }

    /// Adds a unit, known by its names.
    fn enter(&mut self, unit: Registered, naming: &Naming) {
        let number = self.units.len();
        for text in unit.aliases.iter().chain([&unit.name]) {
            let key = fold(text);
            add(&mut self.cores, naming.core_of(text, &key), number);
            add(&mut self.names, key, number);
        }
        self.units.push(unit);
    }

    /// All units, in the order of the file.
    #[must_use]
    pub fn units(&self) -> &[Registered] {
        &self.units
    }

    /// True when two of these units are valid on one day.
    #[must_use]
    pub fn clash(&self, numbers: &[usize]) -> bool {
        numbers.iter().enumerate().any(|(place, left)| {
            numbers[place + 1..].iter().any(|right| self.units[*left].overlaps(&self.units[*right]))
        })
    }

    /// True when another unit, of another time, has the code of this one.
    #[must_use]
    pub fn shares_code(&self, number: usize) -> bool {
        self.codes.get(&fold(&self.units[number].code)).is_some_and(|numbers| numbers.len() > 1)
    }

    /// The units that have, or had, this code.
    pub(super) fn of_code(&self, code: &str) -> &[usize] {
        self.codes.get(&fold(code)).map_or(&[], Vec::as_slice)
    }

    /// The units that have, or had, this name or alias.
    pub(super) fn of_name(&self, name: &str) -> &[usize] {
        self.names.get(&fold(name)).map_or(&[], Vec::as_slice)
    }

    /// Finds the units that a code or a name stands for: by code, then by whole name or alias, then by the name's core.
    /// Where several have one core, what stands behind it (`xã Lâm Thao - Tỉnh Phú Thọ`) tells which are meant, if it names
    /// units above them and nothing else.
    #[must_use]
    pub fn resolve(&self, code: &str, name: &str, naming: &Naming) -> Resolution {
        let code_key = fold(code);
        let name_key = fold(name);
        let found = (self.reached(self.codes.get(&code_key)).filter(|_| !code_key.is_empty()))
            .or_else(|| self.reached(self.names.get(&name_key)))
            .or_else(|| self.reached(self.codes.get(&name_key)))
            .or_else(|| {
                let numbers = self.reached(self.cores.get(&naming.core(name)))?;
                Some(if numbers.len() > 1 { self.below(numbers, name, naming) } else { numbers })
            });
        found.map_or(Resolution::Unknown, Resolution::Candidates)
    }

    fn reached(&self, numbers: Option<&Vec<usize>>) -> Option<Vec<usize>> {
        let numbers: Vec<usize> = numbers?.iter().copied().filter(|number| self.reaches(*number)).collect();
        (!numbers.is_empty()).then_some(numbers)
    }
}

fn add(index: &mut BTreeMap<String, Vec<usize>>, key: String, number: usize) {
    let numbers = index.entry(key).or_default();
    if !numbers.contains(&number) {
        numbers.push(number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    fn registry(text: &str) -> Result<UnitRegistry, RegistryError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("units.csv");
        std::fs::write(&path, text).unwrap();
        UnitRegistry::read(&path, &Naming::load(&Rules::embedded()).unwrap())
    }

    const UNITS: &str = "code,name,level,parent,aliases,valid_from,valid_to\n\
        087,Huyện Mẫu,district,,UBND huyện Mẫu|H.Mẫu,,2025-06-30\n\
        30169,Xã Mẫu 1,commune,087,,,2025-06-30\n\
        30169,Xã Mẫu Mới,commune,87,Xã Mẫu 1,2025-07-01,\n\
        00001,Xã Trùng,commune,087,,,\n\
        00002,Xã Trùng,commune,088,,,\n";

    #[test]
    fn names_codes_and_suffixes_resolve() {
        let registry = registry(UNITS).unwrap();
        let naming = Naming::load(&Rules::embedded()).unwrap();
        let find = |code: &str, name: &str| registry.resolve(code, name, &naming);
        assert_eq!(find("", "ubnd  HUYỆN Mẫu"), Resolution::Candidates(vec![0]));
        assert_eq!(find("", "h.mẫu"), Resolution::Candidates(vec![0]));
        assert_eq!(find("", "UBND xã Mẫu 1 - Tỉnh Mẫu"), Resolution::Candidates(vec![1, 2]));
        assert_eq!(find("30169", "anything"), Resolution::Candidates(vec![1, 2]));
        assert_eq!(find("", "087"), Resolution::Candidates(vec![0]));
        assert_eq!(find("", "Xã Trùng"), Resolution::Candidates(vec![3, 4]));
        assert_eq!(find("00002", "Xã Trùng"), Resolution::Candidates(vec![4]));
        assert_eq!(find("", "Xã Khác"), Resolution::Unknown);
        for name in ["UBND xã Mẫu 1 - Tỉnh Mẫu", "Xã Mẫu 1, Huyện A", "UBND  Xã\u{a0}Mẫu – X", "Xã Mẫu"]
        {
            assert_eq!(naming.core_of(name, &fold(name)), naming.core(name), "{name}");
        }
    }

    #[test]
    fn mistakes_name_their_line() {
        let error = registry("code,name,level\n1,A,hamlet\n").unwrap_err();
        assert!(error.to_string().contains(":2:3: level cannot be `hamlet`"), "{error}");
        let error = registry("code,name,level\n1@2025-07-01,A,commune\n").unwrap_err();
        assert!(error.to_string().contains(":2:1: code cannot be `1@2025-07-01`"), "{error}");
        let error = registry("code,name,level\n1,A,commune\n1,B,commune\n").unwrap_err();
        assert!(error.to_string().contains("1 is there twice"), "{error}");
        assert!(registry("code,name\n1,A\n").unwrap_err().to_string().contains("no column level"));
        assert!(registry("code,name,level\n1,A\n").is_err());
    }
}
