use crate::report::Report;
use crate::report::comparison::{About, Compared, Comparison, Side as Period, Undivided};
use crate::report::model::Breakdown;
use crate::texts::{Message, Texts, numbers};

use super::super::cells::{self, CellText};
use super::super::listing::{Grid, Look, Sheet, Side, interval};

/// The periods side by side, for a terminal or as Markdown. `least`: fewer dossiers are marked as few.
#[must_use]
pub fn render(
    report: &Report,
    comparisons: &[Comparison],
    indicator: usize,
    least: u64,
    texts: &Texts,
    look: Look,
) -> String {
    let mut sheet = Sheet::new(report, texts, look);
    for comparison in comparisons {
        let Some(compared) = report.comparisons.get(comparison.compared) else { continue };
        let mut title = Message::new("compare.title").with("period", compared.period.shown());
        if let Some(shown) = report.indicators.get(indicator) {
            title = title.named("indicator", &shown.title);
        }
        sheet.section(&texts.say(&title));
        if compared.touched == 0 {
            sheet.line(&texts.get("compare.nothing"));
            continue;
        }
        sheet.grid(&grid(report, comparison, texts));
        match comparison.undivided {
            None => {}
            Some(Undivided::NothingToCompare) => sheet.line(&texts.get("compare.no_rate")),
            Some(Undivided::NotAvailable) => sheet.line(&texts.get("compare.not_available")),
            Some(Undivided::NotAdditive) => sheet.line(&texts.get("compare.not_additive")),
        }
    }
    sheet.section(&texts.get("rank.reading"));
    let is_divided = comparisons.iter().any(|comparison| comparison.undivided.is_none());
    let keys = ["compare.parts", "compare.absent"].into_iter().filter(|_| is_divided);
    keys.for_each(|key| sheet.line(&texts.get(key)));
    sheet.line(&texts.say(&Message::new("rank.small").with("least", texts.number(least))));
    sheet.finish(report, texts)
}

fn grid(report: &Report, comparison: &Comparison, texts: &Texts) -> Grid {
    let is_divided = comparison.undivided.is_none();
    let first = match report.breakdown {
        Breakdown::Unit => "table.head_unit",
        Breakdown::Level => "table.head_scope",
        Breakdown::Field => "table.head_field",
        Breakdown::Procedure => "table.head_procedure",
        Breakdown::Month => "table.head_month",
    };
    let head = |key: &'static str, side| (texts.get(key), side);
    let mut heads = vec![
        head(first, Side::Left),
        head("compare.rates", Side::Right),
        head("rank.interval", Side::Right),
        head("compare.change", Side::Right),
    ];
    if is_divided {
        heads.extend(["compare.rate_part", "compare.mix_part", "compare.both"].map(|key| head(key, Side::Right)));
    }
    let row = |row: &Compared| {
        let signed =
            |value: Option<i64>| value.map_or_else(|| "–".to_owned(), |value| numbers::signed(value, texts.lang()));
        let both = |text: fn(Period, &Report, &Texts) -> String| {
            format!("{}\n{}", text(row.now, report, texts), text(row.before, report, texts))
        };
        let mut cells = vec![about(&row.about, report, texts), both(rate), both(range), signed(row.change)];
        if is_divided {
            let adds = |of: fn(&crate::report::comparison::Adds) -> i64| signed(row.adds.as_ref().map(of));
            cells.extend([adds(|adds| adds.rate), adds(|adds| adds.mix), adds(|adds| adds.both)]);
        }
        cells
    };
    Grid { heads, rows: [&comparison.all].into_iter().chain(&comparison.parts).map(row).collect() }
}

fn rate(side: Period, report: &Report, texts: &Texts) -> String {
    match side.figure.and_then(|figure| report.figures.get(figure)) {
        Some(figure) => CellText::new(figure, report, texts).line(),
        None => texts.get("cell.not_applicable"),
    }
}

fn range(side: Period, _: &Report, texts: &Texts) -> String {
    interval(side.interval, side.is_small, texts)
}

fn about(about: &About, report: &Report, texts: &Texts) -> String {
    match about {
        About::Figure(place) => {
            report.figures.get(*place).map(|figure| cells::about(figure, report, texts)).unwrap_or_default()
        }
        About::Part(part) if part.name.is_empty() => texts.get("table.no_part"),
        About::Part(part) => cells::visible(&part.name),
    }
}
