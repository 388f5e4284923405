use std::path::Path;

use crate::output::OutputFile;
use crate::project::Inputs;
use crate::render::explanation::{render_csv, render_json, render_listing, render_markdown, render_text};
use crate::render::figures_csv::MARK;
use crate::render::files::RenderError;
use crate::report::Explanation;
use crate::report::listing::Side;
use crate::run::prepare;
use crate::texts::Message;

use super::arguments::{Counting, Dossiers, ExplainArguments, ReportFormat};
use super::failure::Failure;
use super::session::Session;
use super::{console, exit, report, writing};

/// `cchc explain`
pub(super) fn run(session: &Session, arguments: ExplainArguments) -> Result<u8, Failure> {
    let ExplainArguments { indicator, counting, unit, dossiers, output, format } = arguments;
    let inputs = Inputs::find(&counting.paths)?;
    // Opened before the long work: a place that cannot be written must not cost a run.
    let file = output.as_deref().map(|path| place(path, &counting, &inputs, session)).transpose()?;
    let rulebook = session.rulebook(Some(&inputs.project))?;
    let mut request = report::request(counting);
    request.reading.codes = dossiers.is_some();
    let prepared = prepare(&rulebook, request, inputs)?;
    let side = dossiers.map(side);
    let explanation =
        report::counted(session, prepared, |prepared, progress| prepared.explain(&indicator, unit, side, progress))?;
    report::tell(session, &explanation.report);
    let listed = explanation.listing.as_ref().map(|listing| render_listing(listing, &session.texts)).transpose();
    let listed = listed.map_err(RenderError::from)?;
    match (listed, file) {
        (Some(listed), None) => console::print(&listed)?,
        (listed, file) => {
            console::print(&printed(&explanation, session, format)?)?;
            if let (Some(listed), Some(file), Some(path)) = (listed, file, &output) {
                file.commit(&[MARK.as_bytes(), &listed].concat())?;
                let count = explanation.listing.as_ref().map_or(0, |listing| listing.rows.len());
                let message = Message::new("explain.written")
                    .with("count", session.messages.number(count as u64))
                    .with("file", path.display());
                session.tell(&message);
            }
        }
    }
    Ok(match &explanation.report {
        report if report.touched == 0 => exit::NOTHING_SELECTED,
        report if !report.unread.is_empty() => exit::LEFT_OUT,
        _ => exit::DONE,
    })
}

fn place(path: &Path, counting: &Counting, inputs: &Inputs, session: &Session) -> Result<OutputFile, Failure> {
    let file = OutputFile::prepare(path)?;
    writing::refuse_read(path, file.target(), counting, inputs, session.rules.as_deref())?;
    Ok(file)
}

fn side(dossiers: Dossiers) -> Side {
    match dossiers {
        Dossiers::Numerator => Side::Numerator,
        Dossiers::Denominator => Side::Denominator,
        Dossiers::Missed => Side::Missed,
    }
}

fn printed(explanation: &Explanation, session: &Session, format: ReportFormat) -> Result<Vec<u8>, Failure> {
    let texts = &session.texts;
    Ok(match format {
        ReportFormat::Table => render_text(explanation, texts).into_bytes(),
        ReportFormat::Csv => render_csv(explanation, texts).map_err(RenderError::from)?,
        ReportFormat::Json => render_json(explanation, texts).map_err(RenderError::from)?.into_bytes(),
        ReportFormat::Md => render_markdown(explanation, texts).into_bytes(),
    })
}
