use std::collections::BTreeMap;

use crate::dossiers::{ColumnId, Dossiers, FrameBuilder, Schema};
use crate::period::Day;
use crate::project::Input;
use crate::registry::{Naming, ProcedureRegistry, UnitRegistry};

use super::file::{counted, open, unreadable};
use super::newest::{count_outdated, newest};
use super::record::RecordReader;
use super::scanner::Found;
use super::{Account, Exported, IngestError, Profiles, Reason, Rejected, Shown, Unit, UnitDirectory};

/// Rejected records that are listed one by one; all are counted.
pub const MOST_LISTED: usize = 100_000;

/// What ingest needs to know besides the files.
pub struct Context<'a> {
    /// Canonical columns and vocabularies.
    pub schema: &'a Schema,
    /// Profiles of systems.
    pub profiles: &'a Profiles,
    /// How unit names are read.
    pub naming: &'a Naming,
    /// The user's registry of units, if any.
    pub units: Option<&'a UnitRegistry>,
    /// The user's catalogue of procedures, if any.
    pub procedures: Option<&'a ProcedureRegistry>,
    /// The columns to read into the frame, besides those ingest itself depends on.
    pub wanted: &'a [ColumnId],
    /// A profile to read every file with.
    pub profile: Option<&'a str>,
    /// Told how many bytes were read since it was told last.
    pub progress: &'a dyn Fn(u64),
}

/// A file that was read.
#[derive(Debug, Clone)]
pub struct Source {
    /// Name for outputs.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// BLAKE3 of the content.
    pub hash: String,
    /// Profile it was read with.
    pub profile: String,
    /// Delimiter.
    pub delimiter: u8,
    /// Columns that its dossiers have a source for.
    pub present: Vec<ColumnId>,
    /// Columns that something else stands in for.
    pub filled: Vec<ColumnId>,
    /// Headers that were not used.
    pub unused: Vec<String>,
    /// Columns of personal data, not read.
    pub personal: usize,
    /// The day of the export.
    pub exported: Exported,
    /// The account of its records.
    pub account: Account,
}

/// A spelling that no vocabulary lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownSpelling {
    /// The column.
    pub column: ColumnId,
    /// The spelling.
    pub spelling: String,
    /// How many records have it.
    pub records: u64,
}

/// Everything that was read: the dossiers, and the account of how they came about.
#[derive(Debug, Clone)]
pub struct Stock {
    /// One row a dossier.
    pub dossiers: Dossiers,
    /// The files, in the order in which they were read.
    pub sources: Vec<Source>,
    /// The units, by number.
    pub units: Vec<Unit>,
    /// How many dossiers each unit has, by number; none when newer records moved all of them to other units.
    pub unit_dossiers: Vec<u64>,
    /// Rejected records in order of file and line; the first [`MOST_LISTED`].
    pub rejected: Vec<Rejected>,
    /// Dossiers that count as an older record has them, because their newest one was rejected.
    pub outdated: u64,
    /// Dossiers without a service level or field, because the catalogue does not have their procedure.
    pub uncatalogued: u64,
    /// Unknown spellings, by column and spelling.
    pub unknown: Vec<UnknownSpelling>,
    /// Names of procedures by code.
    pub procedure_names: BTreeMap<String, String>,
}

impl Stock {
    /// The account of all files.
    #[must_use]
    pub fn account(&self) -> Account {
        let mut total = Account::default();
        for source in &self.sources {
            total.add(&source.account);
        }
        total
    }
}

/// Reads all exports.
///
/// # Errors
/// When a file cannot be read, is no text, or lacks a required column. Bad records are no errors: they are rejected.
pub fn read(inputs: &[Input], context: &Context<'_>) -> Result<Stock, IngestError> {
    let mut reading = Reading::new(context);
    for input in inputs {
        reading.read_file(input)?;
    }
    reading.finish()
}

struct Reading<'a> {
    context: &'a Context<'a>,
    builder: FrameBuilder,
    units: UnitDirectory<'a>,
    fingerprints: Vec<u128>,
    record_sources: Vec<u16>,
    sources: Vec<Source>,
    rejected: Vec<Rejected>,
    /// Fingerprint and file of the rejected records whose code could be read.
    rejected_dossiers: Vec<(u128, u16)>,
    uncatalogued: u64,
    unknown: BTreeMap<(ColumnId, String), u64>,
    procedure_names: BTreeMap<String, String>,
}

impl<'a> Reading<'a> {
    fn new(context: &'a Context<'a>) -> Self {
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
        Self {
            context,
            builder: FrameBuilder::new(context.schema, &wanted),
            units: UnitDirectory::new(context.units, context.naming),
            fingerprints: Vec::new(),
            record_sources: Vec::new(),
            sources: Vec::new(),
            rejected: Vec::new(),
            rejected_dossiers: Vec::new(),
            uncatalogued: 0,
            unknown: BTreeMap::new(),
            procedure_names: BTreeMap::new(),
        }
    }

