//! Tables for a terminal, readable at 100 columns.

use comfy_table::{
    Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, Table as Grid, Width, presets,
};
use unicode_width::UnicodeWidthStr;

use crate::report::model::{Report, Table, TableRow};
use crate::standards::Verdict;
use crate::texts::{Message, Texts, numbers};

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

/// The whole report: what it is, what falls short, the tables, and what must be said beside them.
#[must_use]
pub fn render(report: &Report, texts: &Texts, screen: Screen) -> String {
    let mut lines: Vec<String> =
        account::heading(report, texts).iter().flat_map(|line| wrapped(line, "", screen.width)).collect();
    if !report.account.rejected_by_reason.is_empty() {
        let said =
            texts.say(&Message::new("report.rejected").with("reasons", account::reasons(&report.account, texts)));
        lines.extend(wrapped(&said, "", screen.width));
    }
    if !report.judged.is_empty() {
        lines.extend([String::new(), texts.get("report.judged"), judged(report, texts, screen)]);
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
    if !report.notes.is_empty() {
        lines.extend([String::new(), texts.get("report.notes")]);
        for note in &report.notes {
            lines.extend(wrapped(&account::note(note, texts), "  ", screen.width));
        }
    }
    lines.push(String::new());
    let lines = lines.join("\n");
    lines.split('\n').map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// The figures of the standard, overall and by level: rate, threshold, points short, dossiers short.
fn judged(report: &Report, texts: &Texts, screen: Screen) -> String {
    let mut grid = grid(screen);
    let heads = ["table.head_rate", "definitions.threshold", "table.head_points", "table.head_missing"];
    let names = ["table.head_scope", "table.head_indicator"].map(|key| Cell::new(texts.get(key)));
    grid.set_header(names.into_iter().chain(heads.map(|key| right(texts.get(key)))));
    let mut before = String::new();
    for figure in report.judged.iter().filter_map(|place| report.figures.get(*place)) {
        let about = cells::about(figure, report, texts);
        let title = report.indicators.get(figure.indicator).map_or("", |indicator| indicator.short.get(texts.lang()));
        let cell = CellText::new(figure, report, texts);
        let line = CellText { main: cell.line(), counts: String::new(), verdict: cell.verdict };
        let threshold = figure.threshold.map(|threshold| numbers::short_percent(threshold, texts.lang()));
        let missing = figure.missing.filter(|missing| *missing > 0).map(|missing| texts.number(missing));
        grid.add_row([
            Cell::new(if about == before { "" } else { &about }),
            Cell::new(title),
            styled(&line, screen),
            right(threshold.map(|threshold| format!("≥ {threshold}")).unwrap_or_default()),
            right(cells::points(figure, texts)),
            right(missing.unwrap_or_default()),
        ]);
        before = about;
    }
    grid.to_string()
}

/// As many grids one below the other as the columns need, of about equal width.
fn grids(table: &Table, report: &Report, texts: &Texts, screen: Screen) -> Vec<String> {
    let labels: Vec<String> = table.rows.iter().map(|row| cells::label(&row.label, texts)).collect();
    let head = texts.say(&table.row_head);
    let label_width = labels.iter().chain([&head]).map(|label| label.width()).max().unwrap_or(0).min(LABEL_WIDTH);
    let columns: Vec<ColumnText> =
        (0..table.columns.len()).map(|column| ColumnText::new(table, column, report, texts)).collect();
    let room = screen.width.saturating_sub(label_width + COLUMN_EXTRA + 1);
    let mut grids = Vec::new();
    for (from, to) in shares(&columns.iter().map(|column| column.width + COLUMN_EXTRA).collect::<Vec<_>>(), room) {
        let mut grid = grid(screen);
        let named = columns[from..to].iter().map(|column| right(column.head.clone()));
        grid.set_header([Cell::new(&head)].into_iter().chain(named));
        for (place, row) in table.rows.iter().enumerate() {
            let mut label = Cell::new(&labels[place]);
            if row.is_total && screen.colour {
                label = label.add_attribute(Attribute::Bold);
            }
            let cells = columns[from..to].iter().map(|column| styled(&column.cells[place], screen));
            grid.add_row([label].into_iter().chain(cells));
        }
        constrain(&mut grid, label_width, columns[from..to].iter().map(|column| column.width));
        grids.push(grid.to_string());
    }
    grids
}

/// A column of a table as text.
struct ColumnText {
    head: String,
    cells: Vec<CellText>,
    width: usize,
}

impl ColumnText {
    fn new(table: &Table, column: usize, report: &Report, texts: &Texts) -> Self {
        let cells: Vec<CellText> = table.rows.iter().map(|row| cell(row, column, report, texts)).collect();
        let name =
            report.indicators.get(table.columns[column]).map_or("", |indicator| indicator.short.get(texts.lang()));
        let longest_word = name.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0);
        let content = cells.iter().map(|cell| cell.main.width().max(cell.counts.width())).max().unwrap_or(0);
        // A head of several words takes two lines, at most three.
        let width = content.max(longest_word).max((name.width() + 2).div_ceil(2));
        Self { head: format!("{name}{}", threshold(table, column, report, texts)), cells, width }
    }
}

/// The threshold of a column on a line of its own, when all rows have the same.
fn threshold(table: &Table, column: usize, report: &Report, texts: &Texts) -> String {
    let figures =
        table.rows.iter().filter_map(|row| row.figures.get(column).and_then(|place| report.figures.get(*place)));
    let mut thresholds: Vec<_> = figures.map(|figure| figure.threshold).collect();
    thresholds.dedup();
    match thresholds.as_slice() {
        [Some(same)] => format!("\n≥ {}", numbers::short_percent(*same, texts.lang())),
        _ => String::new(),
    }
}

/// Shares columns of these widths out over as few grids as fit into `room`, evenly: no grid of one last column.
fn shares(widths: &[usize], room: usize) -> Vec<(usize, usize)> {
    let split = |most: usize| {
        let mut shares = Vec::new();
        let mut from = 0;
        while from < widths.len() {
            let mut to = from + 1;
            while to < widths.len() && to - from < most && widths[from..=to].iter().sum::<usize>() <= room {
                to += 1;
            }
            shares.push((from, to));
            from = to;
        }
        shares
    };
    let fewest = split(usize::MAX);
    // As even as can be without needing another grid.
    let even = split(widths.len().div_ceil(fewest.len().max(1)));
    if even.len() <= fewest.len() { even } else { fewest }
}

/// A sentence over as many lines as it needs, the later ones indented further.
pub(super) fn wrapped(text: &str, indent: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = indent.to_owned();
    let mut is_empty = true;
    for word in text.split(' ') {
        if !is_empty && line.width() + 1 + word.width() > width {
            lines.push(std::mem::replace(&mut line, format!("{indent}  ")));
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    lines.push(line);
    lines
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

fn right(text: String) -> Cell {
    Cell::new(text).set_alignment(CellAlignment::Right)
}

pub(super) fn grid(screen: Screen) -> Grid {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_shared_out_evenly() {
        assert_eq!(shares(&[10; 13], 70), [(0, 7), (7, 13)]);
        assert_eq!(shares(&[10; 13], 65), [(0, 5), (5, 10), (10, 13)]);
        assert_eq!(shares(&[200, 10], 70), [(0, 1), (1, 2)]);
        assert_eq!(shares(&[], 70), []);
    }

    #[test]
    fn long_notes_are_wrapped_without_losing_a_word() {
        let lines = wrapped("một hai ba bốn năm sáu bảy", "  ", 14);
        assert_eq!(lines, ["  một hai ba", "    bốn năm", "    sáu bảy"]);
    }
}
