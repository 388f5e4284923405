use crate::differences::model::Names;
use crate::differences::{differences, read};
use crate::indicators::Definitions;
use crate::render::difference;
use crate::render::files::RenderError;
use crate::render::listing::Look;
use crate::report::model::NOT_ATTRIBUTABLE;

use super::arguments::{DiffArguments, ReportFormat};
use super::failure::Failure;
use super::session::Session;
use super::{console, exit};

/// `cchc diff`
pub(super) fn run(session: &Session, arguments: &DiffArguments) -> Result<u8, Failure> {
    let found = differences(read(&arguments.old)?, read(&arguments.new)?);
    let names = names(session)?;
    let texts = &session.texts;
    let text = |look| difference::render(&found, &names, texts, look).into_bytes();
    console::print(&match arguments.format {
        ReportFormat::Table => text(Look::Screen(console::screen())),
        ReportFormat::Md => text(Look::Markdown),
        ReportFormat::Csv => difference::render_csv(&found).map_err(RenderError::from)?,
        ReportFormat::Json => difference::render_json(&found).map_err(RenderError::from)?.into_bytes(),
    })?;
    Ok(if found.is_same() { exit::DONE } else { exit::DIFFERENT })
}

/// What the rules in force call the indicators and levels.
fn names(session: &Session) -> Result<Names, Failure> {
    let rulebook = session.rulebook(None)?;
    let definitions = Definitions::load(&rulebook.rules, &rulebook.schema, &[])?;
    let indicators = definitions.indicators.iter().map(|known| (known.id.clone(), known.short.clone())).collect();
    let levels = rulebook.naming.levels().iter().map(|level| (level.id.clone(), level.title.clone()));
    let former = (NOT_ATTRIBUTABLE.to_owned(), rulebook.words.not_attributable.clone());
    let levels = levels.chain([former]).collect();
    Ok(Names { indicators, levels })
}
