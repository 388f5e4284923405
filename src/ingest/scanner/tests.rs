//! What the scanner makes of files.

use std::io::{self, Read};

use proptest::prelude::*;

use super::*;

const COMMA: Dialect = Dialect { delimiter: b',', quote: b'"', terminator: Terminator::LineFeed };
const ANY: Dialect = Dialect { terminator: Terminator::Any, ..COMMA };

/// Gives a few bytes at a time.
struct Drops<'a>(&'a [u8], usize);

impl Read for Drops<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let some = self.0.len().min(self.1).min(buffer.len());
        let (now, later) = self.0.split_at(some);
        buffer[..some].copy_from_slice(now);
        self.0 = later;
        Ok(some)
    }
}

/// Every record as `line:field|field`, given up ones as `line!`, blank ones as `line~`.
fn scan_from(input: impl Read, dialect: Dialect, limits: Limits, expected: usize) -> Vec<String> {
    let mut scanner = Scanner::new(input, dialect, limits, Place::first_line(0));
    scanner.expect(expected);
    let mut records = Vec::new();
    loop {
        let found = scanner.advance().unwrap();
        let line = scanner.line();
        records.push(match found {
            Found::End => return records,
            Found::Blank => format!("{line}~"),
            Found::BrokenQuote => format!("{line}!"),
            Found::TooLong => format!("{line}!long"),
            Found::TooWide => format!("{line}!wide"),
            Found::Record => {
                let fields = scanner.fields().iter().map(|field| {
                    let written = String::from_utf8_lossy(scanner.bytes(field));
                    field.unescape(&written, dialect.quote).into_owned()
                });
                format!("{line}:{}", fields.collect::<Vec<_>>().join("|"))
            }
        });
    }
}

fn scan_as(text: &str, dialect: Dialect, expected: usize) -> Vec<String> {
    scan_from(text.as_bytes(), dialect, Limits::default(), expected)
}

fn scan(text: &str, expected: usize) -> Vec<String> {
    scan_as(text, COMMA, expected)
}

#[test]
fn line_ends_and_quotes() {
    assert_eq!(scan("a,b\r\nc,d", 2), ["1:a|b", "2:c|d"]);
    assert_eq!(scan_as("a,b\rc,d\r", ANY, 2), ["1:a|b", "2:c|d"]);
    assert_eq!(scan("\"a\nb\",c\n\"d\"\"e\",f\n", 2), ["1:a\nb|c", "3:d\"e|f"]);
    assert_eq!(scan("\"a\",\"b\"\r\n\"c\",\"\"\r\n", 2), ["1:a|b", "2:c|"]);
    assert_eq!(scan("a,\n,\n\n,b", 2), ["1:a|", "2~", "3~", "4:|b"]);
    assert_eq!(scan("", 2), [""; 0]);
}

#[test]
fn every_line_end_under_both_terminators() {
    let text = "a,\"b\"\r\r\n\"c\",d\r\r\n\"e\r\ne\",\"f\"\r\ng,h\n\"i\",\"j\"\r\r";
    for dialect in [COMMA, ANY] {
        let mut records = scan_as(text, dialect, 2);
        records.retain(|record| !record.ends_with('~'));
        assert_eq!(records, ["1:a|b", "2:c|d", "3:e\r\ne|f", "5:g|h", "6:i|j"]);
    }
    assert_eq!(scan_as("\"a\rb\",\"c\"\r\"d\",e\r\rf,g\n", ANY, 2), ["1:a\rb|c", "3:d|e", "4~", "5:f|g"]);
    assert_eq!(scan("a\rb,c\nd,e\rf\n", 2), ["1:a\rb|c", "2:d|e\rf"], "a CR in a right record is data");
}

#[test]
fn mixed_line_ends_are_noticed_once_and_for_all() {
    assert_eq!(
        scan("a,b\nc,d\re,f\rg,h\ni,j\r\nk\rl,m\n", 2),
        ["1:a|b", "2:c|d", "3:e|f", "4:g|h", "5:i|j", "6:k", "7:l|m"]
    );
    assert_eq!(scan("\"a\",\"b\"\r\"c\",\"d\"\r", 2), ["1:a|b", "2:c|d"]);
    // A second piece that is no record shows nothing: the CR may be data of a record with a delimiter too many.
    assert_eq!(scan("a,b\rc,d,e\nf\rg,h\n", 2), ["1:a|b\rc|d|e", "2:f\rg|h"]);
    let one_line = format!("a,b\n{}", "c,d\r".repeat(1 << 19));
    assert_eq!(scan(&one_line, 2).len(), 1 + (1 << 19));
}

