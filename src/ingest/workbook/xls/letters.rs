use encoding_rs::Encoding;

use super::super::WorkbookError;
use super::records::damaged;

/// How the texts of a workbook are written.
#[derive(Clone, Copy)]
pub(super) enum Letters {
    /// Excel 97 and later: UTF-16, its high bytes left out where all are zero.
    Unicode,
    /// Excel 5 and 95: bytes of a code page; None for one that is not known.
    Page(Option<&'static Encoding>),
}

impl Letters {
    /// The letters of a code page by its number in the file.
    pub(super) fn of_page(number: u16) -> Self {
        let label: &[u8] = match number {
            874 => b"windows-874",
            932 => b"shift_jis",
            936 => b"gbk",
            949 => b"euc-kr",
            950 => b"big5",
            1250 => b"windows-1250",
            1251 => b"windows-1251",
            // 8001 is what Excel writes for its usual page.
            1252 | 0x8001 => b"windows-1252",
            1253 => b"windows-1253",
            1254 => b"windows-1254",
            1255 => b"windows-1255",
            1256 => b"windows-1256",
            1257 => b"windows-1257",
            1258 => b"windows-1258",
            10_000 | 0x8000 => b"macintosh",
            65_001 => b"utf-8",
            _ => b"",
        };
        Letters::Page(Encoding::for_label(label))
    }

    /// A text with its length before it: of two bytes, or of one.
    pub(super) fn counted(self, pieces: Vec<&[u8]>, is_short: bool) -> Result<String, WorkbookError> {
        let mut pieces = Pieces::new(pieces);
        let count = if is_short { usize::from(pieces.byte()?) } else { usize::from(pieces.short()?) };
        match self {
            Letters::Unicode => {
                // Programs leave the flags out behind a length of nothing.
                if count == 0 {
                    return Ok(String::new());
                }
                let flags = pieces.byte()?;
                let mut units = Vec::with_capacity(count);
                pieces.units(count, flags & 1 != 0, &mut units)?;
                Ok(String::from_utf16_lossy(&units))
            }
            Letters::Page(page) => {
                let mut bytes = Vec::with_capacity(count);
                pieces.take(count, Some(&mut bytes))?;
                match page {
                    _ if bytes.is_ascii() => Ok(bytes.into_iter().map(char::from).collect()),
                    Some(page) => Ok(page.decode_without_bom_handling(&bytes).0.into_owned()),
                    None => Err(WorkbookError::Unsupported { what: "a workbook in an unknown code page" }),
                }
            }
        }
    }
}

/// A record and its continuations, read as one.
pub(super) struct Pieces<'a> {
    left: std::vec::IntoIter<&'a [u8]>,
    piece: &'a [u8],
}

impl<'a> Pieces<'a> {
    pub(super) fn new(pieces: Vec<&'a [u8]>) -> Self {
        Self { left: pieces.into_iter(), piece: &[] }
    }

    /// Whether nothing is left.
    pub(super) fn is_over(&mut self) -> bool {
        while self.piece.is_empty() {
            match self.left.next() {
                Some(next) => self.piece = next,
                None => return true,
            }
        }
        false
    }

    pub(super) fn byte(&mut self) -> Result<u8, WorkbookError> {
        if self.is_over() {
            return Err(damaged("a text is cut short"));
        }
        let (first, rest) = self.piece.split_first().ok_or_else(|| damaged("a text is cut short"))?;
        self.piece = rest;
        Ok(*first)
    }

    pub(super) fn short(&mut self) -> Result<u16, WorkbookError> {
        Ok(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    pub(super) fn long(&mut self) -> Result<u32, WorkbookError> {
        Ok(u32::from(self.short()?) | u32::from(self.short()?) << 16)
    }

    /// Passes bytes over, or on.
    pub(super) fn take(&mut self, mut count: usize, mut into: Option<&mut Vec<u8>>) -> Result<(), WorkbookError> {
        while count > 0 {
            if self.is_over() {
                return Err(damaged("a text is cut short"));
            }
            let (taken, rest) = self.piece.split_at(count.min(self.piece.len()));
            if let Some(into) = into.as_deref_mut() {
                into.extend_from_slice(taken);
            }
            count -= taken.len();
            self.piece = rest;
        }
        Ok(())
    }

    /// Letters of one or two bytes. Where they go on in another record, it begins with new flags.
    pub(super) fn units(&mut self, mut count: usize, mut wide: bool, into: &mut Vec<u16>) -> Result<(), WorkbookError> {
        while count > 0 {
            if self.piece.is_empty() {
                wide = self.byte()? & 1 != 0;
                continue;
            }
            let size = if wide { 2 } else { 1 };
            let here = count.min(self.piece.len() / size);
            if here == 0 {
                return Err(damaged("a letter is cut in two"));
            }
            let (taken, rest) = self.piece.split_at(here * size);
            if wide {
                into.extend(taken.chunks_exact(2).filter_map(|pair| pair.try_into().ok().map(u16::from_le_bytes)));
            } else {
                into.extend(taken.iter().copied().map(u16::from));
            }
            self.piece = rest;
            count -= here;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_behind_new_flags() {
        // Flags, two letters of one byte; one of two bytes; one of one byte.
        let mut pieces = Pieces::new(vec![b"\x00ab", b"\x01\xd0\x1e", b"\x00c"]);
        let wide = pieces.byte().unwrap() != 0;
        let mut units = Vec::new();
        pieces.units(4, wide, &mut units).unwrap();
        assert_eq!(String::from_utf16_lossy(&units), "ab\u{1ed0}c");
        assert!(pieces.is_over());
    }

    #[test]
    fn texts_of_code_pages() {
        // 0xD0 is the D with stroke of page 1258, 0xE3 the a with breve.
        let text = Letters::of_page(1258).counted(vec![b"\x03\x00\xd0\xe3n"], false).unwrap();
        assert_eq!(text, "\u{110}ăn");
        assert!(Letters::of_page(9).counted(vec![b"\x01\x00\xff"], false).is_err());
        assert_eq!(Letters::of_page(9).counted(vec![b"\x01a"], true).unwrap(), "a");
        assert!(Letters::Unicode.counted(vec![b"\x05\x00\x00ab"], false).is_err());
    }
}
