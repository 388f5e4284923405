//! Cells of separated text: a cell is quoted only when it must be.

/// Appends one cell and the separator after it.
pub(crate) fn push_cell(line: &mut String, cell: &str, separator: char) {
    let plain = !cell.contains([separator, '"', '\n', '\r']);
    if plain {
        line.push_str(cell);
    } else {
        line.push('"');
        for character in cell.chars() {
            if character == '"' {
                line.push('"');
            }
            line.push(character);
        }
        line.push('"');
    }
    line.push(separator);
}

/// Replaces the separator after the last cell by the end of the line.
pub(crate) fn end_line(line: &mut String, ending: &str) {
    line.pop();
    line.push_str(ending);
}
