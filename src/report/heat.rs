//! The heat map (bản đồ nhiệt) of a level: units by rates, each cell held against its threshold.

use crate::standards::Verdict;
use crate::texts::numbers::Hundredths;

use super::charting::{MOST_BARS, rate, subtitle};
use super::charts::{Distance, HeatCell, HeatColumn, HeatMap, HeatRow, Tone};
use super::model::{Figure, LevelShown, Report, Scope};
use super::places::{About, Places};
use super::tables::rate_columns;

/// More columns than this are too wide for a page.
const MOST_COLUMNS: usize = 16;
/// A fifth of 100 %.
const FIFTH: Hundredths = 2000;

/// A map per level of two units or more: one row compares with nothing.
pub(super) fn heat_maps(report: &Report) -> Vec<HeatMap> {
    let places = Places::new(report);
    let columns = rate_columns(report);
    report.levels.iter().filter_map(|level| heat_map(report, &places, level, &columns)).collect()
}

fn heat_map(report: &Report, places: &Places<'_>, level: &LevelShown, columns: &[usize]) -> Option<HeatMap> {
    let of_level = |figure: &&Figure| {
        figure.indicator == 0
            && figure.scope == Scope::Unit
            && figure.comparison.is_none()
            && figure.part.is_none()
            && figure.level.as_deref() == Some(&level.id)
    };
    let units: Vec<&Figure> = report.figures.iter().filter(of_level).collect();
    if units.len() < 2 || units.len() > MOST_BARS {
        return None;
    }
    let find = |about: About<'_>, column: usize| places.find(about, column).and_then(|place| report.figures.get(place));
    let of_whole = |column: usize| find(About::whole(Scope::Level, Some(&level.id)), column);
    let of_unit = |unit: &Figure, column: usize| find(About::whole(Scope::Unit, unit.unit.as_deref()), column);

    let has_rate =
        |column: &usize| units.iter().any(|unit| of_unit(unit, *column).is_some_and(|figure| figure.percent.is_some()));
    let threshold = |column: usize| of_whole(column).and_then(|figure| figure.threshold);
    let mut chosen: Vec<usize> = columns.iter().copied().filter(has_rate).collect();
    // A threshold may be for other levels only. Of equals, the order of the tables stays.
    chosen.sort_by_key(|column| threshold(*column).is_none());
    let others = chosen.len().saturating_sub(MOST_COLUMNS);
    chosen.truncate(MOST_COLUMNS);
    if chosen.is_empty() {
        return None;
    }
    let shown = |column: &usize| {
        let indicator = report.indicators.get(*column)?;
        Some(HeatColumn {
            indicator: indicator.id.clone(),
            short: indicator.short.clone(),
            threshold: threshold(*column),
        })
    };
    let row = |unit: &&Figure| HeatRow {
        label: unit.unit_name.clone().unwrap_or_default(),
        cells: chosen.iter().map(|column| of_unit(unit, *column).map_or_else(HeatCell::default, cell)).collect(),
    };
    Some(HeatMap {
        level: level.id.clone(),
        level_title: level.title.clone(),
        subtitle: subtitle(report, Some(&level.title)),
        columns: chosen.iter().filter_map(shown).collect(),
        others,
        whole: chosen.iter().map(|column| of_whole(*column).map_or_else(HeatCell::default, cell)).collect(),
        rows: units.iter().map(row).collect(),
    })
}

fn cell(figure: &Figure) -> HeatCell {
    HeatCell { rate: rate(figure), verdict: figure.verdict, tone: tone(figure) }
}

/// What the colour of a figure says.
fn tone(figure: &Figure) -> Option<Tone> {
    let percent = figure.percent?;
    Some(match (figure.verdict, figure.threshold) {
        (Some(Verdict::Missed), _) => Tone::Below(distance(figure.short_by.unwrap_or_default())),
        (Some(Verdict::Met), Some(threshold)) => Tone::Above(distance(percent - threshold)),
        _ => Tone::Fifth(u8::try_from(percent / FIFTH).unwrap_or(0).min(4)),
    })
}

fn distance(points: Hundredths) -> Distance {
    match points {
        Distance::FAR_FROM.. => Distance::Far,
        Distance::FAIR_FROM.. => Distance::Fair,
        _ => Distance::Near,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_begin_at_whole_points() {
        let near = [0, 1, 499].map(distance);
        assert_eq!(near, [Distance::Near; 3]);
        assert_eq!([500, 1999].map(distance), [Distance::Fair; 2]);
        assert_eq!([2000, 10_000].map(distance), [Distance::Far; 2]);
        assert_eq!(distance(-1), Distance::Near, "met exactly, below only when rounded");
    }
}
