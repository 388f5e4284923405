use std::collections::BTreeMap;
use std::path::Path;

use crate::period::Day;

use super::table::Table;
use super::{Level, Naming, RegistryError};

/// An administrative procedure (thủ tục hành chính) of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Procedure {
    /// Code, as text: `1.013220` keeps its zero.
    pub code: String,
    /// Name.
    pub name: String,
    /// Field (lĩnh vực).
    pub field: String,
    /// Administrative level that settles it.
    pub level: Option<Level>,
    /// Id of the service level: `full`, `partial`, `information`.
    pub service_level: String,
    /// First day in force.
    pub valid_from: Option<Day>,
    /// Last day in force.
    pub valid_to: Option<Day>,
    /// Code of the procedure that replaced it.
    pub replaced_by: Option<String>,
    /// The decision that repealed it.
    pub repealed_by: Option<String>,
    /// The legal time (thời hạn giải quyết), in working days; 0: on the day of receipt.
    pub legal_days: Option<u16>,
}

impl Procedure {
    /// True when in force on `day`.
    #[must_use]
    pub fn valid_on(&self, day: Day) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    fn overlaps(&self, other: &Procedure) -> bool {
        let before =
            |end: Option<Day>, start: Option<Day>| matches!((end, start), (Some(end), Some(start)) if end < start);
        !before(self.valid_to, other.valid_from) && !before(other.valid_to, self.valid_from)
    }
}

/// The catalogue of procedures (danh mục thủ tục hành chính).
#[derive(Debug, Clone, Default)]
pub struct ProcedureRegistry {
    procedures: Vec<Procedure>,
    by_code: BTreeMap<String, Vec<usize>>,
}

impl ProcedureRegistry {
    /// Reads `code,name,field,level,service_level,valid_from,valid_to,replaced_by,repealed_by,legal_days`; the last five may be
    /// left out.
    ///
    /// `service_levels` are the ids a service level may have.
    ///
    /// # Errors
    /// When the file cannot be read, lacks a column, or holds an unknown level, service level, day or legal time.
    pub fn read(path: &Path, naming: &Naming, service_levels: &[&str]) -> Result<Self, RegistryError> {
        let table = Table::read(path)?;
        let (code, name, field) = (table.column("code")?, table.column("name")?, table.column("field")?);
        let (level, service_level) = (table.column("level")?, table.column("service_level")?);
        let (from, to) = (table.optional("valid_from"), table.optional("valid_to"));
        let (replaced, repealed) = (table.optional("replaced_by"), table.optional("repealed_by"));
        let legal = table.optional("legal_days");
        let mut registry = Self::default();
        for row in table.rows() {
            if row.text(Some(code)).is_empty() {
                return Err(table.value_error(row, code, "code"));
            }
            let filled = |at| Some(row.text(at)).filter(|text| !text.is_empty()).map(str::to_owned);
            let level_text = row.text(Some(level));
            let service = row.text(Some(service_level)).to_owned();
            if !service_levels.contains(&service.as_str()) {
                return Err(table.value_error(row, service_level, "service_level"));
            }
            let procedure = Procedure {
                code: row.text(Some(code)).to_owned(),
                name: row.text(Some(name)).to_owned(),
                field: row.text(Some(field)).to_owned(),
                level: match level_text {
                    "" => None,
                    text => Some(naming.level(text).ok_or_else(|| table.value_error(row, level, "level"))?),
                },
                service_level: service,
                valid_from: table.day(row, from, "valid_from")?,
                valid_to: table.day(row, to, "valid_to")?,
                replaced_by: filled(replaced),
                repealed_by: filled(repealed),
                legal_days: match (row.text(legal), legal) {
                    ("", _) | (_, None) => None,
                    (text, Some(at)) => Some(text.parse().map_err(|_| table.value_error(row, at, "legal_days"))?),
                },
            };
            let same_code = registry.by_code.entry(procedure.code.clone()).or_default();
            let twice = |other: &usize| {
                let other: &Procedure = &registry.procedures[*other];
                other.level == procedure.level && other.overlaps(&procedure)
            };
            if same_code.iter().any(twice) {
                return Err(RegistryError::Twice { place: table.place(row, code), code: procedure.code });
            }
            same_code.push(registry.procedures.len());
            registry.procedures.push(procedure);
        }
        Ok(registry)
    }

    /// The catalogue of these procedures, in this order.
    #[must_use]
    pub fn of(procedures: Vec<Procedure>) -> Self {
        let mut by_code = BTreeMap::<String, Vec<usize>>::new();
        for (number, procedure) in procedures.iter().enumerate() {
            by_code.entry(procedure.code.clone()).or_default().push(number);
        }
        Self { procedures, by_code }
    }

    /// All procedures, in the order of the file.
    #[must_use]
    pub fn procedures(&self) -> &[Procedure] {
        &self.procedures
    }

    /// The procedures of a code, whatever their validity. A long code (`1.004441.000.00.00.H18`) that is not listed itself
    /// stands for its first two groups.
    pub fn of_code(&self, code: &str) -> impl Iterator<Item = &Procedure> {
        let end = code.match_indices('.').nth(1).map_or(code.len(), |(place, _)| place);
        let found = self.by_code.get(code).or_else(|| self.by_code.get(&code[..end]));
        found.into_iter().flatten().map(|number| &self.procedures[*number])
    }

    /// The legal time of a procedure in force on `day`, in working days. None when the catalogue has none, or has several that
    /// differ: the levels that settle it need not have one.
    #[must_use]
    pub fn legal_days(&self, code: &str, day: Day) -> Option<u16> {
        let mut known = self.of_code(code).filter(|procedure| procedure.valid_on(day)).map(|known| known.legal_days);
        let first = known.next()?;
        if known.all(|other| other == first) { first } else { None }
    }

    /// The procedure of a code in force on `day`; the last listed when none is.
    #[must_use]
    pub fn find(&self, code: &str, day: Option<Day>) -> Option<&Procedure> {
        let in_force = day.and_then(|day| self.of_code(code).find(|procedure| procedure.valid_on(day)));
        in_force.or_else(|| self.of_code(code).last())
    }
}

/// A procedure that a unit posts (niêm yết).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// Code of the unit.
    pub unit: String,
    /// Code of the procedure.
    pub procedure: String,
}

/// What the units post, in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct Postings {
    /// All postings.
    pub postings: Vec<Posting>,
}

impl Postings {
    /// Reads `unit,code`.
    ///
    /// # Errors
    /// When the file cannot be read or lacks a column.
    pub fn read(path: &Path) -> Result<Self, RegistryError> {
        let table = Table::read(path)?;
        let (unit, code) = (table.column("unit")?, table.column("code")?);
        let posting = |row: &super::table::Row| Posting {
            unit: row.text(Some(unit)).to_owned(),
            procedure: row.text(Some(code)).to_owned(),
        };
        Ok(Self { postings: table.rows().iter().map(posting).collect() })
    }
}
