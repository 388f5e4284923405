//! An official form, such as II.06a/VPCP/KSTT, as the law lays it out: by unit, or by field.

use rust_xlsxwriter::Formula;

use crate::report::documents::{FormCell, FormColumnContent, FormPart, FormRow, FormRowKind, FormShown};

use super::super::cells;
use super::WorkbookError;
use super::form_head;
use super::form_sums::Sums;
use super::legend::Legend;
use super::sheet::{MOST_ROWS, Sheet};
use super::summary::roman;

pub(super) fn write(sheet: &mut Sheet<'_>, form: &FormShown, part: &FormPart) -> Result<(), WorkbookError> {
    let (texts, styles) = (sheet.texts, sheet.styles);
    let heads = form_head::write(sheet, form, part)?;
    let sums = Sums::new(form, part, sheet.row);
    let mut groups = 0;
    for (place, line) in part.rows.iter().take(MOST_ROWS).enumerate() {
        let row = sheet.next_row();
        let style = match line.kind {
            FormRowKind::Total => &styles.total,
            FormRowKind::Group => &styles.group,
            FormRowKind::Line => &styles.line,
        };
        groups += usize::from(line.kind == FormRowKind::Group);
        let label = cells::label(&line.label, texts);
        for ((at, column), shown) in (0_u16..).zip(&form.columns).zip(&line.cells) {
            match (column.content, shown) {
                (FormColumnContent::Serial, _) => serial(sheet, (row, at), line, groups)?,
                (FormColumnContent::Label, _) => {
                    sheet.text(row, at, &label, &style.text)?;
                    sheet.fit(row, &[(at, &label)])?;
                }
                (FormColumnContent::Count, FormCell::Count(count)) => {
                    let is_partial = line.left_out.get(usize::from(at)).is_some_and(|left_out| *left_out > 0);
                    let format = if is_partial { &style.partial_count } else { &style.count };
                    match sums.formula(place, usize::from(at)) {
                        Some(formula) => {
                            let formula = Formula::new(formula).set_result(count.to_string());
                            sheet.inner.write_formula_with_format(row, at, formula, format)?;
                        }
                        None => sheet.number(row, at, *count, format)?,
                    }
                }
                (FormColumnContent::Count, FormCell::Hidden) => {
                    sheet.text(row, at, &texts.get("cell.hidden"), &style.words)?;
                }
                (FormColumnContent::Count, _) => {
                    let words = texts.get("cell.not_available");
                    sheet.text(row, at, &words, &style.words)?;
                    sheet.fit(row, &[(at, &words), (form_head::label_column(form), &label)])?;
                }
            }
        }
    }
    sheet.cut(part.rows.len())?;
    sheet.row += 1;
    Legend::of_form(part).write(sheet)?;
    sheet.print(Some(heads), form_head::label_column(form) + 1)
}

fn serial(
    sheet: &mut Sheet<'_>,
    (row, column): (u32, u16),
    line: &FormRow,
    groups: usize,
) -> Result<(), WorkbookError> {
    let styles = sheet.styles;
    match (line.kind, line.serial) {
        (FormRowKind::Total, _) => sheet.text(row, column, "", &styles.total.serial),
        (FormRowKind::Group, _) => sheet.text(row, column, &roman(groups), &styles.group.serial),
        (FormRowKind::Line, Some(number)) => sheet.number(row, column, number as u64, &styles.line.serial),
        (FormRowKind::Line, None) => sheet.text(row, column, "", &styles.line.serial),
    }
}
