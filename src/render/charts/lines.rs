use crate::report::charts::{LineChart, Point as MonthPoint};
use crate::texts::numbers::percent;
use crate::texts::{Lang, Texts};

use super::heading::headed;
use super::legend::{Sample, legend};
use super::marker::LineStyle;
use super::picture::Picture;
use super::plot::{LABEL_STEP, Plot, SIDE_GAP, SMALL_MARKER, dash, grid, laid_out, month_labels};
use super::scale::threshold_words;
use super::scene::{Anchor, INK, PAPER, Point, SOFT_INK, Scene, units};
use super::spread::{Frame, crosses, overlap, spread};
use super::typeface::{TextSize, width};
use super::wording::{clean, widest, wrap};

/// Words of the threshold wider than this take a second line.
const WORDS_WIDTH: i32 = units(130);

/// A line as it will be drawn.
struct Drawn {
    name: String,
    style: LineStyle,
    /// Month, place and rate of each point.
    points: Vec<(usize, Point, i64)>,
}

impl Drawn {
    /// The pieces of the line: from a month to the very next.
    fn pieces(&self) -> impl Iterator<Item = (Point, Point)> + '_ {
        let neighbours = self.points.windows(2).filter(|pair| pair[1].0 == pair[0].0 + 1);
        neighbours.map(|pair| (pair[0].1, pair[1].1))
    }
}

/// Draws the lines of one indicator by month.
pub fn line_chart(chart: &LineChart, texts: &Texts) -> Picture {
    Picture::of(line_scene(chart, texts), texts.lang())
}

