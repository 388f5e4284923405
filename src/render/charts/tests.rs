//! What must hold for every chart, whatever its data.

use crate::report::charts::{Bar, BarChart, Line, LineChart, Point as MonthPoint};
use crate::rules::Rules;
use crate::standards::Verdict;
use crate::texts::numbers::Hundredths;
use crate::texts::{Lang, Localized, Texts};

use super::bars::bar_scene;
use super::lines::line_scene;
use super::marker::LineStyle;
use super::palette::verdict_color;
use super::scene::{Anchor, Scene, Shape, Text, units};
use super::spread::{Frame, overlap};
use super::typeface::width;
use super::{Picture, bar_chart, line_chart};

pub(super) const LONG_NAME: &str =
    "Chi nhánh Văn phòng Đăng ký đất đai thành phố Sa Đéc và huyện Châu Thành, tỉnh Đồng Tháp";

/// Size and dots of a PNG file.
pub(super) fn decode(file: &[u8]) -> (u32, u32, Vec<u8>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().expect("a PNG");
    let mut dots = vec![0; reader.output_buffer_size().expect("a size")];
    let frame = reader.next_frame(&mut dots).expect("dots");
    (frame.width, frame.height, dots)
}

/// The words of the rules.
pub(super) fn texts(lang: Lang) -> Texts {
    Texts::load(&Rules::embedded(), lang).expect("embedded texts")
}

fn vi() -> Texts {
    texts(Lang::Vi)
}

fn bars(rates: &[Option<Hundredths>], threshold: Option<Hundredths>) -> BarChart {
    let bar = |(index, percent): (usize, &Option<Hundredths>)| Bar {
        label: if index % 3 == 2 { format!("{LONG_NAME} {index}") } else { format!("Phường {index}") },
        place: None,
        percent: *percent,
        counts: percent.map(|rate| (rate.unsigned_abs(), 10_000)),
        verdict: match (percent, threshold) {
            (Some(rate), Some(threshold)) if *rate >= threshold => Some(Verdict::Met),
            (Some(_), Some(_)) => Some(Verdict::Missed),
            (None, _) => Some(Verdict::NotApplicable),
            (Some(_), None) => None,
        },
        hidden: false,
        partial: false,
    };
    BarChart {
        indicator: "paid".to_owned(),
        level: None,
        title: Localized::same("Tỷ lệ thanh toán trực tuyến"),
        subtitle: Localized::same("Cấp xã, tháng 8/2022"),
        threshold,
        bars: rates.iter().enumerate().map(bar).collect(),
        ranked_first: (0..rates.len()).collect(),
        least: 10,
        too_few: 0,
    }
}

fn lines(months: usize, series: &[Vec<Option<Hundredths>>], threshold: Option<Hundredths>) -> LineChart {
    let line = |(index, points): (usize, &Vec<_>)| Line {
        label: Localized::same(&format!("Đường {index}")),
        points: points.iter().map(|percent| MonthPoint { percent: *percent, ..MonthPoint::default() }).collect(),
    };
    LineChart {
        indicator: "paid".to_owned(),
        title: Localized::same("Tỷ lệ thanh toán trực tuyến"),
        subtitle: Localized::same("2022"),
        threshold,
        months: (0..months).map(|month| format!("{}-{:02}", 2022 + month / 12, month % 12 + 1)).collect(),
        lines: series.iter().enumerate().map(line).collect(),
        last_year: None,
        last_year_months: Vec::new(),
    }
}

pub(super) fn written<'a>(scene: &'a Scene) -> Vec<&'a Text> {
    let text = |shape: &'a Shape| match shape {
        Shape::Text(text) => Some(text),
        _ => None,
    };
    scene.shapes.iter().filter_map(text).collect()
}

/// The ground of a text: capitals with their marks above, tails below.
pub(super) fn frame(text: &Text) -> Frame {
    let (wide, em) = (width(&text.text, text.size), text.size.em() as i32);
    let left = match text.anchor {
        Anchor::Start => text.place.0,
        Anchor::Middle => text.place.0 - wide / 2,
        Anchor::End => text.place.0 - wide,
    };
    (left, text.place.1 - em * 9 / 10, left + wide, text.place.1 + em / 4)
}

