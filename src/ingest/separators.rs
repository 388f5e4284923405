//! How delimited text separates its fields: told from the head of the file.

use std::cmp::Reverse;
use std::io::Read;

use memchr::{memchr, memchr_iter, memchr2};

use crate::matching::fold;

use super::opening::known_column;
use super::read::Context;
use super::scanner::{self, Dialect, Found, Scanner, Terminator};

const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];
const QUOTES: [u8; 2] = [b'"', b'\''];
/// A longer cell is no header.
const MOST_HEADER_BYTES: usize = 120;
/// Known headers in a row that make it the header for certain.
const ENOUGH_HEADERS: usize = 4;
/// Rows looked at to tell the delimiter.
const MOST_TRIED: usize = 12;

/// Known headers of a row, and its fields.
type Score = (usize, usize);

/// What was told of the list before: the next one is probably as it was.
#[derive(Debug, Clone)]
pub(super) struct Told {
    dialect: Dialect,
    header: Option<Header>,
}

/// A row with so many known headers that no row behind it was looked at.
#[derive(Debug, Clone)]
struct Header {
    /// The row and all before it, with the line feed at its end. No quote of any kind is in them: with the same delimiter they say
    /// the same wherever they stand first.
    rows: Vec<u8>,
    score: Score,
}

/// How the file separates fields: as it says itself (`sep=;`), else the delimiter and quote under which a row has most
/// headers that are known, then most fields; of equals the first one listed. `told`: of the list before; it decides what is
/// looked at first, not what is found.
pub(super) fn dialect(head: &[u8], context: &Context<'_>, told: &mut Option<Told>) -> Dialect {
    let terminator = terminator(head);
    let said = head.get(..4).filter(|start| start.eq_ignore_ascii_case(b"sep=")).and_then(|_| head.get(4)).copied();
    let given = said.filter(|delimiter| DELIMITERS.contains(delimiter));
    let delimiters = DELIMITERS.into_iter().filter(|delimiter| given.is_none_or(|given| given == *delimiter));
    let dialects = delimiters.flat_map(|delimiter| QUOTES.map(|quote| Dialect { delimiter, quote, terminator }));
    let mut dialects: Vec<(usize, Dialect)> = dialects.enumerate().collect();
    dialects.sort_by_key(|(_, dialect)| told.as_ref().is_none_or(|told| told.dialect != *dialect));
    let mut best: Option<(Score, Reverse<usize>, Dialect)> = None;
    let mut header = None;
    let lines = first_lines(head, terminator);
    for (place, dialect) in dialects {
        let place = Reverse(place);
        let mut own = None;
        let known = told.as_ref().and_then(|told| told.score(head, dialect));
        let score = match (known, &best) {
            (Some(score), _) => score,
            (None, Some((least, before, _)))
                if !may_beat(*least, |score| (score, place) > (*least, *before), head, lines.as_deref(), dialect) =>
            {
                continue;
            }
            (None, _) => {
                let (score, told_by) = score(head, dialect, context);
                own = told_by.and_then(|end| Header::of(head.get(..end)?, score));
                score
            }
        };
        if best.as_ref().is_none_or(|(other, before, _)| (score, place) > (*other, *before)) {
            best = Some((score, place, dialect));
            header = own;
        }
    }
    let dialect = best.map_or(Dialect { delimiter: b',', quote: b'"', terminator }, |(.., dialect)| dialect);
    match told {
        Some(told) if told.dialect == dialect && header.is_none() => {}
        _ => *told = Some(Told { dialect, header }),
    }
    dialect
}

impl Told {
    /// The score of a dialect, when this head begins with the same row.
    fn score(&self, head: &[u8], dialect: Dialect) -> Option<Score> {
        let is_same = self.dialect.delimiter == dialect.delimiter;
        self.header.as_ref().filter(|header| is_same && head.starts_with(&header.rows)).map(|header| header.score)
    }
}

impl Header {
    /// The rows up to the end of the one that gave the score for certain, if they tell it of other lists too.
    fn of(rows: &[u8], score: Score) -> Option<Self> {
        let is_plain = rows.last() == Some(&b'\n') && memchr2(QUOTES[0], QUOTES[1], rows).is_none();
        if is_plain { Some(Self { rows: rows.to_vec(), score }) } else { None }
    }
}

