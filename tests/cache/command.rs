use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{cchc, cchc_with, files_below, folder, root};

/// Runs a command without and with a cache, and makes sure that all says the same.
fn assert_same(arguments: &[&str], place: &Path) {
    let without = cchc(arguments);
    let option = format!("--cache={}", place.display());
    for run in ["first", "second"] {
        let with = cchc(arguments.iter().copied().chain([option.as_str()]));
        assert_eq!(with.snapshot(), without.snapshot(), "the {run} run of {arguments:?}");
    }
}

#[test]
fn every_command_says_the_same_with_a_cache() {
    let place = tempfile::tempdir().unwrap();
    let sample = "sample-data/sa-dec-2022";
    let commands: [&[&str]; 9] = [
        &["report", sample, "--format", "json"],
        &["report", sample, "--by", "field", "--compare", "previous", "--quiet"],
        &["report", "sample-data/don-vi-mau-2025", "--structure", "now", "--format", "csv"],
        &["check", sample, "--format", "json"],
        &["validate", sample, "--format", "json"],
        &["times", "sample-data/thoi-gian-mau", "--format", "csv"],
        &["rank", sample, "--indicator", "online_rate_level3"],
        &["explain", "online_rate_level3", sample, "--format", "json"],
        &["init", sample],
    ];
    for command in commands {
        assert_same(command, place.path());
    }
}

#[test]
fn outputs_are_the_same_bytes_with_a_cache() {
    let place = tempfile::tempdir().unwrap();
    let option = format!("--cache={}", place.path().display());
    let written = |option: Option<&str>| {
        let out = tempfile::tempdir().unwrap();
        let folder = out.path().join("out");
        let arguments = ["report", "sample-data/ba-be-2022", "--quiet", "--formats", "csv,json,md,html,xlsx", "--out"];
        let run = cchc(arguments.into_iter().chain([folder.to_str().unwrap()]).chain(option));
        assert_eq!(run.code, 0, "{}", run.stderr);
        let files = files_below(&folder).into_iter().map(|(name, path)| (name, fs::read(path).unwrap()));
        files.collect::<BTreeMap<_, _>>()
    };
    let without = written(None);
    assert!(without.contains_key("manifest.json"));
    for _ in 0..2 {
        assert!(written(Some(&option)) == without);
    }
}

/// What a report of this folder prints with the cache there, and the files of the cache with their content.
fn kept(exports: &Path, place: &Path) -> (String, Vec<(String, Vec<u8>)>) {
    let option = format!("--cache={}", place.display());
    let run = cchc(["report", exports.to_str().unwrap(), "--format", "json", &option]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let files = files_below(place).into_iter().map(|(name, path)| (name, fs::read(path).unwrap())).collect();
    (run.stdout, files)
}

const EXPORT: &str = "Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận;Người nộp;Số điện thoại\n\
    H01.02-220801-0001;Xã Mẫu;4;01/08/2022;MARKEDNAME;0987654321\n\
    H01.02-220801-0002;0987654321;x;MARKEDNAME;MARKEDNAME;0987654321\n";

#[test]
fn nothing_is_kept_unless_asked_and_only_for_the_user() {
    let home = tempfile::tempdir().unwrap();
    let variables = [("XDG_CACHE_HOME", home.path().to_str().unwrap()), ("HOME", home.path().to_str().unwrap())];
    let exports = folder(&[("e.csv", EXPORT.as_bytes())]);
    let path = exports.path().to_str().unwrap();
    assert_eq!(cchc_with(&variables, ["report", path]).code, 0);
    assert_eq!(files_below(home.path()), []);
    assert_eq!(cchc_with(&variables, ["report", path, "--cache"]).code, 0);
    let files = files_below(home.path());
    assert!(!files.is_empty());
    #[cfg(unix)]
    for (name, path) in &files {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(path), mode(path.parent().unwrap())), (0o600, 0o700), "{name}");
        #[cfg(target_os = "linux")]
        assert!(name.starts_with("cchc/.dossiers/"), "{name}");
    }
    assert_eq!(files_below(exports.path()).len(), 1, "nothing is written beside the exports");
}

#[test]
fn no_personal_column_and_no_code_is_kept() {
    let place = tempfile::tempdir().unwrap();
    let exports = folder(&[("e.csv", EXPORT.as_bytes())]);
    let (_, files) = kept(exports.path(), place.path());
    assert!(!files.is_empty());
    let exported = exports.path().to_str().unwrap();
    for (name, content) in &files {
        for mark in ["MARKEDNAME", "0987654321", "220801-0001", "220801-0002", exported] {
            let is_there = content.windows(mark.len()).any(|bytes| bytes == mark.as_bytes());
            assert!(!is_there, "{mark} in {name}");
        }
    }
}

