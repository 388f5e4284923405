use std::fmt;

/// A place in a text file, for a reader who will open it: line and column count from 1, the column in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file as the user knows it.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// The place of byte `offset` of `text`, which is the content of `file`.
#[must_use]
pub fn place_at(file: &str, text: &str, offset: usize) -> Place {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Place { file: file.to_owned(), line, column }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let text = "a = 1\nb = \"Đúng\"\n";
        assert_eq!(place_at("x", text, 0).to_string(), "x:1:1");
        assert_eq!(place_at("x", text, text.find('g').unwrap()).to_string(), "x:2:9");
        assert_eq!(place_at("x", text, 999).to_string(), "x:3:1");
    }
}
