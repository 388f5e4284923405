use crate::report::charts::{HeatCell, HeatMap};
use crate::standards::Verdict;
use crate::texts::Texts;
use crate::texts::numbers::short_percent;

use super::bars::{name_lines, row_height};
use super::heading::{MARGIN, WIDTH, headed_within};
use super::heat_legend::heat_legend;
use super::legend::partial_note;
use super::marker::{judged, sign};
use super::palette::{tone_color, tone_ink};
use super::picture::Picture;
use super::rates::{described, rate_text, unit_text};
use super::scene::{Anchor, INK, SOFT_INK, Scene, units};
use super::typeface::{TextSize, width};
use super::wording::{clean, widest, wrap};

/// Between a name and the cells.
const NAME_GAP: i32 = units(10);
/// Between two cells.
const GUTTER: i32 = units(2);
/// Between the rates with a threshold and the others, and between the level and its units.
const GROUP_GAP: i32 = units(14);
/// Free ground within a cell, left and right.
const PADDING: i32 = units(9);
/// Room for the sign of a verdict.
const SIGN_WIDTH: i32 = units(15);
/// The narrowest and the widest a cell may be.
const CELL_WIDTHS: (i32, i32) = (units(64), units(104));
/// A long map repeats its head after so many units.
const BLOCK: usize = 40;

/// What stands for a rate that is not there, as in official statistics: nothing to count, and not told.
pub(super) const NOT_APPLICABLE: &str = "–";
pub(super) const NOT_AVAILABLE: &str = "…";

/// Where the cells stand.
struct Grid {
    /// The left edge of each column.
    lefts: Vec<i32>,
    /// How wide each is, without its gutter.
    cell: i32,
}

/// A line of cells, ready to be drawn.
struct Row<'a> {
    name: Vec<String>,
    cells: &'a [HeatCell],
}

/// Draws the units of a level against all rates.
pub fn heat_map(map: &HeatMap, texts: &Texts) -> Picture {
    Picture::of(heat_scene(map, texts), texts.lang())
}

/// The scene of [`heat_map`].
pub(super) fn heat_scene(map: &HeatMap, texts: &Texts) -> Scene {
    let lang = texts.lang();
    let whole = Row { name: name_lines(&clean(map.level_title.get(lang))), cells: &map.whole };
    let named = |label: &str| name_lines(&unit_text(label, texts));
    let rows: Vec<Row> = map.rows.iter().map(|row| Row { name: named(&row.label), cells: &row.cells }).collect();

    let mut names_width = widest(&whole.name, TextSize::Label);
    for row in &rows {
        names_width = names_width.max(widest(&row.name, TextSize::Label));
    }
    let (grid, right) = grid(map, &rows, MARGIN + names_width + NAME_GAP, texts);
    let picture_width = WIDTH.max((right + MARGIN + units(1) - 1) / units(1));
    let (mut scene, top) = headed_within(picture_width, &texts.get("chart.heat_map"), map.subtitle.get(lang));
    describe(&mut scene, map, texts);

    let mut top = heat_legend(&mut scene, map, top + units(12), texts) + units(18);
    let heads = heads(map, &grid, texts);
    let names_right = MARGIN + names_width;
    for (number, block) in rows.chunks(BLOCK).enumerate() {
        top = head(&mut scene, &heads, &grid, top) + GUTTER;
        if number == 0 {
            top = line(&mut scene, &whole, &grid, (names_right, top), texts) + GROUP_GAP / 2;
        }
        for row in block {
            top = line(&mut scene, row, &grid, (names_right, top), texts);
        }
        top += GROUP_GAP;
    }
    let partial = map.rows.iter().flat_map(|row| &row.cells).chain(&map.whole).any(|cell| cell.rate.partial);
    top = partial_note(&mut scene, partial, top, texts);
    scene.end_at(top + MARGIN - units(8));
    scene
}

