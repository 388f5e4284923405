use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// A run that was stopped hard leaves what it had begun beside its target; no run takes as long as this.
pub(super) const LONGEST_RUN: Duration = Duration::from_secs(24 * 60 * 60);

/// Removes what runs that were stopped long ago had begun beside `target`. Nothing depends on it: what cannot be looked at or
/// removed stays.
pub(super) fn sweep(target: &Path) {
    let (Some(parent), Some(name)) = (target.parent(), target.file_name()) else { return };
    let begun = format!(".{}.cchc-partial-", name.to_string_lossy());
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(&begun)) {
        let age = entry.metadata().and_then(|found| found.modified()).map(|day| SystemTime::now().duration_since(day));
        if !matches!(age, Ok(Ok(age)) if age > LONGEST_RUN) {
            continue;
        }
        let path = entry.path();
        let _ = if path.is_dir() && !path.is_symlink() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_begun_long_ago_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("out");
        let old = folder.path().join(".out.cchc-partial-1");
        let young = folder.path().join(".out.cchc-partial-2");
        let other = folder.path().join(".other.cchc-partial-3");
        for path in [&old, &young, &other] {
            fs::write(path, b"").unwrap();
        }
        let long_ago = SystemTime::now() - LONGEST_RUN - Duration::from_secs(60);
        for path in [&old, &other] {
            fs::File::options().write(true).open(path).unwrap().set_modified(long_ago).unwrap();
        }
        sweep(&target);
        assert!(!old.exists() && young.exists() && other.exists());
    }
}
