//! Many files: each is read whole by one of several threads, and what they found is put together in the order of the files.

use std::collections::BTreeMap;
use std::fs;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use crate::dossiers::{ColumnId, Numbers, Rows};
use crate::project::Input;
use crate::threads::in_order;

use super::exports::{PassedOver, Source, Unread};
use super::kept::{Contents, found_of};
use super::read::{Context, Reading, Threads};
use super::stretches::take_with_room;
use super::{IngestError, Rejected, Repairs, Unit};

/// A file of more stretches is read by all threads together.
const MOST_STRETCHES: u64 = 32;

/// What one thread found in a file.
pub(super) struct Found {
    /// The thread, when it had read other files before: numbers of texts and units go on from file to file then.
    pub(super) worker: Option<usize>,
    /// There are more records or lists than can be numbered.
    pub(super) failed: Option<IngestError>,
    /// Under which key it is kept, if it is.
    pub(super) key: Option<[u8; 32]>,
    pub(super) bytes: u64,
    pub(super) sources: Vec<Source>,
    pub(super) passed_over: Vec<PassedOver>,
    pub(super) unread: Vec<Unread>,
    pub(super) uncatalogued: u64,
    pub(super) unknown: BTreeMap<(ColumnId, String), u64>,
    pub(super) procedure_names: BTreeMap<String, String>,
    pub(super) rows: Rows,
    pub(super) units: Vec<Unit>,
    pub(super) fingerprints: Vec<u128>,
    pub(super) rejected: Vec<Rejected>,
    pub(super) rejected_dossiers: Vec<(u128, u16)>,
    pub(super) repairs: Repairs,
}

/// How many files at the start of these are read side by side: those that are no long lists, if there are several.
pub(super) fn side_by_side(inputs: &[Input], threads: Threads) -> usize {
    // No file need be looked at before its turn when one thread reads them all.
    if threads.number <= 1 {
        return 0;
    }
    let most = threads.stretch as u64 * MOST_STRETCHES;
    let is_small =
        |input: &&Input| !input.is_stdin() && fs::metadata(&input.path).is_ok_and(|metadata| metadata.len() <= most);
    let small = inputs.iter().take_while(is_small).count();
    if small > 1 { small } else { 0 }
}

