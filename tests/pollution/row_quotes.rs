//! Each row at each of its cells: quotes too many, quotes too few.

use super::expectation::Expectation;
use super::kind::Pollution;
use super::source::{Source, dossier_of};
use super::writing::{ALL_QUOTED, PLAIN, with_line};

pub(crate) fn pollute(source: &Source, each: &mut dyn FnMut(Pollution)) {
    let lines = PLAIN.lines(&source.table());
    let quoted = ALL_QUOTED.lines(&source.table());
    for (row, cells) in source.rows.iter().enumerate() {
        for (place, cell) in cells.iter().enumerate() {
            let middle = cell.char_indices().nth(cell.chars().count() / 2).map_or(0, |(middle, _)| middle);
            // In a blank cell all three places are one.
            let places = if cell.is_empty() { &["at_start"][..] } else { &["at_start", "inside", "at_end"] };
            let mut push = |family: &'static str, lines: &[String], fields: Vec<String>, rule: &str, also: String| {
                let mut reading = cells.clone();
                // The stray quote taken for a letter.
                reading[place] = also;
                let expectation = Expectation::all(source).damaged(row).or(row, dossier_of(&reading));
                let rule = format!("Cell {} of row {} {rule}.", place + 1, row + 1);
                let bytes = with_line(lines, row + 1, fields.join(";"));
                each(Pollution::new(family, &format!("{row:02}-{place:02}"), rule, bytes, expectation));
            };
            for which in places {
                let (family, at, rule) = match *which {
                    "at_start" => ("row_quote_at_start", 0, "begins with a stray quote"),
                    "inside" => ("row_quote_inside", middle, "has a stray quote in its middle"),
                    _ => ("row_quote_at_end", cell.len(), "ends with a stray quote"),
                };
                let mut fields = PLAIN.fields(cells);
                let is_quoted = fields[place] != *cell;
                let in_field = match at {
                    0 => 0,
                    _ if at == cell.len() => fields[place].len(),
                    // Doubled quotes before the middle move it, the opening quote by one.
                    _ => at + usize::from(is_quoted) + cell[..at].matches('"').count() * usize::from(is_quoted),
                };
                fields[place].insert(in_field, '"');
                let mut also = cell.clone();
                also.insert(at, '"');
                push(family, &lines, fields, rule, also);
            }
            let mut fields = ALL_QUOTED.fields(cells);
            fields[place].pop();
            push("row_no_closing_quote", &quoted, fields, "lacks its closing quote", format!("\"{cell}"));
            let mut fields = ALL_QUOTED.fields(cells);
            fields[place].remove(0);
            push("row_no_opening_quote", &quoted, fields, "lacks its opening quote", format!("{cell}\""));
        }
    }
}
