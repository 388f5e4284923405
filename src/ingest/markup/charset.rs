//! The encoding a markup text says it has.

use memchr::memmem;

/// The name of the encoding declared in the head of a file (its first kilobytes, undecoded), in lower case: from the XML
/// declaration, `<meta charset>`, or `<meta http-equiv=Content-Type>`; the first that names one. Comments do not count.
///
/// Whether the bytes are of that encoding is another matter: many a system declares one and writes another.
#[must_use]
pub fn declared_charset(head: &[u8]) -> Option<String> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let head = head.trim_ascii_start();
    if head.starts_with(b"<?xml") {
        let length = memmem::find(head, b"?>").unwrap_or(head.len());
        let declaration = String::from_utf8_lossy(head.get(..length).unwrap_or_default());
        if let Some(name) = value_after(&declaration, "encoding") {
            return Some(name);
        }
    }
    let head = head.to_ascii_lowercase();
    let mut rest = head.as_slice();
    while let Some(begin) = memchr::memchr(b'<', rest) {
        rest = rest.get(begin + 1..).unwrap_or_default();
        let end = if rest.starts_with(b"!--") { &b"-->"[..] } else { b">" };
        let length = memmem::find(rest, end)?;
        if let Some(attributes) = rest.get(..length).and_then(|tag| tag.strip_prefix(b"meta"))
            && let Some(name) = meta(&String::from_utf8_lossy(attributes))
        {
            return Some(name);
        }
        rest = rest.get(length + end.len()..).unwrap_or_default();
    }
    None
}

/// The encoding named by the attributes of a `<meta>`, given in lower case.
fn meta(attributes: &str) -> Option<String> {
    match value_after(attributes, "content") {
        Some(content) if value_after(attributes, "http-equiv")? == "content-type" => value_after(&content, "charset"),
        Some(_) => None,
        None => value_after(attributes, "charset"),
    }
}

/// What stands after `key =`, in quotes or not.
fn value_after(text: &str, key: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    // The key stands for itself: `content` is also the beginning of `content-type`.
    let mut behinds = lower.match_indices(key).filter_map(|(at, _)| lower.get(at + key.len()..));
    let behind = behinds.find_map(|behind| behind.trim_start().strip_prefix('='))?.trim_start();
    let value = match behind.chars().next()? {
        quote @ ('"' | '\'') => behind.get(1..)?.split(quote).next()?,
        _ => behind.split([' ', ';', ',', '\t', '\r', '\n']).next()?,
    };
    tidy(value)
}

fn tidy(name: &str) -> Option<String> {
    let name = name.trim().to_ascii_lowercase();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn declarations() {
        for (head, expected) in [
            (&b"<meta charset=UTF-8><table>"[..], Some("utf-8")),
            (b"\xef\xbb\xbf<html><head><META CHARSET='windows-1258'/>", Some("windows-1258")),
            (b"<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-16le\">\xff\xfe", Some("utf-16le")),
            (b"<meta content='text/html;charset = \"x-tcvn\"' http-equiv=content-type>", Some("x-tcvn")),
            (b"<meta http-equiv=Content-Type content=\"text/html; charset=us-ascii; x\">", Some("us-ascii")),
            (b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>", Some("iso-8859-1")),
            (b"  <?xml version='1.0' encoding = 'UTF-8' ?><meta charset=x>", Some("utf-8")),
            (b"<?xml version='1.0'?><html><meta charset=x>", Some("x")),
            (b"<meta name=viewport content=\"charset=no\"><meta charset=yes>", Some("yes")),
            (b"<meta http-equiv=refresh content=\"charset=no\">", None),
            (b"<!-- <meta charset=no> --><table>", None),
            (b"<meta charset=\"\"><table>", None),
            (b"<meta charset=utf", None),
            (b"charset=utf-8", None),
            (b"", None),
        ] {
            assert_eq!(declared_charset(head).as_deref(), expected, "{}", head.escape_ascii());
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_looked_at_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = declared_charset(&bytes);
        }

        #[test]
        fn pieces_too(pieces in proptest::collection::vec(prop_oneof![
            Just("<meta "), Just("charset"), Just("="), Just("\""), Just(">"), Just("content="), Just("<?xml "),
            Just("encoding"), Just("http-equiv=content-type "), Just("?>"), Just("đ"),
        ], 0..20)) {
            let _ = declared_charset(pieces.concat().as_bytes());
        }
    }
}
