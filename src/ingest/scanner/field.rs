//! A field of a record, and the text it stands for.

use std::borrow::Cow;
use std::ops::Range;

/// How quotes within a field are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Quoting {
    /// The bytes are the text: the field is not quoted, or no quote is within its quotes.
    #[default]
    Plain,
    /// Doubled quotes stand for one.
    Doubled,
    /// A quote behind a backslash stands for the quote alone.
    Backslashed,
}

/// Where a field stands in the record's bytes, quotes not included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Bytes of the field.
    pub range: Range<usize>,
    /// How quotes within it are written.
    pub quoting: Quoting,
}

impl Field {
    /// The text that `written`, this field's bytes or a part of them, stands for in a file that quotes with `quote`.
    #[must_use]
    pub fn unescape<'a>(&self, written: &'a str, quote: u8) -> Cow<'a, str> {
        self.quoting.unescape(written, quote)
    }
}

impl Quoting {
    /// The text that `written`, the bytes of a field quoted so or a part of them, stands for.
    pub(super) fn unescape(self, written: &str, quote: u8) -> Cow<'_, str> {
        let quote = char::from(quote);
        let escaped = match self {
            Quoting::Plain => return Cow::Borrowed(written),
            Quoting::Doubled => [quote, quote],
            Quoting::Backslashed => ['\\', quote],
        };
        let escaped: String = escaped.iter().collect();
        Cow::Owned(written.replace(&escaped, quote.encode_utf8(&mut [0; 4])))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_stand_for_what_was_meant() {
        let text = |written, quoting, quote| Field { range: 0..0, quoting }.unescape(written, quote).into_owned();
        assert_eq!(text(r#"say "hi""#, Quoting::Plain, b'"'), r#"say "hi""#);
        assert_eq!(text(r#"say ""hi"" """""#, Quoting::Doubled, b'"'), r#"say "hi" """#);
        assert_eq!(text("O''Brien \"\"", Quoting::Doubled, b'\''), "O'Brien \"\"");
        assert_eq!(text(r#"say \"hi\" C:\x"#, Quoting::Backslashed, b'"'), r#"say "hi" C:\x"#);
    }
}
