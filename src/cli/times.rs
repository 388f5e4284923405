use crate::project::Inputs;
use crate::render::files::RenderError;
use crate::render::listing::Look;
use crate::render::times;
use crate::report::model::Breakdown;
use crate::run::prepare;

use super::arguments::{ReportFormat, TimesArguments, TimesBy};
use super::failure::Failure;
use super::session::Session;
use super::{console, exit, report};

/// `cchc times`
pub(super) fn run(session: &Session, arguments: TimesArguments) -> Result<u8, Failure> {
    let TimesArguments { counting, by, unit, format, max_rejected } = arguments;
    let mut request = report::request(counting);
    request.times = true;
    let by = match by {
        TimesBy::Unit => Breakdown::Unit,
        TimesBy::Level => Breakdown::Level,
        TimesBy::Field => Breakdown::Field,
        TimesBy::Procedure => Breakdown::Procedure,
    };
    let inputs = Inputs::find(&request.paths)?;
    let rulebook = session.rulebook(Some(&inputs.project))?;
    let prepared = prepare(&rulebook, request, inputs)?;
    let measured = report::counted(session, prepared, |prepared, progress| prepared.times(by, unit, progress))?;
    report::tell(session, &measured.report);
    let texts = &session.texts;
    let read = |look| times::render(&measured, texts, look).into_bytes();
    console::print(&match format {
        ReportFormat::Table => read(Look::Screen(console::screen())),
        ReportFormat::Md => read(Look::Markdown),
        ReportFormat::Csv => times::render_csv(&measured, texts).map_err(RenderError::from)?,
        ReportFormat::Json => times::render_json(&measured, texts).map_err(RenderError::from)?.into_bytes(),
    })?;
    // A period in which nothing was settled is nothing to measure.
    if measured.rows.iter().all(|row| row.sums.settled == 0) {
        return Ok(exit::NOTHING_SELECTED);
    }
    Ok(report::code(session, &measured.report, max_rejected))
}