/// The scene of [`line_chart`].
pub(super) fn line_scene(chart: &LineChart, texts: &Texts) -> Scene {
    let lang = texts.lang();
    let (mut scene, top) = headed(chart.title.get(lang), chart.subtitle.get(lang));
    let threshold_words = threshold_words(chart.threshold, texts);
    scene.description.extend(threshold_words.clone());
    let months: Vec<String> = chart.months.iter().map(|month| month_label(month)).collect();
    for line in &chart.lines {
        scene.description.push(described(&months, clean(line.label.get(lang)), &line.points, texts));
    }
    let last_year_name = clean(&texts.get("chart.last_year"));
    if let Some(line) = &chart.last_year {
        let months: Vec<String> = chart.last_year_months.iter().map(|month| month_label(month)).collect();
        scene.description.push(described(&months, last_year_name.clone(), &line.points, texts));
    }

    let threshold_lines = wrap(threshold_words.as_deref().unwrap_or(""), TextSize::Label, WORDS_WIDTH);
    let plot = laid_out(chart, lang, top + units(24), widest(&threshold_lines, TextSize::Label));
    grid(&mut scene, &plot, lang);
    month_labels(&mut scene, &plot, &months);
    let dashed = chart.threshold.map(|value| plot.y(value));
    if let Some(y) = dashed {
        dash(&mut scene, y, (plot.left, plot.right));
    }

    let drawn = |points: &[MonthPoint], name: String, style: LineStyle| {
        let points = points.iter().take(months.len()).enumerate();
        let known = points.filter_map(|(month, point)| point.percent.map(|value| (month, value)));
        let points = known.map(|(month, value)| (month, (plot.x(month), plot.y(value)), value)).collect();
        Drawn { name, style, points }
    };
    let own = chart.lines.iter().enumerate();
    let mut lines: Vec<Drawn> =
        own.map(|(rank, line)| drawn(&line.points, clean(line.label.get(lang)), LineStyle::Rank(rank))).collect();
    // The k-th month of the year before stands over the k-th month.
    lines.extend(chart.last_year.iter().map(|line| drawn(&line.points, last_year_name.clone(), LineStyle::LastYear)));
    let radius = if plot.step() < units(18) { units(3) } else { units(5) };
    // Below the others, which it must not cover.
    let last_year_first = lines.iter().filter(|line| line.style == LineStyle::LastYear);
    for line in last_year_first.chain(lines.iter().filter(|line| line.style != LineStyle::LastYear)) {
        for (from, to) in line.pieces() {
            line.style.stroke(&mut scene, from, to);
        }
        for (_, place, _) in &line.points {
            line.style.marker(&mut scene, *place, radius);
        }
    }
    let taken = beside(&mut scene, &plot, &lines, lang, dashed.map(|y| (y, threshold_lines.as_slice())));
    within(&mut scene, &plot, &lines, lang, (taken, dashed));
    if lines.iter().all(|line| line.points.is_empty()) {
        let place = ((plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2);
        on_paper(&mut scene, &clean(&texts.get("chart.no_rate")), place, SOFT_INK);
    }

    let entries: Vec<(Sample, &str)> =
        lines.iter().map(|line| (Sample::Line(line.style), line.name.as_str())).collect();
    let below = legend(&mut scene, &entries, plot.bottom + units(42));
    scene.end_at(below + units(28));
    scene
}

/// `2022-08` as `08/2022`; anything else as it is.
fn month_label(month: &str) -> String {
    match month.split_once('-') {
        Some((year, number)) if !number.contains('-') => clean(&format!("{number}/{year}")),
        _ => clean(month),
    }
}

/// A line for those who do not see it.
fn described(months: &[String], name: String, points: &[MonthPoint], texts: &Texts) -> String {
    let mut facts = Vec::with_capacity(points.len());
    for (month, value) in months.iter().zip(points) {
        let none = if value.hidden { "cell.hidden" } else { "chart.no_rate" };
        let value = value.percent.map_or_else(|| clean(&texts.get(none)), |value| percent(value, texts.lang()));
        facts.push(format!("{month} {value}"));
    }
    format!("{name}: {}", facts.join("; "))
}

/// Right of the plot: the threshold's words and the values of the last month; gives back the ground they take.
fn beside(
    scene: &mut Scene,
    plot: &Plot,
    lines: &[Drawn],
    lang: Lang,
    threshold: Option<(i32, &[String])>,
) -> Vec<Frame> {
    let size = TextSize::Label;
    let left = plot.right + SIDE_GAP;
    let mut wanted = Vec::new();
    let mut labels = Vec::new();
    for line in lines.iter().filter(|_| plot.months > 1) {
        if let Some((month, (_, y), value)) = line.points.last().copied()
            && month + 1 == plot.months
        {
            wanted.push(y);
            labels.push((Some(line.style), percent(value, lang)));
        }
    }
    // The lines of the words are wanted a step apart already, so that they stay together.
    let (row, words) = threshold.unwrap_or((0, &[]));
    for (number, line) in words.iter().enumerate() {
        wanted.push(row + LABEL_STEP * number as i32 - LABEL_STEP * (words.len() as i32 - 1) / 2);
        labels.push((None, line.clone()));
    }
    let mut taken = Vec::new();
    for (y, (style, text)) in spread(&wanted, LABEL_STEP, (plot.top, plot.bottom)).into_iter().zip(&labels) {
        let mut x = left;
        if let Some(style) = style {
            style.marker(scene, (left + units(5), y), units(4));
            x += SMALL_MARKER;
        }
        scene.text(text, (x, y + size.drop()), Anchor::Start, size, INK);
        taken.push((left, y - LABEL_STEP / 2, x + width(text, size), y + LABEL_STEP / 2));
    }
    taken
}

/// Within the plot: the last value of each line that ends before the last month, or of a single month.
fn within(scene: &mut Scene, plot: &Plot, lines: &[Drawn], lang: Lang, (mut taken, dashed): (Vec<Frame>, Option<i32>)) {
    let size = TextSize::Label;
    let mut strokes: Vec<(Point, Point)> = lines.iter().flat_map(Drawn::pieces).collect();
    strokes.extend(lines.iter().flat_map(|line| line.points.iter().map(|(_, place, _)| (*place, *place))));
    strokes.extend(dashed.map(|y| ((plot.left, y), (plot.right, y))));
    let mut ends: Vec<_> = lines
        .iter()
        .enumerate()
        .filter_map(|(rank, line)| line.points.last().map(|end| ((rank, line.style), *end)))
        .filter(|(_, (month, _, _))| plot.months < 2 || month + 1 < plot.months)
        .collect();
    ends.sort_by_key(|((rank, _), (_, (_, y), _))| (*y, *rank));
    for ((_, style), (_, (x, y), value)) in ends {
        let text = percent(value, lang);
        let wide = SMALL_MARKER + width(&text, size);
        let frame = |(left, middle): Point| (left, middle - LABEL_STEP / 2, left + wide, middle + LABEL_STEP / 2);
        let places: Vec<Point> = (0..80)
            .map(|number| y + if number % 2 == 0 { -1 } else { 1 } * (number + 1) / 2 * units(5))
            .flat_map(|middle| [(x + units(11), middle), (x - units(11) - wide, middle)])
            .filter(|(left, middle)| *middle > plot.top && *middle < plot.bottom - LABEL_STEP / 2 && *left > plot.left)
            .collect();
        let free = |place: &&Point| !taken.iter().any(|other| overlap(frame(**place), *other));
        let clear = |place: &&Point| {
            let (left, top, right, bottom) = frame(**place);
            let roomy = (left - units(2), top - units(2), right + units(2), bottom + units(2));
            !strokes.iter().any(|(from, to)| crosses(roomy, *from, *to))
        };
        let best = places.iter().filter(free).find(clear).or_else(|| places.iter().find(free));
        let (left, middle) = best.copied().unwrap_or((x + units(11), y));
        let frame = frame((left, middle));
        scene.rectangle((frame.0, frame.1 + 2), (frame.2 + units(3), frame.3 - 2), PAPER);
        // Beside its own point a value needs no marker.
        if middle != y {
            style.marker(scene, (left + units(5), middle), units(4));
        }
        let indent = if middle == y && left > x { 0 } else { SMALL_MARKER };
        scene.text(&text, (left + indent, middle + size.drop()), Anchor::Start, size, INK);
        taken.push(frame);
    }
}

/// A text on its own ground.
fn on_paper(scene: &mut Scene, text: &str, (x, y): Point, color: plotters::style::RGBColor) {
    let size = TextSize::Label;
    let half = width(text, size) / 2 + units(6);
    scene.rectangle((x - half, y - units(12)), (x + half, y + units(12)), PAPER);
    scene.text(text, (x, y + size.drop()), Anchor::Middle, size, color);
}
