//! Lists for analysts: one grid of cells as a table for a terminal or for Markdown, and what they share.

use comfy_table::{Cell, CellAlignment, ColumnConstraint, Width};
use unicode_width::UnicodeWidthStr;

use crate::report::model::{Report, Weight};
use crate::standards::Interval;
use crate::texts::{Texts, numbers};

use super::terminal::{self, Screen};
use super::{account, markdown};

/// Marks a rate that rests on few dossiers.
const SMALL: &str = "°";

/// How lists are to look.
#[derive(Debug, Clone, Copy)]
pub enum Look {
    /// For a terminal.
    Screen(Screen),
    /// As Markdown.
    Markdown,
}

/// Names in the first column stay at least as wide, if they are: broken further they could not be read.
const LEAST_NAME: usize = 14;

/// Heads and rows; a column of numbers stands right.
pub(super) struct Grid {
    pub(super) heads: Vec<(String, Side)>,
    pub(super) rows: Vec<Vec<String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    /// Left, and at least as wide as this, if something in it is.
    Name(usize),
    Right,
}

/// A text that grows by headings, lines and grids.
pub(super) struct Sheet {
    look: Look,
    lines: Vec<String>,
}

impl Sheet {
    /// Starts with what a report is about.
    pub(super) fn new(report: &Report, texts: &Texts, look: Look) -> Self {
        Self::headed(account::heading(report, texts), look)
    }

    /// The same for what is held against no standard.
    pub(super) fn without_standard(report: &Report, texts: &Texts, look: Look) -> Self {
        Self::headed(account::heading_without_standard(report, texts), look)
    }

    fn headed(lines: impl IntoIterator<Item = String>, look: Look) -> Self {
        let mut heading = lines.into_iter();
        let mut sheet = Self::titled(&heading.next().unwrap_or_default(), look);
        heading.for_each(|line| sheet.line(&line));
        sheet
    }

    /// Starts with a title.
    pub(super) fn titled(title: &str, look: Look) -> Self {
        let mut sheet = Self { look, lines: Vec::new() };
        match look {
            Look::Screen(_) => sheet.line(title),
            Look::Markdown => sheet.lines.extend([format!("# {}", markdown::escape(title)), String::new()]),
        }
        sheet
    }

    /// A blank line, unless there is one.
    fn part(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    pub(super) fn section(&mut self, title: &str) {
        self.part();
        match self.look {
            Look::Screen(_) => self.line(title),
            Look::Markdown => self.lines.extend([format!("## {}", markdown::escape(title)), String::new()]),
        }
    }

    pub(super) fn line(&mut self, text: &str) {
        match self.look {
            Look::Screen(screen) => self.lines.extend(terminal::wrapped(text, "", screen.width)),
            Look::Markdown => self.lines.push(format!("- {}", markdown::escape(text))),
        }
    }

    pub(super) fn grid(&mut self, grid: &Grid) {
        match self.look {
            Look::Screen(screen) => self.lines.push(on_screen(grid, screen)),
            Look::Markdown => {
                self.part();
                self.lines.push(in_markdown(grid).trim_end().to_owned());
                self.lines.push(String::new());
            }
        }
    }

    /// Ends with what must be said beside the figures.
    pub(super) fn finish(mut self, report: &Report, texts: &Texts) -> String {
        if !report.notes.is_empty() {
            self.section(&texts.get("report.notes"));
        }
        for note in &report.notes {
            match self.look {
                Look::Screen(screen) => {
                    self.lines.extend(terminal::wrapped(&account::note(note, texts), "  ", screen.width));
                }
                Look::Markdown => {
                    let lead = if note.weight == Weight::Warning { texts.get("report.warning") } else { String::new() };
                    let said = account::said(note, texts);
                    self.line(format!("{lead} {said}").trim_start());
                }
            }
        }
        self.end()
    }

    /// Ends without notes.
    pub(super) fn end(mut self) -> String {
        self.lines.push(String::new());
        let text = self.lines.join("\n");
        text.split('\n').map(str::trim_end).collect::<Vec<_>>().join("\n")
    }
}

fn on_screen(grid: &Grid, screen: Screen) -> String {
    let mut table = terminal::grid(screen);
    let cell = |text: &str, side: Side| match side {
        Side::Left | Side::Name(_) => Cell::new(text),
        Side::Right => Cell::new(text).set_alignment(CellAlignment::Right),
    };
    table.set_header(grid.heads.iter().map(|(head, side)| cell(head, *side)));
    for row in &grid.rows {
        table.add_row(row.iter().zip(&grid.heads).map(|(text, (_, side))| cell(text, *side)));
    }
    // Numbers are not broken: names are.
    for (column, (_, side)) in table.column_iter_mut().zip(&grid.heads) {
        if *side == Side::Right {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    for (place, (head, side)) in grid.heads.iter().enumerate() {
        let least = match side {
            Side::Name(least) => *least,
            Side::Left if place == 0 => LEAST_NAME,
            Side::Left | Side::Right => continue,
        };
        let names = grid.rows.iter().filter_map(|row| row.get(place)).chain([head]);
        let widest = names.flat_map(|name| name.lines()).map(UnicodeWidthStr::width).max().unwrap_or_default();
        let least = u16::try_from(widest.min(least)).unwrap_or(u16::MAX);
        if let Some(column) = table.column_mut(place) {
            // The blanks on both sides are part of a column.
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least.saturating_add(2))));
        }
    }
    table.to_string()
}

fn in_markdown(grid: &Grid) -> String {
    let mut out = String::new();
    let cell = |text: &String| text.split('\n').map(markdown::escape).collect::<Vec<_>>().join("<br>");
    markdown::row(&mut out, grid.heads.iter().map(|(head, _)| cell(head)));
    let rule = |side: Side| if side == Side::Right { "---:" } else { "---" };
    markdown::row(&mut out, grid.heads.iter().map(|(_, side)| rule(*side).to_owned()));
    for row in &grid.rows {
        markdown::row(&mut out, row.iter().map(cell));
    }
    out
}

/// `36,43–40,21`, marked when the rate rests on few dossiers; empty without one.
pub(super) fn interval(interval: Option<Interval>, is_small: bool, texts: &Texts) -> String {
    let decimal = |value| numbers::decimal(value, texts.lang());
    let mark = if is_small { SMALL } else { "" };
    interval.map(|Interval { low, high }| format!("{}–{}{mark}", decimal(low), decimal(high))).unwrap_or_default()
}
