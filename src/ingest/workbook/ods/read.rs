use std::collections::BTreeSet;

use quick_xml::events::Event;

use super::super::package::Package;
use super::super::sink::{Sink, Stop};
use super::super::xml::{Xml, attribute, local};
use super::super::{WorkbookError, WorkbookLimits};
use super::table::read_table;

/// The prefixes every known program writes. Attributes are looked up by them, so others must not pass for blank.
const PREFIXES: [(&str, &str); 3] = [
    ("xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
    ("xmlns:table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"),
    ("xmlns:text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
];

pub(in super::super) fn read(bytes: &[u8], limits: &WorkbookLimits, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let package = Package::open(bytes, limits.of_parts())?;
    let manifest = package.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(WorkbookError::Encrypted.into());
    }
    let mut xml = package.needed("content.xml")?;
    open_root(&mut xml)?;
    let mut hidden = BTreeSet::new();
    loop {
        enum Part {
            Styles,
            Body,
            Other,
        }
        let part = match xml.next()? {
            Event::Start(tag) => match local(&tag) {
                "automatic-styles" => Part::Styles,
                "body" => Part::Body,
                _ => Part::Other,
            },
            Event::End(_) => return Err(xml.damaged("it has no body").into()),
            _ => continue,
        };
        match part {
            Part::Styles => hidden_styles(&mut xml, &mut hidden)?,
            Part::Body => return read_body(&mut xml, limits, &hidden, sink),
            Part::Other => xml.skip()?,
        }
    }
}

fn open_root(xml: &mut Xml<'_>) -> Result<(), WorkbookError> {
    loop {
        if let Event::Start(tag) = xml.next()? {
            if local(&tag) != "document-content" {
                return Err(xml.damaged("it begins with another element"));
            }
            for (prefix, meaning) in PREFIXES {
                if attribute(&tag, prefix)?.is_some_and(|found| found != meaning) {
                    return Err(WorkbookError::Unsupported { what: "OpenDocument with unusual prefixes" });
                }
            }
            if attribute(&tag, "xmlns:table")?.is_none() || attribute(&tag, "xmlns:office")?.is_none() {
                return Err(WorkbookError::Unsupported { what: "OpenDocument with unusual prefixes" });
            }
            return Ok(());
        }
    }
}

/// Names of the styles that hide a table.
fn hidden_styles(xml: &mut Xml<'_>, hidden: &mut BTreeSet<String>) -> Result<(), WorkbookError> {
    loop {
        let name = match xml.next()? {
            Event::Start(tag) if local(&tag) == "style" => attribute(&tag, "style:name")?.map(|name| name.into_owned()),
            Event::Start(_) => None,
            Event::End(_) => return Ok(()),
            _ => continue,
        };
        match name {
            None => xml.skip()?,
            Some(name) => {
                if style_hides(xml)? {
                    hidden.insert(name);
                }
            }
        }
    }
}

fn style_hides(xml: &mut Xml<'_>) -> Result<bool, WorkbookError> {
    let mut hides = false;
    loop {
        match xml.next()? {
            Event::Start(tag) if local(&tag) == "table-properties" => {
                hides |= attribute(&tag, "table:display")?.is_some_and(|shown| shown == "false");
            }
            Event::Start(_) => {}
            Event::End(_) => return Ok(hides),
            _ => continue,
        }
        xml.skip()?;
    }
}

fn read_body(
    xml: &mut Xml<'_>,
    limits: &WorkbookLimits,
    hidden: &BTreeSet<String>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    loop {
        match xml.next()? {
            Event::Start(tag) if local(&tag) == "spreadsheet" => break,
            Event::Start(_) => xml.skip()?,
            Event::End(_) => return Err(WorkbookError::NoSheets.into()),
            _ => {}
        }
    }
    let mut tables = 0;
    loop {
        let table = match xml.next()? {
            Event::Start(tag) if local(&tag) == "table" => {
                let name = attribute(&tag, "table:name")?.unwrap_or_default().into_owned();
                let style = attribute(&tag, "table:style-name")?;
                Some((name, style.is_some_and(|style| hidden.contains(style.as_ref()))))
            }
            Event::Start(_) => None,
            Event::End(_) => return Ok(()),
            _ => continue,
        };
        let Some((name, is_hidden)) = table else {
            xml.skip()?;
            continue;
        };
        tables += 1;
        if tables > limits.sheets {
            return Err(WorkbookError::TooLarge { limit: "sheets", most: limits.sheets as u64 }.into());
        }
        if is_hidden {
            sink.hidden(&name)?;
            xml.skip()?;
        } else {
            sink.sheet(&name)?;
            read_table(xml, sink)?;
        }
    }
}