/// What the map shows, for those who do not see it.
fn describe(scene: &mut Scene, map: &HeatMap, texts: &Texts) {
    let lang = texts.lang();
    let mut add = |name: String, cells: &[HeatCell]| {
        let fact = |(column, cell): (&crate::report::charts::HeatColumn, &HeatCell)| {
            format!("{} {}", clean(column.short.get(lang)), described(&cell.rate, cell.verdict, texts))
        };
        let facts: Vec<String> = map.columns.iter().zip(cells).map(fact).collect();
        scene.description.push(format!("{name}: {}", facts.join("; ")));
    };
    add(clean(map.level_title.get(lang)), &map.whole);
    for row in &map.rows {
        add(unit_text(&row.label, texts), &row.cells);
    }
}

/// Gives the columns their places from `left` on; and the right edge of the last.
fn grid(map: &HeatMap, rows: &[Row], left: i32, texts: &Texts) -> (Grid, i32) {
    let mut cell = CELL_WIDTHS.0;
    for shown in rows.iter().flat_map(|row| row.cells).chain(&map.whole) {
        let sign = if judged(shown.verdict) { SIGN_WIDTH } else { 0 };
        cell = cell.max(width(&cell_text(shown, texts), TextSize::Label) + sign + 2 * PADDING);
    }
    let count = map.columns.len() as i32;
    let groups = i32::from(parts(map).is_some());
    let room = units(WIDTH) - MARGIN - left - groups * GROUP_GAP;
    cell = cell.max((room / count.max(1) - GUTTER).min(CELL_WIDTHS.1));
    let mut lefts = Vec::with_capacity(map.columns.len());
    let mut next = left;
    for column in 0..map.columns.len() {
        if parts(map) == Some(column) {
            next += GROUP_GAP;
        }
        lefts.push(next);
        next += cell + GUTTER;
    }
    (Grid { lefts, cell }, next - GUTTER)
}

/// The first column without a threshold, where there are both kinds.
fn parts(map: &HeatMap) -> Option<usize> {
    map.columns.iter().position(|column| column.threshold.is_none()).filter(|first| *first > 0)
}

/// The names of the columns in lines, and their thresholds.
fn heads(map: &HeatMap, grid: &Grid, texts: &Texts) -> Vec<(Vec<String>, String)> {
    let head = |column: &crate::report::charts::HeatColumn| {
        let name = wrap(&clean(column.short.get(texts.lang())), TextSize::Tick, grid.cell - units(4));
        let threshold = column.threshold.map(|value| format!("≥ {}", short_percent(value, texts.lang())));
        (name, threshold.unwrap_or_default())
    };
    map.columns.iter().map(head).collect()
}

/// Writes the heads of the columns; gives back the row below them.
fn head(scene: &mut Scene, heads: &[(Vec<String>, String)], grid: &Grid, top: i32) -> i32 {
    let size = TextSize::Tick;
    let lines = heads.iter().map(|(name, _)| name.len()).max().unwrap_or(0) as i32;
    let names_bottom = top + lines * size.leading();
    let has_thresholds = heads.iter().any(|(_, threshold)| !threshold.is_empty());
    for ((name, threshold), left) in heads.iter().zip(&grid.lefts) {
        let middle = left + grid.cell / 2;
        // Names without a threshold below them stand lower, next to their cells.
        let lowered = if threshold.is_empty() && has_thresholds { size.leading() } else { 0 };
        let mut row = names_bottom + lowered - name.len() as i32 * size.leading();
        for line in name {
            scene.text(line, (middle, row + size.leading() / 2 + size.drop()), Anchor::Middle, size, INK);
            row += size.leading();
        }
        scene.text(threshold, (middle, row + size.leading() / 2 + size.drop()), Anchor::Middle, size, SOFT_INK);
    }
    names_bottom + if has_thresholds { size.leading() } else { 0 } + units(4)
}

