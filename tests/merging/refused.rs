//! What cannot be added up, and what is said then.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Run, cchc, folder};

const HEADER: &str = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Hình thức nộp\n";

fn export(unit: &str, letter: char) -> String {
    let row = |number: u32| {
        format!("H{letter}-220801-{number:04},{unit},10,01/08/2022,10/08/2022,05/08/2022,{}\n", 1 + number % 2)
    };
    HEADER.to_owned() + &(0..10).map(row).collect::<String>()
}

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(folder(&[]));
        for (name, unit) in [("a", "Xã A"), ("b", "Xã B"), ("c", "Xã A")] {
            let letter = name.chars().next().unwrap();
            fs::create_dir_all(place.path(name)).unwrap();
            fs::write(place.path(name).join("e.csv"), export(unit, letter)).unwrap();
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn tally(&self, office: &str, arguments: &[&str]) -> String {
        let file = self.path(&format!("{office}.tally")).to_str().unwrap().to_owned();
        let own = ["tally", self.path(office).to_str().unwrap(), "-o", &file, "--quiet"].map(str::to_owned);
        let run = cchc(own.iter().map(String::as_str).chain(arguments.iter().copied()));
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        file
    }

    /// A run that must end without figures; what it says, the folder taken out.
    fn refused(&self, arguments: &[&str]) -> String {
        let run: Run = cchc(["report", "--lang", "en"].iter().chain(arguments));
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}: {}", run.stderr);
        run.stderr.replace(self.0.path().to_str().unwrap(), "DIR").replace("DIR\\", "DIR/")
    }
}

const PERIOD: [&str; 2] = ["--period", "2022-08"];

fn says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no `{part}` in: {text}");
    }
}

#[test]
fn other_rules() {
    let place = Place::new();
    let (a, b) =
        (place.tally("a", &PERIOD), place.tally("b", &["--period", "2022-08", "--rule", "counted=withdrawn_left_out"]));
    says(&place.refused(&[&a, &b]), &["DIR/a.tally and DIR/b.tally were counted by different rules: counted."]);
    says(&place.refused(&[&b, "--rule", "counted=withdrawn_settled"]), &["b.tally", "counted=withdrawn_settled"]);
    // Without a word the run counts as the file does.
    assert_eq!(cchc(["report", &b, "--quiet"]).code, 0);
    // A rule file.
    let rules = place.path("rules");
    fs::create_dir_all(&rules).unwrap();
    let text = fs::read_to_string(crate::support::root().join("rules/events.toml")).unwrap();
    fs::write(rules.join("events.toml"), format!("{text}\n# ours\n")).unwrap();
    let own = ["--period", "2022-08", "--rules", rules.to_str().unwrap()];
    let b = place.tally("b", &own);
    says(&place.refused(&[&a, &b]), &["different rules: events.toml."]);
    says(&place.refused(&[&b]), &["b.tally was counted by other rules than those of this run: events.toml."]);
    assert_eq!(cchc(["report", &b, "--quiet", "--rules", rules.to_str().unwrap()]).code, 0);
    // A registry.
    fs::write(place.path("b").join("cchc.toml"), "units = \"units.csv\"\n").unwrap();
    fs::write(place.path("b").join("units.csv"), "code,name,level\n1,Xã B,commune\n").unwrap();
    let b = place.tally("b", &PERIOD);
    says(&place.refused(&[&a, &b]), &["different rules: units."]);
}

#[test]
fn other_periods_and_what_was_not_counted() {
    let place = Place::new();
    let (a, b) = (place.tally("a", &PERIOD), place.tally("b", &["--period", "2022"]));
    says(
        &place.refused(&[&a, &b]),
        &["DIR/a.tally is about 2022-08-01..2022-08-31 (civil)", "DIR/b.tally about 2022-01-01..2022-12-31 (civil)"],
    );
    let b = place.tally("b", &PERIOD);
    says(
        &place.refused(&[&a, &b, "--period", "2022-Q3"]),
        &["2022-07-01..2022-09-30", "they have 2022-08-01..2022-08-31"],
    );
    says(&place.refused(&[&a, "--calendar", "statistical"]), &["--calendar statistical", "civil"]);
    let compared = place.tally("a", &["--period", "2022-08", "--compare", "previous"]);
    assert_eq!(cchc(["report", &compared, "--compare", "2022-07", "--quiet"]).code, 0);
    // One file has it, the other has not.
    says(&place.refused(&[&compared, &b, "--compare", "2022-07"]), &["--compare 2022-07-01..2022-07-31"]);
}

