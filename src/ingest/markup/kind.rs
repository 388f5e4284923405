//! What kind of markup a text is, and on what evidence.

use serde_json::value::RawValue;

const SPREADSHEET_NAMESPACE: &str = "urn:schemas-microsoft-com:office:spreadsheet";

/// Tags nothing but an HTML document begins with.
const HTML_OPENINGS: [&str; 6] = ["html", "head", "body", "meta", "table", "thead"];

/// A kind of markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkupKind {
    /// HTML: [`super::read_html`].
    Html,
    /// SpreadsheetML 2003, "XML Spreadsheet" of Excel: [`super::read_spreadsheet_xml`].
    SpreadsheetXml,
    /// XML of another kind: not read.
    OtherXml,
    /// One JSON document: [`super::read_json`].
    Json,
    /// JSON objects one after the other, a line each: [`super::read_json`].
    JsonLines,
    /// A web archive, "single file web page" of Excel: not read.
    Mhtml,
}

/// The kind of a text that begins with `head` (some kilobytes of it; it may break off anywhere), or nothing when it is
/// no markup for all that is known. A byte order mark and blanks before the first sign are passed over.
///
/// A delimited text may begin with `<`, `[` or `{` too, so more is asked for than that sign:
///
/// * `Html`: `<!DOCTYPE html`, `<html`, `<head`, `<body`, `<meta`, `<table` or `<thead`, also after comments and an XML
///   declaration; after any other tag (`<b>`, `<br>`, `<style>`) or a comment that fills the head, only when a `<table` or
///   `<html` tag follows in the head.
/// * `SpreadsheetXml`: the processing instruction `mso-application` with `Excel.Sheet`, or an element `Workbook` whose tag
///   names the namespace of SpreadsheetML.
/// * `OtherXml`: an XML declaration; or a first tag that declares a namespace or has another tag right behind it.
/// * `Json`: `{` with a quoted name and a colon behind it, or `[` with such an object behind it, or `{}` and `[]` with
///   nothing behind. When the first value ends in the head, nothing but blanks may follow.
/// * `JsonLines`: a whole object, and another `{` with a quoted name and a colon behind it.
/// * `Mhtml`: a first line `Name: value`, and `MIME-Version:` and `multipart/related` before the first blank line.
#[must_use]
pub fn looks_like(head: &str) -> Option<MarkupKind> {
    let head = head.trim_start_matches('\u{feff}').trim_start();
    match head.as_bytes().first()? {
        b'<' => angled(head),
        b'{' | b'[' => json(head),
        _ => is_web_archive(head).then_some(MarkupKind::Mhtml),
    }
}

/// True when a UTF-8 text that begins with these bytes is no markup, whatever follows: its first sign opens none, and its first
/// line does not begin with `Name:`.
pub fn is_none(start: &[u8]) -> bool {
    let end = start.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-');
    match end.and_then(|end| start.get(end)) {
        None | Some(b':') => false,
        Some(_) if end != Some(0) => true,
        // Letters beyond ASCII, up to ư; blanks and marks come behind them.
        Some(0xC3..=0xC6) => true,
        Some(byte) => byte.is_ascii_graphic() && !matches!(byte, b'<' | b'{' | b'['),
    }
}

fn angled(head: &str) -> Option<MarkupKind> {
    let declared = begins(head, "<?xml");
    let mut rest = head;
    loop {
        let (opening, end) = if rest.starts_with("<!--") {
            ("<!--", "-->")
        } else if rest.starts_with("<?") {
            ("<?", "?>")
        } else {
            break;
        };
        let Some(length) = rest.find(end) else { break };
        let inside = rest.get(opening.len()..length).unwrap_or_default();
        if opening == "<?" && begins(inside, "mso-application") && inside.contains("Excel.Sheet") {
            return Some(MarkupKind::SpreadsheetXml);
        }
        rest = rest.get(length + end.len()..).unwrap_or_default().trim_start();
    }
    if begins(rest, "<!doctype") {
        let doctype = rest.get("<!doctype".len()..).unwrap_or_default().trim_start();
        return Some(if begins(doctype, "html") { MarkupKind::Html } else { MarkupKind::OtherXml });
    }
    if HTML_OPENINGS.iter().any(|name| is_tag(rest, name)) {
        return Some(MarkupKind::Html);
    }
    let length = rest.find('>').unwrap_or(rest.len());
    let tag = rest.get(..length).unwrap_or_default();
    let name = tag.split([' ', '\t', '\r', '\n', '/']).next().unwrap_or_default();
    if name.trim_start_matches('<').rsplit(':').next() == Some("Workbook") && tag.contains(SPREADSHEET_NAMESPACE) {
        return Some(MarkupKind::SpreadsheetXml);
    }
    let holds = |name| rest.match_indices('<').any(|(at, _)| rest.get(at..).is_some_and(|tag| is_tag(tag, name)));
    if !declared && (holds("table") || holds("html")) {
        return Some(MarkupKind::Html);
    }
    let behind = rest.get(length + 1..).unwrap_or_default().trim_start();
    let named = name.chars().nth(1).is_some_and(char::is_alphabetic);
    let is_xml = declared || (named && (tag.contains(" xmlns") || behind.starts_with('<')));
    is_xml.then_some(MarkupKind::OtherXml)
}