impl Reading<'_> {
    /// Reads files side by side, of which the first is at place `from` of the run. Answers how many were read: all of them, unless the system gives no threads.
    ///
    /// # Errors
    /// When there are more files or records than can be numbered.
    pub(super) fn read_files(
        &mut self,
        inputs: &[Input],
        from: usize,
        contents: &Contents,
    ) -> Result<usize, IngestError> {
        let Context { threads, progress, .. } = *self.context;
        let next_worker = AtomicUsize::new(0);
        let work = |job: &mut dyn FnMut() -> Option<usize>, give: &mut dyn FnMut(Found)| {
            let worker = next_worker.fetch_add(1, Ordering::Relaxed);
            // Progress is told file by file, in their order.
            let bytes = AtomicU64::new(0);
            let count = |read| {
                bytes.fetch_add(read, Ordering::Relaxed);
            };
            let context = Context { threads: Threads { number: 1, ..threads }, progress: &count, ..*self.context };
            let mut reading = Reading::new(&context);
            let (mut told, mut told_units) = (Vec::new(), 0);
            while let Some((place, input)) = job().and_then(|job| Some((from + job, inputs.get(job)?))) {
                give(match context.kept {
                    Some(kept) => {
                        let found = found_of(kept, &context, input, contents.of(place));
                        Found { bytes: found.bytes + bytes.swap(0, Ordering::Relaxed), ..found }
                    }
                    None => {
                        let failed = reading.read_input(input).err();
                        reading.found(
                            Some(worker),
                            failed,
                            bytes.swap(0, Ordering::Relaxed),
                            &mut told,
                            &mut told_units,
                        )
                    }
                });
            }
        };
        let mut joined: Vec<Numbers> = Vec::new();
        joined.resize_with(threads.number, Numbers::default);
        let mut failed = None;
        let read = in_order(threads.number, inputs.len(), work, |found| {
            progress(found.bytes);
            let mut alone = Numbers::default();
            let numbers = found.worker.and_then(|worker| joined.get_mut(worker)).unwrap_or(&mut alone);
            failed = self.add(found, numbers).err();
            failed.is_none()
        });
        failed.map_or(Ok(read), Err)
    }

    /// Reads an input, or takes what was kept of it, behind those that were read; `content`: BLAKE3 of it, where it is known.
    ///
    /// # Errors
    /// When there are more files or records than can be numbered.
    pub(super) fn read_or_take(&mut self, input: &Input, content: Option<[u8; 32]>) -> Result<(), IngestError> {
        let Some(kept) = self.context.kept else { return self.read_input(input) };
        let found = found_of(kept, self.context, input, content);
        (self.context.progress)(found.bytes);
        self.add(found, &mut Numbers::default())
    }

    /// What is in an input that nothing was read before.
    pub(super) fn found_alone(mut self, input: &Input) -> Found {
        let failed = self.read_input(input).err();
        self.found(None, failed, 0, &mut Vec::new(), &mut 0)
    }

    /// Takes out what was read last.
    fn found(
        &mut self,
        worker: Option<usize>,
        failed: Option<IngestError>,
        bytes: u64,
        told: &mut Vec<usize>,
        told_units: &mut usize,
    ) -> Found {
        let collected = &mut self.collected;
        let units = collected.units.since(*told_units).to_vec();
        *told_units += units.len();
        Found {
            worker,
            failed,
            key: None,
            bytes,
            sources: std::mem::take(&mut self.sources),
            passed_over: std::mem::take(&mut self.passed_over),
            unread: std::mem::take(&mut self.unread),
            uncatalogued: std::mem::take(&mut self.uncatalogued),
            unknown: std::mem::take(&mut self.unknown),
            procedure_names: std::mem::take(&mut self.procedure_names),
            rows: collected.builder.take_rows(told),
            units,
            fingerprints: take_with_room(&mut collected.fingerprints),
            rejected: std::mem::take(&mut collected.rejected),
            rejected_dossiers: std::mem::take(&mut collected.rejected_dossiers),
            repairs: std::mem::take(&mut collected.repairs),
        }
    }

    /// Adds what another reading found in the files behind those that were read.
    pub(super) fn add(&mut self, found: Found, numbers: &mut Numbers) -> Result<(), IngestError> {
        if let Some(failed) = found.failed {
            return Err(failed);
        }
        let before = self.sources.len();
        self.keys.push(found.key);
        self.sources.extend(found.sources);
        let first = match (u16::try_from(before), u16::try_from(self.sources.len())) {
            (Ok(first), Ok(_)) => first,
            _ => return Err(IngestError::TooMany { most: u64::from(u16::MAX) }),
        };
        self.passed_over.extend(found.passed_over);
        self.unread.extend(found.unread);
        self.uncatalogued += found.uncatalogued;
        self.unknown_of(found.unknown);
        for (code, name) in found.procedure_names {
            self.procedure_names.entry(code).or_insert(name);
        }
        let collected = &mut self.collected;
        for unit in found.units {
            numbers.add_unit(collected.units.adopt(unit));
        }
        collected.builder.append(found.rows.behind(first), numbers);
        if collected.fingerprints.is_empty() {
            collected.fingerprints = found.fingerprints;
        } else {
            collected.fingerprints.extend(found.fingerprints);
        }
        if u32::try_from(collected.builder.len()).is_err() {
            return Err(IngestError::TooMany { most: u64::from(u32::MAX) });
        }
        let room = collected.most_listed.saturating_sub(collected.rejected.len());
        let rejected = found.rejected.into_iter().take(room);
        collected.rejected.extend(rejected.map(|one| Rejected { source: one.source + before, ..one }));
        let dossiers = found.rejected_dossiers.into_iter().map(|(dossier, source)| (dossier, source + first));
        collected.rejected_dossiers.extend(dossiers);
        collected.repairs.add(found.repairs.behind(before), collected.most_listed);
        Ok(())
    }
}
