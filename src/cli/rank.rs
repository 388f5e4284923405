use crate::indicators::Kind;
use crate::project::Inputs;
use crate::render::files::RenderError;
use crate::render::listing::Look;
use crate::render::ranking;
use crate::report::league;
use crate::run::prepare;

use super::arguments::{RankArguments, ReportFormat};
use super::failure::Failure;
use super::session::Session;
use super::{console, exit, report};

/// `cchc rank`
pub(super) fn run(session: &Session, arguments: RankArguments) -> Result<u8, Failure> {
    let RankArguments { counting, indicator, level, compare, min_denominator: least, format, max_rejected } = arguments;
    let mut request = report::request(counting);
    request.compare = compare.into_iter().collect();
    let inputs = Inputs::find(&request.paths)?;
    let rulebook = session.rulebook(Some(&inputs.project))?;
    if let Some(level) = level.as_deref().filter(|level| rulebook.naming.level(level).is_none()) {
        let known: Vec<&str> = rulebook.naming.levels().iter().map(|level| level.id.as_str()).collect();
        return Err(Failure::Level { level: level.to_owned(), known: known.join(", ") });
    }
    let prepared = prepare(&rulebook, request, inputs)?;
    let (place, kind) = prepared.indicator(&indicator)?;
    if kind != Kind::Rate {
        return Err(Failure::NotARate { id: indicator });
    }
    let report = report::make(session, prepared)?;
    let leagues = league::leagues(&report, place, level.as_deref(), least);
    let texts = &session.texts;
    let read = |look| ranking::render(&report, &leagues, place, least, texts, look).into_bytes();
    console::print(&match format {
        ReportFormat::Table => read(Look::Screen(console::screen())),
        ReportFormat::Md => read(Look::Markdown),
        ReportFormat::Csv => ranking::render_csv(&report, &leagues).map_err(RenderError::from)?,
        ReportFormat::Json => {
            ranking::render_json(&report, &leagues, place, least, texts).map_err(RenderError::from)?.into_bytes()
        }
    })?;
    // A level without any dossier is nothing to rank.
    if leagues.is_empty() {
        return Ok(exit::NOTHING_SELECTED);
    }
    Ok(report::code(session, &report, max_rejected))
}
