use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use serde::Deserialize;

use super::OutputError;
use super::stale::sweep;

/// Name of the file that lists the outputs of a folder.
pub const MANIFEST: &str = "manifest.json";

/// A folder of outputs in the making.
///
/// Everything is written beside the folder first; [`OutputFolder::commit`] then puts it in the folder's place by renaming.
/// A run that is interrupted leaves the previous outputs whole, at most under the name `.NAME.cchc-previous`, from where
/// the next run takes them back. A folder with anything in it that this program did not write, or that was changed since,
/// is refused. Runs into one folder at the same time do not meet: each writes beside it under a name of its own, and the
/// renaming is done by one after the other.
#[derive(Debug)]
pub struct OutputFolder {
    target: PathBuf,
    partial: PathBuf,
    previous: PathBuf,
    lock: PathBuf,
    committed: bool,
}

#[derive(Deserialize)]
struct Listed {
    program: String,
    outputs: Vec<ListedFile>,
}

#[derive(Deserialize)]
struct ListedFile {
    path: String,
    blake3: String,
}

/// How long a run waits for another one to finish its renaming, which takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);

impl OutputFolder {
    /// Makes sure that outputs can be written at `target`, before the long work.
    ///
    /// # Errors
    /// When the place is not writable, is a file, or holds files of someone else.
    pub fn prepare(target: &Path) -> Result<Self, OutputError> {
        let parent = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        fs::create_dir_all(&parent).map_err(|source| unwritable(&parent, source))?;
        // The folder's own name, also when it is given as `.` or ends with `..`.
        let parent = fs::canonicalize(&parent).map_err(|source| unwritable(&parent, source))?;
        let target = match target.file_name() {
            // A link is followed: the folder behind it is the one to replace.
            Some(name) => fs::canonicalize(parent.join(name)).unwrap_or_else(|_| parent.join(name)),
            None => fs::canonicalize(target).map_err(|source| unwritable(target, source))?,
        };
        if std::env::current_dir().is_ok_and(|current| current.starts_with(&target)) {
            return Err(OutputError::Current { path: target });
        }
        let beside = |ending: &str| {
            let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            target.with_file_name(format!(".{name}.cchc-{ending}"))
        };
        let folder = Self {
            partial: beside(&format!("partial-{}", std::process::id())),
            previous: beside("previous"),
            lock: beside("lock"),
            target,
            committed: false,
        };
        folder.alone(|| folder.recover())?;
        folder.refuse_foreign()?;
        sweep(&folder.target);
        remove(&folder.partial)?;
        fs::create_dir(&folder.partial).map_err(|source| unwritable(&folder.partial, source))?;
        // Creating a file may fail where creating a folder does not.
        folder.write(MANIFEST, b"")?;
        Ok(folder)
    }

    /// Writes one output; `name` is below the folder, with `/`.
    ///
    /// # Errors
    /// When it cannot be written whole.
    pub fn write(&self, name: &str, content: &[u8]) -> Result<(), OutputError> {
        let path = name.split('/').fold(self.partial.clone(), |path, part| path.join(part));
        let write = || -> io::Result<()> {
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            let mut file = fs::File::create(&path)?;
            file.write_all(content)?;
            file.sync_all()
        };
        write().map_err(|source| unwritable(&self.target.join(name), source))
    }

    /// Puts the outputs in the place of the previous ones.
    ///
    /// # Errors
    /// When the system refuses; the previous outputs are then in their place again.
    pub fn commit(mut self) -> Result<(), OutputError> {
        self.alone(|| self.replace())?;
        self.committed = true;
        Ok(())
    }

    fn replace(&self) -> Result<(), OutputError> {
        let failed = |source| unwritable(&self.target, source);
        if !self.target.exists() {
            return fs::rename(&self.partial, &self.target).map_err(failed);
        }
        // Someone may have put a file there while this run was at work.
        self.refuse_foreign()?;
        remove(&self.previous)?;
        fs::rename(&self.target, &self.previous).map_err(failed)?;
        if let Err(source) = fs::rename(&self.partial, &self.target) {
            // Better the old outputs than none.
            fs::rename(&self.previous, &self.target).map_err(failed)?;
            return Err(failed(source));
        }
        remove(&self.previous)
    }

    /// Does something while no other run renames anything here. The lock is a file that only one can create.
    fn alone(&self, action: impl FnOnce() -> Result<(), OutputError>) -> Result<(), OutputError> {
        let begun = Instant::now();
        loop {
            match fs::File::create_new(&self.lock) {
                Ok(_) => break,
                Err(source) if source.kind() != io::ErrorKind::AlreadyExists => {
                    return Err(unwritable(&self.lock, source));
                }
                Err(_) if begun.elapsed() > PATIENCE => return Err(OutputError::Busy { lock: self.lock.clone() }),
                Err(_) => thread::sleep(Duration::from_millis(20)),
            }
        }
        let outcome = action();
        // A lock that cannot be removed is named to the next run.
        let _ = fs::remove_file(&self.lock);
        outcome
    }

    /// Takes back outputs that an interrupted run had put aside.
    fn recover(&self) -> Result<(), OutputError> {
        if self.previous.exists() && !self.target.exists() {
            fs::rename(&self.previous, &self.target).map_err(|source| unwritable(&self.target, source))?;
        }
        Ok(())
    }