#[test]
fn a_quote_inside_an_unquoted_field_is_a_letter() {
    assert_eq!(scan("5\" pipe,b\nc,x\"y\n", 2), ["1:5\" pipe|b", "2:c|x\"y"]);
    assert_eq!(scan("=\"001\",b\n", 2), ["1:=\"001\"|b"]);
}

#[test]
fn a_lost_quote_costs_its_own_line_only() {
    assert_eq!(scan("a,\"b,c\nd,e,f\ng,h,i\n", 3), ["1!", "2:d|e|f", "3:g|h|i"]);
    assert_eq!(scan("a,\"b\"x,c\nd,e,f\n", 3), ["1!", "2:d|e|f"]);
    // The second stray quote closes the first one: three records must not become one.
    // Nor may a line that a citizen typed into a field become a record: none of the three is trusted.
    assert_eq!(scan("a,\"b,c\nd,e,f\ng,h\",i\nj,k,l\n", 3), ["1!", "2!", "3!", "4:j|k|l"]);
    assert_eq!(scan("a,\"b,c\nd,e\",f\n", 3), ["1!", "2!"]);
    // Line ends and delimiters inside quotes are data when the record as a whole is right.
    assert_eq!(scan("a,\"b\nd,e\",f\n", 3), ["1:a|b\nd,e|f"]);
    assert_eq!(scan("a,b,\"c\nd\"\n\"e\nf\",g,h\n", 3), ["1:a|b|c\nd", "3:e\nf|g|h"]);
}

#[test]
fn the_rest_of_a_damaged_record_is_no_record() {
    // A quote within quotes: the second line has three fields by itself.
    assert_eq!(scan("a,\"b \"x\" b\nc,d\",e\nf,\"g\",h\n", 3), ["1!", "2!", "3:f|g|h"]);
    // The closing quote is gone, and the first line has too few fields to be a record with a stray quote.
    assert_eq!(scan("\"a\nb,c,d\ne,f,g\n", 3), ["1!", "2!", "3:e|f|g"]);
    // The opening quote is gone.
    assert_eq!(scan("x,\"y\",z\na,b\nc,d\",e\nf,g,h\n", 3), ["1:x|y|z", "2:a|b", "3!", "4:f|g|h"]);
    // A record of two lines swallowed by a stray quote before it.
    assert_eq!(scan("a,\"b,c\n\",\nx\",e,f\ng,h,i\n", 3), ["1!", "2~", "3!", "4:g|h|i"]);
}

#[test]
fn a_record_of_several_lines_with_a_wrong_count_is_one() {
    assert_eq!(scan("a,\"b\nc\",d,e\nf,g,h\n", 3), ["1:a|b\nc|d|e", "3:f|g|h"]);
    assert_eq!(scan("a,\"b\nc\"\nf,g,h\n", 3), ["1:a|b\nc", "3:f|g|h"]);
    // A line of it could be a record.
    assert_eq!(scan("a,\"b\nc,d,e\nf\"\ng,h,i\n", 3), ["1!", "2!", "3!", "4:g|h|i"]);
}

#[test]
fn quotes_behind_backslashes() {
    assert_eq!(scan("\"say \\\"hi\\\"\",x\n\"a\"\"b\",c\n", 2), ["1:say \"hi\"|x", "2:a\"b|c"]);
    assert_eq!(scan("\"x\\\"\",y\n\"z\\\"\",w\n", 2), ["1:x\"|y", "2:z\"|w"]);
    // A backslash before a closing quote is a letter where that reads right.
    assert_eq!(scan("\"C:\\\",b\n\"C:\\\\\",\"d\"\n", 2), ["1:C:\\|b", "2:C:\\\\|d"]);
    // Four fields in either way, and not the same: no one can tell.
    assert_eq!(scan("\"a\\\",b\",c,\"d\\\"\",e\"\nf,g,h,i\n", 4), ["1!", "2:f|g|h|i"]);
    // Two backslashes, or both ways of writing quotes, in a record that is not right otherwise.
    assert_eq!(scan("\"a \\\\\\\"b\\\"\",c\nd,e\n", 2), ["1!", "2:d|e"]);
    assert_eq!(scan("\"a \\\"b\\\" \"\"c\"\"\",d\ne,f\n", 2), ["1!", "2:e|f"]);
    // Beyond its line no quote behind a backslash is looked for.
    assert_eq!(scan("a,\"b \\\"c\nd\\\"\"\ne,f\n", 2)[0], "1!");
}

