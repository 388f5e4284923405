//! Lines among the records that are no records.

use super::expectation::Expectation;
use super::kind::Pollution;
use super::source::{HEADERS, Source};
use super::writing::{PLAIN, ended, inserted};

/// Takes family, name, rule and lines of a file.
type Push<'a> = dyn FnMut(&'static str, &str, &str, &[String]) + 'a;

pub(crate) fn pollute(source: &Source, each: &mut dyn FnMut(Pollution)) {
    let lines = PLAIN.lines(&source.table());
    let mut push = |family: &'static str, which: &str, rule: &str, lines: &[String]| {
        each(Pollution::new(family, which, rule, ended(lines, "\n"), Expectation::all(source)));
    };
    for (which, row) in [
        ("brackets", (1..=14).map(|number| format!("({number})")).collect::<Vec<_>>()),
        ("figures", (1..=14).map(|number| number.to_string()).collect()),
        ("letters", ('A'..='N').map(String::from).collect()),
        (
            "letters_figures",
            ["A", "B"].map(str::to_owned).into_iter().chain((1..=12).map(|number| number.to_string())).collect(),
        ),
        (
            "brackets_sum",
            (1..=14)
                .map(|number| if number == 14 { "(14)=(12)+(13)".to_owned() } else { format!("({number})") })
                .collect(),
        ),
        ("squares", (1..=14).map(|number| format!("[{number}]")).collect()),
    ] {
        push(
            "number_row",
            which,
            "Below the header stands a row that numbers the columns.",
            &inserted(&lines, 1, &[row.join(";")]),
        );
    }
    for (name, total) in [
        ("first_cell", "Tổng cộng;;;;;;;;;;;;;1.234.000"),
        ("second_cell", ";Tổng cộng;;;;;;;;;;;;1.234.000"),
        ("numbered", "61;Tổng số;;;;;;;;;;;;1.234.000"),
        ("count", "TỔNG SỐ;60;;;;;;;;;;;;"),
        ("count_in_code", "Cộng;;;;60;;;;;;;;;1.234.000"),
        ("bare", "Tổng số: 60 hồ sơ"),
        ("two_cells", "Tổng cộng;60"),
        ("spread", ";;;;;;;;;Tổng cộng:;;;;1.234.000"),
    ] {
        for (where_, place) in [("top", 1), ("middle", 31), ("end", lines.len())] {
            let rule = format!("A row of totals stands before line {}.", place + 1);
            push("totals_row", &format!("{name}-{where_}"), &rule, &inserted(&lines, place, &[total.to_owned()]));
        }
    }
    grouped(source, &mut push);
    for place in 2..=lines.len() {
        let rule = format!("The header stands again before line {}.", place + 1);
        push("header_again", &format!("{place:02}"), &rule, &inserted(&lines, place, &lines[..1]));
    }
    for step in [10, 20, 25] {
        let mut paged = lines.clone();
        for place in (1..lines.len()).rev().filter(|place| place % step == 0) {
            paged = inserted(&paged, place + 1, &lines[..1]);
        }
        push(
            "header_again",
            &format!("each-{step}"),
            &format!("The header stands again after each {step} rows."),
            &paged,
        );
        for place in (1..lines.len() + 4).rev().filter(|place| place % (step + 1) == 0 && *place < lines.len()) {
            paged = inserted(&paged, place, &[format!("Trang {}", place / step + 1)]);
        }
        push("header_again", &format!("pages-{step}"), "Headers and page numbers stand among the rows.", &paged);
    }
}

/// Rows that head groups of records by unit.
fn grouped(source: &Source, push: &mut Push<'_>) {
    let unit = 1;
    let units: Vec<&String> = source.rows.iter().map(|row| &row[unit]).collect();
    let mut distinct: Vec<&String> = Vec::new();
    for name in units {
        if !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    let width = HEADERS.len();
    let head = |style: &str, number: usize, name: &str| match style {
        "bare" => name.to_owned(),
        "padded" => PLAIN.padded(&[name], width),
        "numeral" => PLAIN.padded(&[["I", "II", "III", "IV", "V", "VI", "VII", "VIII"][number], name], width),
        "counted" => PLAIN.padded(&[&format!("{name} (8 hồ sơ)")], width),
        "filled" => vec![name; width].join(";"),
        _ => PLAIN.padded(&["", "", name], width),
    };
    for style in ["bare", "padded", "numeral", "counted", "filled", "third"] {
        for (summed, with_sum) in [("", false), ("-summed", true)] {
            let mut lines = vec![PLAIN.line(&source.headers)];
            for (number, name) in distinct.iter().enumerate() {
                lines.push(head(style, number, name));
                lines.extend(source.rows.iter().filter(|row| row[unit] == **name).map(|row| PLAIN.line(row)));
                if with_sum {
                    lines.push(PLAIN.padded(&["", "Cộng", "8"], width));
                }
            }
            let rule = "Above the records of each unit stands a row with its name.";
            push("group_row", &format!("{style}{summed}"), rule, &lines);
        }
    }
}
