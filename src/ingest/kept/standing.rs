//! Which records count of a run over certain exports, kept beside what was found in each of them: a run over the same exports need
//! not look for duplicates again.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::dossiers::Numbers;
use crate::ingest::files::Found;
use crate::ingest::newest::{Standing, Superseded};
use crate::ingest::read::{Context, Reading};
use crate::ingest::{IngestError, Unit};
use crate::packing::{Packed, Unpacker, packed_parts};
use crate::project::Input;
use crate::threads;

use super::Kept;
use super::slot::{Slot, in_name};

/// At the beginning of every entry of this kind; it changes when they do.
const FORMAT: &[u8; 16] = b"cchc standing 2\n";
/// Bytes of a hash.
const HASH: usize = 32;

/// What is kept: what was found about the records, and of which exports and units.
struct KeptStanding {
    /// Keys of the exports, in their order.
    exports: Vec<[u8; HASH]>,
    /// The units by number, as one hash.
    units: [u8; HASH],
    records: usize,
    sources: usize,
    /// Records that do not count, in order.
    replaced: Vec<u32>,
    within: BTreeMap<u16, u64>,
    moved: BTreeMap<(u32, u32), u64>,
    outdated: u64,
}

packed_parts!(KeptStanding { exports, units, records, sources, replaced, within, moved, outdated });

/// What reading is at its end: how many records and lists there are, and of which units.
#[derive(Clone, Copy)]
pub(in crate::ingest) struct AsRead<'a> {
    pub(in crate::ingest) records: usize,
    pub(in crate::ingest) sources: usize,
    pub(in crate::ingest) units: &'a [Unit],
}

/// All exports of a run, if they could be taken.
pub(in crate::ingest) enum All<'a> {
    /// They are kept as they are now, and so is which of their records count.
    Taken(Box<Reading<'a>>, Standing),
    /// They are to be read, or taken as far as each is kept. Of some it was found out what is in them.
    Not(Contents),
}

/// BLAKE3 of some of the exports of a run, by their place.
#[derive(Default)]
pub(in crate::ingest) struct Contents(Vec<Option<[u8; HASH]>>);

impl Contents {
    /// Of the export at this place.
    pub(in crate::ingest) fn of(&self, place: usize) -> Option<[u8; HASH]> {
        self.0.get(place).copied().flatten()
    }
}

/// Takes all of these exports, and which of their records count, if all of that is kept.
///
/// # Errors
/// When there are more lists or records than can be numbered.
pub(in crate::ingest) fn all_of<'a>(context: &'a Context<'a>, inputs: &[Input]) -> Result<All<'a>, IngestError> {
    let Some(kept) = context.kept else { return Ok(All::Not(Contents::default())) };
    // One is looked at by all threads together, of several each by one.
    let (side_by_side, of_each) =
        if inputs.len() > 1 { (context.threads.number, 1) } else { (1, context.threads.number) };
    // When one of them is not kept, the others need not be looked at here.
    let lacks = AtomicBool::new(false);
    let slots = threads::each(side_by_side, inputs.len(), |place| {
        let slot = if lacks.load(Ordering::Relaxed) { None } else { Slot::of(kept, context, inputs.get(place)?) };
        let known = slot.and_then(|slot| Some((slot.content_if_kept(of_each)?, slot)));
        lacks.fetch_or(known.is_none(), Ordering::Relaxed);
        known.map(|(content, slot)| (slot, content))
    });
    let contents = Contents(slots.iter().map(|slot| slot.as_ref().map(|(_, content)| *content)).collect());
    let Some(slots) = slots.into_iter().collect::<Option<Vec<_>>>() else { return Ok(All::Not(contents)) };
    let exports: Vec<_> = slots.iter().map(|(slot, content)| slot.key(*content).whole()).collect();
    let Some(standing) = take(kept, &exports) else { return Ok(All::Not(contents)) };
    let founds = threads::each(side_by_side, slots.len(), |place| {
        let (slot, content) = slots.get(place)?;
        slot.take(*content, of_each, context, false)
    });
    let Some(founds) = founds.into_iter().collect::<Option<Vec<Found>>>() else { return Ok(All::Not(contents)) };
    let bytes: Vec<u64> = founds.iter().map(|found| found.bytes).collect();
    let mut reading = Reading::new(context);
    for found in founds {
        reading.add(found, &mut Numbers::default())?;
    }
    let Some(standing) = standing.standing(reading.read()) else { return Ok(All::Not(contents)) };
    bytes.into_iter().for_each(context.progress);
    Ok(All::Taken(Box::new(reading), standing))
}

/// Keeps which records of a run count; `exports`: under which keys each of its exports is kept.
pub(in crate::ingest) fn keep(kept: Kept<'_>, exports: Vec<[u8; HASH]>, read: AsRead<'_>, standing: &Standing) {
    if exports.is_empty() {
        return;
    }
    let name = name(&exports);
    let Standing { superseded: Superseded { keep, within, moved }, outdated } = standing;
    let replaced = (0..).zip(keep).filter(|(_, kept)| !**kept).map(|(record, _)| record).collect();
    let entry = KeptStanding {
        exports,
        units: hash_of(read.units),
        records: read.records,
        sources: read.sources,
        replaced,
        within: within.clone(),
        moved: moved.clone(),
        outdated: *outdated,
    };
    let bytes = entry.sealed();
    // What could not be used because of an export may be whole itself.
    if bytes_of(kept, &name).is_some_and(|before| before == bytes) {
        return;
    }
    kept.shelf.put(&name, &mut |to| to.write_all(&bytes));
}

