use rust_xlsxwriter::{DocProperties, Workbook};

use crate::report::Report;
use crate::report::model::TableKind;
use crate::texts::{Message, Texts};

use super::super::account;
use super::names::Names;
use super::sheet::{Sheet, cell_text, datetime, period};
use super::styles::Styles;
use super::{WorkbookError, bars, comparison, definitions, details, form, matrix, notes, rejected, summary, trend};

/// The whole workbook.
///
/// # Errors
/// Only by a fault of this program.
pub fn render(report: &Report, texts: &Texts) -> Result<Vec<u8>, WorkbookError> {
    let styles = Styles::new();
    let mut workbook = Workbook::new();
    workbook.set_default_format(&styles.base, 20, 64)?;
    workbook.set_properties(&properties(report, texts)?);
    let mut book = Book { workbook, names: Names::default(), styles: &styles, report, texts };
    book.add(&texts.get("workbook.sheet_summary"), summary::write)?;
    for (kind, key) in [(TableKind::Rates, "workbook.sheet_rates"), (TableKind::Counts, "workbook.sheet_counts")] {
        if matrix::has_units(report, kind) {
            book.add(&texts.get(key), |sheet| matrix::write_units(sheet, kind))?;
        }
        for table in matrix::parts(report, kind) {
            book.add(&texts.say(&table.title), |sheet| matrix::write_parts(sheet, table))?;
        }
    }
    if details::is_wanted(report) {
        book.add(&texts.get("workbook.sheet_details"), details::write)?;
    }
    for shown in &report.forms {
        for part in &shown.parts {
            let short = shown.id.split('/').next().unwrap_or_default();
            let name = Message::new("workbook.sheet_form").with("form", short).with("by", texts.say(&part.title));
            book.add(&texts.say(&name), |sheet| form::write(sheet, shown, part))?;
        }
    }
    for table in report.tables.iter().filter(|table| table.comparison.is_some()) {
        book.add(&texts.get("workbook.sheet_comparison"), |sheet| comparison::write(sheet, table))?;
    }
    if !report.lines.is_empty() {
        book.add(&texts.get("workbook.sheet_trend"), trend::write)?;
    }
    if bars::chosen(report).next().is_some() {
        book.add(&texts.get("workbook.sheet_bars"), bars::write)?;
    }
    book.add(&texts.get("workbook.sheet_notes"), notes::write)?;
    // Not beside figures that are published: it would tell of single dossiers.
    let is_told = report.suppressed_below.is_none();
    if is_told && !(report.rejected.is_empty() && report.repaired.is_empty()) {
        book.add(&texts.get("workbook.sheet_rejected"), rejected::write)?;
    }
    book.add(&texts.get("workbook.sheet_definitions"), definitions::write)?;
    Ok(book.workbook.save_to_buffer()?)
}

/// Nothing of the machine and no clock: the day made is the report's.
fn properties(report: &Report, texts: &Texts) -> Result<DocProperties, WorkbookError> {
    let short = |text: &str| cell_text(text).chars().take(200).collect::<String>();
    let title = account::heading(report, texts).into_iter().next().unwrap_or_default();
    Ok(DocProperties::new()
        .set_title(short(&title))
        .set_subject(short(&period(report, texts)))
        .set_creation_datetime(&datetime(report.made)?))
}

struct Book<'a> {
    workbook: Workbook,
    names: Names,
    styles: &'a Styles,
    report: &'a Report,
    texts: &'a Texts,
}

impl Book<'_> {
    fn add(
        &mut self,
        wanted: &str,
        write: impl FnOnce(&mut Sheet<'_>) -> Result<(), WorkbookError>,
    ) -> Result<(), WorkbookError> {
        let name = self.names.name(wanted);
        let inner = self.workbook.add_worksheet();
        inner.set_name(&name)?;
        write(&mut Sheet::new(inner, name, self.styles, self.report, self.texts))
    }
}
