//! Everything a template of the Word report can name. The list of names stands at the top of the templates: keep it there.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::indicators::Kind;
use crate::period::Period;
use crate::render::{account, cells};
use crate::report::model::{Figure, Report, Scope};
use crate::texts::{Message, Texts};

use super::comparing::{ChartShown, TableShown};
use super::figures::{FigureShown, StandingShown, TaskShown};
use super::notes::{NoteText, notes};

/// The values of a template; a text is empty where there is nothing to say.
#[derive(Debug, Serialize)]
pub(super) struct Context {
    title: String,
    period: PeriodText,
    compared: Option<PeriodText>,
    calendar: String,
    standard: Option<StandardText>,
    document: DocumentText,
    /// Overall figures by the id of their indicator.
    figures: BTreeMap<String, FigureShown>,
    /// Overall counts, in order.
    counts: Vec<FigureShown>,
    /// Rates of the headline, missed ones first.
    rates: Vec<FigureShown>,
    /// What is held against a threshold, overall and by level, missed ones first.
    targets: Vec<FigureShown>,
    levels: Vec<LevelText>,
    standings: Vec<StandingShown>,
    tasks: Vec<TaskShown>,
    tables: Vec<TableShown>,
    charts: Vec<ChartShown>,
    notes: Vec<NoteText>,
    account: AccountText,
    definitions: Vec<DefinitionText>,
    rules: Vec<RuleText>,
}

#[derive(Debug, Serialize)]
struct PeriodText {
    shown: String,
    from: String,
    to: String,
    words: String,
}

#[derive(Debug, Serialize)]
struct StandardText {
    id: String,
    title: String,
    source: String,
    valid: String,
}

#[derive(Debug, Serialize)]
struct DocumentText {
    superior: String,
    body: String,
    number: String,
    place: String,
    date: String,
    subject: String,
}

#[derive(Debug, Serialize)]
struct LevelText {
    name: String,
    rates: Vec<FigureShown>,
}

#[derive(Debug, Serialize)]
struct AccountText {
    files: String,
    records: String,
    accepted: String,
    rejected: String,
    superseded: String,
    reasons: String,
    any_rejected: bool,
    any_superseded: bool,
}

#[derive(Debug, Serialize)]
struct DefinitionText {
    name: String,
    formula: String,
    legal: String,
    unverified: bool,
    threshold: String,
    rate: bool,
    headline: bool,
}

#[derive(Debug, Serialize)]
struct RuleText {
    title: String,
    meaning: String,
}

impl Context {
    pub(super) fn new(report: &Report, texts: &Texts) -> Self {
        let lang = texts.lang();
        let whole: Vec<&Figure> = report.figures.iter().filter(|figure| is_whole(figure)).collect();
        let compared_with = report.comparisons.iter().position(|compared| compared.touched > 0);
        let overall = |figure: &Figure| {
            let same = |other: &&&Figure| other.indicator == figure.indicator && other.scope == Scope::All;
            let compared =
                compared_with.and_then(|place| whole.iter().filter(same).find(|other| other.comparison == Some(place)));
            FigureShown::new(figure, compared.copied(), report, texts)
        };
        let own = || whole.iter().filter(|figure| figure.scope == Scope::All && figure.comparison.is_none());
        let is_count = |figure: &&&Figure| {
            report.indicators.get(figure.indicator).is_some_and(|indicator| indicator.kind == Kind::Count)
        };
        let headline = headline_indicators(report);
        Self {
            title: report.title.as_ref().map(|title| cells::visible(title.get(lang))).unwrap_or_default(),
            period: PeriodText::new(report.period.period, texts),
            compared: compared_with
                .and_then(|place| report.comparisons.get(place))
                .map(|compared| PeriodText::new(compared.period, texts)),
            calendar: report.period.calendar_title.get(lang).to_owned(),
            standard: report.standard.as_ref().map(|standard| StandardText {
                id: standard.id.clone(),
                title: standard.title.get(lang).to_owned(),
                source: account::marked(standard.source.get(lang), texts),
                valid: standard.valid.shown(),
            }),
            document: DocumentText::new(report),
            figures: own().map(|figure| overall(figure)).map(|shown| (shown.id().to_owned(), shown)).collect(),
            counts: own().filter(is_count).map(|figure| overall(figure)).collect(),
            rates: report
                .headline
                .iter()
                .filter_map(|headline| FigureShown::headline(headline, report, texts))
                .collect(),
            targets: report.targets.iter().filter_map(|held| FigureShown::beside(held, report, texts)).collect(),
            levels: levels(report, &whole, &headline, texts),
            standings: report.standings.iter().map(|standing| StandingShown::new(standing, report, texts)).collect(),
            tasks: report.tasks.iter().map(|task| TaskShown::new(task, report, texts)).collect(),
            tables: report
                .tables
                .iter()
                .filter(|table| table.comparison.is_none())
                .map(|table| TableShown::new(table, &headline, report, texts))
                .collect(),
            charts: charts(report, &headline, texts),
            notes: notes(report, texts),
            account: AccountText::new(report, texts),
            definitions: definitions(report, &headline, texts),
            rules: report
                .rules
                .iter()
                .map(|rule| RuleText {
                    title: rule.title.get(lang).to_owned(),
                    meaning: rule.meaning.get(lang).to_owned(),
                })
                .collect(),
        }
    }
}

