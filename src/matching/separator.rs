/// The separator of a CSV file that an office wrote: `;` where the header line has more of them than commas, as spreadsheets
/// write it that are set to Vietnamese; else `,`.
pub fn separator(bytes: &[u8]) -> u8 {
    let header = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let count = |separator: u8| header.iter().filter(|byte| **byte == separator).count();
    if count(b';') > count(b',') { b';' } else { b',' }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_line_tells() {
        assert_eq!(separator(b"unit;indicator;source\na,b,c,d,e"), b';');
        assert_eq!(separator(b"unit,indicator\r\na;b;c;d"), b',');
        assert_eq!(separator(b""), b',');
    }
}
