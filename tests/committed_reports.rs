//! `reports/` shows the product before it is built: it is what the program writes, byte for byte.
//!
//! `CCHC_WRITE_REPORTS=1 cargo test --release committed_reports` writes it anew; look at the difference before committing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::fs;

use crate::support::{cchc, files_below, root};

/// The cases, and whether all that is written is committed; of the others, what can be read as text (the rest is large).
const CASES: [(&str, bool); 4] =
    [("sa-dec-2022", true), ("muong-ang-2021", true), ("tan-thanh-2023", false), ("ba-be-2022", false)];

#[test]
fn reports_are_what_the_program_writes() {
    let folder = tempfile::tempdir().unwrap();
    for (case, whole) in CASES {
        let out = folder.path().join(case);
        let run = cchc([
            "report",
            &format!("sample-data/{case}"),
            "--out",
            out.to_str().unwrap(),
            "--quiet",
            "--format",
            "table",
        ]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        fs::write(out.join("terminal.txt"), &run.stdout).unwrap();
        let shown = |name: &str| {
            let is_text = [".csv", ".json", ".md", ".txt"].iter().any(|ending| name.ends_with(ending));
            whole || is_text
        };
        let written: Vec<_> = files_below(&out).into_iter().filter(|(name, _)| shown(name)).collect();
        let place = root().join("reports").join(case);
        if std::env::var_os("CCHC_WRITE_REPORTS").is_some() {
            let _ = fs::remove_dir_all(&place);
            for (name, path) in &written {
                let target = place.join(name);
                fs::create_dir_all(target.parent().unwrap()).unwrap();
                fs::copy(path, target).unwrap();
            }
        }
        let committed = files_below(&place);
        let names =
            |files: &[(String, std::path::PathBuf)]| files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&committed), names(&written), "{case}");
        for ((name, committed), (_, written)) in committed.iter().zip(&written) {
            assert!(
                fs::read(committed).unwrap() == fs::read(written).unwrap(),
                "{case}/{name} is not what the program writes"
            );
        }
    }
}
