use std::borrow::Cow;

use quick_xml::events::Event;

use super::super::WorkbookError;
use super::super::texts::Texts;
use super::super::xml::{Xml, local};

/// The table of shared strings (bảng chuỗi dùng chung).
pub(super) fn read(mut xml: Xml<'_>) -> Result<Texts, WorkbookError> {
    let mut texts = Texts::default();
    let mut text = String::new();
    xml.enter("sst")?;
    loop {
        let is_string = match xml.next()? {
            Event::Start(tag) => local(&tag) == "si",
            Event::End(_) => return Ok(texts),
            _ => continue,
        };
        if is_string {
            text.clear();
            read_rich(&mut xml, &mut text)?;
            texts.open().push_str(&unescaped(&text));
            texts.close();
        } else {
            xml.skip()?;
        }
    }
}

/// Adds the text of a string element: its own, or that of its runs; the reading aid of East Asian texts (`rPh`) is none.
pub(super) fn read_rich(xml: &mut Xml<'_>, into: &mut String) -> Result<(), WorkbookError> {
    let mut runs = 0_u32;
    loop {
        let (is_text, is_run) = match xml.next()? {
            Event::Start(tag) => (local(&tag) == "t", local(&tag) == "r"),
            Event::End(_) if runs == 0 => return Ok(()),
            Event::End(_) => {
                runs -= 1;
                continue;
            }
            _ => continue,
        };
        if is_text {
            xml.text(into)?;
        } else if is_run {
            runs += 1;
        } else {
            xml.skip()?;
        }
    }
}

/// A text with its escapes of characters that XML does not hold (`_x000D_`) replaced.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if let Some(unit) = escape(rest) {
            units.push(unit);
            rest = rest.get(7..).unwrap_or_default();
        } else {
            units.extend_from_slice(letter.encode_utf16(&mut [0; 2]));
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        }
    }
    Cow::Owned(String::from_utf16_lossy(&units))
}

fn escape(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("_x")?.get(..5)?.strip_suffix('_')?;
    if digits.bytes().all(|digit| digit.is_ascii_hexdigit()) { u16::from_str_radix(digits, 16).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_characters() {
        assert_eq!(unescaped("một_x000D_hai_x000a_ba"), "một\rhai\nba");
        assert_eq!(unescaped("_x005F_x0041_"), "_x0041_");
        assert_eq!(unescaped("_xD83D__xDE00_"), "😀");
        for same in ["_x00", "_xZZZZ_", "ma_xa", "_x+041_", "_x004é_"] {
            assert_eq!(unescaped(same), same);
        }
    }
}
