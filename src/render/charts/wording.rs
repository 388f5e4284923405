use super::typeface::{TextSize, width};

/// The text as a chart may show it: one line, single spaces, nothing invisible that could turn or hide letters.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !is_hidden(letter) {
            out.push(letter);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Control, direction and other format characters, and those XML does not allow.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}'
            | '\u{E0000}'..='\u{E0FFF}')
}

/// The text for the inside of an XML element.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            other => out.push(other),
        }
    }
    out
}

/// The text in as few lines as `limit` dots allow, these about equally long. Only a word that is itself too long is
/// cut in two.
pub(super) fn wrap(text: &str, size: TextSize, limit: i32) -> Vec<String> {
    let lines = fill(text, size, limit);
    if lines.len() < 2 {
        return lines;
    }
    let mut low = 0;
    for word in text.split(' ') {
        low = low.max(width(word, size).min(limit));
    }
    let (mut high, mut best) = (limit, lines);
    while high - low > 4 {
        let middle = low + (high - low) / 2;
        let candidate = fill(text, size, middle);
        if candidate.len() == best.len() {
            (high, best) = (middle, candidate);
        } else {
            low = middle;
        }
    }
    best
}

/// The text in the first of these sizes in which it takes no more lines than are given with the size. Where it fits in none,
/// the last lines of the last size end in an ellipsis.
pub(super) fn fit(text: &str, sizes: &[(TextSize, usize)], limit: i32) -> (TextSize, Vec<String>) {
    let mut last = (TextSize::Tick, Vec::new());
    for (size, most) in sizes {
        let mut lines = wrap(text, *size, limit);
        // A word that was cut in two is better whole and smaller.
        let whole = text.split(' ').all(|word| width(word, *size) <= limit);
        if lines.len() <= *most && whole {
            return (*size, lines);
        }
        if lines.len() > *most {
            lines = fill(text, *size, limit);
            lines.truncate(*most);
            if let Some(line) = lines.last_mut() {
                while !line.is_empty() && width(&format!("{line}…"), *size) > limit {
                    line.pop();
                }
                *line = format!("{}…", line.trim_end());
            }
        }
        last = (*size, lines);
    }
    last
}

/// The width of the widest line.
pub(super) fn widest(lines: &[String], size: TextSize) -> i32 {
    lines.iter().map(|line| width(line, size)).max().unwrap_or(0)
}

/// Each line as full as `limit` allows.
fn fill(text: &str, size: TextSize, limit: i32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&longer, size) <= limit {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line = cut(word, size, limit, &mut lines);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Pushes the full lines that a long word makes and gives back its rest.
fn cut(word: &str, size: TextSize, limit: i32, lines: &mut Vec<String>) -> String {
    let mut rest = String::new();
    for letter in word.chars() {
        let mark = ('\u{300}'..='\u{36F}').contains(&letter);
        rest.push(letter);
        if !mark && rest.chars().count() > 1 && width(&rest, size) > limit {
            rest.pop();
            lines.push(std::mem::replace(&mut rest, letter.to_string()));
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_letters_go_and_line_breaks_become_spaces() {
        assert_eq!(clean(" a\u{202E}b\r\n\tc\u{0}\u{2066}\u{FEFF}d\u{2028} "), "ab cd");
        assert_eq!(clean("Ủy ban nhân dân"), "Ủy ban nhân dân");
        assert_eq!(clean("\u{200F} \n"), "");
        assert_eq!(escape("a<b>&]]>\"'"), "a&lt;b&gt;&amp;]]&gt;\"'");
    }

    #[test]
    fn lines_are_few_whole_and_alike() {
        let name = "Chi nhánh Văn phòng Đăng ký đất đai thành phố Sa Đéc và huyện Châu Thành, tỉnh Đồng Tháp";
        let lines = wrap(name, TextSize::Label, 4 * 360);
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert_eq!(lines.join(" "), name);
        let widths = [width(&lines[0], TextSize::Label), width(&lines[1], TextSize::Label)];
        assert!(widths[0].abs_diff(widths[1]) < 4 * 60, "{widths:?}");
        assert!(widest(&lines, TextSize::Label) <= 4 * 360);
    }

    #[test]
    fn a_text_takes_the_largest_size_it_fits_in() {
        let sizes = [(TextSize::Title, 1), (TextSize::Label, 1), (TextSize::Tick, 2)];
        assert_eq!(fit("Một", &sizes, 4 * 200), (TextSize::Title, vec!["Một".to_owned()]));
        let name = "Chi nhánh Văn phòng Đăng ký đất đai";
        assert_eq!(fit(name, &sizes, 4 * 260), (TextSize::Label, vec![name.to_owned()]));
        let (size, lines) = fit(name, &sizes, 4 * 150);
        assert_eq!((size, lines.join(" ")), (TextSize::Tick, name.to_owned()));
        let (_, lines) = fit(&name.repeat(4), &sizes, 4 * 150);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…') && widest(&lines, TextSize::Tick) <= 4 * 150, "{lines:?}");
        assert_eq!(fit("", &sizes, 100), (TextSize::Title, vec![]));
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut_and_nothing_is_lost() {
        let word = "W".repeat(100);
        let lines = wrap(&word, TextSize::Label, 4 * 200);
        assert_eq!(lines.concat(), word);
        assert!(widest(&lines, TextSize::Label) <= 4 * 200);
        assert!(wrap("", TextSize::Label, 100).is_empty());
        assert_eq!(wrap("ab", TextSize::Title, 1), ["a", "b"]);
    }
}
