//! `cchc diff` as whole runs: each cause alone, layout, exit codes, refusals. Which figures move stands against the plain
//! model in `random_runs::two_runs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod causes;

use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Run, cchc, folder};

const EXPORT: &str = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Hình thức nộp,Ghi chú\n\
    H1-220801-0001,Xã A,10,01/08/2022,10/08/2022,05/08/2022,2,1\n\
    H1-220801-0002,Xã A,10,02/08/2022,10/08/2022,11/08/2022,1,2\n\
    H1-220801-0003,Xã B,10,03/08/2022,,05/08/2022,2,2\n\
    H1-220801-0004,Xã B,10,03/08/2022,10/08/2022,05/08/2022,1,2\n";
const SETTINGS: &str = "exports = [\"exports\"]\nperiod = \"2022-08\"\nunits = \"units.csv\"\n";
const UNITS: &str = "code,name,level,parent,aliases\n1,Xã A,commune,,\n2,Xã B,commune,,\n";
const STANDARD: &str = "id = \"mine\"\ntitle = { vi = \"x\", en = \"x\" }\nsource = { vi = \"x\", en = \"x\" }\n\
    valid = { from = \"2022-01-01\", to = \"2022-12-31\" }\n[[threshold]]\nindicator = \"online_rate\"\nat_least = \"50\"\n";

/// A project and its two runs.
struct Two {
    folder: TempDir,
}

impl Two {
    fn new() -> Self {
        let files = [("p/exports/e.csv", EXPORT), ("p/cchc.toml", SETTINGS), ("p/units.csv", UNITS)];
        Self { folder: folder(&files.map(|(name, text)| (name, text.as_bytes()))) }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Changes a text in a file; it must be there.
    fn change(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        assert!(text.contains(from), "{name}: {from}");
        self.put(name, text.replace(from, to));
    }

    fn run(&self, out: &str, arguments: &[&str]) {
        let (project, out) = (self.path("p"), self.path(out));
        let fixed = ["report", project.to_str().unwrap(), "--quiet", "--formats", "json", "--out"];
        let run = cchc(fixed.iter().copied().chain([out.to_str().unwrap()]).chain(arguments.iter().copied()));
        // 4: no dossier of the period, which is a run all the same.
        assert!(matches!(run.code, 0 | 4), "{}", run.stderr);
    }

    /// After figures were changed by hand: the manifest's hash of them again.
    fn sign(&self, out: &str) {
        let hash = |bytes: &[u8]| blake3::hash(bytes).to_hex().to_string();
        let manifest: Value =
            serde_json::from_slice(&fs::read(self.path(&format!("{out}/manifest.json"))).unwrap()).unwrap();
        let outputs = manifest["outputs"].as_array().unwrap();
        let output = outputs.iter().find(|output| output["path"] == "figures.json").unwrap();
        let now = hash(&fs::read(self.path(&format!("{out}/figures.json"))).unwrap());
        self.change(&format!("{out}/manifest.json"), output["blake3"].as_str().unwrap(), &now);
    }

    fn diff(&self, arguments: &[&str]) -> Run {
        let (old, new) = (self.path("old"), self.path("new"));
        let fixed = ["diff", old.to_str().unwrap(), new.to_str().unwrap()];
        cchc(fixed.iter().copied().chain(arguments.iter().copied()))
    }

    fn json(&self, code: i32) -> Value {
        let run = self.diff(&["--format", "json"]);
        assert_eq!(run.code, code, "{}{}", run.stdout, run.stderr);
        run.json()
    }

    /// Figures differ, and the only cause is this one, told as these: what, name.
    fn only(&self, cause: &str, traits: &[(&str, &str)]) -> Value {
        let found = self.json(1);
        assert_eq!((&found["conclusion"], &found["causes"]), (&"one".into(), &Value::from(vec![cause])), "{found:#}");
        assert_ne!(found["figures"].as_array().unwrap().len(), 0);
        assert_eq!(told(&found, cause), traits);
        found
    }
}

/// What differs and belongs to a cause: what, name.
fn told<'a>(found: &'a Value, cause: &str) -> Vec<(&'a str, &'a str)> {
    let of_cause = found["differs"].as_array().unwrap().iter().filter(|found| found["cause"] == cause);
    of_cause.map(|found| (found["what"].as_str().unwrap(), found["name"].as_str().unwrap())).collect()
}

