//! Dates in every form in which running systems and spreadsheet programs write them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use super::runs::{assert_rejected, checked, checked_text, checked_with, fixture, list, refused};
use crate::support::{cchc, folder};

/// The day that a text is read as, and by which rule if it was repaired.
fn read(text: &str) -> (String, Vec<String>) {
    let checked = checked_text(&list(&[["H1-1", "Xã A", text]]));
    assert_eq!(checked.account(), [1, 1, 0, 0], "{text}: {:?}", checked.rejected);
    (checked.received()[0].clone(), checked.repairs.iter().map(|repair| repair[4].clone()).collect())
}

#[test]
fn every_form_of_running_systems() {
    let texts = [
        "19/08/2022",
        "19/08/2022 07:30",
        "19/08/2022 07:30:59",
        "19/8/2022",
        "19/8/2022 7:05",
        "19-08-2022",
        "19-08-2022 07:30:00",
        "19.08.2022",
        "2022-08-19",
        "2022/08/19",
        "2022-08-19 23:59",
        "2022-08-19 23:59:59",
        "2022-08-19T00:00:00",
        "2022-08-19 00:00:00.0",
        "2022-08-19T07:30:00.123",
        "20220819",
        "20220819073000",
        "07:30 19/08/2022",
        "07:30:59 19/08/2022",
        "19/08/2022 7:30:00 SA",
        "19/08/2022 11:30:00 CH",
        "19/08/2022 11:30 PM",
    ];
    for text in texts {
        assert_eq!(read(text), ("2022-08-19".to_owned(), vec![]), "{text}");
    }
}

#[test]
fn times_of_another_offset_are_moved_to_the_local_day_and_told() {
    // Midnight in Hà Nội is 17:00 UTC of the day before.
    for text in [
        "2022-08-18T17:00:00Z",
        "2022-08-18T17:00:00.000+0000",
        "2022-08-18T23:59:59.999Z",
        "2022-08-18T17:00:00+00:00",
    ] {
        assert_eq!(read(text), ("2022-08-19".to_owned(), vec!["local_day".to_owned()]), "{text}");
    }
    for text in [
        "2022-08-19T16:59:59Z",
        "2022-08-19T00:00:00+07:00",
        "2022-08-19T00:00:00.000+0700",
        "2022-08-19T01:00:00.000+0000",
    ] {
        assert_eq!(read(text), ("2022-08-19".to_owned(), vec![]), "{text}");
    }
    // The last hours of a year belong to the next one.
    assert_eq!(read("2022-12-31T17:00:00.000+0000").0, "2023-01-01");
}

#[test]
fn day_numbers_of_spreadsheet_programs() {
    for text in ["44792", "44792.75", "44792,75", "44792.0"] {
        assert_eq!(read(text), ("2022-08-19".to_owned(), vec!["serial".to_owned()]), "{text}");
    }
    // The leap day of 1900 that never was shifts no day of ours: 36526 is 1 January 2000, 36585 the 29th of February.
    assert_eq!(read("36526").0, "2000-01-01");
    assert_eq!(read("36585").0, "2000-02-29");
}

#[test]
fn day_numbers_from_1904_when_the_user_says_so() {
    let export = list(&[["H1-1", "Xã A", "43330"]]);
    let project = b"[[export]]\npath = \"e.csv\"\ndates = [\"serial-1904\"]\n";
    let checked = checked_with(&[("e.csv", export.as_bytes()), ("cchc.toml", project)], &[]);
    assert_eq!(checked.received()[0], "2022-08-19");
}

#[test]
fn date_cells_of_both_systems() {
    for name in ["dossiers.xlsx", "dossiers-1904.xlsx", "dossiers.xls", "dossiers.ods"] {
        let checked = checked(name, &fixture(name));
        assert_eq!(checked.received(), ["2022-08-01", "2022-08-20"], "{name}");
        assert_eq!(checked.repaired("serial"), 0, "{name}: a date cell says itself that it is one");
    }
}

