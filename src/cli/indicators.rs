use crate::indicators::Definitions;
use crate::render::catalogue;
use crate::standards::Standards;

use super::failure::Failure;
use super::session::Session;
use super::{console, exit};

/// `cchc indicators`
pub(super) fn run(session: &Session, id: Option<&str>) -> Result<u8, Failure> {
    let rulebook = session.rulebook(None)?;
    let definitions = Definitions::load(&rulebook.rules, &rulebook.schema, &[])?;
    let printed = match id {
        None => catalogue::indicators(&definitions, &session.texts),
        Some(id) => {
            let standards = Standards::load(&rulebook.rules, &definitions, &rulebook.naming)?;
            catalogue::indicator(definitions.find(id)?, &definitions, standards.all(), &session.texts)
        }
    };
    console::print(printed.as_bytes())?;
    Ok(exit::DONE)
}
