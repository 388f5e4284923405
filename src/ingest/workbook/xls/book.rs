use std::collections::BTreeMap;

use super::super::WorkbookError;
use super::super::days::Epoch;
use super::super::formats::{Format, built_in, spelled_out};
use super::super::texts::Texts;
use super::letters::{Letters, Pieces};
use super::records::{BEGIN, END, Record, Records, damaged};

const CODE_PAGE: u16 = 0x0042;
const DATE_MODE: u16 = 0x0022;
const FILE_PASS: u16 = 0x002F;
const BOUND_SHEET: u16 = 0x0085;
const STYLE: u16 = 0x00E0;
const STRINGS: u16 = 0x00FC;
const FORMAT: u16 = 0x041E;

const VERSION_5: u16 = 0x0500;
const VERSION_8: u16 = 0x0600;

/// A sheet as the workbook lists it.
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) at: usize,
    pub(super) hidden: bool,
    pub(super) has_cells: bool,
}

/// What the sheets of a workbook share.
pub(super) struct Book {
    pub(super) letters: Letters,
    pub(super) epoch: Epoch,
    pub(super) formats: Vec<Format>,
    pub(super) strings: Texts,
    pub(super) sheets: Vec<Listed>,
}

impl Book {
    pub(super) fn read(stream: &[u8], most_sheets: usize) -> Result<Self, WorkbookError> {
        let mut records = Records::from(stream, 0);
        let letters = letters_of(&records.next()?)?;
        let mut book = Self {
            letters,
            epoch: Epoch::From1900,
            formats: Vec::new(),
            strings: Texts::default(),
            sheets: Vec::new(),
        };
        let mut spelled = BTreeMap::new();
        let mut styles = Vec::new();
        loop {
            let record = records.next()?;
            match record.number {
                END => break,
                BEGIN => records.leave()?,
                FILE_PASS => return Err(WorkbookError::Encrypted),
                CODE_PAGE if matches!(book.letters, Letters::Page(_)) => {
                    book.letters = Letters::of_page(record.short(0)?)
                }
                DATE_MODE if record.short(0)? == 1 => book.epoch = Epoch::From1904,
                FORMAT => {
                    let code = book.letters.counted(vec![record.from(2)?], matches!(book.letters, Letters::Page(_)))?;
                    spelled.insert(record.short(0)?, spelled_out(&code));
                }
                STYLE => styles.push(record.short(2)?),
                STRINGS => book.strings = strings(records.continued(record.content))?,
                BOUND_SHEET => {
                    let listed = listed(&record, book.letters)?;
                    // Else a short file could have one sheet read many times.
                    if book.sheets.iter().any(|other| other.at == listed.at) {
                        return Err(damaged("two sheets at the same place"));
                    }
                    book.sheets.push(listed);
                    if book.sheets.len() > most_sheets {
                        return Err(WorkbookError::TooLarge { limit: "sheets", most: most_sheets as u64 });
                    }
                }
                _ => {}
            }
        }
        let format = |number| spelled.get(&number).copied().unwrap_or_else(|| built_in(u32::from(number)));
        book.formats = styles.into_iter().map(format).collect();
        Ok(book)
    }
}

fn letters_of(begin: &Record<'_>) -> Result<Letters, WorkbookError> {
    match begin.number {
        BEGIN => match begin.short(0)? {
            VERSION_8 => Ok(Letters::Unicode),
            VERSION_5 => Ok(Letters::of_page(1252)),
            _ => Err(WorkbookError::Unsupported { what: "a workbook of an unknown version of Excel" }),
        },
        0x0009 | 0x0209 | 0x0409 => Err(WorkbookError::Unsupported { what: "a sheet of Excel 4 or older" }),
        _ => Err(damaged("it does not begin")),
    }
}

fn listed(record: &Record<'_>, letters: Letters) -> Result<Listed, WorkbookError> {
    let hidden = match record.byte(4)? & 0b11 {
        0 => false,
        1 | 2 => true,
        _ => return Err(damaged("an unknown state of a sheet")),
    };
    Ok(Listed {
        name: letters.counted(vec![record.from(6)?], true)?,
        at: record.long(0)? as usize,
        hidden,
        // Others are charts and macros.
        has_cells: record.byte(5)? == 0,
    })
}

/// The table of shared strings (bảng chuỗi dùng chung).
fn strings(pieces: Vec<&[u8]>) -> Result<Texts, WorkbookError> {
    let mut texts = Texts::default();
    let mut pieces = Pieces::new(pieces);
    let _in_cells = pieces.long()?;
    let count = pieces.long()?;
    let mut units = Vec::new();
    for _ in 0..count {
        // Some programs count wrongly; a cell that wants a string beyond the last is damage.
        if pieces.is_over() {
            break;
        }
        let length = usize::from(pieces.short()?);
        let flags = pieces.byte()?;
        let runs = if flags & 8 != 0 { usize::from(pieces.short()?) } else { 0 };
        let reading_aid = if flags & 4 != 0 { pieces.long()? as usize } else { 0 };
        units.clear();
        pieces.units(length, flags & 1 != 0, &mut units)?;
        pieces.take(4 * runs, None)?;
        pieces.take(reading_aid, None)?;
        texts.open().push_str(&String::from_utf16_lossy(&units));
        texts.close();
    }
    Ok(texts)
}
