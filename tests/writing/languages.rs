//! Help, messages and outputs in two languages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::collections::BTreeSet;
use std::fs;

use super::read;
use crate::support::{cchc, cchc_with, files_below, folder, root};

const COMMANDS: [&str; 15] = [
    "report",
    "check",
    "compare",
    "rank",
    "times",
    "diff",
    "pilot",
    "tally",
    "validate",
    "init",
    "profiles",
    "indicators",
    "standards",
    "procedures",
    "completions",
];

#[test]
fn help_errors_and_messages_follow_the_locale_and_lang_overrules_it() {
    let english = [("LANG", "en_GB.UTF-8")];
    assert!(cchc(["--help"]).stdout.contains("Cách dùng: cchc"));
    assert!(cchc_with(&english, ["--help"]).stdout.contains("Usage: cchc"));
    assert!(cchc_with(&english, ["report", "--help", "--lang", "vi"]).stdout.contains("Cách dùng: cchc report"));
    assert!(cchc_with(&english, ["report"]).stderr.starts_with("Error: "));
    assert!(cchc_with(&[("LC_ALL", "C"), ("LANG", "en_GB")], ["report"]).stderr.starts_with("Lỗi: "));
    let arguments = ["report", "sample-data/ba-be-2022", "--by", "level"];
    let (vi, en) = (cchc(arguments), cchc_with(&english, arguments));
    assert_eq!(vi.stdout, en.stdout, "outputs never follow the locale");
    assert!(
        vi.stderr.starts_with("Chú ý: 6 trên") && en.stderr.starts_with("Note: 6 of"),
        "{}{}",
        vi.stderr,
        en.stderr
    );
    let chosen = cchc_with(&english, arguments.iter().chain(&["--lang", "vi"]));
    assert_eq!((vi.stdout, vi.stderr), (chosen.stdout, chosen.stderr));
    for (topic, code) in [("report", 0), ("nothing", 2)] {
        assert_eq!(cchc(["help", topic]).code, code);
    }
    assert_eq!(cchc(["help", "report"]).stdout, cchc(["report", "--help"]).stdout);
}

/// The examples that help shows run as they are written, but for the folder they write to.
#[test]
fn the_examples_of_help_run() {
    let folder = folder(&[]);
    // In their order: one may read what another has written.
    let mut examples = Vec::new();
    for lang in ["vi", "en"] {
        examples.extend(examples_of(&cchc(["--help", "--lang", lang]).stdout));
        for command in COMMANDS {
            let help = cchc([command, "--help", "--lang", lang]).stdout;
            let own = examples_of(&help);
            assert!(!own.is_empty(), "{command} has no example");
            examples.extend(own);
        }
    }
    for example in examples {
        let place = |word: &str| match word.split_once('/') {
            Some(("ket-qua" | "results", below)) => folder.path().join(below).to_str().unwrap().to_owned(),
            _ => word.to_owned(),
        };
        let run = cchc(example.split_whitespace().skip(1).map(place));
        assert!(matches!(run.code, 0 | 1), "{example}: {} {}", run.code, run.stderr);
    }
}

fn examples_of(help: &str) -> Vec<String> {
    help.lines().filter(|line| line.starts_with("  cchc ")).map(|line| line.trim().to_owned()).collect()
}

const VIETNAMESE: &str = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ";

/// Text of a file for people: what stands in the documents of zip files, and in text files.
fn text_of(name: &str, content: &[u8]) -> Option<String> {
    if name.ends_with(".xlsx") || name.ends_with(".docx") {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(content)).ok()?;
        let names: Vec<String> =
            archive.file_names().map(|name| name.unwrap().into_owned()).filter(|name| name.ends_with(".xml")).collect();
        let read = |name: String| std::io::read_to_string(archive.by_name(&name).unwrap()).unwrap();
        return Some(names.into_iter().map(read).collect::<Vec<_>>().join("\n"));
    }
    [".md", ".html", ".svg", ".txt"]
        .iter()
        .any(|ending| name.ends_with(ending))
        .then(|| String::from_utf8(content.to_vec()).unwrap())
}