/// The best row under a dialect, and where it ends when rows behind it were not looked at.
fn score(head: &[u8], dialect: Dialect, context: &Context<'_>) -> (Score, Option<usize>) {
    let is_short = |header: &&String| header.len() <= MOST_HEADER_BYTES;
    let known = |header: &&String| is_short(header) && known_column(context.profiles, &fold(header)).is_some();
    let mut best = (0, 0);
    let mut end = None;
    let mut headers = Vec::new();
    try_rows(head, dialect, |scanner| {
        write_texts(scanner, &mut headers);
        best = best.max((headers.iter().filter(known).count(), headers.len()));
        end = usize::try_from(scanner.next_place().offset).ok();
        best.0 < ENOUGH_HEADERS
    });
    (best, end.filter(|_| best.0 >= ENOUGH_HEADERS))
}

/// True when a row may have as many fields as a better score takes. No more headers are known than there are fields.
fn may_beat(
    least: Score,
    is_better: impl Fn(Score) -> bool,
    head: &[u8],
    lines: Option<&[&[u8]]>,
    dialect: Dialect,
) -> bool {
    let is_enough = |most: usize| is_better((most, most));
    // There are no more fields than delimiters, but for one.
    lines.and_then(|lines| most_in_lines(lines, dialect)).is_none_or(is_enough)
        && memchr_iter(dialect.delimiter, head).take(least.0).count() + 1 >= least.0
        && is_enough(most_fields(head, dialect))
}

/// Fields of the widest row under a dialect.
fn most_fields(head: &[u8], dialect: Dialect) -> usize {
    let mut most = 0;
    try_rows(head, dialect, |scanner| {
        most = most.max(scanner.fields().len());
        true
    });
    most
}

/// The lines that are the first rows, when there are no quotes; none when rows may end elsewhere too.
fn first_lines(head: &[u8], terminator: Terminator) -> Option<Vec<&[u8]>> {
    let mut from = 0;
    let ends = memchr_iter(b'\n', head).chain(std::iter::once(head.len())).take(MOST_TRIED);
    let lines = ends.filter_map(|end| head.get(std::mem::replace(&mut from, end + 1)..end)).collect();
    if terminator == Terminator::LineFeed { Some(lines) } else { None }
}

/// The same as [`most_fields`], or more, told by lines; none when quotes in them may make other rows of them.
fn most_in_lines(lines: &[&[u8]], dialect: Dialect) -> Option<usize> {
    let mut most = 0;
    for line in lines {
        if memchr(dialect.quote, line).is_some() {
            return None;
        }
        most = most.max(memchr_iter(dialect.delimiter, line).count() + 1);
    }
    Some(most)
}

/// Looks at the first rows until one is enough.
fn try_rows<'h>(head: &'h [u8], dialect: Dialect, mut goes_on: impl FnMut(&Scanner<&'h [u8]>) -> bool) {
    let mut scanner = Scanner::new(head, dialect, scanner::Limits::default(), scanner::Place::first_line(0));
    for _ in 0..MOST_TRIED {
        match scanner.advance() {
            Ok(Found::Record) if !goes_on(&scanner) => break,
            Ok(Found::End) | Err(_) => break,
            Ok(_) => {}
        }
    }
}

/// The cells of the record just found.
pub(super) fn texts<R: Read>(scanner: &Scanner<R>) -> Vec<String> {
    let mut texts = Vec::new();
    write_texts(scanner, &mut texts);
    texts
}

/// The same, in the place of other texts.
pub(super) fn write_texts<R: Read>(scanner: &Scanner<R>, texts: &mut Vec<String>) {
    let quote = scanner.dialect().quote;
    texts.resize_with(scanner.fields().len(), String::new);
    for (field, text) in scanner.fields().iter().zip(texts) {
        let written = String::from_utf8_lossy(scanner.bytes(field));
        text.clear();
        text.push_str(&field.unescape(written.trim(), quote));
    }
}

