//! Sizes of an administrative document: Decree 30/2020/NĐ-CP, Annex I. Lengths in twentieths of a point, sizes of type in
//! half-points, unless said.

/// The typeface.
pub(super) const FONT: &str = "Times New Roman";

/// Width and height of A4.
pub(super) const PAGE: (u32, u32) = (11_906, 16_838);
/// Top and bottom margins: 20 mm.
pub(super) const MARGIN_TOP: u32 = 1134;
/// Left margin: 30 mm.
pub(super) const MARGIN_LEFT: u32 = 1701;
/// Right margin: 15 mm.
pub(super) const MARGIN_RIGHT: u32 = 850;
/// From the edge of the page to the page number.
pub(super) const HEADER: u32 = 567;
/// Width of the text on an upright page.
pub(super) const TEXT_WIDTH: u32 = PAGE.0 - MARGIN_LEFT - MARGIN_RIGHT;
/// Width of the text on a page lying down: the annex.
pub(super) const ANNEX_WIDTH: u32 = PAGE.1 - MARGIN_LEFT - MARGIN_RIGHT;

/// The blocks of the letterhead: the bodies left, the state right.
pub(super) const LEFT_BLOCK: u32 = 3600;
/// The state's block.
pub(super) const RIGHT_BLOCK: u32 = TEXT_WIDTH - LEFT_BLOCK;

/// Body text: 14 pt.
pub(super) const BODY: u32 = 28;
/// Names of the state and of the bodies: 13 pt, the least that the decree allows is 12.
pub(super) const STATE: u32 = 26;
/// The motto, and place and date: 14 pt and 13 pt would do as well.
pub(super) const MOTTO: u32 = 28;
/// Number and sign: 13 pt.
pub(super) const NUMBER: u32 = 26;
/// The word "Nơi nhận": 12 pt.
pub(super) const RECIPIENTS_HEAD: u32 = 24;
/// The recipients: 11 pt.
pub(super) const RECIPIENTS: u32 = 22;
/// Text in tables: 12 pt.
pub(super) const TABLE: u32 = 24;
/// Text in the tables of the annex: 11 pt.
pub(super) const ANNEX_TABLE: u32 = 22;
/// First-line indent of a paragraph: 1.27 cm.
pub(super) const INDENT: u32 = 720;
/// Left and right of the text in a cell.
pub(super) const CELL_MARGIN: u32 = 70;

/// The tallest a picture may be, so that a heading stays with it on its page.
pub(super) const MOST_PICTURE_HEIGHT: u32 = 10_500;
/// English metric units in a twentieth of a point.
pub(super) const EMU: u64 = 635;
