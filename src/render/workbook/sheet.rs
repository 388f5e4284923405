//! A sheet while it is written: cells, titles, and how it prints.

use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet};

use crate::period::Day;
use crate::report::Report;
use crate::texts::{Message, Texts};

use super::super::cells::visible;
use super::WorkbookError;
use super::measure::{height, lines};
use super::styles::Styles;

/// Longest text of a cell, in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;
/// Longest header or footer of a page.
const LONGEST_HEADER: usize = 150;
/// What fills a page at its own size, in widths of a digit.
pub(super) const PAGE_WIDTH: f64 = 146.0;
/// Rows that a table has at most: a longer one is for programs, which read `figures.csv`.
pub(super) const MOST_ROWS: usize = 100_000;

/// A sheet that is being written, row by row.
pub(super) struct Sheet<'a> {
    pub(super) inner: &'a mut Worksheet,
    pub(super) name: String,
    pub(super) styles: &'a Styles,
    pub(super) report: &'a Report,
    pub(super) texts: &'a Texts,
    /// The next row.
    pub(super) row: u32,
    widths: Vec<f64>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(
        inner: &'a mut Worksheet,
        name: String,
        styles: &'a Styles,
        report: &'a Report,
        texts: &'a Texts,
    ) -> Self {
        Self { inner, name, styles, report, texts, row: 0, widths: Vec::new() }
    }

    /// Sets the widths of the columns, in widths of a digit.
    pub(super) fn columns(&mut self, widths: &[f64]) -> Result<(), WorkbookError> {
        for (column, width) in (0..).zip(widths) {
            self.inner.set_column_width(column, *width)?;
        }
        self.widths = widths.to_vec();
        Ok(())
    }

    /// The same, with one column wide enough that the table fills a page: programs differ in whether they enlarge one that
    /// does not.
    pub(super) fn columns_filling(&mut self, widths: &[f64], wide: usize) -> Result<(), WorkbookError> {
        let missing = (PAGE_WIDTH - widths.iter().sum::<f64>()).max(0.0);
        let widen = |(place, width): (usize, &f64)| if place == wide { width + missing } else { *width };
        self.columns(&widths.iter().enumerate().map(widen).collect::<Vec<_>>())
    }

    /// The last column of the table.
    pub(super) fn last(&self) -> u16 {
        u16::try_from(self.widths.len().saturating_sub(1)).unwrap_or(0)
    }

    /// The width from one column to another, both included.
    pub(super) fn width(&self, from: u16, to: u16) -> f64 {
        self.widths.iter().skip(usize::from(from)).take(usize::from(to.saturating_sub(from)) + 1).sum()
    }

    /// A text, never taken for a formula, whatever it begins with.
    pub(super) fn text(&mut self, row: u32, column: u16, text: &str, format: &Format) -> Result<(), WorkbookError> {
        let text = cell_text(text);
        if looks_like_formula(&text) {
            // Stays a text when somebody edits the cell.
            self.inner.write_string_with_format(row, column, text, &format.clone().set_quote_prefix())?;
        } else {
            self.inner.write_string_with_format(row, column, text, format)?;
        }
        Ok(())
    }

    /// A text over several cells.
    pub(super) fn merged(
        &mut self,
        (row, column): (u32, u16),
        (last_row, last_column): (u32, u16),
        text: &str,
        format: &Format,
    ) -> Result<(), WorkbookError> {
        if (row, column) != (last_row, last_column) {
            self.inner.merge_range(row, column, last_row, last_column, "", format)?;
        }
        self.text(row, column, text, format)
    }

    /// A count.
    pub(super) fn number(&mut self, row: u32, column: u16, number: u64, format: &Format) -> Result<(), WorkbookError> {
        #[expect(clippy::cast_precision_loss, reason = "counts of dossiers stay below 2^53")]
        self.inner.write_number_with_format(row, column, number as f64, format)?;
        Ok(())
    }

    /// Hundredths of a per cent as the fraction they are, or hundredths of a point as points.
    pub(super) fn hundredths(
        &mut self,
        row: u32,
        column: u16,
        (value, of): (i64, f64),
        format: &Format,
    ) -> Result<(), WorkbookError> {
        #[expect(clippy::cast_precision_loss, reason = "a rate in hundredths stays below 2^53")]
        self.inner.write_number_with_format(row, column, value as f64 / of, format)?;
        Ok(())
    }

    /// A day.
    pub(super) fn day(&mut self, row: u32, column: u16, day: Day, format: &Format) -> Result<(), WorkbookError> {
        self.inner.write_datetime_with_format(row, column, &datetime(day)?, format)?;
        Ok(())
    }

    /// Heads of columns in the next row, high enough for the longest.
    pub(super) fn heads(&mut self, heads: &[String]) -> Result<(), WorkbookError> {
        let styles = self.styles;
        let row = self.next_row();
        let mut most = 1;
        for (column, head) in (0..).zip(heads) {
            self.text(row, column, head, &styles.head)?;
            most = most.max(lines(head, self.width(column, column)));
        }
        self.inner.set_row_height(row, height(most))?;
        Ok(())
    }

    /// A sentence over all columns, in a row of its own.
    pub(super) fn sentence(&mut self, text: &str, format: &Format) -> Result<(), WorkbookError> {
        let (row, last) = (self.next_row(), self.last());
        self.merged((row, 0), (row, last), text, format)?;
        self.inner.set_row_height(row, height(lines(text, self.width(0, last))))?;
        Ok(())
    }

    /// The title of the sheet, what the report is of, its period, and what else is to be said there.
    pub(super) fn title(&mut self, title: &str, below: &[String]) -> Result<(), WorkbookError> {
        let styles = self.styles;
        let (row, last) = (self.next_row(), self.last());
        self.merged((row, 0), (row, last), &title.to_uppercase(), &styles.title)?;
        self.inner.set_row_height(row, height(lines(title, self.width(0, last) / 1.6)) + 6.0)?;
        let about = self.report.title.as_ref().map(|title| title.get(self.texts.lang()).to_owned());
        for line in about.into_iter().chain([period(self.report, self.texts)]).chain(below.iter().cloned()) {
            self.sentence(&line, &styles.subtitle)?;
        }
        self.row += 1;
        Ok(())
    }

    /// A row high enough for these texts in these columns.
    pub(super) fn fit(&mut self, row: u32, texts: &[(u16, &str)]) -> Result<(), WorkbookError> {
        let most = texts.iter().map(|(column, text)| lines(text, self.width(*column, *column))).max().unwrap_or(1);
        if most > 1 {
            self.inner.set_row_height(row, height(most))?;
        }
        Ok(())
    }

    /// The next row, which is taken.
    pub(super) fn next_row(&mut self) -> u32 {
        self.row += 1;
        self.row - 1
    }

    /// Everything that is said below a table that was cut.
    pub(super) fn cut(&mut self, all: usize) -> Result<(), WorkbookError> {
        if all > MOST_ROWS {
            let texts = self.texts;
            let shown = texts.number(MOST_ROWS as u64);
            let message = Message::new("workbook.cut").with("shown", shown).with("count", texts.number(all as u64));
            let styles = self.styles;
            self.sentence(&texts.say(&message), &styles.warning)?;
        }
        Ok(())
    }

    /// A4 landscape, one page wide, these rows on every page and in sight, title above and page number below.
    pub(super) fn print(&mut self, heads: Option<(u32, u32)>, frozen_columns: u16) -> Result<(), WorkbookError> {
        if let Some((first, last)) = heads {
            self.inner.set_repeat_rows(first, last)?;
            self.inner.set_freeze_panes(last + 1, frozen_columns)?;
        }
        let title = super::super::account::heading(self.report, self.texts).into_iter().next().unwrap_or_default();
        let page = Message::new("workbook.page").with("page", "&P").with("pages", "&N");
        let font = "&9&\"Times New Roman,Italic\"";
        self.inner
            .set_paper_size(9)
            .set_landscape()
            .set_print_fit_to_pages(1, 0)
            .set_margins(0.6, 0.5, 0.7, 0.6, 0.3, 0.3)
            .set_print_center_horizontally(true)
            .set_header(format!("&L{font}{}&R{font}{}", page_text(&title), page_text(&self.name)))
            .set_footer(format!("&C{font}{}", self.texts.say(&page)));
        Ok(())
    }
}