#[test]
fn what_is_no_day_is_rejected_never_guessed() {
    let wrong = [
        "19/08/22",
        "19-8-22",
        "31/02/2022",
        "29/02/2022",
        "00/08/2022",
        "19/00/2022",
        "19/08/0022",
        "19/08/1894",
        "19/08/2122",
        "20220832",
        "2022-13-01",
        "2022-02-30T00:00:00",
        "19/08/2022 24:00",
        "19/08/2022 07:60",
        "08/2022",
        "19/08",
        "ngày 19",
        "19/08/2022x",
        "1234",
        "99999999",
        "19/08/2022 - 20/08/2022",
        "19 Aug 2022",
    ];
    for text in wrong {
        let checked = checked_text(&list(&[["H1-1", "Xã A", text], ["H1-2", "Xã A", "18/08/2022"]]));
        assert_eq!(checked.account(), [2, 1, 1, 0], "{text}");
        assert_rejected(&checked, "2", "date");
    }
}

#[test]
fn forms_may_be_mixed_in_a_column() {
    let days =
        ["19/08/2022", "2022-08-20", "20220821073000", "44795", "23/08/2022 07:30", "2022-08-23T17:00:00Z", "9/8/2022"];
    let codes: Vec<String> = (0..days.len()).map(|n| format!("H1-{n}")).collect();
    let rows: Vec<[&str; 3]> = codes.iter().zip(days).map(|(code, day)| [code.as_str(), "Xã A", day]).collect();
    let checked = checked_text(&list(&rows));
    assert_eq!(checked.account(), [7, 7, 0, 0]);
    assert_eq!(checked.received(), ["2022-08-09", "2022-08-24"]);
    assert_eq!((checked.repaired("serial"), checked.repaired("local_day")), (1, 1));
}

/// Both readings of the first doubtful date are shown, and what to do about it.
fn assert_swapped(said: &str, readings: &[&str]) {
    assert!(said.contains("day and month have changed places") && said.contains("M/d/yyyy"), "{said}");
    for reading in readings {
        assert!(said.contains(reading), "{reading} of {said}");
    }
}

#[test]
fn month_first_dates_beside_day_first_ones_are_refused() {
    let rows = [
        ["H1-1", "Xã A", "01/08/2022"],
        ["H1-2", "Xã A", "19/08/2022"],
        ["H1-3", "Xã A", "08/20/2022"],
        ["H1-4", "Xã A", "08/21/2022"],
    ];
    assert_swapped(
        &refused(&[("e.csv", list(&rows).as_bytes())]),
        &["4: – | 20/08/2022", "2: 01/08/2022 | 08/01/2022"],
    );
}

#[test]
fn a_column_that_is_month_first_throughout_is_refused_until_the_user_says_so() {
    let rows = [["H1-1", "Xã A", "8/1/2022"], ["H1-2", "Xã A", "8/19/2022"], ["H1-3", "Xã A", "8/20/2022"]];
    let export = list(&rows);
    assert_swapped(&refused(&[("e.csv", export.as_bytes())]), &["3: – | 19/08/2022"]);
    let project = b"[[export]]\npath = \"e.csv\"\ndates = [\"M/d/yyyy\"]\n";
    let checked = checked_with(&[("e.csv", export.as_bytes()), ("cchc.toml", project)], &[]);
    assert_eq!(
        (checked.account(), checked.received()),
        ([3, 3, 0, 0], ["2022-08-01", "2022-08-20"].map(str::to_owned))
    );
}

#[test]
fn low_days_in_date_cells_beside_high_days_in_texts_are_refused() {
    assert_swapped(
        &refused(&[("e.xlsx", &fixture("swapped.xlsx"))]),
        &["2: 08/01/2022 | 01/08/2022", "6: 19/08/2022 | –"],
    );
}

