//! What all native charts have in common: typeface, axes, series.

use rust_xlsxwriter::{
    Chart, ChartAxis, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartSolidFill, Color,
};

use super::styles::{FONT, SOFT_BAR, SOFT_INK};

/// A font of the charts.
pub(super) fn font(size: f64) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(FONT).set_size(size);
    font
}

/// A filled shape without border.
pub(super) fn filled(color: Color) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(color)).set_no_border();
    format
}

/// A line, whole or dashed.
pub(super) fn line(color: Color, width: f64, dash: Option<ChartLineDashType>) -> ChartFormat {
    let mut line = ChartLine::new();
    line.set_color(color).set_width(width);
    if let Some(dash) = dash {
        line.set_dash_type(dash);
    }
    let mut format = ChartFormat::new();
    format.set_line(&line);
    format
}

/// Title, legend and fonts.
pub(super) fn dress(chart: &mut Chart, title: &str, alt_text: &str) {
    chart.title().set_name(plain(title).as_str()).set_font(font(12.0).set_bold()).set_overlay(false);
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(9.0));
    chart.x_axis().set_font(&font(9.0)).set_format(&mut line(SOFT_INK, 0.75, None));
    chart.y_axis().set_font(&font(9.0)).set_format(&mut line(SOFT_INK, 0.75, None));
    chart.y_axis().set_major_gridlines(false);
    chart.set_alt_text(plain(alt_text));
}

/// An axis of rates, from 0.
pub(super) fn rates(axis: &mut ChartAxis) {
    let mut grid = ChartLine::new();
    grid.set_color(SOFT_BAR).set_width(0.5);
    axis.set_major_gridlines(true).set_major_gridlines_line(&grid).set_min(0.0).set_num_format("0%");
}

/// A name that no chart takes for a reference to cells.
pub(super) fn plain(text: &str) -> String {
    super::super::cells::visible(text).trim_start_matches('=').chars().take(250).collect()
}
