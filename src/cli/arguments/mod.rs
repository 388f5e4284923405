//! What can be written on the command line, one file per part of it. What `--help` says of each argument stands in
//! `rules/texts` (keys `help.…`), in both languages: `help` puts it in.

mod analysis;
mod command;
mod counting;
mod diff;
mod explain;
mod others;
mod parsers;
mod pilot;
mod report;
mod score;
mod tally;
mod times;

pub use analysis::{CompareArguments, RankArguments};
pub use command::{Cli, Command};
pub use counting::{Counting, ReadingArguments, StructureOf};
pub use diff::DiffArguments;
pub use explain::{Dossiers, ExplainArguments};
pub use others::{
    CheckArguments, CheckFormat, InitArguments, ProceduresArguments, ProceduresBy, ProceduresFormat, ProfilesArguments,
    ValidateArguments,
};
pub use pilot::{PilotArguments, PilotBy};
pub use report::{By, ReportArguments, ReportFormat};
pub use score::{ScoreArguments, ScoreBy};
pub use tally::TallyArguments;
pub use times::{TimesArguments, TimesBy};
