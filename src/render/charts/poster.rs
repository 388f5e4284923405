use crate::report::charts::{Poster, Volume};
use crate::texts::numbers::{short_percent, signed, signed_whole, whole};
use crate::texts::{Message, Texts};

use super::heading::{MARGIN, RIGHT, WIDTH};
use super::palette::{BANNER, BANNER_SOFT, STRIPE};
use super::picture::Picture;
use super::rates::described;
use super::scene::{Anchor, GRID, INK, PAPER, SOFT_INK, Scene, units};
use super::tile::{Frame, Look, tile, verdict_words};
use super::typeface::{TextSize, width};
use super::wording::{clean, fit, wrap};

/// Height in units: the PNG has 1920 × 1080 dots, as a slide has.
const HEIGHT: i32 = 540;
/// Between two tiles.
const GAP: i32 = units(12);
/// Height of the counts.
const VOLUME_HEIGHT: i32 = units(64);
/// More tiles than this make a second row.
const MOST_IN_ROW: usize = 3;

/// Draws the headline for a slide.
pub fn poster_picture(poster: &Poster, texts: &Texts) -> Picture {
    Picture::of(poster_scene(poster, texts), texts.lang())
}

/// The scene of [`poster_picture`].
pub(super) fn poster_scene(poster: &Poster, texts: &Texts) -> Scene {
    let mut scene = Scene::new(WIDTH, HEIGHT);
    let title = poster.title.as_ref().map(|title| clean(title.get(texts.lang()))).filter(|title| !title.is_empty());
    scene.title = title.unwrap_or_else(|| clean(&texts.get("report.title")));
    describe(&mut scene, poster, texts);
    scene.rectangle((0, 0), (units(WIDTH), units(HEIGHT)), STRIPE);
    let top = banner(&mut scene, poster) + GAP;
    let mut bottom = footer(&mut scene, poster, texts) - GAP;
    if !poster.volume.is_empty() {
        volume(&mut scene, &poster.volume, (bottom - VOLUME_HEIGHT, bottom), texts);
        bottom -= VOLUME_HEIGHT + GAP;
    }
    tiles(&mut scene, poster, (top, bottom), texts);
    scene
}

/// What the poster shows, for those who do not see it.
fn describe(scene: &mut Scene, poster: &Poster, texts: &Texts) {
    let lang = texts.lang();
    scene.description.push(clean(&poster.period));
    for tile in &poster.tiles {
        let mut facts = vec![described(&tile.rate, None, texts)];
        facts.extend(verdict_words(tile, texts));
        for level in tile.by_level.iter().flat_map(|by_level| &by_level.levels) {
            let threshold = Message::new("chart.threshold_is").with("threshold", short_percent(level.threshold, lang));
            let said = described(&level.rate, level.verdict, texts);
            facts.push(format!("{}: {said}, {}", level.level.get(lang), texts.say(&threshold)));
        }
        if let Some(change) = tile.change {
            facts.push(texts.say(&Message::new("chart.points").with("change", signed(change, lang))));
        }
        scene.description.push(format!("{}: {}", clean(tile.name.get(lang)), clean(&facts.join("; "))));
    }
    for counted in &poster.volume {
        let change = counted.change.map(|change| format!(" ({})", signed_whole(change, lang))).unwrap_or_default();
        let name = clean(counted.name.get(lang));
        scene.description.push(format!("{name}: {}{change}", count_text(counted, texts)));
    }
}

/// What it is about, on a dark ground; gives back the row below.
fn banner(scene: &mut Scene, poster: &Poster) -> i32 {
    let sizes = [
        (TextSize::Banner, 1),
        (TextSize::Number, 1),
        (TextSize::Title, 2),
        (TextSize::Subtitle, 3),
        (TextSize::Tick, 3),
    ];
    let (size, lines) = fit(&scene.title, &sizes, RIGHT - MARGIN);
    let period_size = TextSize::Title;
    let height = units(10) + lines.len() as i32 * size.leading() + period_size.leading() + units(10);
    scene.rectangle((0, 0), (units(WIDTH), height), BANNER);
    let mut row = units(10);
    for line in &lines {
        scene.text(line, (MARGIN, row + size.leading() / 2 + size.drop()), Anchor::Start, size, PAPER);
        row += size.leading();
    }
    row += period_size.leading() / 2 + period_size.drop();
    scene.text(&clean(&poster.period), (MARGIN, row), Anchor::Start, period_size, BANNER_SOFT);
    height
}