/// Whether `text` begins with `start`, case of ASCII letters aside.
fn begins(text: &str, start: &str) -> bool {
    text.as_bytes().get(..start.len()).is_some_and(|bytes| bytes.eq_ignore_ascii_case(start.as_bytes()))
}

/// Whether `text` begins with a start tag of that name; a head may break off right after the name.
fn is_tag(text: &str, name: &str) -> bool {
    let rest = text.strip_prefix('<').unwrap_or_default();
    begins(rest, name)
        && rest.as_bytes().get(name.len()).is_none_or(|next| next.is_ascii_whitespace() || matches!(next, b'>' | b'/'))
}

fn json(head: &str) -> Option<MarkupKind> {
    let first = head.strip_prefix('[').map_or(head, str::trim_start);
    let empty = matches!(first.trim_end(), "{}" | "]" | "{}]");
    if !empty && !is_object(first) {
        return None;
    }
    let mut values = serde_json::Deserializer::from_str(head).into_iter::<&RawValue>();
    match values.next() {
        Some(Ok(_)) => {
            let rest = head.get(values.byte_offset()..).unwrap_or_default().trim_start();
            match rest.is_empty() {
                true => Some(MarkupKind::Json),
                false => (head.starts_with('{') && is_object(rest)).then_some(MarkupKind::JsonLines),
            }
        }
        // Broken off or damaged: the reader says where.
        _ => Some(MarkupKind::Json),
    }
}

/// `{`, a quoted name, and a colon; or so much of that as the text holds.
fn is_object(text: &str) -> bool {
    let Some(inside) = text.strip_prefix('{').map(str::trim_start) else { return false };
    let Some(name) = inside.strip_prefix('"') else { return inside.is_empty() };
    let mut escaped = false;
    for (at, byte) in name.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => {
                let behind = name.get(at + 1..).unwrap_or_default().trim_start();
                return behind.is_empty() || behind.starts_with(':');
            }
            _ => {}
        }
    }
    true
}

