use super::scene::{Anchor, INK, SOFT_INK, Scene, units};
use super::typeface::TextSize;
use super::wording::{clean, wrap};

/// Width of a chart, in units; a heat map may need more.
pub(super) const WIDTH: i32 = 960;
/// Free ground around the chart, in dots.
pub(super) const MARGIN: i32 = units(32);
/// The right edge of what is drawn, in dots.
pub(super) const RIGHT: i32 = units(WIDTH) - MARGIN;

/// The right edge of what is drawn in this picture, in dots.
pub(super) fn right_of(scene: &Scene) -> i32 {
    units(scene.width) - MARGIN
}

/// A picture with its name and what it covers; with the row below them.
pub(super) fn headed(title: &str, subtitle: &str) -> (Scene, i32) {
    headed_within(WIDTH, title, subtitle)
}

/// The same, `units_wide` units wide.
pub(super) fn headed_within(units_wide: i32, title: &str, subtitle: &str) -> (Scene, i32) {
    let (title, subtitle) = (clean(title), clean(subtitle));
    let mut scene = Scene::new(units_wide, 0);
    let right = right_of(&scene);
    let mut top = units(24);
    for (text, size, color) in [(&title, TextSize::Title, INK), (&subtitle, TextSize::Subtitle, SOFT_INK)] {
        let lines = wrap(text, size, right - MARGIN);
        for line in &lines {
            scene.text(line, (MARGIN, top + size.leading() / 2 + size.drop()), Anchor::Start, size, color);
            top += size.leading();
        }
        if !lines.is_empty() {
            top += units(4);
        }
    }
    scene.title = title;
    if !subtitle.is_empty() {
        scene.description.push(subtitle);
    }
    (scene, top)
}

#[cfg(test)]
mod tests {
    use super::super::scene::Shape;
    use super::*;

    #[test]
    fn long_titles_wrap_and_push_the_rest_down() {
        let (short, short_end) = headed("Một", "Hai");
        let (long, long_end) = headed(&"Tỷ lệ hồ sơ giải quyết đúng hạn ".repeat(8), "Hai");
        assert_eq!(short.shapes.len(), 2);
        assert!(long.shapes.len() > 3);
        assert_eq!(long_end - short_end, (long.shapes.len() as i32 - 2) * TextSize::Title.leading());
    }

    #[test]
    fn title_is_larger_than_subtitle_and_above_it() {
        let (scene, end) = headed("Một", "Hai\u{202E}\n ba");
        let [Shape::Text(title), Shape::Text(subtitle)] = &scene.shapes[..] else { panic!("two texts") };
        assert!(title.size.height() > subtitle.size.height());
        assert!(title.place.1 + units(4) < subtitle.place.1 && subtitle.place.1 < end);
        assert_eq!((scene.title.as_str(), subtitle.text.as_str()), ("Một", "Hai ba"));
        let (empty, _) = headed("", " ");
        assert!(empty.shapes.is_empty() && empty.description.is_empty());
    }
}
