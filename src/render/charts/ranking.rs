use plotters::style::RGBColor;

use crate::report::charts::{Movement, Ranked, Ranking};
use crate::standards::Verdict;
use crate::texts::{Message, Texts};

use super::axis::Axis;
use super::bars::{name_lines, row_height};
use super::heading::{MARGIN, RIGHT, headed};
use super::legend::{Sample, legend, moved, note, partial_note};
use super::marker::{judged, verdict_sign};
use super::palette::{STRIPE, verdict_color};
use super::picture::Picture;
use super::rates::{counts_text, described, rate_text, unit_text};
use super::scale::{marks, threshold_label, threshold_words};
use super::scene::{Anchor, BASE, GRID, INK, PAPER, SOFT_INK, Scene, Shape, units};
use super::typeface::{TextSize, width};
use super::wording::{clean, widest};

/// Between two columns.
const GAP: i32 = units(18);
/// Room for an arrow before its number.
const ARROW_WIDTH: i32 = units(18);
/// Room for the sign of a verdict before its rate.
const SIGN_WIDTH: i32 = units(18);
/// A row's dot, and how far the first and last stand inside their place.
const DOT: i32 = units(6);
/// The narrowest place for dots.
const NARROWEST: i32 = units(80);
/// Stands for a rank that is not there.
const NO_PLACE: &str = "–";

/// A row with its texts ready.
struct Row {
    place: String,
    moved: String,
    name: Vec<String>,
    rate: String,
    counts: String,
}

/// Where the columns stand.
struct Columns {
    place_right: i32,
    moved_left: i32,
    name_left: i32,
    /// The dots, from the value zero on.
    dots: (i32, i32),
    rate_right: i32,
    /// The middle of the signs, where there are any.
    signs: Option<i32>,
}

/// Draws the ranking of a level's units at one rate.
pub fn ranking_chart(ranking: &Ranking, texts: &Texts) -> Picture {
    Picture::of(ranking_scene(ranking, texts), texts.lang())
}

/// The scene of [`ranking_chart`].
pub(super) fn ranking_scene(ranking: &Ranking, texts: &Texts) -> Scene {
    let lang = texts.lang();
    let subtitle = format!("{} · {}", texts.get("chart.ranking"), ranking.subtitle.get(lang));
    let (mut scene, mut top) = headed(ranking.title.get(lang), &subtitle);
    let threshold_words = threshold_words(ranking.threshold, texts);
    scene.description.extend(threshold_words.clone());
    let since = since(ranking, texts);
    scene.description.extend(since.clone());
    let rows: Vec<Row> = ranking.rows.iter().map(|ranked| row(ranked, texts)).collect();
    for (ranked, row) in ranking.rows.iter().zip(&rows) {
        scene.description.push(in_words(ranked, row, texts));
    }
    top = signs_explained(&mut scene, ranking, since.as_deref(), top + units(12), texts);

    let axis = Axis::holding(ranking.rows.iter().filter_map(|ranked| ranked.rate.percent).chain(ranking.threshold));
    let columns = columns(ranking, &rows, texts);
    let (left, length) = columns.dots;
    let threshold = ranking.threshold.map(|value| left + axis.dots(value, length));
    if let (Some(x), Some(words)) = (threshold, &threshold_words) {
        top = threshold_label(&mut scene, words, x, top);
    }
    let line_top = top;
    top = heads(&mut scene, ranking, &columns, top, texts) + units(4);

    let heights: Vec<i32> = rows.iter().map(|row| row_height(&row.name)).collect();
    let bottom = top + heights.iter().sum::<i32>().max(row_height(&[]));
    let mut row_top = top;
    for (number, height) in heights.iter().enumerate() {
        if is_striped(number) {
            scene.rectangle((MARGIN - units(8), row_top), (RIGHT + units(8), row_top + height), STRIPE);
        }
        row_top += height;
    }
    for (value, _) in axis.marks(lang) {
        let color = if value == 0 { BASE } else { GRID };
        scene.vertical(left + axis.dots(value, length), (top, bottom), units(1), color);
    }
    if let Some(x) = threshold {
        scene.vertical(x, (line_top, bottom), 6, INK);
    }
    let mut row_top = top;
    for (number, ((ranked, row), height)) in ranking.rows.iter().zip(&rows).zip(&heights).enumerate() {
        let ground = if is_striped(number) { STRIPE } else { PAPER };
        row_drawn(&mut scene, (ranked, row), &columns, axis, (row_top + height / 2, ground));
        row_top += height;
    }
    marks(&mut scene, axis, lang, columns.dots, bottom + units(18), None);
    let below = unranked_note(&mut scene, ranking, bottom + units(24), texts);
    let partial = ranking.rows.iter().any(|ranked| ranked.rate.partial);
    let below = partial_note(&mut scene, partial, below, texts);
    scene.end_at(below + MARGIN - units(6));
    scene
}

