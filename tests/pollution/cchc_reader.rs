//! The program itself as a reader of polluted files.

use cchc::dossiers::{Cell, Dossiers, Schema};
use cchc::ingest::{Context, IngestError, Stock, read};
use cchc::project::Inputs;

use super::classify::Outcome;
use super::dossier::Dossier;
use super::expectation::Expectation;
use super::source::Source;
use super::writing::PLAIN;
use crate::support::folder;

/// The columns of a [`Dossier`] after code and unit.
const COLUMNS: [&str; 8] =
    ["procedure_code", "status", "receipt_channel", "submitted", "received", "due", "finished", "fee"];

/// Reads a polluted file with the program. `context` wants every column, and no registry.
///
/// The program keeps no code of a dossier, so codes are checked in a second run, in which a clean export of a later day
/// replaces every dossier whose code was read right: those left over have a code of their own.
pub(crate) fn read_with_cchc(
    bytes: &[u8],
    expectation: &Expectation,
    source: &Source,
    context: &Context<'_>,
) -> Outcome {
    let stock = match stock_of(&[("export-2022-01-31.csv", bytes)], context) {
        Ok(stock) => stock,
        Err(error) => return Outcome { refused: Some(error.to_string()), ..Outcome::default() },
    };
    let needed = COLUMNS.map(|name| context.schema.find(name).expect("a column of the schema"));
    if stock.exports.sources.iter().any(|source| needed.iter().any(|column| !source.present.contains(column))) {
        // What needs the column is reported as not available, as if the file had been refused for it.
        return Outcome { refused: Some("a column is not there, and told".to_owned()), ..Outcome::default() };
    }
    let clean = PLAIN.file(source);
    let files = [("export-2022-01-31.csv", bytes), ("export-2022-12-31.csv", clean.as_bytes())];
    let both = stock_of(&files, context).expect("what was read alone is read with another");
    let strange = both.dossiers.len() - source.dossiers.len();
    let records = with_codes(values(&stock, context.schema), strange, expectation);
    Outcome { refused: None, records, told_missing: stock.exports.account().rejected_total() }
}

fn stock_of(files: &[(&str, &[u8])], context: &Context<'_>) -> Result<Stock, IngestError> {
    let folder = folder(files);
    let inputs = Inputs::find(&[folder.path().to_owned()]).expect("the files just written");
    read(&inputs.inputs, context)
}

/// The dossiers as the program has them, without their codes.
fn values(stock: &Stock, schema: &Schema) -> Vec<Dossier> {
    let dossiers: &Dossiers = &stock.dossiers;
    let mut given = vec![Dossier::default(); dossiers.len()];
    for (dossier, unit) in given.iter_mut().zip(dossiers.unit_numbers()) {
        dossier.values[1] = stock.exports.units[unit as usize].name.clone();
    }
    for (place, name) in COLUMNS.iter().enumerate() {
        let column = schema.find(name).expect("a column of the schema");
        for (dossier, cell) in given.iter_mut().zip(dossiers.cells(column, schema)) {
            dossier.values[place + 2] = match cell {
                Cell::Day(day) => day.map(|day| day.to_string()).unwrap_or_default(),
                Cell::Amount(amount) => amount.map(|amount| amount.to_string()).unwrap_or_default(),
                Cell::Word(word) => {
                    let vocabulary = schema.vocabulary(column).expect("the vocabulary of a word column");
                    word.map(|word| vocabulary.id_of(word).replace("unrecorded", "")).unwrap_or_default()
                }
                Cell::Text(number) => {
                    let dictionary = dossiers.dictionary(column).expect("the dictionary of a text column");
                    number.map(|number| dictionary.text(number).to_owned()).unwrap_or_default()
                }
            };
        }
    }
    given
}

/// Gives each dossier the code of the expected one that it equals in all else. `strange`: how many have another code
/// than any dossier of the source.
fn with_codes(mut given: Vec<Dossier>, mut strange: usize, expectation: &Expectation) -> Vec<Dossier> {
    for dossier in &mut given {
        let is_same = |other: &&Dossier| other.values[1..] == dossier.values[1..];
        let right = expectation.records.iter().flat_map(|record| &record.dossiers).find(is_same);
        let other = expectation.records.iter().flat_map(|record| &record.also).find(is_same);
        let is_odd = |other: &&Dossier| strange > 0 && right.is_none_or(|right| right.values[0] != other.values[0]);
        dossier.values[0] = match (other.filter(is_odd), right.or(other)) {
            (Some(odd), _) => {
                strange -= usize::from(right.is_some());
                odd.values[0].clone()
            }
            (None, Some(known)) => known.values[0].clone(),
            (None, None) => "?".to_owned(),
        };
    }
    // A code that nobody expected: the values beside it do not help.
    let unknown = given.iter().filter(|dossier| dossier.values[0] == "?").count();
    for dossier in given.iter_mut().rev().take(strange.saturating_sub(unknown)) {
        dossier.values[0] = "?".to_owned();
    }
    given
}