fn outputs(lang: &str) -> Vec<(String, String)> {
    let folder = folder(&[]);
    let out = folder.path().join("out");
    let run = cchc([
        "report",
        "sample-data/sa-dec-2022",
        "--compare",
        "last-year",
        "--lang",
        lang,
        "--out",
        out.to_str().unwrap(),
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let mut texts = vec![("stdout".to_owned(), run.stdout), ("stderr".to_owned(), run.stderr)];
    texts.extend(read(&out).into_iter().filter_map(|(name, content)| Some((name.clone(), text_of(&name, &content)?))));
    texts
}

/// Every word of the data, and those that the English names and sources of the rules have: law is cited as it is called.
fn words_of_data() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for (_, path) in files_below(&root().join("sample-data/sa-dec-2022")) {
        words.extend(vietnamese_words(&fs::read_to_string(path).unwrap_or_default()));
    }
    for (name, path) in files_below(&root().join("rules")) {
        let text = fs::read_to_string(path).unwrap();
        let english = text.split("en = \"").skip(1).filter_map(|rest| rest.split('"').next());
        words.extend(english.filter(|_| !name.starts_with("texts/")).flat_map(vietnamese_words));
    }
    words
}

fn vietnamese_words(text: &str) -> BTreeSet<String> {
    let is_vietnamese = |word: &&str| word.to_lowercase().chars().any(|letter| VIETNAMESE.contains(letter));
    text.split(|letter: char| !letter.is_alphabetic()).filter(is_vietnamese).map(str::to_lowercase).collect()
}

/// A run of digits, a sign, two digits and a per cent sign.
fn has_percent_with(text: &str, sign: char) -> Option<String> {
    let at = text.match_indices('%').map(|(place, _)| &text[..place]);
    let mut wrong = at.filter_map(|before| {
        let tail: String = before.chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
        let letters: Vec<char> = tail.chars().collect();
        let is_rate = letters.len() == 4
            && letters[0].is_ascii_digit()
            && letters[1] == sign
            && letters[2..].iter().all(char::is_ascii_digit);
        is_rate.then_some(tail)
    });
    wrong.next()
}

#[test]
fn english_outputs_are_english_and_vietnamese_ones_vietnamese() {
    let known = words_of_data();
    for (name, text) in outputs("en") {
        assert_eq!(has_percent_with(visible(&name, &text).as_str(), ','), None, "{name}");
        let left: Vec<String> = vietnamese_words(&visible(&name, &text)).difference(&known).cloned().collect();
        assert_eq!(left, [""; 0], "{name}");
    }
    let english =
        [" dossiers", "Threshold", " records", "not available", " met ", "missed", "The ", "Written", "by month"];
    for (name, text) in outputs("vi") {
        let text = visible(&name, &text);
        assert_eq!(has_percent_with(&text, '.'), None, "{name}");
        for word in english {
            assert!(!text.contains(word), "{name}: {word}");
        }
    }
}

/// What a reader sees of a file with tags: styles, scripts and the tags themselves are not for people.
fn visible(name: &str, text: &str) -> String {
    if !(name.contains(".html") || name.contains(".svg") || name.contains(".xlsx") || name.contains(".docx")) {
        return text.to_owned();
    }
    let mut shown = text.to_owned();
    for (open, close) in [("<style", "</style>"), ("<script", "</script>"), ("<!--", "-->"), ("<", ">")] {
        let mut out = String::new();
        let mut rest = shown.as_str();
        while let Some(start) = rest.find(open) {
            out.push_str(&rest[..start]);
            out.push(' ');
            rest = rest[start..].find(close).map_or("", |end| &rest[start + end + close.len()..]);
        }
        out.push_str(rest);
        shown = out;
    }
    shown
}
