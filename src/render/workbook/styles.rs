//! How cells look: the fonts, colours, borders and number formats of the workbook.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The typeface of administrative documents (Decree 30/2020/NĐ-CP).
pub(super) const FONT: &str = "Times New Roman";
/// Fills of rates that meet or miss their threshold, as in the charts: told apart without seeing red and green.
pub(super) const MET_FILL: Color = Color::RGB(0x00DC_E9F5);
pub(super) const MISSED_FILL: Color = Color::RGB(0x00FD_E3CA);
/// The same as ink and as bars.
pub(super) const MET_INK: Color = Color::RGB(0x0021_66AC);
pub(super) const MISSED_INK: Color = Color::RGB(0x00B4_5309);
pub(super) const MISSED_BAR: Color = Color::RGB(0x00E6_8C28);
pub(super) const UNJUDGED_BAR: Color = Color::RGB(0x008C_96A3);
/// What stands behind: thresholds in charts, words for what has no number.
pub(super) const SOFT_INK: Color = Color::RGB(0x005F_6876);
pub(super) const SOFT_BAR: Color = Color::RGB(0x00D3_D8DE);
const HEAD_FILL: Color = Color::RGB(0x00E4_E9F0);
const TOTAL_FILL: Color = Color::RGB(0x00EE_F1F5);
const GROUP_FILL: Color = Color::RGB(0x00F6_F7F9);

/// Numbers: the signs between thousands and before decimals are those of the reader's own settings.
pub(super) const COUNT: &str = "#,##0";
const PARTIAL_COUNT: &str = "#,##0\"*\"";
pub(super) const RATE: &str = "0.00%";
const PARTIAL_RATE: &str = "0.00%\"*\"";
const POINTS: &str = "#,##0.00";
const CHANGED_POINTS: &str = "+#,##0.00;−#,##0.00;0.00";
const CHANGED_COUNT: &str = "+#,##0;−#,##0;0";
const THRESHOLD: &str = "\"≥ \"0%";
const EXACT_THRESHOLD: &str = "\"≥ \"0.00%";
const DATE: &str = "dd/mm/yyyy";
pub(super) const MONTH: &str = "mm/yyyy";

/// The cells of a row.
pub(super) struct RowStyles {
    /// Serial numbers.
    pub(super) serial: Format,
    /// Texts.
    pub(super) text: Format,
    /// Short texts in the middle.
    pub(super) middle: Format,
    /// Counts of dossiers.
    pub(super) count: Format,
    /// Counts that leave dossiers out, with their mark.
    pub(super) partial_count: Format,
    /// Rates.
    pub(super) rate: Format,
    /// Rates that leave dossiers out, with their mark.
    pub(super) partial_rate: Format,
    /// Percentage points.
    pub(super) points: Format,
    /// Differences of rates, with their sign.
    pub(super) changed_points: Format,
    /// Differences of counts, with their sign.
    pub(super) changed_count: Format,
    /// Thresholds of whole per cents.
    pub(super) threshold: Format,
    /// Thresholds with decimals.
    pub(super) exact_threshold: Format,
    /// Words where there is no number.
    pub(super) words: Format,
    /// Days.
    pub(super) date: Format,
    /// Months.
    pub(super) month: Format,
    /// The words of verdicts.
    pub(super) met: Format,
    pub(super) missed: Format,
}

impl RowStyles {
    fn new(base: &Format) -> Self {
        let cell = base.clone().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        let number = |format: &str| cell.clone().set_align(FormatAlign::Right).set_num_format(format);
        let middle = cell.clone().set_align(FormatAlign::Center).set_text_wrap();
        Self {
            serial: cell.clone().set_align(FormatAlign::Center),
            text: cell.clone().set_align(FormatAlign::Left).set_text_wrap(),
            count: number(COUNT),
            partial_count: number(PARTIAL_COUNT),
            rate: number(RATE),
            partial_rate: number(PARTIAL_RATE),
            points: number(POINTS),
            changed_points: number(CHANGED_POINTS),
            changed_count: number(CHANGED_COUNT),
            threshold: middle.clone().set_num_format(THRESHOLD),
            exact_threshold: middle.clone().set_num_format(EXACT_THRESHOLD),
            words: middle.clone().set_italic().set_font_size(9).set_font_color(SOFT_INK),
            date: middle.clone().set_num_format(DATE),
            month: middle.clone().set_num_format(MONTH),
            met: middle.clone().set_font_color(MET_INK).set_background_color(MET_FILL),
            missed: middle.clone().set_bold().set_font_color(MISSED_INK).set_background_color(MISSED_FILL),
            middle,
        }
    }
}

/// All styles of the workbook.
pub(super) struct Styles {
    /// What a cell has when nothing is said.
    pub(super) base: Format,
    /// The title of a sheet.
    pub(super) title: Format,
    /// The lines below it.
    pub(super) subtitle: Format,
    /// A heading between tables.
    pub(super) section: Format,
    /// A sentence among others below a heading.
    pub(super) section_text: Format,
    /// Lines in the middle of a block at the top of a form, plain, bold and in italics.
    pub(super) block: Format,
    pub(super) block_bold: Format,
    pub(super) block_italic: Format,
    /// What is counted in, at the right above a table.
    pub(super) unit_of_count: Format,
    /// Sentences below a table.
    pub(super) remark: Format,
    /// A warning.
    pub(super) warning: Format,
    /// Heads of columns.
    pub(super) head: Format,
    /// Numbers of columns.
    pub(super) number: Format,
    /// Rows of totals, of groups, and all others.
    pub(super) total: RowStyles,
    pub(super) group: RowStyles,
    pub(super) line: RowStyles,
    /// The row of thresholds.
    pub(super) thresholds: RowStyles,
    /// Laid over a rate by its threshold.
    pub(super) over_met: Format,
    pub(super) over_missed: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let base = Format::new().set_font_name(FONT).set_font_size(11).set_font_family(1);
        let middle = base.clone().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter).set_text_wrap();
        let left = base.clone().set_align(FormatAlign::Left).set_align(FormatAlign::VerticalCenter).set_text_wrap();
        let head = middle.clone().set_border(FormatBorder::Thin).set_background_color(HEAD_FILL);
        Self {
            title: middle.clone().set_bold().set_font_size(14),
            subtitle: middle.clone().set_italic(),
            section: left.clone().set_bold(),
            section_text: left.clone(),
            block: middle.clone(),
            block_bold: middle.clone().set_bold(),
            block_italic: middle.clone().set_italic(),
            unit_of_count: base.clone().set_italic().set_align(FormatAlign::Right),
            remark: left.clone().set_italic().set_font_size(10),
            warning: left.set_font_color(MISSED_INK).set_bold(),
            number: head.clone().set_italic().set_font_size(8),
            head: head.set_bold(),
            total: RowStyles::new(&base.clone().set_bold().set_background_color(TOTAL_FILL)),
            group: RowStyles::new(&base.clone().set_bold().set_background_color(GROUP_FILL)),
            line: RowStyles::new(&base),
            thresholds: RowStyles::new(&base.clone().set_italic().set_font_color(SOFT_INK)),
            over_met: Format::new().set_background_color(MET_FILL),
            over_missed: Format::new().set_bold().set_font_color(MISSED_INK).set_background_color(MISSED_FILL),
            base,
        }
    }
}
