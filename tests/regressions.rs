//! What broke once, by name.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use serde_json::Value;

use crate::support::{Run, cchc, figure, folder};

fn report(files: &[(&str, &str)], arguments: &[&str]) -> (Run, Value) {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let folder = folder(&files);
    let path = folder.path().to_str().unwrap().to_owned();
    let run = cchc(["report", &path, "--format", "json", "--quiet"].iter().chain(arguments));
    let document = if run.stdout.is_empty() { Value::Null } else { run.json() };
    (run, document)
}

fn notes(document: &Value) -> Vec<&str> {
    document["notes"].as_array().unwrap().iter().map(|note| note["id"].as_str().unwrap()).collect()
}

const HEAD: &str = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Ngày kết thúc xử lý,Ngày trả kết quả";

#[test]
fn the_catalogue_is_asked_for_the_day_of_the_dossier() {
    let catalogue = "code,name,field,level,service_level,valid_from,valid_to,replaced_by,repealed_by\n\
        1.004441,A,Đất đai,commune,partial,2020-01-01,2022-06-30,,\n1.004441,A,Đất đai,commune,full,2022-07-01,,,\n";
    let export = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Hình thức nộp,Mã TTHC\n1,Xã A,10,05/01/2022,2,1.004441\n\
        2,Xã A,10,05/08/2022,2,1.004441.000.00.00.H18\n3,Xã A,10,05/08/2022,2,9.999999\n";
    let files = [("cchc.toml", "procedures = \"p.csv\"\n"), ("p.csv", catalogue), ("e.csv", export)];
    let (_, document) = report(&files, &["--period", "2022"]);
    let of = |indicator| figure(&document, indicator, "all", None)["denominator"].as_u64().unwrap();
    assert_eq!((of("online_rate_level3"), of("online_rate_level4"), of("online_rate")), (1, 1, 3));
    assert!(notes(&document).contains(&"note.uncatalogued"));
}

#[test]
fn a_dossier_whose_newest_record_is_rejected_is_told() {
    let old = format!("{HEAD}\nH1-1,Xã A,4,01/08/2022,,\n");
    let new = format!("{HEAD}\nH1-1,Xã A,10,01/08/2022,32/08/2022,\n");
    let (_, document) = report(&[("a-2022-08-10.csv", &old), ("a-2022-08-31.csv", &new)], &["--period", "2022-08"]);
    assert!(notes(&document).contains(&"note.outdated"), "{:?}", notes(&document));
    let (_, document) = report(&[("a-2022-08-31.csv", &old), ("a-2022-08-10.csv", &new)], &["--period", "2022-08"]);
    assert!(!notes(&document).contains(&"note.outdated"), "an older record that is rejected changes nothing");
}

#[test]
fn a_check_that_cannot_judge_is_not_green() {
    let head = "id = \"x\"\ntitle = { vi = \"X\", en = \"X\" }\nsource = { vi = \"X\", en = \"X\" }\nvalid = { from = \"2022-01-01\", to = \"2022-12-31\" }\n";
    let threshold = |id: &str| format!("[[threshold]]\nindicator = \"{id}\"\nat_least = 0\n");
    let export = format!("{HEAD}\n1,Xã A,10,01/08/2022,05/08/2022,\n");
    let code = |standard: String, period: &str| {
        let folder = folder(&[("e.csv", export.as_bytes()), ("s.toml", format!("{head}{standard}").as_bytes())]);
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        cchc(["check", &path("e.csv"), "--standard", &path("s.toml"), "--period", period]).code
    };
    assert_eq!(code(threshold("result_digitization_rate"), "2022-08"), 4, "nothing could be judged");
    assert_eq!(code(threshold("postal_return_rate"), "2022-08"), 4);
    let both = || threshold("early_rate") + &threshold("online_rate");
    assert_eq!(code(both(), "2022-08"), 4);
    assert_eq!(code("threshold = []\n".to_owned(), "2022-08"), 4);
}

#[test]
fn the_folder_a_file_lies_in_does_not_decide_which_is_newest() {
    let open = format!("{HEAD}\nH1-1,Xã A,4,01/08/2022,,\nH1-2,Xã A,4,31/08/2022,,\n");
    let done = format!("{HEAD}\nH1-1,Xã A,10,01/08/2022,31/08/2022,\n");
    let settled = |first: &str, second: &str| {
        let (_, document) = report(&[(first, &done), (second, &open)], &["--period", "2022-08"]);
        figure(&document, "settled", "all", None)["numerator"].as_u64().unwrap()
    };
    assert_eq!(settled("y/a.csv", "z/b.csv"), settled("z/a.csv", "y/b.csv"));
}

