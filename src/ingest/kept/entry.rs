//! An entry: a part for every batch of dossiers, another for the fingerprints of each, then a head that says what the parts must
//! be, then the head's length and hash. Every byte of it is covered by a hash. Fingerprints stand apart: a run that knows already
//! which records count has no use for them.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

use crate::dossiers::{Bounds, ColumnId, Entry, FrameBuilder, StoredBatch};
use crate::ingest::files::Found;
use crate::ingest::read::{Context, Reading};
use crate::ingest::{PassedOver, Rejected, Repairs, Source, Unit};
use crate::packing::{Packed, Unpacker, pack_words, packed_parts};
use crate::threads;

/// At the beginning of every entry; it changes when an entry does.
const FORMAT: &[u8; 16] = b"cchc dossiers 3\n";
/// Bytes of the head's length and hash, at the end.
const END: u64 = 8 + 32;
/// Bytes of a fingerprint.
const FINGERPRINT: usize = 16;

/// What a part must be.
struct PartHead {
    dossiers: usize,
    bytes: usize,
    hash: [u8; 32],
    /// Of the part with the fingerprints.
    fingerprints: [u8; 32],
}

packed_parts!(PartHead { dossiers, bytes, hash, fingerprints });

/// Where the parts of a batch begin.
struct Begin {
    columns: u64,
    fingerprints: u64,
}

impl PartHead {
    /// Bytes of the part with the fingerprints.
    fn of_fingerprints(&self) -> Option<usize> {
        self.dossiers.checked_mul(FINGERPRINT)
    }
}

/// What stands in the head: everything but what there is of each dossier.
struct Head {
    key: [u8; 32],
    content: [u8; 32],
    parts: Vec<PartHead>,
    texts: Vec<Vec<Entry>>,
    units: Vec<Unit>,
    sources: Vec<Source>,
    passed_over: Vec<PassedOver>,
    uncatalogued: u64,
    unknown: BTreeMap<(ColumnId, String), u64>,
    procedure_names: BTreeMap<String, String>,
    rejected: Vec<Rejected>,
    rejected_dossiers: Vec<(u128, u16)>,
    repairs: Repairs,
}

packed_parts!(Head {
    key,
    content,
    parts,
    texts,
    units,
    sources,
    passed_over,
    uncatalogued,
    unknown,
    procedure_names,
    rejected,
    rejected_dossiers,
    repairs,
});

/// Under what an entry is kept: it must say so itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    /// Everything that decides how the export is read.
    pub(super) reading: [u8; 32],
    /// BLAKE3 of the export.
    pub(super) content: [u8; 32],
}

impl Key {
    /// Both.
    pub(super) fn whole(self) -> [u8; 32] {
        *blake3::hash([self.reading, self.content].as_flattened()).as_bytes()
    }
}

/// Writes what was found in an export.
pub(super) fn write(found: &Found, key: Key, to: &mut dyn Write) -> io::Result<()> {
    to.write_all(FORMAT)?;
    let (mut parts, mut bytes) = (Vec::new(), Vec::new());
    for (place, dossiers) in found.rows.batches().enumerate() {
        bytes.clear();
        found.rows.pack_batch(place, &mut bytes);
        to.write_all(&bytes)?;
        let hash = *blake3::hash(&bytes).as_bytes();
        parts.push(PartHead { dossiers, bytes: bytes.len(), hash, fingerprints: [0; 32] });
    }
    let mut fingerprints = found.fingerprints.as_slice();
    for part in &mut parts {
        let (own, rest) = fingerprints.split_at_checked(part.dossiers).unwrap_or_default();
        fingerprints = rest;
        bytes.clear();
        pack_words(own, u128::to_le_bytes, &mut bytes);
        to.write_all(&bytes)?;
        part.fingerprints = *blake3::hash(&bytes).as_bytes();
    }
    let head = Head {
        key: key.reading,
        content: key.content,
        parts,
        texts: found.rows.texts().to_vec(),
        units: found.units.clone(),
        sources: found.sources.clone(),
        passed_over: found.passed_over.clone(),
        uncatalogued: found.uncatalogued,
        unknown: found.unknown.clone(),
        procedure_names: found.procedure_names.clone(),
        rejected: found.rejected.clone(),
        rejected_dossiers: found.rejected_dossiers.clone(),
        repairs: found.repairs.clone(),
    };
    bytes.clear();
    head.pack(&mut bytes);
    let (length, hash) = (bytes.len(), *blake3::hash(&bytes).as_bytes());
    length.pack(&mut bytes);
    hash.pack(&mut bytes);
    to.write_all(&bytes)
}

