//! `cchc validate`, `cchc init` and `cchc profiles`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::fs;

use super::runs::{assert_rejected, checked, checked_text, checked_with, list, units};
use crate::support::{cchc, files_below, folder};

const HEAD: &str = "Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Ngày trả kết quả\n";

/// A list of one odd dossier and two good ones.
fn odd(row: &str) -> String {
    format!(
        "{HEAD}H1-8;Xã A;10;01/08/2022;05/08/2022;04/08/2022;05/08/2022\n{row}\nH1-9;Xã A;4;19/08/2022;25/08/2022;;\n"
    )
}

#[test]
fn nothing_is_found_in_a_good_list() {
    let checked = checked_text(&odd("H1-1;Xã A;10;01/08/2022;05/08/2022;04/08/2022;05/08/2022"));
    assert_eq!(checked.code, 0);
    assert!(checked.only()["findings"].as_array().unwrap().is_empty(), "{}", checked.only()["findings"]);
    assert_eq!((checked.account(), checked.units()), ([3, 3, 0, 0], units(&[("Xã A", 3)])));
}

#[test]
fn doubts_about_single_dossiers() {
    for (id, severity, row) in [
        ("due_before_received", "warning", "H1-1;Xã A;4;05/08/2022;01/08/2022;;"),
        ("returned_before_finished", "warning", "H1-1;Xã A;10;01/08/2022;05/08/2022;04/08/2022;03/08/2022"),
        ("final_without_day", "warning", "H1-1;Xã A;10;01/08/2022;05/08/2022;;"),
        ("settled_but_not_final", "warning", "H1-1;Xã A;4;01/08/2022;05/08/2022;04/08/2022;"),
        ("code_day_differs", "information", "H1.1-220802-0001;Xã A;4;01/08/2022;05/08/2022;;"),
        ("outside_calendar", "warning", "H1-1;Xã A;4;01/08/2001;05/08/2022;;"),
    ] {
        let checked = checked_text(&odd(row));
        assert_eq!(checked.finding(id), Some((severity, 1)), "{id}: {}", checked.only()["findings"]);
        assert_eq!(checked.account(), [3, 3, 0, 0], "{id}: a doubt rejects nothing");
        assert_eq!(checked.code, 0, "{id}: warnings do not count");
    }
}

#[test]
fn finished_before_received_is_rejected() {
    let checked = checked_text(&odd("H1-1;Xã A;10;05/08/2022;09/08/2022;04/08/2022;"));
    assert_eq!(checked.account(), [3, 2, 1, 0]);
    assert_rejected(&checked, "3", "finished_before_received");
}

#[test]
fn days_after_that_of_the_export_are_errors() {
    let text = odd("H1-1;Xã A;4;20/09/2022;25/09/2022;;");
    let checked = checked("xuat-2022-08-31.csv", text.as_bytes());
    assert_eq!(checked.finding("future"), Some(("error", 1)));
    assert_eq!(checked.code, 1);
    assert_eq!(checked_text(&text).finding("future"), None, "no day of the export is known");
}

#[test]
fn a_code_that_comes_again_within_a_list_is_told() {
    let checked = checked_text(&odd("h1-9 ;Xã A;4;01/08/2022;05/08/2022;;"));
    assert_eq!((checked.finding("duplicate"), checked.account()), (Some(("warning", 1)), [3, 2, 0, 1]));
}

