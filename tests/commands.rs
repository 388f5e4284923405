//! Whole runs: exit code, stdout and stderr together. Snapshots are for layout and wording; figures are tested elsewhere.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use insta::assert_snapshot;

use crate::support::{Run, cchc, files_below, folder};

/// Names and contents of files.
type Files<'a> = &'a [(&'a str, &'a [u8])];

/// A run on files in a temporary folder, whose path is taken out of what the run says.
fn run_on(files: &[(&str, &[u8])], arguments: &[&str]) -> Run {
    let folder = folder(files);
    let path = folder.path().to_str().unwrap();
    let mut run = cchc(arguments.iter().map(|argument| argument.replace("DIR", path)));
    for text in [&mut run.stdout, &mut run.stderr] {
        *text = text.replace(path, "DIR").replace("DIR\\", "DIR/");
    }
    run
}

const HEADER: &str = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Hình thức nộp\n";

fn export(rows: &str) -> Vec<u8> {
    format!("{HEADER}{rows}").into_bytes()
}

#[test]
fn report_of_a_case() {
    assert_snapshot!("report_sa_dec", cchc(["report", "sample-data/sa-dec-2022"]).snapshot());
    assert_snapshot!(
        "report_muong_ang_en",
        cchc(["report", "sample-data/muong-ang-2021", "--lang", "en", "--by", "level"]).snapshot()
    );
    assert_snapshot!("report_ba_be", cchc(["report", "sample-data/ba-be-2022", "--by", "level"]).snapshot());
}

#[test]
fn every_breakdown_and_format() {
    for by in ["unit", "level", "field", "procedure", "month"] {
        for format in ["table", "csv", "json", "md"] {
            let run = cchc(["report", "sample-data/ba-be-2022", "--by", by, "--format", format, "--quiet"]);
            assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{by} {format}");
            let is_key = |word: &str| {
                word.contains('.') && word.bytes().all(|byte| byte.is_ascii_lowercase() || b"._".contains(&byte))
            };
            let missing =
                run.stdout.split('«').skip(1).filter_map(|rest| rest.split_once('»')).find(|(word, _)| is_key(word));
            assert_eq!(missing, None, "a text is missing: {by} {format}");
            assert!(!run.stdout.starts_with('\u{FEFF}'), "no mark on stdout");
            if format == "table" {
                let widest = run.stdout.lines().map(|line| line.chars().count()).max();
                assert!(widest <= Some(100), "{by}: {widest:?} columns");
            }
        }
    }
}

#[test]
fn check_says_what_falls_short() {
    let sa_dec = |format| cchc(["check", "sample-data/sa-dec-2022", "--format", format]);
    assert_snapshot!("check_sa_dec", sa_dec("text").snapshot());
    assert_snapshot!("check_sa_dec_github", sa_dec("github").snapshot());
    // 20 rows (all, two levels, 17 units) of four thresholds; six of them are met.
    let json = sa_dec("json");
    assert_eq!((json.code, json.json()["shortfalls"].as_array().unwrap().len()), (1, 74));
    let junit = sa_dec("junit");
    let document = roxmltree::Document::parse(&junit.stdout).unwrap();
    let failures = document.descendants().filter(|node| node.has_tag_name("failure")).count();
    assert_eq!((junit.code, failures), (1, 74));
}

