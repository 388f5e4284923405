//! The pictures of a report: bars of units and lines by month, each as SVG and as PNG.
//!
//! * what a picture shows: `report::charts`; its words come from the caller, [`ChartWords`]
//! * where each thing stands: `bars`, `lines`, with `heading`, `legend`, `plot`, `axis`, `marker` and `spread`; the
//!   result is a `Scene`
//! * how a scene becomes a file: `paint` for any plotters backend, then `vector` (SVG) and `raster` (PNG)
//! * text: `wording` cleans and wraps, `typeface` measures, with what `letters` reads from the one embedded font
//!
//! Same chart, same bytes: no font, clock or locale of the machine is asked.

mod axis;
mod bars;
mod heading;
mod legend;
mod letters;
mod lines;
mod marker;
mod paint;
mod picture;
mod plot;
mod raster;
mod scene;
mod spread;
#[cfg(test)]
mod tests;
mod typeface;
mod vector;
mod wording;

pub use bars::bar_chart;
pub use lines::line_chart;
pub use picture::{ChartError, ChartWords, Picture};
