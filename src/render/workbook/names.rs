//! Names of sheets: legal, short enough, and each only once.

use super::super::cells::visible;

/// Longest name of a sheet, in UTF-16 units.
const LONGEST: usize = 31;

/// The names given so far.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: Vec<String>,
}

impl Names {
    /// A name like `wanted` that no other sheet has.
    pub(super) fn name(&mut self, wanted: &str) -> String {
        let legal: String = visible(wanted)
            .chars()
            .map(|letter| if matches!(letter, '[' | ']' | ':' | '*' | '?' | '/' | '\\') { '-' } else { letter })
            .collect();
        let legal = legal.trim_matches(|letter: char| letter == '\'' || letter.is_whitespace());
        let legal = if legal.is_empty() || legal.eq_ignore_ascii_case("history") { "-" } else { legal };
        let mut name = cut(legal, LONGEST);
        let mut number = 2;
        while self.taken.contains(&name.to_lowercase()) {
            let ending = format!(" ({number})");
            name = format!("{}{ending}", cut(legal, LONGEST - ending.len()));
            number += 1;
        }
        self.taken.push(name.to_lowercase());
        name
    }
}

fn cut(text: &str, most: usize) -> String {
    let mut units = 0;
    let fits = |letter: &char| {
        units += letter.len_utf16();
        units <= most
    };
    text.chars().take_while(fits).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_legal_short_and_unique() {
        let mut names = Names::default();
        assert_eq!(names.name("II.06a/VPCP"), "II.06a-VPCP");
        assert_eq!(names.name("ii.06A:VPCP"), "ii.06A-VPCP (2)");
        assert_eq!(names.name("''"), "-");
        let long = names.name("Tình hình, kết quả giải quyết thủ tục hành chính");
        assert_eq!(long, "Tình hình, kết quả giải quyết t");
        assert_eq!(names.name(&long), "Tình hình, kết quả giải quy (2)");
    }
}
