//! How a figure looks in words and numbers.

use crate::indicators::Kind;
use crate::matching::is_invisible;
use crate::report::model::{AccountShown, Figure, InputShown, Report, RowLabel, Scope};
use crate::standards::Verdict;
use crate::texts::{Message, Texts, numbers};

/// Marks that stand for a verdict where colour cannot.
pub(super) const MET: &str = "✓";
pub(super) const MISSED: &str = "✗";
/// Marks a figure that leaves dossiers out.
pub(super) const PARTIAL: &str = "*";

/// A figure as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CellText {
    /// The rate or the count, or what stands for it.
    pub(super) main: String,
    /// `n/d`; empty for counts.
    pub(super) counts: String,
    /// What the threshold says.
    pub(super) verdict: Option<Verdict>,
}

impl CellText {
    pub(super) fn new(figure: &Figure, report: &Report, texts: &Texts) -> Self {
        let is_rate = report.indicators.get(figure.indicator).is_some_and(|indicator| indicator.kind == Kind::Rate);
        let partial = if figure.left_out > 0 && figure.numerator.is_some() { PARTIAL } else { "" };
        let (main, counts) = match (figure.numerator, figure.denominator, figure.percent) {
            (None, ..) if figure.hidden => (texts.get("cell.hidden"), String::new()),
            (None, ..) => (texts.get("cell.not_available"), String::new()),
            (Some(count), None, _) if !is_rate => (format!("{}{partial}", texts.number(count)), String::new()),
            (Some(numerator), Some(denominator), Some(percent)) => (
                format!("{}{partial}", numbers::percent(percent, texts.lang())),
                format!("{}/{}", texts.number(numerator), texts.number(denominator)),
            ),
            (Some(_), ..) => (texts.get("cell.not_applicable"), String::new()),
        };
        let mark = match figure.verdict {
            Some(Verdict::Met) => MET,
            Some(Verdict::Missed) => MISSED,
            _ => "",
        };
        Self { main: format!("{mark} {main}").trim_start().to_owned(), counts, verdict: figure.verdict }
    }

    /// On one line: `✗ 27,48% (729/2.653)`.
    pub(super) fn line(&self) -> String {
        if self.counts.is_empty() { self.main.clone() } else { format!("{} ({})", self.main, self.counts) }
    }
}

/// The label of a row.
pub(super) fn label(label: &RowLabel, texts: &Texts) -> String {
    match label {
        RowLabel::Name(name) => visible(name),
        RowLabel::Rule(name) => name.get(texts.lang()).to_owned(),
        RowLabel::Said(message) => texts.say(message),
        RowLabel::Entered(name) => format!("{} [{}]", visible(name), texts.get("table.entered")),
        RowLabel::Unlisted(name) => format!("{} [{}]", visible(name), texts.get("table.unlisted")),
        RowLabel::Former(name, why) => format!("{} [{}]", visible(name), texts.say(why)),
    }
}

/// What a figure is about, in words: the unit, the level, or all.
pub(super) fn about(figure: &Figure, report: &Report, texts: &Texts) -> String {
    let level = || report.levels.iter().find(|level| figure.level.as_ref() == Some(&level.id));
    match figure.scope {
        Scope::All => texts.get("table.all"),
        Scope::Level => level().map_or_else(String::new, |level| level.title.get(texts.lang()).to_owned()),
        Scope::Unit => match figure.unit_name.as_deref() {
            None | Some("") => texts.get("table.no_unit"),
            Some(name) => visible(name),
        },
    }
}

/// The name of a figure's indicator.
pub(super) fn title<'a>(figure: &Figure, report: &'a Report, texts: &Texts) -> &'a str {
    report.indicators.get(figure.indicator).map_or("", |indicator| indicator.title.get(texts.lang()))
}

/// A sentence on a figure below its threshold, or on one that meets it.
pub(super) fn judgement(figure: &Figure, report: &Report, texts: &Texts) -> String {
    let cell = CellText::new(figure, report, texts);
    let threshold =
        figure.threshold.map(|threshold| numbers::short_percent(threshold, texts.lang())).unwrap_or_default();
    let key = match figure.verdict {
        Some(Verdict::Missed) => "judgement.missed",
        Some(Verdict::Met) => "judgement.met",
        Some(Verdict::NotAvailable) => "judgement.not_available",
        _ => "judgement.not_applicable",
    };
    let message = Message::new(key)
        .with("rate", cell.line())
        .with("threshold", threshold)
        .with("points", points(figure, texts))
        .with("missing", texts.number(figure.missing.unwrap_or(0)));
    texts.say(&message)
}

/// The thresholds of a rate: `95%`, `100% (Cấp huyện), 90% (Cấp xã)`; empty without one.
pub(super) fn thresholds(indicator: usize, report: &Report, texts: &Texts) -> String {
    let said = |figure: &&Figure| {
        let threshold = numbers::short_percent(figure.threshold?, texts.lang());
        Some(match figure.scope {
            Scope::All => threshold,
            _ => format!("{threshold} ({})", about(figure, report, texts)),
        })
    };
    report.thresholds(indicator).iter().filter_map(said).collect::<Vec<_>>().join(", ")
}

/// Points below the threshold; empty when there are none.
pub(super) fn points(figure: &Figure, texts: &Texts) -> String {
    match figure.short_by {
        // Less than the last decimal shown, yet below: never "0,00".
        Some(0) => format!("<{}", numbers::decimal(1, texts.lang())),
        Some(points) => numbers::decimal(points, texts.lang()),
        None => String::new(),
    }
}

/// The change of a comparison figure: points or dossiers, with a sign.
pub(super) fn change(figure: &Figure, report: &Report, texts: &Texts) -> String {
    let is_rate = report.indicators.get(figure.indicator).is_some_and(|indicator| indicator.kind == Kind::Rate);
    match figure.change {
        None => "–".to_owned(),
        Some(points) if is_rate => numbers::signed(points, texts.lang()),
        Some(dossiers) => numbers::signed_whole(dossiers, texts.lang()),
    }
}

/// A number of a file's account, or what stands for one that is hidden.
pub(super) fn account_number(input: &InputShown, number: fn(&AccountShown) -> u64, texts: &Texts) -> String {
    input.account.as_ref().map_or_else(|| texts.get("cell.hidden"), |account| texts.number(number(account)))
}

/// A name from the data without anything that moves the cursor, hides text or turns its direction.
pub(super) fn visible(name: &str) -> String {
    name.chars().filter(|letter| !letter.is_control() && !is_invisible(*letter)).collect()
}

/// A text cell for a spreadsheet: one that would be taken for a formula gets an apostrophe before it.
pub(super) fn spreadsheet_text(text: &str) -> String {
    let text = visible(text);
    if text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) { format!("'{text}") } else { text }
}
