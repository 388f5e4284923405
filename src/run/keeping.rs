//! When what earlier runs kept of exports may be used.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::ingest::Kept;
use crate::project::Project;

use super::steps::registry_hashes;
use super::{ReadingWishes, Rulebook};

/// Everything that decides how exports are read besides the exports themselves and what is asked for: the program as it was
/// built, all rules, and the registry files. A run that reads registries takes `before` before it does.
pub(super) struct Keeping {
    registries: BTreeMap<String, String>,
}

impl Keeping {
    /// To be called before the registries are read.
    pub(super) fn before(wishes: &ReadingWishes, project: &Project) -> Option<Self> {
        // What is to be listed is not kept.
        let is_wanted = wishes.cache.is_some() && !wishes.codes;
        is_wanted.then(|| Self { registries: registry_hashes(project) })
    }

    /// What the program, the rules and the registries are, as text; none when a registry file was changed meanwhile: which of
    /// its contents was read cannot be said.
    pub(super) fn basis(self, rulebook: &Rulebook, project: &Project) -> Option<String> {
        if self.registries != registry_hashes(project) {
            return None;
        }
        let mut basis = format!("{} {}", env!("CARGO_PKG_VERSION"), env!("CCHC_SOURCE"));
        for (name, hash) in rulebook.hashes().iter().chain(&self.registries) {
            // Writing to a text cannot fail.
            let _ = write!(basis, "\n{name}\t{hash}");
        }
        Some(basis)
    }
}

/// What ingest is told of it.
pub(super) fn kept<'a>(wishes: &'a ReadingWishes, basis: Option<&'a String>) -> Option<Kept<'a>> {
    let (cache, basis) = (wishes.cache.as_deref()?, basis?);
    Some(Kept { shelf: cache, basis })
}