/// A figure that differs, as numerator, denominator before and after, and the change.
fn moved<'a>(found: &'a Value, indicator: &str, unit: Option<&str>) -> &'a Value {
    let figures = found["figures"].as_array().unwrap();
    let is = |figure: &&Value| {
        figure["indicator"] == indicator && figure["unit_name"].as_str() == unit && figure["scope"] != "level"
    };
    figures.iter().find(is).unwrap_or_else(|| panic!("{indicator} {unit:?} {found:#}"))
}

#[test]
fn the_same_twice_is_the_same() {
    let two = Two::new();
    two.run("old", &[]);
    two.run("new", &[]);
    let found = two.json(0);
    assert_eq!((found["conclusion"].as_str(), found["figures"].as_array().unwrap().len()), (Some("same"), 0));
    assert_eq!(found["differs"], Value::Array(Vec::new()));
    // Another language and other files are not other figures.
    two.run("new", &["--lang", "en", "--formats", "csv"]);
    assert_eq!(two.json(0)["differs"], Value::Array(Vec::new()));
    // One of the two files stands for the folder.
    let file = |name: &str| two.path(name).to_str().unwrap().to_owned();
    assert_eq!(cchc(["diff", &file("old/figures.json"), &file("new/manifest.json")]).code, 0);
}

/// By hand: 2 of 4 online; with the second dossier online too 3 of 4, and 2 of 2 of unit A.
#[test]
fn data_alone() {
    let two = Two::new();
    two.run("old", &[]);
    two.change("p/exports/e.csv", "11/08/2022,1,2", "11/08/2022,2,2");
    two.run("new", &[]);
    let found = two.only("data", &[("export", "exports/e.csv")]);
    let all = moved(&found, "online_rate", None);
    assert_eq!((&all["before"]["numerator"], &all["before"]["denominator"]), (&2.into(), &4.into()));
    assert_eq!((&all["after"]["numerator"], &all["after"]["denominator"]), (&3.into(), &4.into()));
    assert_eq!((all["change"].as_f64(), all["what"].as_str()), (Some(25.0), Some("moved")));
    assert_eq!(moved(&found, "online_rate", Some("Xã A"))["change"].as_f64(), Some(50.0));
    assert!(found["figures"].as_array().unwrap().iter().all(|figure| figure["unit_name"] != "Xã B"));
    // A later day in it makes the export a later one, which is the data's doing.
    two.run("old", &[]);
    two.change("p/exports/e.csv", "11/08/2022,2,2", "12/08/2022,2,2");
    two.change("p/exports/e.csv", "05/08/2022,2,1", "05/08/2022,1,1");
    two.run("new", &[]);
    two.only("data", &[("export", "exports/e.csv"), ("exported", "exports/e.csv")]);
    two.change("p/exports/e.csv", "05/08/2022,1,1", "05/08/2022,2,1");
    // A file more, with a unit of its own.
    let more = EXPORT.replace("H1-", "H9-").replace("Xã", "Phường");
    two.run("old", &[]);
    two.put("p/exports/f.csv", more);
    two.run("new", &[]);
    let found = two.only("data", &[("export", "exports/f.csv")]);
    assert_eq!(moved(&found, "online_rate", Some("Phường A"))["what"], "new");
    // And a file less.
    two.run("old", &[]);
    fs::remove_file(two.path("p/exports/f.csv")).unwrap();
    two.run("new", &[]);
    let found = two.only("data", &[("export", "exports/f.csv")]);
    assert_eq!(moved(&found, "online_rate", Some("Phường A"))["what"], "gone");
    // Another name for the same content moves nothing, but is told.
    two.run("old", &[]);
    fs::rename(two.path("p/exports/e.csv"), two.path("p/exports/g.csv")).unwrap();
    two.run("new", &[]);
    let found = two.json(0);
    assert_eq!(told(&found, "data"), [("export_name", "exports/g.csv")]);
}