/// Where the numbers come from, at the bottom; gives back the row above.
fn footer(scene: &mut Scene, poster: &Poster, texts: &Texts) -> i32 {
    let size = TextSize::Label;
    let mut facts = Vec::new();
    if let Some(standard) = &poster.standard {
        facts.push(texts.say(&Message::new("chart.held_against").named("title", standard)));
    }
    if let Some(period) = &poster.compared {
        facts.push(texts.say(&Message::new("chart.changes_since").with("period", period)));
    }
    if poster.others > 0 {
        facts.push(texts.say(&Message::new("chart.others").with("count", poster.others)));
    }
    if poster.tiles.iter().any(|tile| tile.rate.partial) {
        facts.push(texts.get("chart.partial"));
    }
    let said = clean(&facts.join(" · "));
    scene.description.extend(Some(said.clone()).filter(|said| !said.is_empty()));
    let (size, lines) = fit(&said, &[(size, 1), (TextSize::Tick, 3)], RIGHT - MARGIN);
    let top = units(HEIGHT) - units(12) - lines.len() as i32 * size.leading();
    let mut row = top;
    for line in &lines {
        scene.text(line, (MARGIN, row + size.leading() / 2 + size.drop()), Anchor::Start, size, SOFT_INK);
        row += size.leading();
    }
    top + units(4)
}

/// The counts, side by side on one ground.
fn volume(scene: &mut Scene, counts: &[Volume], (top, bottom): (i32, i32), texts: &Texts) {
    let lang = texts.lang();
    framed(scene, (MARGIN, top, RIGHT, bottom));
    let wide = (RIGHT - MARGIN) / counts.len().max(1) as i32;
    for (number, counted) in counts.iter().enumerate() {
        let left = MARGIN + wide * number as i32 + units(18);
        let inner = wide - units(30);
        if number > 0 {
            scene.vertical(left - units(18), (top + units(12), bottom - units(12)), units(1), GRID);
        }
        let value = count_text(counted, texts);
        let (size, lines) = fit(&value, &[(TextSize::Number, 1), (TextSize::Title, 1), (TextSize::Label, 1)], inner);
        let baseline = top + units(5) + TextSize::Number.leading() / 2 + TextSize::Number.drop();
        let value = lines.first().cloned().unwrap_or_default();
        scene.text(&value, (left, baseline), Anchor::Start, size, INK);
        let change = counted.change.map(|change| signed_whole(change, lang)).unwrap_or_default();
        let start = left + width(&value, size) + units(10);
        if start + width(&change, TextSize::Fact) <= left + inner {
            scene.text(&change, (start, baseline), Anchor::Start, TextSize::Fact, SOFT_INK);
        }
        let name = clean(counted.name.get(lang));
        let (size, lines) = fit(&name, &[(TextSize::Fact, 1), (TextSize::Subtitle, 1), (TextSize::Tick, 1)], inner);
        let baseline = bottom - units(5) - TextSize::Fact.leading() / 2 + TextSize::Fact.drop();
        scene.text(lines.first().map_or("", String::as_str), (left, baseline), Anchor::Start, size, SOFT_INK);
    }
}

/// A count, or the words for none.
fn count_text(counted: &Volume, texts: &Texts) -> String {
    match counted.count {
        Some(count) => whole(count, texts.lang()),
        None if counted.hidden => clean(&texts.get("cell.hidden")),
        None => clean(&texts.get("cell.not_available")),
    }
}

/// The rates in one row or two.
fn tiles(scene: &mut Scene, poster: &Poster, (top, bottom): (i32, i32), texts: &Texts) {
    let count = poster.tiles.len();
    if count == 0 {
        let size = TextSize::Number;
        let mut row = (top + bottom) / 2 - size.leading() / 2;
        for line in wrap(&clean(&texts.get("chart.no_rate")), size, RIGHT - MARGIN) {
            let place = (units(WIDTH) / 2, row + size.leading() / 2 + size.drop());
            scene.text(&line, place, Anchor::Middle, size, SOFT_INK);
            row += size.leading();
        }
        return;
    }
    let rows = count.div_ceil(MOST_IN_ROW);
    let height = (bottom - top - GAP * (rows as i32 - 1)) / rows as i32;
    let wide_of = |columns: usize| (RIGHT - MARGIN - GAP * (columns as i32 - 1)) / columns as i32;
    let columns = count.div_ceil(rows);
    let look = Look::of(&poster.tiles, (wide_of(columns), height), texts);
    let mut row_top = top;
    for row in poster.tiles.chunks(columns) {
        let wide = wide_of(row.len());
        for (number, shown) in row.iter().enumerate() {
            let left = MARGIN + (wide + GAP) * number as i32;
            let frame = (left, row_top, left + wide, row_top + height);
            framed(scene, frame);
            tile(scene, shown, &look, frame, texts);
        }
        row_top += height + GAP;
    }
}

/// A white ground with a hairline around it.
fn framed(scene: &mut Scene, (left, top, right, bottom): Frame) {
    scene.rectangle((left, top), (right, bottom), GRID);
    scene.rectangle((left + 4, top + 4), (right - 4, bottom - 4), PAPER);
}

#[cfg(test)]
mod tests {
    use super::super::scene::Shape;
    use super::super::tests::{LONG_NAME, check_same, check_sizes, check_texts, frame, read, texts, written};
    use super::*;
    use crate::report::charts::{Rate, Tile};
    use crate::standards::Verdict;
    use crate::texts::{Lang, Localized};