#[test]
fn blanks_around_quotes() {
    assert_eq!(scan("a, \"b, c\" ,d\n", 3), ["1:a|b, c|d"]);
    assert_eq!(scan("a, \"b\" c,d\n", 3), ["1:a| \"b\" c|d"]);
    assert_eq!(scan("\"a\" ,\t\"b\"\t \r\n \"c\"\"\",  d\n", 2), ["1:a|b", "2:c\"|  d"]);
    assert_eq!(scan("a, \"b\nc,d\n", 2), ["1:a| \"b", "2:c|d"], "it does not go beyond its line");
    let tab = Dialect { delimiter: b'\t', ..COMMA };
    assert_eq!(scan_as("\t\"b\"\n \"c\td\" \t\n", tab, 2), ["1:|b", "2:c\td|"]);
}

#[test]
fn apostrophes_and_bars() {
    let dialect = Dialect { delimiter: b'|', quote: b'\'', terminator: Terminator::LineFeed };
    assert_eq!(scan_as("'a|''b''\n\"'|c|d\n", dialect, 3), ["1:a|'b'\n\"|c|d"]);
}

#[test]
fn a_line_without_end_is_given_up_within_bounds() {
    let long = format!("a,b\n{}\nc,d\n", "x".repeat(3 * MOST_RECORD_BYTES));
    assert_eq!(scan(&long, 2), ["1:a|b", "2!long", "3:c|d"]);
    assert_eq!(scan_as(&long.replace('\n', "\r"), ANY, 2), ["1:a|b", "2!long", "3:c|d"]);
    let quoted = format!("a,b\n\"{}\nc,d\n", "x\n".repeat(MOST_RECORD_BYTES));
    let records = scan(&quoted, 2);
    assert_eq!(records.first().map(String::as_str), Some("1:a|b"));
    assert_eq!(records.last().map(|record| record.rsplit(':').next().unwrap_or_default()), Some("c|d"));
    let limits = Limits { most_record_bytes: 10, most_fields: 3 };
    let text = "123456789,\n1234567890,\n1,2,3\n1,2,3,4\n1,2\n";
    assert_eq!(scan_from(text.as_bytes(), COMMA, limits, 2), ["1:123456789|", "2!long", "3:1|2|3", "4!wide", "5:1|2"]);
}

#[test]
fn two_gigabytes_without_a_line_end() {
    struct Without(u64, u8);
    impl Read for Without {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let some = usize::try_from(self.0.min(buffer.len() as u64)).unwrap();
            assert!(buffer.len() < 4 * MOST_RECORD_BYTES);
            buffer[..some].fill(self.1);
            self.0 -= some as u64;
            Ok(some)
        }
    }
    for byte in [b'x', b',', b'"', b'\r'] {
        let input = b"a,b\n".chain(Without(if byte == b'x' { 1 << 31 } else { 1 << 24 }, byte)).chain(&b"\nc,d\n"[..]);
        let records = scan_from(input, COMMA, Limits::default(), 2);
        assert_eq!((records.len(), records.last().map(String::as_str)), (3, Some("3:c|d")), "{byte}");
    }
}

#[test]
fn lines_that_open_quotes_without_end_take_linear_time() {
    let text = format!("a,b,c\n{}", "a\",\"b\n".repeat(1 << 20));
    assert_eq!(scan(&text, 3).len(), 1 + (1 << 20));
}

