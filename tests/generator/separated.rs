//! Cells of separated text: a cell is quoted only when it must be.

/// Appends one cell and the separator after it.
pub(crate) fn push_cell(line: &mut String, cell: &str, separator: char) {
    let is_sign = |byte: u8| char::from(byte) == separator || matches!(byte, b'"' | b'\n' | b'\r');
    let plain = !cell.bytes().any(is_sign);
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

/// Appends a number with so many digits at least.
pub(crate) fn push_number(line: &mut String, number: u64, width: usize) {
    let mut digits = [b'0'; 20];
    let (mut first, mut left) = (digits.len(), number);
    while left > 0 || first == digits.len() {
        first -= 1;
        digits[first] = b'0' + (left % 10) as u8;
        left /= 10;
    }
    let first = first.min(digits.len() - width);
    line.extend(digits[first..].iter().map(|digit| char::from(*digit)));
}

/// Replaces the separator after the last cell by the end of the line.
pub(crate) fn end_line(line: &mut String, ending: &str) {
    line.pop();
    line.push_str(ending);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_language_writes_them() {
        for number in [0, 7, 10, 99, 100, 9_999_999, 10_000_000, u64::MAX] {
            let mut text = String::new();
            push_number(&mut text, number, 1);
            push_number(&mut text, number, 7);
            assert_eq!(text, format!("{number}{number:07}"));
        }
    }
}