/// `Kỳ báo cáo: từ ngày 01/01/2022 đến ngày 19/08/2022`.
pub(super) fn period(report: &Report, texts: &Texts) -> String {
    let period = report.period.period;
    texts.say(&Message::new("workbook.period").with("from", period.from.slashed()).with("to", period.to.slashed()))
}

/// A day as spreadsheets count it.
pub(super) fn datetime(day: Day) -> Result<ExcelDateTime, WorkbookError> {
    let (year, month, day) = day.civil();
    // Days before 1900 are none to a spreadsheet; dossiers have none of them.
    let year = u16::try_from(year).unwrap_or(1900);
    Ok(ExcelDateTime::from_ymd(year, u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1))?)
}

/// A text as a cell can hold it: visible signs only, cut where the format ends.
pub(super) fn cell_text(text: &str) -> String {
    let text = visible(text);
    if text.len() <= LONGEST_TEXT {
        return text;
    }
    let mut units = 0;
    let fits = |letter: &char| {
        units += letter.len_utf16();
        units < LONGEST_TEXT
    };
    let mut cut: String = text.chars().take_while(fits).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

fn looks_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// A text in the header of a page, where `&` has a meaning.
fn page_text(text: &str) -> String {
    visible(text).chars().take(LONGEST_HEADER / 2).collect::<String>().replace('&', "&&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_longer_than_a_cell_is_cut_with_a_mark() {
        let cut = cell_text(&"ế".repeat(40_000));
        assert_eq!(cut.encode_utf16().count(), LONGEST_TEXT);
        assert!(cut.ends_with('…'));
        let whole = "😀".repeat(16_383);
        assert_eq!(cell_text(&whole), whole);
        assert!(cell_text(&"😀".repeat(16_384)).encode_utf16().count() <= LONGEST_TEXT);
    }

    #[test]
    fn texts_that_look_like_formulas_are_known() {
        for text in ["=1+1", "+1", "-1", "@x", "＝1"] {
            assert!(looks_like_formula(text), "{text}");
        }
        assert_eq!(cell_text("\t=1\u{200B}"), "=1");
    }
}
