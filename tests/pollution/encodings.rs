//! Other codes than UTF-8, and marks.

use unicode_normalization::UnicodeNormalization;

use super::expectation::Expectation;
use super::kind::Pollution;
use super::letters::{mojibake, tcvn3, vni, windows_1258};
use super::source::{Source, place_of};
use super::writing::{Dialect, PLAIN, with_line};

const DELIMITERS: [(&str, &str); 3] = [("comma", ","), ("semicolon", ";"), ("tab", "\t")];

pub(crate) fn pollute(source: &Source, each: &mut dyn FnMut(Pollution)) {
    for (separated, delimiter) in DELIMITERS {
        for (ended, end) in [("lf", "\n"), ("crlf", "\r\n")] {
            let text = Dialect { delimiter, end, ..PLAIN }.file(source);
            let mut push = |which: &str, rule: &str, bytes: Vec<u8>| {
                let which = format!("{which}-{separated}-{ended}");
                each(Pollution::new("encoding", &which, rule, bytes, Expectation::all(source)));
            };
            push("mark", "The file begins with a byte order mark.", format!("\u{FEFF}{text}").into());
            push("two_marks", "The file begins with two byte order marks.", format!("\u{FEFF}\u{FEFF}{text}").into());
            push("decomposed", "Letters and tones are apart (NFD).", text.nfd().collect::<String>().into());
            let mixed: String = text.lines().enumerate().map(|(line, text)| composed(line, text) + end).collect();
            push("mixed_forms", "Every second line has letters and tones apart (NFD).", mixed.into());
            push("eth", "Each Đ is the Icelandic letter Ð.", text.replace('Đ', "Ð").into());
            let units = |text: &str| text.encode_utf16().collect::<Vec<_>>();
            let little = |text: &str| units(text).into_iter().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
            let big = |text: &str| units(text).into_iter().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
            let marked = format!("\u{FEFF}{text}");
            push("utf16le", "The file is UTF-16LE with a byte order mark.", little(&marked));
            push("utf16be", "The file is UTF-16BE with a byte order mark.", big(&marked));
            push("utf16le_unmarked", "The file is UTF-16LE without a byte order mark.", little(&text));
            push("utf16be_unmarked", "The file is UTF-16BE without a byte order mark.", big(&text));
            let wide = marked.chars().flat_map(|letter| u32::from(letter).to_le_bytes()).collect();
            push("utf32le", "The file is UTF-32LE with a byte order mark.", wide);
            push("windows_1258", "The file is Windows-1258.", windows_1258(&text));
            push("tcvn3", "The file is TCVN3 (ABC).", tcvn3(&text));
            push("vni", "The file is VNI Windows.", vni(&text));
            push("mojibake", "UTF-8 was taken for Windows-1252 and saved as UTF-8.", mojibake(&text).into());
            let twice = mojibake(&mojibake(&text));
            push("mojibake_twice", "UTF-8 was twice taken for Windows-1252 and saved as UTF-8.", twice.into());
        }
    }
    lossy(source, each);
    one_row(source, each);
}

fn composed(line: usize, text: &str) -> String {
    if line.is_multiple_of(2) { text.nfd().collect() } else { text.to_owned() }
}

/// Letters that are lost: nobody can tell what they were.
fn lossy(source: &Source, each: &mut dyn FnMut(Pollution)) {
    let text = PLAIN.file(source);
    let (header, body) = text.split_once('\n').unwrap();
    for (name, sign) in [("question", '?'), ("replacement", '\u{FFFD}')] {
        let lose =
            |text: &str| text.chars().map(|letter| if letter.is_ascii() { letter } else { sign }).collect::<String>();
        let rule = format!("Every letter that is not ASCII has become {sign:?}.");
        let doubtful = || Expectation::all(source).doubtful();
        each(Pollution::new("encoding_lossy", name, rule, lose(&text), doubtful()));
        let rule = format!("Every letter below the header that is not ASCII has become {sign:?}.");
        let bytes = format!("{header}\n{}", lose(body));
        each(Pollution::new("encoding_lossy", &format!("{name}-body"), rule, bytes, doubtful()));
    }
}

/// One row in another code than the rest, or with a byte that is no letter.
fn one_row(source: &Source, each: &mut dyn FnMut(Pollution)) {
    let lines = PLAIN.lines(&source.table());
    for (place, row) in source.rows.iter().enumerate() {
        let with_bytes = |bytes: Vec<u8>| -> Vec<u8> {
            let line = |(number, line): (usize, &String)| {
                let text = if number == place + 1 { bytes.clone() } else { line.clone().into_bytes() };
                [text, vec![b'\n']].concat()
            };
            lines.iter().enumerate().flat_map(line).collect()
        };
        let line = &lines[place + 1];
        let mut push = |which: &str, rule: &str, bytes: Vec<u8>| {
            let expectation = Expectation::all(source).damaged(place);
            each(Pollution::new("row_encoding", &format!("{which}-{place:02}"), rule, bytes, expectation));
        };
        push("windows_1258", "One row is Windows-1258, the others UTF-8.", with_bytes(windows_1258(line)));
        push("tcvn3", "One row is TCVN3, the others UTF-8.", with_bytes(tcvn3(line)));
        push("mojibake", "One row was taken for Windows-1252 on its way.", with_bytes(mojibake(line).into()));
        for (which, header) in [("bad_byte_address", "Địa chỉ"), ("bad_byte_unit", "Đơn vị tiếp nhận")] {
            let mut marked = row.clone();
            marked[place_of(header)].push('\u{1}');
            let bytes = PLAIN.line(&marked).into_bytes().into_iter();
            let broken = bytes.map(|byte| if byte == 1 { 0xFF } else { byte }).collect();
            push(which, "A cell of one row ends with the byte FF.", with_bytes(broken));
        }
        let mut lost = row.clone();
        lost[1] = lost[1].chars().map(|letter| if letter.is_ascii() { letter } else { '\u{FFFD}' }).collect();
        let bytes = with_line(&lines, place + 1, PLAIN.line(&lost)).into_bytes();
        push("lost_letters", "The unit of one row has lost its letters.", bytes);
    }
}