#[test]
fn one_code_in_several_spellings_is_one_dossier() {
    let spellings = ["H1-1", "\"=\"\"H1-1\"\"\"", "'H1-1", "\u{1f}H1-1", "\u{feff}H1-1", "h1-1\u{200b}", "H1 -1"];
    let rows: String = spellings.iter().map(|code| format!("{code},Xã A,4,01/08/2022,,\n")).collect();
    let (_, document) =
        report(&[("e.csv", &format!("{HEAD}\n{rows}\u{200b},Xã A,4,01/08/2022,,\n"))], &["--period", "2022-08"]);
    let input = &document["inputs"][0];
    assert_eq!((&input["accepted"], &input["superseded"], &input["rejected"]), (&1.into(), &6.into(), &1.into()));
}

#[test]
fn a_line_typed_into_a_field_becomes_no_dossier() {
    let export = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Địa chỉ\n1,Xã A,10,01/08/2022,\"Số 1\nFORGED,Xã A,10,01/08/2022,x\nhết\"\n2,Xã A,10,01/08/2022,y\n";
    let (_, document) = report(&[("e.csv", export)], &["--period", "2022-08"]);
    assert_eq!(figure(&document, "received", "all", None)["numerator"], 1);
    assert_eq!(document["inputs"][0]["rejected"], 3);
}

#[test]
fn units_of_one_name_are_told_apart_by_the_day() {
    let units = "code,name,level,parent,aliases,valid_from,valid_to\n1,Xã Trùng,commune,,,,2025-06-30\n2,Xã Trùng,commune,,,2025-07-01,\n3,Xã Trùng,commune,,,2025-07-01,\n";
    let export = format!("{HEAD}\n1,Xã Trùng,10,01/08/2022,,\n2,Xã Trùng,10,01/08/2025,,\n");
    let files = [("cchc.toml", "units = \"u.csv\"\n"), ("u.csv", units), ("e.csv", &export)];
    let (_, document) = report(&files, &["--period", "2022-01-01..2025-12-31"]);
    let of_unit = |key: &str| document["figures"].as_array().unwrap().iter().any(|figure| figure["unit"] == key);
    assert!(of_unit("1") && of_unit("~xã trùng") && !of_unit("2"));
    assert!(notes(&document).contains(&"note.unit_ambiguous"));
}

#[test]
fn what_the_user_says_of_a_unit_comes_first() {
    let units = "code,name,level\n1,Xã Một,commune\n2,Xã Hai,commune\n";
    let export = "Mã hồ sơ,Mã đơn vị,Trạng thái,Ngày nhận\n1,1,10,01/08/2022\n";
    let project = "units = \"u.csv\"\n[[export]]\npath = \"e.csv\"\nunit = \"Xã Hai\"\n";
    let (_, document) = report(&[("cchc.toml", project), ("u.csv", units), ("e.csv", export)], &["--period", "2022"]);
    assert_eq!(figure(&document, "received", "unit", Some("Xã Hai"))["numerator"], 1);
}

#[test]
fn rule_files_that_would_change_nothing_are_refused() {
    let export = format!("{HEAD}\n1,Xã A,10,01/08/2022,,\n");
    for name in ["rates.toml", "rules/vocabularies.toml", "standards/deep/x.toml"] {
        let folder = folder(&[("e.csv", export.as_bytes()), (&format!("r/{name}"), b"")]);
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        assert_eq!(cchc(["report", &path("e.csv"), "--rules", &path("r")]).code, 2, "{name}");
    }
    let same_id = crate::support::root().join("rules/standards/dong-thap-2022.toml");
    let folder = folder(&[("r/standards/mine.toml", &std::fs::read(same_id).unwrap())]);
    let run = cchc(["standards", "--rules", folder.path().join("r").to_str().unwrap()]);
    assert!(run.code == 2 && run.stderr.contains("dong-thap-2022"), "{}", run.stderr);
}

#[test]
fn a_first_record_without_header_is_not_shown() {
    let (run, _) = report(&[("e.csv", "H1-1;Nguyễn MARKED;0987654321;Xã A;01/08/2022\n")], &[]);
    assert_eq!(run.code, 2);
    assert!(!run.stderr.contains("MARKED") && !run.stderr.contains("0987654321"), "{}", run.stderr);
}

