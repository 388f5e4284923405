//! `manifest.json`: what was read, under which rules and options, and which files came of it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::report::model::{AccountShown, MappingShown, Report};

use super::json::{StructureOf, structure};

#[derive(Serialize)]
struct Manifest<'a> {
    program: &'static str,
    version: &'static str,
    options: &'a [(String, String)],
    period: String,
    calendar: &'a str,
    compared_with: Vec<String>,
    structure: StructureOf,
    standard: Option<&'a str>,
    rule_options: BTreeMap<&'a str, &'a str>,
    account: Account,
    repaired: BTreeMap<&'static str, u64>,
    repairs_listed: usize,
    inputs: Vec<Input<'a>>,
    unread: Vec<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    counts: &'a BTreeMap<String, String>,
    rules: &'a BTreeMap<String, String>,
    outputs: Vec<Output<'a>>,
}

#[derive(Serialize)]
struct Account {
    records: u64,
    accepted: u64,
    rejected: u64,
    rejected_by_reason: BTreeMap<&'static str, u64>,
    rejected_listed: u64,
    superseded: u64,
    blank_lines: u64,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    set_aside: BTreeMap<&'static str, u64>,
}

#[derive(Serialize)]
struct Input<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    blake3: &'a str,
    bytes: u64,
    profile: &'a str,
    exported: Option<String>,
    exported_known_by: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<Account>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mapping: Option<Mapping<'a>>,
}

/// What decides which cell of a list is what; personal columns are not named.
#[derive(Serialize)]
struct Mapping<'a> {
    kind: &'a str,
    encoding: Option<&'a str>,
    delimiter: Option<char>,
    columns: &'a BTreeMap<String, String>,
    filled: &'a BTreeSet<String>,
}

#[derive(Serialize)]
struct Output<'a> {
    path: &'a str,
    blake3: String,
}

/// The manifest of a report and the files made of it.
///
/// # Errors
/// Only if serialising plain values fails, which would be a fault of this program.
pub(super) fn render(
    report: &Report,
    options: &[(String, String)],
    outputs: &[(String, Vec<u8>)],
) -> Result<Vec<u8>, serde_json::Error> {
    let listed = |path: Option<&str>| {
        report.rejected.iter().filter(|rejected| path.is_none_or(|path| rejected.path == path)).count() as u64
    };
    let manifest = Manifest {
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        options,
        period: report.period.period.key(),
        calendar: &report.period.calendar,
        compared_with: report.comparisons.iter().map(|compared| compared.period.key()).collect(),
        structure: structure(report.structure),
        standard: report.standard.as_ref().map(|standard| standard.id.as_str()),
        rule_options: report.rules.iter().map(|rule| (rule.term.as_str(), rule.option.as_str())).collect(),
        account: account(&report.account, listed(None)),
        repaired: report.repaired.iter().copied().collect(),
        repairs_listed: report.repairs.len(),
        unread: report.unread.iter().map(|unread| unread.path.as_str()).collect(),
        inputs: report
            .inputs
            .iter()
            .map(|input| Input {
                path: &input.path,
                sheet: input.sheet.as_deref(),
                blake3: &input.hash,
                bytes: input.bytes,
                profile: &input.profile,
                exported: input.exported.map(|day| day.to_string()),
                exported_known_by: input.exported_basis.trim_start_matches("exported."),
                account: input.account.as_ref().map(|counts| account(counts, listed(Some(&input.path)))),
                // A tally file does not tell which header its office read as which column.
                mapping: (!report.is_tallied).then(|| mapping(&input.mapping)),
            })
            .collect(),
        counts: &report.count_hashes,
        rules: &report.rule_hashes,
        outputs: outputs.iter().map(output).collect(),
    };
    let mut text = serde_json::to_vec_pretty(&manifest)?;
    text.push(b'\n');
    Ok(text)
}

#[derive(Serialize)]
struct Outputs<'a> {
    program: &'static str,
    version: &'static str,
    outputs: Vec<Output<'a>>,
}

/// The manifest of files that come from no report.
///
/// # Errors
/// Only if serialising plain values fails, which would be a fault of this program.
pub(super) fn render_outputs(outputs: &[(String, Vec<u8>)]) -> Result<Vec<u8>, serde_json::Error> {
    let manifest = Outputs {
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        outputs: outputs.iter().map(output).collect(),
    };
    let mut text = serde_json::to_vec_pretty(&manifest)?;
    text.push(b'\n');
    Ok(text)
}

fn mapping(mapping: &MappingShown) -> Mapping<'_> {
    let MappingShown { kind, encoding, delimiter, columns, filled } = mapping;
    Mapping { kind, encoding: *encoding, delimiter: *delimiter, columns, filled }
}

fn output((path, content): &(String, Vec<u8>)) -> Output<'_> {
    Output { path, blake3: blake3::hash(content).to_hex().to_string() }
}

fn account(account: &AccountShown, listed: u64) -> Account {
    Account {
        records: account.records,
        accepted: account.accepted,
        rejected: account.rejected,
        rejected_by_reason: account.rejected_by_reason.iter().copied().collect(),
        rejected_listed: listed,
        superseded: account.superseded,
        blank_lines: account.blank,
        set_aside: account.set_aside.iter().copied().collect(),
    }
}
