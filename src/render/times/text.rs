use crate::durations::Gap;
use crate::report::model::Breakdown;
use crate::report::times::{PERCENTILE, Spread, Times, TimesRow};
use crate::texts::numbers::decimal_sign;
use crate::texts::{Message, Texts};

use super::super::cells;
use super::super::listing::{Grid, Look, Sheet, Side};

/// What stands where there is nothing to say.
const NONE: &str = "–";

/// The processing times, for a terminal or as Markdown.
#[must_use]
pub fn render(times: &Times, texts: &Texts, look: Look) -> String {
    let mut sheet = Sheet::without_standard(&times.report, texts, look);
    if times.rows.iter().any(|row| row.sums.settled > 0) {
        let grids = [
            ("times.taken", taken(times, texts)),
            ("times.classes", spread_of_taken(times, texts)),
            ("times.timeliness", timeliness(times, texts)),
            ("times.by_days", by_days(times, texts)),
            ("times.margins", margins(times, texts)),
        ];
        for (title, grid) in grids {
            sheet.section(&texts.get(title));
            sheet.grid(&grid);
        }
    } else {
        sheet.section(&texts.get("times.none"));
    }
    sheet.section(&texts.get("times.rules"));
    for rule in &times.rules {
        let (title, meaning) = (rule.title.get(texts.lang()), rule.meaning.get(texts.lang()));
        sheet.line(&format!("{title}: {meaning} ({}={})", rule.term, rule.option));
    }
    if let Some(all) = times.rows.first() {
        remarks(all, times, texts).iter().for_each(|line| sheet.line(line));
    }
    sheet.section(&texts.get("rank.reading"));
    let said = Message::new("times.reading").with("percent", PERCENTILE);
    sheet.line(&texts.say(&said));
    sheet.line(&texts.get("times.reading_due"));
    sheet.finish(&times.report, texts)
}

/// What is counted beside the figures: each sentence with a number that is not 0.
fn remarks(all: &TimesRow, times: &Times, texts: &Texts) -> Vec<String> {
    let sums = &all.sums;
    let catalogue = times.catalogue.as_deref().map(cells::visible).unwrap_or_default();
    let say = |key: &'static str, count: u64| Message::new(key).with("count", texts.number(count));
    let unknown_days = (sums.early.count - all.early.count) + (sums.late.count - all.late.count);
    let counted = [
        ("times.after_hour", sums.after_hour),
        ("times.without_time", sums.without_time),
        ("times.paused", sums.paused),
        ("times.without_supplements", sums.without_supplements),
        ("times.without_due_column", sums.without_due_column),
        ("times.rebuilt", sums.rebuilt),
        ("times.late_by_request", sums.late_by_request),
        ("times.unknown_days", unknown_days),
        ("times.left_out", times.left_out),
    ];
    let mut lines: Vec<String> = counted
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| texts.say(&say(key, count).with("file", &catalogue)))
        .collect();
    let gaps = [("times.unmeasured", &sums.unmeasured), ("times.unjudged", &sums.unjudged)];
    for (key, gaps) in gaps {
        for (gap, count) in gaps {
            lines.push(texts.say(&say(key, *count).with("reason", reason(*gap, texts))));
        }
    }
    lines.extend(without_due(sums.without_due, times, texts));
    lines
}

/// What the report makes of dossiers without a due date, which stand elsewhere here.
fn without_due(count: u64, times: &Times, texts: &Texts) -> Option<String> {
    let rule = times.without_due.as_ref().filter(|_| count > 0)?;
    let said = Message::new("times.without_due")
        .with("count", texts.number(count))
        .with("meaning", rule.meaning.get(texts.lang()))
        .with("rule", format!("{}={}", rule.term, rule.option));
    Some(texts.say(&said))
}

fn reason(gap: Gap, texts: &Texts) -> String {
    match gap {
        Gap::Receipt => texts.get("times.gap_receipt"),
        Gap::Supplement => texts.get("times.gap_supplement"),
        Gap::Requests => texts.get("times.gap_requests"),
        Gap::Year(year) => texts.say(&Message::new("times.gap_year").with("year", year)),
    }
}

fn heads(times: &Times, texts: &Texts) -> Vec<(String, Side)> {
    let first = match times.by {
        Breakdown::Unit => "table.head_unit",
        Breakdown::Level | Breakdown::Month => "table.head_scope",
        Breakdown::Field => "table.head_field",
        Breakdown::Procedure => "table.head_procedure",
    };
    vec![(texts.get(first), Side::Left)]
}