/// What was found in an export, if that is what is kept under this key. `open` opens the entry, again for each thread. Without
/// `with_fingerprints` there are none of them.
pub(super) fn read(
    open: &(dyn Fn() -> Option<File> + Sync),
    key: Key,
    context: &Context<'_>,
    with_fingerprints: bool,
    threads: usize,
) -> Option<Found> {
    let mut file = open()?;
    let (head, begin) = read_head(&mut file)?;
    let builder = Reading::new(context).collected.builder;
    if (Key { reading: head.key, content: head.content }) != key || !is_possible(&head, &builder, context) {
        return None;
    }
    let count = |id: ColumnId| context.schema.vocabulary(id).map_or(0, |words| words.ids().count());
    let words: Vec<usize> = builder.columns().map(count).collect();
    let bounds = Bounds { units: head.units.len(), sources: head.sources.len(), words: &words, texts: &head.texts };
    // As many as the bytes that were counted have room for.
    let dossiers = head.parts.iter().map(|part| part.dossiers).sum();
    let mut fingerprints = vec![0; if with_fingerprints { dossiers } else { 0 }];
    let rooms = with_fingerprints.then_some(fingerprints.as_mut_slice());
    let batches = read_parts(open, &begin, &head, &builder, &bounds, rooms, threads)?;
    // Dossiers of one source stand together, source by source.
    if !batches.iter().flat_map(StoredBatch::sources).is_sorted_by_key(|(source, _)| *source) {
        return None;
    }
    Some(Found {
        worker: None,
        failed: None,
        key: Some(key.whole()),
        bytes: 0,
        rows: builder.stored_rows(batches, head.texts),
        units: head.units,
        sources: head.sources,
        passed_over: head.passed_over,
        unread: Vec::new(),
        uncatalogued: head.uncatalogued,
        unknown: head.unknown,
        procedure_names: head.procedure_names,
        fingerprints,
        rejected: head.rejected,
        rejected_dossiers: head.rejected_dossiers,
        repairs: head.repairs,
    })
}

/// The head, and where each part begins. Nothing is taken for a length that the file does not have.
fn read_head(file: &mut File) -> Option<(Head, Vec<Begin>)> {
    let length = file.metadata().ok()?.len();
    let mut format = [0; FORMAT.len()];
    file.read_exact(&mut format).ok()?;
    let behind_head = length.checked_sub(END)?;
    file.seek(SeekFrom::Start(behind_head)).ok()?;
    let (mut of_head, mut hash) = ([0; 8], [0; 32]);
    file.read_exact(&mut of_head).ok()?;
    file.read_exact(&mut hash).ok()?;
    let of_head = u64::from_le_bytes(of_head);
    let before_head = behind_head.checked_sub(of_head).filter(|before| *before >= FORMAT.len() as u64)?;
    file.seek(SeekFrom::Start(before_head)).ok()?;
    let mut bytes = vec![0; usize::try_from(of_head).ok()?];
    file.read_exact(&mut bytes).ok()?;
    if format != *FORMAT || *blake3::hash(&bytes).as_bytes() != hash {
        return None;
    }
    let mut from = Unpacker::new(&bytes);
    let head = Head::unpack(&mut from)?;
    let mut at = FORMAT.len() as u64;
    let mut begin = Vec::with_capacity(head.parts.len());
    for part in &head.parts {
        begin.push(Begin { columns: at, fingerprints: 0 });
        at = at.checked_add(part.bytes as u64)?;
    }
    for (part, begin) in head.parts.iter().zip(&mut begin) {
        begin.fingerprints = at;
        at = at.checked_add(part.of_fingerprints()? as u64)?;
    }
    (from.is_empty() && at == before_head).then_some((head, begin))
}

