use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::super::WorkbookError;
use super::super::formats::{Format, built_in, spelled_out};
use super::super::xml::{Xml, attribute, local};

/// What the styles of cells make of numbers, by the number of the style.
pub(super) fn read(mut xml: Xml<'_>) -> Result<Vec<Format>, WorkbookError> {
    let mut spelled = BTreeMap::new();
    let mut styles = Vec::new();
    xml.enter("styleSheet")?;
    loop {
        enum Part {
            Formats,
            Styles,
            Other,
        }
        let part = match xml.next()? {
            Event::Start(tag) => match local(&tag) {
                "numFmts" => Part::Formats,
                "cellXfs" => Part::Styles,
                _ => Part::Other,
            },
            Event::End(_) => break,
            _ => continue,
        };
        match part {
            Part::Formats => each(&mut xml, "numFmt", |tag| {
                let code = attribute(tag, "formatCode")?.unwrap_or_default();
                spelled.insert(number_of(tag)?, spelled_out(&code));
                Ok(())
            })?,
            Part::Styles => each(&mut xml, "xf", |tag| {
                styles.push(number_of(tag)?);
                Ok(())
            })?,
            Part::Other => xml.skip()?,
        }
    }
    // The formats may stand behind the styles.
    let format = |number: Option<u32>| match number {
        None => Format::Number,
        Some(known) => spelled.get(&number).copied().unwrap_or_else(|| built_in(known)),
    };
    Ok(styles.into_iter().map(format).collect())
}

fn number_of(tag: &BytesStart<'_>) -> Result<Option<u32>, WorkbookError> {
    match attribute(tag, "numFmtId")? {
        None => Ok(None),
        Some(text) => match text.trim().parse() {
            Ok(number) => Ok(Some(number)),
            // Days would come out as numbers.
            Err(_) => Err(WorkbookError::damaged("styles.xml", "a format without a number")),
        },
    }
}

/// Looks at the children of this name.
fn each(
    xml: &mut Xml<'_>,
    name: &str,
    mut look: impl FnMut(&BytesStart<'_>) -> Result<(), WorkbookError>,
) -> Result<(), WorkbookError> {
    loop {
        match xml.next()? {
            Event::Start(tag) if local(&tag) == name => look(&tag)?,
            Event::Start(_) => {}
            Event::End(_) => return Ok(()),
            _ => continue,
        }
        xml.skip()?;
    }
}
