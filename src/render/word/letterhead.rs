//! What stands above the body: the bodies and the state, number and date, the kind of document and its subject.

use std::io;

use crate::render::cells::visible;
use crate::report::model::Report;
use crate::texts::{Message, Texts};

use super::blocks::Inline;
use super::flow::{Paragraph, blank, paragraph, plain};
use super::layout::{BODY, LEFT_BLOCK, MOTTO, RIGHT_BLOCK, STATE, TEXT_WIDTH};
use super::measure::width;
use super::tables::{grid, open_cell, open_row, properties};
use super::xml::Xml;

/// The letterhead and the title.
pub(super) fn write(xml: &mut Xml, report: &Report, texts: &Texts) -> io::Result<()> {
    xml.open("w:tbl", &[])?;
    properties(xml, TEXT_WIDTH, false)?;
    grid(xml, &[LEFT_BLOCK, RIGHT_BLOCK])?;
    open_row(xml, false)?;
    open_cell(xml, LEFT_BLOCK, false)?;
    bodies(xml, report, texts)?;
    xml.close("w:tc")?;
    open_cell(xml, RIGHT_BLOCK, false)?;
    line(xml, "State", &[plain(&texts.get("word.state"))])?;
    let motto = texts.get("word.motto");
    line(xml, "Motto", &[plain(&motto)])?;
    rule(xml, width(&motto, MOTTO, true), RIGHT_BLOCK)?;
    xml.close("w:tc")?;
    xml.close("w:tr")?;
    open_row(xml, false)?;
    open_cell(xml, LEFT_BLOCK, false)?;
    line(xml, "DocumentNumber", &number(report, texts))?;
    xml.close("w:tc")?;
    open_cell(xml, RIGHT_BLOCK, false)?;
    line(xml, "PlaceAndDate", &place_and_date(report, texts))?;
    xml.close("w:tc")?;
    xml.close("w:tr")?;
    xml.close("w:tbl")?;
    title(xml, report, texts)
}

/// The superior body and the issuing one, a line under it.
fn bodies(xml: &mut Xml, report: &Report, texts: &Texts) -> io::Result<()> {
    let details = &report.details;
    match (&details.superior, &details.body) {
        (Some(superior), _) => {
            for words in superior.lines().map(capitals) {
                line(xml, "SuperiorBody", &[plain(&words)])?;
            }
        }
        (None, None) => line(xml, "SuperiorBody", &[blank(&texts.get("word.superior"))])?,
        // A body without a superior one.
        (None, Some(_)) => {}
    }
    let (words, inline): (Vec<String>, fn(&str) -> Inline) = match &details.body {
        Some(body) => (body.lines().map(capitals).collect(), plain),
        None => (vec![texts.get("word.body")], blank),
    };
    for words in &words {
        line(xml, "IssuingBody", &[inline(words)])?;
    }
    let longest = words.iter().map(|words| width(words, STATE, true)).max().unwrap_or(0);
    rule(xml, part_of(longest, LEFT_BLOCK), LEFT_BLOCK)
}

fn number(report: &Report, texts: &Texts) -> Vec<Inline> {
    match &report.details.number {
        Some(number) => vec![plain(&texts.say(&Message::new("word.number").with("number", visible(number))))],
        None => vec![
            plain(&texts.say(&Message::new("word.number").with("number", ""))),
            blank("…"),
            plain(&texts.get("word.number_sign")),
            blank("…"),
        ],
    }
}

fn place_and_date(report: &Report, texts: &Texts) -> Vec<Inline> {
    let shown = |value: &Option<String>, key: &str| match value {
        Some(text) => plain(&visible(text)),
        None => blank(&texts.get(key)),
    };
    vec![shown(&report.details.place, "word.place"), plain(", "), shown(&report.details.date, "word.date")]
}

/// The kind of document and its subject, a short line under it.
fn title(xml: &mut Xml, report: &Report, texts: &Texts) -> io::Result<()> {
    line(xml, "KindOfDocument", &[plain(&texts.get("word.kind"))])?;
    let subject = match &report.details.subject {
        Some(subject) => subject.clone(),
        None => {
            let period = report.period.period;
            let (from, to) = (period.from.slashed(), period.to.slashed());
            texts.say(&Message::new("word.subject").with("from", from).with("to", to))
        }
    };
    let mut longest = 0;
    for words in subject.lines().map(visible) {
        longest = width(&words, BODY, true).max(longest);
        line(xml, "Subject", &[plain(&words)])?;
    }
    rule(xml, part_of(longest, TEXT_WIDTH), TEXT_WIDTH)?;
    line(xml, "AfterTable", &[])
}

/// A line below words is a third to a half as long as they are.
fn part_of(words: u32, room: u32) -> u32 {
    words.min(room) * 2 / 5
}

pub(super) fn capitals(text: &str) -> String {
    visible(text).to_uppercase()
}

pub(super) fn line(xml: &mut Xml, style: &str, inlines: &[Inline]) -> io::Result<()> {
    paragraph(xml, Paragraph { style, ..Paragraph::default() }, inlines)
}

/// A line of this length in the middle of its room.
fn rule(xml: &mut Xml, length: u32, room: u32) -> io::Result<()> {
    let side = (room.saturating_sub(length) / 2).to_string();
    xml.open("w:p", &[])?;
    xml.open("w:pPr", &[])?;
    xml.value("w:pStyle", "Rule")?;
    xml.open("w:pBdr", &[])?;
    xml.empty("w:top", &[("w:val", "single"), ("w:sz", "6"), ("w:space", "0"), ("w:color", "auto")])?;
    xml.close("w:pBdr")?;
    xml.empty("w:ind", &[("w:left", &side), ("w:right", &side), ("w:firstLine", "0")])?;
    xml.close("w:pPr")?;
    xml.close("w:p")
}
