use super::super::WorkbookError;

pub(super) const BEGIN: u16 = 0x0809;
pub(super) const END: u16 = 0x000A;
pub(super) const CONTINUE: u16 = 0x003C;

pub(super) fn damaged(what: &'static str) -> WorkbookError {
    WorkbookError::damaged("Workbook", what)
}

/// A record: its number and its content.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) number: u16,
    pub(super) content: &'a [u8],
}

impl<'a> Record<'a> {
    pub(super) fn byte(&self, at: usize) -> Result<u8, WorkbookError> {
        self.content.get(at).copied().ok_or_else(|| damaged("a record is cut short"))
    }

    pub(super) fn short(&self, at: usize) -> Result<u16, WorkbookError> {
        self.array(at).map(u16::from_le_bytes)
    }

    pub(super) fn long(&self, at: usize) -> Result<u32, WorkbookError> {
        self.array(at).map(u32::from_le_bytes)
    }

    pub(super) fn double(&self, at: usize) -> Result<f64, WorkbookError> {
        self.array(at).map(f64::from_le_bytes)
    }

    fn array<const N: usize>(&self, at: usize) -> Result<[u8; N], WorkbookError> {
        let bytes = self.content.get(at..at + N).and_then(|bytes| bytes.try_into().ok());
        bytes.ok_or_else(|| damaged("a record is cut short"))
    }

    pub(super) fn from(&self, at: usize) -> Result<&'a [u8], WorkbookError> {
        self.content.get(at..).ok_or_else(|| damaged("a record is cut short"))
    }
}

/// The records of a stream from a place on.
pub(super) struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    pub(super) fn from(stream: &'a [u8], at: usize) -> Self {
        Self { stream, at }
    }

    /// The next record. Streams end with a record that says so: one that just stops was cut short.
    pub(super) fn next(&mut self) -> Result<Record<'a>, WorkbookError> {
        let record = self.peek().ok_or_else(|| damaged("its records are cut short"))?;
        self.at += 4 + record.content.len();
        Ok(record)
    }

    fn peek(&self) -> Option<Record<'a>> {
        let head = Record { number: 0, content: self.stream.get(self.at..)? };
        let (number, length) = (head.short(0).ok()?, usize::from(head.short(2).ok()?));
        Some(Record { number, content: head.content.get(4..4 + length)? })
    }

    /// The contents of the records that continue the one read last, after its own.
    pub(super) fn continued(&mut self, first: &'a [u8]) -> Vec<&'a [u8]> {
        let mut pieces = vec![first];
        while let Some(record) = self.peek().filter(|record| record.number == CONTINUE) {
            self.at += 4 + record.content.len();
            pieces.push(record.content);
        }
        pieces
    }

    /// Leaves a stream within the stream, such as that of a chart, whose begin was read last.
    pub(super) fn leave(&mut self) -> Result<(), WorkbookError> {
        let mut depth = 1_u32;
        while depth > 0 {
            match self.next()?.number {
                BEGIN => depth += 1,
                END => depth -= 1,
                _ => {}
            }
        }
        Ok(())
    }
}
