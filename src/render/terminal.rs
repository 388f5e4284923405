//! Tables for a terminal, readable at 100 columns.

use comfy_table::{
    Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, Table as Grid, Width, presets,
};
use unicode_width::UnicodeWidthStr;

use crate::report::model::{Report, Table, TableRow};
use crate::standards::Verdict;
use crate::texts::{Message, Texts};

use super::account;
use super::cells::{self, CellText};

/// Widest the first column may be.
const LABEL_WIDTH: usize = 30;
/// Blanks and line of a column beside its content.
const COLUMN_EXTRA: usize = 3;

/// How the terminal is.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    /// Columns.
    pub width: usize,
    /// Whether colours show.
    pub colour: bool,
}

/// The whole report.
#[must_use]
pub fn render(report: &Report, texts: &Texts, screen: Screen) -> String {
    let mut lines = account::heading(report, texts);
    if !report.account.rejected_by_reason.is_empty() {
        lines.push(
            texts.say(&Message::new("report.rejected").with("reasons", account::reasons(&report.account, texts))),
        );
    }
    for table in &report.tables {
        lines.push(String::new());
        lines.push(texts.say(&table.title));
        if table.comparison.is_some() {
            lines.push(comparison(table, report, texts, screen));
        } else {
            lines.extend(grids(table, report, texts, screen));
        }
    }
    if !report.judged.is_empty() {
        lines.push(String::new());
        lines.push(texts.get("report.judged"));
        for figure in report.judged.iter().filter_map(|place| report.figures.get(*place)) {
            let about = cells::about(figure, report, texts);
            let title = cells::title(figure, report, texts);
            lines.push(format!("  {about} · {title}: {}", cells::judgement(figure, report, texts)));
        }
    }
    if !report.notes.is_empty() {
        lines.push(String::new());
        lines.push(texts.get("report.notes"));
        lines.extend(report.notes.iter().map(|note| format!("  {}", account::note(note, texts))));
    }
    lines.push(String::new());
    let trimmed: Vec<String> = lines.join("\n").split('\n').map(|line| line.trim_end().to_owned()).collect();
    trimmed.join("\n")
}

/// As many grids side by side, one below the other, as the columns need.
fn grids(table: &Table, report: &Report, texts: &Texts, screen: Screen) -> Vec<String> {
    let labels: Vec<String> = table.rows.iter().map(|row| cells::label(&row.label, texts)).collect();
    let head = texts.say(&table.row_head);
    let label_width = labels.iter().chain([&head]).map(|label| label.width()).max().unwrap_or(0).min(LABEL_WIDTH);
    let columns: Vec<Vec<CellText>> = (0..table.columns.len())
        .map(|column| table.rows.iter().map(|row| cell(row, column, report, texts)).collect())
        .collect();
    let heads: Vec<&str> = table
        .columns
        .iter()
        .map(|place| report.indicators.get(*place).map_or("", |indicator| indicator.short.get(texts.lang())))
        .collect();
    let width = |column: usize| {
        let longest_word = heads[column].split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0);
        let content = columns[column].iter().map(|cell| cell.main.width().max(cell.counts.width())).max().unwrap_or(0);
        // A head of three words takes two or three lines, not more.
        content.max(longest_word).max(heads[column].width().div_ceil(3))
    };
    let mut grids = Vec::new();
    let mut from = 0;
    while from < table.columns.len() {
        let mut used = label_width + COLUMN_EXTRA + 1;
        let mut to = from;
        while to < table.columns.len() && (to == from || used + width(to) + COLUMN_EXTRA <= screen.width) {
            used += width(to) + COLUMN_EXTRA;
            to += 1;
        }
        let mut grid = grid(screen);
        let named = heads[from..to].iter().map(|head| Cell::new(head).set_alignment(CellAlignment::Right));
        grid.set_header([Cell::new(&head)].into_iter().chain(named));
        for (place, row) in table.rows.iter().enumerate() {
            let mut label = Cell::new(&labels[place]);
            if row.is_total && screen.colour {
                label = label.add_attribute(Attribute::Bold);
            }
            let cells = columns[from..to].iter().map(|column| styled(&column[place], screen));
            grid.add_row([label].into_iter().chain(cells));
        }
        constrain(&mut grid, label_width, (from..to).map(width));
        grids.push(grid.to_string());
        from = to;
    }
    grids
}

fn cell(row: &TableRow, column: usize, report: &Report, texts: &Texts) -> CellText {
    match row.figures.get(column).and_then(|place| report.figures.get(*place)) {
        Some(figure) => CellText::new(figure, report, texts),
        None => CellText { main: String::new(), counts: String::new(), verdict: None },
    }
}

fn styled(text: &CellText, screen: Screen) -> Cell {
    let content = if text.counts.is_empty() { text.main.clone() } else { format!("{}\n{}", text.main, text.counts) };
    let cell = Cell::new(content).set_alignment(CellAlignment::Right);
    match (text.verdict, screen.colour) {
        (Some(Verdict::Missed), true) => cell.fg(Color::Red).add_attribute(Attribute::Bold),
        (Some(Verdict::Met), true) => cell.fg(Color::Green),
        _ => cell,
    }
}

/// One line per indicator: this period, the other one, the change.
fn comparison(table: &Table, report: &Report, texts: &Texts, screen: Screen) -> String {
    let mut grid = grid(screen);
    let heads = ["table.head_indicator", "table.head_now", "table.head_before", "table.head_change"];
    let right = |text: String| Cell::new(text).set_alignment(CellAlignment::Right);
    grid.set_header([Cell::new(texts.say(&table.row_head))].into_iter().chain(heads.iter().enumerate().map(
        |(place, key)| {
            if place == 0 { Cell::new(texts.get(key)) } else { right(texts.get(key)) }
        },
    )));
    for row in &table.rows {
        let mut about = cells::label(&row.label, texts);
        for (now, before) in row.figures.iter().zip(&row.compared) {
            let (Some(now), Some(before)) = (report.figures.get(*now), report.figures.get(*before)) else { continue };
            let title = report.indicators.get(now.indicator).map_or("", |indicator| indicator.short.get(texts.lang()));
            grid.add_row([
                Cell::new(std::mem::take(&mut about)),
                Cell::new(title),
                right(CellText::new(now, report, texts).line()),
                right(CellText::new(before, report, texts).line()),
                right(cells::change(before, report, texts)),
            ]);
        }
    }
    grid.to_string()
}

fn grid(screen: Screen) -> Grid {
    let mut grid = Grid::new();
    grid.load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(screen.width).unwrap_or(u16::MAX));
    if screen.colour {
        grid.enforce_styling();
    } else {
        grid.force_no_tty();
    }
    grid
}

fn constrain(grid: &mut Grid, label_width: usize, widths: impl Iterator<Item = usize>) {
    let padded = |width: usize| Width::Fixed(u16::try_from(width + 2).unwrap_or(u16::MAX));
    let label = ColumnConstraint::Absolute(padded(label_width));
    let columns = widths.map(|width| ColumnConstraint::Absolute(padded(width)));
    for (place, constraint) in [label].into_iter().chain(columns).enumerate() {
        if let Some(column) = grid.column_mut(place) {
            column.set_constraint(constraint);
        }
    }
}
