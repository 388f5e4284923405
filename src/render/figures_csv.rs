//! `figures.csv`: one row a figure. The columns are a contract, described in `schema/README.md`.

use crate::indicators::Kind;
use crate::report::model::{Breakdown, Figure, Report};
use crate::texts::numbers::plain_decimal;

use super::cells::spreadsheet_text;

/// UTF-8 mark: a spreadsheet program on Windows takes the file for UTF-8 only with it.
pub const MARK: &str = "\u{FEFF}";

/// All figures as CSV, without the mark.
///
/// # Errors
/// Only if memory cannot be written to, which the csv crate could report.
pub fn render(report: &Report) -> Result<Vec<u8>, csv::Error> {
    let part = part_key(report.breakdown);
    let compared = !report.comparisons.is_empty();
    let suppressed = report.suppressed_below.is_some();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let fixed = [
        "period",
        "indicator",
        "scope",
        "unit",
        "unit_name",
        "level",
        "numerator",
        "denominator",
        "percent",
        "threshold",
        "verdict",
        "missing",
        "left_out",
    ];
    writer.write_record(
        fixed
            .into_iter()
            .chain(part)
            .chain(compared.then_some("change"))
            .chain(suppressed.then_some("hidden"))
            .chain(report.has_entered.then_some("entered")),
    )?;
    for figure in &report.figures {
        let indicator = &report.indicators[figure.indicator];
        let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
        let decimal = |value: Option<i64>| value.map(plain_decimal).unwrap_or_default();
        let text = |text: &Option<String>| spreadsheet_text(text.as_deref().unwrap_or_default());
        let mut record = vec![
            figure.period.key(),
            indicator.id.clone(),
            figure.scope.id().to_owned(),
            text(&figure.unit),
            text(&figure.unit_name),
            text(&figure.level),
            number(figure.numerator),
            number(figure.denominator),
            decimal(figure.percent),
            decimal(figure.threshold),
            figure.verdict.map(|verdict| verdict.id().to_owned()).unwrap_or_default(),
            number(figure.missing),
            number(report.left_out(figure)),
        ];
        if part.is_some() {
            record.push(figure.part.as_ref().map(|part| spreadsheet_text(&part.id)).unwrap_or_default());
        }
        if compared {
            record.push(change(figure, indicator.kind));
        }
        if suppressed {
            record.push(figure.hidden.to_string());
        }
        if report.has_entered {
            record.push(figure.entered.to_string());
        }
        writer.write_record(&record)?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

fn change(figure: &Figure, kind: Kind) -> String {
    match (figure.change, kind) {
        (None, _) => String::new(),
        (Some(points), Kind::Rate) => plain_decimal(points),
        (Some(dossiers), Kind::Count) => dossiers.to_string(),
    }
}

/// The key that figures carry when they are broken down.
pub(super) fn part_key(breakdown: Breakdown) -> Option<&'static str> {
    match breakdown {
        Breakdown::Unit | Breakdown::Level => None,
        Breakdown::Field | Breakdown::Procedure | Breakdown::Month => Some(breakdown.id()),
    }
}
