//! Where the files of a report go: opened before the work, written after it, and told at the end.

use std::fs;
use std::path::{Path, PathBuf};

use crate::output::{OutputFile, OutputFolder};
use crate::project::{Inputs, Project};
use crate::render::closing::{self, Written};
use crate::render::files;
use crate::render::formats::FileFormat;
use crate::report::Report;

use super::arguments::{Counting, ReportArguments};
use super::failure::Failure;
use super::session::Session;
use super::{console, progress};

/// The places asked for.
pub(super) struct Places {
    folder: Option<(PathBuf, OutputFolder)>,
    formats: Vec<FileFormat>,
    document: Option<(PathBuf, OutputFile, FileFormat)>,
}

impl Places {
    /// Opens them before the long work: a place that cannot be written must not cost a run.
    pub(super) fn open(arguments: &ReportArguments, inputs: &Inputs, rules: Option<&Path>) -> Result<Self, Failure> {
        if !arguments.formats.is_empty() && arguments.out.is_none() {
            return Err(Failure::FormatsWithoutOut);
        }
        let format = arguments.output.as_deref().map(format_of).transpose()?;
        let folder = match &arguments.out {
            Some(path) => Some((path.clone(), OutputFolder::prepare(path)?)),
            None => None,
        };
        let document = match arguments.output.as_ref().zip(format) {
            Some((path, format)) => {
                let file = OutputFile::prepare(path)?;
                refuse_read(path, file.target(), &arguments.counting, inputs, rules)?;
                let is_entered = |entered: &PathBuf| fs::canonicalize(entered).is_ok_and(|read| read == file.target());
                if arguments.entered.as_ref().is_some_and(is_entered) {
                    return Err(Failure::WasRead { file: path.display().to_string() });
                }
                Some((path.clone(), file, format))
            }
            None => None,
        };
        let formats = if arguments.formats.is_empty() { FileFormat::ALL.to_vec() } else { arguments.formats.clone() };
        Ok(Self { folder, formats, document })
    }

    /// True when something is to be written.
    pub(super) fn is_any(&self) -> bool {
        self.folder.is_some() || self.document.is_some()
    }

    /// Makes the files, puts them in their places, and says what they are.
    pub(super) fn write(self, report: &Report, session: &Session, options: &[(String, String)]) -> Result<(), Failure> {
        if !self.is_any() {
            return Ok(());
        }
        let line = progress::Line::new(session.messages.get("progress.documents"), session.quiet);
        // Everything is made before anything is put in its place.
        let files = match self.folder {
            Some(_) => files::render(report, &session.texts, options, &self.formats).map_err(Failure::Render)?,
            None => Vec::new(),
        };
        let content = match &self.document {
            Some((path, _, format)) => {
                let made = files::document(report, &session.texts, options, *format).map_err(Failure::Render)?;
                made.ok_or_else(|| Failure::NoPicture { file: path.display().to_string() })?
            }
            None => Vec::new(),
        };
        let mut written = Written::default();
        if let Some((path, folder)) = self.folder {
            for (name, content) in &files {
                folder.write(name, content)?;
            }
            folder.commit()?;
            written.folder = Some(path.display().to_string());
            written.names = files.into_iter().map(|(name, _)| name).collect();
        }
        if let Some((path, file, format)) = self.document {
            written.replaced = file.target().exists();
            file.commit(&content)?;
            written.document = Some((path.display().to_string(), format));
        }
        drop(line);
        if !session.quiet {
            console::say(closing::render(report, &written, &session.messages).trim_end());
        }
        Ok(())
    }
}

/// The format that the ending of a document names.
fn format_of(path: &Path) -> Result<FileFormat, Failure> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    ending.parse().map_err(|_| Failure::Ending { file: path.display().to_string() })
}

/// A tally is written to a file, and not to one that its ending says is something else.
pub(super) fn refuse_other_place(path: &Path) -> Result<(), Failure> {
    if path == Path::new("-") {
        return Err(Failure::TallyToStdout);
    }
    match format_of(path) {
        Ok(_) => Err(Failure::TallyEnding {
            file: path.display().to_string(),
            better: path.with_extension("tally").display().to_string(),
        }),
        Err(_) => Ok(()),
    }
}

/// A document in the place of a file that was read would destroy it; one in a folder of exports would be read as one the
/// next time.
pub(super) fn refuse_read(
    path: &Path,
    target: &Path,
    counting: &Counting,
    inputs: &Inputs,
    rules: Option<&Path>,
) -> Result<(), Failure> {
    let target = match (target.parent().map(fs::canonicalize), target.file_name()) {
        (Some(Ok(parent)), Some(name)) => parent.join(name),
        _ => target.to_owned(),
    };
    let gives_folder = counting.paths.iter().any(|path| path.is_dir());
    let meets = |input: &Path| {
        let Ok(input) = fs::canonicalize(input) else { return false };
        input == target || (gives_folder && input.parent() == target.parent())
    };
    let file = || path.display().to_string();
    if inputs.inputs.iter().any(|input| meets(&input.path)) {
        return Err(Failure::AmongExports { file: file() });
    }
    let is_read = |read: &PathBuf| fs::canonicalize(read).is_ok_and(|read| target.starts_with(read));
    match others_read(counting, inputs, rules).iter().any(is_read) {
        true => Err(Failure::WasRead { file: file() }),
        false => Ok(()),
    }
}

/// What a run reads besides exports: the project's settings and registries, the standard, and folders of rules.
fn others_read(counting: &Counting, inputs: &Inputs, rules: Option<&Path>) -> Vec<PathBuf> {
    let project = &inputs.project;
    let settings = Path::new(Project::FILE);
    let of_project = [&project.units, &project.procedures, &project.postings, &project.rules_folder];
    let standard = project.standard.as_deref().filter(|name| name.ends_with(".toml")).map(Path::new);
    let named = of_project.into_iter().flatten().map(PathBuf::as_path).chain(standard).chain([settings]);
    let mut read: Vec<PathBuf> = named.map(|path| project.path(path)).collect();
    read.extend(rules.map(Path::to_owned));
    read.extend(counting.standard.as_ref().map(PathBuf::from));
    read
}
