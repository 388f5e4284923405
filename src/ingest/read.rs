use std::collections::BTreeMap;

use crate::dossiers::{ColumnId, FrameBuilder, Schema};
use crate::project::Input;
use crate::registry::{Naming, ProcedureRegistry, UnitRegistry};
use crate::threads::drop_beside;

use super::alike::Begun;
use super::decoding::{Encoding, Syllables};
use super::exports::{Exports, PassedOver, Source, Stock, UnknownSpelling, Unread};
use super::files::side_by_side;
use super::guess::Looked;
use super::kept::{self, All, Kept};
use super::newest::{Portions, Records, Standing, Superseded, count_outdated, newest};
use super::parts::{Facts, Part};
use super::reading_rules::ReadingRules;
use super::record_known::KnownTexts;
use super::separators::Told;
use super::stream::Origin;
use super::stretches::{Helper, Memory};
use super::table::{Collected, Table};
use super::{Confidence, DateForm, Exported, IngestError, Limits, Mapping, Profiles};

/// How a list of delimited text is read in stretches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Threads {
    /// How many threads read them; with 0 a list is read record by record from its first byte to its last.
    pub number: usize,
    /// Bytes of a stretch.
    pub stretch: usize,
}

impl Threads {
    /// As many as the machine runs at once.
    #[must_use]
    pub fn of_machine() -> Self {
        let number = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { number, ..Self::default() }
    }
}

impl Default for Threads {
    /// Record by record.
    fn default() -> Self {
        Self { number: 0, stretch: 1 << 19 }
    }
}

/// What ingest needs to know besides the files.
pub struct Context<'a> {
    /// Canonical columns and vocabularies.
    pub schema: &'a Schema,
    /// Profiles of systems.
    pub profiles: &'a Profiles,
    /// What dates can be, and what stands around dossiers.
    pub reading: &'a ReadingRules,
    /// Syllables by which old encodings are told.
    pub syllables: &'a Syllables,
    /// How unit names are read.
    pub naming: &'a Naming,
    /// The user's registry of units, if any.
    pub units: Option<&'a UnitRegistry>,
    /// The user's catalogue of procedures, if any.
    pub procedures: Option<&'a ProcedureRegistry>,
    /// The columns to read into the frame, besides those ingest itself depends on.
    pub wanted: &'a [ColumnId],
    /// Keep the codes of dossiers, to list them.
    pub codes: bool,
    /// A profile to read every file with.
    pub profile: Option<&'a str>,
    /// The encoding of every file.
    pub encoding: Option<Encoding>,
    /// What a file may demand.
    pub limits: Limits,
    /// Use the other files when some cannot be read.
    pub keep_going: bool,
    /// How many threads may read a list, and in stretches of how many bytes. Neither changes what is found.
    pub threads: Threads,
    /// What earlier runs kept of exports, if that may be used and added to. It does not change what is found.
    pub kept: Option<Kept<'a>>,
    /// Told how many bytes were read since it was told last.
    pub progress: &'a (dyn Fn(u64) + Sync),
}

/// Reads all exports.
///
/// # Errors
/// When a file cannot be read, is of no kind that is read, or lacks a required column; all such files are told together. Bad
/// records are no errors: they are rejected.
pub fn read(inputs: &[Input], context: &Context<'_>) -> Result<Stock, IngestError> {
    let stock = read_all(inputs, context)?;
    let exports = &stock.exports;
    if !exports.unread.is_empty() && (!context.keep_going || exports.sources.is_empty()) {
        return Err(IngestError::Unread(stock.exports.unread));
    }
    Ok(stock)
}

/// Reads all exports that can be read; the others are told in [`Exports::unread`].
///
/// # Errors
/// When there are more files or records than can be numbered.
pub fn read_all(inputs: &[Input], context: &Context<'_>) -> Result<Stock, IngestError> {
    let contents = match kept::all_of(context, inputs)? {
        All::Taken(reading, standing) => return reading.finish_by(standing),
        All::Not(contents) => contents,
    };
    let mut reading = Reading::new(context);
    let mut place = 0;
    while let (rest, Some(input)) = (inputs.get(place..).unwrap_or_default(), inputs.get(place)) {
        let small = side_by_side(rest, context.threads);
        let read = reading.read_files(rest.get(..small).unwrap_or_default(), place, &contents)?;
        if read == 0 {
            reading.read_or_take(input, contents.of(place))?;
        }
        place += read.max(1);
    }
    reading.finish()
}