/// Every text lies in the picture and on no other text.
pub(super) fn check_texts(scene: &Scene, about: &str) {
    let placed: Vec<(&str, Frame)> = written(scene).into_iter().map(|text| (text.text.as_str(), frame(text))).collect();
    for (index, (text, one)) in placed.iter().enumerate() {
        assert!(one.0 >= 0 && one.2 <= units(scene.width), "{about}: {text} is cut: {one:?}");
        assert!(one.1 >= 0 && one.3 <= units(scene.height), "{about}: {text} is cut: {one:?}");
        for (other, two) in &placed[..index] {
            assert!(!overlap(*one, *two), "{about}: {text:?} on {other:?}");
        }
    }
}

/// The document parses; gives back its text elements and its description.
pub(super) fn read(svg: &str) -> (Vec<String>, String) {
    let document = roxmltree::Document::parse(svg).expect("well-formed");
    let named = |name: &'static str| {
        let found = document.descendants().filter(move |node| node.has_tag_name(name));
        found.map(|node| node.text().unwrap_or_default().trim().to_owned()).collect::<Vec<_>>()
    };
    (named("text"), named("desc").concat())
}

#[test]
fn bars_of_any_number_have_room() {
    for count in [0, 1, 2, 12, 26, 150] {
        for threshold in [None, Some(0), Some(37), Some(4000), Some(9950), Some(10_000)] {
            for top in [0, 45, 3830, 4990, 10_000] {
                let rate = |index: usize| (index % 10 != 9).then(|| top - top * index as i64 / count as i64);
                let rates: Vec<_> = (0..count).map(rate).collect();
                let scene = bar_scene(&bars(&rates, threshold), &vi());
                check_texts(&scene, &format!("{count} bars to {top}, threshold {threshold:?}"));
            }
        }
    }
}

#[test]
fn no_value_lies_on_a_bar_and_rows_do_not_touch() {
    let rates: Vec<_> = (0..150).map(|index| Some(10_000 - index * 66)).collect();
    let scene = bar_scene(&bars(&rates, Some(6000)), &vi());
    let colors = [verdict_color(Some(Verdict::Met)), verdict_color(Some(Verdict::Missed))];
    let bars: Vec<Frame> = scene
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Rectangle(from, to, color) if colors.contains(color) => Some((from.0, from.1, to.0, to.1)),
            _ => None,
        })
        .skip(2) // The samples of the legend.
        .collect();
    assert_eq!(bars.len(), 150);
    assert!(bars.windows(2).all(|pair| pair[1].1 - pair[0].3 >= units(8)));
    assert!(bars.windows(2).all(|pair| pair[1].2 <= pair[0].2), "longer is better");
    for text in written(&scene) {
        assert!(!bars.iter().any(|bar| overlap(*bar, frame(text))), "{}", text.text);
    }
}

#[test]
fn every_label_is_whole() {
    let chart = bars(&[Some(9800), Some(3830), Some(1), None], Some(4000));
    let (seen, description) = read(&bar_chart(&chart, &vi()).svg().expect("drawn"));
    let joined = seen.join(" ");
    for bar in &chart.bars {
        assert!(joined.contains(&bar.label), "{} in {joined}", bar.label);
    }
    for text in ["38,30%", "3.830/10.000", "0,01%", "không có dữ liệu", "Chỉ tiêu 40%", "chưa đạt"] {
        assert!(joined.contains(text), "{text} in {joined}");
    }
    assert!(description.contains("Phường 1: 38,30% (3.830/10.000), chưa đạt\n"), "{description}");
    let english = bar_chart(&chart, &texts(Lang::En)).svg().expect("drawn");
    assert!(read(&english).0.contains(&"3,830/10,000".to_owned()));
}

#[test]
fn same_chart_same_bytes_and_twice_the_dots() {
    let chart = bars(&[Some(9800), Some(3830), None], Some(4000));
    let one = bar_chart(&chart, &vi());
    check_same(&one, &bar_chart(&chart, &vi()));
    check_sizes(&one);
    let chart = lines(3, &[vec![Some(10), None, Some(9990)], vec![None, Some(5), None]], Some(5000));
    let one = line_chart(&chart, &vi());
    check_same(&one, &line_chart(&chart, &vi()));
    check_sizes(&one);
}

