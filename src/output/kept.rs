//! Files that the program keeps for itself: nobody else may look into them, and nothing is lost when one is lost.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use super::stale::LONGEST_RUN;

/// In the name of a file in the making, behind the name it will have.
const PARTIAL: &str = ".cchc-partial-";
/// Names that are tried for a file in the making: another machine may have a run of the same number over the same folder.
const MOST_NAMES: usize = 8;
/// How old the mark of the last use may be: that a file was used today is all there is to know.
const MARK: Duration = Duration::from_secs(24 * 60 * 60);

/// Makes a folder, and those above it, for its owner alone.
///
/// # Errors
/// When it cannot be made.
pub fn make_private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Writes a file for its owner alone, and puts it in its place by renaming: whoever opens it finds the old one or the new one,
/// however many runs write it. It is not made sure that it outlasts a loss of power.
///
/// # Errors
/// When it cannot be written whole; nothing is left of it then.
pub fn put_private(path: &Path, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    static MADE: AtomicU64 = AtomicU64::new(0);
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut refused = io::Error::from(io::ErrorKind::AlreadyExists);
    for _ in 0..MOST_NAMES {
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let partial = path.with_file_name(format!(".{name}{PARTIAL}{}-{number}", std::process::id()));
        let mut file = match options.open(&partial) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                refused = error;
                continue;
            }
            Err(error) => return Err(error),
        };
        let written = write(&mut file);
        drop(file);
        let put = written.and_then(|()| fs::rename(&partial, path));
        if put.is_err() {
            // Nothing more can be done about a left-over file here.
            let _ = fs::remove_file(&partial);
        }
        return put;
    }
    Err(refused)
}

/// Marks a file as used now, by its time. Nothing depends on it but which files are removed first.
pub fn mark_used(file: &File) {
    let now = SystemTime::now();
    let modified = file.metadata().and_then(|metadata| metadata.modified());
    if modified.is_ok_and(|modified| now.duration_since(modified).is_ok_and(|age| age > MARK)) {
        let _ = file.set_modified(now);
    }
}

/// Removes files of a folder until those that are left take no more than `most` bytes, those used longest ago first, and what
/// runs that were stopped long ago had begun. Only files for which `is_own` is true are looked at.
pub fn keep_newest(folder: &Path, most: u64, is_own: &dyn Fn(&str) -> bool) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut kept = Vec::new();
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some((modified, length)) = entry
            .metadata()
            .ok()
            .filter(fs::Metadata::is_file)
            .and_then(|found| Some((found.modified().ok()?, found.len())))
        else {
            continue;
        };
        if name.starts_with('.') && name.contains(PARTIAL) {
            if SystemTime::now().duration_since(modified).is_ok_and(|age| age > LONGEST_RUN) {
                let _ = fs::remove_file(entry.path());
            }
        } else if is_own(&name) {
            kept.push((modified, name, length));
        }
    }
    kept.sort();
    let mut total: u64 = kept.iter().map(|(.., length)| length).sum();
    for (_, name, length) in kept {
        if total <= most {
            return;
        }
        // One that another run holds stays.
        if fs::remove_file(folder.join(name)).is_ok() {
            total -= length;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_put_whole_or_not_at_all() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("a/b");
        make_private_folder(&folder).unwrap();
        let path = folder.join("one");
        put_private(&path, &mut |to| to.write_all(b"first")).unwrap();
        let failed = put_private(&path, &mut |to| {
            to.write_all(b"sec")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert!(failed.is_err());
        assert_eq!((fs::read(&path).unwrap(), names(&folder)), (b"first".to_vec(), vec!["one".to_owned()]));
        put_private(&path, &mut |to| to.write_all(b"second")).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&folder), mode(&path)), (0o700, 0o600));
        }
    }

    #[test]
    fn files_used_longest_ago_are_removed_first_and_no_others() {
        let root = tempfile::tempdir().unwrap();
        let old = |name: &str, days: u64, bytes: usize| {
            let path = root.path().join(name);
            fs::write(&path, vec![0; bytes]).unwrap();
            let time = SystemTime::now() - MARK * u32::try_from(days).unwrap() - Duration::from_secs(60);
            File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
        };
        old("k1", 9, 10);
        old("k2", 3, 10);
        old("k3", 5, 10);
        old("other", 30, 1000);
        old(".k1.cchc-partial-7-0", 2, 10);
        old(".k1.cchc-partial-8-0", 0, 10);
        mark_used(&File::open(root.path().join("k1")).unwrap());
        keep_newest(root.path(), 20, &|name| name.starts_with('k'));
        assert_eq!(names(root.path()), [".k1.cchc-partial-8-0", "k1", "k2", "other"]);
    }
}
