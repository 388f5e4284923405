//! The file: its parts, packed with fixed times.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::render::cells::visible;
use crate::report::model::Report;
use crate::texts::{Message, Texts};

use super::error::WordError;
use super::pictures::Pictures;
use super::styles::WORD;
use super::xml::Xml;

/// Names of relations of the document.
pub(super) const HEADER_RELATION: &str = "header";
pub(super) const FIRST_HEADER_RELATION: &str = "firstHeader";

const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";
const WORD_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const OFFICE_TYPE: &str = "application/vnd.openxmlformats-officedocument";

/// The parts that depend on the report.
pub(super) struct Parts<'a> {
    pub(super) document: Vec<u8>,
    pub(super) styles: Vec<u8>,
    pub(super) numbering: Vec<u8>,
    /// The pictures shown, in the order of their relations.
    pub(super) pictures: Vec<&'a [u8]>,
}

/// The file.
pub(super) fn package(parts: &Parts<'_>, report: &Report, texts: &Texts) -> Result<Vec<u8>, WordError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // 1 January 1980, the first day a zip file knows: never the clock.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let packed = options.compression_method(CompressionMethod::Deflated);
    let mut add = |name: &str, content: &[u8], options: SimpleFileOptions| -> Result<(), WordError> {
        zip.start_file(name, options)?;
        Ok(zip.write_all(content)?)
    };
    add("[Content_Types].xml", &content_types()?, packed)?;
    add("_rels/.rels", &package_relations()?, packed)?;
    add("docProps/app.xml", &application()?, packed)?;
    add("docProps/core.xml", &core(report, texts)?, packed)?;
    add("word/document.xml", &parts.document, packed)?;
    add("word/styles.xml", &parts.styles, packed)?;
    add("word/numbering.xml", &parts.numbering, packed)?;
    add("word/settings.xml", &settings()?, packed)?;
    add("word/header1.xml", &header(true)?, packed)?;
    add("word/header2.xml", &header(false)?, packed)?;
    add("word/_rels/document.xml.rels", &document_relations(parts.pictures.len())?, packed)?;
    for (number, picture) in parts.pictures.iter().enumerate() {
        // A PNG does not get smaller.
        add(&media(number), picture, options.compression_method(CompressionMethod::Stored))?;
    }
    Ok(zip.finish()?.into_inner())
}

fn media(number: usize) -> String {
    format!("word/media/picture{}.png", number + 1)
}

fn content_types() -> Result<Vec<u8>, WordError> {
    let mut xml = Xml::part()?;
    xml.open("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))])?;
    let kinds = [
        ("png", "image/png"),
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ];
    for (ending, kind) in kinds {
        xml.empty("Default", &[("Extension", ending), ("ContentType", kind)])?;
    }
    let parts = [
        ("/docProps/app.xml", format!("{OFFICE_TYPE}.extended-properties+xml")),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml".to_owned()),
        ("/word/document.xml", format!("{WORD_TYPE}.document.main+xml")),
        ("/word/header1.xml", format!("{WORD_TYPE}.header+xml")),
        ("/word/header2.xml", format!("{WORD_TYPE}.header+xml")),
        ("/word/numbering.xml", format!("{WORD_TYPE}.numbering+xml")),
        ("/word/settings.xml", format!("{WORD_TYPE}.settings+xml")),
        ("/word/styles.xml", format!("{WORD_TYPE}.styles+xml")),
    ];
    for (name, kind) in &parts {
        xml.empty("Override", &[("PartName", name), ("ContentType", kind)])?;
    }
    xml.close("Types")?;
    Ok(xml.finish())
}

fn relations(all: &[(String, String, String)]) -> Result<Vec<u8>, WordError> {
    let mut xml = Xml::part()?;
    xml.open("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))])?;
    for (id, kind, target) in all {
        xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)])?;
    }
    xml.close("Relationships")?;
    Ok(xml.finish())
}

fn package_relations() -> Result<Vec<u8>, WordError> {
    let one = |id: &str, kind: String, target: &str| (id.to_owned(), kind, target.to_owned());
    relations(&[
        one("document", format!("{OFFICE}/relationships/officeDocument"), "word/document.xml"),
        one("core", format!("{PACKAGE}/relationships/metadata/core-properties"), "docProps/core.xml"),
        one("application", format!("{OFFICE}/relationships/extended-properties"), "docProps/app.xml"),
    ])
}

