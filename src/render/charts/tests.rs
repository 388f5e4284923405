//! What must hold for every chart, whatever its data.

use crate::report::charts::{Bar, BarChart, Line, LineChart, Point as MonthPoint};
use crate::standards::Verdict;
use crate::texts::numbers::Hundredths;
use crate::texts::{Lang, Localized};

use super::bars::bar_scene;
use super::heading::WIDTH;
use super::lines::line_scene;
use super::marker::{bar_color, line_color};
use super::scene::{Anchor, Scene, Shape, Text, units};
use super::spread::{Frame, overlap};
use super::typeface::width;
use super::{ChartWords, Picture, bar_chart, line_chart};

const LONG_NAME: &str = "Chi nhánh Văn phòng Đăng ký đất đai thành phố Sa Đéc và huyện Châu Thành, tỉnh Đồng Tháp";

/// Size and dots of a PNG file.
pub(super) fn decode(file: &[u8]) -> (u32, u32, Vec<u8>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().expect("a PNG");
    let mut dots = vec![0; reader.output_buffer_size().expect("a size")];
    let frame = reader.next_frame(&mut dots).expect("dots");
    (frame.width, frame.height, dots)
}

fn words() -> ChartWords {
    ChartWords {
        threshold: "Chỉ tiêu".to_owned(),
        no_rate: "không có số liệu".to_owned(),
        met: "Đạt".to_owned(),
        missed: "Chưa đạt".to_owned(),
    }
}

fn bars(rates: &[Option<Hundredths>], threshold: Option<Hundredths>) -> BarChart {
    let bar = |(index, percent): (usize, &Option<Hundredths>)| Bar {
        label: if index % 3 == 2 { format!("{LONG_NAME} {index}") } else { format!("Phường {index}") },
        percent: *percent,
        counts: percent.map(|rate| (rate.unsigned_abs(), 10_000)),
        verdict: match (percent, threshold) {
            (Some(rate), Some(threshold)) if *rate >= threshold => Some(Verdict::Met),
            (Some(_), Some(_)) => Some(Verdict::Missed),
            (None, _) => Some(Verdict::NotApplicable),
            (Some(_), None) => None,
        },
    };
    BarChart {
        indicator: "paid".to_owned(),
        level: None,
        title: Localized::same("Tỷ lệ thanh toán trực tuyến"),
        subtitle: Localized::same("Cấp xã, tháng 8/2022"),
        threshold,
        bars: rates.iter().enumerate().map(bar).collect(),
    }
}

fn lines(months: usize, series: &[Vec<Option<Hundredths>>], threshold: Option<Hundredths>) -> LineChart {
    let line = |(index, points): (usize, &Vec<_>)| Line {
        label: Localized::same(&format!("Đường {index}")),
        points: points.iter().map(|percent| MonthPoint { percent: *percent, counts: None }).collect(),
    };
    LineChart {
        indicator: "paid".to_owned(),
        title: Localized::same("Tỷ lệ thanh toán trực tuyến"),
        subtitle: Localized::same("2022"),
        threshold,
        months: (0..months).map(|month| format!("{}-{:02}", 2022 + month / 12, month % 12 + 1)).collect(),
        lines: series.iter().enumerate().map(line).collect(),
        last_year: None,
    }
}

fn texts<'a>(scene: &'a Scene) -> Vec<&'a Text> {
    let text = |shape: &'a Shape| match shape {
        Shape::Text(text) => Some(text),
        _ => None,
    };
    scene.shapes.iter().filter_map(text).collect()
}

/// The ground of a text: capitals with their marks above, tails below.
fn frame(text: &Text) -> Frame {
    let (wide, em) = (width(&text.text, text.size), text.size.em() as i32);
    let left = match text.anchor {
        Anchor::Start => text.place.0,
        Anchor::Middle => text.place.0 - wide / 2,
        Anchor::End => text.place.0 - wide,
    };
    (left, text.place.1 - em * 9 / 10, left + wide, text.place.1 + em / 4)
}

/// Every text lies in the picture and on no other text.
fn check_texts(scene: &Scene, about: &str) {
    let placed: Vec<(&str, Frame)> = texts(scene).into_iter().map(|text| (text.text.as_str(), frame(text))).collect();
    for (index, (text, one)) in placed.iter().enumerate() {
        assert!(one.0 >= 0 && one.2 <= units(WIDTH), "{about}: {text} is cut: {one:?}");
        assert!(one.1 >= 0 && one.3 <= units(scene.height), "{about}: {text} is cut: {one:?}");
        for (other, two) in &placed[..index] {
            assert!(!overlap(*one, *two), "{about}: {text:?} on {other:?}");
        }
    }
}

/// The document parses; gives back its text elements and its description.
fn read(svg: &str) -> (Vec<String>, String) {
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
                let scene = bar_scene(&bars(&rates, threshold), Lang::Vi, &words());
                check_texts(&scene, &format!("{count} bars to {top}, threshold {threshold:?}"));
            }
        }
    }
}