/// The texts of a row.
fn row(ranked: &Ranked, texts: &Texts) -> Row {
    Row {
        place: ranked.place.map_or_else(|| NO_PLACE.to_owned(), |place| texts.number(place as u64)),
        moved: match ranked.movement {
            Some(Movement::Up(ranks) | Movement::Down(ranks)) => texts.number(ranks as u64),
            Some(Movement::New) => clean(&texts.get("chart.moved_new")),
            Some(Movement::Same) | None => String::new(),
        },
        name: name_lines(&unit_text(&ranked.label, texts)),
        rate: rate_text(&ranked.rate, texts),
        counts: counts_text(&ranked.rate, texts.lang()),
    }
}

/// A row for those who do not see it.
fn in_words(ranked: &Ranked, row: &Row, texts: &Texts) -> String {
    let rate = described(&ranked.rate, ranked.verdict, texts);
    let said = |key, ranks: usize| texts.say(&Message::new(key).with("count", texts.number(ranks as u64)));
    let moved = match ranked.movement {
        Some(Movement::Up(ranks)) => format!(", {}", said("chart.moved_up", ranks)),
        Some(Movement::Down(ranks)) => format!(", {}", said("chart.moved_down", ranks)),
        Some(Movement::Same) => format!(", {}", texts.get("chart.moved_same")),
        Some(Movement::New) => format!(", {}", texts.get("chart.moved_new")),
        None => String::new(),
    };
    format!("{}. {}: {rate}{}", row.place, unit_text(&ranked.label, texts), clean(&moved))
}

/// What ranks are compared with; nothing when they are not.
fn since(ranking: &Ranking, texts: &Texts) -> Option<String> {
    let said = texts.say(&Message::new("chart.since").with("period", ranking.compared.as_ref()?));
    let is_new = |ranked: &Ranked| ranked.movement == Some(Movement::New);
    let new = ranking.rows.iter().any(is_new).then(|| format!("; {}", texts.get("chart.new_means")));
    Some(clean(&format!("{said}{}", new.unwrap_or_default())))
}

/// Says why units with a rate have no rank, where there are any; gives back the row below.
fn unranked_note(scene: &mut Scene, ranking: &Ranking, top: i32, texts: &Texts) -> i32 {
    if ranking.too_few == 0 {
        return top;
    }
    let said = Message::new("chart.too_few")
        .with("least", texts.number(ranking.least))
        .with("count", texts.number(ranking.too_few as u64));
    let said = clean(&texts.say(&said));
    scene.description.push(said.clone());
    note(scene, &said, top)
}

/// Explains the signs; gives back the row below.
fn signs_explained(scene: &mut Scene, ranking: &Ranking, since: Option<&str>, top: i32, texts: &Texts) -> i32 {
    let mut entries: Vec<(Sample, String)> = Vec::new();
    if ranking.rows.iter().any(|ranked| judged(ranked.verdict)) {
        entries.push((Sample::Sign(Verdict::Met), texts.get("chart.met")));
        entries.push((Sample::Sign(Verdict::Missed), texts.get("chart.missed")));
    }
    if since.is_some() {
        entries.push((Sample::Moved(Movement::Up(1)), texts.get("chart.rank_up")));
        entries.push((Sample::Moved(Movement::Down(1)), texts.get("chart.rank_down")));
        entries.push((Sample::Moved(Movement::Same), texts.get("chart.moved_same")));
    }
    let mut below = top;
    if !entries.is_empty() {
        let entries: Vec<(Sample, &str)> = entries.iter().map(|(sample, name)| (*sample, name.as_str())).collect();
        below = legend(scene, &entries, top) + units(4);
    }
    if let Some(since) = since {
        below = note(scene, since, below);
    }
    below + units(10)
}

/// Gives the columns their places.
fn columns(ranking: &Ranking, rows: &[Row], texts: &Texts) -> Columns {
    let size = TextSize::Label;
    let head = |key: &str| width(&clean(&texts.get(key)), TextSize::Tick);
    let most = |of: &dyn Fn(&Row) -> i32| rows.iter().map(of).max().unwrap_or(0);
    let place_right = MARGIN + most(&|row| width(&row.place, size)).max(head("chart.place"));
    let moved_left = place_right + GAP;
    let moved_width = match ranking.compared {
        Some(_) => (ARROW_WIDTH + most(&|row| width(&row.moved, size))).max(head("chart.moved")) + GAP,
        None => 0,
    };
    let name_left = moved_left + moved_width;
    let names_width = most(&|row| widest(&row.name, size)).max(head("table.head_unit"));
    let counts_width = most(&|row| width(&row.counts, size)).max(head("chart.counts"));
    let rate_right = RIGHT - counts_width - GAP;
    // The words for a rate that is not there stand over the dots.
    let rated = |row: &Row| if row.counts.is_empty() { 0 } else { width(&row.rate, size) };
    let rates_width = most(&rated).max(head("table.head_rate"));
    let signs = ranking.rows.iter().any(|ranked| judged(ranked.verdict));
    let left = name_left + names_width + GAP + DOT;
    let rates_left = rate_right - rates_width;
    let right = rates_left - if signs { SIGN_WIDTH } else { 0 } - GAP - DOT;
    let signs = signs.then_some(rates_left - SIGN_WIDTH + units(7));
    Columns { place_right, moved_left, name_left, dots: (left, (right - left).max(NARROWEST)), rate_right, signs }
}

