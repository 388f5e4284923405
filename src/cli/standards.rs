use crate::indicators::Definitions;
use crate::render::catalogue;
use crate::standards::Standards;

use super::failure::Failure;
use super::session::Session;
use super::{console, exit};

/// `cchc standards`
pub(super) fn run(session: &Session, id: Option<&str>) -> Result<u8, Failure> {
    let rulebook = session.rulebook(None)?;
    let definitions = Definitions::load(&rulebook.rules, &rulebook.schema, &[])?;
    let standards = Standards::load(&rulebook.rules, &definitions, &rulebook.naming)?;
    let printed = match id {
        None => catalogue::standards(standards.all(), &session.texts),
        Some(id) => {
            let standard = standards.find(id, &definitions, &rulebook.naming)?;
            catalogue::standard(&standard, &definitions, &rulebook.naming, &session.texts)
        }
    };
    console::print(printed.as_bytes())?;
    Ok(exit::DONE)
}
