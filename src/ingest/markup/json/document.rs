//! A JSON text, taken apart without a tree: every piece is a part of the text itself, numbers as written.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer as _, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::Deserializer;
use serde_json::value::RawValue;

use crate::ingest::markup::error::{Halt, MarkupError};
use crate::ingest::markup::lines::Lines;

/// The whole text, of which all pieces are parts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Document<'t> {
    pub(super) text: &'t str,
}

impl<'t> Document<'t> {
    /// Where a piece stands in the text.
    pub(super) fn place(&self, piece: &str) -> usize {
        (piece.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    /// The values that stand one after the other at the top. Their syntax is checked to the end of each.
    pub(super) fn values(&self) -> impl Iterator<Item = Result<&'t str, MarkupError>> + use<'t> {
        let document = *self;
        let values = Deserializer::from_str(self.text).into_iter::<&'t RawValue>();
        values.map(move |value| value.map(RawValue::get).map_err(|error| document.error(document.text, &error)))
    }

    /// Hands on every element of an array.
    pub(super) fn elements(
        &self,
        array: &'t str,
        each: &mut dyn FnMut(&'t str) -> Result<(), Halt>,
    ) -> Result<(), Halt> {
        let mut halt = None;
        let outcome = Deserializer::from_str(array).deserialize_seq(Elements { each, halt: &mut halt });
        self.outcome(array, halt, outcome)
    }

    /// Hands on every name and value of an object.
    pub(super) fn members(
        &self,
        object: &'t str,
        each: &mut dyn FnMut(&str, &'t str) -> Result<(), Halt>,
    ) -> Result<(), Halt> {
        let mut halt = None;
        let outcome = Deserializer::from_str(object).deserialize_map(Members { each, halt: &mut halt });
        self.outcome(object, halt, outcome)
    }

    /// The text of a quoted string.
    pub(super) fn string(&self, quoted: &str) -> Result<String, Halt> {
        // Nothing to decode, as nearly always.
        if let Some(inside) = quoted.get(1..quoted.len().saturating_sub(1))
            && memchr::memchr(b'\\', inside.as_bytes()).is_none()
        {
            return Ok(inside.to_owned());
        }
        serde_json::from_str(quoted).map_err(|error| self.error(quoted, &error).into())
    }

    /// An error of the form of the document, at a piece of it.
    pub(super) fn refused(&self, piece: &str, reason: &str) -> MarkupError {
        let (line, column) = self.position(self.place(piece));
        MarkupError::Json { line, column, reason: reason.to_owned() }
    }

    /// Line and byte of the line of a place, from 1.
    fn position(&self, place: usize) -> (u64, u64) {
        let before = self.text.as_bytes().get(..place).unwrap_or_default();
        let begin = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |end| end + 1);
        (Lines::new(self.text).of(place), (place - begin) as u64 + 1)
    }

    fn outcome(&self, piece: &str, halt: Option<Halt>, outcome: Result<(), serde_json::Error>) -> Result<(), Halt> {
        match (halt, outcome) {
            (Some(halt), _) => Err(halt),
            (None, Err(error)) => Err(self.error(piece, &error).into()),
            (None, Ok(())) => Ok(()),
        }
    }

    /// The parser's error in a piece, told in lines of the whole text.
    fn error(&self, piece: &str, error: &serde_json::Error) -> MarkupError {
        let before = piece.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
        let place = self.place(piece) + before + error.column().saturating_sub(1);
        let (line, column) = self.position(place.min(self.text.len()));
        // The parser calls `1.` and `-` wrong numbers even where the text ends.
        let last = place + 1 >= self.text.len();
        let in_number = self.text.ends_with(|letter: char| matches!(letter, '0'..='9' | '.' | '-' | '+' | 'e' | 'E'));
        if error.is_eof() || (last && in_number) {
            return MarkupError::JsonEnds { line, column };
        }
        // The parser adds its own place to the words.
        let words = error.to_string();
        let reason = words.rfind(" at line ").and_then(|end| words.get(..end)).unwrap_or(&words).to_owned();
        MarkupError::Json { line, column, reason }
    }
}

/// What an inner visitor answers once the caller has halted; never seen by anyone.
const HALTED: &str = "halted";

struct Elements<'v, 't> {
    each: &'v mut dyn FnMut(&'t str) -> Result<(), Halt>,
    halt: &'v mut Option<Halt>,
}

impl<'t> Visitor<'t> for Elements<'_, 't> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut elements: A) -> Result<(), A::Error> {
        while let Some(element) = elements.next_element::<&'t RawValue>()? {
            if let Err(halt) = (self.each)(element.get()) {
                *self.halt = Some(halt);
                return Err(A::Error::custom(HALTED));
            }
        }
        Ok(())
    }
}

struct Members<'v, 't> {
    each: &'v mut dyn FnMut(&str, &'t str) -> Result<(), Halt>,
    halt: &'v mut Option<Halt>,
}

impl<'t> Visitor<'t> for Members<'_, 't> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(name) = members.next_key_seed(Name)? {
            let value = members.next_value::<&'t RawValue>()?;
            if let Err(halt) = (self.each)(&name, value.get()) {
                *self.halt = Some(halt);
                return Err(A::Error::custom(HALTED));
            }
        }
        Ok(())
    }
}

/// A name, borrowed from the text unless it holds escapes.
struct Name;

impl<'t> DeserializeSeed<'t> for Name {
    type Value = Cow<'t, str>;

    fn deserialize<D: serde::Deserializer<'t>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'t> Visitor<'t> for Name {
    type Value = Cow<'t, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, name: &'t str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }
}
