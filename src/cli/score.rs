use crate::indicators::Definitions;
use crate::project::Inputs;
use crate::registry::Structure;
use crate::render::files::RenderError;
use crate::render::scores;
use crate::run::{Request, Rulebook, RunError, prepare, scoring};
use crate::scores::{Counts, ScoreStandard, ScoreStandards};

use super::arguments::{ReportFormat, ScoreArguments};
use super::failure::Failure;
use super::session::Session;
use super::{console, exit, report};

/// `cchc score`
pub(super) fn run(session: &Session, arguments: ScoreArguments) -> Result<u8, Failure> {
    let inputs = match arguments.paths.as_slice() {
        [] => None,
        paths => Some(Inputs::find(paths)?),
    };
    let rulebook = session.rulebook(inputs.as_ref().map(|inputs| &inputs.project))?;
    let standard = standard(&rulebook, &arguments.standard)?;
    let counts = arguments.counts.as_deref().map(|path| Counts::read(path, &standard)).transpose()?;
    let request = Request {
        paths: arguments.paths,
        period: arguments.period,
        calendar: arguments.calendar,
        structure: arguments.structure.map(Structure::from),
        reading: report::reading(arguments.reading),
        choices: arguments.choices,
        ..Request::default()
    };
    let report = match inputs {
        None => None,
        Some(inputs) => Some(report::make(session, prepare(&rulebook, request, inputs)?)?),
    };
    let scored = scoring(standard, report.as_ref(), &counts.unwrap_or_default(), arguments.by.is_some())
        .map_err(RunError::from)?;
    let texts = &session.texts;
    let printed = match arguments.format {
        ReportFormat::Table => scores::render_table(&scored, texts, console::screen().width).into_bytes(),
        ReportFormat::Md => scores::render_markdown(&scored, texts).into_bytes(),
        ReportFormat::Csv => scores::render_csv(&scored, texts).map_err(RenderError::from)?,
        ReportFormat::Json => scores::render_json(&scored).map_err(RenderError::from)?.into_bytes(),
    };
    console::print(&printed)?;
    Ok(match report {
        Some(report) if report.touched == 0 => exit::NOTHING_SELECTED,
        Some(report) if !report.unread.is_empty() => exit::LEFT_OUT,
        _ => exit::DONE,
    })
}

fn standard(rulebook: &Rulebook, name: &str) -> Result<ScoreStandard, Failure> {
    let definitions = Definitions::load(&rulebook.rules, &rulebook.schema, &[])?;
    Ok(ScoreStandards::load(&rulebook.rules, &definitions)?.find(name, &definitions)?)
}
