//! The report as Markdown: `report.md`, and `--format md`.

use crate::report::model::{AccountShown, Report, Table, Weight};
use crate::texts::{Message, Texts, numbers};

use super::account;
use super::cells::{self, CellText};

/// The whole report. `with_charts`: the charts lie beside it, and are linked to.
#[must_use]
pub fn render(report: &Report, texts: &Texts, with_charts: bool) -> String {
    let mut out = String::new();
    let mut heading = account::heading(report, texts).into_iter();
    out.push_str(&format!("# {}\n\n", escape(&heading.next().unwrap_or_default())));
    for line in heading {
        out.push_str(&format!("- {}\n", escape(&line)));
    }
    if !report.judged.is_empty() {
        section(&mut out, &texts.get("report.judged"));
        for figure in report.judged.iter().filter_map(|place| report.figures.get(*place)) {
            let about = escape(&cells::about(figure, report, texts));
            let title = escape(cells::title(figure, report, texts));
            out.push_str(&format!("- **{about}** · {title}: {}\n", escape(&cells::judgement(figure, report, texts))));
        }
    }
    for table in &report.tables {
        section(&mut out, &texts.say(&table.title));
        if table.comparison.is_some() {
            comparison(&mut out, table, report, texts);
        } else {
            plain(&mut out, table, report, texts);
        }
    }
    if !report.notes.is_empty() {
        section(&mut out, &texts.get("report.notes"));
        for note in &report.notes {
            let said = escape(&account::said(note, texts));
            let lead = match note.weight {
                Weight::Warning => format!("**{}** ", texts.get("report.warning")),
                Weight::Information => String::new(),
            };
            out.push_str(&format!("- {lead}{said}\n"));
        }
    }
    if with_charts {
        charts(&mut out, report, texts);
    }
    inputs(&mut out, report, texts);
    definitions(&mut out, report, texts);
    out
}

fn section(out: &mut String, title: &str) {
    out.push_str(&format!("\n## {}\n\n", escape(title)));
}

pub(super) fn row(out: &mut String, cells: impl IntoIterator<Item = String>) {
    out.push('|');
    for cell in cells {
        out.push_str(&format!(" {cell} |"));
    }
    out.push('\n');
}

fn plain(out: &mut String, table: &Table, report: &Report, texts: &Texts) {
    let head = |place: &usize| report.indicators.get(*place).map_or("", |indicator| indicator.short.get(texts.lang()));
    row(
        out,
        [escape(&texts.say(&table.row_head))].into_iter().chain(table.columns.iter().map(|place| escape(head(place)))),
    );
    row(out, ["---".to_owned()].into_iter().chain(table.columns.iter().map(|_| "---:".to_owned())));
    for line in &table.rows {
        let label = escape(&cells::label(&line.label, texts));
        let label = if line.is_total { format!("**{label}**") } else { label };
        let figures = line.figures.iter().map(|place| match report.figures.get(*place) {
            Some(figure) => {
                let cell = CellText::new(figure, report, texts);
                let counts = if cell.counts.is_empty() { String::new() } else { format!("<br>{}", cell.counts) };
                format!("{}{counts}", escape(&cell.main))
            }
            None => String::new(),
        });
        row(out, [label].into_iter().chain(figures));
    }
}

fn comparison(out: &mut String, table: &Table, report: &Report, texts: &Texts) {
    let heads = ["table.head_indicator", "table.head_now", "table.head_before", "table.head_change"];
    row(out, [escape(&texts.say(&table.row_head))].into_iter().chain(heads.iter().map(|key| escape(&texts.get(key)))));
    row(out, ["---", "---", "---:", "---:", "---:"].map(str::to_owned));
    for line in &table.rows {
        let about = escape(&cells::label(&line.label, texts));
        for (now, before) in line.figures.iter().zip(&line.compared) {
            let (Some(now), Some(before)) = (report.figures.get(*now), report.figures.get(*before)) else { continue };
            row(
                out,
                [
                    about.clone(),
                    escape(cells::title(now, report, texts)),
                    escape(&CellText::new(now, report, texts).line()),
                    escape(&CellText::new(before, report, texts).line()),
                    cells::change(before, report, texts),
                ],
            );
        }
    }
}

