//! The header of a list: one to three rows, perhaps below a title.

use crate::dossiers::ColumnId;
use crate::matching::{clean, fold};

/// Rows of which a header may consist.
const MOST_HEADER_ROWS: usize = 3;

/// The header that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Heading {
    /// Place of its first row among the rows looked at.
    pub(in super::super) first: usize,
    /// How many rows it has.
    pub(in super::super) rows: usize,
    /// The name of each column, merged cells flattened.
    pub(in super::super) names: Vec<String>,
    /// Columns that are known by their lower header alone, the heading above it being no more than a kind of columns.
    pub(in super::super) by_lower: Vec<bool>,
}

/// Finds the header among the first rows: the rows under which most of the required columns are known, then most columns; of
/// equals the shorter, then the upper one. When nothing is known it is the first row, so that the error can show it.
pub(in super::super) fn find_heading(
    rows: &[Vec<String>],
    headings: &[String],
    known: &dyn Fn(&str) -> Option<ColumnId>,
    required: &[ColumnId],
) -> Option<Heading> {
    let mut best: Option<((usize, usize), Heading)> = None;
    for first in 0..rows.len() {
        // The first rows with every required column are the header: no row further down can be more of one.
        if best.as_ref().is_some_and(|((found, _), _)| *found >= required.len()) {
            break;
        }
        for count in 1..=MOST_HEADER_ROWS.min(rows.len() - first) {
            let block = &rows[first..first + count];
            if block.first().is_none_or(|row| row.iter().all(String::is_empty)) {
                continue;
            }
            let flat = flatten(block, headings, known);
            let mut columns: Vec<ColumnId> = flat.iter().filter_map(|name| name.column).collect();
            columns.sort_unstable();
            columns.dedup();
            let score = (columns.iter().filter(|column| required.contains(column)).count(), columns.len());
            let is_better = best.as_ref().is_none_or(|(other, heading)| {
                score > *other || (score == *other && count < heading.rows && heading.first == first)
            });
            if is_better {
                let (names, by_lower) = flat.into_iter().map(|name| (name.name, name.by_lower)).unzip();
                best = Some((score, Heading { first, rows: count, names, by_lower }));
            }
        }
    }
    best.map(|(_, heading)| heading)
}

/// A name made of the cells above a column, and the column it is known for.
struct Name {
    name: String,
    by_lower: bool,
    column: Option<ColumnId>,
}

/// One name for each column of a header of several rows. A blank cell above another belongs to the heading on its left,
/// when that stands above something itself.
fn flatten(block: &[Vec<String>], headings: &[String], known: &dyn Fn(&str) -> Option<ColumnId>) -> Vec<Name> {
    let width = block.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |row: usize, column: usize| block[row].get(column).map_or("", |text| text.trim());
    let has_below = |row: usize, column: usize| (row + 1..block.len()).any(|below| !cell(below, column).is_empty());
    let heading_of = |row: usize, column: usize| {
        if !cell(row, column).is_empty() {
            return cell(row, column);
        }
        if !has_below(row, column) {
            return "";
        }
        let left = (0..column).rev().find(|left| !cell(row, *left).is_empty());
        left.filter(|left| has_below(row, *left)).map_or("", |left| cell(row, left))
    };
    let name = |column: usize| {
        let mut parts: Vec<String> = Vec::new();
        for row in 0..block.len() {
            let part = clean(heading_of(row, column));
            if !part.is_empty() && parts.last() != Some(&part) {
                parts.push(part);
            }
        }
        let called = |name: String, by_lower: bool| Name { column: known(&fold(&name)), name, by_lower };
        let Some((lower, upper)) = parts.split_last() else { return called(String::new(), false) };
        if upper.is_empty() {
            return called(lower.clone(), false);
        }
        let joined = called(parts.join(" "), false);
        if joined.column.is_some() {
            return joined;
        }
        let turned = called(parts.iter().rev().map(String::as_str).collect::<Vec<_>>().join(" "), false);
        if turned.column.is_some() {
            return turned;
        }
        let is_neutral = upper.iter().all(|part| headings.contains(&fold(part)));
        if is_neutral { called(lower.clone(), true) } else { joined }
    };
    (0..width).map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.lines().map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
    }

    const KNOWN: [&str; 6] = ["Mã hồ sơ", "Đơn vị", "Trạng thái", "Ngày tiếp nhận", "Ngày trả kết quả", "Ngày nhận"];

    fn found(text: &str) -> (usize, usize, String) {
        let known = |key: &str| KNOWN.iter().position(|name| fold(name) == key).map(ColumnId);
        let headings = [fold("Thời gian"), fold("Thông tin")];
        let heading = find_heading(&rows(text), &headings, &known, &[0, 1, 2, 3].map(ColumnId)).unwrap();
        (heading.first, heading.rows, heading.names.join("|"))
    }

    #[test]
    fn a_header_below_titles_is_found() {
        let text = "DANH SÁCH HỒ SƠ\n|\nTừ ngày 1/1 | đến 19/8\nSTT | Mã hồ sơ | Đơn vị | Trạng thái | Ngày tiếp nhận\n1 | H1 | Xã A | 10 | 1";
        assert_eq!(found(text), (3, 1, "STT|Mã hồ sơ|Đơn vị|Trạng thái|Ngày tiếp nhận".to_owned()));
    }

    #[test]
    fn merged_headers_are_flattened() {
        let text = "Mã hồ sơ | Đơn vị | Trạng thái | Ngày | | Kết quả\n | | | tiếp nhận | trả kết quả | Ngày nhận";
        let names = "Mã hồ sơ|Đơn vị|Trạng thái|Ngày tiếp nhận|Ngày trả kết quả|Kết quả Ngày nhận";
        assert_eq!(found(text), (0, 2, names.to_owned()));
        let turned = "Mã hồ sơ | Đơn vị | Trạng thái | Trả kết quả | Thời gian\n | | | Ngày | Ngày tiếp nhận";
        assert_eq!(found(turned).2, "Mã hồ sơ|Đơn vị|Trạng thái|Ngày Trả kết quả|Ngày tiếp nhận");
    }

    #[test]
    fn a_header_of_three_rows() {
        let text =
            "Mã hồ sơ | Đơn vị | Thông tin | \n | | Trạng thái | Thời gian\n | | | Ngày tiếp nhận\nH1 | Xã A | 10 | 1";
        let (first, rows, names) = found(text);
        assert_eq!((first, rows), (0, 3));
        assert!(names.starts_with("Mã hồ sơ|Đơn vị|"), "{names}");
    }

    #[test]
    fn the_first_row_is_shown_when_nothing_is_known() {
        assert_eq!(found("a | b\nc | d"), (0, 1, "a|b".to_owned()));
    }
}
