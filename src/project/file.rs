use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::period::Day;
use crate::registry::Structure;
use crate::rules::RuleFile;
use crate::texts::Localized;

use super::{DocumentDetails, ProjectError};

/// The settings of a folder, from its `cchc.toml`. Options on the command line come before them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// Title of the report.
    pub title: Option<Localized>,
    /// Folders or files with exports, relative to the file. None: every CSV in the folder.
    pub exports: Option<Vec<PathBuf>>,
    /// Registry of units.
    pub units: Option<PathBuf>,
    /// Code of a unit of the registry: only what belongs to it is found by name or code.
    pub units_within: Option<String>,
    /// Which structure of units figures are on.
    pub structure: Option<Structure>,
    /// Catalogue of procedures.
    pub procedures: Option<PathBuf>,
    /// What the units post.
    pub postings: Option<PathBuf>,
    /// Folder of rule files that replace or add to the shipped ones.
    pub rules_folder: Option<PathBuf>,
    /// Standard: an id or a file.
    pub standard: Option<String>,
    /// Period.
    pub period: Option<String>,
    /// Calendar of the periods.
    pub calendar: Option<String>,
    /// Periods to compare with.
    #[serde(default)]
    pub compare: Vec<String>,
    /// Options of the rules on which practice differs: term = option.
    #[serde(default)]
    pub rules: std::collections::BTreeMap<String, String>,
    /// What stands around a signed report.
    #[serde(default)]
    pub document: DocumentDetails,
    /// Settings of single exports.
    #[serde(default)]
    pub export: Vec<ExportSettings>,
    /// The folder of the file; all its paths are relative to it.
    #[serde(skip)]
    pub folder: PathBuf,
}

/// What the user says about one export.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportSettings {
    /// The file, relative to `cchc.toml`.
    pub path: PathBuf,
    /// Profile to read it with, instead of the one its headers call for.
    pub profile: Option<String>,
    /// The day it was exported, instead of the date in its name.
    pub exported: Option<Day>,
    /// The unit of all its dossiers, for an export without a unit column.
    pub unit: Option<String>,
    /// Its encoding, instead of the one its letters call for.
    pub encoding: Option<String>,
    /// The forms of its dates, in the order in which they are tried, instead of those of its profile.
    pub dates: Option<Vec<String>>,
}

impl Project {
    /// Name of the file.
    pub const FILE: &'static str = "cchc.toml";

    /// Reads the `cchc.toml` of `folder`, if there is one.
    ///
    /// # Errors
    /// When it cannot be read or is malformed; with the place.
    pub fn find(folder: &Path) -> Result<Option<Self>, ProjectError> {
        let path = folder.join(Self::FILE);
        if !path.is_file() {
            return Ok(None);
        }
        let text =
            fs::read_to_string(&path).map_err(|source| ProjectError::Unreadable { path: path.clone(), source })?;
        let file = RuleFile { name: Self::FILE.to_owned(), shown: path.display().to_string(), text };
        let mut project = file.parse::<Project>()?;
        folder.clone_into(&mut project.folder);
        Ok(Some(project))
    }

    /// A path of the file, from where the program runs.
    #[must_use]
    pub fn path(&self, relative: &Path) -> PathBuf {
        self.folder.join(relative)
    }
}