#[test]
fn a_unit_or_an_export_twice() {
    let place = Place::new();
    let (a, c) = (place.tally("a", &PERIOD), place.tally("c", &PERIOD));
    says(&place.refused(&[&a, &c]), &["The unit Xã A is in DIR/a.tally and DIR/c.tally"]);
    let copy = place.path("copy.tally");
    fs::copy(&a, &copy).unwrap();
    says(&place.refused(&[&a, copy.to_str().unwrap()]), &["The export e.csv is in DIR/a.tally and DIR/copy.tally"]);
}

/// Dossiers without a unit are of no unit: two offices may each have some.
#[test]
fn dossiers_without_a_unit_are_of_both_offices() {
    let place = Place::new();
    for (name, letter) in [("a", 'x'), ("b", 'y')] {
        fs::write(place.path(name).join("e.csv"), export("", letter)).unwrap();
    }
    let (a, b) = (place.tally("a", &PERIOD), place.tally("b", &PERIOD));
    let json = cchc(["report", &a, &b, "--quiet", "--format", "json"]).json();
    assert_eq!(crate::support::figure(&json, "received", "all", None)["numerator"], 20);
}

#[test]
fn tally_files_beside_exports_and_where_dossiers_are_needed() {
    let place = Place::new();
    let a = place.tally("a", &PERIOD);
    let b = place.path("b/e.csv");
    says(&place.refused(&[&a, b.to_str().unwrap()]), &["DIR/a.tally is a tally file and DIR/b/e.csv an export"]);
    for command in [&["validate"][..], &["init"], &["tally", "-o", "x.tally"]] {
        let run = cchc(command.iter().copied().chain([a.as_str(), "--lang", "en"]));
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{command:?}");
        says(&run.stderr, &["a.tally is a tally file and holds no dossiers"]);
    }
    assert!(!Path::new("x.tally").exists());
    let run = cchc(["explain", "online_rate", &a, "--lang", "en"]);
    assert_eq!(run.code, 2);
    says(&run.stderr, &["This command needs dossiers, and tally files hold none"]);
}

/// By its content, not by its name.
#[test]
fn a_tally_file_is_known_under_any_name() {
    let place = Place::new();
    let a = place.tally("a", &PERIOD);
    let renamed = place.path("figures.json");
    fs::copy(&a, &renamed).unwrap();
    let name = renamed.to_str().unwrap();
    assert_eq!(
        cchc(["report", name, "--quiet", "--format", "csv"]).stdout,
        cchc(["report", &a, "--quiet", "--format", "csv"]).stdout
    );
}

#[test]
fn a_tally_file_that_was_edited_cut_or_is_of_another_version() {
    let place = Place::new();
    let a = place.tally("a", &PERIOD);
    let text = fs::read_to_string(&a).unwrap();
    let with = |text: &str| {
        fs::write(&a, text).unwrap();
        place.refused(&[&a])
    };
    says(
        &with(&text.replacen("\"dossiers\": 10", "\"dossiers\": 11", 1)),
        &["a.tally: the content is not what the file's own hash says"],
    );
    says(&with(&text.replace("Xã A", "Xã Á")), &["own hash"]);
    says(&with(&text[..text.len() / 2]), &["a.tally cannot be read"]);
    says(&with(&text.replace("\"1.0\"", "\"2.0\"")), &["a.tally: version 2.0 of the format; this program reads 1.0"]);
    says(&with(&text.replacen("\"program\"", "\"person\": \"x\", \"program\"", 1)), &["cannot be read"]);
    // Line ends and blanks are nobody's edit.
    fs::write(&a, text.replace('\n', "\r\n")).unwrap();
    assert_eq!(cchc(["report", &a, "--quiet"]).code, 0);
}

