use crate::period::{Day, Period};
use crate::project::Project;
use crate::registry::{Postings, Survey};
use crate::render::files::RenderError;
use crate::render::procedures;
use crate::run::registries;

use super::arguments::{ProceduresArguments, ProceduresBy, ProceduresFormat};
use super::failure::Failure;
use super::session::Session;
use super::{console, exit};

/// `cchc procedures`
pub(super) fn run(session: &Session, arguments: &ProceduresArguments) -> Result<u8, Failure> {
    let no_catalogue = || Failure::NoCatalogue { folder: arguments.path.display().to_string() };
    let project = Project::find(&arguments.path)?.ok_or_else(no_catalogue)?;
    let rulebook = session.rulebook(Some(&project))?;
    let (units, catalogue) = registries(&rulebook, &project)?;
    let catalogue = catalogue.ok_or_else(no_catalogue)?;
    let postings = project.postings.as_ref().map(|path| Postings::read(&project.path(path))).transpose()?;
    let on = match (&arguments.on, &project.period) {
        (Some(text), _) => Some(Day::parse_iso(text).ok_or_else(|| Failure::Day { text: text.clone() })?),
        (None, Some(period)) => {
            let calendar = project.calendar.as_deref().map(|id| rulebook.calendars.get(id)).transpose()?;
            Some(Period::parse(period, calendar.unwrap_or_else(|| rulebook.calendars.first()))?.to)
        }
        (None, None) => None,
    };
    let vocabulary = rulebook.schema.vocabulary(rulebook.schema.roles.service_level);
    let service_levels: Vec<(&str, bool)> =
        vocabulary.into_iter().flat_map(|words| words.ids().map(|id| (id, words.is_online(id)))).collect();
    let survey = Survey::new(&catalogue, postings.as_ref(), units.as_ref(), &service_levels, on);
    let naming = &rulebook.naming;
    let printed = match arguments.format {
        ProceduresFormat::Table => {
            let by_field = arguments.by == ProceduresBy::Field;
            procedures::render_table(&survey, by_field, naming, &session.texts, console::screen().width).into_bytes()
        }
        ProceduresFormat::Csv => procedures::render_csv(&survey, naming).map_err(RenderError::from)?,
        ProceduresFormat::Json => procedures::render_json(&survey, naming).map_err(RenderError::from)?.into_bytes(),
    };
    console::print(&printed)?;
    Ok(exit::DONE)
}
