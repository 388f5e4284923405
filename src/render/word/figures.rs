//! Figures as a template can name them: formatted, never computed.

use serde::Serialize;

use crate::indicators::Kind;
use crate::render::cells::{self, CellText, MET, MISSED};
use crate::report::documents::{Beside, Headline, Standing, Task};
use crate::report::model::{Figure, Report, Scope};
use crate::standards::Verdict;
use crate::texts::{Message, Texts, numbers};

/// One figure; a text is empty where there is nothing to say.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FigureShown {
    /// Id of the indicator.
    id: String,
    /// Name of the indicator.
    name: String,
    /// Short name of the indicator.
    short: String,
    /// The unit, the level, or all.
    about: String,
    /// The level, of a figure of a level.
    level: String,
    /// Of a rate of the headline: the levels that have a threshold.
    levels: Vec<FigureShown>,
    /// The rate or the count, or what stands for it.
    result: String,
    /// `n/d`, for rates.
    counts: String,
    /// Both: `27,48% (729/2.653)`.
    line: String,
    /// Whether there is a rate or a count.
    known: bool,
    /// The threshold.
    threshold: String,
    /// Stable name of the verdict.
    verdict: &'static str,
    /// The verdict in words.
    verdict_words: String,
    /// Points below the threshold.
    points: String,
    /// Dossiers more that would have met it.
    missing: String,
    /// The same figure of the comparison period, with its counts.
    before: String,
    /// The change against it, with its sign.
    change: String,
    /// The change in words.
    change_words: String,
}

impl FigureShown {
    /// A figure, beside the same figure of the comparison period.
    pub(super) fn new(figure: &Figure, compared: Option<&Figure>, report: &Report, texts: &Texts) -> Self {
        let indicator = report.indicators.get(figure.indicator);
        let of = |text: fn(&crate::report::model::IndicatorShown) -> &crate::texts::Localized| {
            indicator.map_or_else(String::new, |indicator| text(indicator).get(texts.lang()).to_owned())
        };
        let cell = unmarked(figure, report, texts);
        let is_rate = indicator.is_some_and(|indicator| indicator.kind == Kind::Rate);
        Self {
            id: indicator.map_or_else(String::new, |indicator| indicator.id.clone()),
            name: of(|indicator| &indicator.title),
            short: of(|indicator| &indicator.short),
            about: cells::about(figure, report, texts),
            level: if figure.scope == Scope::Level { cells::about(figure, report, texts) } else { String::new() },
            levels: Vec::new(),
            line: cell.line(),
            result: cell.main,
            counts: cell.counts,
            known: figure.numerator.is_some() && (!is_rate || figure.percent.is_some()),
            threshold: figure
                .threshold
                .map(|threshold| numbers::short_percent(threshold, texts.lang()))
                .unwrap_or_default(),
            verdict: figure.verdict.map_or("", Verdict::id),
            verdict_words: verdict_words(figure.verdict, texts),
            points: cells::points(figure, texts),
            missing: figure.missing.map(|missing| texts.number(missing)).unwrap_or_default(),
            before: compared.map(|before| unmarked(before, report, texts).line()).unwrap_or_default(),
            change: compared.map(|before| cells::change(before, report, texts)).unwrap_or_default(),
            change_words: compared.map(|before| change_words(before, is_rate, texts)).unwrap_or_default(),
        }
    }

    /// The figure at a place.
    pub(super) fn at(place: usize, report: &Report, texts: &Texts) -> Option<Self> {
        Some(Self::new(report.figures.get(place)?, None, report, texts))
    }

    pub(super) fn headline(headline: &Headline, report: &Report, texts: &Texts) -> Option<Self> {
        let whole = Beside { figure: headline.figure, compared: headline.compared };
        let levels = headline.levels.iter().filter_map(|level| Self::beside(level, report, texts)).collect();
        Some(Self { levels, ..Self::beside(&whole, report, texts)? })
    }

    /// A figure beside the same one of the comparison period.
    pub(super) fn beside(beside: &Beside, report: &Report, texts: &Texts) -> Option<Self> {
        let compared = beside.compared.and_then(|place| report.figures.get(place));
        Some(Self::new(report.figures.get(beside.figure)?, compared, report, texts))
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }
}

