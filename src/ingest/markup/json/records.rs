//! Which objects of a document are the records.

use super::document::Document;
use crate::ingest::markup::error::{Halt, MarkupError, Measure};
use crate::ingest::markup::limits::MarkupLimits;

/// Name of the sheet when the records stand at the top of the document.
const UNNAMED: &str = "records";

/// Where the records stand.
#[derive(Debug, Clone, Copy)]
enum Place<'t> {
    /// Elements of this array.
    Array(&'t str),
    /// The values at the top, one after the other.
    Top,
}

/// The records of a document.
#[derive(Debug)]
pub(super) struct Records<'t> {
    document: Document<'t>,
    place: Place<'t>,
    /// Dotted name of the array.
    pub(super) name: String,
}

/// An array met on the way from the top.
struct Array<'t> {
    name: String,
    text: &'t str,
    holds_objects: bool,
}

impl<'t> Records<'t> {
    /// Finds the records. The syntax of the whole document has been checked when they are found.
    pub(super) fn find(document: Document<'t>, limits: &MarkupLimits) -> Result<Self, MarkupError> {
        let mut values = document.values();
        let first = values.next().ok_or(MarkupError::NoTable)??;
        let mut several = false;
        for value in values {
            value?;
            several = true;
        }
        let records = |place, name: &str| Self { document, place, name: name.to_owned() };
        if several {
            return Ok(records(Place::Top, UNNAMED));
        }
        if first.starts_with('[') {
            return Ok(records(Place::Array(first), UNNAMED));
        }
        if !first.starts_with('{') {
            return Err(document.refused(first, "neither an object nor an array"));
        }
        let mut search = Search { document, limits, found: Vec::new() };
        match search.object(first, "", 1) {
            Ok(()) => {}
            Err(Halt::Failed(error)) => return Err(error),
            Err(Halt::Enough) => {}
        }
        let mut found = search.found;
        // An empty array counts only when there is no other.
        if found.iter().any(|array| array.holds_objects) {
            found.retain(|array| array.holds_objects);
        }
        match found.as_slice() {
            [] => Ok(records(Place::Top, UNNAMED)),
            [only] => Ok(records(Place::Array(only.text), &only.name)),
            several => {
                Err(MarkupError::SeveralArrays { names: several.iter().map(|array| array.name.clone()).collect() })
            }
        }
    }

    /// Hands on every record.
    pub(super) fn each(&self, each: &mut dyn FnMut(&'t str) -> Result<(), Halt>) -> Result<(), Halt> {
        let mut checked = |value: &'t str| {
            if value.starts_with('{') {
                each(value)
            } else {
                Err(self.document.refused(value, "not an object, as a record must be").into())
            }
        };
        match self.place {
            Place::Array(array) => self.document.elements(array, &mut checked),
            Place::Top => self.document.values().try_for_each(|value| checked(value?)),
        }
    }
}

struct Search<'t, 'l> {
    document: Document<'t>,
    limits: &'l MarkupLimits,
    found: Vec<Array<'t>>,
}

impl<'t> Search<'t, '_> {
    /// Gathers the arrays of objects and the empty arrays of an object and of the objects in it.
    fn object(&mut self, object: &'t str, path: &str, depth: usize) -> Result<(), Halt> {
        let document = self.document;
        if depth > self.limits.levels() {
            let line = crate::ingest::markup::lines::Lines::new(document.text).of(document.place(object));
            return Err(MarkupError::too_large(Measure::Depth, self.limits, line).into());
        }
        document.members(object, &mut |name, value| {
            let name = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            match value.as_bytes().first() {
                Some(b'{') => self.object(value, &name, depth + 1)?,
                Some(b'[') => {
                    let (mut empty, mut holds_objects) = (true, false);
                    document.elements(value, &mut |element| {
                        empty = false;
                        holds_objects |= element.starts_with('{');
                        Ok(())
                    })?;
                    if empty || holds_objects {
                        self.found.push(Array { name, text: value, holds_objects });
                    }
                }
                _ => {}
            }
            Ok(())
        })
    }
}
