//! What is odd about a list, and about several lists together.

use crate::dossiers::Dossiers;
use crate::indicators::Severity;
use crate::ingest::{EncodingBasis, Source, Why};
use crate::texts::Message;

use super::build::Evidence;
use super::model::Finding;

/// Names that stand in one finding; more are counted.
const MOST_NAMES: usize = 8;

fn finding(id: &str, severity: Severity, count: u64, said: Message) -> Finding {
    Finding { id: id.to_owned(), severity, count, said: said.with("count", count), is_rejection: false }
}

fn names(mut names: Vec<String>) -> String {
    let more = names.len() > MOST_NAMES;
    names.truncate(MOST_NAMES);
    names.join("; ") + if more { "; …" } else { "" }
}

/// The findings of one list, most grave first. `doubts`: how many dossiers are in each doubt of the rules.
pub(super) fn of_list(
    source: &Source,
    dossiers: &Dossiers,
    doubts: &[Option<u64>],
    evidence: &Evidence<'_>,
) -> Vec<Finding> {
    let mut found = Vec::new();
    for (reason, count) in &source.account.rejected {
        // The renderer has the words for the reason.
        let said = Message::new("finding.rejected");
        found.push(Finding { is_rejection: true, ..finding(reason.id(), Severity::Error, *count, said) });
    }
    if let Some(foreign) = &source.foreign_dates {
        let said = foreign.message(&source.shown(), &source.name);
        found.push(finding("date_form", Severity::Warning, foreign.records, said));
    }
    if source.duplicates > 0 {
        found.push(finding("duplicate", Severity::Warning, source.duplicates, Message::new("finding.duplicate")));
    }
    for (doubt, count) in evidence.definitions.doubts.iter().zip(doubts) {
        if let Some(count) = count.filter(|count| *count > 0) {
            let said = Message::new("finding.doubt").named("doubt", &doubt.title);
            found.push(finding(&doubt.id, doubt.severity, count, said));
        }
    }
    found.extend(units(dossiers, evidence));
    found.extend(procedures(dossiers, evidence));
    let likely = source.facts.encoding.filter(|(_, basis)| *basis == EncodingBasis::Likely);
    if let Some((encoding, _)) = likely {
        let said = Message::new("finding.encoding").with("encoding", encoding.id());
        found.push(finding("encoding", Severity::Information, source.account.records, said));
    }
    found.sort_by_key(|finding| finding.severity);
    found
}

fn units(dossiers: &Dossiers, evidence: &Evidence<'_>) -> Vec<Finding> {
    let units = &evidence.stock.exports.units;
    let counts = dossiers.count_by_unit(units.len());
    let because = |why: Why, id: &str, key: &'static str| {
        let of_list = units.iter().zip(&counts).filter(|(unit, count)| unit.registered == Err(why) && **count > 0);
        let count = of_list.clone().map(|(_, count)| *count).sum();
        let names = names(of_list.map(|(unit, _)| unit.name.clone()).collect());
        (count > 0).then(|| finding(id, Severity::Warning, count, Message::new(key).with("names", names)))
    };
    let reasons = [
        because(Why::NotListed, "unknown_unit", "finding.unknown_unit"),
        because(Why::NotValid, "unit_not_valid", "finding.unit_not_valid"),
        because(Why::Ambiguous, "ambiguous_unit", "finding.ambiguous_unit"),
        because(Why::Blank, "blank_unit", "finding.blank_unit"),
    ];
    reasons.into_iter().flatten().collect()
}

fn procedures(dossiers: &Dossiers, evidence: &Evidence<'_>) -> Option<Finding> {
    let catalogue = evidence.procedures?;
    let column = evidence.schema.roles.procedure_code;
    let counts = dossiers.count_by_text(column, &evidence.schema.column(column).name);
    let unknown: Vec<(String, u64)> =
        counts.into_iter().filter(|(code, _)| catalogue.of_code(code).next().is_none()).collect();
    let count = unknown.iter().map(|(_, count)| *count).sum();
    let names = names(unknown.into_iter().map(|(code, _)| code).collect());
    let said = Message::new("finding.unknown_procedure").with("names", names);
    (count > 0).then(|| finding("unknown_procedure", Severity::Warning, count, said))
}

/// What is found about several lists together.
pub(super) fn across(evidence: &Evidence<'_>) -> Vec<Finding> {
    let stock = evidence.stock;
    let mut found = Vec::new();
    let replaced =
        stock.exports.account().superseded - stock.exports.sources.iter().map(|source| source.duplicates).sum::<u64>();
    if replaced > 0 {
        let said = Message::new("finding.replaced");
        found.push(finding("replaced", Severity::Information, replaced, said));
    }
    if stock.exports.outdated > 0 {
        found.push(finding("outdated", Severity::Warning, stock.exports.outdated, Message::new("finding.outdated")));
    }
    let mut elsewhere = 0;
    for ((one, other), count) in &stock.exports.moved {
        let Some((above, below)) = above_and_below(*one, *other, evidence) else {
            elsewhere += count;
            continue;
        };
        let said = Message::new("finding.contains_communes").with("above", above).with("below", below);
        found.push(finding("district_contains_communes", Severity::Warning, *count, said));
    }
    if elsewhere > 0 {
        found.push(finding("moved", Severity::Warning, elsewhere, Message::new("finding.moved")));
    }
    for passed in &stock.exports.passed_over {
        let key = if passed.rows.is_some() { "finding.sheet_passed_over" } else { "finding.sheet_hidden" };
        let said = Message::new(key).with("file", &passed.name).with("sheet", &passed.sheet);
        found.push(finding("sheet_passed_over", Severity::Warning, passed.rows.unwrap_or(0), said));
    }
    found.sort_by_key(|finding| finding.severity);
    found
}

/// The names of two units of which one lies below the other, the upper one first: by the registry, else by their levels.
fn above_and_below(one: u32, other: u32, evidence: &Evidence<'_>) -> Option<(String, String)> {
    let unit = |number: u32| evidence.stock.exports.units.get(number as usize);
    let (one, other) = (unit(one)?, unit(other)?);
    let (above, below) = match (one.level?, other.level?) {
        (upper, lower) if upper < lower => (one, other),
        (lower, upper) if upper < lower => (other, one),
        _ => return None,
    };
    Some((above.name.clone(), below.name.clone()))
}