#[test]
fn exact_counts_are_not_for_publication_and_whole() {
    let place = Place::new();
    for (option, says_what) in
        [(&["--suppress-below", "5"][..], "small ones cannot be hidden"), (&["--keep-going"], "--keep-going")]
    {
        let file = place.path("x.tally");
        let (data, name) = (place.path("a"), file.to_str().unwrap().to_owned());
        let run = cchc(["tally", data.to_str().unwrap(), "-o", &name, "--lang", "en"].iter().chain(option));
        assert_eq!((run.code, file.exists()), (2, false), "{}", run.stderr);
        says(&run.stderr, &[says_what]);
    }
}

#[test]
fn a_tally_file_does_not_stand_among_the_exports() {
    let place = Place::new();
    for name in ["e.csv", "new.tally"] {
        let (data, file) = (place.path("a"), place.path("a").join(name));
        let before = fs::read(place.path("a/e.csv")).unwrap();
        let run = cchc(["tally", data.to_str().unwrap(), "-o", file.to_str().unwrap()]);
        assert_eq!((run.code, fs::read(place.path("a/e.csv")).unwrap() == before), (2, true), "{}", run.stderr);
    }
    assert!(!place.path("a/new.tally").exists());
}

#[test]
fn nothing_in_the_period_is_written_and_told() {
    let place = Place::new();
    let file = place.path("x.tally");
    let data = place.path("a");
    let run = cchc(["tally", data.to_str().unwrap(), "-o", file.to_str().unwrap(), "--period", "1999"]);
    assert_eq!((run.code, file.exists()), (4, true), "{}", run.stderr);
    assert_eq!(cchc(["report", file.to_str().unwrap(), "--quiet"]).code, 4);
}

/// `times` and `pilot` said that they cannot explain a figure.
#[test]
fn commands_that_need_dossiers_say_so_of_themselves() {
    let place = Place::new();
    let file = place.tally("a", &PERIOD);
    for arguments in [vec!["times", &file], vec!["pilot", &file, "--goal", "50"], vec!["explain", "online_rate", &file]]
    {
        let run = cchc(arguments.iter().copied().chain(["--lang", "en"]));
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}: {}", run.stderr);
        says(&run.stderr, &["This command needs dossiers", "Give it the exports"]);
        assert!(!run.stderr.contains("explained"), "{arguments:?}: {}", run.stderr);
    }
}

/// A file called `-` was written, and tally files under the ending of a document.
#[test]
fn a_tally_is_written_to_a_file_that_is_none_of_another_format() {
    let place = Place::new();
    let write = |output: &str| {
        let exports = place.path("a");
        let run = cchc(["tally", exports.to_str().unwrap(), "-o", output, "--lang", "en", "--quiet"]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{output}: {}", run.stderr);
        run.stderr.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    says(&write("-"), &["`cchc tally` writes to a file, not to standard output", "the ending .tally"]);
    assert!(!Path::new("-").exists());
    for ending in ["html", "xlsx", "docx", "DOCX", "csv", "json", "md", "png", "svg"] {
        let file = place.path(&format!("bc.{ending}"));
        says(&write(file.to_str().unwrap()), &["Use the ending .tally: `-o ", "bc.tally`"]);
        assert!(!file.exists(), "{ending}");
    }
}

/// `compare` took up the period before, which nobody had typed, and named an option that nobody had given.
#[test]
fn compare_says_how_the_period_before_is_counted_too() {
    let place = Place::new();
    let file = place.tally("a", &PERIOD);
    let run = cchc(["compare", &file, "--indicator", "online_rate", "--lang", "en"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    let said = run.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    says(&said, &["no period 2022-07-01..2022-07-31 to compare", "`cchc tally … --compare 2022-07-01..2022-07-31`"]);
}
