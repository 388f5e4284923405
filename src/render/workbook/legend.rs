//! What marks and words in a table mean: below it, as far as they occur.

use crate::report::documents::{FormCell, FormPart};
use crate::report::model::Figure;

use super::WorkbookError;
use super::sheet::Sheet;

/// The marks and words that occur.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Legend {
    partial: bool,
    not_applicable: bool,
    not_available: bool,
    hidden: bool,
}

impl Legend {
    /// Those of some figures.
    pub(super) fn of<'a>(figures: impl IntoIterator<Item = &'a Figure>) -> Self {
        let mut legend = Self::default();
        for figure in figures {
            legend.partial |= figure.left_out > 0 && figure.numerator.is_some();
            legend.not_applicable |= figure.denominator == Some(0);
            legend.not_available |= figure.numerator.is_none() && !figure.hidden;
            legend.hidden |= figure.hidden;
        }
        legend
    }

    /// Those of a form.
    pub(super) fn of_form(part: &FormPart) -> Self {
        let mut legend = Self::default();
        for (cell, left_out) in part.rows.iter().flat_map(|row| row.cells.iter().zip(&row.left_out)) {
            legend.partial |= *left_out > 0 && matches!(cell, FormCell::Count(_));
            legend.not_available |= *cell == FormCell::NotAvailable;
            legend.hidden |= *cell == FormCell::Hidden;
        }
        legend
    }

    /// Writes the sentences.
    pub(super) fn write(self, sheet: &mut Sheet<'_>) -> Result<(), WorkbookError> {
        let sentences = [
            (self.partial, "workbook.legend_partial"),
            (self.not_applicable, "workbook.legend_not_applicable"),
            (self.not_available, "workbook.legend_not_available"),
            (self.hidden, "workbook.legend_hidden"),
        ];
        let (styles, texts) = (sheet.styles, sheet.texts);
        for (_, key) in sentences.into_iter().filter(|(occurs, _)| *occurs) {
            sheet.sentence(&texts.get(key), &styles.remark)?;
        }
        Ok(())
    }
}
