//! Everything there is to show of the differences between two runs.

use std::collections::{BTreeMap, BTreeSet};

use crate::period::Period;
use crate::texts::Localized;

pub use super::figures::{Figure, Key, Part};
pub use super::manifest::{Account, Manifest};

/// What a run wrote.
#[derive(Debug, Clone)]
pub struct Run {
    /// As the user named it.
    pub path: String,
    /// Version of the contract that its figures are written by.
    pub contract: String,
    /// Its period.
    pub period: Period,
    /// Periods it is compared with.
    pub compared_with: Vec<Period>,
    /// Calendar of its periods.
    pub calendar: String,
    /// Id of its standard.
    pub standard: Option<String>,
    /// Its figures, each with its place in the file.
    pub figures: BTreeMap<Key, (usize, Figure)>,
    /// What it was made of.
    pub manifest: Manifest,
}

impl Run {
    /// What its figures are broken down by; empty when the manifest does not say.
    #[must_use]
    pub fn breakdown(&self) -> String {
        self.manifest.option("by").unwrap_or_default().to_owned()
    }
}

/// Two runs side by side.
#[derive(Debug, Clone)]
pub struct Differences {
    /// The earlier one.
    pub old: Run,
    /// The later one.
    pub new: Run,
    /// What differs between them.
    pub traits: Vec<Trait>,
    /// What that says of the figures that differ.
    pub conclusion: Conclusion,
    /// A list comes from a tally file, which does not say what was read as what.
    pub is_tallied: bool,
    /// A manifest does not say of a list, though it should, what was read as what.
    pub is_unrecorded: bool,
    /// False when the runs are held against different standards: verdicts and thresholds are not looked at then.
    pub verdicts_compared: bool,
    /// How many figures stand in both.
    pub compared: u64,
    /// The figures that differ, in the order of the later run, then those that are gone.
    pub changes: Vec<Change>,
    /// Figures that have no counterpart because of what was asked for.
    pub apart: Vec<Apart>,
}

impl Differences {
    /// False when of some list it is not known what was read as what.
    #[must_use]
    pub fn mapping_is_known(&self) -> bool {
        !self.is_tallied && !self.is_unrecorded
    }

    /// How many changes are of this kind.
    #[must_use]
    pub fn count(&self, what: &[What]) -> u64 {
        self.changes.iter().filter(|change| what.contains(&change.what)).count() as u64
    }

    /// How many verdicts between met and missed changed.
    #[must_use]
    pub fn flipped(&self) -> u64 {
        self.changes.iter().filter(|change| change.is_flipped).count() as u64
    }

    /// True when every figure of both runs is the same.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.changes.is_empty() && self.apart.is_empty()
    }
}

/// What the rules in force call what stands in the figures.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Short names of indicators, by id.
    pub indicators: BTreeMap<String, Localized>,
    /// Names of levels, by id.
    pub levels: BTreeMap<String, Localized>,
}

/// A figure that differs.
#[derive(Debug, Clone)]
pub struct Change {
    /// What it is about.
    pub key: Key,
    /// In what way.
    pub what: What,
    /// In the earlier run.
    pub old: Option<Figure>,
    /// In the later run.
    pub new: Option<Figure>,
    /// By how much, in hundredths of a point (rates) or dossiers (counts); none when one of them is not told.
    pub change: Option<i64>,
    /// Met before and missed now, or the other way round.
    pub is_flipped: bool,
}

/// In what way a figure differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Other counts.
    Moved,
    /// Not available or not applicable before.
    Available,
    /// Not available or not applicable now.
    Unavailable,
    /// Hidden now.
    Hidden,
    /// Hidden before.
    Shown,
    /// Same counts, another threshold or verdict.
    Threshold,
    /// Same counts, but dossiers left out are more or fewer.
    LeftOut,
    /// Not there before.
    New,
    /// Not there now.
    Gone,
}

impl What {
    /// The stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            What::Moved => "moved",
            What::Available => "available",
            What::Unavailable => "unavailable",
            What::Hidden => "hidden",
            What::Shown => "shown",
            What::Threshold => "threshold",
            What::LeftOut => "left_out",
            What::New => "new",
            What::Gone => "gone",
        }
    }
}

/// Figures of one run that cannot stand in the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// True for the later run's.
    pub is_new: bool,
    /// Why.
    pub why: Why,
    /// The options in which the runs differ when the period is why.
    pub options: Vec<&'static str>,
    /// How many.
    pub count: u64,
}

