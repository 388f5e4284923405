//! Which pictures a report has.

use crate::indicators::Kind;
use crate::texts::Localized;

use super::charts::{Bar, BarChart, Line, LineChart, Point, Rate};
use super::model::{Figure, NOT_ATTRIBUTABLE, Report, Scope};
use super::placing::{FEWEST_RANKED, best_first, enough, places, too_few};

/// More bars than this make no picture: such a level has its table only, and a note says so.
pub(super) const MOST_BARS: usize = 300;

/// Bars per rate and level, for levels of two units or more: one bar compares with nothing.
pub(super) fn bars(report: &Report) -> Vec<BarChart> {
    let mut charts = Vec::new();
    for (place, indicator) in report.indicators.iter().enumerate() {
        if indicator.kind != Kind::Rate {
            continue;
        }
        for level in &report.levels {
            let of_level = |figure: &&Figure| {
                figure.indicator == place
                    && figure.scope == Scope::Unit
                    && figure.comparison.is_none()
                    && figure.part.is_none()
                    && figure.level.as_deref() == Some(&level.id)
            };
            let mut figures: Vec<&Figure> = report.figures.iter().filter(of_level).collect();
            if figures.len() < 2 || figures.len() > MOST_BARS || figures.iter().all(|figure| figure.percent.is_none()) {
                continue;
            }
            figures.sort_by(|left, right| best_first(left, right));
            let threshold = figures[0].threshold;
            // Former units are no longer there to be ranked.
            let is_ranked = level.id != NOT_ATTRIBUTABLE;
            let counted = |figure: &&Figure| enough(figure, FEWEST_RANKED).filter(|_| is_ranked);
            let ranks = places(&figures.iter().map(counted).collect::<Vec<_>>());
            let too_few = figures.iter().filter(|figure| is_ranked && too_few(figure, FEWEST_RANKED)).count();
            let (ranked, others): (Vec<usize>, Vec<usize>) =
                (0..figures.len()).partition(|bar| ranks.get(*bar).is_some_and(Option::is_some));
            let bars = figures
                .iter()
                .zip(&ranks)
                .map(|(figure, place)| Bar {
                    label: figure.unit_name.clone().unwrap_or_default(),
                    place: *place,
                    percent: figure.percent,
                    counts: figure.numerator.zip(figure.denominator),
                    verdict: figure.verdict,
                    hidden: figure.hidden,
                    partial: rate(figure).partial,
                })
                .collect();
            charts.push(BarChart {
                indicator: indicator.id.clone(),
                level: Some(level.id.clone()),
                title: indicator.title.clone(),
                subtitle: subtitle(report, Some(&level.title)),
                threshold,
                bars,
                ranked_first: [ranked, others].concat(),
                least: FEWEST_RANKED,
                too_few,
            });
        }
    }
    charts
}

/// A line per rate by month: all dossiers, then each level. `monthly` holds the figures of each month.
///
/// `last_year` holds the overall figures of the same months a year before, or nothing.
pub(super) fn lines(
    report: &Report,
    monthly: &[(String, Vec<Figure>)],
    last_year: &[(String, Vec<Figure>)],
    all: &Localized,
) -> Vec<LineChart> {
    // A line needs two points.
    if monthly.len() < 2 {
        return Vec::new();
    }
    let months: Vec<String> = monthly.iter().map(|(month, _)| month.clone()).collect();
    let mut charts = Vec::new();
    for (place, indicator) in report.indicators.iter().enumerate() {
        let point = |figures: &[Figure], scope: Scope, level: Option<&str>| {
            let found = figures
                .iter()
                .find(|figure| figure.indicator == place && figure.scope == scope && figure.level.as_deref() == level);
            found.map_or_else(Point::default, |figure| Point {
                percent: figure.percent,
                counts: figure.numerator.zip(figure.denominator),
                hidden: figure.hidden,
            })
        };
        let line = |label: Localized, scope: Scope, level: Option<&str>| Line {
            label,
            points: monthly.iter().map(|(_, figures)| point(figures, scope, level)).collect(),
        };
        let has_rate = |line: &Line| line.points.iter().any(|point| point.percent.is_some());
        let mut lines = vec![line(all.clone(), Scope::All, None)];
        if report.levels.len() > 1 {
            lines.extend(report.levels.iter().map(|level| line(level.title.clone(), Scope::Level, Some(&level.id))));
        }
        lines.retain(has_rate);
        if indicator.kind != Kind::Rate || lines.is_empty() {
            continue;
        }
        let own =
            |figure: &&Figure| figure.indicator == place && figure.scope == Scope::All && figure.threshold.is_some();
        let last_year_line = Line {
            label: all.clone(),
            points: last_year.iter().map(|(_, figures)| point(figures, Scope::All, None)).collect(),
        };
        let last_year_line = Some(last_year_line).filter(has_rate);
        let last_year_months = match &last_year_line {
            Some(_) => last_year.iter().map(|(month, _)| month.clone()).collect(),
            None => Vec::new(),
        };
        charts.push(LineChart {
            indicator: indicator.id.clone(),
            title: indicator.title.clone(),
            subtitle: subtitle(report, None),
            threshold: report.figures.iter().find(own).and_then(|figure| figure.threshold),
            months: months.clone(),
            lines,
            last_year: last_year_line,
            last_year_months,
        });
    }
    charts
}

/// A figure's rate as a picture shows it.
pub(super) fn rate(figure: &Figure) -> Rate {
    Rate {
        percent: figure.percent,
        counts: figure.numerator.zip(figure.denominator),
        hidden: figure.hidden,
        partial: figure.left_out > 0 && figure.percent.is_some(),
    }
}

/// Level and period.
pub(super) fn subtitle(report: &Report, level: Option<&Localized>) -> Localized {
    let period = report.period.period.shown();
    match level {
        Some(level) => Localized { vi: format!("{} · {period}", level.vi), en: format!("{} · {period}", level.en) },
        None => Localized::same(&period),
    }
}