#[test]
fn units_and_procedures_outside_their_registers() {
    let export = "Mã hồ sơ;Đơn vị;Mã TTHC;Trạng thái;Ngày nhận\n1;UBND xã A;1.000001;4;01/08/2022\n2;Xã lạ;1.000002;4;01/08/2022\n3;Xã B;1.00000;4;01/08/2022\n";
    let files: [(&str, &[u8]); 4] = [
        ("cchc.toml", b"units = \"units.csv\"\nprocedures = \"procedures.csv\"\nexports = [\"e.csv\"]\n"),
        ("units.csv", "code,name,level,parent,aliases,valid_from,valid_to\n001,Xã A,commune,,,,\n002,Xã B,commune,,,2022-08-02,\n".as_bytes()),
        ("procedures.csv", "code,name,field,level,service_level,valid_from,valid_to,replaced_by,repealed_by\n1.000001,Thủ tục mẫu 1,Chứng thực,commune,full,2021-01-01,,,\n1.000000,Thủ tục mẫu 2,Chứng thực,commune,full,2021-01-01,,,\n".as_bytes()),
        ("e.csv", export.as_bytes()),
    ];
    let checked = checked_with(&files, &[]);
    assert_eq!(checked.finding("unknown_unit"), Some(("warning", 1)));
    assert_eq!(checked.finding("unit_not_valid"), Some(("warning", 1)));
    assert_eq!(checked.finding("unknown_procedure"), Some(("warning", 1)));
    let said = checked.document.to_string();
    assert!(said.contains("Xã lạ") && said.contains("1.000002"), "{said}");
}

#[test]
fn a_district_list_that_holds_its_communes_dossiers_is_told() {
    let district = list(&[
        ["H1-1", "Huyện X", "01/08/2022"],
        ["H1-2", "Huyện X", "01/08/2022"],
        ["H1-3", "Huyện X", "02/08/2022"],
    ]);
    let commune = list(&[["H1-1", "Xã A", "01/08/2022"], ["H1-2", "Xã A", "01/08/2022"]]);
    let checked = checked_with(&[("a.csv", district.as_bytes()), ("b.csv", commune.as_bytes())], &[]);
    assert_eq!(checked.finding("district_contains_communes"), Some(("warning", 2)));
    assert_eq!(checked.document["dossiers"], 3, "each counts once");
}

#[test]
fn exit_codes() {
    let (good, odd, bad) = (
        list(&[["H1-1", "Xã A", "01/08/2022"]]),
        list(&[["H1-1", "Xã A", "01/08/2022"], ["H1-2", "Xã A", "02/09/2022"]]),
        list(&[["H1-1", "Xã A", "01/08/2022"], ["H1-2", "Xã A", "31/02/2022"]]),
    );
    let folder = folder(&[
        ("good.csv", good.as_bytes()),
        ("odd-2022-08-31.csv", odd.as_bytes()),
        ("bad.csv", bad.as_bytes()),
        ("none.csv", b""),
    ]);
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for format in ["text", "json", "junit", "github"] {
        let code = |name: &str| cchc(["validate", &path(name), "--format", format]).code;
        assert_eq!(["good.csv", "odd-2022-08-31.csv", "none.csv", "bad.csv"].map(code), [0, 1, 2, 3], "{format}");
    }
    assert_eq!(cchc(["validate", &path("bad.csv"), "--max-rejected", "1"]).code, 0);
    assert_eq!(cchc(["validate", &path("missing.csv")]).code, 2);
    assert_eq!(cchc(["validate"]).code, 2);
}

#[test]
fn formats_are_well_formed_and_say_what_was_found() {
    let text = odd("H1-1;Xã A;4;05/08/2022;01/08/2022;;").replace("Xã A", "Xã \"A\" & <B>");
    let folder =
        folder(&[("e & <f>.csv", text.as_bytes()), ("g.csv", list(&[["H1-1", "Xã C", "31/02/2022"]]).as_bytes())]);
    let path = folder.path().to_str().unwrap();
    let run = |format: &str| cchc(["validate", path, "--format", format, "--lang", "en"]).stdout;
    let junit = run("junit");
    let document = roxmltree::Document::parse(&junit).unwrap();
    let suites = |name: &str| document.descendants().filter(|node| node.has_tag_name(name)).count();
    assert_eq!((suites("testsuite"), suites("failure")), (2, 1), "one error; warnings are no failures: {junit}");
    let github = run("github");
    assert!(github.lines().any(|line| line.starts_with("::error file=")), "{github}");
    assert!(github.lines().any(|line| line.starts_with("::warning file=")), "{github}");
    let json: serde_json::Value = serde_json::from_str(&run("json")).unwrap();
    assert_eq!(json["lists"].as_array().unwrap().len(), 2);
    let said = run("text");
    assert!(said.contains("1 dossier is due before it was received") && said.contains("not a date"), "{said}");
}