/// A figure without the sign for its verdict, which a signed report says in words.
fn unmarked(figure: &Figure, report: &Report, texts: &Texts) -> CellText {
    let mut cell = CellText::new(figure, report, texts);
    cell.main =
        cell.main.trim_start_matches([MET, MISSED].map(|mark| mark.chars().next().unwrap_or(' '))).trim().to_owned();
    cell
}

fn verdict_words(verdict: Option<Verdict>, texts: &Texts) -> String {
    match verdict {
        Some(Verdict::Met) => texts.get("word.met"),
        Some(Verdict::Missed) => texts.get("word.missed"),
        Some(Verdict::NotApplicable) => texts.get("cell.not_applicable"),
        Some(Verdict::NotAvailable) => texts.get("cell.not_available"),
        None => String::new(),
    }
}

/// `tăng 35,69 điểm phần trăm`, `giảm 12 hồ sơ`, `không đổi`.
fn change_words(before: &Figure, is_rate: bool, texts: &Texts) -> String {
    let Some(change) = before.change else { return String::new() };
    let key = match (change.signum(), is_rate) {
        (1, true) => "word.points_up",
        (-1, true) => "word.points_down",
        (1, false) => "word.count_up",
        (-1, false) => "word.count_down",
        _ => "word.unchanged",
    };
    let by = match is_rate {
        true => numbers::decimal(change.abs(), texts.lang()),
        false => texts.number(change.unsigned_abs()),
    };
    texts.say(&Message::new(key).with("by", by))
}

/// Who leads and who lags at one rate, among the units of one level.
#[derive(Debug, Serialize)]
pub(super) struct StandingShown {
    name: String,
    short: String,
    threshold: String,
    level: String,
    rated: String,
    met: String,
    least: String,
    too_few: String,
    lead: Vec<FigureShown>,
    lead_others: String,
    lag: Vec<FigureShown>,
    lag_others: String,
}

impl StandingShown {
    pub(super) fn new(standing: &Standing, report: &Report, texts: &Texts) -> Self {
        let units =
            |places: &[usize]| places.iter().filter_map(|place| FigureShown::at(*place, report, texts)).collect();
        let lead: Vec<FigureShown> = units(&standing.lead);
        Self {
            name: lead.first().map(|unit| unit.name.clone()).unwrap_or_default(),
            short: lead.first().map(|unit| unit.short.clone()).unwrap_or_default(),
            threshold: lead.first().map(|unit| unit.threshold.clone()).unwrap_or_default(),
            level: report
                .levels
                .get(standing.level)
                .map_or_else(String::new, |level| level.title.get(texts.lang()).to_owned()),
            rated: texts.number(standing.rated as u64),
            met: standing.met.map(|met| texts.number(met as u64)).unwrap_or_default(),
            least: texts.number(standing.least),
            too_few: some(standing.too_few, texts),
            lead,
            lead_others: some(standing.lead_others, texts),
            lag: units(&standing.lag),
            lag_others: some(standing.lag_others, texts),
        }
    }
}

/// A number; empty for none.
fn some(count: usize, texts: &Texts) -> String {
    if count == 0 { String::new() } else { texts.number(count as u64) }
}

/// What is missing to meet a threshold.
#[derive(Debug, Serialize)]
pub(super) struct TaskShown {
    name: String,
    threshold: String,
    overall: Option<FigureShown>,
    /// What misses the threshold: the figure overall, or those of levels.
    missed: Vec<FigureShown>,
    units: Vec<FigureShown>,
    others: String,
    no_unit: Option<FigureShown>,
}

impl TaskShown {
    pub(super) fn new(task: &Task, report: &Report, texts: &Texts) -> Self {
        let at = |place: &usize| FigureShown::at(*place, report, texts);
        let missed: Vec<_> = task.overall.iter().chain(&task.levels).filter_map(at).collect();
        let units: Vec<_> = task.units.iter().filter_map(at).collect();
        let any = missed.first().or(units.first());
        Self {
            name: any.map(|figure| figure.name.clone()).unwrap_or_default(),
            threshold: any.map(|figure| figure.threshold.clone()).unwrap_or_default(),
            others: some(task.others, texts),
            overall: task.overall.as_ref().and_then(at),
            no_unit: task.no_unit.as_ref().and_then(at),
            missed,
            units,
        }
    }
}