/// Of fifteen dossiers twelve would be counted in the wrong month.
#[test]
fn a_swap_is_seen_early_in_a_month_too() {
    let said = refused(&[("e.xlsx", &fixture("swapped-early.xlsx"))]);
    assert_swapped(&said, &["2: 08/01/2022 | 01/08/2022", "14: 13/08/2022 | –"]);
}

/// Without leading zeros the days of October to December have one figure or two: that is one way of writing, no swap.
#[test]
fn days_without_leading_zeros_are_no_swap() {
    let days =
        ["3/10/2022", "4/10/2022", "5/10/2022", "6/10/2022", "17/10/2022", "18/10/2022", "19/10/2022", "20/10/2022"];
    let codes: Vec<String> = (0..8).map(|n| format!("H1-{n}")).collect();
    let rows: Vec<[&str; 3]> = codes.iter().zip(days).map(|(code, day)| [code.as_str(), "Xã A", day]).collect();
    let checked = checked_text(&list(&rows));
    assert_eq!(checked.document["unread"], serde_json::json!([]));
    assert_eq!(
        (checked.account(), checked.received()),
        ([8, 8, 0, 0], ["2022-10-03", "2022-10-20"].map(str::to_owned))
    );
}

#[test]
fn low_days_as_day_numbers_beside_high_days_in_texts_are_refused() {
    // The same sheet saved as CSV: 44569 is 8 January 2022, which was 1 August before the program swapped it.
    let numbers = ["44569", "44600", "44628", "44659"];
    let days = ["19/08/2022", "20/08/2022", "21/08/2022", "22/08/2022"];
    let codes: Vec<String> = (0..8).map(|n| format!("H1-{n}")).collect();
    let rows: Vec<[&str; 3]> =
        codes.iter().zip(numbers.iter().chain(&days)).map(|(code, day)| [code.as_str(), "Xã A", *day]).collect();
    assert_swapped(&refused(&[("e.csv", list(&rows).as_bytes())]), &["08/01/2022 | 01/08/2022", "19/08/2022 | –"]);
}

#[test]
fn days_in_dossier_codes_give_a_swap_away() {
    let rows = [
        ["H1.1-220801-0001", "Xã A", "08/01/2022"],
        ["H1.1-220802-0002", "Xã A", "08/02/2022"],
        ["H1.1-220803-0003", "Xã A", "08/03/2022"],
    ];
    assert_swapped(&refused(&[("e.csv", list(&rows).as_bytes())]), &["2: 08/01/2022 | 01/08/2022"]);
}

#[test]
fn one_slip_of_the_pen_rejects_its_record_only() {
    let rows = [["H1-1", "Xã A", "19/08/2022"], ["H1-2", "Xã A", "08/20/2022"], ["H1-3", "Xã A", "21/08/2022"]];
    let checked = checked_text(&list(&rows));
    assert_eq!(checked.account(), [3, 2, 1, 0]);
    assert_rejected(&checked, "3", "date");
}

#[test]
fn a_swap_in_another_column_than_that_of_receipt_is_refused() {
    let text = "Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận;Ngày kết thúc xử lý\nH1-1;Xã A;10;01/08/2022;19/08/2022\n\
                H1-2;Xã A;10;02/08/2022;08/25/2022\nH1-3;Xã A;10;03/08/2022;08/26/2022\n";
    assert_swapped(&refused(&[("e.csv", text.as_bytes())]), &["Ngày kết thúc xử lý"]);
}

#[test]
fn a_form_of_dates_that_is_none_is_refused() {
    for form in ["dd/MM/yy", "M/d", "", "ngày"] {
        let project = format!("[[export]]\npath = \"e.csv\"\ndates = [\"{form}\"]\n");
        let export = list(&[["H1-1", "Xã A", "01/08/2022"]]);
        let said = refused(&[("e.csv", export.as_bytes()), ("cchc.toml", project.as_bytes())]);
        assert!(said.contains("cchc.toml"), "{said}");
    }
}