/// Prints the times: `cargo test --release -- --ignored --nocapture hostile`.
#[test]
#[ignore = "takes its time in a debug build"]
#[allow(clippy::print_stdout)]
fn hostile_files_take_linear_time() {
    let lines = [
        "a\",\"b\n",
        "\"a\n",
        "\"\"\"\n",
        "a, \"x, \"y\n",
        "\"\",\"\"\"\n",
        "a\\\"b,\"\n",
        "a\n",
        "a\rb,c\n",
        "\"a\",\"b\",\"\n",
        "a,\"b\",c\"\n",
        "\"a\n\",b\"\n",
        "a,b,\"c\"\n\"",
        "x,\"\n,,\"\",\"\"\n",
    ];
    for line in lines {
        for expected in [3, 16_000] {
            let text = line.repeat((16 << 20) / line.len());
            let began = std::time::Instant::now();
            let records = scan_from(text.as_bytes(), COMMA, Limits::default(), expected).len();
            println!("{line:?} of {expected}: {records} in {:.1} s", began.elapsed().as_secs_f64());
            assert!(began.elapsed().as_secs() < 60, "{line:?}");
        }
    }
}

#[test]
fn a_record_over_the_edge_of_a_block_stays_whole() {
    let filler = "y".repeat(buffer::BLOCK - 3);
    let text = format!("{filler},b\n\"p\"\"q\",\"r\ns\"\r\nt,u\n");
    assert_eq!(scan(&text, 2)[1..], ["2:p\"q|r\ns", "4:t|u"]);
}

#[test]
fn the_head_is_read_by_a_scanner_of_its_own() {
    let text = "\u{FEFF}Tiêu đề\n\nMã,Tên\n1,\"a\nb\"\n2,c\nTổng cộng\n".as_bytes();
    let mut head = Scanner::new(&text[3..], COMMA, Limits::default(), Place::first_line(3));
    while !(head.advance().unwrap() == Found::Record && head.fields().len() == 2) {}
    let place = head.next_place();
    assert_eq!((place.line, &text[place.offset as usize..][..2]), (4, &b"1,"[..]));
    let mut body = Scanner::new(&text[place.offset as usize..], COMMA, Limits::default(), place);
    body.expect(2);
    let mut found = Vec::new();
    while body.advance().unwrap() == Found::Record {
        found.push((body.line(), body.offset(), body.fields().len()));
    }
    assert_eq!(found, [(4, 25, 2), (6, 33, 2), (7, 37, 1)]);
    assert_eq!(body.next_place(), Place { offset: text.len() as u64, line: 8 });
}

const PIECES: [&str; 16] =
    ["a", "b", "\"", "\"", "\"\"", ",", ",", "\n", "\n", "\r", "\r\n", " ", "\\", "\\\"", "\",\"", "a,b\n"];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 3000, ..ProptestConfig::default() })]

    /// Nothing vanishes, lines are counted right, and how the bytes arrive does not matter.
    #[test]
    fn any_bytes(pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..60),
                 expected in 0usize..5, any in any::<bool>(), drop in 1usize..9) {
        let text = pieces.concat();
        let dialect = if any { ANY } else { COMMA };
        let limits = Limits { most_record_bytes: 40, most_fields: 6 };
        for limits in [limits, Limits::default()] {
            let whole = scan_from(text.as_bytes(), dialect, limits, expected);
            let drops = scan_from(Drops(text.as_bytes(), drop), dialect, limits, expected);
            prop_assert_eq!(&whole, &drops);
        }
        let mut scanner = Scanner::new(text.as_bytes(), dialect, Limits::default(), Place::first_line(0));
        scanner.expect(expected);
        let (mut offset, mut ends) = (0, 1);
        while scanner.advance().unwrap() != Found::End {
            prop_assert_eq!((scanner.offset(), scanner.line()), (offset, ends));
            prop_assert!(scanner.next_place().offset > offset);
            let piece = &text.as_bytes()[offset as usize..scanner.next_place().offset as usize];
            offset = scanner.next_place().offset;
            let terminator = scanner.dialect().terminator;
            ends += lines::further_lines(piece, terminator).count() as u64;
            if offset as usize == text.len() && !piece.ends_with(b"\n") && scanner.next_place().line > ends { ends += 1; }
            prop_assert_eq!(scanner.next_place().line, ends, "{:?}", piece);
        }
        prop_assert_eq!(offset, text.len() as u64);
    }
}
