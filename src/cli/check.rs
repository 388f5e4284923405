use crate::project::Inputs;
use crate::render::files::RenderError;
use crate::render::{github, junit, shortfalls};
use crate::run::prepare;

use super::arguments::{CheckArguments, CheckFormat};
use super::failure::Failure;
use super::session::Session;
use super::{console, exit, report};

/// `cchc check`
pub(super) fn run(session: &Session, arguments: CheckArguments) -> Result<u8, Failure> {
    let request = report::request(arguments.counting);
    // Without a standard there is nothing to check: said before the long work.
    let inputs = Inputs::find(&request.paths)?;
    let rulebook = session.rulebook(Some(&inputs.project))?;
    let prepared = prepare(&rulebook, request, inputs)?;
    if !prepared.has_standard() {
        return Err(Failure::NoStandard);
    }
    let report = report::make(session, prepared)?;
    let texts = &session.texts;
    let printed = match arguments.format {
        CheckFormat::Text => shortfalls::render_text(&report, texts),
        CheckFormat::Json => shortfalls::render_json(&report).map_err(RenderError::from)?,
        CheckFormat::Junit => junit::render(&report, texts).map_err(RenderError::from)?,
        CheckFormat::Github => github::render(&report, texts),
    };
    console::print(printed.as_bytes())?;
    // Thresholds without anything to judge are not met: a period without dossiers must not look green.
    Ok(if report.touched == 0 || report.judged_count() == 0 {
        exit::NOTHING_SELECTED
    } else if report.account.rejected > arguments.max_rejected {
        // Figures without all their records prove nothing: this comes before a missed threshold.
        report::too_many_of(session, &report, arguments.max_rejected);
        exit::REJECTED
    } else if !report.unread.is_empty() {
        exit::LEFT_OUT
    } else if !report.shortfalls.is_empty() {
        exit::MISSED
    } else {
        exit::DONE
    })
}
