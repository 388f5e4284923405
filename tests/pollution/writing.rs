//! How a table is written.

use super::source::Source;

/// Which cells are quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quoting {
    /// Those that need it.
    Minimal,
    /// All.
    All,
    /// None, whatever they hold.
    None,
}

/// How a quote inside a quoted cell is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escape {
    /// Twice.
    Doubled,
    /// After a backslash.
    Backslash,
    /// As it is.
    None,
}

/// A way of writing tables.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dialect {
    pub(crate) delimiter: &'static str,
    pub(crate) quote: &'static str,
    pub(crate) quoting: Quoting,
    pub(crate) escape: Escape,
    pub(crate) end: &'static str,
}

/// Semicolons, quotes where they are needed and doubled inside, line feeds.
pub(crate) const PLAIN: Dialect =
    Dialect { delimiter: ";", quote: "\"", quoting: Quoting::Minimal, escape: Escape::Doubled, end: "\n" };

/// The same with every cell quoted.
pub(crate) const ALL_QUOTED: Dialect = Dialect { quoting: Quoting::All, ..PLAIN };

impl Dialect {
    /// A cell as written.
    pub(crate) fn field(&self, cell: &str) -> String {
        let signs = [self.delimiter, self.quote, "\n", "\r"];
        let is_quoted = match self.quoting {
            Quoting::Minimal => signs.iter().any(|sign| cell.contains(sign)),
            Quoting::All => true,
            Quoting::None => false,
        };
        if !is_quoted {
            return cell.to_owned();
        }
        let quote = self.quote;
        let inside = match self.escape {
            Escape::Doubled => cell.replace(quote, &quote.repeat(2)),
            Escape::Backslash => cell.replace(quote, &format!("\\{quote}")),
            Escape::None => cell.to_owned(),
        };
        format!("{quote}{inside}{quote}")
    }

    /// The cells of a row as written.
    pub(crate) fn fields(&self, row: &[String]) -> Vec<String> {
        row.iter().map(|cell| self.field(cell)).collect()
    }

    /// A row as written, without its end.
    pub(crate) fn line(&self, row: &[String]) -> String {
        self.fields(row).join(self.delimiter)
    }

    /// The rows of a table as written.
    pub(crate) fn lines(&self, table: &[Vec<String>]) -> Vec<String> {
        table.iter().map(|row| self.line(row)).collect()
    }

    /// The whole source as a file.
    pub(crate) fn file(&self, source: &Source) -> String {
        ended(&self.lines(&source.table()), self.end)
    }

    /// A line with these cells first and blank ones up to the width of the table.
    pub(crate) fn padded(&self, cells: &[&str], width: usize) -> String {
        let mut row: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        row.resize(width.max(row.len()), String::new());
        self.line(&row)
    }
}

/// Lines, each with its end.
pub(crate) fn ended(lines: &[String], end: &str) -> String {
    lines.iter().flat_map(|line| [line.as_str(), end]).collect()
}

/// The lines with one of them replaced.
pub(crate) fn with_line(lines: &[String], place: usize, line: String) -> String {
    let mut lines = lines.to_vec();
    lines[place] = line;
    ended(&lines, "\n")
}

/// The lines with others put in before one of them, or after all.
pub(crate) fn inserted(lines: &[String], place: usize, others: &[String]) -> Vec<String> {
    let mut lines = lines.to_vec();
    lines.splice(place..place, others.iter().cloned());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let row = ["a", "b;c", "d\"e", ""].map(str::to_owned);
        assert_eq!(PLAIN.line(&row), "a;\"b;c\";\"d\"\"e\";");
        assert_eq!(ALL_QUOTED.line(&row), "\"a\";\"b;c\";\"d\"\"e\";\"\"");
        let backslash = Dialect { escape: Escape::Backslash, ..PLAIN };
        assert_eq!(backslash.line(&row), "a;\"b;c\";\"d\\\"e\";");
        assert_eq!(Dialect { quoting: Quoting::None, ..PLAIN }.line(&row), "a;b;c;d\"e;");
        assert_eq!(PLAIN.padded(&["x"], 3), "x;;");
    }
}
