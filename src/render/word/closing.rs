//! What stands below the body: the recipients, and who signs.

use std::io;

use crate::render::cells::visible;
use crate::report::model::Report;
use crate::texts::Texts;

use super::flow::{blank, plain};
use super::layout::TEXT_WIDTH;
use super::letterhead::{capitals, line};
use super::tables::{grid, open_cell, open_row, properties};
use super::xml::Xml;

/// Room for the signature and the seal, in lines.
const ROOM: usize = 5;

/// Recipients left, signature right.
pub(super) fn write(xml: &mut Xml, report: &Report, texts: &Texts) -> io::Result<()> {
    let (left, right) = (TEXT_WIDTH / 2, TEXT_WIDTH - TEXT_WIDTH / 2);
    xml.open("w:tbl", &[])?;
    properties(xml, TEXT_WIDTH, false)?;
    grid(xml, &[left, right])?;
    open_row(xml, false)?;
    open_cell(xml, left, false)?;
    recipients(xml, report, texts)?;
    xml.close("w:tc")?;
    open_cell(xml, right, false)?;
    signature(xml, report, texts)?;
    xml.close("w:tc")?;
    xml.close("w:tr")?;
    xml.close("w:tbl")
}

fn recipients(xml: &mut Xml, report: &Report, texts: &Texts) -> io::Result<()> {
    line(xml, "RecipientsHead", &[plain(&texts.get("word.recipients"))])?;
    let given = &report.details.recipients;
    for (place, recipient) in given.iter().enumerate() {
        let bare = visible(recipient);
        let bare = bare.trim().trim_start_matches('-').trim_start().trim_end_matches([';', '.']);
        let end = if place + 1 == given.len() { "." } else { ";" };
        line(xml, "Recipients", &[plain(&format!("- {bare}{end}"))])?;
    }
    if given.is_empty() {
        line(xml, "Recipients", &[plain("- "), blank(&texts.get("word.recipient")), plain(";")])?;
        line(xml, "Recipients", &[plain("- "), plain(&texts.get("word.filed")), blank("…"), plain(".")])?;
    }
    Ok(())
}

fn signature(xml: &mut Xml, report: &Report, texts: &Texts) -> io::Result<()> {
    let details = &report.details;
    for office in &details.signed_as {
        line(xml, "SignedAs", &[plain(&capitals(office))])?;
    }
    if details.signed_as.is_empty() {
        line(xml, "SignedAs", &[blank(&texts.get("word.signed_as"))])?;
    }
    for _ in 0..ROOM {
        line(xml, "SignedAs", &[])?;
    }
    let signer = match &details.signer {
        Some(name) => plain(&visible(name)),
        None => blank(&texts.get("word.signer")),
    };
    line(xml, "Signer", &[signer])
}
