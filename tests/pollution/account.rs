//! Everything on disk: the files, and for readers in other languages what stands in them.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde_json::{Value, json};

use super::classify::{Outcome, classify};
use super::csv_reader::read_with_csv_crate;
use super::dossier::{COMPARED, Dossier};
use super::every::each_pollution;
use super::expectation::Expectation;
use super::source::Source;

/// Writes every file to `files/` below the folder, beside it `expected.json`, and `csv-crate.json`: for each file the
/// outcome of the csv crate and its class, by which another language can check its own classification.
///
/// # Errors
/// When a file cannot be written.
pub(crate) fn write_all(folder: &Path) -> io::Result<u64> {
    let source = Source::new();
    let files = folder.join("files");
    fs::create_dir_all(&files)?;
    let mut expected = Vec::new();
    let mut given = Vec::new();
    let mut failed = None;
    each_pollution(&source, &mut |pollution| {
        let path = files.join(format!("{}.csv", pollution.name));
        failed = failed.take().or(fs::write(path, &pollution.bytes).err());
        let outcome = read_with_csv_crate(&pollution.bytes);
        let class = classify(&pollution.expectation, &outcome);
        given.push(json!({ "name": pollution.name, "class": class.id(), "outcome": outcome_value(&outcome, &source) }));
        expected.push(json!({
            "name": pollution.name,
            "family": pollution.family,
            "rule": pollution.rule,
            "doubtful": pollution.expectation.is_doubtful,
            "records": records_value(&pollution.expectation, &source),
        }));
    });
    if let Some(error) = failed {
        return Err(error);
    }
    let count = expected.len() as u64;
    let dossiers: Vec<Value> = source.dossiers.iter().map(|dossier| json!(dossier.values)).collect();
    write(&folder.join("expected.json"), &json!({ "columns": COMPARED, "source": dossiers, "files": expected }))?;
    write(&folder.join("csv-crate.json"), &json!(given))?;
    Ok(count)
}

fn write(path: &Path, value: &Value) -> io::Result<()> {
    let mut file = BufWriter::new(fs::File::create(path)?);
    serde_json::to_writer(&mut file, value)?;
    file.flush()
}

/// A dossier by its place in the source, or its values where it is not there.
fn dossier_value(dossier: &Dossier, source: &Source) -> Value {
    match source.dossiers.iter().position(|known| known == dossier) {
        Some(place) => json!(place),
        None => json!(dossier.values),
    }
}

fn outcome_value(outcome: &Outcome, source: &Source) -> Value {
    let records: Vec<Value> = outcome.records.iter().map(|dossier| dossier_value(dossier, source)).collect();
    json!({ "refused": outcome.refused, "told_missing": outcome.told_missing, "records": records })
}

/// Each record as `[dossiers, other readings, is damaged]`.
fn records_value(expectation: &Expectation, source: &Source) -> Vec<Value> {
    let all = |dossiers: &[Dossier]| dossiers.iter().map(|one| dossier_value(one, source)).collect::<Vec<_>>();
    let records = expectation.records.iter();
    records.map(|record| json!([all(&record.dossiers), all(&record.also), record.is_damaged])).collect()
}
