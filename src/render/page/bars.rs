//! Bars of the units of a level.

use serde::Serialize;

use crate::report::charts::{Bar, BarChart};
use crate::report::model::Report;
use crate::standards::Verdict;
use crate::texts::{Texts, numbers};

use super::super::cells::{MET, MISSED, visible};
use super::super::charts::axis::Axis;
use super::figures::{at_least, class, share};

/// A chart of bars.
#[derive(Debug, Serialize)]
pub(super) struct BarsView {
    /// The level.
    title: String,
    /// `≥ 40%`; none without a threshold.
    threshold: Option<String>,
    /// Where the threshold stands, in per cent of the drawing.
    mark: String,
    bars: Vec<BarView>,
}

/// A bar.
#[derive(Debug, Serialize)]
struct BarView {
    class: &'static str,
    label: String,
    /// Its length in per cent of the drawing; none without a rate.
    width: Option<String>,
    main: String,
    counts: String,
}

pub(super) fn view(chart: &BarChart, report: &Report, texts: &Texts) -> BarsView {
    let axis = Axis::holding(chart.bars.iter().filter_map(|bar| bar.percent).chain(chart.threshold));
    let level = report.levels.iter().find(|level| chart.level.as_ref() == Some(&level.id));
    BarsView {
        title: level.map_or(chart.subtitle.get(texts.lang()), |level| level.title.get(texts.lang())).to_owned(),
        threshold: chart.threshold.map(|threshold| at_least(threshold, texts)),
        mark: chart.threshold.map(|threshold| share(threshold, axis.end)).unwrap_or_default(),
        bars: chart.bars.iter().map(|bar| bar_view(bar, axis, texts)).collect(),
    }
}

fn bar_view(bar: &Bar, axis: Axis, texts: &Texts) -> BarView {
    let label = match visible(&bar.label) {
        label if label.is_empty() => texts.get("table.no_unit"),
        label => label,
    };
    let mark = match bar.verdict {
        Some(Verdict::Met) => MET,
        Some(Verdict::Missed) => MISSED,
        _ => "",
    };
    let main = match bar.percent {
        Some(percent) => format!("{mark} {}", numbers::percent(percent, texts.lang())).trim_start().to_owned(),
        None => texts.get("chart.no_rate"),
    };
    let counts = bar.counts.filter(|_| bar.percent.is_some());
    BarView {
        class: class(bar.verdict),
        label,
        width: bar.percent.map(|percent| share(percent, axis.end)),
        main,
        counts: counts
            .map(|(numerator, denominator)| format!("{}/{}", texts.number(numerator), texts.number(denominator)))
            .unwrap_or_default(),
    }
}