    fn poster(tiles: usize, counts: usize, name: &str) -> Poster {
        let tile = |number: usize| Tile {
            name: Localized::same(&format!("{name} {number}")),
            rate: match number % 4 {
                0 => Rate { percent: Some(0), counts: Some((0, 4702)), ..Rate::default() },
                1 => Rate { percent: Some(10_000), counts: Some((29_500, 109_104)), hidden: false, partial: true },
                2 => Rate { hidden: true, ..Rate::default() },
                _ => Rate::default(),
            },
            threshold: (number % 3 != 2).then_some(9950),
            verdict: [Some(Verdict::Missed), Some(Verdict::Met), None, Some(Verdict::NotAvailable)][number % 4],
            by_level: None,
            change: [Some(-3552), Some(0), None, None][number % 4],
        };
        let volume = |number: usize| Volume {
            name: Localized::same(&format!("Tiếp nhận {number}")),
            count: (number != 2).then_some(331_986),
            hidden: number == 2,
            change: (number == 0).then_some(-292),
        };
        Poster {
            title: Some(Localized::same(name)),
            period: "01/01/2022 – 19/08/2022".to_owned(),
            compared: Some("01/01/2021 – 19/08/2021".to_owned()),
            tiles: (0..tiles.min(6)).map(tile).collect(),
            others: tiles.saturating_sub(6),
            volume: (0..counts).map(volume).collect(),
            standard: Some(Localized::same("Chỉ tiêu tỉnh Đồng Tháp năm 2022")),
        }
    }

    #[test]
    fn a_headline_of_any_length_is_one_slide() {
        for tiles in 0..=12 {
            for counts in [0, 1, 3, 4] {
                for name in ["Hài lòng", LONG_NAME, &LONG_NAME.repeat(4), &"W".repeat(300), ""] {
                    let about = format!("{tiles} tiles, {counts} counts, {name}");
                    let poster = poster(tiles, counts, name);
                    let scene = poster_scene(&poster, &texts(Lang::Vi));
                    assert_eq!((scene.width, scene.height), (960, 540));
                    check_texts(&scene, &about);
                    for text in written(&scene).into_iter().filter(|text| text.size != TextSize::Tick) {
                        let (left, _, right, _) = frame(text);
                        assert!(left >= MARGIN && right <= RIGHT, "{about}: {}", text.text);
                    }
                    let grounds = scene
                        .shapes
                        .iter()
                        .filter(|shape| matches!(shape, Shape::Rectangle(_, _, color) if *color == PAPER));
                    assert_eq!(grounds.count(), tiles.min(6) + usize::from(counts > 0), "{about}");
                }
            }
        }
    }

    #[test]
    fn texts_stay_within_their_tile() {
        for tiles in 1..=6 {
            let poster = poster(tiles, 3, "Thanh toán trực tuyến");
            let scene = poster_scene(&poster, &texts(Lang::Vi));
            let grounds: Vec<Frame> = scene
                .shapes
                .iter()
                .filter_map(|shape| match shape {
                    Shape::Rectangle(from, to, color) if *color == PAPER => Some((from.0, from.1, to.0, to.1)),
                    _ => None,
                })
                .collect();
            for text in written(&scene) {
                let (left, top, right, bottom) = frame(text);
                let inside = |g: &&Frame| g.0 < left && g.1 < top && right < g.2 && bottom < g.3;
                let touches = |g: &&Frame| g.0 < right && left < g.2 && g.1 < bottom && top < g.3;
                let touched = grounds.iter().filter(touches).count();
                assert_eq!(touched, grounds.iter().filter(inside).count(), "{tiles} tiles: {}", text.text);
            }
        }
    }

    #[test]
    fn a_tile_says_rate_counts_threshold_verdict_and_change() {
        let picture = poster_picture(&poster(8, 3, "Hài lòng"), &texts(Lang::Vi));
        check_sizes(&picture);
        let svg = picture.svg().expect("drawn");
        assert!(svg.contains(r#"width="960" height="540""#));
        let (seen, description) = read(&svg);
        for text in [
            "Hài lòng",
            "Hài lòng 0",
            "0,00%",
            "0/4.702",
            "chưa đạt chỉ tiêu 99,5%",
            "−35,52 điểm %",
            "100,00%*",
            "đạt chỉ tiêu 99,5%",
            "ẩn",
            "không có dữ liệu",
            "331.986",
            "−292",
        ] {
            assert!(seen.contains(&text.to_owned()), "{text} in {seen:?}");
        }
        let source = "Đối chiếu với: Chỉ tiêu tỉnh Đồng Tháp năm 2022 · Tăng, giảm so với kỳ 01/01/2021 – 19/08/2021 · còn 2 chỉ số khác";
        assert!(description.contains(source) && seen.join(" ").contains(source), "{description}");
        assert!(description.contains("Hài lòng 0: 0,00% (0/4.702); chưa đạt chỉ tiêu 99,5%; −35,52 điểm %\n"));
        check_same(&picture, &poster_picture(&poster(8, 3, "Hài lòng"), &texts(Lang::Vi)));
        let mut empty = poster(0, 0, "");
        empty.title = None;
        let (seen, _) = read(&poster_picture(&empty, &texts(Lang::En)).svg().expect("drawn"));
        assert!(seen.contains(&"no rate".to_owned()), "{seen:?}");
    }
}