#[test]
fn init_proposes_and_writes_only_when_told_to_and_never_over_anything() {
    let text = "Mã hồ sơ;Tên cơ quan giải quyết;Trạng thái;Ngày nhận;Người nộp\nH1-1;Xã A;Đang xử lý;01/08/2022;MARKEDNAME\nH1-2;Xã B;Đang xử lý;02/08/2022;MARKEDNAME\n";
    let folder = folder(&[("e.csv", text.as_bytes())]);
    let path = folder.path().to_str().unwrap();
    let names = || files_below(folder.path()).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    let proposed = cchc(["init", path]);
    assert_eq!(proposed.code, 0, "{}", proposed.stderr);
    assert!(proposed.stdout.contains("cchc.toml") && !proposed.stdout.contains("MARKEDNAME"), "{}", proposed.stdout);
    assert_eq!(names(), ["e.csv"]);
    assert_eq!(cchc(["init", path, "--write"]).code, 0);
    let written = files_below(folder.path());
    assert!(names().contains(&"cchc.toml".to_owned()), "{:?}", names());
    let contents: Vec<_> = written.iter().map(|(_, path)| fs::read(path).unwrap()).collect();
    let again = cchc(["init", path, "--write"]);
    assert_eq!(again.code, 2, "{}", again.snapshot());
    assert_eq!(files_below(folder.path()), written);
    assert!(written.iter().zip(&contents).all(|((_, path), content)| fs::read(path).unwrap() == *content));
    // What was proposed can be used as it stands, or says what is missing.
    let used = cchc(["validate", path]);
    assert!([0, 1, 2].contains(&used.code) && !used.stderr.contains("cchc.toml:"), "{}", used.snapshot());
}