#[test]
fn exit_codes_are_a_contract() {
    let good = export("H01-220801-0001,Xã A,10,01/08/2022,10/08/2022,05/08/2022,2\n");
    let bad =
        export("H01-220801-0001,Xã A,10,01/08/2022,10/08/2022,05/08/2022,2\nH01-220801-0002,Xã A,10,32/08/2022,,,\n");
    let late = export("H01-220801-0001,Xã A,10,01/08/2022,03/08/2022,05/08/2022,1\n");
    let standard = "[[threshold]]\nindicator = \"on_time_rate\"\nat_least = \"98\"\n";
    let head = "id = \"x\"\ntitle = { vi = \"X\", en = \"X\" }\nsource = { vi = \"X\", en = \"X\" }\nvalid = { from = \"2022-01-01\", to = \"2022-12-31\" }\n";
    let standard = format!("{head}{standard}");
    let code = |content: &[u8], arguments: &[&str]| {
        run_on(&[("e.csv", content), ("standard.toml", standard.as_bytes())], arguments).code
    };
    let check = ["check", "DIR/e.csv", "--standard", "DIR/standard.toml"];
    assert_eq!(code(&good, &check), 0);
    assert_eq!(code(&late, &check), 1);
    assert_eq!(code(&good, &["check", "DIR/e.csv"]), 2, "no standard");
    assert_eq!(code(&good, &["check", "DIR/none.csv", "--standard", "dong-thap-2022"]), 2);
    assert_eq!(code(&good, &["report"]), 2, "bad usage");
    assert_eq!(code(&bad, &check), 3);
    assert_eq!(code(&bad, &[&check[..], &["--max-rejected", "1"]].concat()), 0);
    assert_eq!(code(&good, &[&check[..], &["--period", "2021"]].concat()), 4);
    assert_eq!(code(&bad, &["report", "DIR/e.csv"]), 0);
    assert_eq!(code(&bad, &["report", "DIR/e.csv", "--max-rejected", "0"]), 3);
    assert_eq!(code(&good, &["report", "DIR/e.csv", "--period", "2021"]), 4);
}

/// A run ended with code 3 and nothing told which limit was passed; with `--quiet` a note was printed for a run that succeeds.
#[test]
fn a_passed_limit_of_rejected_records_is_said_and_notes_are_not_with_quiet() {
    let row = |number, day| format!("H01-220801-000{number},Xã A,10,{day},10/08/2022,05/08/2022,2\n");
    let rows = row(1, "01/08/2022") + &row(2, "01/08/22") + &row(3, "01/08/22");
    let run = |arguments: &[&str]| run_on(&[("e.csv", &export(&rows))], arguments);
    for (lang, note, limit, error) in [
        ("vi", "Chú ý: e.csv: 2 trên 3 bản ghi", "2 bản ghi bị loại, quá mức cho phép là 1 (--max-rejected)", "Lỗi: "),
        (
            "en",
            "Note: e.csv: 2 of 3 records",
            "2 records were rejected, more than the limit of 1 (--max-rejected)",
            "Error: ",
        ),
    ] {
        let report = ["report", "DIR/e.csv", "--lang", lang];
        let said = run(&report);
        assert!(said.code == 0 && said.stderr.starts_with(note), "{}", said.stderr);
        let quiet = run(&[&report[..], &["--quiet"]].concat());
        assert_eq!((quiet.code, quiet.stderr.as_str()), (0, ""), "it stands in the report");
        assert!(quiet.stdout.contains("`99/99/99` ×2"), "{}", quiet.stdout);
        let quiet = run(&[&report[..], &["--quiet", "--max-rejected", "1"]].concat());
        assert!(quiet.code == 3 && quiet.stderr.contains(&format!("{error}{limit}")), "{}", quiet.stderr);
        assert!(quiet.stderr.starts_with(note) && quiet.stderr.contains("`--max-rejected 2`"), "{}", quiet.stderr);
        for command in [
            &["check", "DIR/e.csv", "--standard", "dong-thap-2022"][..],
            &["validate", "DIR/e.csv"],
            &["rank", "DIR/e.csv", "--indicator", "on_time_rate"],
        ] {
            let said = run(&[command, &["--lang", lang, "--quiet", "--max-rejected", "1"]].concat());
            assert!(said.code == 3 && said.stderr.contains(&format!("{error}{limit}")), "{command:?} {}", said.stderr);
        }
    }
    let one = run_on(&[("e.csv", &export(&row(2, "32/08/2022")))], &["validate", "DIR/e.csv", "--lang", "en"]);
    assert!(one.stderr.contains("1 record was rejected, more than the limit of 0"), "{}", one.stderr);
}

