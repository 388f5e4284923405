//! Counts that offices type in: a CSV file, one row a criterion and unit.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::matching::{fold, nearest, separator};
use crate::rules::Place;
use crate::texts::Message;

use super::{From, Part, ScoreError, ScoreStandard, Subject};

/// Columns of the file; more are passed over.
const COLUMNS: [&str; 6] = ["criterion", "unit", "numerator", "denominator", "source", "entered_by"];
const CRITERION: usize = 0;
const UNIT: usize = 1;
const NUMERATOR: usize = 2;
const DENOMINATOR: usize = 3;
const SOURCE: usize = 4;
const ROLE: usize = 5;

/// No count of an office is larger; exact products of two stay within their type.
const MOST: u64 = 1_000_000_000_000;

/// A numerator and denominator typed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// Numerator.
    pub numerator: u64,
    /// Denominator.
    pub denominator: u64,
    /// What document they come from.
    pub source: String,
    /// The role (not the person) that typed them in.
    pub role: String,
}

/// Entered counts by unit and criterion.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    path: PathBuf,
    /// Units in the order of the file: key, name, the line and column of the first mention.
    units: Vec<(String, String, Place)>,
    counts: BTreeMap<(String, String), Entered>,
    from_dossiers: Option<(Place, String)>,
}

