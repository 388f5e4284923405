use crate::indicators::Kind;
use crate::pilots::{PilotRules, Weights};
use crate::project::Inputs;
use crate::render::files::RenderError;
use crate::render::listing::Look;
use crate::render::pilot;
use crate::report::pilot::{GroupBy, PilotWishes};
use crate::run::prepare;

use super::arguments::{PilotArguments, PilotBy, ReportFormat};
use super::failure::Failure;
use super::session::Session;
use super::{console, report};

/// `cchc pilot`
pub(super) fn run(session: &Session, arguments: PilotArguments) -> Result<u8, Failure> {
    let PilotArguments { counting, indicator, goal, by, weights, format, max_rejected, .. } = arguments;
    let request = report::request(counting);
    let inputs = Inputs::find(&request.paths)?;
    let rulebook = session.rulebook(Some(&inputs.project))?;
    let rules = PilotRules::load(&rulebook.rules, &rulebook.naming)?;
    let prepared = prepare(&rulebook, request, inputs)?;
    let (place, kind) = prepared.indicator(&indicator)?;
    if kind != Kind::Rate {
        return Err(Failure::NotARate { id: indicator });
    }
    let wishes = PilotWishes {
        by: match by {
            PilotBy::Procedure => GroupBy::Procedure,
            PilotBy::Field => GroupBy::Field,
        },
        is_of_use: indicator == PilotArguments::OF_USE,
        goal,
        weights: weights.into_iter().fold(rules.weights, |mut all: Weights, (criterion, weight)| {
            all.set(criterion, weight);
            all
        }),
        procedures: arguments.procedures.unwrap_or(rules.procedures),
        communes: arguments.communes.unwrap_or(rules.communes),
        districts: arguments.districts.unwrap_or(rules.districts),
        least: arguments.min_dossiers.unwrap_or(rules.min_dossiers),
        commune_level: rules.commune_level,
        district_level: rules.district_level,
    };
    let (of_run, found) =
        report::counted(session, prepared, |prepared, progress| prepared.pilot(place, wishes, progress))?;
    report::tell(session, &of_run);
    let texts = &session.texts;
    let read = |look| pilot::render(&of_run, &found, &rules.source, texts, look).into_bytes();
    console::print(&match format {
        ReportFormat::Table => read(Look::Screen(console::screen())),
        ReportFormat::Md => read(Look::Markdown),
        ReportFormat::Csv => pilot::render_csv(&found).map_err(RenderError::from)?,
        ReportFormat::Json => {
            pilot::render_json(&of_run, &found, &rules.source, texts).map_err(RenderError::from)?.into_bytes()
        }
    })?;
    Ok(report::code(session, &of_run, max_rejected))
}
