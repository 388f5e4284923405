use crate::report::charts::Tile;
use crate::standards::Verdict;
use crate::texts::numbers::{short_percent, signed};
use crate::texts::{Message, Texts};

use super::axis::Axis;
use super::marker::{arrow, judged, sign};
use super::palette::{MET, MISSED_SIGN, verdict_color};
use super::rates::{counts_text, rate_text};
use super::scene::{Anchor, GRID, INK, SOFT_INK, Scene, units};
use super::typeface::{TextSize, width};
use super::wording::{clean, fit};

/// A rectangle: left, top, right, bottom.
pub(super) type Frame = (i32, i32, i32, i32);

/// The stripe of the verdict's colour at the left edge.
const STRIPE_WIDTH: i32 = units(6);
/// Free ground left and right of the texts.
const PADDING: i32 = units(16);
/// A tile at least so high has room for larger letters.
const ROOMY: i32 = units(230);
/// Thickness of the bar below the rate.
const BAR: i32 = units(7);

/// The sizes of a tile's texts.
struct Sizes {
    rate: [(TextSize, usize); 4],
    name: [(TextSize, usize); 3],
    facts: [TextSize; 4],
    /// Between its parts.
    gap: i32,
}

impl Sizes {
    fn of(height: i32, judged_row: bool) -> Self {
        let small = [(TextSize::Number, 1), (TextSize::Title, 1), (TextSize::Subtitle, 2)];
        if height >= ROOMY {
            return Self {
                rate: [(TextSize::Huge, 1), (TextSize::Large, 1), (TextSize::Banner, 1), (TextSize::Title, 2)],
                name: small,
                facts: [TextSize::Title, TextSize::Fact, TextSize::Subtitle, TextSize::Tick],
                gap: units(12),
            };
        }
        // Without the words of a verdict there is room for larger counts.
        let largest = if judged_row { TextSize::Fact } else { TextSize::Title };
        Self {
            rate: [(TextSize::Large, 1), (TextSize::Banner, 1), (TextSize::Title, 1), (TextSize::Subtitle, 1)],
            name: [(TextSize::Title, 1), (TextSize::Subtitle, 1), (TextSize::Tick, 1)],
            facts: [largest, TextSize::Fact, TextSize::Subtitle, TextSize::Tick],
            gap: units(5),
        }
    }
}

/// What the tiles of a poster have in common, so that what is alike stands in one row and is of one size.
pub(super) struct Look {
    sizes: Sizes,
    /// Whether tiles leave room for the words of a verdict.
    judged: bool,
    /// The size of the facts below the rate.
    facts: TextSize,
}

impl Look {
    /// The look of these tiles, each `height` high and at least `width` wide.
    pub(super) fn of(tiles: &[Tile], (width, height): (i32, i32), texts: &Texts) -> Self {
        let judged = tiles.iter().any(|tile| tile.threshold.is_some() || tile.by_level.is_some());
        let sizes = Sizes::of(height, judged);
        let inner = width - STRIPE_WIDTH - 2 * PADDING;
        let fits = |size: &TextSize| tiles.iter().all(|tile| facts_fit(tile, *size, inner, texts));
        let facts = sizes.facts.into_iter().find(fits).unwrap_or(TextSize::Tick);
        Self { sizes, judged, facts }
    }
}

/// Draws a rate of the poster on its ground.
pub(super) fn tile(scene: &mut Scene, tile: &Tile, look: &Look, (left, top, right, bottom): Frame, texts: &Texts) {
    let (sizes, facts_size) = (&look.sizes, look.facts);
    scene.rectangle((left, top), (left + STRIPE_WIDTH, bottom), verdict_color(tile.verdict));
    let (left, right) = (left + STRIPE_WIDTH + PADDING, right - PADDING);
    let inner = right - left;
    let (name_size, name) = fit(&clean(tile.name.get(texts.lang())), &sizes.name, inner);
    let (rate_size, rate) = fit(&rate_text(&tile.rate, texts), &sizes.rate, inner);

    let bar_height = BAR + 2 * sizes.gap;
    let facts_height = facts_size.leading() * (1 + i32::from(look.judged));
    let names_height = name_size.leading() * name.len() as i32;
    let rates_height = rate_size.leading() * rate.len() as i32;
    let mut row = top + (bottom - top - names_height - rates_height - bar_height - facts_height - sizes.gap) / 2;

    for line in &name {
        scene.text(line, (left, row + name_size.leading() / 2 + name_size.drop()), Anchor::Start, name_size, SOFT_INK);
        row += name_size.leading();
    }
    row += sizes.gap;
    let ink = if tile.rate.percent.is_some() { INK } else { SOFT_INK };
    for line in &rate {
        scene.text(line, (left, row + rate_size.leading() / 2 + rate_size.drop()), Anchor::Start, rate_size, ink);
        row += rate_size.leading();
    }
    if let Some(value) = tile.rate.percent {
        bar(scene, tile, value, (left, row + sizes.gap, inner));
    }
    row += bar_height;
    if let Some(words) = verdict_words(tile, texts) {
        let middle = row + facts_size.leading() / 2;
        let color = if tile.verdict == Some(Verdict::Met) { MET } else { MISSED_SIGN };
        sign(scene, (left + units(8), middle), tile.verdict, color, 140);
        scene.text(&words, (left + sign_width(tile), middle + facts_size.drop()), Anchor::Start, facts_size, INK);
        row += facts_size.leading();
    }
    counts_and_change(scene, tile, (left, row + facts_size.leading() / 2), facts_size, texts);
}