#[test]
fn rules_alone() {
    let two = Two::new();
    two.run("old", &[]);
    two.run("new", &["--rule", "timeliness_known=left_out"]);
    let found = two.only("rules", &[("option", "timeliness_known")]);
    // Three of four dossiers have a due date: 3/4 on time with the one without, 2/3 otherwise.
    let all = moved(&found, "on_time_rate", None);
    assert_eq!((&all["before"]["numerator"], &all["before"]["denominator"]), (&3.into(), &4.into()));
    assert_eq!((&all["after"]["numerator"], &all["after"]["denominator"]), (&2.into(), &3.into()));
    // 66.666… − 75 is −8.33.
    assert_eq!(all["change"].as_f64(), Some(-8.33));
    // A registry: unit B is of another level, so that both levels change.
    two.change("p/units.csv", "Xã B,commune", "Xã B,district");
    two.run("new", &[]);
    two.only("rules", &[("file", "units.csv")]);
    two.put("p/units.csv", UNITS);
    // The settings.
    two.put("p/cchc.toml", format!("{SETTINGS}[rules]\ntimeliness_known = \"left_out\"\n"));
    two.run("new", &[]);
    two.only("rules", &[("file", "cchc.toml"), ("option", "timeliness_known")]);
}

#[test]
fn a_verdict_flips_with_its_threshold_and_not_with_another_standard() {
    let two = Two::new();
    two.put("s.toml", STANDARD);
    let standard = two.path("s.toml");
    let arguments = ["--standard", standard.to_str().unwrap()];
    two.run("old", &arguments);
    two.put("s.toml", STANDARD.replace("\"50\"", "\"50.01\""));
    two.run("new", &arguments);
    let found = two.only("rules", &[("file", "standards/s.toml")]);
    let all = moved(&found, "online_rate", None);
    assert_eq!((all["what"].as_str(), all["flipped"].as_bool()), (Some("threshold"), Some(true)));
    assert_eq!((all["before"]["verdict"].as_str(), all["after"]["verdict"].as_str()), (Some("met"), Some("missed")));
    assert_eq!(all["after"]["threshold"].as_f64(), Some(50.01));
    // Held against nothing: counts are compared, verdicts are not.
    two.run("new", &[]);
    let found = two.json(0);
    assert_eq!((found["verdicts_compared"].as_bool(), found["flipped"].as_u64()), (Some(false), Some(0)));
    assert!(two.diff(&["--lang", "en"]).stdout.contains("different standards"));
}

#[test]
fn mapping_alone() {
    let two = Two::new();
    two.run("old", &[]);
    // The user's columns read the note as the receipt channel.
    let columns = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/columns.toml")).unwrap();
    let renamed = columns.replace("\"Hình thức nộp\"", "\"Ghi chú\"");
    assert_ne!(columns, renamed);
    two.put("rules/columns.toml", renamed);
    let rules = two.path("rules");
    two.run("new", &["--rules", rules.to_str().unwrap()]);
    let found = two.only("mapping", &[("file", "columns.toml"), ("column", "exports/e.csv: receipt_channel")]);
    let of_column = &found["differs"].as_array().unwrap().iter().find(|found| found["what"] == "column").unwrap();
    assert_eq!((&of_column["before"], &of_column["after"]), (&"Hình thức nộp".into(), &"Ghi chú".into()));
}

