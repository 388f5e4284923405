//! Several readers, and what they found put together in the order of the file.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use crate::ingest::Threads;
use crate::ingest::opening::FirstRows;
use crate::ingest::scanner::{LOOK_AHEAD, Past, Scanner};
use crate::ingest::stream::Stream;
use crate::ingest::table::{Collected, Table};

use super::cut::{Cut, Cutter, Stretch};
use super::jobs::{Jobs, Open};
use super::reader::{Helper, Piece, StretchReader};

/// Bytes that a scanner looks at behind what is a record: more than the longest look there is.
const LOOK: usize = 2 * LOOK_AHEAD;

/// Stretches handed out for each reader: one that it reads, and enough to find when it is done, while the file is read on.
const AHEAD: usize = 4;

/// A list that is handed over from one thread to several, between two of its records.
pub(in crate::ingest) struct SideBySide {
    /// How many readers there may be, and the bytes of a stretch.
    pub(in crate::ingest) threads: Threads,
    /// Byte at which the list's first scanner began.
    pub(in crate::ingest) began: u64,
    /// What that scanner remembers.
    pub(in crate::ingest) past: Past,
    /// Memory of the list before.
    pub(in crate::ingest) memory: Vec<Vec<u8>>,
}

/// Memory that one list leaves to the next.
#[derive(Default)]
pub(in crate::ingest) struct Memory {
    pub(in crate::ingest) head: Vec<u8>,
    pub(in crate::ingest) first: FirstRows,
    pub(in crate::ingest) stretches: Vec<Vec<u8>>,
}

/// What is left of a list that was read in stretches.
pub(in crate::ingest) struct Left<'a, 's> {
    /// Reads what is left record by record: nothing, when all of it could be read in stretches.
    pub(in crate::ingest) scanner: Scanner<Stream<'s>>,
    /// Of use for the next list.
    pub(in crate::ingest) helpers: Vec<Helper<'a>>,
    pub(in crate::ingest) memory: Vec<Vec<u8>>,
    /// Where the stretch ends that must be read record by record, if one must.
    pub(in crate::ingest) until: Option<u64>,
    /// How many stretches were read before it.
    pub(in crate::ingest) stretches: usize,
}

/// A stretch and what was found in it.
struct Done {
    number: usize,
    reader: usize,
    stretch: Stretch,
    piece: Piece,
}

/// Says that a stretch will never be done, when its reader fails over it.
struct Promise<'s> {
    number: usize,
    results: &'s Sender<Result<Done, usize>>,
    is_kept: bool,
}

impl Drop for Promise<'_> {
    fn drop(&mut self) {
        if !self.is_kept {
            // Nobody listens any more when the list is given up.
            let _ = self.results.send(Err(self.number));
        }
    }
}