/// Writes the heads of the columns; gives back the row below them.
fn heads(scene: &mut Scene, ranking: &Ranking, columns: &Columns, top: i32, texts: &Texts) -> i32 {
    let size = TextSize::Tick;
    let mut write = |key: &str, x: i32, anchor: Anchor| {
        scene.text(&clean(&texts.get(key)), (x, top + size.leading() / 2 + size.drop()), anchor, size, SOFT_INK);
    };
    write("chart.place", columns.place_right, Anchor::End);
    if ranking.compared.is_some() {
        write("chart.moved", columns.moved_left, Anchor::Start);
    }
    write("table.head_unit", columns.name_left, Anchor::Start);
    write("table.head_rate", columns.rate_right, Anchor::End);
    write("chart.counts", RIGHT, Anchor::End);
    top + size.leading()
}

/// Every other row has a ground of its own.
fn is_striped(number: usize) -> bool {
    number.is_multiple_of(2)
}

/// Draws a row around its middle, on its ground.
fn row_drawn(
    scene: &mut Scene,
    (ranked, row): (&Ranked, &Row),
    columns: &Columns,
    axis: Axis,
    (middle, ground): (i32, RGBColor),
) {
    let size = TextSize::Label;
    let baseline = middle + size.drop();
    let color = if ranked.place.is_some() { INK } else { SOFT_INK };
    scene.text(&row.place, (columns.place_right, baseline), Anchor::End, size, color);
    if let Some(movement) = ranked.movement {
        moved(scene, (columns.moved_left + units(6), middle), movement);
        let indent = if movement == Movement::New { 0 } else { ARROW_WIDTH };
        scene.text(&row.moved, (columns.moved_left + indent, baseline), Anchor::Start, size, SOFT_INK);
    }
    scene.lines_around(&row.name, (columns.name_left, middle), Anchor::Start, size, color);
    let (left, length) = columns.dots;
    let Some(value) = ranked.rate.percent else {
        // On their own ground: the threshold and the scale pass behind the words, never through them.
        let (start, half) = (left + units(8), units(9));
        let end = start + width(&row.rate, size);
        scene.rectangle((start - units(3), middle - half), (end + units(3), middle + half), ground);
        return scene.text(&row.rate, (start, baseline), Anchor::Start, size, SOFT_INK);
    };
    let x = left + axis.dots(value, length);
    let color = verdict_color(ranked.verdict);
    scene.rectangle((left, middle - units(1)), (x, middle + units(1)), color);
    scene.shapes.push(Shape::Disc((x, middle), DOT, color));
    if let Some(x) = columns.signs {
        verdict_sign(scene, (x, middle), ranked.verdict);
    }
    scene.text(&row.rate, (columns.rate_right, baseline), Anchor::End, size, INK);
    scene.text(&row.counts, (RIGHT, baseline), Anchor::End, size, SOFT_INK);
}

#[cfg(test)]
mod tests {
    use super::super::spread::overlap;
    use super::super::tests::{LONG_NAME, check_same, check_sizes, check_texts, frame, read, texts, written};
    use super::*;
    use crate::report::charts::Rate;
    use crate::texts::{Lang, Localized};

    fn ranking(count: usize, threshold: Option<i64>, compared: bool) -> Ranking {
        let ranked = |number: usize| {
            let percent = (number % 10 != 9).then(|| 10_000 - 10_000 * number as i64 / (count.max(2) as i64 - 1));
            let movements = [Movement::Up(12), Movement::Down(3), Movement::Same, Movement::New]
                .map(Some)
                .into_iter()
                .chain([None]);
            Ranked {
                place: percent.map(|_| number + 1),
                label: if number % 3 == 2 { format!("{LONG_NAME} {number}") } else { format!("Xã {number}") },
                rate: Rate { percent, counts: Some((163_284, 164_124)), hidden: false, partial: number == 1 },
                verdict: match (percent, threshold) {
                    (Some(value), Some(threshold)) if value >= threshold => Some(Verdict::Met),
                    (Some(_), Some(_)) => Some(Verdict::Missed),
                    _ => None,
                },
                movement: movements.collect::<Vec<_>>()[number % 5].filter(|_| compared && percent.is_some()),
            }
        };
        Ranking {
            indicator: "paid".to_owned(),
            level: "commune".to_owned(),
            title: Localized::same("Tỷ lệ thanh toán trực tuyến"),
            subtitle: Localized::same("Cấp xã · 2022"),
            threshold,
            compared: compared.then(|| "01/01/2021 – 31/12/2021".to_owned()),
            least: 10,
            too_few: 0,
            rows: (0..count).map(ranked).collect(),
        }
    }