impl Counts {
    /// Reads `criterion,unit,numerator,denominator,source,entered_by` (or with `;`); a blank unit is the whole.
    ///
    /// # Errors
    /// With file, line and column, when the file is no such table, names an unknown criterion, has a number that is none, a
    /// numerator above its denominator, a count twice, or no source or role.
    pub fn read(path: &Path, standard: &ScoreStandard) -> Result<Self, ScoreError> {
        let bytes = std::fs::read(path).map_err(|source| ScoreError::Unreadable { path: path.to_owned(), source })?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let mut reader = csv::ReaderBuilder::new().delimiter(separator(bytes)).trim(csv::Trim::All).from_reader(bytes);
        let place = |line: u64, at: usize| Place {
            file: path.display().to_string(),
            line: usize::try_from(line).unwrap_or(0),
            column: at + 1,
        };
        let syntax = |error: &csv::Error| ScoreError::Syntax {
            place: place(error.position().map_or(1, csv::Position::line), 0),
            reason: error.to_string(),
        };
        let headers = reader.headers().map_err(|error| syntax(&error))?.clone();
        let mut at = [0; COLUMNS.len()];
        for (found, column) in at.iter_mut().zip(COLUMNS) {
            *found = headers
                .iter()
                .position(|header| header.eq_ignore_ascii_case(column))
                .ok_or_else(|| ScoreError::MissingColumn { path: path.to_owned(), column })?;
        }
        let mut counts = Self { path: path.to_owned(), ..Self::default() };
        for record in reader.records() {
            let record = record.map_err(|error| syntax(&error))?;
            let line = record.position().map_or(0, csv::Position::line);
            let cell = |column: usize| record.get(at[column]).unwrap_or_default();
            let wrong = |column: usize, said: Message| ScoreError::Counts { place: place(line, at[column]), said };
            let key = cell(CRITERION);
            let Some(part) = standard.parts().find(|part| part.key == key) else {
                let said = match nearest(key, standard.parts().map(|part| part.key.as_str())) {
                    Some(near) => Message::new("scores.unknown_criterion").with("near", near),
                    None => Message::new("scores.no_such_criterion"),
                };
                return Err(wrong(CRITERION, said.with("id", key)));
            };
            let number = |column: usize| {
                let text = cell(column);
                let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
                let number = text.parse::<u64>().ok().filter(|number| digits && *number <= MOST);
                number.ok_or_else(|| wrong(column, Message::new("scores.not_a_count").with("text", text)))
            };
            let (numerator, denominator) = (number(NUMERATOR)?, number(DENOMINATOR)?);
            if numerator > denominator {
                let said = Message::new("scores.above").with("numerator", numerator).with("denominator", denominator);
                return Err(wrong(NUMERATOR, said));
            }
            for column in [SOURCE, ROLE] {
                if cell(column).is_empty() {
                    return Err(wrong(column, Message::new("scores.blank").with("column", COLUMNS[column])));
                }
            }
            let unit = fold(cell(UNIT));
            if !unit.is_empty() && counts.units.iter().all(|(known, ..)| *known != unit) {
                counts.units.push((unit.clone(), cell(UNIT).to_owned(), place(line, at[UNIT])));
            }
            if part.from != From::Entered && counts.from_dossiers.is_none() {
                counts.from_dossiers = Some((place(line, at[CRITERION]), key.to_owned()));
            }
            let (source, role) = (cell(SOURCE).to_owned(), cell(ROLE).to_owned());
            let entered = Entered { numerator, denominator, source, role };
            if counts.counts.insert((unit, key.to_owned()), entered).is_some() {
                let said = Message::new("scores.count_twice").with("id", key).with("unit", cell(UNIT));
                return Err(wrong(CRITERION, said));
            }
        }
        Ok(counts)
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Names of the units, in the order of the file.
    pub fn units(&self) -> impl Iterator<Item = &str> {
        self.units.iter().map(|(_, name, _)| name.as_str())
    }

    /// True when something is entered for the whole.
    #[must_use]
    pub fn has_whole(&self) -> bool {
        self.counts.keys().any(|(unit, _)| unit.is_empty())
    }

    /// The count of a part, under any of a unit's names; no name: the whole.
    #[must_use]
    pub fn of(&self, part: &Part, names: &[&str]) -> Option<&Entered> {
        let find = |name: &str| self.counts.get(&(fold(name), part.key.clone()));
        if names.is_empty() {
            find("")
        } else {
            names.iter().filter(|name| !name.is_empty()).find_map(|name| find(name))
        }
    }

    /// Nothing that the dossiers tell may be typed in beside them, and every unit must be exactly one of theirs.
    ///
    /// # Errors
    /// With the place of the first row that is against it.
    pub fn beside_dossiers(&self, subjects: &[Subject]) -> Result<(), ScoreError> {
        let wrong = |place: &Place, said: Message| Err(ScoreError::Counts { place: place.clone(), said });
        if let Some((place, key)) = &self.from_dossiers {
            return wrong(place, Message::new("scores.from_dossiers").with("id", key));
        }
        let names = |subject: &Subject| [fold(&subject.code), fold(subject.name.as_deref().unwrap_or_default())];
        let mut taken: Vec<(usize, &str)> = Vec::new();
        for (unit, name, place) in &self.units {
            let found: Vec<usize> = (0..subjects.len()).filter(|at| names(&subjects[*at]).contains(unit)).collect();
            match found.as_slice() {
                [] => {
                    let known: Vec<[String; 2]> = subjects.iter().map(names).collect();
                    let near = nearest(unit, known.iter().flatten().map(String::as_str));
                    let at = known.iter().position(|names| names.iter().any(|known| near == Some(known)));
                    let near = at.and_then(|at| subjects[at].name.as_deref()).unwrap_or("?");
                    return wrong(place, Message::new("scores.unknown_unit").with("unit", name).with("near", near));
                }
                [at] => match taken.iter().find(|(other, _)| other == at) {
                    Some((_, other)) => {
                        return wrong(place, Message::new("scores.same_unit").with("unit", name).with("other", other));
                    }
                    None => taken.push((*at, name)),
                },
                several => {
                    let codes: Vec<&str> = several.iter().map(|at| subjects[*at].code.as_str()).collect();
                    let said = Message::new("scores.ambiguous_unit").with("count", several.len()).with("unit", name);
                    return wrong(place, said.with("codes", codes.join(", ")));
                }
            }
        }
        Ok(())
    }
}
