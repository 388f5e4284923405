//! What was read, rejected, repaired and left out, as a report shows it.

use crate::dossiers::Schema;
use crate::ingest::{Account, Basis, Exports, Reason, RepairRule, SetAside, Shown, Source};
use crate::texts::Explain;

use super::model::{AccountShown, InputShown, MappingShown, RejectedShown, RepairShown, UnreadShown, ValueShown};

/// An account of records.
#[must_use]
pub fn account(account: &Account) -> AccountShown {
    let by_reason = |reason: &Reason| account.rejected.get(reason).map(|count| (reason.id(), *count));
    let by_kind = |kind: &SetAside| account.set_aside.get(kind).map(|count| (kind.id(), *count));
    AccountShown {
        records: account.records,
        accepted: account.accepted,
        rejected: account.rejected_total(),
        rejected_by_reason: Reason::ALL.iter().filter_map(by_reason).collect(),
        superseded: account.superseded,
        blank: account.blank,
        set_aside: SetAside::ALL.iter().filter_map(by_kind).collect(),
    }
}

/// A list that was read.
#[must_use]
pub fn input(source: &Source, schema: &Schema) -> InputShown {
    InputShown {
        path: source.name.clone(),
        sheet: source.sheet.clone(),
        hash: source.hash.clone(),
        bytes: source.bytes,
        profile: source.profile.clone(),
        exported: source.exported.day,
        exported_basis: match source.exported.basis {
            Basis::Declared => "exported.declared",
            Basis::FileName => "exported.file_name",
            Basis::LatestDay => "exported.latest_day",
            Basis::Unknown => "exported.unknown",
        },
        account: Some(account(&source.account)),
        mapping: mapping(source, schema),
    }
}

fn mapping(source: &Source, schema: &Schema) -> MappingShown {
    let name = |column| schema.column(column).name.clone();
    MappingShown {
        kind: source.facts.kind.id(),
        encoding: source.facts.encoding.map(|(encoding, _)| encoding.id()),
        delimiter: source.facts.delimiter.map(char::from),
        columns: source.named.iter().map(|named| (name(named.column), named.header.clone())).collect(),
        filled: source.filled.iter().map(|column| name(*column)).collect(),
    }
}

/// All lists that were read. Where small counts are hidden, the accounts of several lists are too: a list often is one
/// unit's, and its records are the unit's dossiers.
#[must_use]
pub fn inputs(exports: &Exports, schema: &Schema, small_are_hidden: bool) -> Vec<InputShown> {
    let mut inputs: Vec<InputShown> = exports.sources.iter().map(|source| input(source, schema)).collect();
    if small_are_hidden && inputs.len() > 1 {
        inputs.iter_mut().for_each(|input| input.account = None);
    }
    inputs
}

/// The rejected records that are listed.
#[must_use]
pub fn rejected(exports: &Exports, schema: &Schema) -> Vec<RejectedShown> {
    let shown = |rejected: &crate::ingest::Rejected| {
        let (path, sheet) = named(exports, rejected.source);
        RejectedShown {
            path,
            sheet,
            line: rejected.place.line,
            offset: rejected.place.offset,
            column: rejected.column.map(|column| schema.column(column).title.clone()),
            reason: rejected.reason.id(),
            value: value(&rejected.value),
        }
    };
    exports.rejected.iter().map(shown).collect()
}

/// The repairs that are listed.
#[must_use]
pub fn repairs(exports: &Exports, schema: &Schema) -> Vec<RepairShown> {
    let shown = |repair: &crate::ingest::Repair| {
        let (path, sheet) = named(exports, repair.source);
        RepairShown {
            path,
            sheet,
            line: repair.place.line,
            column: schema.column(repair.column).title.clone(),
            before: value(&repair.before),
            after: value(&repair.after),
            rule: repair.rule.id(),
        }
    };
    exports.repairs.listed.iter().map(shown).collect()
}

/// How many cells were repaired, by rule.
#[must_use]
pub fn repaired(exports: &Exports) -> Vec<(&'static str, u64)> {
    let counts = &exports.repairs.counts;
    let of = |rule: &RepairRule| counts.iter().filter(|((_, of), _)| of == rule).map(|(_, count)| count).sum();
    let counted = RepairRule::ALL.iter().map(|rule| (rule.id(), of(rule)));
    counted.filter(|(_, count): &(_, u64)| *count > 0).collect()
}

/// The inputs that could not be read.
#[must_use]
pub fn unread(exports: &Exports) -> Vec<UnreadShown> {
    exports
        .unread
        .iter()
        .map(|unread| UnreadShown { path: unread.name.clone(), why: unread.error.messages() })
        .collect()
}

fn named(exports: &Exports, source: usize) -> (String, Option<String>) {
    exports.sources.get(source).map(|source| (source.name.clone(), source.sheet.clone())).unwrap_or_default()
}

fn value(shown: &Shown) -> ValueShown {
    match shown {
        Shown::Nothing => ValueShown::Nothing,
        Shown::Value(value) => ValueShown::Text(value.clone()),
        Shown::Hidden(length) => ValueShown::Hidden(*length),
    }
}
