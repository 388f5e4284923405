use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::OutputError;
use super::stale::sweep;

/// One output file in the making: written beside its place first, then put there by renaming. Whatever fails, the file that
/// was there before stays as it was.
#[derive(Debug)]
pub struct OutputFile {
    target: PathBuf,
    partial: PathBuf,
    committed: bool,
}

impl OutputFile {
    /// Makes sure that a file can be written at `target`, before the long work. A missing folder is made.
    ///
    /// # Errors
    /// When the place is a folder or a device, is not writable, or the file there is locked or write-protected.
    pub fn prepare(target: &Path) -> Result<Self, OutputError> {
        let parent = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        fs::create_dir_all(&parent).map_err(|source| unwritable(&parent, source))?;
        // A link is followed: the file behind it is the one to replace.
        let target = match fs::canonicalize(target) {
            Ok(behind) => behind,
            Err(_) => parent.join(target.file_name().unwrap_or_default()),
        };
        accepts(&target)?;
        let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let partial = target.with_file_name(format!(".{name}.cchc-partial-{}", std::process::id()));
        sweep(&target);
        fs::File::create(&partial).map_err(|source| unwritable(&target, source))?;
        Ok(Self { target, partial, committed: false })
    }

    /// Where the file will be.
    #[must_use]
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Writes the content and puts the file in its place.
    ///
    /// # Errors
    /// When it cannot be written whole, or the system refuses the place by now.
    pub fn commit(mut self, content: &[u8]) -> Result<(), OutputError> {
        let write = || -> io::Result<()> {
            let mut file = fs::File::create(&self.partial)?;
            file.write_all(content)?;
            file.sync_all()
        };
        write().map_err(|source| unwritable(&self.target, source))?;
        // Someone may have opened or protected it while this run was at work.
        accepts(&self.target)?;
        fs::rename(&self.partial, &self.target).map_err(|source| unwritable(&self.target, source))?;
        self.committed = true;
        Ok(())
    }
}

impl Drop for OutputFile {
    fn drop(&mut self) {
        if !self.committed {
            // Nothing more can be done about a left-over file here.
            let _ = fs::remove_file(&self.partial);
        }
    }
}

/// Refuses what is no file, and a file that its owner or another program has locked.
fn accepts(target: &Path) -> Result<(), OutputError> {
    let metadata = match fs::metadata(target) {
        Ok(metadata) => metadata,
        Err(source) if source.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(unwritable(target, source)),
    };
    if !metadata.is_file() {
        return Err(OutputError::NotAFile { path: target.to_owned() });
    }
    // Renaming over a write-protected file would work on some systems: protection is meant all the same.
    if metadata.permissions().readonly() {
        return Err(unwritable(target, io::ErrorKind::PermissionDenied.into()));
    }
    fs::OpenOptions::new().append(true).open(target).map(drop).map_err(|source| unwritable(target, source))
}

fn unwritable(path: &Path, source: io::Error) -> OutputError {
    OutputError::Unwritable { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let root = tempfile::tempdir().unwrap();
        let target = root.path().join("deep/report.html");
        for content in ["one", "two"] {
            OutputFile::prepare(&target).unwrap().commit(content.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&target).unwrap(), content);
        }
        assert_eq!(names(&root.path().join("deep")), ["report.html"]);
    }

    #[test]
    fn a_run_that_fails_leaves_the_last_file() {
        let root = tempfile::tempdir().unwrap();
        let target = root.path().join("report.html");
        fs::write(&target, "last").unwrap();
        drop(OutputFile::prepare(&target).unwrap());
        assert_eq!((fs::read_to_string(&target).unwrap().as_str(), names(root.path()).len()), ("last", 1));
    }

    #[test]
    fn folders_and_protected_files_are_refused() {
        let root = tempfile::tempdir().unwrap();
        assert!(matches!(OutputFile::prepare(root.path()), Err(OutputError::NotAFile { .. })));
        let target = root.path().join("report.html");
        fs::write(&target, "signed").unwrap();
        let mut permissions = fs::metadata(&target).unwrap().permissions();
        permissions.set_readonly(true);
        let prepared = OutputFile::prepare(&target).unwrap();
        fs::set_permissions(&target, permissions).unwrap();
        assert!(matches!(prepared.commit(b"new"), Err(OutputError::Unwritable { .. })));
        assert!(matches!(OutputFile::prepare(&target), Err(OutputError::Unwritable { .. })));
        assert!(OutputFile::prepare(&target.join("below.html")).is_err());
        assert_eq!((fs::read_to_string(&target).unwrap().as_str(), names(root.path()).len()), ("signed", 1));
    }
}
