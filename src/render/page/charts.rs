//! The charts, by indicator.

use serde::Serialize;

use crate::report::model::{Report, Scope, TableKind};
use crate::texts::Texts;

use super::bars::{self, BarsView};
use super::figures::Cell;
use super::lines::{self, LineView};

/// The charts of one indicator.
#[derive(Debug, Serialize)]
pub(super) struct ChartGroup {
    title: String,
    /// Its figure over all.
    overall: Option<Cell>,
    line: Option<LineView>,
    bars: Vec<BarsView>,
    /// It is open from the start.
    open: bool,
}

/// The charts of each rate, in the order of the tables: those with a threshold first, and open.
pub(super) fn groups(report: &Report, texts: &Texts) -> Vec<ChartGroup> {
    let rates = report.tables.iter().find(|table| table.kind == TableKind::Rates && table.comparison.is_none());
    let mut groups: Vec<ChartGroup> = Vec::new();
    for place in rates.map(|table| table.columns.as_slice()).unwrap_or_default() {
        let Some(indicator) = report.indicators.get(*place) else { continue };
        let line = report.lines.iter().find(|chart| chart.indicator == indicator.id);
        let line = line.map(|chart| lines::view(chart, texts));
        let bars = report.bars.iter().filter(|chart| chart.indicator == indicator.id);
        let bars: Vec<BarsView> = bars.map(|chart| bars::view(chart, report, texts)).collect();
        if line.is_none() && bars.is_empty() {
            continue;
        }
        let overall = report.figures.iter().find(|figure| {
            figure.indicator == *place
                && figure.scope == Scope::All
                && figure.comparison.is_none()
                && figure.part.is_none()
        });
        let has_threshold = !report.thresholds(*place).is_empty();
        groups.push(ChartGroup {
            title: indicator.title.get(texts.lang()).to_owned(),
            overall: overall.map(|figure| Cell::new(figure, report, texts)),
            line,
            bars,
            open: has_threshold || groups.is_empty(),
        });
    }
    groups
}
