//! The rules are embedded in the program: a changed or added file there means a new build. And the program knows what it was
//! built of: what one build has read and kept is of no use to another one.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed=assets");
    println!("cargo:rerun-if-changed=src");
    println!("cargo:rerun-if-changed=Cargo.lock");
    let mut files = vec![PathBuf::from("Cargo.lock")];
    find(Path::new("src"), &mut files);
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        // A file that is gone by now changes the build as well.
        (file.to_string_lossy(), fs::read(&file).ok()).hash(&mut hasher);
    }
    println!("cargo:rustc-env=CCHC_SOURCE={:016x}", hasher.finish());
}

/// Every file below a folder.
fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            find(&path, files);
        } else {
            files.push(path);
        }
    }
}
