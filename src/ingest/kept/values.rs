//! The smaller parts of what is kept, as bytes.

use std::sync::Arc;

use crate::dossiers::{ColumnId, Entry};
use crate::ingest::{
    Account, Basis, Confidence, EncodingBasis, Exported, Facts, ForeignColumn, ForeignDates, ForeignShape, Kind, Named,
    PassedOver, Place, Reason, Rejected, Repair, RepairRule, Repairs, SetAside, Shown, Source, Unit, Why,
};
use crate::ingest::{Encoding, parts::PACKINGS};
use crate::packing::{Packed, Unpacker, packed_choices, packed_numbers, packed_parts};
use crate::period::Day;
use crate::registry::Level;

packed_numbers!(Day, ColumnId, Level);
packed_choices!(Basis, Confidence, Encoding, EncodingBasis, Kind, Reason, RepairRule, SetAside, Why);
packed_parts!(Account { records, accepted, rejected, superseded, blank, set_aside });
packed_parts!(Exported { day, basis });
packed_parts!(Named { column, header, confidence });
packed_parts!(PassedOver { name, sheet, rows });
packed_parts!(Place { line, offset });
packed_parts!(Rejected { source, place, column, reason, value });
packed_parts!(Repair { source, place, column, before, after, rule });
packed_parts!(Repairs { listed, counts });
packed_parts!(Unit { key, name, level, registered });
packed_parts!(Source {
    name,
    sheet,
    bytes,
    hash,
    facts,
    profile,
    header_line,
    named,
    aligned,
    present,
    filled,
    unused,
    personal,
    exported,
    account,
    foreign_dates,
    duplicates,
});
packed_parts!(ForeignShape { shape, cells, line });
packed_parts!(ForeignColumn { header, shapes, other_shapes, other_cells, line });
packed_parts!(ForeignDates { records, of, columns, read, reading, unread });
packed_parts!(Facts { kind, packed, encoding, delimiter });

/// What an export was packed in.
impl Packed for &'static str {
    fn pack(&self, to: &mut Vec<u8>) {
        (*self).to_owned().pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let name = String::unpack(from)?;
        PACKINGS.into_iter().find(|known| *known == name)
    }
}

impl Packed for Entry {
    fn pack(&self, to: &mut Vec<u8>) {
        (*self.key).to_owned().pack(to);
        (*self.text).to_owned().pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let (key, text) = <(String, String)>::unpack(from)?;
        Some(Self { key: Arc::from(key), text: text.into() })
    }
}

impl Packed for Shown {
    fn pack(&self, to: &mut Vec<u8>) {
        let parts = match self {
            Shown::Nothing => None,
            Shown::Value(value) => Some(Ok(value.clone())),
            Shown::Hidden(length) => Some(Err(*length)),
        };
        parts.pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Some(match Option::<Result<String, usize>>::unpack(from)? {
            None => Shown::Nothing,
            Some(Ok(value)) => Shown::Value(value),
            Some(Err(length)) => Shown::Hidden(length),
        })
    }
}
