use crate::indicators::Kind;
use crate::report::Report;
use crate::report::charts::Movement;
use crate::report::league::{End, League, Placed};
use crate::texts::{Message, Texts, numbers};

use super::super::cells::{self, CellText};
use super::super::listing::{Grid, Look, Sheet, Side, interval};

/// The leagues of an indicator, for a terminal or as Markdown. `least`: the fewest dossiers a unit needs for a rank.
#[must_use]
pub fn render(report: &Report, leagues: &[League], indicator: usize, least: u64, texts: &Texts, look: Look) -> String {
    let lang = texts.lang();
    let mut sheet = Sheet::new(report, texts, look);
    let Some(shown) = report.indicators.get(indicator).filter(|shown| shown.kind == Kind::Rate) else {
        return sheet.finish(report, texts);
    };
    let compared = leagues.iter().find_map(|league| league.compared).and_then(|place| report.comparisons.get(place));
    match (compared, report.comparisons.is_empty()) {
        (Some(compared), _) => {
            sheet.line(&texts.say(&Message::new("rank.compared").with("period", compared.period.shown())));
        }
        (None, false) => sheet.line(&texts.get("rank.nothing_before")),
        (None, true) => {}
    }
    for league in leagues {
        let title = Message::new("rank.title").named("indicator", &shown.title).named("level", &league.level.title);
        sheet.section(&texts.say(&title));
        let figures = league.ranked.iter().chain(&league.unranked);
        let threshold = figures.filter_map(|placed| report.figures.get(placed.figure)?.threshold).next();
        if let Some(threshold) = threshold {
            let said = numbers::short_percent(threshold, lang);
            sheet.line(&texts.say(&Message::new("rank.threshold").with("threshold", said)));
        }
        if !league.ranked.is_empty() {
            sheet.grid(&grid(report, &league.ranked, league.compared.is_some(), texts));
        }
        if !league.unranked.is_empty() {
            sheet.line(&texts.say(&Message::new("rank.unranked").with("least", texts.number(least))));
            sheet.grid(&grid(report, &league.unranked, false, texts));
        }
    }
    if leagues.is_empty() {
        sheet.section(&texts.get("rank.none"));
    } else {
        sheet.section(&texts.get("rank.reading"));
        sheet.line(&texts.get("rank.ties"));
        sheet.line(&texts.say(&Message::new("rank.small").with("least", texts.number(least))));
    }
    sheet.finish(report, texts)
}

fn grid(report: &Report, units: &[Placed], moved: bool, texts: &Texts) -> Grid {
    let has_places = units.iter().any(|placed| placed.place.is_some());
    let head = |key: &'static str, side| (texts.get(key), side);
    let mut heads = Vec::new();
    if has_places {
        heads.push(head("rank.place", Side::Right));
    }
    heads.extend([
        head("table.head_unit", Side::Left),
        head("table.head_rate", Side::Right),
        head("rank.interval", Side::Right),
    ]);
    if moved {
        heads.extend([head("rank.moved", Side::Left), head("table.head_change", Side::Right)]);
    }
    if has_places {
        heads.push(head("rank.end", Side::Left));
    }
    let row = |placed: &Placed| -> Option<Vec<String>> {
        let figure = report.figures.get(placed.figure)?;
        let before = placed.before.and_then(|before| report.figures.get(before));
        let mut cells = Vec::new();
        if has_places {
            cells.push(placed.place.map(|place| place.to_string()).unwrap_or_default());
        }
        cells.extend([
            cells::about(figure, report, texts),
            CellText::new(figure, report, texts).line(),
            interval(placed.interval, placed.is_small, texts),
        ]);
        if moved {
            cells.push(movement(placed, texts));
            cells.push(before.map(|before| cells::change(before, report, texts)).unwrap_or_default());
        }
        if has_places {
            cells.push(match placed.end {
                Some(End::Best) => texts.get("rank.best"),
                Some(End::Worst) => texts.get("rank.worst"),
                None => String::new(),
            });
        }
        Some(cells)
    };
    Grid { heads, rows: units.iter().filter_map(row).collect() }
}

fn movement(placed: &Placed, texts: &Texts) -> String {
    let count = |key, ranks: usize| texts.say(&Message::new(key).with("count", ranks));
    match placed.movement {
        Some(Movement::Up(ranks)) => count("chart.moved_up", ranks),
        Some(Movement::Down(ranks)) => count("chart.moved_down", ranks),
        Some(Movement::Same) => texts.get("chart.moved_same"),
        Some(Movement::New) => texts.get("chart.moved_new"),
        None => "–".to_owned(),
    }
}
