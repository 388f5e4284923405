use std::fmt;
use std::str::FromStr;

use crate::ingest::decoding::DecodingError;

/// How an export writes its letters as bytes (bảng mã).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    /// UTF-8, as almost every export of today.
    Utf8,
    /// UTF-16, low byte first: "Unicode text" of a spreadsheet program.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// The Vietnamese code page of Windows: a letter, then its tone mark as a byte of its own.
    Windows1258,
    /// TCVN 5712:1993 (ABC, the `.VnTime` fonts): one byte a letter; capitals with a tone are a matter of the font.
    Tcvn3,
    /// VNI for Windows (the `VNI-Times` fonts): a letter, then a byte for all its marks.
    Vni,
    /// UTF-8 that was once read as Windows-1252 and saved as UTF-8 again: `Mã` has become `MÃ£`.
    Mojibake,
}

impl Encoding {
    /// Every encoding, the commonest first.
    pub const ALL: [Self; 7] =
        [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Windows1258, Self::Tcvn3, Self::Vni, Self::Mojibake];

    /// The name in options, files and reports.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1258 => "windows-1258",
            Self::Tcvn3 => "tcvn3",
            Self::Vni => "vni",
            Self::Mojibake => "mojibake",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}

impl FromStr for Encoding {
    type Err = DecodingError;

    /// By [`Encoding::id`], or `utf8`, `cp1258`, `abc`; capitals or not.
    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let name = given.to_ascii_lowercase();
        match name.as_str() {
            "utf8" => Ok(Self::Utf8),
            "cp1258" => Ok(Self::Windows1258),
            "abc" => Ok(Self::Tcvn3),
            other => Self::ALL
                .into_iter()
                .find(|encoding| encoding.id() == other)
                .ok_or_else(|| DecodingError::UnknownName { given: given.to_owned() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for encoding in Encoding::ALL {
            assert_eq!(encoding.id().parse(), Ok(encoding));
            assert_eq!(encoding.id().to_uppercase().parse(), Ok(encoding));
            assert_eq!(encoding.to_string(), encoding.id());
        }
        assert_eq!("UTF8".parse(), Ok(Encoding::Utf8));
        assert_eq!("CP1258".parse(), Ok(Encoding::Windows1258));
        assert_eq!("Abc".parse(), Ok(Encoding::Tcvn3));
    }

    #[test]
    fn other_names_are_refused_as_given() {
        for given in ["", "Viscii", "utf-16", "vni "] {
            assert_eq!(given.parse::<Encoding>(), Err(DecodingError::UnknownName { given: given.to_owned() }));
        }
    }
}
