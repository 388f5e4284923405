use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use cchc::ingest::{Context, Kept, Shelf, Threads, read_all};
use cchc::project::{Input, Inputs};

use crate::support::with_context;

/// A folder as a shelf that counts what is asked of it.
pub(crate) struct Counting {
    pub(crate) folder: tempfile::TempDir,
    opened: AtomicUsize,
    put: AtomicUsize,
}

impl Counting {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), opened: AtomicUsize::new(0), put: AtomicUsize::new(0) }
    }

    /// How many entries of dossiers were opened and put since this was asked last.
    pub(crate) fn counted(&self) -> (usize, usize) {
        (self.opened.swap(0, Ordering::Relaxed), self.put.swap(0, Ordering::Relaxed))
    }

    /// What is kept of exports.
    pub(crate) fn entries(&self) -> Vec<PathBuf> {
        self.ending("dossiers")
    }

    /// What is kept of which records of a run count.
    pub(crate) fn standings(&self) -> Vec<PathBuf> {
        self.ending("standing")
    }

    fn ending(&self, ending: &str) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let mut entries: Vec<_> = entries.filter(|path| path.extension().is_some_and(|end| end == ending)).collect();
        entries.sort();
        entries
    }
}

impl Shelf for Counting {
    fn has(&self, beginning: &str) -> bool {
        let mut entries = std::fs::read_dir(self.folder.path()).unwrap();
        entries.any(|entry| entry.unwrap().file_name().to_str().unwrap().starts_with(beginning))
    }

    fn open(&self, name: &str) -> Option<File> {
        let file = File::open(self.folder.path().join(name)).ok()?;
        self.opened.fetch_add(usize::from(name.ends_with(".dossiers")), Ordering::Relaxed);
        Some(file)
    }

    fn put(&self, name: &str, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) {
        let mut bytes = Vec::new();
        write(&mut bytes).unwrap();
        std::fs::write(self.folder.path().join(name), bytes).unwrap();
        self.put.fetch_add(usize::from(name.ends_with(".dossiers")), Ordering::Relaxed);
    }
}

/// What is read of these files with this shelf, or without one, as text.
pub(crate) fn shown(inputs: &[Input], shelf: Option<&Counting>, threads: Threads) -> String {
    shown_as(inputs, shelf, threads, "basis", &|_| {})
}

/// The same by other rules.
pub(crate) fn shown_as(
    inputs: &[Input],
    shelf: Option<&Counting>,
    threads: Threads,
    basis: &str,
    change: &dyn Fn(&mut Context<'_>),
) -> String {
    with_context(|context| {
        let kept = shelf.map(|shelf| Kept { shelf, basis });
        let Context { schema, profiles, reading, syllables, naming, wanted, limits, .. } = *context;
        let mut context = Context {
            schema,
            profiles,
            reading,
            syllables,
            naming,
            units: None,
            procedures: None,
            wanted,
            codes: false,
            profile: None,
            encoding: None,
            limits,
            keep_going: true,
            threads,
            kept,
            progress: &|_| {},
        };
        change(&mut context);
        let wanted = context.wanted;
        let stock = read_all(inputs, &context).unwrap();
        let exports = &stock.exports;
        let unread: Vec<_> = exports.unread.iter().map(|unread| (&unread.name, unread.error.to_string())).collect();
        let cells: Vec<_> = wanted.iter().map(|column| stock.dossiers.cells(*column, schema)).collect();
        let texts = wanted.iter().filter_map(|column| stock.dossiers.dictionary(*column));
        let texts: Vec<_> = texts.map(|texts| texts.since(0)).collect();
        format!(
            "{:?}{:?}{:?}{:?}{:?}{:?}{:?}{:?}{:?}{:?}{:?}{:?}{unread:?}{cells:?}{texts:?}",
            exports.sources,
            exports.passed_over,
            exports.units,
            exports.unit_dossiers,
            exports.rejected,
            exports.repairs,
            exports.moved,
            exports.outdated,
            exports.uncatalogued,
            exports.unknown,
            exports.procedure_names,
            stock.dossiers.unit_numbers(),
        )
    })
}

/// The exports below a path.
pub(crate) fn inputs(path: &Path) -> Vec<Input> {
    Inputs::find(&[path.to_owned()]).unwrap().inputs
}
