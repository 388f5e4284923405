//! What a standard asks of levels stands in the signed report, as `cchc check` says it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::fs;

use super::support::{Made, made};
use crate::support::{cchc, dossiers, export, folder};

/// 40 % online, for communes and, if said, overall.
fn standard(overall: bool) -> String {
    let head = "id = \"x\"\ntitle = { vi = \"X\", en = \"X\" }\nsource = { vi = \"X\", en = \"X\" }\n\
        valid = { from = \"2022-01-01\", to = \"2022-12-31\" }\n";
    let levels = if overall { "" } else { "levels = [\"commune\"]\n" };
    format!("{head}[[threshold]]\nindicator = \"online_rate\"\nat_least = \"40\"\n{levels}")
}

/// The report on these dossiers, and what the run says at its end.
fn report(rows: &[String], standard: &str, arguments: &[&str]) -> (Made, String) {
    let files = folder(&[("x.csv", export(rows).as_bytes()), ("s.toml", standard.as_bytes())]);
    let (data, standard) = (files.path().join("x.csv"), files.path().join("s.toml"));
    let asked = [data.to_str().unwrap(), "--standard", standard.to_str().unwrap()];
    let asked = [asked.as_slice(), arguments].concat();
    let out = files.path().join("again");
    let run = cchc([&["report", "--out", out.to_str().unwrap()], asked.as_slice()].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    (made(&asked), run.stdout + &run.stderr)
}

fn has(lines: &[String], words: &str) {
    assert!(lines.iter().any(|line| line.contains(words)), "{words}: {lines:#?}");
}

/// The rates of the headline.
fn rates(report: &Made, head: &str) -> Vec<Vec<String>> {
    report.tables().into_iter().find(|table| table[0][0] == head && table[0].len() >= 5).unwrap()
}

/// Every level that `cchc check` prints as missed: level, rate, result, counts, threshold.
fn missed(standard: &str, lang: &str, (levels, below): ([&str; 2], &str)) -> Vec<[String; 5]> {
    let run = cchc(["check", "sample-data/ba-be-2022", "--standard", standard, "--lang", lang, "--max-rejected", "99"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let of_level = run.stdout.lines().filter_map(|line| line.split_once(" · "));
    of_level
        .filter(|(about, _)| levels.contains(about))
        .filter_map(|(about, rest)| {
            let (name, said) = rest.split_once(": ✗ ")?;
            let (result, said) = said.split_once(" (")?;
            let (counts, said) = said.split_once("), ")?;
            let threshold = said.strip_prefix(below).unwrap().split_once(": ").unwrap().0;
            Some([about, name, result, counts, threshold].map(str::to_owned))
        })
        .collect()
}

/// A digitised dossier is asked of districts (100 %) and communes (90 %), and of nothing overall.
#[test]
fn what_check_says_a_level_misses_stands_in_the_signed_report_regression() {
    let vi = ("vi", ["Cấp huyện", "Cấp xã"], "thấp hơn chỉ tiêu ", ["Chỉ tiêu", "Chưa đạt", "theo cấp"]);
    let en =
        ("en", ["District level", "Commune level"], "below the threshold of ", ["Indicator", "Not met", "by level"]);
    for (lang, levels, below, [head, verdict, by_level]) in [vi, en] {
        let missed = missed("quoc-gia-2025", lang, (levels, below));
        assert_eq!(missed.len(), 5, "two levels on two rates, and one on a third: {missed:#?}");
        let report = made(&["sample-data/ba-be-2022", "--standard", "quoc-gia-2025", "--lang", lang]);
        let (rows, lines) = (rates(&report, head), report.paragraphs());
        for [level, name, result, counts, threshold] in &missed {
            let rate = rows.iter().position(|row| row[0] == *name).unwrap();
            let mut below = rows[rate + 1..].iter().take_while(|row| row[0].starts_with("– "));
            let row = below.find(|row| row[0] == format!("– {level}")).unwrap();
            assert_eq!(row[1..4], [result.clone(), counts.clone(), threshold.clone()], "{name}");
            assert_eq!(row[4], verdict);
            // Overall nothing is asked, so the lists and the tasks name the levels.
            if rows[rate][3] == by_level {
                let level = level.to_lowercase();
                has(&lines, &format!("{name} ({level}): {result} ({counts}), "));
                let said = lines.iter().filter(|line| line.contains(&format!("{name} ({level})"))).count();
                assert_eq!(said, 2, "in the list of II and in III");
                assert!(
                    lines.iter().any(|line| line.starts_with(name.as_str())
                        && line.contains(level.as_str())
                        && line.contains("[…]")),
                    "a task: {name}, {level}"
                );
            }
        }
        assert!(rows.iter().any(|row| row[3] == by_level), "{rows:?}");
    }
}

/// Communes: A with 1 of 12 dossiers online, B with 3 of 12: 4 of 24, 40 % are 9.6, so 6 more; A lacks 4 of 5, B 2 of 5.
#[test]
fn a_standard_with_targets_of_a_level_only_is_held_against_everywhere_regression() {
    let rows = [dossiers("Xã A", 2022, 1, 11), dossiers("Xã B", 2022, 3, 9)];
    let (vi, said) = report(&rows, &standard(false), &["--lang", "vi"]);
    assert!(said.contains("    Cấp xã: ✗ 16,67% (4/24), thấp hơn chỉ tiêu 40%"), "{said}");
    let lines = vi.paragraphs();
    has(&lines, "Kết quả được đối chiếu với X (X).");
    has(&lines, "Tỷ lệ hồ sơ nộp trực tuyến (cấp xã): 16,67% (4/24), thấp hơn chỉ tiêu 40% là 23,33 điểm phần trăm");
    has(&lines, "Tỷ lệ hồ sơ nộp trực tuyến (cấp xã) đạt 16,67%, thấp hơn chỉ tiêu được giao (40%).");
    has(
        &lines,
        "Tỷ lệ hồ sơ nộp trực tuyến: cấp xã cần thêm 6 hồ sơ để đạt chỉ tiêu 40%. Các đơn vị còn thiếu nhiều: Xã A (cần thêm 4 hồ sơ), Xã B (cần thêm 2 hồ sơ). Chủ trì",
    );
    let rows_vi = rates(&vi, "Chỉ tiêu");
    assert_eq!(rows_vi[1], ["Tỷ lệ hồ sơ nộp trực tuyến", "16,67%", "4/24", "theo cấp", "–"]);
    assert_eq!(rows_vi[2], ["– Cấp xã", "16,67%", "4/24", "40%", "Chưa đạt"]);
    let definition = vi.tables().into_iter().find(|table| table[0][1] == "Cách tính").unwrap();
    assert!(definition.iter().any(|row| row[2] == "40% (Cấp xã)"), "{definition:?}");
    let page = fs::read_to_string(vi.out().join("report.html")).unwrap();
    assert!(page.contains("<li class=\"x\"><b>Cấp xã:</b> ✗ 16,67% (4/24), thấp hơn chỉ tiêu 40%"));
    let poster = fs::read_to_string(vi.out().join("charts/poster.svg")).unwrap();
    assert!(poster.contains("chưa đạt chỉ tiêu ở 1/1 cấp"), "{poster}");
    assert!(poster.contains("Cấp xã: 16,67% (4/24), chưa đạt, chỉ tiêu 40%"), "{poster}");

    let (en, said) = report(&rows, &standard(false), &["--lang", "en"]);
    assert!(said.contains("    Commune level: ✗ 16.67% (4/24), below the threshold of 40%"), "{said}");
    let lines = en.paragraphs();
    has(
        &lines,
        "(commune level): 16.67% (4/24), 23.33 percentage points below the target of 40%; 6 more dossiers would",
    );
    has(
        &lines,
        "6 more dossiers are needed to meet the target of 40% (commune level). Units that lack most: Xã A (4 more)",
    );
}

/// Overall 21 of 32 are online, 66 %: met. The commune has 1 of 12.
#[test]
fn a_level_below_the_target_is_named_though_it_is_met_overall_regression() {
    let rows = [dossiers("Phòng Tư pháp", 2022, 20, 0), dossiers("Xã A", 2022, 1, 11)];
    let (report, said) = report(&rows, &standard(true), &["--lang", "vi"]);
    assert!(said.contains("    Cấp xã: ✗ 8,33% (1/12)"), "{said}");
    let lines = report.paragraphs();
    has(&lines, "Tỷ lệ hồ sơ nộp trực tuyến (cấp xã): 8,33% (1/12), thấp hơn chỉ tiêu 40%");
    has(&lines, "Tỷ lệ hồ sơ nộp trực tuyến: 65,63% (21/32), chỉ tiêu 40%");
    let rows = rates(&report, "Chỉ tiêu");
    assert_eq!(rows[1][3..], ["40%", "Đạt"]);
    assert!(rows.contains(&["– Cấp xã", "8,33%", "1/12", "40%", "Chưa đạt"].map(str::to_owned).to_vec()), "{rows:?}");
    let poster = fs::read_to_string(report.out().join("charts/poster.svg")).unwrap();
    assert!(poster.contains("chưa đạt chỉ tiêu ở 1/2 cấp"), "{poster}");
}

/// Three communes miss 40 %; four dossiers name no unit and miss it too, by two.
#[test]
fn dossiers_without_a_unit_are_no_unit_that_lacks_dossiers_regression() {
    let nobody: String =
        (0..4).map(|n| format!("H9-20220801-{n:04},,10,01/08/2022,10/08/2022,05/08/2022,1\n")).collect();
    let rows = [dossiers("Xã A", 2022, 1, 11), dossiers("Xã B", 2022, 3, 9), nobody];
    let (vi, _) = report(&rows, &standard(true), &["--lang", "vi"]);
    let task = "Các đơn vị còn thiếu nhiều: Xã A (cần thêm 4 hồ sơ), Xã B (cần thêm 2 hồ sơ). \
        Hồ sơ không ghi đơn vị: cần thêm 2 hồ sơ. Chủ trì";
    has(&vi.paragraphs(), task);
    let (en, _) = report(&rows, &standard(true), &["--lang", "en"]);
    has(&en.paragraphs(), "Xã A (4 more), Xã B (2 more). Dossiers that name no unit: 2 more. Responsible");
}

/// Two units of few dossiers: nobody is ranked, so the charts come second.
#[test]
fn headings_are_numbered_by_what_is_there_regression() {
    let few = [dossiers("Xã A", 2022, 1, 2), dossiers("Xã B", 2022, 3, 2)];
    let enough = [dossiers("Xã A", 2022, 1, 11), dossiers("Xã B", 2022, 3, 9)];
    for (lang, ranked, charts) in [("vi", "Đơn vị có kết quả", "Biểu đồ"), ("en", "Units that lead", "Charts")]
    {
        let (without, _) = report(&few, &standard(true), &["--lang", lang]);
        let lines = without.paragraphs();
        assert!(lines.contains(&format!("2. {charts}")), "{lines:#?}");
        assert!(!lines.iter().any(|line| line.contains(ranked)));
        let (with, _) = report(&enough, &standard(true), &["--lang", lang]);
        has(&with.paragraphs(), &format!("2. {ranked}"));
        has(&with.paragraphs(), &format!("3. {charts}"));
    }
}

/// One file with one dossier, late or not; two units with one more dossier each to go.
#[test]
fn english_words_of_the_template_agree_with_their_number_regression() {
    let (one, _) = report(&[dossiers("Xã A", 2022, 0, 1)], &standard(true), &["--lang", "en"]);
    let lines = one.paragraphs();
    has(&lines, "There was 1 dossier to be handled: 1 dossier received in the period and 0 dossiers carried over.");
    has(&lines, "0 dossiers were submitted online and 1 dossier in person");
    has(&lines, "Settled: 1 dossier, of these early 1 dossier, on the due day 0 dossiers");
    has(&lines, "1 more dossier would meet it");
    has(&lines, "1 more dossier is needed to meet the target of 40%");
    has(&lines, "The figures come from 1 file with 1 record: 1 counted");
    let units: Vec<String> = ('A'..='F').map(|letter| dossiers(&format!("Xã {letter}"), 2022, 0, 1)).collect();
    let (six, _) = report(&units, &standard(true), &["--lang", "en"]);
    has(&six.paragraphs(), "and 1 other unit.");
    has(&six.paragraphs(), "1 file with 6 records");
}
