use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::ingest::Shelf;
use crate::output::{keep_newest, make_private_folder, mark_used, put_private};

use super::CacheTrouble;
use super::place::default_place;

/// The folder of entries in the folder that is given. Its name begins with a dot: it is no folder of exports, wherever it is.
const ENTRIES: &str = ".dossiers";
/// Bytes that all entries may take: those of some 170 million dossiers.
const MOST_BYTES: u64 = 8 << 30;
/// Endings of entries' names.
const ENDINGS: [&str; 3] = [".dossiers", ".file", ".standing"];

/// A folder of entries. Nothing is written before there is something to keep.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    /// Names of the entries that were there at first, in order.
    names: Vec<String>,
    most_bytes: u64,
    trouble: Mutex<Option<CacheTrouble>>,
    is_added_to: AtomicBool,
}

impl Cache {
    /// The cache in this folder; none: in the user's cache folder. Whatever is wrong with it is told at the end: a run does not
    /// need a cache.
    #[must_use]
    pub fn open(place: Option<&Path>) -> Self {
        let place = place.map(Path::to_owned).or_else(default_place);
        let folder = place.as_ref().map(|place| place.join(ENTRIES)).unwrap_or_default();
        let listed = if place.is_some() { names(&folder) } else { Err(CacheTrouble::NoPlace) };
        let (mut names, trouble) = match listed {
            Ok(names) => (names, None),
            Err(trouble) => (Vec::new(), Some(trouble)),
        };
        names.sort_unstable();
        let is_added_to = AtomicBool::new(false);
        Self { folder, names, most_bytes: MOST_BYTES, trouble: Mutex::new(trouble), is_added_to }
    }

    /// Removes what there is too much of, when something was added, and tells what was wrong.
    pub fn close(&self) -> Option<CacheTrouble> {
        if self.is_added_to.swap(false, Ordering::Relaxed) {
            keep_newest(&self.folder, self.most_bytes, &is_entry);
        }
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn has_trouble(&self) -> bool {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}

impl Shelf for Cache {
    fn has(&self, beginning: &str) -> bool {
        let place = self.names.partition_point(|name| name.as_str() < beginning);
        self.names.get(place).is_some_and(|name| name.starts_with(beginning))
    }

    fn open(&self, name: &str) -> Option<File> {
        // What came since is found by the next run.
        self.names.binary_search_by(|known| known.as_str().cmp(name)).ok()?;
        let file = File::open(self.folder.join(name)).ok()?;
        mark_used(&file);
        Some(file)
    }

    fn put(&self, name: &str, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) {
        if self.has_trouble() {
            return;
        }
        let put = make_private_folder(&self.folder).and_then(|()| put_private(&self.folder.join(name), write));
        match put {
            Ok(()) => self.is_added_to.store(true, Ordering::Relaxed),
            Err(source) => {
                let trouble = CacheTrouble::Unusable { folder: self.folder.clone(), source };
                self.trouble.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(trouble);
            }
        }
    }
}

/// The names of the entries of a folder, which may not be there yet.
fn names(folder: &Path) -> Result<Vec<String>, CacheTrouble> {
    let unusable = |source| CacheTrouble::Unusable { folder: folder.to_owned(), source };
    let metadata = match fs::metadata(folder) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unusable(error)),
    };
    // Who may write an entry says what figures are.
    if !is_private(&metadata) {
        return Err(CacheTrouble::NotPrivate { folder: folder.to_owned() });
    }
    let entries = fs::read_dir(folder).map_err(unusable)?;
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    Ok(names.filter(|name| is_entry(name)).collect())
}

/// True for a name that this program gives: letters and digits of hashes, and its ending.
fn is_entry(name: &str) -> bool {
    let stem = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending));
    stem.is_some_and(|stem| stem.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-'))
}

#[cfg(unix)]
fn is_private(metadata: &fs::Metadata) -> bool {
    std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o077 == 0
}

#[cfg(not(unix))]
fn is_private(_: &fs::Metadata) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "0123-4567.dossiers";

    fn put(cache: &Cache, content: &[u8]) {
        cache.put(NAME, &mut |to| to.write_all(content));
    }

    fn content(cache: &Cache) -> Option<String> {
        cache.open(NAME).map(|file| io::read_to_string(file).unwrap())
    }

    #[test]
    fn what_one_run_keeps_the_next_one_finds() {
        let place = tempfile::tempdir().unwrap();
        let first = Cache::open(Some(place.path()));
        assert!(first.close().is_none());
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0, "nothing is made before there is something to keep");
        put(&first, b"one");
        assert!(first.close().is_none());
        let second = Cache::open(Some(place.path()));
        assert!(second.has("0123-") && !second.has("0124-") && !second.has("0122"));
        assert_eq!(content(&second).as_deref(), Some("one"));
        put(&second, b"two");
        assert_eq!(content(&Cache::open(Some(place.path()))).as_deref(), Some("two"));
    }

    #[test]
    fn too_much_is_removed_when_something_is_added() {
        let place = tempfile::tempdir().unwrap();
        put(&Cache::open(Some(place.path())), b"one");
        fs::write(place.path().join(ENTRIES).join("notes.txt"), [0; 100]).unwrap();
        let small = Cache { most_bytes: 2, ..Cache::open(Some(place.path())) };
        assert!(small.close().is_none());
        assert!(content(&small).is_some());
        put(&small, b"two");
        assert!(small.close().is_none());
        assert_eq!(content(&small), None);
        assert!(place.path().join(ENTRIES).join("notes.txt").exists(), "what is no entry is not touched");
    }

    #[test]
    fn a_place_that_is_no_folder_is_told_once() {
        let place = tempfile::NamedTempFile::new().unwrap();
        let cache = Cache::open(Some(place.path()));
        put(&cache, b"one");
        assert!(matches!(cache.close(), Some(CacheTrouble::Unusable { .. })));
        assert!(cache.close().is_none());
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_others_may_write_to_is_not_used() {
        use std::os::unix::fs::PermissionsExt;
        let place = tempfile::tempdir().unwrap();
        put(&Cache::open(Some(place.path())), b"one");
        let entries = place.path().join(ENTRIES);
        for mode in [0o770, 0o702, 0o740] {
            fs::set_permissions(&entries, fs::Permissions::from_mode(mode)).unwrap();
            let cache = Cache::open(Some(place.path()));
            assert_eq!(content(&cache), None);
            put(&cache, b"two");
            assert!(matches!(cache.close(), Some(CacheTrouble::NotPrivate { .. })), "{mode:o}");
        }
        fs::set_permissions(&entries, fs::Permissions::from_mode(0o700)).unwrap();
        assert_eq!(content(&Cache::open(Some(place.path()))).as_deref(), Some("one"));
    }
}
