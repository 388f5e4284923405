//! What stands behind the figures: the account of records, what was rejected, definitions, rules and the standard.

use serde::Serialize;

use crate::report::model::{AccountShown, InputShown, RejectedShown, Report, Weight};
use crate::texts::{Message, Texts};

use super::super::cells::{self, visible};
use super::super::{account, repairs_csv};

/// Rejected records that the page lists; `rejected.csv` lists more.
const MOST_LISTED: usize = 50;

/// The sources of the figures.
#[derive(Debug, Serialize)]
pub(super) struct Sources {
    /// The account in one sentence.
    balance: String,
    inputs: Vec<Input>,
    /// Rows that are no dossiers, and cells read otherwise than they stand.
    asides: Vec<String>,
    /// Rejected records by reason.
    reasons: Vec<Reason>,
    rejected: Vec<Rejected>,
    /// How many of them are shown; empty when all are.
    listed: String,
    notes: Vec<Vec<Piece>>,
    definitions: Vec<Definition>,
    rules: Vec<Rule>,
    standard: String,
}

#[derive(Debug, Serialize)]
struct Input {
    file: String,
    /// Records, accepted, rejected, superseded.
    numbers: [String; 4],
    exported: String,
    profile: String,
}

#[derive(Debug, Serialize)]
struct Reason {
    count: String,
    reason: String,
    remedy: String,
}

#[derive(Debug, Serialize)]
struct Rejected {
    file: String,
    line: String,
    column: String,
    reason: String,
    value: String,
}

#[derive(Debug, Serialize)]
struct Definition {
    id: String,
    title: String,
    formula: String,
    legal: String,
    threshold: String,
}

#[derive(Debug, Serialize)]
struct Rule {
    title: String,
    meaning: Vec<Piece>,
    choice: String,
}

/// A piece of a sentence: code or not.
#[derive(Debug, Serialize)]
pub(super) struct Piece {
    code: bool,
    text: String,
}

/// A sentence, its code between backticks told from the rest.
fn pieces(text: &str) -> Vec<Piece> {
    let pieces = text.split('`').enumerate().map(|(place, text)| Piece { code: place % 2 == 1, text: text.to_owned() });
    pieces.filter(|piece| !piece.text.is_empty()).collect()
}

/// The notes of this weight.
pub(super) fn notes(report: &Report, texts: &Texts, weight: Weight) -> Vec<Vec<Piece>> {
    let notes = report.notes.iter().filter(|note| note.weight == weight);
    notes.map(|note| pieces(&visible(&account::said(note, texts)))).collect()
}

pub(super) fn sources(report: &Report, texts: &Texts) -> Sources {
    let lang = texts.lang();
    let listed = report.rejected.len().min(MOST_LISTED);
    let all_are_listed = u64::try_from(listed).is_ok_and(|listed| listed == report.account.rejected);
    let more = Message::new("page.rejected_listed")
        .with("listed", texts.number(listed as u64))
        .with("count", texts.number(report.account.rejected));
    let standard = report.standard.as_ref().map(|standard| {
        Message::new("report.standard_source")
            .with("title", standard.title.get(lang))
            .with("source", account::marked(standard.source.get(lang), texts))
    });
    Sources {
        balance: account::balance(&report.account, texts),
        inputs: report.inputs.iter().map(|input| self::input(input, texts)).collect(),
        asides: asides(report, texts),
        reasons: reasons(report, texts),
        rejected: report.rejected.iter().take(listed).map(|record| rejected(record, texts)).collect(),
        listed: if all_are_listed || report.is_tallied { String::new() } else { texts.say(&more) },
        notes: notes(report, texts, Weight::Information),
        definitions: definitions(report, texts),
        rules: report
            .rules
            .iter()
            .map(|rule| Rule {
                title: rule.title.get(lang).to_owned(),
                meaning: pieces(rule.meaning.get(lang)),
                choice: format!("{}={}", rule.term, rule.option),
            })
            .collect(),
        standard: standard.map_or_else(|| texts.get("report.no_standard"), |said| texts.say(&said)),
    }
}

fn named(path: &str, sheet: Option<&str>) -> String {
    match sheet {
        Some(sheet) => format!("{} · {}", visible(path), visible(sheet)),
        None => visible(path),
    }
}

fn input(input: &InputShown, texts: &Texts) -> Input {
    let number = |of: fn(&AccountShown) -> u64| cells::account_number(input, of, texts);
    let basis = texts.get(input.exported_basis);
    Input {
        file: named(&input.path, input.sheet.as_deref()),
        numbers: [
            number(|account| account.records),
            number(|account| account.accepted),
            number(|account| account.rejected),
            number(|account| account.superseded),
        ],
        exported: input.exported.map_or_else(|| basis.clone(), |day| format!("{} ({basis})", day.slashed())),
        profile: input.profile.clone(),
    }
}

fn asides(report: &Report, texts: &Texts) -> Vec<String> {
    let one = |key: &str, names: Vec<String>| {
        (!names.is_empty()).then(|| texts.get(key).replace("{names}", &names.join(", ")))
    };
    let set_aside = |(id, count): &(&str, u64)| texts.counted(&format!("set_aside.{id}"), *count);
    let repaired =
        |(id, count): &(&str, u64)| format!("{} {}", texts.number(*count), texts.get(&format!("repair.{id}")));
    let of_repairs = if report.is_tallied { "page.repaired_at_offices" } else { "page.repaired" };
    let asides = [
        one("page.set_aside", report.account.set_aside.iter().map(set_aside).collect()),
        one(of_repairs, report.repaired.iter().map(repaired).collect()),
    ];
    asides.into_iter().flatten().collect()
}

fn reasons(report: &Report, texts: &Texts) -> Vec<Reason> {
    let reason = |(id, count): &(&'static str, u64)| Reason {
        count: texts.number(*count),
        reason: texts.get(&format!("reason.{id}")),
        remedy: texts.get(&format!("remedy.{id}")),
    };
    report.account.rejected_by_reason.iter().map(reason).collect()
}

fn rejected(rejected: &RejectedShown, texts: &Texts) -> Rejected {
    Rejected {
        file: named(&rejected.path, rejected.sheet.as_deref()),
        line: texts.number(rejected.line),
        column: rejected.column.as_ref().map_or_else(String::new, |column| column.get(texts.lang()).to_owned()),
        reason: texts.get(&format!("reason.{}", rejected.reason)),
        value: repairs_csv::shown(&rejected.value, texts),
    }
}

fn definitions(report: &Report, texts: &Texts) -> Vec<Definition> {
    let lang = texts.lang();
    let threshold = |place: usize| match cells::thresholds(place, report, texts) {
        none if none.is_empty() => none,
        some => format!("≥ {some}"),
    };
    let shown = report.indicators.iter().enumerate().map(|(place, indicator)| Definition {
        id: indicator.id.clone(),
        title: indicator.title.get(lang).to_owned(),
        formula: indicator.formula.get(lang).to_owned(),
        legal: account::marked(indicator.legal.get(lang), texts),
        threshold: threshold(place),
    });
    shown.collect()
}