/// The profile that was proposed read fewer forms of dates than the list was read in without it: of four records three were lost.
#[test]
fn a_proposed_profile_reads_every_date_that_is_read_without_it() {
    let dates =
        ["01.07.2022", "2022/07/02", "2022-07-03T08:00:00", "04/07/2022", "5/7/2022 8:05:00", "06-07-2022", "44749"];
    let list = |status: &str| {
        let rows = dates
            .iter()
            .enumerate()
            .map(|(number, day)| format!("H1-{number};Xã A;Đã trả kết quả;{day};{day};{day}\n"));
        format!("Mã hồ sơ;Đơn vị tiếp nhận;{status};Ngày tiếp nhận;Ngày hẹn trả;Ngày có kết quả\n")
            + &rows.collect::<String>()
    };
    let counted = |path: &str| {
        let run = cchc(["report", path, "--period", "2022-07", "--format", "json", "--quiet"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.json()["inputs"][0]["accepted"].as_u64()
    };
    let before = folder(&[("x-2022-08-03.csv", list("Trạng thái").as_bytes())]);
    assert_eq!(counted(before.path().to_str().unwrap()), Some(7));
    let after = folder(&[("x-2022-08-03.csv", list("Kết quả xử lý HS").as_bytes())]);
    let path = after.path().to_str().unwrap();
    assert_eq!(cchc(["init", path, "--write"]).code, 0);
    assert_eq!(counted(path), Some(7));
    assert!(cchc(["validate", path, "--format", "json"]).json()["lists"][0]["profile"] == "own");
}

/// The month of the file's name was proposed as the period, the profile that was written was not named, and the next run said
/// of it that it is of no kind that is read.
#[test]
fn init_proposes_the_month_of_the_dossiers_and_names_all_that_it_writes() {
    let row = |(number, day): (usize, &str)| format!("H1-{number};Xã A;Đã trả kết quả;{day};31/08/2022\n");
    let days = ["30/06/2022", "01/07/2022", "15/07/2022", "02/08/2022", "31/07/2022"];
    let text = "Mã hồ sơ;Đơn vị tiếp nhận;Kết quả xử lý HS;Ngày tiếp nhận;Ngày hẹn trả\n".to_owned()
        + &days.into_iter().enumerate().map(row).collect::<String>();
    for lang in ["vi", "en"] {
        let folder = folder(&[("x-2022-08-03.csv", text.as_bytes())]);
        let path = folder.path().to_str().unwrap();
        let run = cchc(["init", path, "--write", "--lang", lang]);
        assert!(run.stdout.contains("# period = \"2022-07\"\n"), "{}", run.stdout);
        assert!(run.stderr.contains(" cchc.toml, rules/profiles/own.toml "), "{}", run.stderr);
        let said = cchc(["validate", path, "--lang", lang]);
        assert!(said.stdout.contains("Xã A") && !said.stdout.contains("own.toml"), "{}", said.stdout);
        let both = cchc(["validate", path, with_a_list().path().to_str().unwrap(), "--lang", lang]);
        assert!(both.stdout.contains("Xã A") && !both.stdout.contains("own.toml"), "{}", both.stdout);
        fs::write(folder.path().join("own.toml"), "").unwrap();
        let said = cchc(["validate", path, "--lang", lang]).stdout;
        assert!(said.contains("own.toml") && !said.contains("rules/"), "what is no rule file is told: {said}");
    }
}

/// A folder with a list of its own.
fn with_a_list() -> tempfile::TempDir {
    folder(&[("y.csv", list(&[["H2-1", "Xã A", "01/08/2022"]]).as_bytes())])
}

#[test]
fn profiles_are_listed_shown_and_tested() {
    let listed = cchc(["profiles"]);
    let lines = listed.stdout.lines().count();
    assert_eq!(listed.code, 0);
    assert!(
        ["common", "commune-one-stop", "district-one-stop"].iter().all(|id| listed.stdout.contains(id)) && lines >= 3
    );
    let shown = cchc(["profiles", "commune-one-stop"]);
    assert!(
        shown.stdout.contains("yyyyMMddHHmmss") && shown.stdout.to_lowercase().contains("mahoso"),
        "{}",
        shown.stdout
    );
    assert_eq!(cchc(["profiles", "none-such"]).code, 2);
    let folder = folder(&[("e.csv", list(&[["H1-1", "Xã A", "01/08/2022"]]).as_bytes())]);
    let path = folder.path().join("e.csv");
    let tested = cchc(["profiles", "--test", path.to_str().unwrap()]);
    assert!(tested.code == 0 && tested.stdout.contains("✓ common"), "{}", tested.stdout);
    let one = cchc(["profiles", "district-one-stop", "--test", path.to_str().unwrap()]);
    assert!(
        one.code == 0 && one.stdout.contains("district-one-stop") && !one.stdout.contains("✓ common"),
        "{}",
        one.stdout
    );
}

/// `1 dossiers are`, `required columns were not found: Status.`, and a way out that could not help.
#[test]
fn messages_agree_with_their_number_and_fit_what_is_missing() {
    let one = odd("H1-1;Xã A;10;01/08/2022;05/08/2022;;");
    let two = one.clone() + "H1-2;;10;01/08/2022;05/08/2022;;\nH1-3;Xã A;;32/08/2022;05/08/2022;;\n";
    let said = |text: &str, lang: &str| {
        let folder = folder(&[("e-2022-08-31.csv", text.as_bytes())]);
        let run = cchc(["validate", folder.path().to_str().unwrap(), "--lang", lang]);
        run.stdout + &run.stderr
    };
    assert!(
        said(&one, "en")
            .contains("1 dossier is done or returned by status but has no finish date, so it counts as open")
    );
    assert!(
        said(&two, "en")
            .contains("2 dossiers are done or returned by status but have no finish date, so they count as")
    );
    for lang in ["vi", "en"] {
        let no_unit = if lang == "vi" { "(không ghi đơn vị) (1)" } else { "(no unit given) (1)" };
        assert!(said(&two, lang).contains(no_unit), "{}", said(&two, lang));
    }
    assert!(said(&two, "vi").contains("1 bản ghi bị loại: ngày tháng sai. Sửa ngày"), "{}", said(&two, "vi"));
    let folder = folder(&[("e.csv", one.as_bytes())]);
    let report = cchc(["report", folder.path().to_str().unwrap(), "--format", "md", "--lang", "en"]).stdout;
    assert!(report.contains("The columns Fees and charges; Online payment are missing in 1 file: "), "{report}");
    assert!(report.contains("The column Receipt channel is missing in 1 file: "), "{report}");
    let lacking = |header: &str, lang: &str| said(&one.replace(header, "Khác"), lang);
    let status = lacking("Trạng thái", "en");
    assert!(status.contains("the required column was not found: Status.") && !status.contains("unit ="), "{status}");
    assert!(!lacking("Trạng thái", "vi").contains("unit ="));
    for (lang, way) in [("vi", "Tệp chỉ của một đơn vị: ghi `unit ="), ("en", "For an export of one unit: `unit =")]
    {
        assert!(lacking("Đơn vị", lang).contains(way), "{}", lacking("Đơn vị", lang));
    }
}

/// A header that no rule knows refused the file, and nothing said that `cchc init` proposes what is needed.
#[test]
fn a_missing_required_column_names_the_way_out_and_the_way_leads_out() {
    let row = |number: u32| format!("H1-{number:04};Xã A;10;{:02}/08/2022;30/08/2022;31/08/2022\n", number % 28 + 1);
    let text = "Mã hồ sơ;Đơn vị;Trạng thái;Ngày vào sổ;Ngày hẹn trả;Ngày kết thúc xử lý\n".to_owned()
        + &(0..60).map(row).collect::<String>();
    let folder = folder(&[("e.csv", text.as_bytes())]);
    let path = folder.path().to_str().unwrap();
    for (lang, said) in [("vi", "chạy `cchc init`"), ("en", "`cchc init` with this file")] {
        let run = cchc(["report", path, "--lang", lang]);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains(said) && run.stderr.contains("--write"), "{}", run.stderr);
    }
    assert_eq!(cchc(["init", path, "--write"]).code, 0);
    let run = cchc(["report", path, "--period", "2022-08", "--format", "json", "--quiet"]);
    assert_eq!((run.code, run.json()["inputs"][0]["accepted"].as_u64()), (0, Some(60)), "{}", run.stderr);
}

/// Records that repeat a code within a list were counted, and nothing told which they are.
#[test]
fn records_that_repeat_a_code_within_a_list_are_listed_by_their_lines() {
    // Line 3 is rejected; the record of line 4 goes on in line 5; a code is one whatever its capitals and blanks.
    let first = format!(
        "{HEAD}H1-1;Xã A;4;01/08/2022;05/08/2022;;\nH1-8;Xã A;4;32/08/2022;05/08/2022;;\n\
         H1-2;\"Xã\nA\";4;02/08/2022;05/08/2022;;\nh1 -1;Xã A;4;03/08/2022;05/08/2022;;\n\
         H1-3;Xã A;4;03/08/2022;05/08/2022;;\nH1-2;Xã A;4;03/08/2022;05/08/2022;;\nH1-1;Xã A;4;03/08/2022;05/08/2022;;\n"
    );
    let second = format!("{HEAD}H1-3;Xã A;4;01/08/2022;05/08/2022;;\nH1-9;Xã A;4;01/08/2022;05/08/2022;;\n");
    let folder = folder(&[("a-2022-08-05.csv", first.as_bytes()), ("a-2022-08-04.csv", second.as_bytes())]);
    let path = folder.path().to_str().unwrap();
    let out = folder.path().join("out");
    let run = cchc(["validate", path, "--out", out.to_str().unwrap(), "--lang", "en", "--max-rejected", "9"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stdout.contains("3 records repeat a dossier code within the list") && run.stdout.contains("duplicates.csv")
    );
    let text = fs::read_to_string(out.join("duplicates.csv")).unwrap();
    let rows: Vec<String> =
        text.lines().skip(1).map(|row| row.split(",\"Compare").next().unwrap().to_owned()).collect();
    assert_eq!(rows, ["a-2022-08-05.csv,,2,6", "a-2022-08-05.csv,,4,8", "a-2022-08-05.csv,,6,9"]);
    assert!(!text.contains("H1-"), "a dossier's code leads to its citizen");
    let run = cchc(["report", path, "--period", "2022-08", "--lang", "vi"]);
    assert!(run.stdout.replace(['\n', ' '], "").contains("cchcvalidate--outTHƯ-MỤC"), "{}", run.stdout);
}
