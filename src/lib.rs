//! cchc
pub mod dossiers;
pub mod indicators;
pub mod ingest;
pub mod matching;
pub mod period;
pub mod project;
pub mod registry;
pub mod rules;
pub mod texts;
