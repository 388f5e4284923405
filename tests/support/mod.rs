//! A driver for whole runs of the program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a run gave.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// Exit code, stdout and stderr together, for a snapshot.
    pub(crate) fn snapshot(&self) -> String {
        format!("exit {}\n--- stdout\n{}--- stderr\n{}", self.code, self.stdout, self.stderr)
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}\n{}\n{}", self.stdout, self.stderr))
    }
}

/// Runs the program at the root of the repository, where the sample data is.
pub(crate) fn cchc<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Run {
    cchc_with(&[], arguments)
}

/// Runs it with these variables in its environment.
pub(crate) fn cchc_with<S: AsRef<std::ffi::OsStr>>(
    variables: &[(&str, &str)],
    arguments: impl IntoIterator<Item = S>,
) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_cchc"))
        .args(arguments)
        .current_dir(root())
        .env_remove("NO_COLOR")
        // The machine's language and clock have no say in a test.
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env_remove("LANG")
        .env_remove("SOURCE_DATE_EPOCH")
        .envs(variables.iter().copied())
        .output()
        .expect("the program starts");
    Run {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
    }
}

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder with these files; gone when dropped.
pub(crate) fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

/// Every file below a folder, by name with `/`, in order.
pub(crate) fn files_below(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut places = vec![folder.to_owned()];
    while let Some(place) = places.pop() {
        for entry in fs::read_dir(&place).unwrap_or_else(|error| panic!("{}: {error}", place.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                places.push(path);
            } else {
                let below = path.strip_prefix(folder).unwrap();
                let name = below.components().map(|part| part.as_os_str().to_str().unwrap()).collect::<Vec<_>>();
                found.push((name.join("/"), path.clone()));
            }
        }
    }
    found.sort();
    found
}

/// The figure of an indicator in the output of `--format json`; `unit` is a name.
pub(crate) fn figure<'a>(
    document: &'a serde_json::Value,
    indicator: &str,
    scope: &str,
    about: Option<&str>,
) -> &'a serde_json::Value {
    let key = if scope == "unit" { "unit_name" } else { "level" };
    document["figures"]
        .as_array()
        .expect("figures")
        .iter()
        .find(|figure| {
            figure["indicator"] == indicator
                && figure["scope"] == scope
                && about.is_none_or(|about| figure[key] == about)
        })
        .unwrap_or_else(|| panic!("no figure {indicator} {scope} {about:?}"))
}

/// What ingest is told when every column is wanted and nothing else is said.
pub(crate) fn with_context<T>(run: impl FnOnce(&cchc::ingest::Context<'_>) -> T) -> T {
    let rulebook = cchc::run::Rulebook::load(&[]).unwrap();
    let every: Vec<_> = rulebook.schema.columns().map(|(id, _)| id).collect();
    run(&cchc::ingest::Context {
        schema: &rulebook.schema,
        profiles: &rulebook.profiles,
        reading: &rulebook.reading,
        syllables: &rulebook.syllables,
        naming: &rulebook.naming,
        units: None,
        procedures: None,
        wanted: &every,
        codes: false,
        profile: None,
        encoding: None,
        limits: cchc::ingest::LIMITS,
        keep_going: false,
        threads: cchc::ingest::Threads::default(),
        kept: None,
        progress: &|_| {},
    })
}

/// A list of these dossiers.
pub(crate) fn export(dossiers: &[String]) -> String {
    let header = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Hình thức nộp\n";
    format!("{header}{}", dossiers.concat())
}

/// Dossiers of a unit received in a year, all on time: so many online, so many not. Units differ in their last letter.
pub(crate) fn dossiers(unit: &str, year: u32, online: usize, other: usize) -> String {
    let code = unit.bytes().last().unwrap();
    let row = |number: usize| {
        let channel = if number < online { 2 } else { 1 };
        format!("H{code}-{year}0801-{number:04},{unit},10,01/08/{year},10/08/{year},05/08/{year},{channel}\n")
    };
    (0..online + other).map(row).collect()
}
