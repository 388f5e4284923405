//! The user's own template, and what is said of a wrong one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use super::support::{export, parts};
use crate::support::{cchc, folder};

/// A run with a template of the user's; its folder and the path of the output.
fn run(template: &str, more: &[&str]) -> (crate::support::Run, tempfile::TempDir) {
    let files = folder(&[
        ("x.csv", &export(&[("Xã A", true), ("Xã B", false)])),
        ("rules/documents/report.vi.md", template.as_bytes()),
        ("rules/documents/report.en.md", template.as_bytes()),
    ]);
    let path = |name: &str| files.path().join(name).to_str().unwrap().to_owned();
    let arguments = ["report", &path("x.csv"), "--rules", &path("rules"), "--out", &path("out"), "--quiet"];
    let run = cchc(arguments.iter().copied().chain(more.iter().copied()));
    (run, files)
}

#[test]
fn a_template_of_the_user_replaces_the_body() {
    let template =
        "## Của tôi\n\n{{ figures.received.result }} *nghiêng* `[điền]`\n\n1. một\n2. hai\n\n   - ba\n\nchữ\n\n3. ba\n";
    let (run, files) = run(template, &[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let parts = parts(&std::fs::read(files.path().join("out/report.docx")).unwrap());
    let document = String::from_utf8(parts["word/document.xml"].clone()).unwrap();
    assert!(document.contains("Của tôi") && !document.contains("TÌNH HÌNH"));
    // Four dossiers were received.
    assert!(
        document.contains(">4 </w:t>")
            && document.contains("<w:i/><w:iCs/></w:rPr><w:t xml:space=\"preserve\">nghiêng")
    );
    assert!(document.contains("<w:highlight w:val=\"yellow\"/></w:rPr><w:t xml:space=\"preserve\">[điền]"));
    assert!(!document.contains("landscape"), "no annex without its mark");
    // The second ordered list begins with three, the dashes are a list of their own.
    let numbering = String::from_utf8(parts["word/numbering.xml"].clone()).unwrap();
    assert!(
        numbering.contains("<w:startOverride w:val=\"1\"/>") && numbering.contains("<w:startOverride w:val=\"3\"/>")
    );
    let lists: std::collections::BTreeSet<_> =
        document.split("<w:numId w:val=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(lists.len(), 3);
}

#[test]
fn a_wrong_template_is_an_error_with_file_line_and_remedy() {
    let cases = [
        ("một\n{{ figures.recieved.result }}\n", "documents/report.vi.md:2: mẫu báo cáo Word dùng một tên không có"),
        ("một\n\n{% for x in %}\n", "documents/report.vi.md:3: mẫu báo cáo Word sai"),
        ("{{ title | nothing }}\n", "documents/report.vi.md:1: mẫu báo cáo Word sai"),
        (
            "![a](charts/online_rate-comune)\n",
            "không có biểu đồ «charts/online_rate-comune». Có phải: charts/online_rate-commune?",
        ),
        ("a\n\n---\n\nb\n\n---\n\nc\n", "hai dòng `---`"),
    ];
    for (template, told) in cases {
        let (run, files) = run(template, &[]);
        assert_eq!(run.code, 2, "{template}");
        assert!(run.stderr.contains(told), "{}", run.stderr);
        assert!(!files.path().join("out/report.docx").exists(), "nothing is written");
    }
    let (run, _files) = run("{{ nothing }}", &["--lang", "en"]);
    assert!(
        run.stderr.contains("documents/report.en.md:1: the template of the Word report uses a name"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("{{ nothing }}") && run.stderr.contains("rules/documents/report.en.md"),
        "{}",
        run.stderr
    );
}

#[test]
fn every_name_at_the_top_of_the_templates_is_there() {
    for lang in ["vi", "en"] {
        let path = crate::support::root().join(format!("rules/documents/report.{lang}.md"));
        let text = std::fs::read_to_string(path).unwrap();
        let comment = text.split("#}").next().unwrap();
        let names = comment.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_' || letter == '.'));
        let fields: std::collections::BTreeSet<&str> = names
            .filter_map(|name| name.strip_prefix('.'))
            .filter(|name| !name.is_empty() && !name.contains('.'))
            .collect();
        assert!(fields.len() > 50, "{fields:?}");
        let code = crate::support::files_below(&crate::support::root().join("src/render/word"));
        let code: String = code.iter().map(|(_, path)| std::fs::read_to_string(path).unwrap()).collect();
        for field in fields {
            assert!(code.contains(&format!("    {field}: ")), "{lang}: .{field}");
        }
    }
}

#[test]
fn the_shipped_templates_do_without_indicators_that_a_user_left_out() {
    let indicators = "[[indicator]]\nid = \"received\"\nkind = \"count\"\nevent = \"received\"\ncounts = \"TRUE\"\n\
        title = { vi = \"Nhận\", en = \"Received\" }\nshort = { vi = \"Nhận\", en = \"Received\" }\n\
        formula = { vi = \"x\", en = \"x\" }\nlegal = { vi = \"x\", en = \"x\" }\n";
    let files = folder(&[
        ("x.csv", &export(&[("Xã A", true)])),
        ("rules/indicators/counts.toml", indicators.as_bytes()),
        ("rules/indicators/rates.toml", b"indicator = []\n"),
        ("rules/forms/ii-06a.toml", b""),
    ]);
    let rules = files.path().join("rules");
    for lang in ["vi", "en"] {
        let run = cchc([
            "report",
            files.path().join("x.csv").to_str().unwrap(),
            "--rules",
            rules.to_str().unwrap(),
            "--lang",
            lang,
            "--out",
            files.path().join(lang).to_str().unwrap(),
        ]);
        assert!(!run.stderr.contains("report."), "{}", run.stderr);
    }
}

#[test]
fn no_dossier_in_the_period_still_makes_a_document() {
    let files = folder(&[("x.csv", &export(&[("Xã A", true)]))]);
    let out = files.path().join("out");
    let run = cchc([
        "report",
        files.path().join("x.csv").to_str().unwrap(),
        "--period",
        "2019",
        "--out",
        out.to_str().unwrap(),
    ]);
    assert_eq!(run.code, 4, "{}", run.stderr);
    assert!(out.join("report.docx").is_file());
}