    fn refuse_foreign(&self) -> Result<(), OutputError> {
        let path = &self.target;
        if !path.exists() {
            return Ok(());
        }
        if !path.is_dir() {
            return Err(OutputError::NotAFolder { path: path.clone() });
        }
        let manifest = fs::read(path.join(MANIFEST)).unwrap_or_default();
        let listed = serde_json::from_slice::<Listed>(&manifest).ok();
        let listed = listed.filter(|listed| listed.program == env!("CARGO_PKG_NAME"));
        let mut known: BTreeMap<String, Option<String>> = BTreeMap::new();
        if let Some(listed) = listed {
            known.extend(listed.outputs.into_iter().map(|file| (file.path, Some(file.blake3))));
            known.insert(MANIFEST.to_owned(), None);
        }
        match first_foreign(path, path, &known).map_err(|source| unwritable(path, source))? {
            Some(file) => Err(OutputError::Foreign { path: path.clone(), file }),
            None => Ok(()),
        }
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        if !self.committed {
            // Nothing more can be done about a left-over folder here; the next run removes it.
            let _ = fs::remove_dir_all(&self.partial);
        }
    }
}

/// The first file below `folder` that is not among the known ones, or not as it was written.
fn first_foreign(root: &Path, folder: &Path, known: &BTreeMap<String, Option<String>>) -> io::Result<Option<String>> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        let below = path.strip_prefix(root).unwrap_or(&path);
        let name = below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        if path.is_dir() && !path.is_symlink() {
            if let Some(found) = first_foreign(root, &path, known)? {
                return Ok(Some(found));
            }
            continue;
        }
        let is_ours = match known.get(&name) {
            None => false,
            Some(None) => true,
            Some(Some(written)) => blake3::hash(&fs::read(&path)?).to_hex().as_str() == written,
        };
        if !is_ours {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

fn remove(path: &Path) -> Result<(), OutputError> {
    match fs::remove_dir_all(path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(unwritable(path, source)),
        _ => Ok(()),
    }
}

fn unwritable(path: &Path, source: io::Error) -> OutputError {
    OutputError::Unwritable { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write_all(target: &Path, text: &[u8]) {
        let folder = OutputFolder::prepare(target).unwrap();
        fill(&folder, text);
        folder.commit().unwrap();
    }

    fn fill(folder: &OutputFolder, text: &[u8]) {
        folder.write("a.txt", text).unwrap();
        folder.write("charts/b.svg", text).unwrap();
        let hash = blake3::hash(text).to_hex();
        let file = |path: &str| format!(r#"{{"path":"{path}","blake3":"{hash}"}}"#);
        let manifest = format!(r#"{{"program":"cchc","outputs":[{},{}]}}"#, file("a.txt"), file("charts/b.svg"));
        folder.write(MANIFEST, manifest.as_bytes()).unwrap();
    }

    #[test]
    fn outputs_replace_each_other_whole() {
        let root = tempfile::tempdir().unwrap();
        let target = root.path().join("deep/out");
        write_all(&target, b"one");
        write_all(&target, b"two");
        assert_eq!(fs::read(target.join("charts/b.svg")).unwrap(), b"two");
        assert_eq!(fs::read_dir(target.parent().unwrap()).unwrap().count(), 1, "nothing is left beside the folder");
    }

    #[test]
    fn an_interrupted_run_leaves_the_previous_outputs() {
        let root = tempfile::tempdir().unwrap();
        let target = root.path().join("out");
        write_all(&target, b"one");
        let folder = OutputFolder::prepare(&target).unwrap();
        folder.write("a.txt", b"two").unwrap();
        drop(folder);
        assert_eq!(fs::read(target.join("a.txt")).unwrap(), b"one");
        // Stopped between the two renamings of a commit.
        fs::rename(&target, root.path().join(".out.cchc-previous")).unwrap();
        drop(OutputFolder::prepare(&target).unwrap());
        assert_eq!(fs::read(target.join("a.txt")).unwrap(), b"one");
    }

    #[test]
    fn files_of_others_are_never_replaced() {
        let root = tempfile::tempdir().unwrap();
        let target = root.path().join("out");
        write_all(&target, b"one");
        fs::write(target.join("charts/notes.docx"), b"mine").unwrap();
        assert!(
            matches!(OutputFolder::prepare(&target), Err(OutputError::Foreign { file, .. }) if file == "charts/notes.docx")
        );
        // An output that was edited is the user's own by now.
        fs::remove_file(target.join("charts/notes.docx")).unwrap();
        fs::write(target.join("a.txt"), b"edited").unwrap();
        assert!(matches!(OutputFolder::prepare(&target), Err(OutputError::Foreign { file, .. }) if file == "a.txt"));
        fs::write(root.path().join("file"), b"").unwrap();
        assert!(matches!(OutputFolder::prepare(&root.path().join("file")), Err(OutputError::NotAFolder { .. })));
        assert!(OutputFolder::prepare(&root.path().join("file/below")).is_err());
    }

    #[test]
    fn two_runs_at_once_leave_one_of_them_whole() {
        let root = tempfile::tempdir().unwrap();
        let target = root.path().join("out");
        write_all(&target, b"before");
        let runs: Vec<_> = (0..4_u8)
            .map(|run| {
                let target = target.clone();
                thread::spawn(move || {
                    for _ in 0..10 {
                        let folder = OutputFolder::prepare(&target).map(|mut folder| {
                            // Threads share a process: what tells runs apart is set by hand.
                            let own = folder.partial.with_extension(format!("cchc-partial-{run}"));
                            fs::create_dir_all(&own).unwrap();
                            folder.partial = own;
                            folder
                        });
                        if let Ok(folder) = folder {
                            fill(&folder, &[run; 64]);
                            let _ = folder.commit();
                        }
                    }
                })
            })
            .collect();
        for run in runs {
            run.join().unwrap();
        }
        let one = fs::read(target.join("a.txt")).unwrap();
        assert_eq!(one, fs::read(target.join("charts/b.svg")).unwrap());
        assert!(target.join(MANIFEST).is_file());
    }
}
