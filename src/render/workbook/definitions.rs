//! What every indicator means, by which law, and which rules were in force.

use crate::report::Scope;
use crate::texts::Message;

use super::super::{account, cells};
use super::WorkbookError;
use super::figure;
use super::sheet::Sheet;

pub(super) fn write(sheet: &mut Sheet<'_>) -> Result<(), WorkbookError> {
    let texts = sheet.texts;
    sheet.columns(&[6.0, 27.0, 34.0, 48.0, 10.0, 48.0, 30.0])?;
    sheet.title(&texts.get("report.definitions"), &[])?;
    let head = indicators(sheet)?;
    rules(sheet)?;
    standard(sheet)?;
    sheet.print(Some((head, head)), 0)
}

fn indicators(sheet: &mut Sheet<'_>) -> Result<u32, WorkbookError> {
    let (report, texts, styles) = (sheet.report, sheet.texts, &sheet.styles.line);
    let lang = texts.lang();
    let keys = [
        "workbook.serial",
        "definitions.id",
        "definitions.name",
        "definitions.formula",
        "definitions.threshold",
        "definitions.legal",
        "workbook.rule_file",
    ];
    sheet.heads(&keys.map(|key| texts.get(key)))?;
    let head = sheet.row - 1;
    for (place, indicator) in report.indicators.iter().enumerate() {
        let row = sheet.next_row();
        let legal = account::marked(indicator.legal.get(lang), texts);
        let (title, formula) = (indicator.title.get(lang), indicator.formula.get(lang));
        sheet.number(row, 0, place as u64 + 1, &styles.serial)?;
        sheet.text(row, 1, &indicator.id, &styles.text)?;
        sheet.text(row, 2, title, &styles.text)?;
        sheet.text(row, 3, formula, &styles.text)?;
        // One threshold for all is a number, those of levels are words.
        match report.thresholds(place).as_slice() {
            [] => figure::threshold(sheet, row, 4, None, styles)?,
            [whole] if whole.scope == Scope::All => figure::threshold(sheet, row, 4, whole.threshold, styles)?,
            _ => sheet.text(row, 4, &cells::thresholds(place, report, texts), &styles.words)?,
        }
        sheet.text(row, 5, &legal, &styles.text)?;
        sheet.text(row, 6, &indicator.file, &styles.text)?;
        let shown = [(1, indicator.id.as_str()), (2, title), (3, formula), (5, &legal), (6, &indicator.file)];
        sheet.fit(row, &shown)?;
    }
    sheet.row += 1;
    Ok(head)
}

/// The rules on which practice differs, and the option in force.
fn rules(sheet: &mut Sheet<'_>) -> Result<(), WorkbookError> {
    let (report, texts, styles) = (sheet.report, sheet.texts, sheet.styles);
    if report.rules.is_empty() {
        return Ok(());
    }
    sheet.sentence(&texts.get("workbook.rules"), &styles.section)?;
    for rule in &report.rules {
        let line = format!(
            "- {}: {} ({}={})",
            rule.title.get(texts.lang()),
            rule.meaning.get(texts.lang()),
            rule.term,
            rule.option
        );
        sheet.sentence(&account::marked(&line, texts).replace('`', ""), &styles.section_text)?;
    }
    Ok(())
}

fn standard(sheet: &mut Sheet<'_>) -> Result<(), WorkbookError> {
    let (report, texts, styles) = (sheet.report, sheet.texts, sheet.styles);
    let Some(standard) = &report.standard else { return Ok(()) };
    sheet.row += 1;
    sheet.sentence(&texts.get("definitions.threshold"), &styles.section)?;
    let source = Message::new("report.standard_source")
        .with("title", standard.title.get(texts.lang()))
        .with("source", account::marked(standard.source.get(texts.lang()), texts));
    let valid = Message::new("workbook.standard_valid")
        .with("id", &standard.id)
        .with("period", standard.valid.shown())
        .with("file", &standard.file);
    sheet.sentence(&format!("- {}", texts.say(&source)), &styles.section_text)?;
    sheet.sentence(&format!("- {}", texts.say(&valid)), &styles.section_text)
}
