//! The fields of the records, and which of them are columns.

use std::collections::HashMap;

/// The column of values whose name is the empty text, as JSON writes that name. A header of nothing but such names would
/// else be a blank row.
const NAMELESS: &str = "\"\"";

/// What is known of one dotted name.
#[derive(Debug, Default)]
struct Known {
    path: String,
    /// Seen with a value of its own.
    has_value: bool,
    /// Seen as an object, or as an array that holds objects.
    has_fields: bool,
    /// The object that named it last, and the record in which it last stood outside of arrays.
    object: u64,
    record: u64,
    column: Option<usize>,
}

/// Every dotted name of the records, in the order in which they first appear.
#[derive(Debug, Default)]
pub(super) struct Names {
    known: Vec<Known>,
    /// Only looked up, never walked through.
    places: HashMap<String, usize>,
    /// Records name their fields in the same order: the name after the last one is the likeliest.
    next: usize,
    objects: u64,
}

impl Names {
    /// The number of a dotted name.
    pub(super) fn number(&mut self, path: &str) -> usize {
        if self.known.get(self.next).is_none_or(|known| known.path != path) {
            self.next = match self.places.get(path) {
                Some(number) => *number,
                None => {
                    let number = self.known.len();
                    self.places.insert(path.to_owned(), number);
                    self.known.push(Known { path: path.to_owned(), ..Known::default() });
                    number
                }
            };
        }
        self.next += 1;
        self.next - 1
    }

    /// A record begins: its first name is likely the first of all.
    pub(super) fn begin_record(&mut self) {
        self.next = 0;
    }

    /// An object begins: its number.
    pub(super) fn begin_object(&mut self) -> u64 {
        self.objects += 1;
        self.objects
    }

    pub(super) fn count(&self) -> usize {
        self.known.len()
    }

    pub(super) fn path(&self, number: usize) -> &str {
        self.known.get(number).map_or("", |known| known.path.as_str())
    }

    /// The object names it: false when it has done so before.
    pub(super) fn name_in(&mut self, number: usize, object: u64) -> bool {
        self.known.get_mut(number).is_none_or(|known| std::mem::replace(&mut known.object, object) != object)
    }

    /// The record (numbered from 1) has it outside of arrays: false when it had so before.
    pub(super) fn stand_in(&mut self, number: usize, record: u64) -> bool {
        self.known.get_mut(number).is_none_or(|known| std::mem::replace(&mut known.record, record) != record)
    }

    pub(super) fn has_value(&mut self, number: usize) {
        if let Some(known) = self.known.get_mut(number) {
            known.has_value = true;
        }
    }

    pub(super) fn has_fields(&mut self, number: usize) {
        if let Some(known) = self.known.get_mut(number) {
            known.has_fields = true;
        }
    }

    /// All names are known: gives every name that has a value its column, and also those that are never anything but null
    /// or empty. Answers the header.
    pub(super) fn lay_out(&mut self) -> Vec<String> {
        let mut header = Vec::new();
        for known in &mut self.known {
            if known.has_value || !known.has_fields {
                known.column = Some(header.len());
                let is_nameless = known.path.is_empty();
                header.push(if is_nameless { NAMELESS.to_owned() } else { known.path.clone() });
            }
        }
        header
    }

    pub(super) fn column(&self, number: usize) -> Option<usize> {
        self.known.get(number).and_then(|known| known.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_number_whatever_the_order() {
        let mut names = Names::default();
        assert_eq!([names.number("a"), names.number("b"), names.number("c")], [0, 1, 2]);
        names.begin_record();
        assert_eq!([names.number("c"), names.number("a"), names.number("d"), names.number("b")], [2, 0, 3, 1]);
        assert_eq!((names.count(), names.path(3)), (4, "d"));
    }

    #[test]
    fn a_parent_is_a_column_only_with_a_value_of_its_own() {
        let mut names = Names::default();
        for path in ["agency", "agency.name", "empty", "mixed", "mixed.x"] {
            names.number(path);
        }
        names.has_fields(0);
        names.has_value(1);
        names.has_fields(3);
        names.has_value(3);
        names.has_value(4);
        assert_eq!(names.lay_out(), ["agency.name", "empty", "mixed", "mixed.x"]);
        assert_eq!((names.column(0), names.column(1), names.column(4)), (None, Some(0), Some(3)));
    }
}
