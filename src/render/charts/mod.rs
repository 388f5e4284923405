//! The pictures of a report, each as SVG and as PNG: bars of units, lines by month, heat maps, rankings, and the headline
//! on one slide.
//!
//! * what a picture shows: `report::charts`; its words: `rules/texts`
//! * where each thing stands: `bars`, `lines` (with `plot` and `spread`), `heat` (with `heat_legend`), `ranking`, `poster`
//!   (with `tile`); what they share: `heading`, `legend`, `axis`, `scale`, `marker`, `rates`. The result is a `Scene`
//! * colours, and what they say: `palette`
//! * how a scene becomes a file: `paint` for any plotters backend, then `vector` (SVG) and `raster` (PNG)
//!   whose letters are `stamps`; many at once: `album`
//! * text: `wording` cleans and wraps, `typeface` measures, with what `letters` reads from the one embedded font
//!
//! Same chart, same bytes: no font, clock or locale of the machine is asked.

mod album;
pub(super) mod axis;
mod bars;
mod heading;
mod heat;
mod heat_legend;
mod legend;
mod letters;
mod lines;
mod marker;
mod paint;
mod palette;
mod picture;
mod plot;
mod poster;
mod ranking;
mod raster;
mod rates;
mod scale;
mod scene;
mod spread;
mod stamps;
#[cfg(test)]
mod tests;
mod tile;
mod typeface;
mod vector;
mod wording;

pub use album::{Drawn, draw_all};
pub use bars::bar_chart;
pub use heat::heat_map;
pub use lines::line_chart;
pub use picture::{ChartError, Picture};
pub use poster::poster_picture;
pub use ranking::ranking_chart;