/// Two pictures of the same chart are the same files.
pub(super) fn check_same(one: &Picture, other: &Picture) {
    assert!(one.svg().expect("drawn") == other.svg().expect("drawn"), "the SVG differs");
    assert!(one.png().expect("drawn") == other.png().expect("drawn"), "the PNG differs");
}

pub(super) fn check_sizes(picture: &Picture) {
    let svg = picture.svg().expect("drawn");
    let document = roxmltree::Document::parse(&svg).expect("well-formed");
    let size = |name| document.root_element().attribute(name).and_then(|text| text.parse::<u32>().ok());
    let (width, height, dots) = decode(&picture.png().expect("drawn"));
    assert_eq!((size("width"), size("height")), (Some(width / 2), Some(height / 2)));
    let met = verdict_color(Some(Verdict::Met));
    let dark = [LineStyle::Rank(0).color(), met].map(|color| [color.0, color.1, color.2]);
    assert!(dots.chunks(3).any(|dot| dark.iter().any(|color| color == dot)), "nothing is drawn");
}

#[test]
fn hostile_labels_stay_text() {
    let hostile =
        "<script>alert(1)</script> & ]]> \"'\u{202E}evil\u{2066}\u{0}\u{B}\n\u{FFFE}\u{200B}<![CDATA[ 一☺ &lt;";
    let seen = "<script>alert(1)</script> & ]]> \"'evil <![CDATA[ 一☺ &lt;";
    let mut chart = bars(&[Some(9800), Some(100)], Some(4000));
    chart.bars[0].label = hostile.to_owned();
    chart.bars[1].label = "W".repeat(400);
    chart.title = Localized::same(hostile);
    let picture = bar_chart(&chart, &vi());
    let svg = picture.svg().expect("drawn");
    let (shown, description) = read(&svg);
    assert!(shown.join(" ").contains(seen), "{shown:?}");
    assert!(description.contains(seen), "{description}");
    assert!(shown.concat().contains(&"W".repeat(400)));
    assert!(!svg.contains("<script") && !svg.contains('\u{202E}'));
    check_texts(&bar_scene(&chart, &vi()), "hostile");

    let mut chart = lines(2, &[vec![Some(1), Some(2)]], Some(3));
    chart.months[1] = hostile.to_owned();
    chart.lines[0].label = Localized::same(hostile);
    let picture = line_chart(&chart, &texts(Lang::En));
    let svg = picture.svg().expect("drawn");
    assert!(read(&svg).0.join(" ").contains(seen));
    assert!(!svg.contains("<script"));
}

#[test]
fn lines_of_any_length_have_room() {
    for months in [0, 1, 2, 3, 8, 12, 13, 36, 120] {
        for count in [0, 1, 2, 4, 9] {
            for threshold in [None, Some(0), Some(4000), Some(10_000)] {
                let close = |line: i64| (0..months as i64).map(|month| Some(4000 + 3 * line + month)).collect();
                let ends = |line: i64| {
                    (0..months as i64).map(|month| (month + 2 * line < 8).then_some(line * 900 + month)).collect()
                };
                for series in [(0..count).map(close).collect::<Vec<_>>(), (0..count).map(ends).collect()] {
                    let scene = line_scene(&lines(months, &series, threshold), &vi());
                    check_texts(&scene, &format!("{count} lines, {months} months, threshold {threshold:?}"));
                }
            }
        }
    }
}

