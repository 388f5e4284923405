//! What the body of a document is made of.

/// How the text of a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Centre,
    Right,
}

/// A stretch of text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// A blank that a person has to fill in: highlighted.
    pub(super) blank: bool,
}

/// Something in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Inline {
    Run(Run),
    Break,
}

/// What a line of text is, besides its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A title in the middle: `#`.
    Title,
    /// A line in the middle: `#####`.
    Middle,
    /// A heading, 1 to 3: `##`, `###`, `####`.
    Heading(u8),
    /// A paragraph of the body.
    Body,
    /// An item of a list: its depth from 0, and the list in [`Body::lists`].
    Item(usize, usize),
    /// A paragraph within an item.
    InItem(usize),
    /// A quotation.
    Quote,
}

/// A paragraph, a table or a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    Line(Role, Vec<Inline>),
    Table(Table),
    Picture(Picture),
}

/// A table with its header.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Table {
    pub(super) sides: Vec<Side>,
    pub(super) head: Vec<Vec<Inline>>,
    pub(super) rows: Vec<Vec<Vec<Inline>>>,
}

/// A picture by its name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Picture {
    pub(super) name: String,
    pub(super) alt: String,
}

/// The body: what is signed, and what is annexed to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Body {
    pub(super) report: Vec<Block>,
    /// Empty without an annex.
    pub(super) annex: Vec<Block>,
    /// Lists: the first number of an ordered one, none for dashes.
    pub(super) lists: Vec<Option<u64>>,
}
