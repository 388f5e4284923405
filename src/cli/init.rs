use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use crate::output::write_new;
use crate::project::Inputs;
use crate::render::proposal;
use crate::run::look;
use crate::texts::Message;

use super::arguments::InitArguments;
use super::failure::Failure;
use super::session::Session;
use super::{console, exit, report};

/// `cchc init`
pub(super) fn run(session: &Session, arguments: InitArguments) -> Result<u8, Failure> {
    let inputs = Inputs::find(&arguments.paths)?;
    let rulebook = session.rulebook(Some(&inputs.project))?;
    let looked = look(&rulebook, &report::reading(arguments.reading), &inputs)?;
    let texts = &session.texts;
    let files = proposal::files(&looked, &rulebook.schema, texts);
    let mut printed = proposal::explain(&looked, &rulebook.schema, texts);
    for file in &files {
        printed.push_str(&format!("\n# --- {}\n{}", file.name, file.text));
    }
    console::print(printed.as_bytes())?;
    let folder = folder(&arguments.paths);
    let is_there = files.iter().any(|file| folder.join(&file.name).exists());
    if !arguments.write && (is_there || !agreed(session)) {
        return Ok(exit::DONE);
    }
    // All or nothing: a profile without the project that names it helps nobody.
    if let Some(file) = files.iter().map(|file| folder.join(&file.name)).find(|path| path.exists()) {
        return Err(Failure::Exists { file: file.display().to_string() });
    }
    for file in &files {
        write_new(&folder.join(&file.name), file.text.as_bytes())?;
    }
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    session.tell(&Message::new("init.written").with("folder", folder.display()).with("files", names.join(", ")));
    Ok(exit::DONE)
}

/// The folder given, or that of the first file.
fn folder(paths: &[PathBuf]) -> PathBuf {
    let first = paths.first().map_or(Path::new("."), PathBuf::as_path);
    if first.is_dir() {
        return first.to_owned();
    }
    first.parent().filter(|parent| !parent.as_os_str().is_empty()).map_or_else(|| PathBuf::from("."), Path::to_owned)
}

/// Asks on a terminal; elsewhere nobody is there to answer.
fn agreed(session: &Session) -> bool {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return false;
    }
    console::say(&session.messages.get("init.ask"));
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "c" | "có" | "y" | "yes")
}
