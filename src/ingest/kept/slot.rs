//! Under which name an export is kept, and whether it is still the one that was read.

use std::fs::{self, Metadata};
use std::io::Read;
use std::time::SystemTime;

use crate::ingest::files::Found;
use crate::ingest::read::{Context, Reading};
use crate::packing::Packed;
use crate::project::Input;

use super::Kept;
use super::content::hash_file;
use super::entry::{self, Key};
use super::stamp::{Memo, Stamp};

/// Letters of a hash in a name: 128 bits. An entry says the whole of it.
const IN_NAME: usize = 32;
/// Bytes of a memo are fewer.
const MOST_MEMO_BYTES: u64 = 1 << 10;

/// What is found in an export: what is kept of it, else what reading it gives, which is kept then.
/// `content`: BLAKE3 of it, where it is known.
pub(in crate::ingest) fn found_of(
    kept: Kept<'_>,
    context: &Context<'_>,
    input: &Input,
    content: Option<[u8; 32]>,
) -> Found {
    let slot = Slot::of(kept, context, input);
    if let Some(slot) = &slot
        && let Some(content) = content.or_else(|| slot.content_if_kept(context.threads.number))
        && let Some(found) = slot.take(content, context.threads.number, context, true)
    {
        return found;
    }
    let found = Reading::new(context).found_alone(input);
    let key = slot.and_then(|slot| slot.keep(&found));
    Found { key, ..found }
}

/// The place of an export among what is kept.
pub(super) struct Slot<'a> {
    kept: Kept<'a>,
    input: &'a Input,
    /// What decides how it is read, and its length.
    reading: [u8; 32],
    /// The name of its memo.
    memo: Option<String>,
    begun: SystemTime,
    before: Metadata,
}

impl<'a> Slot<'a> {
    /// None for what is no file: nothing is kept of standard input.
    pub(super) fn of(kept: Kept<'a>, context: &Context<'_>, input: &'a Input) -> Option<Self> {
        if input.is_stdin() || context.codes {
            return None;
        }
        let begun = SystemTime::now();
        let before = fs::metadata(&input.path).ok().filter(Metadata::is_file)?;
        let path = fs::canonicalize(&input.path).ok();
        let memo = path.map(|path| format!("{}.file", in_name(blake3::hash(path.as_os_str().as_encoded_bytes()))));
        let reading = reading(kept, context, input, before.len());
        Some(Self { kept, input, reading, memo, begun, before })
    }

    /// BLAKE3 of the export as it is now, if anything may be kept of it.
    pub(super) fn content_if_kept(&self, threads: usize) -> Option<[u8; 32]> {
        // Without an entry for a file of this length there is nothing to hash it for.
        if self.kept.shelf.has(&self.beginning()) { self.content(threads) } else { None }
    }

    /// What is kept of the export with this content; without fingerprints, if so.
    pub(super) fn take(
        &self,
        content: [u8; 32],
        threads: usize,
        context: &Context<'_>,
        with_fingerprints: bool,
    ) -> Option<Found> {
        let name = self.name(content);
        let open = || self.kept.shelf.open(&name);
        let found = entry::read(&open, self.key(content), context, with_fingerprints, threads)?;
        let hash = blake3::Hash::from_bytes(content).to_hex();
        let is_of_file =
            |source: &crate::ingest::Source| source.hash == hash.as_str() && source.bytes == self.before.len();
        found.sources.iter().all(is_of_file).then_some(Found { bytes: self.before.len(), ..found })
    }

    /// Keeps what was found, unless something was not: another run must tell it again. Answers under which key.
    fn keep(&self, found: &Found) -> Option<[u8; 32]> {
        let content = found.sources.first().and_then(|source| blake3::Hash::from_hex(&source.hash).ok())?;
        let is_whole = found.failed.is_none()
            && found.unread.is_empty()
            && !found.rows.has_codes()
            && found.sources.iter().all(|source| source.bytes == self.before.len())
            && found.rows.batches().sum::<usize>() == found.fingerprints.len();
        if !is_whole {
            return None;
        }
        let content = *content.as_bytes();
        let key = self.key(content);
        self.kept.shelf.put(&self.name(content), &mut |to| entry::write(found, key, to));
        self.remember(content);
        Some(key.whole())
    }

    /// What an entry of this content says that it is of.
    pub(super) fn key(&self, content: [u8; 32]) -> Key {
        Key { reading: self.reading, content }
    }

    /// BLAKE3 of the file as it is now: remembered, or made.
    fn content(&self, threads: usize) -> Option<[u8; 32]> {
        if let Some(content) = self.remembered() {
            return Some(content);
        }
        let content = hash_file(&self.input.path, self.before.len(), threads).ok()?;
        let content = *content.as_bytes();
        // A file that changes while it is hashed is read, which tells it.
        let after = fs::metadata(&self.input.path).ok()?;
        let is_same = after.len() == self.before.len() && after.modified().ok() == self.before.modified().ok();
        is_same.then(|| self.remember(content))?;
        Some(content)
    }

    fn remembered(&self) -> Option<[u8; 32]> {
        let (memo, stamp) = (self.memo.as_ref()?, Stamp::of(&self.before)?);
        let mut bytes = Vec::new();
        self.kept.shelf.open(memo)?.take(MOST_MEMO_BYTES).read_to_end(&mut bytes).ok()?;
        Memo::content(&bytes, &stamp)
    }

    /// Remembers the content of the file, when it was the same file before and after.
    fn remember(&self, content: [u8; 32]) {
        let after = fs::metadata(&self.input.path).ok();
        let (before, after) = (Stamp::of(&self.before), after.as_ref().and_then(Stamp::of));
        let (Some(name), Some(stamp), true) = (&self.memo, before.clone(), before == after) else { return };
        if let Some(memo) = Memo::new(stamp, self.begun, content) {
            self.kept.shelf.put(name, &mut |to| to.write_all(&memo.bytes()));
        }
    }

    fn beginning(&self) -> String {
        format!("{}-", in_name(blake3::Hash::from_bytes(self.reading)))
    }

    fn name(&self, content: [u8; 32]) -> String {
        format!("{}{}.dossiers", self.beginning(), in_name(blake3::Hash::from_bytes(content)))
    }
}

pub(super) fn in_name(hash: blake3::Hash) -> String {
    hash.to_hex().chars().take(IN_NAME).collect()
}

/// The hash of everything that decides what is found in a file of so many bytes, but for the bytes.
fn reading(kept: Kept<'_>, context: &Context<'_>, input: &Input, length: u64) -> [u8; 32] {
    let builder = Reading::new(context).collected.builder;
    let columns: Vec<String> = builder.columns().map(|id| context.schema.column(id).name.clone()).collect();
    let mut said = Vec::new();
    kept.basis.to_owned().pack(&mut said);
    input.name.pack(&mut said);
    columns.pack(&mut said);
    context.profile.map(str::to_owned).pack(&mut said);
    context.encoding.map(|encoding| encoding.id().to_owned()).pack(&mut said);
    // All of their parts, whatever is added to them.
    format!("{:?} {:?}", context.limits, input.settings).pack(&mut said);
    length.pack(&mut said);
    *blake3::hash(&said).as_bytes()
}
