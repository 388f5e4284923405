//! Offices of a sample case: each with its own exports and the registries of all.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Run, cchc, files_below, root};

/// A case as offices, and a folder for their tally files.
pub(super) struct Offices {
    folder: tempfile::TempDir,
    case: PathBuf,
}

impl Offices {
    pub(super) fn of(case: &str) -> Self {
        let offices = Self { folder: tempfile::tempdir().unwrap(), case: root().join("sample-data").join(case) };
        offices.office("merged", &[]);
        offices
    }

    /// A folder with the settings and registries of the case, and these exports.
    pub(super) fn office(&self, name: &str, exports: &[(&str, Vec<u8>)]) -> PathBuf {
        let office = self.folder.path().join(name);
        fs::create_dir_all(office.join("exports")).unwrap();
        for (below, path) in files_below(&self.case) {
            if below.starts_with("registry/") || below == "cchc.toml" {
                fs::create_dir_all(office.join(&below).parent().unwrap()).unwrap();
                fs::copy(path, office.join(below)).unwrap();
            }
        }
        for (export, content) in exports {
            fs::write(office.join("exports").join(export), content).unwrap();
        }
        office
    }

    /// The exports of the case whose names begin so.
    pub(super) fn exports(&self, begins: &str) -> Vec<(String, Vec<u8>)> {
        let exports = files_below(&self.case.join("exports")).into_iter();
        exports
            .filter(|(name, _)| name.starts_with(begins))
            .map(|(name, path)| (name, fs::read(path).unwrap()))
            .collect()
    }

    /// Tallies an office into the folder of the merged run.
    pub(super) fn tally(&self, office: &Path, arguments: &[&str]) -> PathBuf {
        let name = office.file_name().unwrap().to_str().unwrap();
        let file = self.merged().join("exports").join(format!("{name}.tally"));
        let run = cchc(["tally", office.to_str().unwrap(), "-o", file.to_str().unwrap()].iter().chain(arguments));
        assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
        file
    }

    /// The folder of the merged run: settings, registries, and the tally files as its exports.
    pub(super) fn merged(&self) -> PathBuf {
        self.folder.path().join("merged")
    }

    /// A path in the folder of all offices.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Districts and communes as two offices, tallied.
    pub(super) fn district_and_communes(case: &str, arguments: &[&str]) -> Self {
        let offices = Self::of(case);
        for side in ["huyen", "xa"] {
            let exports = offices.exports(side);
            let exports: Vec<(&str, Vec<u8>)> =
                exports.iter().map(|(name, content)| (name.as_str(), content.clone())).collect();
            let office = offices.office(side, &exports);
            offices.tally(&office, arguments);
        }
        offices
    }
}

/// A run over tally files, and the same over the dossiers.
pub(super) fn both(merged: &Path, case: &str, command: &str, arguments: &[&str]) -> (Run, Run) {
    let run = |path: &str| cchc([command, path, "--quiet"].iter().chain(arguments));
    (run(merged.to_str().unwrap()), run(&format!("sample-data/{case}")))
}
