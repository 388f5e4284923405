use comfy_table::{Cell, CellAlignment, ContentArrangement, Table as Grid, presets};

use crate::render::markdown::escape;
use crate::render::terminal;
use crate::scores::Scoring;
use crate::texts::Texts;

use super::sheets::{self, Sheet};

/// Tables for a terminal.
#[must_use]
pub fn render_table(scoring: &Scoring, texts: &Texts, width: usize) -> String {
    let wrapped = |text: &str| terminal::wrapped(text, "", width);
    let mut lines: Vec<String> = sheets::heading(scoring, texts).iter().flat_map(|line| wrapped(line)).collect();
    for sheet in sheets::sheets(scoring, texts) {
        lines.extend([String::new(), sheet.title.clone(), grid(&sheet, width)]);
        lines.extend(sheet.below.iter().flat_map(|line| wrapped(line)));
    }
    lines.extend([String::new(), texts.get("report.notes")]);
    let notes = sheets::notes(scoring, texts);
    lines.extend(notes.iter().flat_map(|note| terminal::wrapped(&format!("· {note}"), "  ", width)));
    lines.push(String::new());
    let lines = lines.join("\n");
    lines.split('\n').map(str::trim_end).collect::<Vec<_>>().join("\n")
}

fn grid(sheet: &Sheet, width: usize) -> String {
    let mut grid = Grid::new();
    grid.load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(width).unwrap_or(u16::MAX))
        .force_no_tty();
    let cell = |text: &String, is_number: bool| {
        let cell = Cell::new(text);
        if is_number { cell.set_alignment(CellAlignment::Right) } else { cell }
    };
    grid.set_header(sheet.heads.iter().map(|(head, is_number)| cell(head, *is_number)));
    for row in &sheet.rows {
        grid.add_row(row.iter().zip(&sheet.heads).map(|(text, (_, is_number))| cell(text, *is_number)));
    }
    grid.to_string()
}

/// The same as Markdown.
#[must_use]
pub fn render_markdown(scoring: &Scoring, texts: &Texts) -> String {
    let mut heading = sheets::heading(scoring, texts).into_iter();
    let mut out = format!("# {}\n", escape(&heading.next().unwrap_or_default()));
    for line in heading {
        out.push_str(&format!("\n{}\n", escape(&line)));
    }
    for sheet in sheets::sheets(scoring, texts) {
        out.push_str(&format!("\n## {}\n\n", escape(&sheet.title)));
        let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        out.push_str(&row(sheet.heads.iter().map(|(head, _)| escape(head)).collect()));
        let rule = |is_number: bool| if is_number { "---:" } else { "---" }.to_owned();
        out.push_str(&row(sheet.heads.iter().map(|(_, is_number)| rule(*is_number)).collect()));
        for cells in &sheet.rows {
            out.push_str(&row(cells.iter().map(|cell| escape(cell)).collect()));
        }
        for line in &sheet.below {
            out.push_str(&format!("\n{}\n", escape(line)));
        }
    }
    out.push_str(&format!("\n## {}\n\n", escape(&texts.get("report.notes"))));
    for note in sheets::notes(scoring, texts) {
        out.push_str(&format!("- {}\n", escape(&note)));
    }
    out
}
