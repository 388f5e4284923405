//! cchc: the administrative-reform indicators (cải cách hành chính) of a period, from the dossier exports of Vietnamese
//! one-stop systems (một cửa), held against the province's thresholds.
//!
//! Data flows one way; each room knows only those before it:
//!
//! ```text
//! exports → ingest → dossiers → tally → report → render
//!                       ↑          ↑        ↑
//!                    registry   indicators  standards      (data files, each with its source)
//! ```
//!
//! Where to go, for what:
//!
//! | to change or add | open |
//! |---|---|
//! | a header alias | `rules/columns.toml`, or `[columns]` of a file in `rules/profiles/` |
//! | a spelling of a status, a channel… | `rules/vocabularies.toml`, or `[vocabularies]` of a profile |
//! | the profile of a system | a file in `rules/profiles/` |
//! | an indicator | a block in `rules/indicators/` |
//! | when a dossier belongs to a period, a rule on which practice differs | `rules/events.toml` |
//! | a threshold | a file in `rules/standards/` |
//! | a composite index (criteria with points) | a file in `rules/scores/`, the engine in [`scores`] |
//! | weights and sizes of a pilot | `rules/pilot.toml`, [`pilots`], [`report::pilot`] |
//! | a sentence, in either language | `rules/texts/` |
//! | an output format | a file in `src/render/`, its name in [`render::formats`] or [`cli::arguments`] |
//! | what `--help` says | `rules/texts/`, keys `help.…` |
//! | which small counts are hidden | `src/report/suppression/` |
//! | the web page: layout, style, script | `src/render/page/assets/` |
//! | what is kept between runs, where, how long | `src/ingest/kept/` (what), [`cache`] (where) |
//! | a command | a file in `src/cli/`, a variant in [`cli::arguments`] |
//! | how records are found and rejected | [`ingest`] |
//! | words around dossiers (totals, signatures, groups), years of dates | `rules/reading.toml` |
//! | a finding of `cchc validate` | a `[[doubt]]` block in `rules/events.toml`, [`validation`] |
//! | how conditions are counted | [`tally`] |
//! | rounding, changes, missing dossiers | [`standards`] (`rate.rs`; the other divisions are those of `scores/points.rs`) |
//! | what a tally file holds, what cannot be added up | [`merge`] |
//! | what a report holds | [`report::model`] |
//! | what `cchc explain` says of a figure | [`report::explanation`], `src/render/explanation/` |
//! | what became of units that changed, what belongs to one place | [`registry`] (`succession.rs`, `place.rs`); the national file: `examples/national_registry.rs` |
//! | processing times: rules, hour, classes of days | `rules/times.toml`, [`durations`], [`report::times`] |
//! | what differs between two runs, and what is a cause | [`differences`], `src/render/difference/` |
//! | ranks of units, what parts add to a change, intervals of rates | [`report::league`], [`report::comparison`], [`standards`] |
//!
//! The rooms, in the order of the data:
//!
//! * [`rules`]: the data files, embedded and the user's; [`texts`]: words and numbers of both languages
//! * [`period`]: days and periods; [`matching`]: folded keys; [`project`]: `cchc.toml` and the list of exports
//! * [`dossiers`]: canonical columns, vocabularies, the typed frame; [`registry`]: units, procedures, working days
//! * [`ingest`]: bytes to dossiers, and the account of every record
//! * [`indicators`]: definitions, from SQL to typed conditions; [`durations`]: working days a dossier took; [`tally`]: numerators and denominators
//! * [`standards`]: thresholds, rates and verdicts; [`scores`]: points of composite indices; [`report`]: everything there is to show; [`render`]: one file per format
//! * [`standards`]: thresholds, rates and verdicts; [`pilots`]: what to push next; [`scores`]: points of composite indices; [`report`]: everything there is to show; [`render`]: one file per format
//! * [`merge`]: counts of offices added up without their dossiers, and entered counts
//! * [`validation`]: what exports are and what is odd about them, for `cchc validate`
//! * [`differences`]: what two runs wrote side by side: which figures moved, and what can have moved them
//! * [`threads`]: work that several threads share; `processor`: work compiled for the registers at hand; `packing`: values as bytes and back
//! * [`cache`]: where what was read is kept for the next run, when the user wants it
//! * [`run`]: the way through the rooms; [`output`]: the one that writes files; [`cli`]: the one that prints
pub mod cache;
pub mod cli;
pub mod differences;
pub mod dossiers;
pub mod durations;
pub mod indicators;
pub mod ingest;
pub mod matching;
pub mod merge;
pub mod output;
mod packing;
pub mod period;
pub mod pilots;
mod processor;
pub mod project;
pub mod registry;
pub mod render;
pub mod report;
pub mod rules;
pub mod run;
pub mod scores;
pub mod standards;
pub mod tally;
pub mod texts;
pub mod threads;
pub mod validation;