#[test]
fn a_month_without_a_rate_is_a_gap() {
    let series = vec![Some(10), Some(20), None, Some(30), None, Some(40), Some(50)];
    let scene = line_scene(&lines(7, &[series], None), &vi());
    let strokes =
        |shape: &&Shape| matches!(shape, Shape::Stroke(_, _, _, color) if *color == LineStyle::Rank(0).color());
    assert_eq!(scene.shapes.iter().filter(strokes).count(), 2 + 1, "two pieces and the sample of the legend");
    let markers = scene.shapes.iter().filter(|shape| matches!(shape, Shape::Disc(..))).count();
    assert_eq!(markers, 5 + 2, "each point, the last value and the sample");
    let seen: Vec<&str> = written(&scene).iter().map(|text| text.text.as_str()).collect();
    assert!(seen.contains(&"0,50%") && seen.contains(&"07/2022") && seen.contains(&"01/2022"), "{seen:?}");
}

#[test]
fn series_and_months_of_unlike_length_do_no_harm() {
    let scene = line_scene(&lines(2, &[vec![Some(1); 5], vec![Some(2)], vec![]], None), &vi());
    check_texts(&scene, "unlike lengths");
    let scene = line_scene(&lines(2, &[vec![None, None]], Some(4000)), &vi());
    assert!(written(&scene).iter().any(|text| text.text == "không có tỷ lệ"));
}

#[test]
fn the_year_before_is_a_dashed_line_of_its_own_months() {
    let mut chart = lines(3, &[vec![Some(4000), Some(4100), Some(4200)]], Some(5000));
    let points = [Some(9500), None, Some(30)].map(|percent| MonthPoint { percent, ..MonthPoint::default() });
    chart.last_year = Some(Line { label: Localized::same("Toàn bộ"), points: points.to_vec() });
    chart.last_year_months = ["2021-01", "2021-02", "2021-03"].map(str::to_owned).to_vec();
    let scene = line_scene(&chart, &vi());
    check_texts(&scene, "the year before");
    let color = LineStyle::LastYear.color();
    let places: Vec<(i32, i32)> = scene
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Disc(place, _, of) if *of == color => Some(*place),
            _ => None,
        })
        .collect();
    let own: Vec<(i32, i32)> = scene
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Disc(place, _, of) if *of == LineStyle::Rank(0).color() => Some(*place),
            _ => None,
        })
        .collect();
    assert_eq!((places[0].0, places[1].0), (own[0].0, own[2].0), "month over month");
    assert!(places[0].1 < own[0].1 && places[1].1 > own[2].1, "the axis holds it: {places:?} {own:?}");
    assert!(written(&scene).iter().any(|text| text.text == "Cùng kỳ năm trước"));
    assert!(written(&scene).iter().any(|text| text.text == "0,30%"), "its last value");
    let (_, description) = read(&line_chart(&chart, &vi()).svg().expect("drawn"));
    let line = "Cùng kỳ năm trước: 01/2021 95,00%; 02/2021 không có tỷ lệ; 03/2021 0,30%";
    assert!(description.contains(line), "{description}");

    // Neighbouring months are joined by dashes, across a gap there is nothing.
    let strokes = |scene: &Scene| {
        let dashed = |shape: &&Shape| matches!(shape, Shape::Stroke(_, _, _, of) if *of == color);
        scene.shapes.iter().filter(dashed).count()
    };
    let gap = strokes(&scene);
    chart.last_year.as_mut().expect("set").points[1].percent = Some(50);
    assert!(strokes(&line_scene(&chart, &vi())) > gap + 10);
}

#[test]
fn a_hidden_bar_says_so_and_shows_nothing() {
    let mut chart = bars(&[Some(9800), Some(3830), None], Some(4000));
    chart.bars[2].hidden = true;
    chart.bars[0].partial = true;
    let (seen, description) = read(&bar_chart(&chart, &vi()).svg().expect("drawn"));
    assert!(seen.contains(&"ẩn".to_owned()) && seen.contains(&"98,00%*".to_owned()), "{seen:?}");
    assert!(seen.iter().any(|text| text.starts_with("* Chưa tính hết")));
    assert!(description.contains(": ẩn\n"), "{description}");
    check_texts(&bar_scene(&chart, &vi()), "hidden");

    let mut chart = lines(2, &[vec![Some(10), None]], None);
    chart.lines[0].points[1].hidden = true;
    let (_, description) = read(&line_chart(&chart, &vi()).svg().expect("drawn"));
    assert!(description.contains("02/2022 ẩn"), "{description}");
}
