//! What stands above and below the table.

use super::expectation::Expectation;
use super::kind::Pollution;
use super::source::Source;
use super::writing::{PLAIN, ended, inserted};

const ABOVE: [&str; 10] = [
    "ỦY BAN NHÂN DÂN TỈNH MẪU",
    "DANH SÁCH HỒ SƠ TIẾP NHẬN",
    "Từ ngày 01/08/2022 đến ngày 31/08/2022",
    "Đơn vị: Tất cả",
    "Lĩnh vực: Tất cả",
    "Trạng thái: Tất cả",
    "Người xuất: Công dân 000999",
    "Ngày xuất: 31/10/2022",
    "Tổng số: 60 hồ sơ",
    "Trang 1/1",
];

const BELOW: [&str; 5] = [
    "Tổng số: 60 hồ sơ",
    "Ghi chú: số liệu tính đến 31/10/2022",
    "Xã Mẫu 1, ngày 31 tháng 10 năm 2022",
    "NGƯỜI LẬP BIỂU",
    "Công dân 000999",
];

/// How a line that is no record is written.
const STYLES: [(&str, &str); 6] = [
    ("bare", "without delimiters"),
    ("padded", "followed by a delimiter for each further column"),
    ("pairs", "as two cells, a name and a value"),
    ("second", "in the second column, with all delimiters"),
    ("quoted", "in quotes"),
    ("filled", "in as many cells as the table has columns"),
];

fn styled(style: &str, text: &str, width: usize) -> String {
    match style {
        "padded" => PLAIN.padded(&[text], width),
        "pairs" => text.replacen(": ", ";", 1),
        "second" => PLAIN.padded(&["", text], width),
        "quoted" => format!("\"{text}\""),
        "filled" => vec![text; width].join(";"),
        _ => text.to_owned(),
    }
}

pub(crate) fn pollute(source: &Source, each: &mut dyn FnMut(Pollution)) {
    let lines = PLAIN.lines(&source.table());
    let width = source.headers.len();
    for (family, texts, place) in [("preamble", &ABOVE[..], 0), ("footnote", &BELOW[..], lines.len())] {
        for (style, how) in STYLES {
            for count in 1..=texts.len() {
                for blank in [false, true] {
                    let mut others: Vec<String> =
                        texts[..count].iter().map(|text| styled(style, text, width)).collect();
                    if blank {
                        others.insert(if place == 0 { count } else { 0 }, String::new());
                    }
                    let apart = if blank { ", apart from the table by a blank line" } else { "" };
                    let side = if place == 0 { "Above" } else { "Below" };
                    let rule = format!("{side} the table stand {count} lines {how}{apart}.");
                    let which = format!("{style}-{count:02}{}", if blank { "-apart" } else { "" });
                    let bytes = ended(&inserted(&lines, place, &others), "\n");
                    each(Pollution::new(family, &which, rule, bytes, Expectation::all(source)));
                }
            }
        }
    }
    signatures(source, &lines, each);
    blank_lines(source, &lines, each);
    first_lines(source, each);
}

fn signatures(source: &Source, lines: &[String], each: &mut dyn FnMut(Pollution)) {
    let width = source.headers.len();
    let blocks: [(&str, [&str; 3]); 3] = [
        (
            "narrow",
            [
                "NGƯỜI LẬP BIỂU;THỦ TRƯỞNG ĐƠN VỊ",
                "(Ký, ghi rõ họ tên);(Ký, đóng dấu)",
                "Công dân 000998;Công dân 000999",
            ],
        ),
        (
            "in_place",
            [
                ";;Người lập biểu;;;;;Thủ trưởng đơn vị",
                ";;(Ký tên);;;;;(Ký, đóng dấu)",
                ";;Công dân 000998;;;;;Công dân 000999",
            ],
        ),
        (
            "in_read_columns",
            [
                ";Người lập biểu;;;;;;;;;Thủ trưởng",
                ";(Ký tên);;;;;;;;;(Ký, đóng dấu)",
                ";Công dân 000998;;;;;;;;;Công dân 000999",
            ],
        ),
    ];
    for (name, block) in blocks {
        for (full, is_full) in [("", false), ("-full_width", true)] {
            let pad = |line: &&str| {
                let missing = width.saturating_sub(line.split(';').count());
                if is_full { (*line).to_owned() + &";".repeat(missing) } else { (*line).to_owned() }
            };
            let mut others: Vec<String> = block.iter().map(pad).collect();
            others.insert(0, String::new());
            others.insert(3, String::new());
            let bytes = ended(&inserted(lines, lines.len(), &others), "\n");
            let rule = "Below the table two people sign.";
            each(Pollution::new("signature", &format!("{name}{full}"), rule, bytes, Expectation::all(source)));
        }
    }
}

fn blank_lines(source: &Source, lines: &[String], each: &mut dyn FnMut(Pollution)) {
    let width = source.headers.len();
    let forms = [
        ("empty", String::new()),
        ("delimiters", ";".repeat(width - 1)),
        ("blanks", "   ".to_owned()),
        ("one_quoted", "\"\"".to_owned()),
        ("all_quoted", vec!["\"\""; width].join(";")),
    ];
    let places =
        [("start", 0), ("below_header", 1), ("middle", 31), ("before_last", lines.len() - 1), ("end", lines.len())];
    for (form, line) in &forms {
        for (where_, place) in places {
            for count in [1, 2, 5] {
                let rule = format!("Before line {} stand {count} lines that are blank ({form}).", place + 1);
                let bytes = ended(&inserted(lines, place, &vec![line.clone(); count]), "\n");
                let which = format!("{form}-{where_}-{count}");
                each(Pollution::new("blank_line", &which, rule, bytes, Expectation::all(source)));
            }
        }
        let apart: Vec<String> = lines.iter().flat_map(|text| [text.clone(), line.clone()]).collect();
        let rule = format!("Each line is followed by a blank one ({form}).");
        let bytes = ended(&apart, "\n");
        each(Pollution::new("blank_line", &format!("{form}-each"), rule, bytes, Expectation::all(source)));
    }
}

/// Lines that spreadsheet programs put first, for themselves.
fn first_lines(source: &Source, each: &mut dyn FnMut(Pollution)) {
    for (separated, delimiter) in [("semicolon", ";"), ("comma", ","), ("tab", "\t"), ("bar", "|")] {
        for (ended, end) in [("lf", "\n"), ("crlf", "\r\n")] {
            let text = super::writing::Dialect { delimiter, end, ..PLAIN }.file(source);
            for (name, mark, first) in [
                ("plain", "", format!("sep={delimiter}")),
                ("marked", "\u{FEFF}", format!("sep={delimiter}")),
                ("capitals", "", format!("SEP={delimiter}")),
                ("quoted", "", format!("\"sep={delimiter}\"")),
                ("wrong", "", format!("sep={}", if delimiter == ";" { "," } else { ";" })),
            ] {
                let rule = format!("The first line is {first:?}.");
                let bytes = format!("{mark}{first}{end}{text}");
                let which = format!("{name}-{separated}-{ended}");
                each(Pollution::new("separator_line", &which, rule, bytes, Expectation::all(source)));
            }
        }
    }
}