fn is_web_archive(head: &str) -> bool {
    let headers: Vec<&str> = head.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
    let named = |line: &str| {
        line.split_once(':').is_some_and(|(name, _)| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
    };
    headers.first().is_some_and(|line| named(line))
        && headers.iter().any(|line| begins(line, "mime-version:"))
        && headers.iter().any(|line| line.to_ascii_lowercase().contains("multipart/related"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(kind: Option<MarkupKind>, heads: &[&str]) {
        for head in heads {
            assert_eq!(looks_like(head), kind, "{head}");
        }
    }

    #[test]
    fn html() {
        all(
            Some(MarkupKind::Html),
            &[
                "<table><tr><td>1</td></tr></table>",
                "\u{feff}<TABLE border=1>",
                "\r\n\t <html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">",
                "<!DOCTYPE html>\n<html>",
                "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">",
                "<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\">",
                "<?xml version='1.0'?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0\">",
                "<!-- made by a system --><meta charset=utf-8><table>",
                "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\" />",
                "<style>td{mso-number-format:'@'}</style>\n<table>",
                "<br />\n<b>Warning</b>: x in y on line 3<br />\n<table border='1'>",
                "<div><h3>DANH SÁCH</h3><table",
                "<!-- a comment that breaks off <table>",
            ],
        );
    }

    #[test]
    fn spreadsheet_xml() {
        all(
            Some(MarkupKind::SpreadsheetXml),
            &[
                "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook",
                "<?mso-application progid='Excel.Sheet'?>",
                "\u{feff}<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
                "<ss:Workbook xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">",
            ],
        );
    }

    #[test]
    fn other_xml() {
        all(
            Some(MarkupKind::OtherXml),
            &[
                "<?xml version=\"1.0\"?><hoso><ma>1</ma></hoso>",
                "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Word.Document\"?><w:wordDocument>",
                "<?xml version=\"1.0\"?><Workbook><Sheet/></Workbook>",
                "<rss xmlns:a=\"b\">x",
                "<danhsach>\n  <hoso>",
                "<!DOCTYPE plist>",
            ],
        );
    }

    #[test]
    fn json_and_json_lines() {
        all(
            Some(MarkupKind::Json),
            &[
                "[{\"code\": \"H56.14-240823-0001\"}]",
                "\u{feff}{\"data\": [",
                "{\n  \"a\" : 1\n}\n",
                "[]",
                "{}",
                "[ {",
                "{\"cut na",
                "{\"a\": 1,}",
            ],
        );
        all(
            Some(MarkupKind::JsonLines),
            &["{\"a\":1}\n{\"a\":2}\n", "{\"a\":1}\r\n\r\n{\"a\":2", "{\"a\":{\"b\":[]}}\n{"],
        );
    }

    #[test]
    fn web_archive() {
        all(
            Some(MarkupKind::Mhtml),
            &[
                "MIME-Version: 1.0\nX-Document-Type: Workbook\nContent-Type: multipart/related; boundary=\"x\"\n\n",
                "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n",
            ],
        );
    }

    #[test]
    fn delimited_text_is_no_markup() {
        all(
            None,
            &[
                "",
                "  \n",
                "STT,Mã hồ sơ\n1,H56.14-240823-0001\n",
                "<Mã hồ sơ>,<Đơn vị>\nH56,<b>\n",
                "<b>STT</b>;<b>Mã hồ sơ</b>\n1;2\n",
                "<10 ngày,>10 ngày\n1,2\n",
                "<,>\n",
                "[STT],[Mã hồ sơ]\n",
                "[1],[2],[3]\n1,2,3\n",
                "[[1,2],[3,4]]",
                "{code},{name}\n",
                "{\"code\"},{\"name\"}\n",
                "{\"a\":1},H56\n{\"a\":2},H57\n",
                "{}\t{}\n",
                "MIME-Version: 1.0\n\nmultipart/related",
                "mã,MIME-Version:\nmultipart/related,x\n",
            ],
        );
    }

    proptest! {
        #[test]
        fn any_text_is_looked_at_without_a_panic(text in "[<>!?{}\\[\\]\":,a-z /\\-\n]{0,60}") {
            let _ = looks_like(&text);
        }
    }

    #[test]
    fn the_beginning_of_a_list_tells() {
        for list in ["STT;Mã hồ sơ", "Đơn vị,Mã", "\"Mã\"", "Stt\tMã", "a b: c", ";;"] {
            assert!(is_none(list.as_bytes()), "{list}");
        }
        for other in ["<", "{", "[", "From: ", "", "STT", " <html", "\u{FEFF}<html", "\u{A0}{", "\n["] {
            assert!(!is_none(other.as_bytes()), "{other}");
        }
    }

    proptest! {
        #[test]
        fn what_is_none_by_its_beginning_is_none(
            start in "([ \t\r\n\u{FEFF}\u{A0}\u{1680}\u{2028}]?(MIME-Version|[A-Za-z-]{0,3}|[ĐưÀ]|.)[:;, \r\n\u{A0}]?){0,3}",
            rest in "(MIME-Version: 1.0\n|multipart/related\n|<html><table>|<a><b>|\\{\"a\": 1\\}|\\[\\{\"a\": 1\\}\\]|: ?|\n| |x){0,6}",
        ) {
            let text = format!("{start}{rest}");
            for end in 0..=start.len() {
                if is_none(&text.as_bytes()[..end]) {
                    prop_assert_eq!(looks_like(&text), None);
                    prop_assert!(!text.trim_start().starts_with('['));
                }
            }
        }
    }
}
