//! The house rules that a program can check.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use crate::support::{files_below, root};

/// Every source file below `src/`, without its unit tests.
fn sources() -> Vec<(String, String)> {
    files_below(&root().join("src"))
        .into_iter()
        .map(|(name, path)| {
            let text = std::fs::read_to_string(path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap().to_owned();
            (name, code)
        })
        .filter(|(name, _)| !is_test(name))
        .collect()
}

/// True for a file that its room declares for tests only.
fn is_test(name: &str) -> bool {
    let Some((room, file)) = name.rsplit_once('/') else { return false };
    let text = std::fs::read_to_string(root().join("src").join(room).join("mod.rs")).unwrap_or_default();
    text.contains(&format!("#[cfg(test)]\nmod {};", file.trim_end_matches(".rs")))
}

fn texts(lang: &str) -> BTreeMap<String, String> {
    toml::from_str(&std::fs::read_to_string(root().join(format!("rules/texts/{lang}.toml"))).unwrap()).unwrap()
}

fn places(sentence: &str) -> BTreeSet<&str> {
    let places = sentence.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    // A word that agrees with a number has the place of the number: `{count?file|files}`.
    places.map(|(name, _)| name.split_once('?').map_or(name, |(number, _)| number)).collect()
}

#[test]
fn both_languages_have_the_same_texts_with_the_same_places() {
    let (vi, en) = (texts("vi"), texts("en"));
    assert_eq!(vi.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    for (key, sentence) in &vi {
        assert_eq!(places(sentence), places(&en[key]), "{key}");
    }
}

/// Keys made at run time from stable names: the names are listed where they are defined.
const MADE_KEYS: [&str; 14] = [
    "reason.",
    "remedy.",
    "service_level.",
    "repair.",
    "set_aside.",
    "kind.",
    "basis.",
    "confidence.",
    "help.",
    "cause.",
    "trait.",
    "offered.",
    "offered_told.",
    "outcome.",
];

#[test]
fn every_text_that_is_used_exists_and_every_text_is_used() {
    let known = texts("vi");
    let groups: BTreeSet<&str> = known.keys().map(|key| key.split('.').next().unwrap()).collect();
    let mut used = BTreeSet::new();
    for (_, code) in sources() {
        for quoted in code.split('"') {
            let group = quoted.split_once('.').map(|(group, _)| group);
            let is_key = group.is_some_and(|group| groups.contains(group))
                && quoted
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'.'))
                && !quoted.ends_with('.')
                && ![".toml", ".csv", ".json", ".md", ".html", ".xlsx", ".docx"]
                    .iter()
                    .any(|ending| quoted.ends_with(ending));
            if is_key {
                used.insert(quoted.to_owned());
            }
        }
    }
    let missing: Vec<_> = used.iter().filter(|key| !known.contains_key(*key)).collect();
    assert_eq!(missing, [""; 0], "used but not written");
    let unused: Vec<_> = known
        .keys()
        .filter(|key| !used.contains(*key) && !MADE_KEYS.iter().any(|made| key.starts_with(made)))
        .collect();
    assert_eq!(unused, [""; 0], "written but not used");
    let made = cchc::ingest::RepairRule::ALL.map(|rule| format!("repair.{}", rule.id()));
    let made = made.into_iter().chain(cchc::ingest::SetAside::ALL.map(|kind| format!("set_aside.{}", kind.id())));
    for key in made {
        assert!(known.contains_key(&key), "{key}");
    }
    for reason in cchc::ingest::Reason::ALL {
        assert!(known.contains_key(&format!("reason.{}", reason.id())), "{}", reason.id());
        assert!(known.contains_key(&format!("remedy.{}", reason.id())), "{}", reason.id());
    }
}

#[test]
fn only_the_command_line_prints_and_only_the_output_room_writes() {
    let printing = ["println!", "eprintln!", "print!(", "stdout()", "stderr()"];
    let writing = ["fs::write", "File::create", "fs::rename", "fs::remove", "fs::create_dir", "OpenOptions"];
    for (name, code) in sources() {
        if !name.starts_with("cli/") {
            for call in printing {
                assert!(!code.contains(call), "{name}: {call}");
            }
        }
        if !name.starts_with("output/") {
            for call in writing {
                assert!(!code.contains(call), "{name}: {call}");
            }
        }
    }
}