#[test]
fn errors_say_what_where_and_what_to_do() {
    let header = "Mã hồ sơ;Đơn vị;Tình trạg;Ngày nhan\n".as_bytes();
    let twice = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,trạng  thái:\n".as_bytes();
    let cases: [(&str, Files<'_>, &[&str]); 14] = [
        ("missing_columns", &[("e.csv", header)], &["report", "DIR/e.csv"]),
        ("missing_columns_en", &[("e.csv", header)], &["report", "DIR/e.csv", "--lang", "en"]),
        ("same_header", &[("e.csv", twice)], &["report", "DIR/e.csv"]),
        ("empty_file", &[("e.csv", b"")], &["report", "DIR/e.csv"]),
        ("html", &[("e.csv", b"  <table><tr><td>x</td>")], &["report", "DIR/e.csv"]),
        ("pdf", &[("e.csv", b"%PDF-1.7 ...")], &["report", "DIR/e.csv"]),
        ("no_exports", &[("e.doc", b"")], &["report", "DIR"]),
        ("no_such_path", &[], &["report", "DIR/none"]),
        ("bad_period", &[("e.csv", header)], &["report", "DIR/e.csv", "--period", "2022-13"]),
        ("bad_standard", &[("e.csv", header)], &["report", "DIR/e.csv", "--standard", "dong-thap"]),
        ("bad_rule", &[("e.csv", header)], &["report", "DIR/e.csv", "--rule", "counted=maybe"]),
        ("bad_option", &[], &["report", "DIR", "--perod", "2022"]),
        ("bad_value", &[], &["report", "DIR", "--by", "units", "--lang", "en"]),
        (
            "bad_expression",
            &[("e.csv", header), ("r/indicators/mine.toml", BROKEN_INDICATOR.as_bytes())],
            &["report", "DIR/e.csv", "--rules", "DIR/r"],
        ),
    ];
    for (name, files, arguments) in cases {
        let run = run_on(files, arguments);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{name}: {}", run.stderr);
        assert_snapshot!(format!("error_{name}"), run.stderr);
    }
}

const BROKEN_INDICATOR: &str = "[[indicator]]\nid = \"mine\"\nkind = \"rate\"\nevent = \"received\"\namong = \"TRUE\"\n\
    counts = \"receipt_chanel = 'online'\"\ntitle = { vi = \"x\", en = \"x\" }\nshort = { vi = \"x\", en = \"x\" }\n\
    formula = { vi = \"x\", en = \"x\" }\nlegal = { vi = \"x\", en = \"x\" }\n";

#[test]
fn an_indicator_is_added_by_data_alone() {
    let indicator =
        BROKEN_INDICATOR.replace("receipt_chanel = 'online'", "field = 'ĐẤT ĐAI' AND receipt_channel <> 'online'");
    let exported = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Lĩnh vực,Hình thức nộp\n1,Xã A,10,01/08/2022,Đất đai,1\n2,Xã A,10,01/08/2022,Đất đai,2\n3,Xã A,10,01/08/2022,Hộ tịch,1\n";
    let files: [(&str, &[u8]); 2] = [("e.csv", exported.as_bytes()), ("r/indicators/mine.toml", indicator.as_bytes())];
    let run = run_on(&files, &["report", "DIR/e.csv", "--rules", "DIR/r", "--format", "json"]);
    let document = run.json();
    let figure = crate::support::figure(&document, "mine", "all", None);
    assert_eq!((&figure["numerator"], &figure["denominator"]), (&1.into(), &3.into()));
}

#[test]
fn lists_and_explanations() {
    assert_snapshot!("indicators", cchc(["indicators"]).snapshot());
    assert_snapshot!("indicators_open_late", cchc(["indicators", "open_late", "--lang", "en"]).snapshot());
    assert_snapshot!("indicators_unknown", cchc(["indicators", "online_rat"]).snapshot());
    assert_snapshot!("standards", cchc(["standards"]).snapshot());
    assert_snapshot!("standards_dong_thap", cchc(["standards", "dong-thap-2022"]).snapshot());
    assert_snapshot!("procedures_ba_be", cchc(["procedures", "sample-data/ba-be-2022"]).snapshot());
    assert_snapshot!(
        "procedures_muong_ang_en",
        cchc(["procedures", "sample-data/muong-ang-2021", "--lang", "en"]).snapshot()
    );
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = cchc(["completions", shell]);
        assert!(run.code == 0 && run.stdout.contains("procedures"), "{shell}");
    }
}