const OF_A_DISTRICT: &str =
    "Đơn vị tiếp nhận;Mã hồ sơ;Trạng thái;Ngày nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Hình thức tiếp nhận\n";

/// Twenty dossiers as a district's system lists them, with these days of receipt one after the other.
fn of_a_district(received: &[&str]) -> String {
    let row = |(number, day): (usize, &&str)| format!("Xã A;H1-{number};Đã xong;{day};20/08/2022;;Trực tiếp\n");
    OF_A_DISTRICT.to_owned() + &received.iter().cycle().take(20).enumerate().map(row).collect::<String>()
}

/// What `cchc validate` says of dates of other forms.
fn told(text: &str) -> Option<String> {
    let checked = checked_text(text);
    let findings = checked.only()["findings"].as_array().unwrap().clone();
    findings.iter().find(|one| one["id"] == "date_form").map(|one| one["text"].as_str().unwrap().to_owned())
}

/// All records of a district's list were rejected for dates that the profile does not know, and nothing said what stood there,
/// what is read, or what to do.
#[test]
fn dates_of_another_form_are_told_with_their_shape_and_what_reads_them() {
    let forms = "\"dd/MM/yyyy HH:mm\", \"dd/MM/yyyy\", \"dd/MM/yyyy HH:mm:ss\", \"d/M/yyyy H:mm\", \"d/M/yyyy\"";
    for (day, shape, form) in [
        ("2022-08-03", "`9999-99-99` ×20", Some("yyyy-MM-dd")),
        ("03-08-2022", "`99-99-9999` ×20", Some("dd-MM-yyyy")),
        ("2022-8-5", "`9999-9-9` ×20", Some("yyyy-M-d")),
        ("3.8.2022 7:05", "`9.9.9999 9:99` ×20", Some("d.M.yyyy H:mm")),
        ("3/8/22 10:00", "`9/9/99 99:99` ×20", None),
        ("3 tháng 8", "`9 a 9` ×20", None),
    ] {
        let said = told(&of_a_district(&[day])).unwrap();
        assert!(said.contains(&format!("«Ngày nhận» {shape}")) && said.contains("20 trên 20"), "{said}");
        assert!(said.contains("dd/MM/yyyy HH:mm; dd/MM/yyyy; "), "{said}");
        assert!(!said.contains(day), "{said}");
        match form {
            Some(form) => {
                assert!(said.contains(&format!("`dates = [{forms}, \"{form}\"]`")), "{said}");
                // The lines as they are given, for one who has no cchc.toml.
                let lines: Vec<&str> =
                    said.split('`').filter(|part| part.contains("export]]") || part.contains(" = ")).collect();
                let project = lines.into_iter().skip_while(|line| *line != "[[export]]").collect::<Vec<_>>().join("\n");
                assert!(project.starts_with("[[export]]\npath = \"e.csv\"\ndates = ["), "{project}");
                let export = of_a_district(&[day]);
                let files: [(&str, &[u8]); 2] = [("cchc.toml", project.as_bytes()), ("e.csv", export.as_bytes())];
                assert_eq!(checked_with(&files, &[]).account(), [20, 20, 0, 0], "{form}: what is said to do helps");
            }
            None => assert!(!said.contains("dates = ["), "{said}"),
        }
    }
    assert_eq!(told(&of_a_district(&["32/08/2022"])), None, "a wrong day of a form that is read");
    assert_eq!(told(&of_a_district(&["03/08/2022"])), None);
    let few = told(&of_a_district(&["03/08/2022", "04/08/2022", "2022-08-03", "05/08/2022"])).unwrap();
    assert!(few.contains("5 trên 20") && few.contains("dòng 4"), "{few}");
}