/// Draws a row of cells; gives back the row below.
fn line(scene: &mut Scene, row: &Row, grid: &Grid, (names_right, top): (i32, i32), texts: &Texts) -> i32 {
    let size = TextSize::Label;
    let bottom = top + row_height(&row.name);
    let middle = (top + bottom) / 2;
    scene.lines_around(&row.name, (names_right, middle), Anchor::End, size, INK);
    for (cell, left) in row.cells.iter().zip(&grid.lefts) {
        let right = left + grid.cell;
        let text = cell_text(cell, texts);
        let baseline = middle + size.drop();
        match cell.tone {
            Some(tone) => {
                let ink = tone_ink(tone);
                scene.rectangle((*left, top), (right, bottom), tone_color(tone));
                sign(scene, (left + PADDING + units(4), middle), cell.verdict, ink, 90);
                scene.text(&text, (right - PADDING, baseline), Anchor::End, size, ink);
            }
            None => scene.text(&text, (right - PADDING, baseline), Anchor::End, size, SOFT_INK),
        }
    }
    bottom + GUTTER
}

/// What a cell says.
fn cell_text(cell: &HeatCell, texts: &Texts) -> String {
    match (cell.rate.percent, cell.rate.counts) {
        (None, Some(_)) if !cell.rate.hidden => NOT_APPLICABLE.to_owned(),
        (None, None) if !cell.rate.hidden => NOT_AVAILABLE.to_owned(),
        _ => rate_text(&cell.rate, texts),
    }
}

/// Whether any cell has this verdict.
pub(super) fn any_verdict(map: &HeatMap, verdict: Verdict) -> bool {
    map.rows.iter().flat_map(|row| &row.cells).chain(&map.whole).any(|cell| cell.verdict == Some(verdict))
}

#[cfg(test)]
mod tests {
    use super::super::scene::Shape;
    use super::super::spread::overlap;
    use super::super::tests::{LONG_NAME, check_same, check_sizes, check_texts, frame, read, texts, written};
    use super::*;
    use crate::report::charts::{Distance, HeatColumn, HeatRow, Rate, Tone};
    use crate::texts::{Lang, Localized};

    const THRESHOLD: i64 = 4000;

    fn cell(percent: i64, threshold: bool) -> HeatCell {
        let rate = Rate { percent: Some(percent), counts: Some((7, 9)), ..Rate::default() };
        let far = |points: i64| if points >= 2000 { Distance::Far } else { Distance::Near };
        match (threshold, percent >= THRESHOLD) {
            (false, _) => HeatCell { rate, verdict: None, tone: Some(Tone::Fifth((percent / 2001) as u8)) },
            (true, true) => {
                HeatCell { rate, verdict: Some(Verdict::Met), tone: Some(Tone::Above(far(percent - THRESHOLD))) }
            }
            (true, false) => {
                HeatCell { rate, verdict: Some(Verdict::Missed), tone: Some(Tone::Below(far(THRESHOLD - percent))) }
            }
        }
    }

    /// Rates from 0 to 100 % over units and columns, the first `with` of these with a threshold.
    fn map(units: usize, columns: usize, with: usize) -> HeatMap {
        let names = ["Trực tuyến mức 3", "Nhận qua BCCI", "Thanh toán trực tuyến", "Hài lòng"];
        let column = |number: usize| HeatColumn {
            indicator: format!("rate_{number}"),
            short: Localized::same(names[number % names.len()]),
            threshold: (number < with).then_some(THRESHOLD),
        };
        let most = (units * columns).max(2) as i64 - 1;
        let value = |place: usize| 10_000 * place as i64 / most;
        let row = |unit: usize| HeatRow {
            label: if unit % 3 == 2 { format!("{LONG_NAME} {unit}") } else { format!("Xã {unit}") },
            cells: (0..columns).map(|number| cell(value(unit * columns + number), number < with)).collect(),
        };
        HeatMap {
            level: "commune".to_owned(),
            level_title: Localized::same("Cấp xã"),
            subtitle: Localized::same("Cấp xã · 2022"),
            columns: (0..columns).map(column).collect(),
            others: 0,
            whole: (0..columns).map(|number| cell(3900, number < with)).collect(),
            rows: (0..units).map(row).collect(),
        }
    }