#[test]
fn no_value_lies_on_a_bar_and_rows_do_not_touch() {
    let rates: Vec<_> = (0..150).map(|index| Some(10_000 - index * 66)).collect();
    let scene = bar_scene(&bars(&rates, Some(6000)), Lang::Vi, &words());
    let colors = [bar_color(Some(Verdict::Met)), bar_color(Some(Verdict::Missed))];
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
    for text in texts(&scene) {
        assert!(!bars.iter().any(|bar| overlap(*bar, frame(text))), "{}", text.text);
    }
}

#[test]
fn every_label_is_whole() {
    let chart = bars(&[Some(9800), Some(3830), Some(1), None], Some(4000));
    let (texts, description) = read(&bar_chart(&chart, Lang::Vi, &words()).expect("drawn").svg);
    let joined = texts.join(" ");
    for bar in &chart.bars {
        assert!(joined.contains(&bar.label), "{} in {joined}", bar.label);
    }
    for text in ["38,30%", "3.830/10.000", "0,01%", "không có số liệu", "Chỉ tiêu 40%", "Chưa đạt"] {
        assert!(joined.contains(text), "{text} in {joined}");
    }
    assert!(description.contains("Phường 1: 38,30% (3.830/10.000), Chưa đạt\n"), "{description}");
    let english = bar_chart(&chart, Lang::En, &words()).expect("drawn").svg;
    assert!(read(&english).0.contains(&"3,830/10,000".to_owned()));
}

#[test]
fn same_chart_same_bytes_and_twice_the_dots() {
    let chart = bars(&[Some(9800), Some(3830), None], Some(4000));
    let one = bar_chart(&chart, Lang::Vi, &words()).expect("drawn");
    assert_eq!(one, bar_chart(&chart, Lang::Vi, &words()).expect("drawn"));
    check_sizes(&one);
    let chart = lines(3, &[vec![Some(10), None, Some(9990)], vec![None, Some(5), None]], Some(5000));
    let one = line_chart(&chart, Lang::Vi, &words()).expect("drawn");
    assert_eq!(one, line_chart(&chart, Lang::Vi, &words()).expect("drawn"));
    check_sizes(&one);
}

fn check_sizes(picture: &Picture) {
    let document = roxmltree::Document::parse(&picture.svg).expect("well-formed");
    let size = |name| document.root_element().attribute(name).and_then(|text| text.parse::<u32>().ok());
    let (width, height, dots) = decode(&picture.png);
    assert_eq!((size("width"), size("height")), (Some(width / 2), Some(height / 2)));
    let met = bar_color(Some(Verdict::Met));
    let dark = [line_color(0), met].map(|color| [color.0, color.1, color.2]);
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
    let hostile_words = ChartWords { met: hostile.to_owned(), threshold: hostile.to_owned(), ..words() };
    let picture = bar_chart(&chart, Lang::Vi, &hostile_words).expect("drawn");
    let (texts, description) = read(&picture.svg);
    assert!(texts.join(" ").contains(seen), "{texts:?}");
    assert!(description.contains(seen), "{description}");
    assert!(texts.concat().contains(&"W".repeat(400)));
    assert!(!picture.svg.contains("<script") && !picture.svg.contains('\u{202E}'));
    check_texts(&bar_scene(&chart, Lang::Vi, &hostile_words), "hostile");

    let mut chart = lines(2, &[vec![Some(1), Some(2)]], Some(3));
    chart.months[1] = hostile.to_owned();
    chart.lines[0].label = Localized::same(hostile);
    let picture = line_chart(&chart, Lang::En, &words()).expect("drawn");
    assert!(read(&picture.svg).0.join(" ").contains(seen));
    assert!(!picture.svg.contains("<script"));
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
                    let scene = line_scene(&lines(months, &series, threshold), Lang::Vi, &words());
                    check_texts(&scene, &format!("{count} lines, {months} months, threshold {threshold:?}"));
                }
            }
        }
    }
}

#[test]
fn a_month_without_a_rate_is_a_gap() {
    let series = vec![Some(10), Some(20), None, Some(30), None, Some(40), Some(50)];
    let scene = line_scene(&lines(7, &[series], None), Lang::Vi, &words());
    let strokes = |shape: &&Shape| matches!(shape, Shape::Stroke(_, _, _, color) if *color == line_color(0));
    assert_eq!(scene.shapes.iter().filter(strokes).count(), 2 + 1, "two pieces and the sample of the legend");
    let markers = scene.shapes.iter().filter(|shape| matches!(shape, Shape::Disc(..))).count();
    assert_eq!(markers, 5 + 2, "each point, the last value and the sample");
    let texts: Vec<&str> = texts(&scene).iter().map(|text| text.text.as_str()).collect();
    assert!(texts.contains(&"0,50%") && texts.contains(&"07/2022") && texts.contains(&"01/2022"), "{texts:?}");
}

#[test]
fn series_and_months_of_unlike_length_do_no_harm() {
    let scene = line_scene(&lines(2, &[vec![Some(1); 5], vec![Some(2)], vec![]], None), Lang::Vi, &words());
    check_texts(&scene, "unlike lengths");
    let scene = line_scene(&lines(2, &[vec![None, None]], Some(4000)), Lang::Vi, &words());
    assert!(texts(&scene).iter().any(|text| text.text == "không có số liệu"));
}