/// The heat maps, and the charts of indicators with a threshold, where charts are made; the others lie beside them.
fn charts(out: &mut String, report: &Report, texts: &Texts) {
    let lang = texts.lang();
    let bars = report
        .bars
        .iter()
        .filter(|chart| chart.threshold.is_some())
        .map(|chart| (chart.file_name(), format!("{} – {}", chart.title.get(lang), chart.subtitle.get(lang))));
    let lines = report
        .lines
        .iter()
        .filter(|chart| chart.threshold.is_some())
        .map(|chart| (chart.file_name(), format!("{} – {}", chart.title.get(lang), chart.subtitle.get(lang))));
    let maps = report
        .heat_maps
        .iter()
        .map(|map| (map.file_name(), format!("{} – {}", texts.get("chart.heat_map"), map.subtitle.get(lang))));
    let charts: Vec<(String, String)> = maps.chain(bars).chain(lines).collect();
    if charts.is_empty() {
        return;
    }
    section(out, &texts.get("report.charts"));
    for (name, title) in charts {
        out.push_str(&format!("![{}]({name}.svg)\n\n", escape(&title)));
    }
}

fn inputs(out: &mut String, report: &Report, texts: &Texts) {
    section(out, &texts.get("report.inputs"));
    let heads = [
        "inputs.file",
        "inputs.records",
        "inputs.accepted",
        "inputs.rejected",
        "inputs.superseded",
        "inputs.exported",
        "inputs.profile",
    ];
    row(out, heads.iter().map(|key| escape(&texts.get(key))));
    row(out, ["---", "---:", "---:", "---:", "---:", "---", "---"].map(str::to_owned));
    for input in &report.inputs {
        let exported = match &input.exported {
            Some(day) => format!("{} ({})", day.slashed(), texts.get(input.exported_basis)),
            None => texts.get(input.exported_basis),
        };
        let number = |of: fn(&AccountShown) -> u64| cells::account_number(input, of, texts);
        row(
            out,
            [
                escape(&input.path),
                number(|account| account.records),
                number(|account| account.accepted),
                number(|account| account.rejected),
                number(|account| account.superseded),
                escape(&exported),
                escape(&input.profile),
            ],
        );
    }
    let reasons = account::reasons(&report.account, texts);
    if !reasons.is_empty() {
        out.push_str(&format!("\n{}\n", escape(&texts.say(&Message::new("report.rejected").with("reasons", reasons)))));
    }
}

fn definitions(out: &mut String, report: &Report, texts: &Texts) {
    let lang = texts.lang();
    section(out, &texts.get("report.definitions"));
    let heads =
        ["definitions.id", "definitions.name", "definitions.formula", "definitions.threshold", "definitions.legal"];
    row(out, heads.iter().map(|key| escape(&texts.get(key))));
    row(out, heads.iter().map(|_| "---".to_owned()));
    for (place, indicator) in report.indicators.iter().enumerate() {
        let threshold = report.figures.iter().find(|figure| figure.indicator == place && figure.threshold.is_some());
        let threshold = threshold.and_then(|figure| figure.threshold);
        row(
            out,
            [
                format!("`{}`", indicator.id),
                escape(indicator.title.get(lang)),
                escape(indicator.formula.get(lang)),
                threshold.map(|threshold| format!("≥ {}", numbers::short_percent(threshold, lang))).unwrap_or_default(),
                escape(&account::marked(indicator.legal.get(lang), texts)),
            ],
        );
    }
    out.push('\n');
    for rule in &report.rules {
        let line = format!("{}: {} (`{}={}`)", rule.title.get(lang), rule.meaning.get(lang), rule.term, rule.option);
        out.push_str(&format!("- {}\n", escape_keeping_code(&line)));
    }
    if let Some(standard) = &report.standard {
        let source = Message::new("report.standard_source")
            .with("title", standard.title.get(lang))
            .with("source", account::marked(standard.source.get(lang), texts));
        out.push_str(&format!("- {}\n", escape(&texts.say(&source))));
    }
}

/// Text that stays text in Markdown and inside a table.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in cells::visible(&text.replace('\n', " ")).chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' => {
                out.push('\\');
                out.push(letter);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            letter => out.push(letter),
        }
    }
    out
}

/// The same for a line of the rules that holds code of its own.
fn escape_keeping_code(text: &str) -> String {
    text.split('`')
        .enumerate()
        .map(|(place, part)| if place % 2 == 1 { format!("`{part}`") } else { escape(part) })
        .collect()
}
