use crate::output::OutputFolder;
use crate::project::Inputs;
use crate::render::files::{self, RenderError};
use crate::render::validation;
use crate::run::validate;
use crate::texts::Message;

use super::arguments::{CheckFormat, ValidateArguments};
use super::failure::Failure;
use super::session::Session;
use super::{console, exit, progress, report};

/// `cchc validate`
pub(super) fn run(session: &Session, arguments: ValidateArguments) -> Result<u8, Failure> {
    let out = arguments.out.as_deref().map(OutputFolder::prepare).transpose()?;
    let inputs = Inputs::find(&arguments.paths)?;
    let rulebook = session.rulebook(Some(&inputs.project))?;
    let bar = progress::bar(|| inputs.bytes(), &session.messages, session.quiet);
    let wishes = report::reading(arguments.reading);
    let found = validate(&rulebook, &wishes, &inputs, out.is_some(), &|bytes| bar.inc(bytes));
    bar.finish_and_clear();
    report::close(session, wishes.cache.as_deref());
    let found = found?;
    let texts = &session.texts;
    let printed = match arguments.format {
        CheckFormat::Text => validation::render_text(&found, texts),
        CheckFormat::Json => validation::render_json(&found, texts).map_err(RenderError::from)?,
        CheckFormat::Junit => validation::render_junit(&found, texts).map_err(RenderError::from)?,
        CheckFormat::Github => validation::render_github(&found, texts),
    };
    console::print(printed.as_bytes())?;
    if let Some(folder) = out {
        let files = files::render_validation(&found, texts).map_err(Failure::Render)?;
        for (name, content) in &files {
            folder.write(name, content)?;
        }
        folder.commit()?;
        let path = arguments.out.as_deref().map(|path| path.display().to_string()).unwrap_or_default();
        session.tell(&Message::new("report.written").with("count", files.len()).with("folder", path));
    }
    Ok(if !found.unread.is_empty() {
        exit::COULD_NOT_RUN
    } else if found.rejected_total > arguments.max_rejected {
        report::too_many(session, found.rejected_total, arguments.max_rejected);
        exit::REJECTED
    } else if found.has_errors() {
        exit::FOUND
    } else {
        exit::DONE
    })
}