#[test]
fn names_and_numbers_in_shifted_cells_are_not_shown() {
    let head = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Ngày kết thúc xử lý,Mức độ hài lòng,Mã TTHC,Tên TTHC";
    let rows = [
        "1,Xã A,MARKED Văn A,,,,,",
        "2,Xã A,MARKED Văn A,01/08/2022,,MARKED Thị B,,",
        "3,Xã A,MARKED,MARKED,,,1.9,MARKED Văn C",
        "4,Xã A,10,0912345678/0987654321,,,,",
        "5,Xã A,0912/345/678,01/08/2022,,,,",
        "6,Xã A,(84)912(345)678,01/08/2022,,,,",
        "7,Xã A,10,201234567,,,,",
        "8,Xã A,10,01/08/2022,,,1.9,Thủ tục",
    ];
    let export = format!("{head}\n{}\n", rows.join("\n"));
    let folder = folder(&[("e.csv", export.as_bytes())]);
    let out = folder.path().join("out");
    for by in ["unit", "procedure"] {
        let arguments =
            ["report", folder.path().to_str().unwrap(), "--period", "2022", "--by", by, "--out", out.to_str().unwrap()];
        let run = cchc(arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let mut said = run.stdout + &run.stderr;
        for (_, path) in crate::support::files_below(&out) {
            said.push_str(&String::from_utf8_lossy(&std::fs::read(path).unwrap()));
        }
        for mark in ["MARKED", "0912345678", "0912/345/678", "(84)912", "201234567"] {
            assert!(!said.contains(mark), "{mark}");
        }
    }
}

#[test]
fn a_rate_without_its_own_dossiers_is_not_available_when_others_are_left_out() {
    let with = format!("{HEAD},Hình thức nộp\n0,Xã A,4,01/07/2022,,,2\n");
    let without = format!("{HEAD}\n1,Xã A,4,01/08/2022,,\n2,Xã A,4,01/08/2022,,\n");
    let (_, document) = report(&[("a.csv", &with), ("b.csv", &without)], &["--period", "2022-08"]);
    let rate = figure(&document, "online_rate", "all", None);
    assert_eq!((&rate["denominator"], &rate["left_out"]), (&Value::Null, &2.into()));
}

#[test]
fn the_program_does_not_read_its_own_outputs() {
    let export = format!("{HEAD}\n1,Xã A,10,01/08/2022,,\n");
    let folder = folder(&[("e.csv", export.as_bytes())]);
    let out = folder.path().join("out");
    for _ in 0..2 {
        let run = cchc(["report", folder.path().to_str().unwrap(), "--out", out.to_str().unwrap()]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
}

#[test]
fn an_id_is_no_path() {
    let block = "[[indicator]]\nid = \"../../evil\"\nkind = \"count\"\nevent = \"received\"\ncounts = \"TRUE\"\n\
        title = { vi = \"x\", en = \"x\" }\nshort = { vi = \"x\", en = \"x\" }\nformula = { vi = \"x\", en = \"x\" }\nlegal = { vi = \"x\", en = \"x\" }\n";
    let folder = folder(&[("r/indicators/evil.toml", block.as_bytes())]);
    assert_eq!(cchc(["indicators", "--rules", folder.path().join("r").to_str().unwrap()]).code, 2);
}

#[test]
fn many_units_take_no_time() {
    let rows: String = (0..4000).map(|unit| format!("{unit},Xã Số {unit},10,01/08/2022,05/08/2022,\n")).collect();
    let begun = std::time::Instant::now();
    let (run, _) = report(&[("e.csv", &format!("{HEAD}\n{rows}"))], &["--period", "2022-08"]);
    assert_eq!(run.code, 0);
    // It took minutes when every row of a table looked through all figures; seconds are plenty on a slow machine.
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}

/// `-o` in the place of a registry, the settings, a standard or a rule destroyed it, and said nothing.
#[test]
fn a_document_never_takes_the_place_of_a_file_that_was_read() {
    let folder = tempfile::tempdir().unwrap();
    let case = crate::support::root().join("sample-data/ba-be-2022");
    for (name, path) in crate::support::files_below(&case) {
        let target = folder.path().join(name);
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::copy(path, target).unwrap();
    }
    let path = folder.path().to_str().unwrap();
    for name in ["registry/units.csv", "registry/procedures.csv", "registry/postings.csv"] {
        let file = folder.path().join(name);
        let before = std::fs::read(&file).unwrap();
        let run = cchc(["report", path, "-o", file.to_str().unwrap(), "--quiet"]);
        assert_eq!((run.code, std::fs::read(&file).unwrap() == before), (2, true), "{name}: {}", run.stderr);
    }
    let rules = folder.path().join("rules/documents");
    std::fs::create_dir_all(&rules).unwrap();
    let template = rules.join("report.vi.md");
    std::fs::write(&template, "Chào").unwrap();
    let run = cchc([
        "report",
        path,
        "--rules",
        folder.path().join("rules").to_str().unwrap(),
        "-o",
        template.to_str().unwrap(),
        "--quiet",
    ]);
    assert_eq!((run.code, std::fs::read_to_string(&template).unwrap().as_str()), (2, "Chào"), "{}", run.stderr);
}

/// The account of records told how many dossiers there are in all, beside a total that was hidden for being so few.
#[test]
fn fewer_dossiers_than_may_be_told_of_are_not_published() {
    let export = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Hình thức nộp\n1,Xã A,10,05/01/2022,2\n2,Xã B,10,05/01/2022,2\n";
    let folder = folder(&[("e.csv", export.as_bytes())]);
    let path = folder.path().join("e.csv");
    let run = cchc(["report", path.to_str().unwrap(), "--suppress-below", "10", "--format", "json"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
}

/// A spelling that the vocabulary does not know stood in reports for the public, though it may be anybody's words.
#[test]
fn unknown_spellings_are_not_published() {
    let rows: String = (0..30).map(|n| format!("{n}a,Xã A,10,05/01/2022,2\n")).collect();
    let export = format!("Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Hình thức nộp\n{rows}x1,Xã A,ZZLA,05/01/2022,2\n");
    let folder = folder(&[("e.csv", export.as_bytes())]);
    let path = folder.path().join("e.csv");
    let own = cchc(["report", path.to_str().unwrap(), "--format", "json"]);
    assert!(own.stdout.contains("ZZLA"), "who works on the data is told: {}", own.stdout);
    let published = cchc(["report", path.to_str().unwrap(), "--suppress-below", "5", "--format", "json"]);
    assert_eq!(published.code, 0, "{}", published.stderr);
    assert!(!published.stdout.contains("ZZLA") && !published.stdout.contains("rejected_by_reason"));
}

/// Loops within loops of a template ran for ever or took all memory.
#[test]
fn a_template_without_end_is_stopped() {
    let rules = folder(&[(
        "documents/report.vi.md",
        "{% for i in range(100000) %}{% for j in range(100000) %}x{% endfor %}{% endfor %}".as_bytes(),
    )]);
    let place = folder(&[]);
    let out = place.path().join("out.docx");
    let run = cchc([
        "report",
        "sample-data/ba-be-2022",
        "--rules",
        rules.path().to_str().unwrap(),
        "-o",
        out.to_str().unwrap(),
        "--quiet",
    ]);
    assert_eq!((run.code, out.exists()), (2, false), "{}", run.stderr);
    assert!(run.stderr.contains("report.vi.md"), "{}", run.stderr);
}

/// Figures of July stood under a title that spoke of another period, and nothing was said.
#[test]
fn a_title_that_may_speak_of_another_period_is_told() {
    let notes = |period: &str| {
        let run = cchc(["report", "sample-data/sa-dec-2022", "--period", period, "--format", "json", "--quiet"]);
        let document = run.json();
        let ids: Vec<String> =
            document["notes"].as_array().unwrap().iter().map(|note| note["id"].as_str().unwrap().to_owned()).collect();
        ids
    };
    assert!(notes("2022-07").contains(&"note.title_period".to_owned()));
    assert!(!notes("2022-01-01..2022-08-19").contains(&"note.title_period".to_owned()));
}

/// With `--quiet` nobody heard that a file was left out.
#[test]
fn a_file_left_out_is_told_also_to_those_who_want_quiet() {
    let export = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Hình thức nộp\n1,Xã A,10,05/01/2022,2\n";
    let folder = folder(&[("good.csv", export.as_bytes()), ("bad.csv", b"")]);
    let path = folder.path().to_str().unwrap();
    let run = cchc(["report", path, "--keep-going", "--quiet", "--format", "json"]);
    assert_eq!(run.code, 5, "{}", run.stderr);
    assert!(run.stderr.contains("bad.csv"), "{}", run.stderr);
}

/// `-o` took the place of a document that somebody had written in, and did not say so.
#[test]
fn a_document_that_replaces_another_says_so() {
    let place = folder(&[]);
    let file = place.path().join("r.md");
    let run = || cchc(["report", "sample-data/ba-be-2022", "-o", file.to_str().unwrap(), "--lang", "en"]);
    let replaced = "The older file of that name was replaced.";
    assert!(!run().stderr.contains(replaced));
    assert!(run().stderr.contains(replaced));
}

/// A record whose columns had shifted made groups of figures named after a citizen, in reports and in tally files.
#[test]
fn a_number_of_a_person_is_no_unit_no_field_and_no_procedure() {
    let header = "Mã hồ sơ,Đơn vị,Mã TTHC,Tên thủ tục hành chính,Lĩnh vực,Trạng thái,Ngày nhận,Hình thức nộp\n";
    let rows = "1,Xã A,1.004441,Thủ tục mẫu,Đất đai,10,05/01/2022,2\n\
                2,Công dân 000124 0911111111,1.004441,Thủ tục mẫu,Đất đai,10,05/01/2022,2\n\
                3,Xã A,Công dân 000125 001099012345,Thủ tục mẫu,Đất đai,10,05/01/2022,2\n\
                4,Xã A,1.004442,Cấp cho công dân 000126 0987654321,Đất đai,10,05/01/2022,2\n\
                5,Xã A,1.004441,Thủ tục mẫu,Công dân 000127 0922222222,10,05/01/2022,2\n";
    let folder = folder(&[("data/e.csv", format!("{header}{rows}").as_bytes())]);
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let run = cchc(["report", &path("data"), "--by", "procedure", "--out", &path("out"), "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let input = &run.json()["inputs"][0];
    assert_eq!((input["accepted"].as_u64(), input["rejected"].as_u64()), (Some(2), Some(3)));
    assert_eq!(cchc(["tally", &path("data"), "-o", &path("out.tally"), "--quiet"]).code, 0);
    let mut written = vec![std::fs::read(path("out.tally")).unwrap()];
    let texts = ["json", "csv", "md", "html"];
    let is_text = |name: &str| texts.iter().any(|ending| name.ends_with(ending));
    let files = crate::support::files_below(&folder.path().join("out")).into_iter();
    written.extend(files.filter(|(name, _)| is_text(name)).map(|(_, path)| std::fs::read(path).unwrap()));
    assert!(written.len() > 5, "{}", written.len());
    for content in written.into_iter().chain([run.stdout.into_bytes(), run.stderr.into_bytes()]) {
        let content = String::from_utf8(content).unwrap();
        for mark in ["0911111111", "001099012345", "0987654321", "0922222222", "Công dân 00012"] {
            assert!(!content.contains(mark), "{mark}");
        }
    }
}

#[test]
fn a_column_that_only_a_coalesce_with_a_day_for_all_names_is_read() {
    let indicator = |condition: &str| {
        format!(
            "[[indicator]]\nid = \"mine\"\nkind = \"count\"\nevent = \"received\"\ncounts = \"{condition}\"\n\
             title = {{ vi = \"t\", en = \"t\" }}\nshort = {{ vi = \"s\", en = \"s\" }}\nformula = {{ vi = \"f\", en = \"f\" }}\n\
             legal = {{ vi = \"l\", en = \"l\" }}\n"
        )
    };
    let export = format!(
        "{HEAD},Ngày yêu cầu bổ sung\n1,Xã A,10,01/08/2022,05/08/2022,,02/08/2022\n2,Xã A,10,01/08/2022,05/08/2022,,03/08/2022\n\
         3,Xã A,10,01/08/2022,05/08/2022,,\n"
    );
    for (condition, counted) in [
        ("COALESCE(supplement_asked, period_end) <= '2022-08-02'", 1),
        ("COALESCE(supplement_asked, '2022-08-03') = '2022-08-03'", 2),
        ("COALESCE(COALESCE(supplement_asked, period_end), received) = period_end", 1),
        ("COALESCE(period_end, supplement_asked) = period_end", 3),
        // Days that no dossier can carry.
        ("COALESCE(supplement_asked, '9000-01-01') < '9000-01-02'", 3),
        ("COALESCE(supplement_asked, '9000-01-01') = '9000-01-02'", 0),
        ("supplement_asked > '1800-01-01' AND supplement_asked < '2300-01-01'", 2),
    ] {
        let files = [("e.csv", export.as_bytes()), ("r/indicators/mine.toml", indicator(condition).as_bytes())]
            .map(|(name, bytes)| (name.to_owned(), bytes.to_vec()));
        let folder = folder(&files.each_ref().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let run = cchc([
            "report",
            &path("e.csv"),
            "--rules",
            &path("r"),
            "--period",
            "2022-08",
            "--format",
            "json",
            "--quiet",
        ]);
        assert_eq!(run.code, 0, "{condition}: {}", run.stderr);
        assert_eq!(figure(&run.json(), "mine", "all", None)["numerator"].as_u64(), Some(counted), "{condition}");
    }
}

#[test]
fn a_slip_in_a_year_does_not_take_all_memory() {
    let export = format!("{HEAD}\n1,Xã A,10,01/08/2022,05/08/2022,\n");
    let of = |export: &str, more: &[&str]| report(&[("e.csv", export)], &[&["--by", "month"], more].concat()).0;
    assert_eq!(of(&export, &["--period", "2022-01..2041-12"]).code, 0);
    for period in ["2022-01..2042-01", "2022-01..9202-12", "0001-01-01..9999-12-31"] {
        let run = of(&export, &["--period", period, "--lang", "en"]);
        assert_eq!(run.code, 2, "{period}");
        assert!(run.stderr.contains("takes 240 at most"), "{period}: {}", run.stderr);
    }
    // Without a period it is the span of the data.
    let slip = format!("{export}2,Xã A,10,01/08/2001,05/08/2001,\n");
    assert_eq!(of(&slip, &[]).code, 2);
    assert_eq!(of(&slip, &["--period", "2022"]).code, 0);
}

/// A slip in cchc.toml was told in the words of the TOML reader alone, which are English, without what to do.
#[test]
fn a_slip_in_a_toml_file_is_told_in_the_language_of_the_user() {
    let export = format!("{HEAD}\n1,Xã A,10,01/08/2022,05/08/2022,\n");
    for (lang, said) in [
        ("vi", "cchc.toml:2:1: không đọc được chỗ này. Hãy sửa tên mục hoặc giá trị ở đó"),
        ("en", "cchc.toml:2:1: this cannot be read. Mend the key or the value there"),
    ] {
        let (run, _) =
            report(&[("cchc.toml", "period = \"2022\"\ntitel = \"x\"\n"), ("e.csv", &export)], &["--lang", lang]);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains(said) && run.stderr.contains("unknown field `titel`"), "{}", run.stderr);
    }
}

/// `1 files`, `1 header rows` and the like stood in English outputs.
#[test]
fn one_of_a_kind_is_no_plural() {
    let export = format!("{HEAD}\n1,Xã A,10,01/08/2022,05/08/2022,\n2,Xã A,10,32/08/2022,05/08/2022,\n");
    let folder = folder(&[("e.csv", export.as_bytes())]);
    let path = folder.path().to_str().unwrap();
    let out = folder.path().join("out");
    for arguments in [
        &["report", path, "--period", "2022-08", "--out", out.to_str().unwrap()][..],
        &["times", path],
        &["validate", path],
        &["tally", path, "-o", folder.path().join("x.tally").to_str().unwrap()],
        &["explain", "online_rate", path],
        &["rank", path, "--indicator", "on_time_rate"],
    ] {
        let run = cchc(arguments.iter().chain(&["--lang", "en"]));
        let said = run.stdout + &run.stderr;
        assert!(!said.contains("?"), "{said}");
        for word in ["files", "records", "dossiers", "lists", "units", "header rows", "charts", "columns"] {
            let plural = |(at, _): (usize, &str)| {
                !said[..at].ends_with(|before: char| before.is_ascii_digit() || ".,".contains(before))
            };
            let wrong = said.match_indices(&format!("1 {word}")).find(|found| plural(*found));
            assert_eq!(wrong, None, "{said}");
        }
    }
    let said = cchc(["validate", path, "--lang", "en"]).stdout;
    assert!(
        said.contains("no dossiers: 1 header row\n") && said.contains("1 list, 1 dossier, 1 record rejected"),
        "{said}"
    );
    let said = cchc(["times", path, "--lang", "en"]).stdout;
    assert!(said.contains("1 file, 2 records = 1 counted"), "{said}");
}
