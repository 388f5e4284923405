//! Composite indices (bộ chỉ số chấm điểm): criteria with points, counted from dossiers or entered, groups, total, class.
//!
//! The room knows counts only as numerators and denominators; who has them from dossiers hands them in.
//!
//! * a new index: a file under `rules/scores/` or one of the user's (`--standard FILE`)
//! * how points come of a ratio: `points`; what a file may say: `standard`
//! * entered counts: `counts`; one unit's score: `engine`; who is before whom: `ranking`

mod blocks;
mod counts;
mod engine;
mod error;
mod points;
mod ranking;
mod scoring;
mod standard;

pub use counts::{Counts, Entered};
pub use engine::{Counted, CriterionScore, GroupScore, Raise, Score, Status, Subject, score};
pub use error::ScoreError;
pub use points::{Ratio, Rule, Step, points};
pub use ranking::rank;
pub use scoring::Scoring;
pub use standard::{Class, Criterion, From, Group, Part, ScoreStandard, ScoreStandards};
