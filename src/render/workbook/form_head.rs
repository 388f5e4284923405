//! The top of an official form: its number and law, title, period, the heads of columns and their numbers.

use rust_xlsxwriter::Format;

use crate::report::documents::{FormColumnContent, FormColumnShown, FormPart, FormShown};
use crate::texts::Message;

use super::super::account;
use super::WorkbookError;
use super::measure::{height, lines};
use super::sheet::{Sheet, period};

/// The place of the label.
pub(super) fn label_column(form: &FormShown) -> u16 {
    let place = form.columns.iter().position(|column| column.content == FormColumnContent::Label);
    place.and_then(|place| u16::try_from(place).ok()).unwrap_or(0)
}

/// Everything above the rows; the first and the last row of the heads.
pub(super) fn write(sheet: &mut Sheet<'_>, form: &FormShown, part: &FormPart) -> Result<(u32, u32), WorkbookError> {
    let width = |column: &FormColumnShown| match column.content {
        FormColumnContent::Serial => 6.0,
        FormColumnContent::Label => 34.0,
        FormColumnContent::Count => 11.5,
    };
    let widths: Vec<f64> = form.columns.iter().map(width).collect();
    sheet.columns_filling(&widths, usize::from(label_column(form)))?;
    top(sheet, form, part)?;
    let first = sheet.row;
    heads(sheet, form, part)?;
    numbers(sheet, form)?;
    Ok((first, sheet.row - 1))
}

/// Who reports at the left, which form at the right, the title between.
fn top(sheet: &mut Sheet<'_>, form: &FormShown, part: &FormPart) -> Result<(), WorkbookError> {
    let (report, texts, styles) = (sheet.report, sheet.texts, sheet.styles);
    let lang = texts.lang();
    let last = sheet.last();
    let left = last.min(label_column(form) + 2);
    let right = last.saturating_sub(4).max(left + 1).min(last);
    let source = account::marked(form.source.get(lang), texts);
    let blocks = [
        (
            report.details.superior.as_deref().unwrap_or_default().to_uppercase(),
            &styles.block,
            texts.say(&Message::new("workbook.form_number").with("id", &form.id)),
            &styles.block_bold,
        ),
        (
            report.details.body.as_deref().unwrap_or_default().to_uppercase(),
            &styles.block_bold,
            texts.say(&Message::new("workbook.form_issued").with("source", &source)),
            &styles.block_italic,
        ),
    ];
    for (own, own_format, law, law_format) in blocks {
        let row = sheet.next_row();
        if !own.is_empty() && left < right {
            block(sheet, row, (0, left), &own, own_format)?;
        }
        block(sheet, row, (right, last), &law, law_format)?;
        let most = lines(&law, sheet.width(right, last)).max(lines(&own, sheet.width(0, left) / 1.2));
        sheet.inner.set_row_height(row, height(most))?;
    }
    sheet.row += 1;
    sheet.sentence(&form.title.get(lang).to_uppercase(), &styles.title)?;
    let by = texts.say(&Message::new("workbook.form_by").with("by", texts.say(&part.title)));
    sheet.sentence(&by, &styles.block_bold)?;
    let about = report.title.as_ref().map(|title| title.get(lang).to_owned());
    for line in about.into_iter().chain([period(report, texts)]) {
        sheet.sentence(&line, &styles.subtitle)?;
    }
    sheet.sentence(&texts.get("workbook.unit_of_count"), &styles.unit_of_count)
}

fn block(
    sheet: &mut Sheet<'_>,
    row: u32,
    (first, last): (u16, u16),
    text: &str,
    format: &Format,
) -> Result<(), WorkbookError> {
    sheet.merged((row, first), (row, last), text, format)
}

/// The heads, from the top: neighbours below the same heads share one cell; the last head reaches down to the numbers.
fn heads(sheet: &mut Sheet<'_>, form: &FormShown, part: &FormPart) -> Result<(), WorkbookError> {
    let (texts, styles) = (sheet.texts, sheet.styles);
    let paths: Vec<Vec<String>> = form
        .columns
        .iter()
        .map(|column| match column.content {
            FormColumnContent::Label if column.heads.is_empty() => vec![texts.say(&part.row_head)],
            _ => column.heads.iter().map(|head| head.get(texts.lang()).to_owned()).collect(),
        })
        .collect();
    let depth = paths.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let top = sheet.row;
    let mut highest = vec![1; depth];
    for level in 0..depth {
        let mut from = 0;
        while from < paths.len() {
            let Some(head) = paths[from].get(level) else {
                from += 1;
                continue;
            };
            let is_last = paths[from].len() == level + 1;
            let same = |path: &&Vec<String>| path.len() > level + 1 && path[..=level] == paths[from][..=level];
            let run = if is_last { 1 } else { paths[from..].iter().take_while(same).count().max(1) };
            let (first, last) = (place(from), place(from + run - 1));
            let (row, last_row) = (top + level as u32, top + if is_last { depth - 1 } else { level } as u32);
            sheet.merged((row, first), (last_row, last), head, &styles.head)?;
            // A head that reaches down has the room of all its rows.
            let rows = if is_last { depth - level } else { 1 };
            let needed = lines(head, sheet.width(first, last) / 1.1).div_ceil(rows);
            for height in &mut highest[level..level + rows] {
                *height = needed.max(*height);
            }
            from += run;
        }
    }
    for (level, lines) in (0..).zip(highest) {
        sheet.inner.set_row_height(top + level, height(lines))?;
    }
    sheet.row += place(depth) as u32;
    Ok(())
}

/// `(3)=(4)+(5)+(6)`.
fn numbers(sheet: &mut Sheet<'_>, form: &FormShown) -> Result<(), WorkbookError> {
    let styles = sheet.styles;
    let row = sheet.next_row();
    let bracketed = |column: &FormColumnShown| format!("({})", column.number);
    let mut most = 1;
    for (at, column) in (0..).zip(&form.columns) {
        let parts: Vec<String> =
            column.sum.iter().filter_map(|place| form.columns.get(*place)).map(bracketed).collect();
        let number = match parts.is_empty() {
            true => bracketed(column),
            false => format!("{}={}", bracketed(column), parts.join("+")),
        };
        // Numbers are set smaller.
        most = most.max(lines(&number, sheet.width(at, at) * 1.3));
        sheet.text(row, at, &number, &styles.number)?;
    }
    sheet.inner.set_row_height(row, height(most))?;
    Ok(())
}

fn place(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}