fn document_relations(pictures: usize) -> Result<Vec<u8>, WordError> {
    let one = |id: &str, kind: &str, target: &str| {
        (id.to_owned(), format!("{OFFICE}/relationships/{kind}"), target.to_owned())
    };
    let mut all = vec![
        one("styles", "styles", "styles.xml"),
        one("numbering", "numbering", "numbering.xml"),
        one("settings", "settings", "settings.xml"),
        one(HEADER_RELATION, "header", "header1.xml"),
        one(FIRST_HEADER_RELATION, "header", "header2.xml"),
    ];
    let picture = |number: usize| one(&Pictures::relation(number), "image", media(number).trim_start_matches("word/"));
    all.extend((0..pictures).map(picture));
    relations(&all)
}

/// The number of the page in the middle of the top margin; nothing on the first page.
fn header(with_number: bool) -> Result<Vec<u8>, WordError> {
    let mut xml = Xml::part()?;
    xml.open("w:hdr", &[("xmlns:w", WORD)])?;
    xml.open("w:p", &[])?;
    xml.open("w:pPr", &[])?;
    xml.value("w:pStyle", "Header")?;
    xml.close("w:pPr")?;
    if with_number {
        for step in ["begin", "instruction", "separate", "end"] {
            xml.open("w:r", &[])?;
            if step == "instruction" {
                xml.open("w:instrText", &[("xml:space", "preserve")])?;
                xml.text(" PAGE ")?;
                xml.close("w:instrText")?;
            } else {
                xml.empty("w:fldChar", &[("w:fldCharType", step)])?;
            }
            xml.close("w:r")?;
        }
    }
    xml.close("w:p")?;
    xml.close("w:hdr")?;
    Ok(xml.finish())
}

fn settings() -> Result<Vec<u8>, WordError> {
    let mut xml = Xml::part()?;
    xml.open("w:settings", &[("xmlns:w", WORD)])?;
    xml.empty("w:defaultTabStop", &[("w:val", "720")])?;
    xml.open("w:compat", &[])?;
    // Laid out as by Word 2013 and later, not in its compatibility mode.
    let mode =
        [("w:name", "compatibilityMode"), ("w:uri", "http://schemas.microsoft.com/office/word"), ("w:val", "15")];
    xml.empty("w:compatSetting", &mode)?;
    xml.close("w:compat")?;
    xml.close("w:settings")?;
    Ok(xml.finish())
}

fn application() -> Result<Vec<u8>, WordError> {
    let mut xml = Xml::part()?;
    xml.open("Properties", &[("xmlns", &format!("{OFFICE}/extended-properties"))])?;
    xml.open("Application", &[])?;
    xml.text(env!("CARGO_PKG_NAME"))?;
    xml.close("Application")?;
    xml.close("Properties")?;
    Ok(xml.finish())
}

fn core(report: &Report, texts: &Texts) -> Result<Vec<u8>, WordError> {
    let title = match &report.title {
        Some(title) => visible(title.get(texts.lang())),
        None => texts.get("report.title"),
    };
    let title = texts.say(&Message::new("word.file_title").with("title", title));
    let made = format!("{}T00:00:00Z", report.made);
    let mut xml = Xml::part()?;
    xml.open(
        "cp:coreProperties",
        &[
            ("xmlns:cp", &format!("{PACKAGE}/metadata/core-properties")),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    )?;
    xml.open("dc:title", &[])?;
    xml.text(&title)?;
    xml.close("dc:title")?;
    if let Some(body) = &report.details.body {
        xml.open("dc:creator", &[])?;
        xml.text(&visible(&body.replace('\n', " ")))?;
        xml.close("dc:creator")?;
    }
    xml.open("dc:language", &[])?;
    xml.text(texts.lang().code())?;
    xml.close("dc:language")?;
    for name in ["dcterms:created", "dcterms:modified"] {
        xml.open(name, &[("xsi:type", "dcterms:W3CDTF")])?;
        xml.text(&made)?;
        xml.close(name)?;
    }
    xml.close("cp:coreProperties")?;
    Ok(xml.finish())
}
