//! Counts files that are wrong, and score files that are.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use crate::support::{cchc, folder};

const HEAD: &str = "criterion,unit,numerator,denominator,source,entered_by\n";

/// What the program says of a counts file, the folder taken out.
fn said(counts: &str, arguments: &[&str]) -> (u8, String) {
    let folder = folder(&[("counts.csv", counts.as_bytes())]);
    let path = folder.path().join("counts.csv");
    let own = ["score", "--lang", "en", "--counts", path.to_str().unwrap()];
    let run = cchc(own.iter().chain(arguments));
    let text = run.stderr.replace(folder.path().to_str().unwrap(), "DIR").replace("DIR\\", "DIR/");
    (u8::try_from(run.code).unwrap(), text)
}

#[test]
fn mistakes_are_told_with_file_line_and_column() {
    let rows = [
        (
            "full_contents,,1,2,Report,clerk",
            "DIR/counts.csv:2:1: there is no criterion `full_contents`. Is it full_content?",
        ),
        ("full_content,,x,2,Report,clerk", "DIR/counts.csv:2:3: `x` is no count"),
        ("full_content,,1,2.5,Report,clerk", "DIR/counts.csv:2:4: `2.5` is no count"),
        ("full_content,,+1,2,Report,clerk", "DIR/counts.csv:2:3: `+1` is no count"),
        ("full_content,,1,1000000000001,Report,clerk", "DIR/counts.csv:2:4:"),
        ("full_content,,3,2,Report,clerk", "DIR/counts.csv:2:3: the numerator 3 is above the denominator 2"),
        ("full_content,,1,2,,clerk", "DIR/counts.csv:2:5: source must not be blank"),
        ("full_content,,1,2,Report,", "DIR/counts.csv:2:6: entered_by must not be blank"),
        (
            "full_content,A,1,2,Report,clerk\nfull_content,a,1,2,Report,clerk",
            "DIR/counts.csv:3:1: criterion `full_content` of unit `a` is there already",
        ),
        ("full_content,,1,2,Report", "DIR/counts.csv:2:1:"),
    ];
    for (row, expected) in rows {
        let (code, text) = said(&format!("{HEAD}{row}\n"), &["--standard", "qd-766"]);
        assert_eq!(code, 2, "{row}: {text}");
        assert!(text.contains(expected), "{row}: {text}");
    }
    let (code, text) = said("criterion,unit,numerator,denominator,source\n", &["--standard", "qd-766"]);
    assert!(code == 2 && text.contains("DIR/counts.csv: no column entered_by"), "{text}");
}

#[test]
fn beside_dossiers_only_what_they_do_not_tell_can_be_entered() {
    let with = |row: &str| {
        let arguments = ["--standard", "qd-766", "sample-data/ba-be-2022", "--by", "unit", "--quiet"];
        said(&format!("{HEAD}{row}\n"), &arguments)
    };
    let (code, text) = with("on_time,,1,2,Report,clerk");
    assert!(code == 2 && text.contains("DIR/counts.csv:2:1: criterion `on_time` is counted from dossiers"), "{text}");
    let (code, text) = with("full_content,Xã Mẩu 3,1,2,Report,clerk");
    assert!(
        code == 2 && text.contains("DIR/counts.csv:2:2: the dossiers have no unit `Xã Mẩu 3`. Is it Xã Mẫu 3?"),
        "{text}"
    );
    let (code, text) = with("full_content,Xã Mẫu 3,1,2,Report,clerk\nsynchronised,H94.17.24,1,2,Report,clerk");
    assert!(code == 2 && text.contains("DIR/counts.csv:3:2: `H94.17.24` and `Xã Mẫu 3` are one unit"), "{text}");
    let (code, text) =
        with("full_content,xã mẫu 3,1,2,Report,clerk\ndossiers_satisfied.complained,,3,1812,Report,clerk");
    assert_eq!((code, text.as_str()), (0, ""));
    // Without dossiers everything can be entered.
    let (code, text) = said(&format!("{HEAD}on_time,,1,2,Report,clerk\n"), &["--standard", "qd-766"]);
    assert_eq!((code, text.as_str()), (0, ""));
}