#[test]
fn data_flows_one_way() {
    // What each room may not know: the rooms after it.
    let after: [(&str, &[&str]); 17] = [
        ("processor/", &["dossiers", "ingest", "tally", "report", "render", "run", "cli", "output", "indicators"]),
        ("ingest/", &["cache", "tally", "standards", "report", "render", "run", "cli", "output", "indicators"]),
        ("packing/", &["dossiers", "ingest", "tally", "report", "render", "run", "cli", "output", "indicators"]),
        ("cache/", &["dossiers", "tally", "standards", "report", "render", "run", "cli", "indicators"]),
        (
            "dossiers/",
            &["ingest", "cache", "tally", "standards", "report", "render", "run", "cli", "output", "indicators"],
        ),
        ("registry/", &["ingest", "dossiers", "tally", "report", "render", "run", "cli", "indicators", "standards"]),
        ("indicators/", &["ingest", "tally", "standards", "report", "render", "run", "cli", "output"]),
        ("durations/", &["ingest", "tally", "standards", "report", "render", "run", "cli", "output"]),
        ("tally/", &["ingest", "standards", "report", "render", "run", "cli", "output"]),
        ("standards/", &["ingest", "tally", "report", "render", "run", "cli", "output"]),
        ("scores/", &["ingest", "dossiers", "tally", "report", "render", "run", "cli", "output"]),
        ("merge/", &["validation", "standards", "report", "render", "run", "cli", "output"]),
        ("report/", &["validation", "render", "run", "cli", "output"]),
        ("pilots/", &["ingest", "dossiers", "tally", "report", "render", "run", "cli", "output"]),
        ("differences/", &["ingest", "tally", "render", "run", "cli", "output"]),
        ("validation/", &["render", "run", "cli", "output"]),
        ("render/", &["ingest", "tally", "run", "cli"]),
    ];
    for (name, code) in sources() {
        // What a profile is, and what the top of an export looks like, is shown as ingest has it.
        let shows_profiles = name == "render/profiles.rs" || name == "render/proposal.rs";
        for (room, rooms) in after {
            for other in rooms.iter().filter(|other| name.starts_with(room) && !(shows_profiles && **other == "ingest"))
            {
                assert!(!code.contains(&format!("crate::{other}")), "{name} knows {other}");
            }
        }
        let polars = code.contains("polars_core") || code.contains("polars_arrow");
        let behind = name.starts_with("tally/") || name.starts_with("dossiers/") || name == "ingest/error.rs";
        assert!(!polars || behind, "{name} names Polars");
    }
}

/// `unsafe` stands in two files, small enough to be read to the end, and each time it is said why it is right.
#[test]
fn unsafe_stands_in_two_files_and_says_why() {
    let known = ["ingest/scanner/marks/wide.rs", "processor/registers.rs"];
    let mut found = BTreeSet::new();
    for (name, path) in files_below(&root().join("src")) {
        let text = std::fs::read_to_string(path).unwrap();
        let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
        for (place, line) in lines.iter().enumerate().filter(|(_, line)| !line.starts_with("//")) {
            if line.contains("unsafe {") {
                assert!(lines[place - 1].starts_with("// SAFETY: "), "{name}, line {}", place + 1);
            }
            if line.contains("unsafe ") || line.contains("unsafe_code") {
                found.insert(name.clone());
            }
        }
    }
    assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), known);
}

#[test]
fn files_stay_small_and_mod_files_show_the_way() {
    for (name, path) in files_below(&root().join("src")) {
        let text = std::fs::read_to_string(path).unwrap();
        assert!(text.lines().count() <= 500, "{name}: {} lines", text.lines().count());
        if name.ends_with("mod.rs") || name == "lib.rs" {
            assert!(
                !text.contains("fn ")
                    || !text.lines().any(|line| line.trim_start().starts_with("fn ") || line.starts_with("pub fn")),
                "{name} holds logic"
            );
        }
    }
}

#[derive(serde::Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(serde::Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    source: Option<String>,
}

/// What is built on this platform, tests included. Nothing is downloaded for it.
fn packages() -> Vec<Package> {
    let run = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).current_dir(root()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    let version = String::from_utf8(run("rustc", &["-vV"])).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let arguments = ["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host];
    serde_json::from_slice::<Metadata>(&run(env!("CARGO"), &arguments)).unwrap().packages
}

#[derive(serde::Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(serde::Deserialize)]
struct Locked {
    name: String,
    version: String,
}

/// The whole tree, for every platform, tests included: everything that Cargo.lock names.
#[test]
fn no_networking_crate_is_in_the_tree() {
    let networking = [
        "async-std",
        "attohttpc",
        "aws",
        "curl",
        "h2",
        "http",
        "hyper",
        "isahc",
        "mio",
        "native-tls",
        "object_store",
        "openssl",
        "quinn",
        "reqwest",
        "rustls",
        "smol",
        "socket2",
        "surf",
        "tokio",
        "tungstenite",
        "ureq",
    ];
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let packages = toml::from_str::<Lock>(&lock).unwrap().package;
    assert!(packages.len() > 50);
    for Locked { name, version } in packages {
        let of_family = |family: &str| name == family || name.starts_with(&format!("{family}-"));
        assert!(!networking.iter().any(|family| of_family(family)), "{name} {version}");
    }
}

#[test]
fn every_dependency_has_a_licence_we_may_ship() {
    let allowed = [
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSL-1.0",
        "CC0-1.0",
        "CDLA-Permissive-2.0",
        "ISC",
        "MIT",
        "MIT-0",
        "Unicode-3.0",
        "Unlicense",
        "Zlib",
        "Apache-2.0 WITH LLVM-exception",
    ];
    for package in packages().iter().filter(|package| package.source.is_some()) {
        let license = package.license.clone().unwrap_or_default().replace('/', " OR ");
        // One side of every OR will do; every side of an AND is needed.
        let may = license
            .replace(['(', ')'], "")
            .split(" AND ")
            .all(|needed| needed.split(" OR ").any(|side| allowed.contains(&side.trim())));
        assert!(may, "{} {}: {license:?}", package.name, package.version);
    }
}