/// A CR alone when the first line ends with one; LF otherwise.
fn terminator(head: &[u8]) -> Terminator {
    let mut is_quoted = false;
    for (place, byte) in head.iter().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => return Terminator::LineFeed,
            b'\r' if !is_quoted => {
                let end = &head[place..];
                let is_line_feed = end.starts_with(b"\r\n") || end.starts_with(b"\r\r\n");
                return if is_line_feed { Terminator::LineFeed } else { Terminator::Any };
            }
            _ => {}
        }
    }
    Terminator::LineFeed
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::twin_tests::GIVEN;
    use super::*;

    /// The dialect, each of them tried.
    fn dialect_at_length(head: &[u8], context: &Context<'_>) -> Dialect {
        let terminator = terminator(head);
        let said = head.strip_prefix(b"sep=").and_then(|rest| rest.first()).copied();
        let given = said.filter(|delimiter| DELIMITERS.contains(delimiter));
        let delimiters = DELIMITERS.into_iter().filter(|delimiter| given.is_none_or(|given| given == *delimiter));
        let dialects = delimiters.flat_map(|delimiter| QUOTES.map(|quote| Dialect { delimiter, quote, terminator }));
        let all: Vec<Dialect> = dialects.collect();
        all.into_iter().rev().max_by_key(|dialect| score(head, *dialect, context).0).unwrap()
    }

    #[test]
    fn rows_that_begin_alike_and_go_on_otherwise_are_looked_at_again() {
        let context = GIVEN.context(&[]);
        for (before, head, delimiter) in [
            // The row before had no end.
            (
                "Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận",
                "Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận,Mã hồ sơ,Đơn vị,Trạng thái,x\n",
                b',',
            ),
            // A row of few headers told nothing of the rows behind it.
            (
                "Mã hồ sơ;Đơn vị;Trạng thái\n",
                "Mã hồ sơ;Đơn vị;Trạng thái\nMã hồ sơ;Đơn vị;Trạng thái;Ngày nhận;Phí\nMã hồ sơ,Đơn vị,Trạng thái,x\n",
                b';',
            ),
        ] {
            let mut told = None;
            dialect(before.as_bytes(), &context, &mut told);
            assert_eq!(dialect(head.as_bytes(), &context, &mut told).delimiter, delimiter, "{head}");
            assert_eq!(dialect_at_length(head.as_bytes(), &context).delimiter, delimiter, "{head}");
        }
    }

    /// A first row: most begin alike, under one delimiter or another.
    fn first_row() -> impl Strategy<Value = String> {
        let quoted = [("", ""), ("", ""), ("'", ""), ("\"", ""), ("\"", "\""), ("'", "'")];
        let ends = ["\n", "\n", "\n", "\r\n", "\r", "", " trả\n", ";x\n", "\"\n", "\n\n"];
        (0..DELIMITERS.len(), 0..quoted.len(), 0..ends.len(), 2..6_usize, 0..12_usize).prop_map(
            move |(delimiter, quotes, end, known, above)| {
                let names = ["Mã hồ sơ", "Đơn vị", "Trạng thái", "Ngày nhận", "Phí"];
                let mut cells: Vec<String> = names.into_iter().take(known).map(str::to_owned).collect();
                let (open, close) = quoted[quotes];
                cells[1] = format!("{open}{}{close}", cells[1]);
                let delimiter = char::from(DELIMITERS[delimiter]).to_string();
                let above = ["DANH SÁCH\n", "\n", "sep=,\n"].get(above).copied().unwrap_or_default();
                format!("{above}{}{}", cells.join(&delimiter), ends[end])
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]
        /// Whatever was told of lists before.
        #[test]
        fn a_dialect_is_the_best_whatever_was_told_before(
            heads in prop::collection::vec(
                (
                    prop::option::weighted(0.9, first_row()),
                    "|(sep=[;,|])?((Mã hồ sơ|Đơn vị|Trạng thái|Ngày nhận|x|'|\"|[a-z]{0,3})(;|,|\t|\\||\n|\r|\r\n|\n\n)){0,20}",
                ),
                2..6,
            ),
        ) {
            let context = GIVEN.context(&[]);
            let mut told = None;
            for (first, rest) in heads {
                let head = first.unwrap_or_default() + &rest;
                let found = dialect(head.as_bytes(), &context, &mut told);
                prop_assert_eq!(found, dialect_at_length(head.as_bytes(), &context), "{:?}", head);
            }
        }

        #[test]
        fn no_row_has_more_fields_than_are_told_line_by_line(
            head in "([a-z]{0,3}|[;,'\"\\\\ \t]{0,3}|;;;|\n|\r\n|\r){0,60}",
        ) {
            for delimiter in DELIMITERS {
                for quote in QUOTES {
                    let dialect = Dialect { delimiter, quote, terminator: terminator(head.as_bytes()) };
                    let most = most_fields(head.as_bytes(), dialect);
                    let lines = first_lines(head.as_bytes(), dialect.terminator);
                    let told = lines.and_then(|lines| most_in_lines(&lines, dialect));
                    prop_assert!(told.is_none_or(|told| told >= most), "{:?}", head);
                }
            }
        }
    }
}
