use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{ExportSettings, Project, ProjectError};

/// Endings of the files that are taken for exports when a folder is given. What they hold decides how they are read.
const EXPORT_ENDINGS: [&str; 17] = [
    "csv", "tsv", "txt", "tab", "xls", "xlsx", "xlsm", "ods", "htm", "html", "json", "jsonl", "ndjson", "xml", "gz",
    "zip", "tally",
];

/// The path that stands for standard input.
const STDIN: &str = "-";

/// A folder with this file holds outputs of this program.
const OUTPUTS: &str = "manifest.json";

/// An export to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// How outputs name it: relative to the folder given, with `/`, the same on every machine.
    pub name: String,
    /// What the user says about it.
    pub settings: ExportSettings,
}

impl Input {
    /// True for standard input.
    #[must_use]
    pub fn is_stdin(&self) -> bool {
        self.path == Path::new(STDIN)
    }
}

/// All exports of a run, in the order of their names, and the project they belong to.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    /// The exports.
    pub inputs: Vec<Input>,
    /// Settings of the folder.
    pub project: Project,
    /// Files beside the exports that were not read, because of their ending.
    pub passed_over: Vec<String>,
}

impl Inputs {
    /// Finds the exports below `paths`: files as they are, folders by their `cchc.toml` or by the ending of their files.
    ///
    /// # Errors
    /// When a path cannot be read, a `cchc.toml` is malformed, there are two of them, or there is no export.
    pub fn find(paths: &[PathBuf]) -> Result<Self, ProjectError> {
        let mut found = Self::default();
        let mut project: Option<Project> = None;
        let mut may_repeat = paths.len() > 1;
        for path in paths {
            if path == Path::new(STDIN) {
                found.add(path, "stdin".to_owned());
                continue;
            }
            let prefix = if paths.len() > 1 { Some(slashed(path)) } else { None };
            let folder = fs::metadata(path).map_err(|source| unreadable(path, source))?.is_dir();
            if !folder {
                found.add(path, prefix.unwrap_or_else(|| slashed(Path::new(path.file_name().unwrap_or_default()))));
                continue;
            }
            let own = Project::find(path)?;
            let places: Vec<PathBuf> = match own.as_ref().and_then(|own| own.exports.as_ref()) {
                Some(exports) => exports.iter().map(|export| path.join(export)).collect(),
                None => vec![path.clone()],
            };
            let kept_out = registry_files(own.as_ref());
            let rules = own.as_ref().and_then(|own| own.rules_folder.as_ref().map(|folder| own.path(folder)));
            let before = found.passed_over.len();
            may_repeat |= places.len() > 1;
            for place in places {
                may_repeat |= found.collect(&place, path, prefix.as_deref(), &kept_out)?;
            }
            // Rule files of the folder are read, though not as exports.
            if let Some(rules) = rules {
                let below = rules.strip_prefix(path).map(slashed).unwrap_or_default();
                let start = prefix.iter().cloned().chain([below]).filter(|part| !part.is_empty()).collect::<Vec<_>>();
                let start = start.iter().map(|part| format!("{part}/")).collect::<String>();
                let mut place = 0;
                found.passed_over.retain(|name| {
                    place += 1;
                    place <= before || !(name.starts_with(&start) && name.ends_with(".toml"))
                });
            }
            match (project.take(), own) {
                (Some(first), Some(second)) => {
                    return Err(ProjectError::TwoProjects { first: first.folder, second: second.folder });
                }
                (first, second) => project = first.or(second),
            }
        }
        found.project = project.unwrap_or_default();
        found.settle(may_repeat)?;
        if found.inputs.is_empty() {
            let paths = paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
            return Err(ProjectError::NoExports { paths });
        }
        Ok(found)
    }

    /// Bytes to read, as far as that is known before reading.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.inputs.iter().map(|input| fs::metadata(&input.path).map_or(0, |metadata| metadata.len())).sum()
    }

    fn add(&mut self, path: &Path, name: String) {
        self.inputs.push(Input { path: path.to_owned(), name, settings: ExportSettings::default() });
    }

    /// Collects what lies at this place. Answers whether anything there is a link, or may be one.
    fn collect(
        &mut self,
        place: &Path,
        root: &Path,
        prefix: Option<&str>,
        kept_out: &BTreeSet<PathBuf>,
    ) -> Result<bool, ProjectError> {
        let name = |path: &Path| {
            let below = slashed(path.strip_prefix(root).unwrap_or(path));
            prefix.map_or_else(|| below.clone(), |prefix| format!("{prefix}/{below}"))
        };
        if !fs::metadata(place).map_err(|source| unreadable(place, source))?.is_dir() {
            self.add(place, name(place));
            return Ok(false);
        }
        let mut may_be_link = false;
        for entry in fs::read_dir(place).map_err(|source| unreadable(place, source))? {
            let entry = entry.map_err(|source| unreadable(place, source))?;
            let path = entry.path();
            // Of most systems the folder tells what is in it.
            let kind = entry.file_type().ok();
            let is_file = kind.is_some_and(|kind| kind.is_file());
            may_be_link |= kind.is_none_or(|kind| kind.is_symlink());
            let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if file_name.starts_with('.')
                || file_name.starts_with("~$")
                || file_name == Project::FILE
                || kept_out.contains(&path)
            {
                continue;
            }
            let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
            // A link to a folder is not followed: it could lead back here.
            if !is_file && path.join(OUTPUTS).is_file() {
                // Outputs of an earlier run are no exports.
                self.passed_over.push(name(&path));
            } else if !is_file && path.is_dir() && !path.is_symlink() {
                may_be_link |= self.collect(&path, root, prefix, kept_out)?;
            } else if EXPORT_ENDINGS.contains(&ending.as_str()) {
                self.add(&path, name(&path));
            } else {
                self.passed_over.push(name(&path));
            }
        }
        Ok(may_be_link)
    }

    /// Puts the exports in order, each file once, and gives each its settings. `may_repeat`: one may be there twice.
    fn settle(&mut self, may_repeat: bool) -> Result<(), ProjectError> {
        self.inputs.sort_by(|left, right| left.name.cmp(&right.name));
        self.passed_over.sort();
        let mut seen = BTreeSet::new();
        if may_repeat {
            let whole = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
            self.inputs.retain(|input| seen.insert(whole(&input.path)));
        }
        let mut settled = BTreeSet::new();
        for settings in &self.project.export {
            if !settled.insert(&settings.path) {
                return Err(ProjectError::ExportTwice { path: slashed(&settings.path) });
            }
            let wanted = self.project.path(&settings.path);
            match self.inputs.iter_mut().find(|input| input.path == wanted) {
                Some(input) => input.settings = settings.clone(),
                None => return Err(ProjectError::UnusedExport { path: slashed(&settings.path) }),
            }
        }
        Ok(())
    }
}

