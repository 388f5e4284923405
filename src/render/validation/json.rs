use std::collections::BTreeMap;

use serde::Serialize;

use crate::texts::Texts;
use crate::validation::{Finding, ListChecked, Validation};

use super::sentence::{sentence, why};

/// Version of the form of this document.
const SCHEMA_VERSION: &str = "1.0";

#[derive(Serialize)]
struct Document<'a> {
    schema_version: &'static str,
    dossiers: u64,
    rejected: u64,
    lists: Vec<List<'a>>,
    unread: Vec<Unread<'a>>,
    findings: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct List<'a> {
    path: &'a str,
    sheet: Option<&'a str>,
    blake3: &'a str,
    bytes: u64,
    kind: &'a str,
    packed: &'a [&'static str],
    encoding: Option<&'a str>,
    encoding_known_by: Option<&'a str>,
    delimiter: Option<char>,
    profile: &'a str,
    header_line: u64,
    columns: Vec<Column<'a>>,
    unused_headers: &'a [String],
    personal_columns: usize,
    days: BTreeMap<&'a str, [String; 2]>,
    units: Vec<Unit<'a>>,
    records: u64,
    accepted: u64,
    rejected: u64,
    rejected_by_reason: BTreeMap<&'a str, u64>,
    superseded: u64,
    blank_lines: u64,
    set_aside: BTreeMap<&'a str, u64>,
    repaired: BTreeMap<&'a str, u64>,
    findings: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Column<'a> {
    column: &'a str,
    header: &'a str,
    confidence: &'a str,
}

#[derive(Serialize)]
struct Unit<'a> {
    name: &'a str,
    dossiers: u64,
}

#[derive(Serialize)]
struct Unread<'a> {
    path: &'a str,
    error: String,
}

#[derive(Serialize)]
struct Found<'a> {
    id: &'a str,
    severity: &'a str,
    count: u64,
    text: String,
}

/// The whole validation.
///
/// # Errors
/// Only if serialising plain values fails, which would be a fault of this program.
pub fn render(validation: &Validation, texts: &Texts) -> Result<String, serde_json::Error> {
    let document = Document {
        schema_version: SCHEMA_VERSION,
        dossiers: validation.dossiers,
        rejected: validation.rejected_total,
        lists: validation.lists.iter().map(|one| list(one, texts)).collect(),
        unread: validation
            .unread
            .iter()
            .map(|unread| Unread { path: &unread.path, error: why(&unread.why, texts) })
            .collect(),
        findings: found(&validation.findings, texts),
    };
    let mut text = serde_json::to_string_pretty(&document)?;
    text.push('\n');
    Ok(text)
}

fn list<'a>(list: &'a ListChecked, texts: &Texts) -> List<'a> {
    let account = list.input.account.clone().unwrap_or_default();
    List {
        path: &list.input.path,
        sheet: list.input.sheet.as_deref(),
        blake3: &list.input.hash,
        bytes: list.input.bytes,
        kind: list.kind,
        packed: &list.packed,
        encoding: list.encoding.map(|(encoding, _)| encoding),
        encoding_known_by: list.encoding.map(|(_, basis)| basis),
        delimiter: list.delimiter,
        profile: &list.input.profile,
        header_line: list.header_line,
        columns: list
            .columns
            .iter()
            .map(|column| Column { column: &column.id, header: &column.header, confidence: column.confidence })
            .collect(),
        unused_headers: &list.unused,
        personal_columns: list.personal,
        days: list
            .days
            .iter()
            .map(|(title, first, last)| (title.get(texts.lang()), [first.to_string(), last.to_string()]))
            .collect(),
        units: list.units.iter().map(|(name, dossiers)| Unit { name, dossiers: *dossiers }).collect(),
        records: account.records,
        accepted: account.accepted,
        rejected: account.rejected,
        rejected_by_reason: account.rejected_by_reason.iter().copied().collect(),
        superseded: account.superseded,
        blank_lines: account.blank,
        set_aside: account.set_aside.iter().copied().collect(),
        repaired: list.repaired.iter().copied().collect(),
        findings: found(&list.findings, texts),
    }
}

fn found<'a>(findings: &'a [Finding], texts: &Texts) -> Vec<Found<'a>> {
    let one = |finding: &'a Finding| Found {
        id: &finding.id,
        severity: finding.severity.id(),
        count: finding.count,
        text: sentence(finding, texts),
    };
    findings.iter().map(one).collect()
}