#[test]
fn a_cache_beside_the_exports_is_no_export() {
    let exports = folder(&[("e.csv", EXPORT.as_bytes())]);
    let path = exports.path().to_str().unwrap();
    let without = cchc(["report", path, "--format", "json"]).stdout;
    for place in [exports.path().to_owned(), exports.path().join("cache")] {
        for _ in 0..2 {
            assert_eq!(kept(exports.path(), &place).0, without);
        }
    }
}

#[test]
fn codes_and_standard_input_are_not_kept() {
    let place = tempfile::tempdir().unwrap();
    let option = format!("--cache={}", place.path().display());
    let sample = "sample-data/sa-dec-2022";
    let run = cchc(["explain", "online_rate_level3", sample, "--dossiers", "missed", &option]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let mut piped = Command::new(env!("CARGO_BIN_EXE_cchc"))
        .args(["report", "-", "--quiet", "--format", "json", &option])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    piped.stdin.take().unwrap().write_all(EXPORT.as_bytes()).unwrap();
    assert!(piped.wait_with_output().unwrap().status.success());
    assert_eq!(files_below(place.path()), []);
}

#[test]
fn runs_at_the_same_time_do_not_disturb_each_other() {
    let place = tempfile::tempdir().unwrap();
    let option = format!("--cache={}", place.path().display());
    let arguments = ["report", "sample-data/sa-dec-2022", "--format", "json", "--quiet"];
    let without = cchc(arguments).snapshot();
    for _ in 0..2 {
        std::thread::scope(|scope| {
            let run = || cchc(arguments.into_iter().chain([option.as_str()])).snapshot();
            let runs: Vec<_> = (0..4).map(|_| scope.spawn(run)).collect();
            for run in runs {
                assert_eq!(run.join().unwrap(), without);
            }
        });
    }
    let is_partial = |(name, _): &(String, _)| name.contains("partial");
    assert!(!files_below(place.path()).iter().any(is_partial));
}

#[test]
fn other_rules_and_registries_are_another_cache() {
    let sample = root().join("sample-data/don-vi-mau-2025");
    let copy = tempfile::tempdir().unwrap();
    for (name, path) in files_below(&sample) {
        let to = copy.path().join(name);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(path, to).unwrap();
    }
    let place = tempfile::tempdir().unwrap();
    let option = format!("--cache={}", place.path().display());
    let path = copy.path().to_str().unwrap();
    let run = |more: &[&str]| {
        let arguments = ["report", path, "--format", "json", "--quiet"].into_iter().chain(more.iter().copied());
        cchc(arguments).stdout
    };
    assert_eq!(run(&[&option]), run(&[]));
    // The first unit has another name from now on.
    let units = copy.path().join("registry/units.csv");
    let text = fs::read_to_string(&units).unwrap();
    let name = text.lines().nth(1).unwrap().split(',').nth(1).unwrap().to_owned();
    fs::write(&units, text.replacen(&name, "Đơn vị đổi tên", 1)).unwrap();
    let renamed = run(&[]);
    assert_eq!(run(&[&option]), renamed);
    // A word means something else.
    let vocabularies = fs::read_to_string(root().join("rules/vocabularies.toml")).unwrap();
    let rules = folder(&[("vocabularies.toml", format!("{vocabularies}\n# changed\n").as_bytes())]);
    let before = files_below(place.path()).len();
    let by = ["--rules", rules.path().to_str().unwrap()];
    assert_eq!(run(&[&option, by[0], by[1]]), run(&by));
    assert!(files_below(place.path()).len() > before);
}

#[test]
fn a_cache_that_cannot_be_used_is_told_once_and_costs_nothing_else() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let option = format!("--cache={}", file.path().display());
    let sample = "sample-data/sa-dec-2022";
    let without = cchc(["report", sample, "--format", "json", "--quiet"]);
    let with = cchc(["report", sample, "--format", "json", "--quiet", "--lang", "en", &option]);
    let told = |text: &str| text.matches(&*file.path().to_string_lossy()).count();
    assert_eq!((with.code, told(&with.stderr)), (without.code, 1), "{}", with.stderr);
    let with = cchc(["report", sample, "--format", "json", "--quiet", &option]);
    assert_eq!(with.stdout, without.stdout);
    assert!(with.stderr.contains("bộ nhớ đệm") || with.stderr.contains("cache"), "{}", with.stderr);
    let nowhere = [("XDG_CACHE_HOME", ""), ("HOME", ""), ("LOCALAPPDATA", "")];
    let with = cchc_with(&nowhere, ["report", sample, "--format", "json", "--quiet", "--cache"]);
    assert_eq!((with.code, with.stdout), (without.code, without.stdout));
    assert!(with.stderr.contains("--cache="), "{}", with.stderr);
}