    #[test]
    fn rankings_of_any_length_have_room_and_name_every_unit() {
        for count in [0, 1, 2, 9, 40, 200] {
            for threshold in [None, Some(0), Some(4000), Some(10_000)] {
                for compared in [false, true] {
                    let about = format!("{count} units, threshold {threshold:?}, compared {compared}");
                    let ranking = ranking(count, threshold, compared);
                    let scene = ranking_scene(&ranking, &texts(Lang::Vi));
                    check_texts(&scene, &about);
                    let dots: Vec<_> = scene
                        .shapes
                        .iter()
                        .filter_map(|shape| match shape {
                            Shape::Disc((x, y), radius, _) => Some((x - radius, y - radius, x + radius, y + radius)),
                            _ => None,
                        })
                        .collect();
                    assert_eq!(dots.len(), ranking.rows.iter().filter(|ranked| ranked.rate.percent.is_some()).count());
                    for text in written(&scene) {
                        assert!(!dots.iter().any(|dot| overlap(*dot, frame(text))), "{about}: {}", text.text);
                    }
                    let joined = written(&scene).iter().map(|text| text.text.as_str()).collect::<Vec<_>>().join(" ");
                    assert!(ranking.rows.iter().all(|ranked| joined.contains(&ranked.label)), "{about}");
                }
            }
        }
    }

    /// A threshold at the left, where the words for no rate stand: whatever passes through them is covered before they are
    /// written.
    #[test]
    fn no_line_passes_through_the_words_of_a_unit_without_a_rate_regression() {
        for lang in [Lang::Vi, Lang::En] {
            let mut covered = 0;
            for threshold in [None, Some(300), Some(500), Some(1000), Some(2000)] {
                let scene = ranking_scene(&ranking(40, threshold, true), &texts(lang));
                let words = clean(&texts(lang).get("cell.not_applicable"));
                for (place, shape) in scene.shapes.iter().enumerate() {
                    let Shape::Text(text) = shape else { continue };
                    if text.text != words {
                        continue;
                    }
                    let (left, top, right, bottom) = frame(text);
                    let mut lines = 0;
                    for before in &scene.shapes[..place] {
                        let Shape::Rectangle((x, y), (end, low), _) = before else { continue };
                        if *x <= left && right <= *end && *y <= top && bottom <= *low {
                            lines = 0;
                        } else if overlap((*x, *y, *end, *low), (left, top, right, bottom)) {
                            lines += 1;
                        }
                    }
                    assert_eq!(lines, 0, "threshold {threshold:?}: {}", text.text);
                    covered += 1;
                }
            }
            assert!(covered >= 20, "{covered}");
        }
    }

    #[test]
    fn a_row_tells_place_rate_counts_and_movement() {
        let mut ranking = ranking(4, Some(4000), true);
        ranking.rows[3].rate = Rate { hidden: true, ..Rate::default() };
        (ranking.rows[3].place, ranking.rows[3].verdict) = (None, None);
        ranking.rows[3].movement = None;
        let picture = ranking_chart(&ranking, &texts(Lang::Vi));
        check_sizes(&picture);
        let (seen, description) = read(&picture.svg().expect("drawn"));
        for text in ["Hạng", "100,00%", "66,67%*", "163.284/164.124", "12", "3", "ẩn", "Chỉ tiêu 40%"] {
            assert!(seen.contains(&text.to_owned()), "{text} in {seen:?}");
        }
        assert!(!seen.iter().any(|text| text.contains("mới")), "explained only where it occurs: {seen:?}");
        for line in [
            "1. Xã 0: 100,00% (163.284/164.124), đạt, tăng 12 hạng\n",
            "2. Xã 1: 66,67%* (163.284/164.124), đạt, giảm 3 hạng\n",
            "33,34% (163.284/164.124), chưa đạt, giữ hạng\n",
            "–. Xã 3: ẩn\n",
            "Tăng, giảm hạng so với kỳ 01/01/2021 – 31/12/2021\n",
        ] {
            assert!(description.contains(line), "{line} in {description}");
        }
        check_same(&picture, &ranking_chart(&ranking, &texts(Lang::Vi)));
    }
}