#[test]
fn score_files_that_say_what_cannot_be_are_refused() {
    let head = "id = \"x\"\ntitle = { vi = \"x\", en = \"x\" }\nsource = { vi = \"x\", en = \"x\" }\nvalid = { from = \"2022-01-01\" }\n\
        [[class]]\nid = \"a\"\ntitle = { vi = \"a\", en = \"a\" }\nat_least = \"5\"\n\
        [[group]]\nid = \"g\"\ntitle = { vi = \"g\", en = \"g\" }\n\
        [[group.criterion]]\nid = \"c\"\ntitle = { vi = \"c\", en = \"c\" }\n";
    let cases = [
        ("max = \"10\"\n", "exactly one source"),
        ("max = \"10\"\nentered = true\nrate = \"online_rate\"\n", "exactly one source"),
        ("max = \"10\"\nrate = \"online_rat\"\n", "score.toml:16:8: there is no indicator `online_rat`"),
        ("max = \"10\"\nrate = \"received\"\n", "rate needs a rate"),
        ("max = \"10\"\nnumerator = [\"settled\"]\n", "exactly one source"),
        ("max = \"0\"\nentered = true\n", "score.toml:15:7: `0` cannot be used here"),
        ("max = \"10.123\"\nentered = true\n", "cannot be used here"),
        ("max = \"10\"\nfull_at = \"1.1\"\nentered = true\n", "cannot be used here"),
        ("max = \"10\"\nwhen_none = \"11\"\nentered = true\n", "cannot be used here"),
        (
            "max = \"10\"\nfull_at = \"0.5\"\nsteps = [{ from = \"0.5\", points = \"10\" }]\nentered = true\n",
            "use one of",
        ),
        ("max = \"10\"\nsteps = [{ from = \"0.5\", points = \"9\" }]\nentered = true\n", "must earn the maximum"),
        (
            "max = \"10\"\nsteps = [{ from = \"0.5\", points = \"5\" }, { from = \"0.5\", points = \"10\" }]\nentered = true\n",
            "steps must rise",
        ),
        ("max = \"10\"\nminus = [{ id = \"a\", entered = true }, { id = \"a\", entered = true }]\n", "is there twice"),
    ];
    for (text, expected) in cases {
        let folder = folder(&[("score.toml", format!("{head}{text}").as_bytes()), ("counts.csv", HEAD.as_bytes())]);
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let run = cchc(["score", "--lang", "en", "--standard", &path("score.toml"), "--counts", &path("counts.csv")]);
        assert_eq!(run.code, 2, "{text}");
        assert!(run.stderr.contains(expected), "{text}: {}", run.stderr);
    }
    let run = cchc(["score", "--lang", "en", "--standard", "qd-76", "sample-data/ba-be-2022"]);
    assert!(run.code == 2 && run.stderr.contains("par-index-mau, qd-766"), "{}", run.stderr);
}

/// Spreadsheets set to Vietnamese separate by `;`; a criterion like no other got the hint `?`.
#[test]
fn counts_separated_by_semicolons_are_read() {
    let content = format!("\u{feff}{HEAD}zzz,,1,2,Report,clerk\n").replace(',', ";");
    let (code, text) = said(&content, &["--standard", "qd-766"]);
    assert!(code == 2 && text.contains("DIR/counts.csv:2:1: there is no criterion `zzz`.\n"), "{text}");
    let content = HEAD.replace(',', ";") + "full_content;;3;2;Report;clerk\n";
    let (code, text) = said(&content, &["--standard", "qd-766"]);
    assert!(code == 2 && text.contains("the numerator 3 is above the denominator 2"), "{text}");
}
