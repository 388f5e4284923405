//! What all formats for a reader say, in the same order.

use crate::indicators::Kind;
use crate::report::explanation::{Explanation, Part};
use crate::report::model::IndicatorShown;
use crate::texts::{Message, Texts, numbers};

use super::super::account::marked;
use super::super::cells::{self, CellText};

/// A line: what it is about, and what it says.
pub(super) type Line = (String, String);

pub(super) fn indicator(explanation: &Explanation) -> &IndicatorShown {
    &explanation.report.indicators[explanation.figure.indicator]
}

/// `on_time_rate: Tỷ lệ …`
pub(super) fn title(explanation: &Explanation, texts: &Texts) -> String {
    let indicator = indicator(explanation);
    format!("{}: {}", indicator.id, indicator.title.get(texts.lang()))
}

/// How the figure is defined.
pub(super) fn definition(explanation: &Explanation, texts: &Texts) -> Vec<Line> {
    let (indicator, definition, lang) = (indicator(explanation), &explanation.definition, texts.lang());
    let mut lines: Vec<Line> = vec![
        (texts.get("catalogue.formula"), indicator.formula.get(lang).to_owned()),
        (texts.get("catalogue.event"), format!("{} — {}", definition.event.get(lang), definition.event_sql)),
    ];
    lines.extend(definition.among_sql.as_ref().map(|sql| (texts.get("catalogue.among"), sql.clone())));
    lines.push((texts.get("catalogue.count"), definition.counts_sql.clone()));
    let term = |(id, title, sql): &(String, crate::texts::Localized, String)| {
        (texts.get("catalogue.where"), format!("{id} = {sql} ({})", title.get(lang)))
    };
    lines.extend(definition.terms.iter().map(term));
    lines.push((texts.get("catalogue.legal"), marked(indicator.legal.get(lang), texts)));
    lines.push((texts.get("catalogue.file"), indicator.file.clone()));
    lines
}

/// The figure: numerator, denominator, rate, what the threshold says.
pub(super) fn result(explanation: &Explanation, texts: &Texts) -> Vec<Line> {
    let (report, figure, lang) = (&explanation.report, &explanation.figure, texts.lang());
    let number = |number: Option<u64>| number.map_or_else(|| texts.get("cell.not_available"), |it| texts.number(it));
    let cell = CellText::new(figure, report, texts);
    let mut lines = Vec::new();
    if indicator(explanation).kind == Kind::Rate {
        lines.push((texts.get("explain.numerator"), number(figure.numerator)));
        lines.push((texts.get("explain.denominator"), number(figure.denominator)));
        lines.push((texts.get("explain.rate"), cell.main));
    } else {
        lines.push((texts.get("explain.number"), cell.main));
    }
    if let Some(threshold) = figure.threshold {
        lines.push((texts.get("catalogue.threshold"), format!("≥ {}", numbers::short_percent(threshold, lang))));
        lines.push((texts.get("explain.judgement"), cells::judgement(figure, report, texts)));
    }
    lines
}

/// What became of the records: words and numbers, which add up to the records read.
pub(super) fn parts(explanation: &Explanation, texts: &Texts) -> Vec<(String, u64)> {
    explanation.parts.iter().map(|(part, count)| (said(*part, explanation, texts), *count)).collect()
}

/// `5.325 bản ghi đã đọc, trong đó`
pub(super) fn records(explanation: &Explanation, texts: &Texts) -> String {
    let count = texts.number(explanation.report.account.records);
    texts.say(&Message::new("explain.records").with("count", count))
}

fn said(part: Part, explanation: &Explanation, texts: &Texts) -> String {
    let is_rate = indicator(explanation).kind == Kind::Rate;
    let key = match (part.id(), is_rate) {
        ("rejected", _) => {
            let Part::Rejected(reason) = part else { return String::new() };
            let reason = texts.get(&format!("reason.{reason}"));
            return texts.say(&Message::new("explain.rejected").with("reason", reason));
        }
        ("left_out", _) => {
            let columns: Vec<&str> = explanation.lacking.iter().map(|column| column.get(texts.lang())).collect();
            return texts.say(&Message::new("explain.left_out").with("columns", columns.join(", ")));
        }
        ("superseded", _) => "explain.superseded",
        ("other_units", _) => "explain.other_units",
        ("not_counted", _) => "explain.not_counted",
        ("outside", _) => "explain.outside",
        ("other_event", _) => "explain.other_event",
        ("not_among", _) => "explain.not_among",
        ("missed", true) => "explain.missed",
        ("missed", false) => "explain.missed_count",
        (_, true) => "explain.in_numerator",
        (_, false) => "explain.in_count",
    };
    texts.get(key)
}
