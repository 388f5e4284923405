//! The dossiers behind a figure: their codes and a few columns that tell of no person.

use crate::dossiers::{Cell, ColumnId, Dossiers};
use crate::matching::{fold, nearest};
use crate::tally::Fate;

use super::error::ReportError;
use super::material::Material;
use super::units::UnitsShown;

/// Names offered when a unit is not known.
const MOST_NAMES: usize = 3;

/// The canonical columns that are listed besides code and unit, where they were read. None is personal.
const COLUMNS: [&str; 5] = ["received", "due", "finished", "receipt_channel", "status"];

/// Which dossiers of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Those that are counted.
    Numerator,
    /// Those among which is counted.
    Denominator,
    /// Those of the denominator that are not counted.
    Missed,
}

impl Side {
    pub(super) fn has(self, fate: Fate) -> bool {
        match self {
            Side::Numerator => fate == Fate::Numerator,
            Side::Missed => fate == Fate::Missed,
            Side::Denominator => matches!(fate, Fate::Numerator | Fate::Missed),
        }
    }
}

/// A list of dossiers, in order of their codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Which dossiers these are.
    pub side: Side,
    /// Canonical names of the columns besides `code`.
    pub columns: Vec<&'static str>,
    /// A row a dossier.
    pub rows: Vec<ListedDossier>,
}

/// A dossier of a list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListedDossier {
    /// Its code; none when what stands in its place could be a citizen's data.
    pub code: Option<String>,
    /// One text a column.
    pub cells: Vec<String>,
}

/// The dossiers of a side, whose fates are known.
pub(super) fn list(
    material: &Material<'_>,
    dossiers: &Dossiers,
    side: Side,
    fates: &[Fate],
    is_asked: &[bool],
) -> Listing {
    let (exports, schema) = (material.exports, material.schema);
    let columns: Vec<(&'static str, ColumnId, Vec<Cell>)> = COLUMNS
        .into_iter()
        .filter_map(|name| schema.find(name).map(|id| (name, id, dossiers.cells(id, schema))))
        .filter(|(.., cells)| !cells.is_empty())
        .collect();
    let (codes, units) = (dossiers.codes(), dossiers.unit_numbers());
    let row = |place: usize| {
        let unit = units.get(place).and_then(|number| exports.units.get(*number as usize));
        let name = unit.map(|unit| unit.name.clone()).unwrap_or_default();
        let cell = |(_, id, cells): &(&str, ColumnId, Vec<Cell>)| match cells.get(place) {
            Some(Cell::Day(Some(day))) => day.to_string(),
            Some(Cell::Word(Some(word))) => {
                let word = schema.vocabulary(*id).and_then(|words| words.ids().nth(usize::from(*word)));
                word.unwrap_or_default().to_owned()
            }
            _ => String::new(),
        };
        let code = codes.get(place).and_then(|code| code.as_deref()).map(str::to_owned);
        ListedDossier { code, cells: [name].into_iter().chain(columns.iter().map(cell)).collect() }
    };
    // What was not kept cannot be listed: the caller holds the length against the count.
    let places = 0..fates.len().min(codes.len());
    let mut rows: Vec<ListedDossier> =
        places.filter(|place| is_asked[*place] && side.has(fates[*place])).map(row).collect();
    rows.sort();
    Listing { side, columns: ["unit"].into_iter().chain(columns.iter().map(|(name, ..)| *name)).collect(), rows }
}

/// The key of the unit that is called so: by its key, or by its name however it is spelled.
pub(super) fn find_unit(wanted: &str, units: &UnitsShown) -> Result<String, ReportError> {
    if let Some(unit) = units.units.iter().find(|unit| unit.key == wanted) {
        return Ok(unit.key.clone());
    }
    let folded = fold(wanted);
    let is_it = |text: &str| fold(text) == folded;
    let found: Vec<&str> =
        units.units.iter().filter(|unit| is_it(&unit.key) || is_it(&unit.name)).map(|unit| unit.key.as_str()).collect();
    match found.as_slice() {
        [one] => Ok((*one).to_owned()),
        [] => {
            let mut names: Vec<(String, &str)> =
                units.units.iter().map(|unit| (fold(&unit.name), unit.name.as_str())).collect();
            let mut known = Vec::new();
            while known.len() < MOST_NAMES {
                let Some(near) = nearest(&folded, names.iter().map(|(key, _)| key.as_str())).map(str::to_owned) else {
                    break;
                };
                known.extend(names.iter().filter(|(key, _)| *key == near).map(|(_, name)| *name).take(1));
                names.retain(|(key, _)| *key != near);
            }
            if known.is_empty() {
                known = units.units.iter().map(|unit| unit.name.as_str()).filter(|name| !name.is_empty()).collect();
            }
            Err(ReportError::UnknownUnit { unit: wanted.to_owned(), known: known.join("; ") })
        }
        several => Err(ReportError::SeveralUnits { unit: wanted.to_owned(), keys: several.join(", ") }),
    }
}