impl SideBySide {
    /// Reads on in a list with these helpers, each with a table that stands where `table` stands, until a stretch must be read
    /// record by record.
    ///
    /// # Errors
    /// When the file cannot be read further.
    pub(in crate::ingest) fn read<'t, 'a, 's>(
        mut self,
        scanner: Scanner<Stream<'s>>,
        helpers: impl FnOnce(usize) -> Vec<(Table<'t>, Helper<'a>)>,
        table: &mut Table<'_>,
        collected: &mut Collected<'_>,
        has_offsets: bool,
    ) -> io::Result<Left<'a, 's>> {
        let (dialect, limits) = (scanner.dialect(), scanner.limits());
        let place = scanner.next_place();
        let (held, input) = scanner.into_rest();
        let ahead = limits.most_record_bytes + LOOK;
        let mut cutter = Cutter::new(held, input, place, dialect.quote, self.threads.stretch, ahead)
            .with_memory(std::mem::take(&mut self.memory));
        // A list of one stretch takes one reader, and no thread of its own.
        let number = if cutter.is_long()? { self.threads.number } else { 1 };
        let mut joined = Vec::new();
        let reader = |(table, mut helper): (Table<'t>, Helper<'a>)| {
            joined.push(std::mem::take(&mut helper.numbers));
            StretchReader::new(table, helper, dialect, limits, has_offsets)
        };
        let mut readers: Vec<StretchReader<'t, 'a>> = helpers(number).into_iter().map(reader).collect();
        let mut stretches = 0;
        let mut join = |done: Done| {
            stretches += 1;
            if let Some(numbers) = joined.get_mut(done.reader) {
                table.join(collected, done.piece, numbers);
            }
            done.stretch
        };
        let left = match readers.as_mut_slice() {
            [reader] => self.read_alone(&mut cutter, reader, &mut join)?,
            _ => self.read_by_threads(&mut cutter, &mut readers, &mut join)?,
        };
        let mut helpers: Vec<Helper<'a>> = readers.into_iter().map(StretchReader::into_helper).collect();
        for (helper, numbers) in helpers.iter_mut().zip(joined) {
            helper.numbers = numbers;
        }
        // What was found and not taken is known to a helper only.
        if !left.is_empty() {
            helpers.clear();
        }
        let bytes: Vec<u8> = left.iter().flat_map(Stretch::own).copied().collect();
        let (place, until) = match left.first() {
            Some(stretch) => (stretch.place, Some(stretch.end())),
            None => (cutter.place(), None),
        };
        let memory = cutter.take_memory();
        let rest: Stream<'s> = Box::new(Cursor::new(bytes).chain(cutter.into_rest()));
        let mut scanner = Scanner::new(rest, dialect, limits, place).after(self.past, self.began);
        scanner.expect(table.width);
        Ok(Left { scanner, helpers, memory, until, stretches })
    }

    /// Reads stretch by stretch until one must be read otherwise, and answers it.
    fn read_alone(
        &mut self,
        cutter: &mut Cutter<'_>,
        reader: &mut StretchReader<'_, '_>,
        join: &mut dyn FnMut(Done) -> Stretch,
    ) -> io::Result<Vec<Stretch>> {
        while let Cut::Stretch(stretch) = cutter.next()? {
            let piece = reader.read(&stretch);
            let Some(past) = piece.past.and_then(|past| self.past.and(past)) else { return Ok(vec![stretch]) };
            self.past = past;
            cutter.recycle(join(Done { number: 0, reader: 0, stretch, piece }));
        }
        Ok(Vec::new())
    }

    /// The same with several readers, in the order of the file: one of them reads here whenever enough is handed out, the others
    /// in threads of their own. A system that gives no threads is no error. Answers the stretch that must be read otherwise, and
    /// those handed out behind it.
    fn read_by_threads(
        &mut self,
        cutter: &mut Cutter<'_>,
        readers: &mut [StretchReader<'_, '_>],
        join: &mut dyn FnMut(Done) -> Stretch,
    ) -> io::Result<Vec<Stretch>> {
        let most_ahead = readers.len() * AHEAD;
        let Some((own, others)) = readers.split_first_mut() else { return Ok(Vec::new()) };
        let is_over = AtomicBool::new(false);
        let jobs = Jobs::default();
        let (done, results) = mpsc::channel();
        thread::scope(|scope| {
            // However this ends, the others end too.
            let open = Open(&jobs);
            for (number, reader) in (1..).zip(others) {
                let (done, jobs, is_over) = (done.clone(), &jobs, &is_over);
                let work = move || work(number, reader, jobs, &done, is_over);
                if thread::Builder::new().spawn_scoped(scope, work).is_err() {
                    break;
                }
            }
            drop(done);
            let left = self.join_all(cutter, own, &open, &results, most_ahead, join);
            is_over.store(true, Ordering::Relaxed);
            left.map(|(waiting, unjoined)| rest(waiting, unjoined, &open, &results))
        })
    }

    /// Hands out stretches and takes what was found in them, in the order of the file, until one must be read otherwise. Answers
    /// what was found in that one and behind it, as far as it is known, and how many stretches they are.
    fn join_all(
        &mut self,
        cutter: &mut Cutter<'_>,
        own: &mut StretchReader<'_, '_>,
        jobs: &Jobs<(usize, Stretch)>,
        results: &Receiver<Result<Done, usize>>,
        most_ahead: usize,
        join: &mut dyn FnMut(Done) -> Stretch,
    ) -> io::Result<(BTreeMap<usize, Done>, usize)> {
        let mut waiting: BTreeMap<usize, Done> = BTreeMap::new();
        let (mut handed_out, mut next) = (0, 0);
        let mut is_cut = true;
        loop {
            while is_cut && handed_out - next < most_ahead {
                match cutter.next()? {
                    Cut::Stretch(stretch) => {
                        jobs.give((handed_out, stretch));
                        handed_out += 1;
                    }
                    Cut::Uncut | Cut::End => is_cut = false,
                }
            }
            if next == handed_out {
                return Ok((waiting, 0));
            }
            let result = match results.try_recv() {
                Ok(result) => result,
                Err(_) => match jobs.take_now() {
                    Some((number, stretch)) => {
                        let piece = own.read(&stretch);
                        Ok(Done { number, reader: 0, stretch, piece })
                    }
                    // Without a reader left nothing comes.
                    None => results.recv().unwrap_or(Err(next)),
                },
            };
            match result {
                Ok(done) => waiting.insert(done.number, done),
                // The thread that failed ends the program when all have ended.
                Err(_) => return Ok((waiting, 0)),
            };
            while let Some(done) = waiting.remove(&next) {
                let Some(past) = done.piece.past.and_then(|past| self.past.and(past)) else {
                    waiting.insert(next, done);
                    return Ok((waiting, handed_out - next));
                };
                self.past = past;
                next += 1;
                cutter.recycle(join(done));
            }
        }
    }
}

/// So many stretches at the end of those handed out, in their order; those still being read are waited for.
fn rest(
    mut waiting: BTreeMap<usize, Done>,
    number: usize,
    jobs: &Jobs<(usize, Stretch)>,
    results: &Receiver<Result<Done, usize>>,
) -> Vec<Stretch> {
    while let Some((number, stretch)) = jobs.take_now() {
        waiting.insert(number, Done { number, reader: 0, stretch, piece: Piece::default() });
    }
    while waiting.len() < number {
        match results.recv() {
            Ok(Ok(done)) => waiting.insert(done.number, done),
            Ok(Err(_)) | Err(_) => break,
        };
    }
    waiting.into_values().map(|done| done.stretch).collect()
}

/// Reads stretches until none is left.
fn work(
    number: usize,
    reader: &mut StretchReader<'_, '_>,
    jobs: &Jobs<(usize, Stretch)>,
    results: &Sender<Result<Done, usize>>,
    is_over: &AtomicBool,
) {
    while let Some((place, stretch)) = jobs.take() {
        let mut promise = Promise { number: place, results, is_kept: false };
        let piece = if is_over.load(Ordering::Relaxed) { Piece::default() } else { reader.read(&stretch) };
        promise.is_kept = true;
        let _ = results.send(Ok(Done { number: place, reader: number, stretch, piece }));
    }
}
