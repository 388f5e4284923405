//! A report made by the program, and its parts.
#![allow(clippy::print_stderr, reason = "a skipped test says so")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::support::{cchc, root};

/// The namespace of word processing.
pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const HEADER: &str = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Hình thức nộp\n";

/// What `cchc report … --out` wrote.
pub(super) struct Made {
    pub(super) folder: tempfile::TempDir,
    pub(super) docx: Vec<u8>,
    pub(super) parts: BTreeMap<String, Vec<u8>>,
}

/// Runs `cchc report` with `--out`.
pub(super) fn made(arguments: &[&str]) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let mut all = vec!["report", "--quiet", "--out", out.to_str().unwrap()];
    all.extend(arguments);
    let run = cchc(all);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let docx = fs::read(out.join("report.docx")).unwrap();
    let parts = parts(&docx);
    Made { folder, docx, parts }
}

/// The report on a published case that is held against thresholds; made once.
pub(super) fn sa_dec() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| made(&["sample-data/sa-dec-2022"]))
}

/// The report on a published case with a comparison; made once.
pub(super) fn muong_ang() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| made(&["sample-data/muong-ang-2021"]))
}

pub(super) fn parts(docx: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    (0..archive.len())
        .map(|place| {
            let mut file = archive.by_index(place).unwrap();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            (file.name().unwrap().to_string(), content)
        })
        .collect()
}

impl Made {
    pub(super) fn out(&self) -> std::path::PathBuf {
        self.folder.path().join("out")
    }

    pub(super) fn part(&self, name: &str) -> &str {
        std::str::from_utf8(&self.parts[name]).unwrap()
    }

    pub(super) fn json(&self, name: &str) -> serde_json::Value {
        serde_json::from_slice(&fs::read(self.out().join(name)).unwrap()).unwrap()
    }

    /// The paragraphs of the document as text, in order; those of tables too.
    pub(super) fn paragraphs(&self) -> Vec<String> {
        let document = roxmltree::Document::parse(self.part("word/document.xml")).unwrap();
        document.descendants().filter(|node| node.has_tag_name((W, "p"))).map(text).collect()
    }

    /// The highlighted blanks.
    pub(super) fn blanks(&self) -> Vec<String> {
        let document = roxmltree::Document::parse(self.part("word/document.xml")).unwrap();
        let runs = document.descendants().filter(|node| node.has_tag_name((W, "r")));
        runs.filter(|run| run.descendants().any(|node| node.has_tag_name((W, "highlight")))).map(text).collect()
    }

    /// The tables with borders: rows of cells.
    pub(super) fn tables(&self) -> Vec<Vec<Vec<String>>> {
        let document = roxmltree::Document::parse(self.part("word/document.xml")).unwrap();
        let bordered = |node: &roxmltree::Node<'_, '_>| {
            node.has_tag_name((W, "tbl")) && node.descendants().any(|node| node.has_tag_name((W, "tblBorders")))
        };
        let tables = document.descendants().filter(bordered);
        tables.map(|table| children(table, "tr").map(|row| children(row, "tc").map(text).collect()).collect()).collect()
    }
}

pub(super) fn children<'a, 'b: 'a>(
    node: roxmltree::Node<'a, 'b>,
    name: &'static str,
) -> impl Iterator<Item = roxmltree::Node<'a, 'b>> {
    node.children().filter(move |child| child.has_tag_name((W, name)))
}

/// The words of a node, a break as a line break.
pub(super) fn text(node: roxmltree::Node<'_, '_>) -> String {
    node.descendants()
        .map(|node| match () {
            () if node.has_tag_name((W, "t")) => node.text().unwrap_or_default(),
            () if node.has_tag_name((W, "br")) => "\n",
            () => "",
        })
        .collect()
}

/// An export with a dossier on time per unit, and one late: of `(name, online)`.
pub(super) fn export(units: &[(&str, bool)]) -> Vec<u8> {
    let mut text = HEADER.to_owned();
    for (number, (unit, online)) in units.iter().enumerate() {
        let channel = if *online { "2" } else { "1" };
        let unit = format!("\"{}\"", unit.replace('"', "\"\""));
        text.push_str(&format!("H01-220801-{number:04},{unit},10,01/08/2022,10/08/2022,05/08/2022,{channel}\n"));
        text.push_str(&format!("H01-220802-{number:04},{unit},10,02/08/2022,03/08/2022,05/08/2022,1\n"));
    }
    text.into_bytes()
}

/// A standard that every unit of [`export`] without online dossiers misses.
pub(super) const STANDARD: &str = "id = \"x\"\ntitle = { vi = \"X\", en = \"X\" }\nsource = { vi = \"X\", en = \"X\" }\n\
    valid = { from = \"2022-01-01\", to = \"2022-12-31\" }\n[[threshold]]\nindicator = \"online_rate\"\nat_least = \"40\"\n";

/// A program on this machine, or the reason why the test is skipped, said aloud.
pub(super) fn has(program: &str) -> bool {
    let there = std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()));
    if !there {
        eprintln!("skipped: {program} is not installed, the pages of the Word report are not looked at");
    }
    there
}

/// The pages of a document as LibreOffice lays them out, as text.
pub(super) fn pages(docx: &Path) -> Vec<String> {
    pages_of_all(&[docx.to_owned()]).remove(0)
}

/// The pages of each of these documents, which are in one folder: one start of LibreOffice for all.
pub(super) fn pages_of_all(all: &[PathBuf]) -> Vec<Vec<String>> {
    let folder = all[0].parent().unwrap().join("pdf");
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let run = |program: &str, arguments: &[&str]| {
        let output = std::process::Command::new(program).args(arguments).current_dir(root()).output().unwrap();
        assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    let mut arguments = vec!["--headless", &profile, "--convert-to", "pdf", "--outdir", folder.to_str().unwrap()];
    arguments.extend(all.iter().map(|docx| docx.to_str().unwrap()));
    run("soffice", &arguments);
    let of = |docx: &PathBuf| {
        let pdf = folder.join(docx.with_extension("pdf").file_name().unwrap());
        assert!(pdf.is_file(), "LibreOffice made no PDF of {}", docx.display());
        let text = String::from_utf8(run("pdftotext", &["-layout", pdf.to_str().unwrap(), "-"])).unwrap();
        text.trim_end_matches('\u{C}').split('\u{C}').map(str::to_owned).collect()
    };
    all.iter().map(of).collect()
}
