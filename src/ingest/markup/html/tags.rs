//! Tags, and what they mean for a table.

/// What a tag means here, whether it opens or closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Table,
    Row,
    Cell,
    /// `thead`, `tbody`, `tfoot`: no cell reaches out of one.
    Group,
    /// Ends the rows before it, as a group does.
    Between,
    Html,
    Body,
    /// Its content is text of another language and not shown.
    RawHidden,
    /// Its content is text without tags, and shown.
    RawShown,
    /// Its content is not shown.
    Hidden,
    /// Begins a line of its own.
    Line,
    /// Has no content, and stands within a line.
    Void,
    Inline,
}

pub(super) fn meaning(name: &[u8]) -> Meaning {
    match name {
        b"td" | b"th" => Meaning::Cell,
        b"tr" => Meaning::Row,
        b"table" => Meaning::Table,
        b"thead" | b"tbody" | b"tfoot" => Meaning::Group,
        b"caption" | b"col" | b"colgroup" => Meaning::Between,
        b"html" => Meaning::Html,
        b"body" => Meaning::Body,
        b"script" | b"style" | b"title" | b"noscript" | b"iframe" | b"noembed" => Meaning::RawHidden,
        b"textarea" | b"xmp" => Meaning::RawShown,
        b"xml" | b"template" => Meaning::Hidden,
        b"address" | b"article" | b"aside" | b"blockquote" | b"br" | b"center" | b"dd" | b"details" | b"dir"
        | b"div" | b"dl" | b"dt" | b"fieldset" | b"figcaption" | b"figure" | b"footer" | b"form" | b"frameset"
        | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"head" | b"header" | b"hr" | b"legend" | b"li"
        | b"listing" | b"main" | b"menu" | b"nav" | b"noframes" | b"ol" | b"optgroup" | b"option" | b"p"
        | b"plaintext" | b"pre" | b"section" | b"select" | b"summary" | b"ul" => Meaning::Line,
        b"area" | b"base" | b"embed" | b"img" | b"input" | b"link" | b"meta" | b"param" | b"source" | b"wbr" => {
            Meaning::Void
        }
        _ => Meaning::Inline,
    }
}

/// A start tag, of its attributes those that count.
#[derive(Debug, Default)]
pub(super) struct Tag {
    pub(super) name: Vec<u8>,
    /// Byte of the text at which the tag begins.
    pub(super) place: usize,
    pub(super) self_closing: bool,
    /// The first of each attribute counts.
    pub(super) colspan: Option<Vec<u8>>,
    pub(super) rowspan: Option<Vec<u8>>,
    pub(super) style: Option<Vec<u8>>,
    pub(super) hidden: bool,
    /// `x:num`: the number behind the text, written by Excel.
    pub(super) exact: Option<Vec<u8>>,
}

impl Tag {
    /// Columns the cell covers, as HTML counts them: 1 to 1000.
    pub(super) fn width(&self) -> usize {
        let wanted = self.colspan.as_deref().and_then(leading_number).unwrap_or(1);
        usize::try_from(wanted.clamp(1, 1000)).unwrap_or(1)
    }

    /// Rows the cell covers, as HTML counts them: 1 to 65534, or all that remain of its group.
    pub(super) fn height(&self) -> u64 {
        match self.rowspan.as_deref().and_then(leading_number) {
            Some(0) => u64::MAX,
            Some(rows) => rows.min(65534),
            None => 1,
        }
    }

    /// The element shows nothing. (A class of a style sheet may hide it too: that is not looked at.)
    pub(super) fn is_hidden(&self) -> bool {
        let style = || {
            let bytes = self.style.as_deref().unwrap_or_default().iter();
            let plain: Vec<u8> = bytes.filter(|byte| !byte.is_ascii_whitespace()).map(u8::to_ascii_lowercase).collect();
            memchr::memmem::find(&plain, b"display:none").is_some()
        };
        self.hidden || (self.style.is_some() && style())
    }
}

/// The number a value begins with; what follows it is ignored, as browsers do.
fn leading_number(value: &[u8]) -> Option<u64> {
    let value = value.trim_ascii_start();
    let value = value.strip_prefix(b"+").unwrap_or(value);
    let digits = value.iter().take_while(|byte| byte.is_ascii_digit());
    let mut number = None;
    for digit in digits {
        number = Some(number.unwrap_or(0_u64).saturating_mul(10).saturating_add(u64::from(digit - b'0')));
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_as_browsers_read_them() {
        for (value, width, height) in [
            (&b"3"[..], 3, 3),
            (b" 2px", 2, 2),
            (b"+4", 4, 4),
            (b"0", 1, u64::MAX),
            (b"", 1, 1),
            (b"-2", 1, 1),
            (b"x", 1, 1),
            (b"65534", 1000, 65534),
            (b"99999999999999999999999", 1000, 65534),
        ] {
            let tag = Tag { colspan: Some(value.to_vec()), rowspan: Some(value.to_vec()), ..Tag::default() };
            assert_eq!((tag.width(), tag.height()), (width, height), "{}", value.escape_ascii());
        }
        assert_eq!((Tag::default().width(), Tag::default().height()), (1, 1));
    }

    #[test]
    fn hidden_by_style_or_attribute() {
        let styled = |style: &str| Tag { style: Some(style.as_bytes().to_vec()), ..Tag::default() }.is_hidden();
        assert!(styled("color:red; Display : NONE;"));
        assert!(!styled("display:block"));
        assert!(Tag { hidden: true, ..Tag::default() }.is_hidden());
        assert!(!Tag::default().is_hidden());
    }
}
