//! A part of XML as a stream of elements and texts.

use std::borrow::Cow;
use std::io::{BufReader, Chain, Cursor, Read};

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::ingest::archive::Unpacked;

use super::WorkbookError;

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// Elements within elements; real parts have a dozen.
const DEEPEST: usize = 256;

/// A part of XML. An element without content comes as a start and an end.
pub(super) struct Xml<'a> {
    reader: Reader<BufReader<Chain<Cursor<Vec<u8>>, Unpacked<'a>>>>,
    buffer: Vec<u8>,
    part: String,
    depth: usize,
}

impl<'a> Xml<'a> {
    pub(super) fn new(mut source: Unpacked<'a>, part: &str) -> Result<Self, WorkbookError> {
        let mut head = Vec::new();
        source.by_ref().take(4).read_to_end(&mut head).map_err(WorkbookError::from_io)?;
        if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || head.contains(&0) {
            return Err(WorkbookError::Unsupported { what: "XML in UTF-16" });
        }
        if head.starts_with(UTF8_MARK) {
            head.drain(..UTF8_MARK.len());
        }
        let mut reader = Reader::from_reader(BufReader::with_capacity(1 << 15, Cursor::new(head).chain(source)));
        reader.config_mut().expand_empty_elements = true;
        Ok(Self { reader, buffer: Vec::new(), part: part.to_owned(), depth: 0 })
    }

    pub(super) fn damaged(&self, what: &'static str) -> WorkbookError {
        WorkbookError::damaged(&self.part, what)
    }

    /// What comes next; an error at the end of the part, so that no reader takes it for the end of an element.
    pub(super) fn next(&mut self) -> Result<Event<'_>, WorkbookError> {
        self.buffer.clear();
        let broken = |what| WorkbookError::damaged(&self.part, what);
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            // The part was unpacked before and is in memory: only its XML can be at fault.
            Err(_) => return Err(broken("it is no XML")),
        };
        match &event {
            Event::Eof => return Err(broken("its XML ends too early")),
            Event::Start(_) => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err(broken("its elements are too deep"));
                }
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Decl(declaration) => match declaration.encoding() {
                None => {}
                Some(Ok(name)) if name.eq_ignore_ascii_case("utf-8") || name.eq_ignore_ascii_case("us-ascii") => {}
                Some(_) => return Err(WorkbookError::Unsupported { what: "XML in another encoding than UTF-8" }),
            },
            _ => {}
        }
        Ok(event)
    }

    /// Leaves the element whose start was read last, with all that is in it.
    pub(super) fn skip(&mut self) -> Result<(), WorkbookError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    /// Goes into the one outermost element, which must have this name.
    pub(super) fn enter(&mut self, name: &str) -> Result<(), WorkbookError> {
        loop {
            if let Event::Start(tag) = self.next()? {
                return if local(&tag) == name { Ok(()) } else { Err(self.damaged("it begins with another element")) };
            }
        }
    }

    /// Adds the text of the element whose start was read last, without that of elements in it, and leaves it.
    pub(super) fn text(&mut self, into: &mut String) -> Result<(), WorkbookError> {
        let inside = self.depth;
        while self.depth >= inside {
            if self.depth > inside {
                self.skip()?;
                continue;
            }
            let pushed = push(&self.next()?, into);
            pushed.ok_or_else(|| self.damaged("an unknown entity"))?;
        }
        Ok(())
    }
}

/// Adds the text of an event, if it has any. None for an entity that XML does not know.
pub(super) fn push(event: &Event<'_>, into: &mut String) -> Option<()> {
    match event {
        Event::Text(text) => into.push_str(&text.xml10_content()),
        Event::CData(text) => into.push_str(&text.xml10_content()),
        Event::GeneralRef(entity) => match entity.resolve_char_ref() {
            Ok(Some(letter)) => into.push(letter),
            Ok(None) => into.push_str(quick_xml::escape::resolve_predefined_entity(entity)?),
            Err(_) => return None,
        },
        _ => {}
    }
    Some(())
}

/// Name of an element without its prefix.
pub(super) fn local<'t>(tag: &'t BytesStart<'_>) -> &'t str {
    let name: &'t str = tag.name().into_inner();
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Value of an attribute with exactly this name.
///
/// # Errors
/// When it, or an attribute before it, is no XML.
pub(super) fn attribute<'t>(tag: &'t BytesStart<'_>, name: &str) -> Result<Option<Cow<'t, str>>, WorkbookError> {
    find(tag, |key| key == name)
}

/// Value of an attribute with this name behind any prefix.
///
/// # Errors
/// When it, or an attribute before it, is no XML.
pub(super) fn prefixed<'t>(tag: &'t BytesStart<'_>, name: &str) -> Result<Option<Cow<'t, str>>, WorkbookError> {
    find(tag, |key| key.rsplit_once(':').is_some_and(|(_, local)| local == name))
}

fn find<'t>(tag: &'t BytesStart<'_>, is_it: impl Fn(&str) -> bool) -> Result<Option<Cow<'t, str>>, WorkbookError> {
    // Looking for names that stand twice would take the square of their number.
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| malformed())?;
        if is_it(attribute.key.into_inner()) {
            return attribute.normalized_value(XmlVersion::Implicit1_0).map(Some).map_err(|_| malformed());
        }
    }
    Ok(None)
}

fn malformed() -> WorkbookError {
    WorkbookError::damaged("", "an attribute is no XML")
}