#[test]
fn the_version_alone_and_nothing_at_all() {
    let two = Two::new();
    two.run("old", &[]);
    two.run("new", &[]);
    two.change("new/figures.json", "\"numerator\":2,\"denominator\":4,", "\"numerator\":3,\"denominator\":4,");
    // A manifest that is not that of the figures says nothing of them.
    let run = two.diff(&["--lang", "en"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("not that of figures.json"), "{}", run.stderr);
    two.sign("new");
    let found = two.json(1);
    assert_eq!((found["conclusion"].as_str(), &found["causes"]), (Some("unexplained"), &Value::Array(Vec::new())));
    for (lang, word) in [("vi", "CẢNH BÁO"), ("en", "WARNING")] {
        assert!(two.diff(&["--lang", lang]).stdout.contains(word));
    }
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    two.change("new/manifest.json", &version, "\"version\": \"99.0.0\"");
    two.only("version", &[("program", "cchc")]);
}

#[test]
fn of_several_causes_none_is_named() {
    let two = Two::new();
    two.run("old", &[]);
    two.change("p/exports/e.csv", "11/08/2022,1,2", "11/08/2022,2,2");
    two.run("new", &["--rule", "timeliness_known=left_out"]);
    let found = two.json(1);
    assert_eq!(
        (found["conclusion"].as_str(), &found["causes"]),
        (Some("several"), &Value::from(vec!["data", "rules"]))
    );
    let said = two.diff(&["--lang", "en"]).stdout;
    assert!(said.contains("cannot be told") && said.contains("run again with one of them changed"), "{said}");
}

/// Each run shows what its own file shows: hidden figures have no numbers and no change, whatever the other run says.
#[test]
fn hidden_figures_stay_hidden() {
    let two = Two::new();
    two.run("old", &["--suppress-below", "3"]);
    two.run("new", &[]);
    let found = two.only("asked", &[("suppress_below", "")]);
    let unit = moved(&found, "online_rate", Some("Xã A"));
    assert_eq!((unit["what"].as_str(), &unit["change"]), (Some("shown"), &Value::Null));
    for key in ["numerator", "denominator", "percent", "verdict"] {
        assert_eq!(unit["before"][key], Value::Null, "{key}");
    }
    // Hidden in both: nothing is told of a change that is there.
    two.change("p/exports/e.csv", "11/08/2022,1,2", "11/08/2022,2,2");
    two.run("new", &["--suppress-below", "3"]);
    let found = two.json(1);
    assert!(found["figures"].as_array().unwrap().iter().all(|figure| figure["unit_name"] != "Xã A"), "{found:#}");
}

#[test]
fn what_was_asked_for_sets_figures_apart() {
    let two = Two::new();
    two.run("old", &[]);
    let apart = |arguments: &[&str], conclusion: &str| {
        two.run("new", arguments);
        let found = two.json(1);
        assert_eq!((found["conclusion"].as_str(), &found["causes"]), (Some(conclusion), &Value::Array(Vec::new())));
        found["not_comparable"].as_array().unwrap().iter().map(|row| row["why"].as_str().unwrap().to_owned()).collect()
    };
    let none: Vec<String> = apart(&["--period", "2022"], "nothing_in_common");
    assert_eq!(none, ["period", "period"]);
    let by: Vec<String> = apart(&["--by", "field"], "same");
    assert_eq!(by, ["breakdown", "breakdown"]);
    // July is compared with August there: August stands in both.
    two.run("new", &["--period", "2022-07", "--compare", "2022-08"]);
    let found = two.json(1);
    assert!(found["compared"].as_u64().unwrap() > 0);
    assert_eq!(found["not_comparable"].as_array().unwrap().len(), 1, "{found:#}");
    // The options that differ are named: `--period` was, when only `--compare` was another.
    for (arguments, options) in [
        (&["--compare", "previous"][..], "`--compare`"),
        (&["--period", "2022"], "`--period`"),
        (&["--period", "2022", "--compare", "previous"], "`--period`, `--compare`"),
    ] {
        two.run("new", arguments);
        for (lang, said) in
            [("vi", format!("với cùng {options} để so.")), ("en", format!("the same {options} to compare"))]
        {
            let found =
                cchc(["diff", &two.path("old").to_string_lossy(), &two.path("new").to_string_lossy(), "--lang", lang]);
            assert!(found.stdout.contains(&said), "{}", found.stdout);
        }
    }
    // An indicator that only one of them has.
    let rules = two.path("rules");
    two.put(
        "rules/indicators/mine.toml",
        "[[indicator]]\nid = \"mine\"\nkind = \"count\"\nevent = \"received\"\n\
        counts = \"receipt_channel = 'online'\"\n\
        title = { vi = \"x\", en = \"x\" }\nshort = { vi = \"x\", en = \"x\" }\nformula = { vi = \"x\", en = \"x\" }\n\
        legal = { vi = \"x\", en = \"x\" }\n",
    );
    two.run("new", &["--rules", rules.to_str().unwrap()]);
    let found = two.json(1);
    assert_eq!(found["not_comparable"][0]["indicator"], "mine");
    assert_eq!(told(&found, "rules"), [("file", "indicators/mine.toml")]);
}

#[test]
fn names_from_files_are_text_and_nothing_else() {
    let two = Two::new();
    two.run("old", &[]);
    two.run("new", &[]);
    two.change(
        "new/figures.json",
        "\"unit\":\"2\",\"unit_name\":\"Xã B\"",
        "\"unit\":\"=2\",\"unit_name\":\"=HYPERLINK(1)|<b>\\u001b[31m\"",
    );
    two.sign("new");
    let csv = two.diff(&["--format", "csv"]).stdout;
    assert!(csv.contains("'=HYPERLINK") && !csv.contains('\u{1b}'), "{csv}");
    let table = two.diff(&[]).stdout;
    assert!(table.contains("=HYPERLINK") && !table.contains('\u{1b}'), "{table}");
    let md = two.diff(&["--format", "md"]).stdout;
    assert!(!md.contains("<b>") && !md.contains('\u{1b}'), "{md}");
}

#[test]
fn what_is_no_run_is_refused_with_its_place() {
    let two = Two::new();
    two.run("old", &[]);
    two.run("new", &[]);
    let refused = |words: &[&str]| {
        let run = two.diff(&["--lang", "en"]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{words:?}");
        assert!(words.iter().all(|word| run.stderr.contains(word)), "{words:?} {}", run.stderr);
    };
    let good = fs::read_to_string(two.path("new/figures.json")).unwrap();
    for (content, words) in [
        ("{\n  \"schema_version\": \"1.2\",,\n}".to_owned(), ["figures.json:2:", "key must"]),
        ("[1]".to_owned(), ["figures.json:1:", "is not what"]),
        ("{\"a\": 1}\n".to_owned(), ["figures.json:1:", "schema_version"]),
        (String::new(), ["figures.json:1:0", "EOF"]),
        (good.replacen("\"schema_version\": \"1.", "\"schema_version\": \"2.", 1), ["figures.json:2:", "2."]),
        (
            good.replace("\"numerator\":2,\"denominator\":4", "\"numerator\":5,\"denominator\":4"),
            ["figures.json:", ">"],
        ),
        (good.replace("2022-08-31", "2022-08-32"), ["figures.json:", "2022-08-32"]),
    ] {
        assert_ne!(content, good);
        two.put("new/figures.json", content);
        refused(&words);
    }
    // One figure twice, with other numbers.
    let row = good.lines().find(|line| line.contains("\"numerator\":2,\"denominator\":4")).unwrap();
    let row = row.trim_end_matches(',');
    two.put("new/figures.json", good.replace(row, &format!("{row},\n{}", row.replace(":2,", ":3,"))));
    two.sign("new");
    refused(&["twice", "online_rate"]);
    two.put("new/manifest.json", "{\"outputs\": []}");
    refused(&["manifest.json:1:", "program"]);
    fs::remove_file(two.path("new/manifest.json")).unwrap();
    refused(&["there is no manifest.json"]);
    fs::remove_file(two.path("new/figures.json")).unwrap();
    refused(&["there is no figures.json"]);
    fs::remove_dir_all(two.path("new")).unwrap();
    refused(&["there is no figures.json"]);
    assert_eq!(cchc(["diff", "reports/sa-dec-2022"]).code, 2, "two runs are needed");
}

/// The example of the README, for its layout.
#[test]
fn a_rule_changed_on_sample_data() {
    let folder = folder(&[]);
    let out = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (old, new) = (out("old"), out("new"));
    let fixed = ["report", "sample-data/sa-dec-2022", "--by", "level", "--quiet", "--formats", "json", "--out"];
    assert_eq!(cchc(fixed.iter().copied().chain([old.as_str()])).code, 0);
    let rule = ["--rule", "timeliness_known=left_out"];
    assert_eq!(cchc(fixed.iter().copied().chain([new.as_str()]).chain(rule)).code, 0);
    let shown = |arguments: &[&str]| {
        let run = cchc(["diff", &old, &new].into_iter().chain(arguments.iter().copied()));
        assert_eq!((run.code, run.stderr.as_str()), (1, ""));
        // Where the folders lie wraps the lines that name them.
        let without_paths = |line: &&str| !line.contains("/old") && !line.contains("/new") && !line.contains("5.025");
        run.stdout.lines().filter(without_paths).map(|line| format!("{line}\n")).collect::<String>()
    };
    assert_snapshot!("diff_sa_dec", shown(&[]));
    assert_snapshot!("diff_sa_dec_en_md", shown(&["--lang", "en", "--format", "md"]));
    assert_snapshot!("diff_sa_dec_csv", shown(&["--format", "csv"]));
}
