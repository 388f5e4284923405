//! cchc
pub mod cli;
pub mod dossiers;
pub mod indicators;
pub mod ingest;
pub mod matching;
pub mod output;
pub mod period;
pub mod project;
pub mod registry;
pub mod render;
pub mod report;
pub mod rules;
pub mod run;
pub mod standards;
pub mod tally;
pub mod texts;