    #[test]
    fn maps_of_any_size_have_room() {
        for units in [0, 1, 2, 9, 41, 200] {
            for (columns, with) in [(0, 0), (1, 0), (1, 1), (4, 2), (12, 4), (16, 16)] {
                let about = format!("{units} units, {columns} rates, {with} thresholds");
                let map = map(units, columns, with);
                let scene = heat_scene(&map, &texts(Lang::Vi));
                check_texts(&scene, &about);
                let seen: Vec<&str> = written(&scene).iter().map(|text| text.text.as_str()).collect();
                for shown in map.rows.iter().flat_map(|row| &row.cells) {
                    let value = rate_text(&shown.rate, &texts(Lang::Vi));
                    assert!(seen.contains(&value.as_str()), "{about}: {value}");
                }
                let joined = seen.join(" ");
                assert!(map.rows.iter().all(|row| joined.contains(&row.label)), "{about}");
            }
        }
    }

    #[test]
    fn values_lie_within_their_cells_and_cells_do_not_touch() {
        let map = map(50, 12, 4);
        let scene = heat_scene(&map, &texts(Lang::Vi));
        let tones: Vec<_> = map.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.tone).collect();
        let grounds: Vec<_> = scene
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Rectangle(from, to, color) if tones.iter().any(|tone| tone_color(*tone) == *color) => {
                    Some((from.0, from.1, to.0, to.1))
                }
                _ => None,
            })
            .filter(|ground| ground.3 - ground.1 >= row_height(&[])) // Not those of the legend.
            .collect();
        assert_eq!(grounds.len(), 51 * 12);
        for (index, one) in grounds.iter().enumerate() {
            assert!(!grounds[..index].iter().any(|other| overlap(*one, *other)));
        }
        let values: Vec<_> =
            written(&scene).into_iter().filter(|text| text.text.contains(',') && text.text.ends_with('%')).collect();
        assert_eq!(values.len(), 51 * 12);
        for text in values {
            let (left, top, right, bottom) = frame(text);
            let held = grounds.iter().any(|g| g.0 <= left && g.1 <= top && right <= g.2 && bottom <= g.3);
            assert!(held, "{}", text.text);
        }
    }

    #[test]
    fn misses_have_their_sign_and_what_is_not_there_its_own() {
        let mut map = map(2, 4, 2);
        map.rows[0].cells[2] =
            HeatCell { rate: Rate { counts: Some((0, 0)), ..Rate::default() }, ..HeatCell::default() };
        map.rows[0].cells[3] = HeatCell::default();
        map.rows[1].cells[3] = HeatCell { rate: Rate { hidden: true, ..Rate::default() }, ..HeatCell::default() };
        map.rows[1].cells[2].rate.partial = true;
        map.others = 3;
        let scene = heat_scene(&map, &texts(Lang::Vi));
        check_texts(&scene, "not there");
        let seen: Vec<&str> = written(&scene).iter().map(|text| text.text.as_str()).collect();
        for text in ["–", "…", "ẩn", "không áp dụng", "không có dữ liệu", "còn 3 chỉ số khác trong báo cáo", "≥ 40%"]
        {
            assert!(seen.contains(&text), "{text} in {seen:?}");
        }
        assert!(seen.iter().any(|text| text.ends_with("%*")));
        // Two strokes a sign: of the judged cells of the level and its units, and of the legend.
        let strokes = scene.shapes.iter().filter(|shape| matches!(shape, Shape::Stroke(..))).count();
        assert_eq!(strokes, 2 * (2 + 4 + 2));
        let picture = heat_map(&map, &texts(Lang::Vi));
        check_sizes(&picture);
        let (_, description) = read(&picture.svg().expect("drawn"));
        assert!(description.contains("Xã 0: Trực tuyến mức 3 0,00% (7/9), chưa đạt; "), "{description}");
        assert!(description.contains("; Hài lòng ẩn"), "{description}");
        check_same(&picture, &heat_map(&map, &texts(Lang::Vi)));
    }
}
