use std::fs;
use std::path::Path;

use crate::indicators::Definitions;
use crate::period::Day;
use crate::rules::{RuleFile, Rules};
use crate::texts::numbers::Hundredths;
use crate::texts::{Localized, Message};

use super::{Rule, ScoreError, blocks};

/// A composite index: criteria with points, in groups, and the classes of the total.
#[derive(Debug, Clone)]
pub struct ScoreStandard {
    /// Id.
    pub id: String,
    /// Name.
    pub title: Localized,
    /// Where it comes from.
    pub source: Localized,
    /// First day it is in force.
    pub valid_from: Day,
    /// Last day; none: still in force.
    pub valid_to: Option<Day>,
    /// Groups, in order.
    pub groups: Vec<Group>,
    /// Criteria of all groups, in order.
    pub criteria: Vec<Criterion>,
    /// Classes, the best first.
    pub classes: Vec<Class>,
    /// The file that holds it.
    pub file: RuleFile,
}

/// A group of criteria.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Id.
    pub id: String,
    /// Name.
    pub title: Localized,
}

/// One criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Id.
    pub id: String,
    /// Place in [`ScoreStandard::groups`].
    pub group: usize,
    /// Name.
    pub title: Localized,
    /// What is to be said of where it comes from, beside the source of the whole.
    pub note: Option<Localized>,
    /// Most points, in hundredths.
    pub max: Hundredths,
    /// How the ratio becomes points.
    pub rule: Rule,
    /// Points when there was nothing to count; none: the criterion then is not judged.
    pub when_none: Option<Hundredths>,
    /// True when the ratio is 1 less the shares of its parts.
    pub is_complement: bool,
    /// What is counted: one part, or up to two that are taken off 1.
    pub parts: Vec<Part>,
}

/// A numerator and a denominator of a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The name in counts files: the id of the criterion, and of the part where there are several.
    pub key: String,
    /// Where the counts come from.
    pub from: From,
}

/// Where counts come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum From {
    /// Typed in by an office.
    Entered,
    /// The numerator and denominator of a rate of the indicators.
    Rate(String),
    /// Sums of counts of the indicators.
    Sums {
        /// Ids of counts.
        numerator: Vec<String>,
        /// Ids of counts.
        denominator: Vec<String>,
    },
}

/// A class (xếp loại) of the total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// Id.
    pub id: String,
    /// Name.
    pub title: Localized,
    /// Fewest points, in hundredths.
    pub at_least: Hundredths,
}

impl ScoreStandard {
    /// Most points of all criteria together, in hundredths.
    #[must_use]
    pub fn max(&self) -> Hundredths {
        self.criteria.iter().map(|criterion| criterion.max).sum()
    }

    /// All parts of all criteria.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        self.criteria.iter().flat_map(|criterion| &criterion.parts)
    }
}

/// All score standards of the rules.
#[derive(Debug, Clone)]
pub struct ScoreStandards {
    standards: Vec<ScoreStandard>,
}

impl ScoreStandards {
    /// Reads `scores/*.toml`.
    ///
    /// # Errors
    /// When a file is malformed, names an unknown indicator, or says what cannot be.
    pub fn load(rules: &Rules, definitions: &Definitions) -> Result<Self, ScoreError> {
        let mut standards: Vec<ScoreStandard> = Vec::new();
        for file in rules.folder("scores") {
            let standard = blocks::read(file, definitions)?;
            if let Some(other) = standards.iter().find(|other| other.id == standard.id) {
                let said = Message::new("rules.id_twice").with("id", &standard.id).with("other", &other.file.shown);
                return Err(file.invalid(0, said).into());
            }
            standards.push(standard);
        }
        Ok(Self { standards })
    }

    /// All of them, by file name.
    #[must_use]
    pub fn all(&self) -> &[ScoreStandard] {
        &self.standards
    }

    /// The score standard called `name`, or the one in the file `name`.
    ///
    /// # Errors
    /// When there is neither, or the file cannot be used.
    pub fn find(&self, name: &str, definitions: &Definitions) -> Result<ScoreStandard, ScoreError> {
        if let Some(standard) = self.standards.iter().find(|standard| standard.id == name) {
            return Ok(standard.clone());
        }
        let path = Path::new(name);
        if !(path.is_file() || name.ends_with(".toml")) {
            let known = self.standards.iter().map(|standard| standard.id.as_str()).collect::<Vec<_>>().join(", ");
            return Err(ScoreError::Unknown { id: name.to_owned(), known });
        }
        let text =
            fs::read_to_string(path).map_err(|source| ScoreError::Unreadable { path: path.to_owned(), source })?;
        // Its own name without its folder: where it lies on a machine must not change outputs.
        let own_name = path.file_name().unwrap_or_default().to_string_lossy();
        let file = RuleFile { name: format!("scores/{own_name}"), shown: path.display().to_string(), text };
        Ok(blocks::read(&file, definitions)?)
    }
}