    fn read_file(&mut self, input: &Input) -> Result<(), IngestError> {
        let Context { schema, profiles, procedures, profile, progress, .. } = *self.context;
        let source = self.sources.len();
        let source_number = u16::try_from(source).map_err(|_| IngestError::TooMany { most: u64::from(u16::MAX) })?;
        let mut counted = counted(&input.path, progress)?;
        let mut opened = open(input, &mut counted, schema, profiles, profile)?;
        let unit = input.settings.unit.as_deref();
        let mut reader = RecordReader::new(schema, opened.profile, &opened.mapping, &self.builder, procedures, unit);
        let mut account = Account::default();
        let mut latest: Option<Day> = None;
        let scanner = &mut opened.scanner;
        loop {
            let found = scanner.advance().map_err(|source| unreadable(&input.path, source))?;
            let whole =
                |reason| Err(super::record::Fault { dossier: None, reason, column: None, value: Shown::Nothing });
            let row = match found {
                Found::End => break,
                Found::Blank => {
                    account.blank += 1;
                    continue;
                }
                Found::BrokenQuote => whole(Reason::Quote),
                Found::TooLong => whole(Reason::TooLong),
                Found::Record if scanner.fields().len() != opened.mapping.width => whole(Reason::FieldCount),
                Found::Record => reader.read(scanner, &mut self.builder, &mut self.units),
            };
            account.records += 1;
            match row {
                Ok(row) => {
                    self.builder.push(row.unit, source_number, reader.cells());
                    self.fingerprints.push(row.fingerprint);
                    self.record_sources.push(source_number);
                    latest = latest.max(row.latest);
                }
                Err(fault) => {
                    self.rejected_dossiers.extend(fault.dossier.map(|dossier| (dossier, source_number)));
                    *account.rejected.entry(fault.reason).or_default() += 1;
                    if self.rejected.len() < MOST_LISTED {
                        self.rejected.push(Rejected {
                            source,
                            line: scanner.line(),
                            offset: scanner.offset(),
                            column: fault.column,
                            reason: fault.reason,
                            value: fault.value,
                        });
                    }
                }
            }
            if u32::try_from(self.fingerprints.len()).is_err() {
                return Err(IngestError::TooMany { most: u64::from(u32::MAX) });
            }
        }
        let file_name = input.name.rsplit('/').next().unwrap_or_default();
        let exported = Exported::decide(input.settings.exported, file_name, latest);
        let (present, filled) = (reader.present(), reader.filled());
        self.uncatalogued += reader.uncatalogued;
        for (spelling, records) in std::mem::take(&mut reader.unknown) {
            *self.unknown.entry(spelling).or_default() += records;
        }
        for (code, name) in std::mem::take(&mut reader.procedure_names) {
            self.procedure_names.entry(code).or_insert(name);
        }
        let (profile, delimiter) = (opened.profile.id.clone(), opened.delimiter);
        let (unused, personal) = (opened.mapping.unused, opened.mapping.personal);
        self.sources.push(Source {
            name: input.name.clone(),
            bytes: counted.bytes,
            hash: counted.hasher.finalize().to_hex().to_string(),
            profile,
            delimiter,
            present,
            filled,
            unused,
            personal,
            exported,
            account,
        });
        Ok(())
    }

    fn finish(mut self) -> Result<Stock, IngestError> {
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
        let keep = newest(&self.fingerprints, &self.record_sources, &ranks);
        let kept = self.fingerprints.iter().zip(&self.record_sources).zip(&keep).filter(|(_, kept)| **kept);
        let kept = kept.map(|((fingerprint, source), _)| (*fingerprint, *source));
        let outdated = count_outdated(kept, &self.rejected_dossiers, &ranks);
        drop(std::mem::take(&mut self.fingerprints));
        for (source, kept) in self.record_sources.iter().zip(&keep) {
            let account = &mut self.sources[usize::from(*source)].account;
            if *kept {
                account.accepted += 1;
            } else {
                account.superseded += 1;
            }
        }
        drop(std::mem::take(&mut self.record_sources));
        let unknown =
            self.unknown.into_iter().map(|((column, spelling), records)| UnknownSpelling { column, spelling, records });
        let units = self.units.into_units();
        let dossiers = self.builder.finish(self.context.schema, &keep)?;
        Ok(Stock {
            unit_dossiers: dossiers.count_by_unit(units.len()),
            dossiers,
            sources: self.sources,
            units,
            rejected: self.rejected,
            outdated,
            uncatalogued: self.uncatalogued,
            unknown: unknown.collect(),
            procedure_names: self.procedure_names,
        })
    }
}