/// The registry files of a project lie in the same folder at times; they are no exports.
fn registry_files(project: Option<&Project>) -> BTreeSet<PathBuf> {
    let Some(project) = project else { return BTreeSet::new() };
    [&project.units, &project.procedures, &project.postings]
        .into_iter()
        .flatten()
        .map(|path| project.path(path))
        .collect()
}

fn unreadable(path: &Path, source: std::io::Error) -> ProjectError {
    ProjectError::Unreadable { path: path.to_owned(), source }
}

fn slashed(path: &Path) -> String {
    let shown = path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    // An absolute path begins with its root, which is a `/` itself.
    shown.strip_prefix('/').filter(|rest| rest.starts_with('/')).map_or(shown.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn names(paths: &[PathBuf]) -> Vec<String> {
        Inputs::find(paths).unwrap().inputs.into_iter().map(|input| input.name).collect()
    }

    #[test]
    fn a_plain_folder_gives_its_exports_in_order() {
        let folder = folder(&[("b.csv", ""), ("a/x.TSV", ""), ("c.doc", ""), (".hidden.csv", ""), ("notes.md", "")]);
        let path = folder.path().to_owned();
        assert_eq!(names(std::slice::from_ref(&path)), ["a/x.TSV", "b.csv"]);
        assert_eq!(names(&[path.join("b.csv")]), ["b.csv"]);
        assert_eq!(names(&[path.clone(), path.join("b.csv")]).len(), 2, "a file given twice is read once");
        assert_eq!(Inputs::find(&[path]).unwrap().passed_over, ["c.doc", "notes.md"]);
    }

    #[test]
    fn outputs_of_an_earlier_run_are_no_exports() {
        let folder = folder(&[("a.csv", ""), ("out/manifest.json", "{}"), ("out/figures.csv", ""), ("more/b.csv", "")]);
        let found = Inputs::find(&[folder.path().to_owned()]).unwrap();
        assert_eq!(found.inputs.iter().map(|input| &input.name).collect::<Vec<_>>(), ["a.csv", "more/b.csv"]);
        assert_eq!(found.passed_over, ["out"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_is_linked_to_is_read_once() {
        use std::os::unix::fs::symlink;
        let folder = folder(&[("a.csv", ""), ("more/b.csv", "")]);
        let path = folder.path();
        symlink(path.join("a.csv"), path.join("c.csv")).unwrap();
        symlink(path.join("a.csv"), path.join("more/d.csv")).unwrap();
        // A link to a folder is not followed.
        symlink(path.join("more"), path.join("again")).unwrap();
        assert_eq!(names(&[path.to_owned()]), ["a.csv", "more/b.csv"]);
        let more = tempfile::tempdir().unwrap();
        symlink(path.join("a.csv"), more.path().join("e.csv")).unwrap();
        assert_eq!(names(&[path.to_owned(), more.path().to_owned()]).len(), 2);
    }

    #[test]
    fn a_project_names_its_exports_and_their_settings() {
        let text =
            "exports = [\"e\"]\nunits = \"e/units.csv\"\n[[export]]\npath = \"e/x.csv\"\nexported = \"2022-08-19\"\n";
        let folder = folder(&[("cchc.toml", text), ("e/x.csv", ""), ("e/units.csv", ""), ("other.csv", "")]);
        let found = Inputs::find(&[folder.path().to_owned()]).unwrap();
        assert_eq!(found.inputs.len(), 1);
        assert_eq!(found.inputs[0].settings.exported, Day::parse_iso("2022-08-19"));
        fs::remove_file(folder.path().join("e/x.csv")).unwrap();
        assert!(matches!(Inputs::find(&[folder.path().to_owned()]), Err(ProjectError::UnusedExport { .. })));
    }

    use crate::period::Day;

    #[test]
    fn mistakes_are_named() {
        let empty = folder(&[("a.doc", "")]);
        assert!(matches!(Inputs::find(&[empty.path().to_owned()]), Err(ProjectError::NoExports { .. })));
        assert!(matches!(Inputs::find(&[empty.path().join("none.csv")]), Err(ProjectError::Unreadable { .. })));
        let broken = folder(&[("cchc.toml", "period = 2022\n"), ("a.csv", "")]);
        let error = Inputs::find(&[broken.path().to_owned()]).unwrap_err();
        assert!(error.to_string().contains("cchc.toml:1:10"), "{error}");
    }
}