/// True when every number in a head is that of something.
fn is_possible(head: &Head, builder: &FrameBuilder, context: &Context<'_>) -> bool {
    let columns = context.schema.columns().count();
    let (levels, listed) = (context.naming.levels().len(), context.units.map_or(0, |units| units.units().len()));
    let sources = head.sources.len();
    let is_column = |column: &ColumnId| column.0 < columns;
    let is_unit = |unit: &Unit| {
        unit.registered.map_or(true, |place| place < listed) && unit.level.is_none_or(|level| level.0 < levels)
    };
    let is_source = |source: &Source| {
        let Source { named, present, filled, .. } = source;
        named.iter().map(|named| &named.column).chain(present).chain(filled).all(is_column)
    };
    (1..=usize::from(u16::MAX)).contains(&sources)
        && builder.are_texts_of(&head.texts)
        && head.units.iter().all(is_unit)
        && head.sources.iter().all(is_source)
        && head.unknown.keys().all(|(column, _)| is_column(column))
        && head.rejected.len() <= context.limits.listed
        && head.rejected.iter().all(|one| one.source < sources && one.column.as_ref().is_none_or(is_column))
        && head.rejected_dossiers.iter().all(|(_, source)| usize::from(*source) < sources)
        && head.repairs.listed.iter().all(|one| one.source < sources && is_column(&one.column))
        && head.repairs.counts.keys().all(|(source, _)| *source < sources)
}

/// The batches, each by whichever thread is free, and the fingerprints of their dossiers where there is room for them.
fn read_parts(
    open: &(dyn Fn() -> Option<File> + Sync),
    begin: &[Begin],
    head: &Head,
    builder: &FrameBuilder,
    bounds: &Bounds<'_>,
    mut fingerprints: Option<&mut [u128]>,
    threads: usize,
) -> Option<Vec<StoredBatch>> {
    let mut rooms = Vec::with_capacity(head.parts.len());
    for part in &head.parts {
        rooms.push(match fingerprints.take() {
            None => None,
            Some(room) => {
                let (own, rest) = room.split_at_mut_checked(part.dossiers)?;
                fingerprints = Some(rest);
                Some(Mutex::new(own))
            }
        });
    }
    type State = (Option<File>, Vec<u8>, Vec<(usize, StoredBatch)>);
    let read = |file: &mut File, buffer: &mut Vec<u8>, place: usize| {
        let (part, begin) = (head.parts.get(place)?, begin.get(place)?);
        if let Some(room) = rooms.get(place)? {
            read_part(file, begin.fingerprints, part.of_fingerprints()?, part.fingerprints, buffer)?;
            let (stored, _) = buffer.as_chunks::<FINGERPRINT>();
            for (room, stored) in room.lock().unwrap_or_else(PoisonError::into_inner).iter_mut().zip(stored) {
                *room = u128::from_le_bytes(*stored);
            }
        }
        read_part(file, begin.columns, part.bytes, part.hash, buffer)?;
        let mut from = Unpacker::new(buffer);
        let batch = builder.unpack_batch(&mut from, part.dossiers, bounds)?;
        from.is_empty().then_some(batch)
    };
    let work = |(file, buffer, done): &mut State, place: usize| {
        match file.as_mut().and_then(|file| read(file, buffer, place)) {
            Some(batch) => done.push((place, batch)),
            // One part that is not whole will do: this thread looks at no other.
            None => *file = None,
        }
    };
    let states = threads::share(threads, head.parts.len(), || (open(), Vec::new(), Vec::new()), work);
    let mut done: Vec<(usize, StoredBatch)> = states.into_iter().flat_map(|(_, _, done)| done).collect();
    done.sort_unstable_by_key(|(place, _)| *place);
    (done.len() == head.parts.len()).then(|| done.into_iter().map(|(_, batch)| batch).collect())
}

/// Reads a part, if its bytes are those that were written.
fn read_part(file: &mut File, begin: u64, bytes: usize, hash: [u8; 32], buffer: &mut Vec<u8>) -> Option<()> {
    file.seek(SeekFrom::Start(begin)).ok()?;
    buffer.resize(bytes, 0);
    file.read_exact(buffer).ok()?;
    (*blake3::hash(buffer).as_bytes() == hash).then_some(())
}