#[test]
fn outputs_are_written_whole_and_the_same_twice() {
    let folder = folder(&[]);
    let out = folder.path().join("out");
    let run = || cchc(["report", "sample-data/muong-ang-2021", "--out", out.to_str().unwrap(), "--format", "csv"]);
    let read =
        || files_below(&out).into_iter().map(|(name, path)| (name, std::fs::read(path).unwrap())).collect::<Vec<_>>();
    let first = run();
    assert_eq!(first.code, 0, "{}", first.stderr);
    let before = read();
    assert_eq!(run().code, 0);
    assert!(before == read(), "the same inputs and rules give the same bytes");
    let names: Vec<&str> = before.iter().map(|(name, _)| name.as_str()).collect();
    for name in [
        "figures.csv",
        "figures.json",
        "report.md",
        "rejected.csv",
        "manifest.json",
        "charts/online_rate-commune.svg",
        "charts/online_rate-by-month.png",
    ] {
        assert!(names.contains(&name), "{name} of {names:?}");
    }
    let content = |wanted: &str| &before.iter().find(|(name, _)| name == wanted).unwrap().1;
    assert!(content("figures.csv").starts_with(b"\xef\xbb\xbfperiod,"), "opened in a spreadsheet program on Windows");
    assert_eq!(content("figures.csv")[3..], *first.stdout.as_bytes());
    let manifest: serde_json::Value = serde_json::from_slice(content("manifest.json")).unwrap();
    for output in manifest["outputs"].as_array().unwrap() {
        let hash = blake3::hash(content(output["path"].as_str().unwrap())).to_hex().to_string();
        assert_eq!(output["blake3"], hash.as_str());
    }
    let account = &manifest["account"];
    let number = |key: &str| account[key].as_u64().unwrap();
    assert_eq!(number("records"), number("accepted") + number("rejected") + number("superseded"));
    // A later run that fails leaves them as they were.
    let failed = cchc(["report", "sample-data/none", "--out", out.to_str().unwrap()]);
    assert_eq!(failed.code, 2);
    assert!(before == read());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside the folder");
}

#[test]
fn a_folder_that_cannot_be_written_fails_before_the_work() {
    let folder = folder(&[("file", b""), ("mine/letter.docx", b"")]);
    for (place, key) in [("file/out", "không ghi được"), ("file", "không phải thư mục"), ("mine", "letter.docx")]
    {
        let out = folder.path().join(place);
        let run = cchc(["report", "sample-data/muong-ang-2021", "--out", out.to_str().unwrap()]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""));
        assert!(run.stderr.contains(key), "{}", run.stderr);
    }
}

#[test]
fn json_keeps_its_schema() {
    let schema = std::fs::read_to_string(crate::support::root().join("schema/figures.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let runs: [&[&str]; 6] = [
        &["sample-data/sa-dec-2022"],
        &["sample-data/muong-ang-2021", "--compare", "previous", "--compare", "2021-Q1"],
        &["sample-data/ba-be-2022", "--by", "field"],
        &["sample-data/ba-be-2022", "--by", "procedure", "--lang", "en"],
        &["sample-data/ba-be-2022", "--by", "month", "--compare", "last-year"],
        &["sample-data/ba-be-2022", "--period", "1999"],
    ];
    for arguments in runs {
        let run = cchc(["report", "--format", "json", "--quiet"].iter().chain(arguments));
        let errors: Vec<_> = validator.iter_errors(&run.json()).map(|error| error.to_string()).collect();
        assert_eq!(errors, [""; 0], "{arguments:?}");
        for line in run.stdout.lines().filter(|line| line.contains("\"indicator\":")) {
            let percent = line.split("\"percent\":").nth(1).and_then(|rest| rest.split(',').next()).unwrap();
            assert!(
                percent == "null" || percent.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 2),
                "{line}"
            );
        }
    }
}

