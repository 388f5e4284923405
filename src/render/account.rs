//! The account of records, and what was said beside the figures, in words.

use crate::registry::{Structure, StructureUsed};
use crate::report::model::{AccountShown, Note, Report, Weight};
use crate::texts::{Message, Texts};

/// `đọc 5.325 = 5.025 tính + 0 loại + 300 thay thế`.
#[must_use]
pub fn balance(account: &AccountShown, texts: &Texts) -> String {
    let message = Message::new("account.balance")
        .with("records", texts.number(account.records))
        .with("accepted", texts.number(account.accepted))
        .with("rejected", texts.number(account.rejected))
        .with("superseded", texts.number(account.superseded));
    texts.say(&message)
}

/// `2 sai ngày tháng, 1 thiếu ô`; empty when nothing was rejected.
pub(super) fn reasons(account: &AccountShown, texts: &Texts) -> String {
    let one = |(reason, count): &(&'static str, u64)| {
        format!("{} {}", texts.number(*count), texts.get(&format!("reason.{reason}")))
    };
    account.rejected_by_reason.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The lines that head a report: what, when, held against what, from how many records.
pub(super) fn heading(report: &Report, texts: &Texts) -> Vec<String> {
    let [title, period, records] = heading_without_standard(report, texts);
    let standard = match &report.standard {
        Some(standard) => texts.say(
            &Message::new("report.standard").with("title", standard.title.get(texts.lang())).with("id", &standard.id),
        ),
        None => texts.get("report.no_standard"),
    };
    vec![title, period, standard, records]
}

/// The same of what is held against no standard: what, when, from how many records.
pub(super) fn heading_without_standard(report: &Report, texts: &Texts) -> [String; 3] {
    let lang = texts.lang();
    let title = match &report.title {
        Some(title) => super::cells::visible(title.get(lang)),
        None => texts.get("report.title"),
    };
    let period = Message::new("report.period")
        .with("period", report.period.period.shown())
        .with("calendar", report.period.calendar_title.get(lang));
    let files = Message::new("report.records")
        .with("files", texts.number(report.inputs.len() as u64))
        .with("balance", balance(&report.account, texts));
    [title, texts.say(&period), texts.say(&files)]
}

/// The sentence on the structure of units; none for that of the day, which needs no word.
pub(super) fn structure(used: StructureUsed, texts: &Texts) -> Option<String> {
    let newest = (used.structure == Structure::Now).then_some(used.as_of)?;
    Some(match newest {
        Some(day) => texts.say(&Message::new("note.structure_now").with("day", day.slashed())),
        None => texts.get("note.structure_only"),
    })
}

/// A text of the rules, its mark for what is unverified in words.
pub(super) fn marked(text: &str, texts: &Texts) -> String {
    text.replace("[U]", &texts.get("report.unverified"))
}

/// A note with its mark.
pub(super) fn note(note: &Note, texts: &Texts) -> String {
    let mark = match note.weight {
        Weight::Warning => "!",
        Weight::Information => "·",
    };
    format!("{mark} {}", super::cells::visible(&said(note, texts)))
}

/// A note's sentence, its numbers written as the language does.
pub(super) fn said(note: &Note, texts: &Texts) -> String {
    let mut message = note.said.clone();
    for (name, value) in &mut message.values {
        if matches!(*name, "count" | "left_out" | "of")
            && let Ok(number) = value.parse::<u64>()
        {
            *value = texts.number(number);
        }
    }
    texts.say(&message)
}
