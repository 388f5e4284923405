//! Signs that are no text: NUL, control signs, ends of files.

use super::expectation::Expectation;
use super::kind::Pollution;
use super::source::{Source, place_of};
use super::writing::{PLAIN, with_line};

const SIGNS: [(&str, char, &str); 5] = [
    ("nul", '\0', "NUL"),
    ("unit_separator", '\u{1F}', "the unit separator 1F"),
    ("no_break", '\u{A0}', "a no-break space"),
    ("zero_width", '\u{200B}', "a zero-width space"),
    ("mark", '\u{FEFF}', "a byte order mark"),
];

pub(crate) fn pollute(source: &Source, each: &mut dyn FnMut(Pollution)) {
    let plain = PLAIN.file(source);
    let lines = PLAIN.lines(&source.table());
    for (name, sign, called) in SIGNS {
        for (place, header) in source.headers.iter().enumerate() {
            let mut table = source.table();
            for row in table.iter_mut().skip(1) {
                row[place].insert(0, sign);
            }
            let text = table.iter().map(|row| PLAIN.line(row) + "\n").collect::<String>();
            let rule = format!("Each cell below «{header}» begins with {called}.");
            each(Pollution::new("sign_in_cells", &format!("{name}-{place:02}"), rule, text, Expectation::all(source)));
            let mut headers = source.headers.clone();
            headers[place].insert(0, sign);
            let rule = format!("The header «{header}» begins with {called}.");
            let text = with_line(&lines, 0, PLAIN.line(&headers));
            each(Pollution::new("sign_in_header", &format!("{name}-{place:02}"), rule, text, Expectation::all(source)));
        }
        for place in (0..source.rows.len()).step_by(5) {
            let unit = place_of("Đơn vị tiếp nhận");
            let mut row = source.rows[place].clone();
            let middle = row[unit].find(' ').unwrap_or(0);
            row[unit].insert(middle, sign);
            let rule = format!("The unit of row {} has {called} inside.", place + 1);
            let text = with_line(&lines, place + 1, PLAIN.line(&row));
            let expectation = Expectation::all(source).damaged(place);
            each(Pollution::new("row_sign", &format!("{name}-{place:02}"), rule, text, expectation));
        }
    }
    let mut push = |which: &str, rule: &str, bytes: String| {
        each(Pollution::new("sign_at_end", which, rule, bytes, Expectation::all(source)));
    };
    push("nul", "The file ends with one NUL.", format!("{plain}\0"));
    push("nul_block", "The file ends with 4096 NUL, as after a crash.", plain.clone() + &"\0".repeat(4096));
    push("control_z", "The file ends with the sign 1A, as in DOS.", format!("{plain}\u{1A}"));
    push("control_z_line", "The file ends with a line that holds the sign 1A.", format!("{plain}\u{1A}\r\n"));
    push("form_feed", "The file ends with a form feed.", format!("{plain}\u{C}"));
    push("blanks", "The file ends with blanks.", format!("{plain}    "));
    push("mark", "The file ends with a byte order mark.", format!("{plain}\u{FEFF}"));
    let lines = plain.lines().count();
    let joined = plain.lines().enumerate().map(|(place, line)| (place, line.to_owned() + "\n"));
    let fed = joined.map(|(place, line)| if place == lines / 2 { format!("\u{C}{line}") } else { line }).collect();
    push("form_feed_inside", "A form feed begins a line in the middle, as printers want it.", fed);
}