#[test]
fn json_and_csv_say_the_same() {
    let arguments =
        ["report", "sample-data/muong-ang-2021", "--by", "month", "--compare", "last-year", "--quiet", "--format"];
    let json = cchc(arguments.iter().chain(&["json"])).json();
    let table = cchc(arguments.iter().chain(&["csv"])).stdout;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let figures = json["figures"].as_array().unwrap();
    let mut rows = 0;
    for (row, figure) in reader.records().map(Result::unwrap).zip(figures) {
        rows += 1;
        for (header, cell) in headers.iter().zip(&row) {
            let value = match header {
                "period" => format!(
                    "{}..{}",
                    figure["period"]["from"].as_str().unwrap(),
                    figure["period"]["to"].as_str().unwrap()
                ),
                header => match &figure[header] {
                    serde_json::Value::Null => String::new(),
                    serde_json::Value::String(text) => text.clone(),
                    number => number.to_string(),
                },
            };
            let same = value == cell || (!cell.is_empty() && value.parse::<f64>().ok() == cell.parse::<f64>().ok());
            assert!(same, "{header}: {value} {cell}");
        }
    }
    assert_eq!(rows, figures.len());
}

#[test]
fn figures_that_do_not_add_up_are_not_given_out() {
    let events = std::fs::read_to_string(crate::support::root().join("rules/events.toml")).unwrap();
    let broken = events.replace("parts = [\"settled\", \"open\"]", "parts = [\"settled\"]");
    assert_ne!(events, broken);
    let folder = folder(&[("r/events.toml", broken.as_bytes())]);
    let run = cchc(["report", "sample-data/ba-be-2022", "--rules", folder.path().join("r").to_str().unwrap()]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("handled") && run.stderr.contains("settled"), "{}", run.stderr);
}

/// The commands of the README that name sample data, or what these write to `results/`, run as they are written there.
#[test]
fn the_commands_of_the_readme_run() {
    let readme = std::fs::read_to_string(crate::support::root().join("README.md")).unwrap();
    let mut count = 0;
    let results = folder(&[]);
    let place = |word: &str| match word.strip_prefix("results/") {
        Some(name) => results.path().join(name).to_str().unwrap().to_owned(),
        None => word.to_owned(),
    };
    let is_run = |line: &&str| line.starts_with("cchc ") && (line.contains("sample-data") || line.contains("results/"));
    for line in readme.lines().filter(is_run) {
        let command = line.split(['#', '|', '>']).next().unwrap();
        if command.contains("my-thresholds") {
            continue;
        }
        count += 1;
        let words: Vec<&str> = command.split_whitespace().collect();
        let written = words.windows(2).filter(|pair| matches!(pair[0], "--out" | "-o")).map(|pair| pair[1]);
        assert!(written.into_iter().all(|path| path.starts_with("results/")), "{command} writes into the repository");
        let run = cchc(command.split_whitespace().skip(1).map(place));
        assert!(matches!(run.code, 0 | 1), "{command}: {}", run.stderr);
    }
    assert!(count >= 4, "{count} commands");
    let block = readme.split("A standard of your own:").nth(1).unwrap().split("```").nth(1).unwrap();
    let folder = folder(&[("my-thresholds.toml", block.trim_start_matches("toml").as_bytes())]);
    let standard = folder.path().join("my-thresholds.toml");
    let run =
        cchc(["check", "sample-data/ba-be-2022", "--standard", standard.to_str().unwrap(), "--max-rejected", "6"]);
    assert!(matches!(run.code, 0 | 1), "{}", run.stderr);
}

/// The recipe of CONTRIBUTING works when it is copied.
#[test]
fn the_indicator_of_the_contributing_guide_loads() {
    let guide = std::fs::read_to_string(crate::support::root().join("CONTRIBUTING.md")).unwrap();
    let block = guide.split("```toml").nth(1).unwrap().split("```").next().unwrap();
    let folder = folder(&[("r/indicators/mine.toml", block.as_bytes())]);
    let run = cchc(["indicators", "land_online_rate", "--rules", folder.path().join("r").to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}
