//! The parts of the file, and that the XML is what a strict reader takes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::collections::BTreeSet;

use super::support::{W, children, export, made, muong_ang, sa_dec, text};
use crate::support::folder;

/// The order of elements that the schema prescribes (ECMA-376 part 1, 17.3.1.26, 17.3.2.28, 17.4.59, 17.4.69, 17.6.17).
const ORDERS: [(&str, &[&str]); 6] = [
    ("pPr", &["pStyle", "keepNext", "numPr", "pBdr", "spacing", "ind", "jc", "outlineLvl", "sectPr"]),
    ("rPr", &["rFonts", "b", "bCs", "i", "iCs", "sz", "szCs", "highlight", "lang"]),
    ("tblPr", &["tblW", "jc", "tblBorders", "tblLayout", "tblCellMar"]),
    ("tcPr", &["tcW", "vAlign"]),
    ("sectPr", &["headerReference", "type", "pgSz", "pgMar", "titlePg"]),
    ("style", &["name", "basedOn", "qFormat", "pPr", "rPr"]),
];

#[test]
fn every_part_is_declared_related_and_well_formed() {
    let report = sa_dec();
    let types = report.part("[Content_Types].xml");
    let mut places = BTreeSet::new();
    for (name, content) in &report.parts {
        let ending = name.rsplit('.').next().unwrap();
        assert!(
            types.contains(&format!("\"/{name}\"")) || types.contains(&format!("Extension=\"{ending}\"")),
            "{name}"
        );
        if ending == "png" {
            continue;
        }
        let content = std::str::from_utf8(content).unwrap();
        let document = roxmltree::Document::parse(content).unwrap_or_else(|error| panic!("{name}: {error}"));
        for node in document.descendants().filter(|node| node.tag_name().namespace() == Some(W)) {
            for (parent, order) in ORDERS.iter().filter(|(parent, _)| node.has_tag_name((W, *parent))) {
                let names = node.children().filter(roxmltree::Node::is_element).map(|child| child.tag_name().name());
                let names = names.map(|name| order.iter().position(|known| *known == name).ok_or(name));
                let places: Vec<usize> =
                    names.collect::<Result<_, _>>().unwrap_or_else(|name| panic!("{parent} {name}"));
                assert!(places.is_sorted(), "{name}: {parent} {places:?}");
            }
            if let Some(id) = node.attribute((W, "styleId")) {
                places.insert(id.to_owned());
            }
        }
    }
    let document = roxmltree::Document::parse(report.part("word/document.xml")).unwrap();
    for style in document.descendants().filter(|node| node.has_tag_name((W, "pStyle"))) {
        let id = style.attribute((W, "val")).unwrap();
        assert!(places.contains(id), "no style {id}");
    }
    let relations = roxmltree::Document::parse(report.part("word/_rels/document.xml.rels")).unwrap();
    for relation in relations.root_element().children() {
        let target = format!("word/{}", relation.attribute("Target").unwrap());
        assert!(report.parts.contains_key(&target), "{target}");
    }
    for (cell, count) in
        document.descendants().filter(|node| node.has_tag_name((W, "tr"))).map(|row| (row, children(row, "tc").count()))
    {
        let grid = children(cell.parent().unwrap(), "tblGrid").next().unwrap();
        assert_eq!(children(grid, "gridCol").count(), count, "{}", text(cell));
    }
}

#[test]
fn pages_are_a4_with_the_margins_of_decree_30() {
    let report = muong_ang();
    let document = roxmltree::Document::parse(report.part("word/document.xml")).unwrap();
    let sections: Vec<_> = document.descendants().filter(|node| node.has_tag_name((W, "sectPr"))).collect();
    assert_eq!(sections.len(), 2, "the report and its annex");
    let millimetres = |node: roxmltree::Node<'_, '_>, name: &str| {
        let twentieths: f64 = node.attribute((W, name)).unwrap().parse().unwrap();
        (twentieths / 1440.0 * 25.4).round()
    };
    for (section, (wide, high)) in sections.iter().zip([(210.0, 297.0), (297.0, 210.0)]) {
        let size = children(*section, "pgSz").next().unwrap();
        assert_eq!((millimetres(size, "w"), millimetres(size, "h")), (wide, high));
        let margins = children(*section, "pgMar").next().unwrap();
        let of = |name| millimetres(margins, name);
        assert!((20.0..=25.0).contains(&of("top")) && (20.0..=25.0).contains(&of("bottom")));
        assert!((30.0..=35.0).contains(&of("left")) && (15.0..=20.0).contains(&of("right")));
    }
    // The first page bears no number, all others do.
    assert!(children(sections[0], "titlePg").count() == 1 && children(sections[1], "titlePg").count() == 0);
    let styles = report.part("word/styles.xml");
    assert!(styles.contains("w:ascii=\"Times New Roman\"") && styles.contains("<w:sz w:val=\"28\"/>"));
}

