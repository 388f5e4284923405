//! Each row broken into two lines.

use super::expectation::Expectation;
use super::kind::Pollution;
use super::source::Source;
use super::writing::{PLAIN, with_line};

pub(crate) fn pollute(source: &Source, each: &mut dyn FnMut(Pollution)) {
    let lines = PLAIN.lines(&source.table());
    for (row, cells) in source.rows.iter().enumerate() {
        let fields = PLAIN.fields(cells);
        for (place, cell) in cells.iter().enumerate() {
            let letters = cell.chars().count();
            let mut push = |family: &'static str, rule: &str, line: String| {
                let bytes = with_line(&lines, row + 1, line);
                let expectation = Expectation::all(source).damaged(row);
                let rule = format!("A line break stands {rule} cell {} of row {}.", place + 1, row + 1);
                each(Pollution::new(family, &format!("{row:02}-{place:02}"), rule, bytes, expectation));
            };
            if letters > 1 && fields[place] == *cell {
                let mut broken = fields.clone();
                let middle = cell.char_indices().nth(letters / 2).map_or(0, |(middle, _)| middle);
                broken[place].insert(middle, '\n');
                push("row_break_in_cell", "in the middle of the unquoted", broken.join(";"));
            }
            if place > 0 {
                let line = format!("{};\n{}", fields[..place].join(";"), fields[place..].join(";"));
                push("row_break_between", "before", line);
            }
        }
    }
}
