//! The kinds of files a report is written as.

use std::str::FromStr;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileFormat {
    /// The web page.
    Html,
    /// The workbook.
    Xlsx,
    /// The Word report.
    Docx,
    /// Figures, rejected records and repairs as CSV.
    Csv,
    /// Figures as JSON.
    Json,
    /// The report as Markdown.
    Md,
    /// Charts as PNG.
    Png,
    /// Charts as SVG.
    Svg,
}

impl FileFormat {
    /// All of them, in the order in which they are named.
    pub const ALL: [Self; 8] =
        [Self::Html, Self::Xlsx, Self::Docx, Self::Csv, Self::Json, Self::Md, Self::Png, Self::Svg];

    /// The name on the command line, which is also the ending of its files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Md => "md",
            Self::Png => "png",
            Self::Svg => "svg",
        }
    }

    /// The file below a folder of outputs that is the document of this format: of pictures, the poster.
    #[must_use]
    pub fn document(self) -> &'static str {
        match self {
            Self::Html => "report.html",
            Self::Xlsx => "report.xlsx",
            Self::Docx => "report.docx",
            Self::Csv => "figures.csv",
            Self::Json => "figures.json",
            Self::Md => "report.md",
            Self::Png => "charts/poster.png",
            Self::Svg => "charts/poster.svg",
        }
    }
}

impl FromStr for FileFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = || Self::ALL.map(Self::id).join(", ");
        Self::ALL.into_iter().find(|format| format.id() == text).ok_or_else(known)
    }
}