#[test]
fn tables_repeat_their_header_and_pictures_have_words() {
    let report = sa_dec();
    let document = roxmltree::Document::parse(report.part("word/document.xml")).unwrap();
    let tables = document.descendants().filter(|node| node.has_tag_name((W, "tbl")));
    let bordered: Vec<_> =
        tables.filter(|table| table.descendants().any(|node| node.has_tag_name((W, "tblBorders")))).collect();
    assert!(bordered.len() >= 8, "{}", bordered.len());
    for table in bordered {
        for (number, row) in children(table, "tr").enumerate() {
            let has = |name| row.descendants().any(|node| node.has_tag_name((W, name)));
            assert_eq!(has("tblHeader"), number == 0, "{}", text(row));
            assert!(has("cantSplit"));
        }
    }
    let pictures: Vec<_> = document.descendants().filter(|node| node.tag_name().name() == "docPr").collect();
    // The charts of the four thresholds, for two levels.
    assert_eq!(pictures.len(), 8);
    let numbers: BTreeSet<_> = pictures.iter().map(|picture| picture.attribute("id").unwrap()).collect();
    assert_eq!(numbers.len(), 8);
    for picture in &pictures {
        let words = picture.attribute("descr").unwrap();
        assert!(words.starts_with("Biểu đồ thanh: Tỷ lệ") && words.contains("Chỉ tiêu: "), "{words}");
    }
    let words = pictures
        .iter()
        .map(|picture| picture.attribute("descr").unwrap())
        .find(|words| words.contains("mức độ 3") && words.contains("Cấp xã"));
    assert!(words.unwrap().contains("Kết quả của các đơn vị từ 0,67% đến 50,00%."));
    // The pictures are the files of the charts.
    let charts: BTreeSet<Vec<u8>> = std::fs::read_dir(report.out().join("charts"))
        .unwrap()
        .map(|file| std::fs::read(file.unwrap().path()).unwrap())
        .collect();
    let media: Vec<_> = report.parts.iter().filter(|(name, _)| name.starts_with("word/media/")).collect();
    assert_eq!(media.len(), 8);
    assert!(media.iter().all(|(_, png)| charts.contains(*png)));
}

#[test]
fn the_same_inputs_give_the_same_bytes_without_a_clock() {
    let files = folder(&[("x.csv", &export(&[("Xã A", true), ("Xã B", false)]))]);
    let first = made(&[files.path().to_str().unwrap()]);
    let second = made(&[files.path().to_str().unwrap()]);
    assert!(first.docx == second.docx);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&first.docx)).unwrap();
    for place in 0..archive.len() {
        let time = archive.by_index(place).unwrap().last_modified().unwrap();
        assert_eq!((time.year(), time.month(), time.day(), time.hour()), (1980, 1, 1, 0));
    }
}

#[test]
fn names_from_the_data_stay_text() {
    let names = [
        "Xã **đậm**",
        "Xã [a](http://b)",
        "Xã | x",
        "Xã <b>&amp;",
        "Xã `code` _y_",
        "Xã ![i](charts/none)",
        "Xã {{ x }} {% if %}",
        "Xã \\| ~~z~~",
    ];
    let units: Vec<_> = names.iter().enumerate().map(|(place, name)| (*name, place % 2 == 0)).collect();
    let files = folder(&[("x.csv", &export(&units)), ("s.toml", super::support::STANDARD.as_bytes())]);
    let standard = files.path().join("s.toml");
    let report = made(&[files.path().join("x.csv").to_str().unwrap(), "--standard", standard.to_str().unwrap()]);
    let tables = report.tables();
    let named = |name: &str| {
        tables
            .iter()
            .flatten()
            .filter(|row| row[0].starts_with(name) && !row[0][name.len()..].contains(char::is_alphanumeric))
            .count()
    };
    for name in names {
        assert_eq!(named(name), 2, "{name}: rates and counts of its level");
    }
    let tasks = report.paragraphs().into_iter().filter(|line| line.contains("cần thêm 1 hồ sơ")).collect::<String>();
    assert!(tasks.contains("Xã [a](http://b) (cần thêm 1 hồ sơ)") && tasks.contains("Xã \\| ~~z~~"), "{tasks}");
    assert!(
        !report
            .part("word/document.xml")
            .contains("w:highlight w:val=\"yellow\"/></w:rPr><w:t xml:space=\"preserve\">code")
    );
}

/// Below a table that fills its page there is no room: the line that must follow it takes less than a point.
#[test]
fn the_line_after_the_last_table_takes_no_room_regression() {
    let (report, mut ends) = (sa_dec(), 0);
    let body = roxmltree::Document::parse(report.part("word/document.xml")).unwrap();
    let styles = roxmltree::Document::parse(report.part("word/styles.xml")).unwrap();
    let value = |node: roxmltree::Node<'_, '_>, name: &str| node.attribute((W, name)).map(str::to_owned);
    let of = |node: roxmltree::Node<'_, '_>, tag: &'static str, name: &str| {
        node.descendants().find(|node| node.has_tag_name((W, tag))).and_then(|node| value(node, name))
    };
    let paragraphs: Vec<_> = children(children(body.root_element(), "body").next().unwrap(), "p").collect();
    let last = paragraphs.last().copied();
    // The last line of the body, and that of the annex.
    let breaks =
        paragraphs.iter().copied().filter(|line| line.descendants().any(|node| node.has_tag_name((W, "sectPr"))));
    for line in breaks.chain(last) {
        assert_eq!(text(line), "");
        let id = of(line, "pStyle", "val");
        let style = children(styles.root_element(), "style").find(|style| value(*style, "styleId") == id).unwrap();
        assert_eq!(
            (of(style, "spacing", "before"), of(style, "spacing", "after")),
            (Some("0".to_owned()), Some("0".to_owned()))
        );
        assert_eq!(of(style, "spacing", "lineRule").as_deref(), Some("exact"));
        assert!(of(style, "spacing", "line").unwrap().parse::<u32>().unwrap() < 20, "twentieths of a point");
        ends += 1;
    }
    assert_eq!(ends, 2);
}
