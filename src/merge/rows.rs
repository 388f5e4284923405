//! The parts of a tally file, as they stand in it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Everything besides the counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct About {
    /// The program that made it.
    pub(super) program: String,
    pub(super) period: String,
    /// True when nobody asked for a period.
    pub(super) is_span_of_data: bool,
    pub(super) calendar: String,
    /// The structure of units that the counts are on: `then` or `now`.
    pub(super) structure: String,
    /// Periods to compare with that were counted too.
    pub(super) comparisons: Vec<String>,
    /// What was counted, by period.
    pub(super) counted: Vec<CountedRow>,
    /// Options of the rules on which practice differs.
    pub(super) rules: Vec<RuleRow>,
    /// BLAKE3 of the rule files that decide counts.
    pub(super) rule_hashes: BTreeMap<String, String>,
    /// BLAKE3 of the registries, `units` and `procedures`.
    pub(super) registry_hashes: BTreeMap<String, String>,
    /// Ids of the indicators, in the order of the counts.
    pub(super) indicators: Vec<String>,
    /// Dossiers in doubt, in the order of the rules.
    pub(super) doubts: Vec<u64>,
    pub(super) sources: Vec<SourceRow>,
    /// Files that were passed over.
    pub(super) passed_over: Vec<String>,
    pub(super) sheets_passed_over: Vec<SheetRow>,
    pub(super) units: Vec<UnitRow>,
    /// Dossiers that a newer record moved from one unit to another: places of both among `units`, and how many.
    pub(super) moved: Vec<[u64; 3]>,
    pub(super) outdated: u64,
    pub(super) uncatalogued: u64,
    pub(super) unknown: Vec<UnknownRow>,
    /// The registry of units: public data, by which units are placed one above the other.
    pub(super) registry: Vec<RegistryRow>,
    /// The catalogue's lines of the procedures counted.
    pub(super) procedures: Vec<ProcedureRow>,
    /// Names in the exports of procedures counted that no catalogue names.
    pub(super) procedure_names: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CountedRow {
    pub(super) period: String,
    pub(super) by: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleRow {
    pub(super) rule: String,
    pub(super) option: String,
}

/// A list that was read, and its account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceRow {
    pub(super) path: String,
    pub(super) sheet: Option<String>,
    pub(super) hash: String,
    pub(super) bytes: u64,
    pub(super) profile: String,
    pub(super) kind: String,
    pub(super) encoding: Option<String>,
    pub(super) encoding_basis: Option<String>,
    pub(super) exported: Option<String>,
    pub(super) exported_basis: String,
    /// Columns were told by what stands in the fields.
    pub(super) aligned: bool,
    /// Canonical columns that its dossiers have a source for.
    pub(super) columns: Vec<String>,
    pub(super) filled: Vec<String>,
    /// Headers that were not used.
    pub(super) unused: Vec<String>,
    pub(super) records: u64,
    pub(super) accepted: u64,
    pub(super) rejected: BTreeMap<String, u64>,
    pub(super) superseded: u64,
    pub(super) duplicates: u64,
    pub(super) blank: u64,
    pub(super) set_aside: BTreeMap<String, u64>,
    /// Cells read as something else than they say, by rule.
    pub(super) repaired: BTreeMap<String, u64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SheetRow {
    pub(super) path: String,
    pub(super) sheet: String,
    pub(super) rows: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitRow {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) level: Option<String>,
    /// Place in `registry`, from 0; none: `unlisted` says why.
    pub(super) place: Option<u64>,
    pub(super) unlisted: Option<String>,
    pub(super) dossiers: u64,
}

/// Values that no vocabulary lists: how many, never which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnknownRow {
    pub(super) column: String,
    pub(super) records: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RegistryRow {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) level: String,
    pub(super) parent: Option<String>,
    pub(super) valid_from: Option<String>,
    pub(super) valid_to: Option<String>,
    /// Other names of the unit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) aliases: Vec<String>,
    /// Places of the units that took over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) successors: Vec<u64>,
    /// Place of the unit of the newest structure that it became, when that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) became: Option<u64>,
    /// Why it became none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) gone: Option<String>,
    /// It lies outside of the place that the project is about.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) elsewhere: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde wants")]
fn is_false(value: &bool) -> bool {
    !*value
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProcedureRow {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) valid_from: Option<String>,
    pub(super) valid_to: Option<String>,
}

/// The counts of one group in one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CellRow {
    pub(super) period: String,
    pub(super) by: String,
    /// Key of a unit, name of a field, code of a procedure; blank where dossiers have none.
    pub(super) group: String,
    /// Dossiers that touch the period.
    pub(super) touched: u64,
    /// One an indicator: numerator, denominator, left out.
    pub(super) counts: Vec<[u64; 3]>,
}