fn grid(
    times: &Times,
    texts: &Texts,
    right: impl IntoIterator<Item = String>,
    cells: impl Fn(&TimesRow) -> Vec<String>,
) -> Grid {
    let mut heads = heads(times, texts);
    heads.extend(right.into_iter().map(|head| (head, Side::Right)));
    let row = |(place, row): (usize, &TimesRow)| {
        // Units stand below their level.
        let indent = if row.scope == "unit" && place > 0 { "  " } else { "" };
        let label = format!("{indent}{}", cells::label(&row.label, texts));
        [label].into_iter().chain(cells(row)).collect()
    };
    Grid { heads, rows: times.rows.iter().enumerate().map(row).collect() }
}

fn taken(times: &Times, texts: &Texts) -> Grid {
    let heads = ["times.dossiers", "times.median", "times.percentile", "times.range", "times.not_measured"];
    let heads = heads.map(|key| texts.say(&Message::new(key).with("percent", PERCENTILE)));
    grid(times, texts, heads, |row| {
        vec![
            texts.number(row.sums.settled),
            median(&row.taken, texts),
            days(row.taken.percentile, texts),
            range(&row.taken, texts),
            count(row.unmeasured, texts),
        ]
    })
}

fn spread_of_taken(times: &Times, texts: &Texts) -> Grid {
    let heads = times.taken_classes.iter().map(class);
    grid(times, texts, heads, |row| row.taken.classes.iter().map(|dossiers| count(*dossiers, texts)).collect())
}

fn timeliness(times: &Times, texts: &Texts) -> Grid {
    let heads = ["times.early", "times.on_day", "times.late", "times.no_due", "times.not_judged"];
    grid(times, texts, heads.map(|key| texts.get(key)), |row| {
        vec![
            count(row.sums.early.count, texts),
            count(row.sums.on_day, texts),
            count(row.late_count, texts),
            count(row.sums.no_due, texts),
            count(row.unjudged, texts),
        ]
    })
}

fn by_days(times: &Times, texts: &Texts) -> Grid {
    let heads = ["times.early_median", "times.earliest", "times.late_median", "times.latest"];
    grid(times, texts, heads.map(|key| texts.get(key)), |row| {
        let most = |spread: &Spread| days(spread.range.map(|(_, most)| most), texts);
        vec![median(&row.early, texts), most(&row.early), median(&row.late, texts), most(&row.late)]
    })
}

/// Days early and late of all dossiers, class by class.
fn margins(times: &Times, texts: &Texts) -> Grid {
    let heads = vec![
        (texts.get("times.days"), Side::Left),
        (texts.get("times.early"), Side::Right),
        (texts.get("times.late"), Side::Right),
    ];
    let Some(all) = times.rows.first() else { return Grid { heads, rows: Vec::new() } };
    let both = all.early.classes.iter().zip(&all.late.classes);
    let row = |(span, (early, late)): (&(u32, Option<u32>), (&u64, &u64))| {
        vec![class(span), count(*early, texts), count(*late, texts)]
    };
    Grid { heads, rows: times.margin_classes.iter().zip(both).map(row).collect() }
}

/// `0`, `2–3`, `>30`.
fn class(span: &(u32, Option<u32>)) -> String {
    match *span {
        (first, Some(last)) if first == last => first.to_string(),
        (first, Some(last)) => format!("{first}–{last}"),
        (first, None) => format!(">{}", first.saturating_sub(1)),
    }
}

fn count(count: u64, texts: &Texts) -> String {
    texts.number(count)
}

fn days(days: Option<u32>, texts: &Texts) -> String {
    days.map_or_else(|| NONE.to_owned(), |days| texts.number(days.into()))
}

/// `2` or `2,5`: twice the median is whole.
fn median(spread: &Spread, texts: &Texts) -> String {
    let Some(twice) = spread.median_twice else { return NONE.to_owned() };
    let whole = texts.number(twice / 2);
    if twice % 2 == 0 { whole } else { format!("{whole}{}5", decimal_sign(texts.lang())) }
}

fn range(spread: &Spread, texts: &Texts) -> String {
    match spread.range {
        None => NONE.to_owned(),
        Some((least, most)) => format!("{}–{}", texts.number(least.into()), texts.number(most.into())),
    }
}
