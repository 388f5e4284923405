use crate::report::explanation::{Explanation, Part};
use crate::standards::Verdict;
use crate::texts::Texts;
use crate::texts::numbers::plain_decimal;

use super::super::cells::spreadsheet_text;
use super::words;

/// One row a fact: section (`definition`, `figure`, `records`), key, value. Keys are the same in both languages; the parts of
/// `records` besides `read` add up to it.
///
/// # Errors
/// Only if memory cannot be written to, which the csv crate could report.
pub fn render(explanation: &Explanation, texts: &Texts) -> Result<Vec<u8>, ::csv::Error> {
    let (indicator, definition, figure) = (words::indicator(explanation), &explanation.definition, &explanation.figure);
    let lang = texts.lang();
    let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    let decimal = |value: Option<i64>| value.map(plain_decimal).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut rows: Vec<(&str, String, String)> = Vec::new();
    let mut add = |section, key: &str, value: String| rows.push((section, key.to_owned(), value));
    add("definition", "indicator", indicator.id.clone());
    add("definition", "title", indicator.title.get(lang).to_owned());
    add("definition", "formula", indicator.formula.get(lang).to_owned());
    add("definition", "event", definition.event_sql.clone());
    add("definition", "among", text(&definition.among_sql));
    add("definition", "counts", definition.counts_sql.clone());
    for (id, _, sql) in &definition.terms {
        add("definition", &format!("term.{id}"), sql.clone());
    }
    add("definition", "legal", indicator.legal.get(lang).to_owned());
    add("definition", "file", indicator.file.clone());
    add("figure", "period", figure.period.key());
    add("figure", "structure", explanation.report.structure.structure.id().to_owned());
    add("figure", "scope", figure.scope.id().to_owned());
    add("figure", "unit", text(&figure.unit));
    add("figure", "unit_name", text(&figure.unit_name));
    add("figure", "numerator", number(figure.numerator));
    add("figure", "denominator", number(figure.denominator));
    add("figure", "percent", decimal(figure.percent));
    add("figure", "threshold", decimal(figure.threshold));
    add("figure", "verdict", figure.verdict.map(Verdict::id).unwrap_or_default().to_owned());
    add("figure", "short_by", decimal(figure.short_by));
    add("figure", "missing", number(figure.missing));
    add("records", "read", explanation.report.account.records.to_string());
    for (part, count) in &explanation.parts {
        let key = match part {
            Part::Rejected(reason) => format!("rejected.{reason}"),
            other => other.id().to_owned(),
        };
        add("records", &key, count.to_string());
    }
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(["section", "key", "value"])?;
    for (section, key, value) in rows {
        writer.write_record([section, &key, &spreadsheet_text(&value)])?;
    }
    writer.into_inner().map_err(|error| ::csv::Error::from(error.into_error()))
}
