use crate::project::Inputs;
use crate::render::profiles;
use crate::run::{ReadingWishes, look};

use super::arguments::ProfilesArguments;
use super::failure::Failure;
use super::session::Session;
use super::{console, exit};

/// `cchc profiles`
pub(super) fn run(session: &Session, arguments: &ProfilesArguments) -> Result<u8, Failure> {
    let tested = arguments.test.as_ref().map(|path| Inputs::find(std::slice::from_ref(path))).transpose()?;
    let rulebook = session.rulebook(tested.as_ref().map(|inputs| &inputs.project))?;
    let wanted = arguments.id.as_deref().map(|id| rulebook.profiles.get(id)).transpose()?;
    let texts = &session.texts;
    let printed = match (tested, wanted) {
        (Some(inputs), wanted) => {
            let looked = look(&rulebook, &ReadingWishes::default(), &inputs)?;
            let all: Vec<_> = match wanted {
                Some(profile) => vec![profile],
                None => rulebook.profiles.all().iter().collect(),
            };
            profiles::test(&looked, &all, &rulebook.schema, texts)
        }
        (None, Some(profile)) => profiles::one(profile, &rulebook.schema, texts),
        (None, None) => profiles::list(rulebook.profiles.all(), texts),
    };
    console::print(printed.as_bytes())?;
    Ok(exit::DONE)
}