/// Why figures have no counterpart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The other run has nothing of the period.
    Period(Period),
    /// The other run has no such indicator.
    Indicator(String),
    /// The other run is broken down by something else.
    Breakdown,
}

/// What can move a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The exports.
    Data,
    /// What is counted: rules, options, registries, settings.
    Rules,
    /// What is read as what.
    Mapping,
    /// What was asked for; it moves a figure only where small counts are hidden. Without it figures have no counterpart.
    Asked,
    /// The program.
    Version,
}

impl Cause {
    /// The stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Cause::Data => "data",
            Cause::Rules => "rules",
            Cause::Mapping => "mapping",
            Cause::Asked => "asked",
            Cause::Version => "version",
        }
    }
}

/// Something that is not the same in both runs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trait {
    /// Where it belongs.
    pub cause: Cause,
    /// What it is.
    pub what: TraitKind,
    /// Which: a file, an option, a column.
    pub name: String,
    /// In the earlier run; none when it is not there.
    pub old: Option<String>,
    /// In the later run.
    pub new: Option<String>,
}

/// What differs between two runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TraitKind {
    /// An export: BLAKE3 of its content.
    Export,
    /// The same content under another name.
    ExportName,
    /// A file of counts (tally file, entered counts): BLAKE3.
    Counts,
    /// A file that was left out.
    Unread,
    /// A file of rules, settings or registries: BLAKE3.
    File,
    /// The option of a rule.
    Option,
    /// The structure of units.
    Structure,
    /// The day of the newest structure.
    StructureDay,
    /// The header of a column.
    Column,
    /// A column that something else stands in for.
    Filled,
    /// The kind of a file.
    Kind,
    /// Encoding.
    Encoding,
    /// Delimiter.
    Delimiter,
    /// Profile.
    Profile,
    /// The day of an export.
    Exported,
    /// The period.
    Period,
    /// Periods compared with.
    ComparedWith,
    /// The calendar.
    Calendar,
    /// The standard.
    Standard,
    /// The breakdown.
    Breakdown,
    /// The indicators that there are.
    Indicators,
    /// From how many dossiers on figures are shown.
    SuppressBelow,
    /// The program's version.
    Program,
    /// Version of the contract of figures.json.
    Contract,
}

impl TraitKind {
    /// The stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            TraitKind::Export => "export",
            TraitKind::ExportName => "export_name",
            TraitKind::Counts => "counts",
            TraitKind::Unread => "unread",
            TraitKind::File => "file",
            TraitKind::Option => "option",
            TraitKind::Structure => "structure",
            TraitKind::StructureDay => "structure_day",
            TraitKind::Column => "column",
            TraitKind::Filled => "filled",
            TraitKind::Kind => "kind",
            TraitKind::Encoding => "encoding",
            TraitKind::Delimiter => "delimiter",
            TraitKind::Profile => "profile",
            TraitKind::Exported => "exported",
            TraitKind::Period => "period",
            TraitKind::ComparedWith => "compared_with",
            TraitKind::Calendar => "calendar",
            TraitKind::Standard => "standard",
            TraitKind::Breakdown => "breakdown",
            TraitKind::Indicators => "indicators",
            TraitKind::SuppressBelow => "suppress_below",
            TraitKind::Program => "program",
            TraitKind::Contract => "contract",
        }
    }
}

/// What the differences between the runs say of the figures that differ. Nothing is guessed: of several possible causes none
/// is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conclusion {
    /// No figure stands in both: nothing can be said.
    Nothing,
    /// No figure differs; these causes would have been possible.
    Same(BTreeSet<Cause>),
    /// Only this differs.
    One(Cause),
    /// Any of these, or all of them.
    Several(BTreeSet<Cause>),
    /// Figures differ, though nothing that is recorded does.
    Unexplained,
}

impl Conclusion {
    /// The stable name.
    #[must_use]
    pub fn id(&self) -> &'static str {
        match self {
            Conclusion::Nothing => "nothing_in_common",
            Conclusion::Same(_) => "same",
            Conclusion::One(_) => "one",
            Conclusion::Several(_) => "several",
            Conclusion::Unexplained => "unexplained",
        }
    }

    /// The possible causes.
    #[must_use]
    pub fn causes(&self) -> Vec<Cause> {
        match self {
            Conclusion::Same(causes) | Conclusion::Several(causes) => causes.iter().copied().collect(),
            Conclusion::One(cause) => vec![*cause],
            Conclusion::Nothing | Conclusion::Unexplained => Vec::new(),
        }
    }
}