/// Looks at the top of each list, and reads no further.
///
/// # Errors
/// When files are of no kind that is read; all of them are told together.
pub fn look(inputs: &[Input], context: &Context<'_>) -> Result<Vec<Looked>, IngestError> {
    let mut reading = Reading { looked: Some(Vec::new()), ..Reading::new(context) };
    for input in inputs {
        reading.read_input(input)?;
    }
    if !reading.unread.is_empty() && !context.keep_going {
        return Err(IngestError::Unread(reading.unread));
    }
    Ok(reading.looked.unwrap_or_default())
}

/// The lists of all files while they are read.
pub(super) struct Reading<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) collected: Collected<'a>,
    /// Readers of stretches that have nothing to do.
    pub(super) helpers: Vec<Helper<'a>>,
    /// What the dialect of the list of delimited text read last was told by, and the beginnings of some that were read.
    pub(super) dialect: Option<Told>,
    pub(super) begun: Vec<Begun<'a>>,
    /// Texts of lists of delimited text, as their tables knew them.
    pub(super) known: KnownTexts,
    pub(super) memory: Memory,
    pub(super) sources: Vec<Source>,
    pub(super) passed_over: Vec<PassedOver>,
    pub(super) unread: Vec<Unread>,
    /// The tops of lists, when nothing more is wanted.
    pub(super) looked: Option<Vec<Looked>>,
    pub(super) uncatalogued: u64,
    pub(super) unknown: BTreeMap<(ColumnId, String), u64>,
    pub(super) procedure_names: BTreeMap<String, String>,
    /// Under which key each input is kept that was added as a whole.
    pub(super) keys: Vec<Option<[u8; 32]>>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        let roles = &context.schema.roles;
        let mut wanted = context.wanted.to_vec();
        // Ingest itself needs the dates that decide acceptance, and figures by field and procedure their texts.
        wanted.extend([
            roles.received,
            roles.finished,
            roles.returned,
            roles.status,
            roles.procedure_code,
            roles.field,
        ]);
        wanted.sort_unstable();
        wanted.dedup();
        let collected = Collected::new(context, FrameBuilder::new(context.schema, &wanted).with_codes(context.codes));
        Self {
            context,
            collected,
            helpers: Vec::new(),
            dialect: None,
            begun: Vec::new(),
            known: KnownTexts::default(),
            memory: Memory::default(),
            sources: Vec::new(),
            passed_over: Vec::new(),
            unread: Vec::new(),
            looked: None,
            uncatalogued: 0,
            unknown: BTreeMap::new(),
            procedure_names: BTreeMap::new(),
            keys: Vec::new(),
        }
    }

    /// Reads an input whole, or leaves nothing of it behind.
    pub(super) fn read_input(&mut self, input: &Input) -> Result<(), IngestError> {
        let (sources, dossiers) = (self.sources.len(), self.collected.fingerprints.len());
        let (rejected, of_rejected) = (self.collected.rejected.len(), self.collected.rejected_dossiers.len());
        let passed_over = self.passed_over.len();
        match self.read_whole(input) {
            Ok(()) => Ok(()),
            // More than can be numbered is no matter of one file.
            Err(error @ IngestError::TooMany { .. }) => Err(error),
            Err(error) => {
                // What was known from it is forgotten too.
                self.helpers.clear();
                self.known = KnownTexts::default();
                for source in sources..=self.sources.len() {
                    self.collected.repairs.forget(source);
                }
                self.sources.truncate(sources);
                self.passed_over.truncate(passed_over);
                self.collected.builder.truncate(dossiers);
                self.collected.fingerprints.truncate(dossiers);
                if let Some(lines) = &mut self.collected.lines {
                    lines.truncate(dossiers);
                }
                self.collected.rejected.truncate(rejected);
                self.collected.rejected_dossiers.truncate(of_rejected);
                self.unread.push(Unread { name: input.name.clone(), error });
                Ok(())
            }
        }
    }

    fn read_whole(&mut self, input: &Input) -> Result<(), IngestError> {
        let said = &input.settings;
        let encoding = match &said.encoding {
            Some(name) => Some(name.parse::<Encoding>().map_err(|_| IngestError::UnknownEncoding {
                name: name.clone(),
                known: Encoding::ALL.map(Encoding::id).join(", "),
            })?),
            None => self.context.encoding,
        };
        let form = |pattern: &String| {
            DateForm::new(pattern, self.context.reading.dates)
                .map_err(|pattern| IngestError::UnknownForm { path: input.path.clone(), pattern })
        };
        let forms =
            said.dates.as_ref().map(|forms| forms.iter().map(form).collect::<Result<Vec<_>, _>>()).transpose()?;
        let (origin, mut stream) = Origin::open(input, self.context.progress)?;
        let first = self.sources.len();
        let mut lists = Vec::new();
        let part = Part::whole(input, encoding, forms.as_deref());
        self.read_part(&part, Box::new(super::stream::Shared(&mut stream)), 0, &mut lists)?;
        if self.looked.is_some() {
            return Ok(());
        }
        let (bytes, hash) = origin.finish(input, stream)?;
        // Sheets and files that came in one file are of one day.
        let latest = lists.iter().map(|list: &List| list.latest).max().flatten();
        for list in lists {
            let exported = Exported::decide(said.exported, &list.file_name, latest, &self.context.reading.dates);
            self.unknown_of(list.unknown);
            self.uncatalogued += list.uncatalogued;
            for (code, name) in list.procedure_names {
                self.procedure_names.entry(code).or_insert(name);
            }
            if let Some(source) = self.sources.get_mut(first + list.place) {
                (source.exported, source.bytes, source.hash) = (exported, bytes, hash.clone());
            }
        }
        Ok(())
    }

    pub(super) fn unknown_of(&mut self, unknown: BTreeMap<(ColumnId, String), u64>) {
        for (spelling, records) in unknown {
            *self.unknown.entry(spelling).or_default() += records;
        }
    }

    /// The number of the list that is read next.
    pub(super) fn next_source(&self) -> Result<u16, IngestError> {
        u16::try_from(self.sources.len()).map_err(|_| IngestError::TooMany { most: u64::from(u16::MAX) })
    }

    /// Closes a list: it becomes a source.
    pub(super) fn close(
        &mut self,
        table: Table<'_>,
        part: &Part<'_>,
        sheet: Option<String>,
        facts: Facts,
        lists: &mut Vec<List>,
    ) -> Result<(), IngestError> {
        if let Some(line) = table.second_header {
            return Err(IngestError::SecondHeader { path: part.path.clone(), line });
        }
        if let Some((column, examples)) = table.swapped() {
            let header = table.mapping.named.iter().find(|named| named.column == column);
            return Err(IngestError::Swapped {
                path: part.path.clone(),
                column: self.context.schema.column(column).title.clone(),
                header: header.map(|named| named.header.clone()).unwrap_or_default(),
                examples,
            });
        }
        if u32::try_from(self.collected.fingerprints.len()).is_err() {
            return Err(IngestError::TooMany { most: u64::from(u32::MAX) });
        }
        // Text outside the cells of a page is handed on before the row it stands in.
        let of_list = self.collected.rejected.partition_point(|rejected| rejected.source < self.sources.len());
        self.collected.rejected[of_list..].sort_by_key(|rejected| rejected.place.line);
        let Table { reader, account, foreign, latest, profile, mapping, header_line, .. } = table;
        let Mapping { named, unused, personal, .. } = mapping.as_ref();
        let procedure_names = reader.named_procedures(&self.collected.builder);
        self.sources.push(Source {
            name: part.name.clone(),
            sheet,
            bytes: 0,
            hash: String::new(),
            facts,
            profile: profile.id.clone(),
            header_line,
            aligned: named.iter().any(|named| named.confidence == Confidence::ByContent),
            foreign_dates: foreign.told(account.records, reader.forms, named, self.context.profiles),
            named: named.clone(),
            present: reader.present(),
            filled: reader.filled(),
            unused: unused.clone(),
            personal: *personal,
            exported: Exported::unknown(),
            account,
            duplicates: 0,
        });
        lists.push(List {
            place: lists.len(),
            file_name: part.file_name().to_owned(),
            latest,
            uncatalogued: reader.uncatalogued,
            unknown: reader.unknown,
            procedure_names,
        });
        Ok(())
    }

    /// What was read so far.
    pub(super) fn read(&self) -> kept::AsRead<'_> {
        let Collected { builder, units, .. } = &self.collected;
        kept::AsRead { records: builder.len(), sources: self.sources.len(), units: units.since(0) }
    }

    pub(super) fn finish(mut self) -> Result<Stock, IngestError> {
        // What only reading needs takes no room any more.
        (self.helpers, self.known, self.memory) = (Vec::new(), KnownTexts::default(), Memory::default());
        let standing = self.standing();
        let keys: Option<Vec<_>> = std::mem::take(&mut self.keys).into_iter().collect();
        if let (Some(kept), Some(keys)) = (self.context.kept, keys) {
            kept::keep(kept, keys, self.read(), &standing);
        }
        drop_beside(std::mem::take(&mut self.collected.fingerprints));
        self.finish_by(standing)
    }

    /// Which records count.
    fn standing(&self) -> Standing {
        let mut order: Vec<usize> = (0..self.sources.len()).collect();
        // By day, then by the file's own name: where its folder lies must not decide. The content settles what is left.
        let key = |source: &Source| {
            (source.exported.day, source.name.rsplit('/').next().unwrap_or_default().to_owned(), source.hash.clone())
        };
        order.sort_by_cached_key(|source| key(&self.sources[*source]));
        let mut ranks = vec![0; order.len()];
        for (rank, source) in order.into_iter().enumerate() {
            ranks[source] = rank;
        }
        let Collected { builder, fingerprints, rejected_dossiers, .. } = &self.collected;
        let unit = |record| builder.unit(record).unwrap_or_default();
        let records = Records { fingerprints, sources: &builder.sources(), ranks: &ranks, unit: &unit };
        let superseded = newest(&records, Portions::of(self.context.threads.number));
        let outdated = count_outdated(&records, &superseded.keep, rejected_dossiers);
        Standing { superseded, outdated }
    }

    pub(super) fn finish_by(mut self, standing: Standing) -> Result<Stock, IngestError> {
        let Standing { superseded: Superseded { keep, within, moved }, outdated } = standing;
        let Collected { builder, units, rejected, repairs, .. } = self.collected;
        let mut rest = keep.as_slice();
        for (number, records) in builder.sources() {
            let (own, others) = rest.split_at(records.min(rest.len()));
            rest = others;
            let accepted = own.iter().filter(|kept| **kept).count();
            if let Some(source) = self.sources.get_mut(usize::from(number)) {
                source.account.accepted += accepted as u64;
                source.account.superseded += (own.len() - accepted) as u64;
            }
        }
        for (source, count) in within {
            self.sources[usize::from(source)].duplicates = count;
        }
        let unknown =
            self.unknown.into_iter().map(|((column, spelling), records)| UnknownSpelling { column, spelling, records });
        let units = units.into_units();
        let dossiers = builder.finish(self.context.schema, &keep, self.context.threads.number)?;
        let exports = Exports {
            unit_dossiers: dossiers.count_by_unit(units.len()),
            sources: self.sources,
            passed_over: self.passed_over,
            unread: self.unread,
            units,
            rejected,
            repairs,
            moved,
            outdated,
            uncatalogued: self.uncatalogued,
            unknown: unknown.collect(),
            procedure_names: self.procedure_names,
        };
        Ok(Stock { dossiers, exports })
    }
}

/// What is known of a list before its file is read to the end.
pub(super) struct List {
    place: usize,
    file_name: String,
    latest: Option<crate::period::Day>,
    uncatalogued: u64,
    unknown: BTreeMap<(ColumnId, String), u64>,
    procedure_names: BTreeMap<String, String>,
}
