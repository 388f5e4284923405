use quick_xml::events::Event;

use super::super::WorkbookError;
use super::super::days::Epoch;
use super::super::xml::{Xml, attribute, local, prefixed};

/// A sheet as the workbook lists it.
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) relation: String,
    pub(super) hidden: bool,
}

/// What the workbook says of its sheets.
pub(super) struct Book {
    pub(super) epoch: Epoch,
    pub(super) sheets: Vec<Listed>,
}

impl Book {
    pub(super) fn read(mut xml: Xml<'_>, most_sheets: usize) -> Result<Self, WorkbookError> {
        let mut book = Self { epoch: Epoch::From1900, sheets: Vec::new() };
        xml.enter("workbook")?;
        loop {
            let in_sheets = match xml.next()? {
                Event::Start(tag) if local(&tag) == "workbookPr" => {
                    if matches!(attribute(&tag, "date1904")?.as_deref().map(str::trim), Some("1" | "true" | "on")) {
                        book.epoch = Epoch::From1904;
                    }
                    false
                }
                Event::Start(tag) => local(&tag) == "sheets",
                Event::End(_) => return Ok(book),
                _ => continue,
            };
            if in_sheets {
                read_sheets(&mut xml, most_sheets, &mut book.sheets)?;
            } else {
                xml.skip()?;
            }
        }
    }
}

fn read_sheets(xml: &mut Xml<'_>, most: usize, sheets: &mut Vec<Listed>) -> Result<(), WorkbookError> {
    loop {
        let listed = match xml.next()? {
            Event::Start(tag) if local(&tag) == "sheet" => {
                let text = |name| Ok::<_, WorkbookError>(attribute(&tag, name)?.unwrap_or_default().into_owned());
                let state = text("state")?;
                let relation = prefixed(&tag, "id")?.unwrap_or_default().into_owned();
                Some((text("name")?, relation, state))
            }
            Event::Start(_) => None,
            Event::End(_) => return Ok(()),
            _ => continue,
        };
        xml.skip()?;
        if let Some((name, relation, state)) = listed {
            let hidden = match state.as_str() {
                "" | "visible" => false,
                "hidden" | "veryHidden" => true,
                _ => return Err(xml.damaged("an unknown state of a sheet")),
            };
            sheets.push(Listed { name, relation, hidden });
            if sheets.len() > most {
                return Err(WorkbookError::TooLarge { limit: "sheets", most: most as u64 });
            }
        }
    }
}