/// Not broken down to a field, a procedure or a month.
fn is_whole(figure: &Figure) -> bool {
    figure.part.is_none()
}

/// Places of the indicators of the headline.
fn headline_indicators(report: &Report) -> Vec<usize> {
    let shown = report.headline.iter().chain(&report.volume);
    shown.filter_map(|headline| Some(report.figures.get(headline.figure)?.indicator)).collect()
}

fn levels(report: &Report, whole: &[&Figure], headline: &[usize], texts: &Texts) -> Vec<LevelText> {
    let rates = |level: &str| {
        let of_level = |figure: &&&Figure| {
            figure.scope == Scope::Level && figure.comparison.is_none() && figure.level.as_deref() == Some(level)
        };
        let of = |indicator: &usize| whole.iter().filter(of_level).find(|figure| figure.indicator == *indicator);
        let rates = headline.iter().take(report.headline.len());
        rates.filter_map(of).map(|figure| FigureShown::new(figure, None, report, texts)).collect()
    };
    let name = |name: &crate::texts::Localized| name.get(texts.lang()).to_owned();
    report.levels.iter().map(|level| LevelText { name: name(&level.title), rates: rates(&level.id) }).collect()
}

fn charts(report: &Report, headline: &[usize], texts: &Texts) -> Vec<ChartShown> {
    let is_headline = |id: &str| {
        let indicators = headline.iter().filter_map(|place| report.indicators.get(*place));
        indicators.into_iter().any(|indicator| indicator.id == id)
    };
    let bars = report.bars.iter().map(|chart| ChartShown::bars(chart, is_headline(&chart.indicator), texts));
    let lines = report.lines.iter().map(|chart| ChartShown::lines(chart, is_headline(&chart.indicator), texts));
    bars.chain(lines).collect()
}

fn definitions(report: &Report, headline: &[usize], texts: &Texts) -> Vec<DefinitionText> {
    let lang = texts.lang();
    let shown = report.indicators.iter().enumerate().map(|(place, indicator)| DefinitionText {
        name: indicator.title.get(lang).to_owned(),
        formula: indicator.formula.get(lang).to_owned(),
        legal: indicator.legal.get(lang).replace("[U]", "").trim().to_owned(),
        unverified: indicator.legal.get(lang).contains("[U]"),
        threshold: cells::thresholds(place, report, texts),
        rate: indicator.kind == Kind::Rate,
        headline: headline.contains(&place),
    });
    shown.collect()
}

impl PeriodText {
    fn new(period: Period, texts: &Texts) -> Self {
        let (from, to) = (period.from.slashed(), period.to.slashed());
        let words = texts.say(&Message::new("word.period").with("from", &from).with("to", &to));
        Self { shown: period.shown(), from, to, words }
    }
}

impl DocumentText {
    fn new(report: &Report) -> Self {
        let details = &report.details;
        // Lines of the letterhead are one in a sentence.
        let text = |value: &Option<String>| {
            value.as_deref().map(|text| cells::visible(&text.replace('\n', " "))).unwrap_or_default()
        };
        Self {
            superior: text(&details.superior),
            body: text(&details.body),
            number: text(&details.number),
            place: text(&details.place),
            date: text(&details.date),
            subject: text(&details.subject),
        }
    }
}

impl AccountText {
    fn new(report: &Report, texts: &Texts) -> Self {
        let account = &report.account;
        Self {
            files: texts.number(report.inputs.len() as u64),
            records: texts.number(account.records),
            accepted: texts.number(account.accepted),
            rejected: texts.number(account.rejected),
            superseded: texts.number(account.superseded),
            reasons: account::reasons(account, texts),
            any_rejected: account.rejected > 0,
            any_superseded: account.superseded > 0,
        }
    }
}
