use std::path::{Path, PathBuf};

use crate::project::Project;
use crate::run::{Rulebook, RunError};
use crate::texts::{Message, Texts};

use super::console;

/// What every command is given.
pub(super) struct Session {
    /// Of outputs: by `--lang`, else Vietnamese. They never follow the locale.
    pub(super) texts: Texts,
    /// Of messages: by `--lang`, else by the locale.
    pub(super) messages: Texts,
    pub(super) rules: Option<PathBuf>,
    pub(super) quiet: bool,
}

impl Session {
    /// The rules in force: the shipped ones, those of the project, those of the command line.
    pub(super) fn rulebook(&self, project: Option<&Project>) -> Result<Rulebook, RunError> {
        let of_project = project.and_then(|project| project.rules_folder.as_ref().map(|folder| project.path(folder)));
        let overlays: Vec<&Path> = of_project.iter().chain(&self.rules).map(PathBuf::as_path).collect();
        Rulebook::load(&overlays)
    }

    /// Says on stderr what nobody may miss: it is told also to those who want quiet.
    pub(super) fn warn(&self, message: &Message) {
        console::say(&self.messages.say(message));
    }

    /// Says something on stderr unless the user wants quiet.
    pub(super) fn tell(&self, message: &Message) {
        if !self.quiet {
            console::say(&self.messages.say(message));
        }
    }
}