#[test]
fn dates_of_another_form_are_told_before_there_is_no_period_and_in_a_report() {
    let report = |text: String, arguments: &[&str]| {
        let folder = folder(&[("e.csv", text.as_bytes())]);
        cchc(["report", folder.path().to_str().unwrap(), "--lang", "en"].iter().chain(arguments))
    };
    let run = report(of_a_district(&["2022-08-03"]), &[]);
    assert_eq!(run.code, 2);
    let said = "20 of 20 records are rejected because their dates are of none of the forms read in this file";
    let (first, second) = run.stderr.split_once("There is no period").unwrap();
    assert!(first.contains(said) && !second.contains(said), "{}", run.stderr);
    let half = of_a_district(&["2022-08-03", "03/08/2022"]);
    let run = report(half.clone(), &["--period", "2022-08"]);
    assert!(run.stderr.contains("10 of 20 records are rejected because"), "{}", run.stderr);
    assert!(run.stdout.contains("`9999-99-99` ×10"), "{}", run.stdout);
    let run = report(half, &["--period", "2022-08", "--suppress-below", "2"]);
    assert!(!(run.stdout + &run.stderr).contains("9999-99-99"), "what one list holds is not for the public");
    let one = ["03/08/2022"; 19].into_iter().chain(["2022-08-03"]).collect::<Vec<_>>();
    let run = report(of_a_district(&one), &["--period", "2022-08"]);
    assert!(!run.stdout.contains("9999-99-99"), "one slip of the pen is in rejected.csv");
}

/// Every cell was counted as of one shape, and of the others the reader heard nothing.
#[test]
fn each_shape_of_foreign_dates_has_its_own_count() {
    // Three of the first, two of the second and third each, and one each of two more, in fourteen rows of which five are right.
    let days = [
        "15/07/22",
        "03/08/2022",
        "2022-7-15",
        "15 tháng 7 năm 2022",
        "15/07/22",
        "2022-7-16",
        "03/08/2022",
        "15/07/22",
        "17 tháng 7 năm 2022",
        "15-7-22",
        "03/08/2022",
        "15.7.22",
        "03/08/2022",
        "03/08/2022",
    ];
    let row = |(number, day): (usize, &str)| format!("Xã A;H1-{number};Đã xong;{day};20/08/2022;;Trực tiếp\n");
    let text = OF_A_DISTRICT.to_owned() + &days.into_iter().enumerate().map(row).collect::<String>();
    let folder = folder(&[("e.csv", text.as_bytes())]);
    let path = folder.path().to_str().unwrap();
    for (lang, more, signs, unread) in [
        ("vi", "và 2 dạng khác ×2 (", "(9 là một chữ số, a là một từ; ô đầu tiên ở dòng 2)", "Còn 7 ô vẫn không"),
        (
            "en",
            "and 2 more shapes ×2 (",
            "(9 is a digit, a is a word; the first one: line 2)",
            "7 cells are of a form that nothing",
        ),
    ] {
        let json = cchc(["validate", path, "--format", "json", "--lang", lang]).json();
        let findings = json["lists"][0]["findings"].as_array().unwrap().clone();
        let said = findings.iter().find(|one| one["id"] == "date_form").unwrap()["text"].as_str().unwrap().to_owned();
        let shapes = "«Ngày nhận» `99/99/99` ×3, `9999-9-99` ×2, `99 a 9 a 9999` ×2 ";
        assert!(said.contains(&format!("{shapes}{more}")) && said.contains(signs), "{said}");
        assert!(said.contains("\"yyyy-M-d\"]`. ") && said.contains(unread), "{said}");
    }
    // What looks like words stands only where there are words, and few of many forms are named.
    let common = cchc(["validate", path, "--profile", "common", "--lang", "en"]).stdout;
    let read = common.split_once("Forms read: ").unwrap().1.split_once(" If ").unwrap().0;
    assert_eq!(read.matches("; ").count(), 6, "six forms and a mark for the rest: {read}");
    assert!(read.ends_with("; …"), "{read}");
    assert!(told(&of_a_district(&["2022-08-03"])).unwrap().contains("(9 là một chữ số; ô"));
}