/// The rate on a scale to 100 %, with a stroke at the threshold.
fn bar(scene: &mut Scene, tile: &Tile, value: i64, (left, top, length): (i32, i32, i32)) {
    let axis = Axis { end: 10_000, step: 2000 };
    scene.rectangle((left, top), (left + length, top + BAR), GRID);
    scene.rectangle((left, top), (left + axis.dots(value, length), top + BAR), verdict_color(tile.verdict));
    if let Some(threshold) = tile.threshold {
        let x = left + axis.dots(threshold, length);
        scene.vertical(x, (top - units(4), top + BAR + units(4)), units(2), INK);
    }
}

/// The verdict and the threshold in words, or the verdicts on levels; nothing without a threshold.
pub(super) fn verdict_words(tile: &Tile, texts: &Texts) -> Option<String> {
    if let Some(by_level) = &tile.by_level {
        let (key, count) = match (by_level.missed, by_level.met) {
            (0, 0) => ("chart.levels_not_judged", 0),
            (0, met) => ("chart.levels_meet", met),
            (missed, _) => ("chart.levels_miss", missed),
        };
        let said = Message::new(key).with("count", count).with("levels", by_level.levels.len());
        return Some(clean(&texts.say(&said)));
    }
    let key = match tile.verdict {
        Some(Verdict::Met) => "chart.meets",
        Some(Verdict::Missed) => "chart.misses",
        Some(Verdict::NotApplicable | Verdict::NotAvailable) | None => "chart.threshold_is",
    };
    let value = short_percent(tile.threshold?, texts.lang());
    Some(clean(&texts.say(&Message::new(key).with("threshold", value))))
}

/// The change in words.
fn change_text(tile: &Tile, texts: &Texts) -> String {
    let change =
        tile.change.map(|change| texts.say(&Message::new("chart.points").with("change", signed(change, texts.lang()))));
    clean(&change.unwrap_or_default())
}

/// Room for the arrow of a change, with the gap before it.
fn arrow_width(counts: &str) -> (i32, i32) {
    (if counts.is_empty() { 0 } else { units(16) }, units(18))
}

/// Room for the sign of a verdict before its words.
fn sign_width(tile: &Tile) -> i32 {
    if judged(tile.verdict) { units(22) } else { 0 }
}

/// Whether the facts of a tile fit side by side.
fn facts_fit(tile: &Tile, size: TextSize, inner: i32, texts: &Texts) -> bool {
    let (counts, change) = (counts_text(&tile.rate, texts.lang()), change_text(tile, texts));
    let verdict = verdict_words(tile, texts).map_or(0, |words| width(&words, size));
    let (gap, room) = arrow_width(&counts);
    let arrow = if change.is_empty() { 0 } else { gap + room };
    sign_width(tile) + verdict <= inner && width(&counts, size) + arrow + width(&change, size) <= inner
}

/// Numerator and denominator, and the change beside them.
fn counts_and_change(scene: &mut Scene, tile: &Tile, (left, middle): (i32, i32), size: TextSize, texts: &Texts) {
    let (counts, change) = (counts_text(&tile.rate, texts.lang()), change_text(tile, texts));
    let baseline = middle + size.drop();
    scene.text(&counts, (left, baseline), Anchor::Start, size, SOFT_INK);
    let Some(points) = tile.change else { return };
    let (gap, room) = arrow_width(&counts);
    let mut x = left + width(&counts, size) + gap;
    if points != 0 {
        arrow(scene, (x + units(6), middle), points > 0, units(6), INK);
        x += room;
    }
    scene.text(&change, (x, baseline), Anchor::Start, size, INK);
}
