//! Several tables in one file.

use super::expectation::Expectation;
use super::kind::Pollution;
use super::source::Source;
use super::writing::{Dialect, PLAIN, ended};

pub(crate) fn pollute(source: &Source, each: &mut dyn FnMut(Pollution)) {
    let lines = PLAIN.lines(&source.table());
    let (header, body) = (&lines[..1], &lines[1..]);
    let mut push = |which: &str, rule: &str, parts: &[&[String]]| {
        let bytes = ended(&parts.concat(), "\n");
        each(Pollution::new("several_tables", which, rule, bytes, Expectation::all(source)));
    };
    let blank = [String::new()];
    let title = ["Danh sách hồ sơ quá hạn".to_owned()];
    for at in [1, 10, 30, 59] {
        let (first, second) = body.split_at(at);
        push(
            &format!("same-{at:02}"),
            "The records stand in two tables of the same columns.",
            &[header, first, &blank, header, second],
        );
        push(
            &format!("titled-{at:02}"),
            "Each of two tables of the same columns has a title.",
            &[&title, header, first, &blank, &title, header, second],
        );
        let moved: Vec<String> = source.table().into_iter().map(|row| rotated(row, 5)).collect();
        push(
            &format!("other_order-{at:02}"),
            "The second table has the same columns in another order.",
            &[header, first, &blank, &moved[..1], &moved[at + 1..]],
        );
        push(
            &format!("other_order_close-{at:02}"),
            "The second table has another order and follows at once.",
            &[header, first, &moved[..1], &moved[at + 1..]],
        );
        let commas = Dialect { delimiter: ",", ..PLAIN }.lines(&source.table());
        push(
            &format!("other_delimiter-{at:02}"),
            "The second table is separated by commas.",
            &[header, first, &blank, &commas[..1], &commas[at + 1..]],
        );
        let narrow: Vec<String> = source.table().into_iter().map(narrowed).collect();
        push(
            &format!("narrower-{at:02}"),
            "The second table lacks addresses and persons.",
            &[header, first, &blank, &narrow[..1], &narrow[at + 1..]],
        );
    }
    let summary: Vec<String> =
        ["Đơn vị tiếp nhận;Số hồ sơ;Lệ phí", "Xã Mẫu 1;9;120.000", "Xã Mẫu 2;9;96.000", "Phường Mẫu 1;8;88.000"]
            .map(str::to_owned)
            .to_vec();
    let wide: Vec<String> = summary.iter().map(|line| format!("{line}{}", ";".repeat(11))).collect();
    let figures: Vec<String> = ["Chỉ tiêu;Giá trị", "Tổng số;60", "Trực tuyến;15"].map(str::to_owned).to_vec();
    for (name, other) in [("summary", &summary), ("wide_summary", &wide), ("figures", &figures)] {
        push(&format!("{name}-before"), "Above the records stands a table of sums.", &[other, &blank, header, body]);
        push(&format!("{name}-after"), "Below the records stands a table of sums.", &[header, body, &blank, other]);
        push(&format!("{name}-after_close"), "A table of sums follows the records at once.", &[header, body, other]);
        let beside = |(place, line): (usize, &String)| match other.get(place) {
            Some(more) => format!("{line};;{more}"),
            None => format!("{line}{}", ";".repeat(1 + other[0].split(';').count())),
        };
        let side_by_side: Vec<String> = lines.iter().enumerate().map(beside).collect();
        let rule = "To the right of the records, past a blank column, stands a table of sums.";
        push(&format!("{name}-beside"), rule, &[&side_by_side]);
    }
}

fn rotated(mut row: Vec<String>, by: usize) -> String {
    row.rotate_left(by);
    PLAIN.line(&row)
}

fn narrowed(mut row: Vec<String>) -> String {
    row.drain(7..9);
    PLAIN.line(&row)
}