fn take(kept: Kept<'_>, exports: &[[u8; HASH]]) -> Option<KeptStanding> {
    KeptStanding::unsealed(&bytes_of(kept, &name(exports))?).filter(|standing| standing.exports == exports)
}

fn bytes_of(kept: Kept<'_>, name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    kept.shelf.open(name)?.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn name(exports: &[[u8; HASH]]) -> String {
    format!("{}.standing", in_name(blake3::hash(exports.as_flattened())))
}

fn hash_of(units: &[Unit]) -> [u8; HASH] {
    let mut bytes = Vec::new();
    units.iter().for_each(|unit| unit.pack(&mut bytes));
    *blake3::hash(&bytes).as_bytes()
}

impl KeptStanding {
    /// As bytes, with their hash behind them.
    fn sealed(&self) -> Vec<u8> {
        let mut bytes = FORMAT.to_vec();
        self.pack(&mut bytes);
        let hash = *blake3::hash(&bytes).as_bytes();
        bytes.extend_from_slice(&hash);
        bytes
    }

    fn unsealed(bytes: &[u8]) -> Option<Self> {
        let (bytes, hash) = bytes.split_last_chunk::<HASH>()?;
        if blake3::hash(bytes).as_bytes() != hash {
            return None;
        }
        let mut from = Unpacker::new(bytes.strip_prefix(FORMAT)?);
        let standing = Self::unpack(&mut from)?;
        from.is_empty().then_some(standing)
    }

    /// What it says of these records, if it is about them.
    fn standing(self, read: AsRead<'_>) -> Option<Standing> {
        let is_source = |source: &u16| usize::from(*source) < read.sources;
        let is_unit = |unit: u32| usize::try_from(unit).is_ok_and(|unit| unit < read.units.len());
        let is_about_them = self.records == read.records
            && self.sources == read.sources
            && self.units == hash_of(read.units)
            && self.within.keys().all(is_source)
            && self.moved.keys().all(|(from, to)| is_unit(*from) && is_unit(*to));
        let mut keep = vec![true; if is_about_them { self.records } else { 0 }];
        for record in self.replaced {
            *keep.get_mut(usize::try_from(record).ok()?)? = false;
        }
        let superseded = Superseded { keep, within: self.within, moved: self.moved };
        is_about_them.then_some(Standing { superseded, outdated: self.outdated })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(exports: &[[u8; HASH]], units: &[Unit]) -> KeptStanding {
        KeptStanding {
            exports: exports.to_vec(),
            units: hash_of(units),
            records: 5,
            sources: 2,
            replaced: vec![1, 4],
            within: BTreeMap::from([(1, 1)]),
            moved: BTreeMap::from([((0, 1), 1)]),
            outdated: 3,
        }
    }

    fn units(keys: &[&str]) -> Vec<Unit> {
        let unit = |key: &&str| Unit { key: (*key).to_owned(), name: String::new(), level: None, registered: Ok(0) };
        keys.iter().map(unit).collect()
    }

    #[test]
    fn what_is_kept_comes_back() {
        let units = units(&["a", "b"]);
        let bytes = kept(&[[7; HASH]], &units).sealed();
        let standing = KeptStanding::unsealed(&bytes).unwrap();
        assert_eq!(standing.exports, [[7; HASH]]);
        let Standing { superseded, outdated } =
            standing.standing(AsRead { records: 5, sources: 2, units: &units }).unwrap();
        assert_eq!(superseded.keep, [true, false, true, true, false]);
        assert_eq!((superseded.within, superseded.moved), (BTreeMap::from([(1, 1)]), BTreeMap::from([((0, 1), 1)])));
        assert_eq!(outdated, 3);
        for place in 0..bytes.len() {
            let mut other = bytes.clone();
            other[place] ^= 1;
            assert!(KeptStanding::unsealed(&other).is_none(), "{place}");
            assert!(KeptStanding::unsealed(&bytes[..place]).is_none(), "{place}");
        }
    }

    #[test]
    fn it_is_of_no_other_records() {
        let of = units(&["a", "b"]);
        let whole = || kept(&[], &of);
        let read = AsRead { records: 5, sources: 2, units: &of };
        assert!(whole().standing(read).is_some());
        let other = units(&["b", "a"]);
        for read in [
            AsRead { records: 4, ..read },
            AsRead { records: 6, ..read },
            AsRead { sources: 3, ..read },
            AsRead { units: &other, ..read },
        ] {
            assert!(whole().standing(read).is_none());
        }
        for wrong in [
            KeptStanding { replaced: vec![5], ..whole() },
            KeptStanding { within: BTreeMap::from([(2, 1)]), ..whole() },
            KeptStanding { moved: BTreeMap::from([((0, 2), 1)]), ..whole() },
            KeptStanding { moved: BTreeMap::from([((2, 0), 1)]), ..whole() },
        ] {
            assert!(wrong.standing(read).is_none());
        }
    }
}
