use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::rules::Place;

use super::DifferenceError;
use super::figures::Document;
use super::manifest::Manifest;
use super::model::Run;

/// The figures that programs read.
const FIGURES: &str = "figures.json";
/// What they are made of.
const MANIFEST: &str = "manifest.json";

/// Reads what a run wrote: a folder of `cchc report --out`, or one of the two files in it.
///
/// # Errors
/// With file, line and column, when one of the files is not there, is not what this program writes, or is not of the same run.
pub fn read(path: &Path) -> Result<Run, DifferenceError> {
    let is_named = path.file_name().is_some_and(|name| name == FIGURES || name == MANIFEST);
    let folder = match path.parent() {
        Some(parent) if is_named && !path.is_dir() => parent,
        _ => path,
    };
    let figures = content(folder, FIGURES)?;
    let manifest = content(folder, MANIFEST)?;
    let (document, of_run): (Document, Manifest) = (parse(&figures)?, parse(&manifest)?);
    let hash = blake3::hash(&figures.bytes).to_hex().to_string();
    if !of_run.outputs.iter().any(|output| output.path == FIGURES && output.blake3 == hash) {
        return Err(DifferenceError::Foreign { folder: folder.to_owned() });
    }
    let figures = document.by_key().map_err(|about| DifferenceError::Twice { path: figures.path.clone(), about })?;
    Ok(Run {
        path: path.display().to_string(),
        contract: document.schema_version.0,
        period: document.period.0,
        compared_with: document.compared_with.iter().map(|span| span.0).collect(),
        calendar: document.calendar,
        standard: document.standard,
        figures,
        manifest: of_run,
    })
}

struct Content {
    path: PathBuf,
    bytes: Vec<u8>,
}

fn content(folder: &Path, name: &'static str) -> Result<Content, DifferenceError> {
    let path = folder.join(name);
    match fs::read(&path) {
        Ok(bytes) => Ok(Content { path, bytes }),
        Err(source) if matches!(source.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Err(DifferenceError::Missing { folder: folder.to_owned(), name })
        }
        Err(source) => Err(DifferenceError::Unreadable { path, source }),
    }
}

fn parse<T: DeserializeOwned>(content: &Content) -> Result<T, DifferenceError> {
    serde_json::from_slice(&content.bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let said = error.to_string();
        let reason = said.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&said).to_owned();
        DifferenceError::Syntax { place: Place { file: content.path.display().to_string(), line, column }, reason }
    })
}
