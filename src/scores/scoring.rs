use crate::period::Period;
use crate::registry::StructureUsed;
use crate::texts::Localized;

use super::{Score, ScoreStandard};

/// Scores, and what they are of.
#[derive(Debug, Clone)]
pub struct Scoring {
    /// The standard.
    pub standard: ScoreStandard,
    /// Title of the project, if dossiers were read and it has one.
    pub title: Option<Localized>,
    /// The period of the dossiers; none when no dossiers were read.
    pub period: Option<Period>,
    /// The structure of units that the dossiers are on; none when no dossiers were read.
    pub structure: Option<StructureUsed>,
    /// The whole; none when units were asked for and nothing is known of the whole.
    pub whole: Option<Score>,
    /// Units, level by level, in order of rank.
    pub units: Vec<Score>,
    /// True when the counts of units were entered but units were not asked for.
    pub units_passed_over: bool,
    /// True when the period is not within the validity of the standard.
    pub is_outside: bool,
}
