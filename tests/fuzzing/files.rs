//! What must hold of any bytes read as a file of a folder of exports.

use cchc::dossiers::{Column, ColumnKind};
use cchc::ingest::decoding::decode_all;
use cchc::ingest::{Context, Kind, LIMITS, Limits, Reason, Stock, Threads, read_all};
use cchc::project::{ExportSettings, Input};

use super::packing::gzip;
use super::targets::RULES;

/// A file, whatever it is: its account adds up, and is the same the second time and out of a gzip file.
pub(crate) fn layout(file: &[u8]) {
    let (stock, shown) = read_file(file, Threads::default(), Wanted::Everything);
    assert_eq!(read_file(file, Threads::default(), Wanted::Everything).1, shown, "the second reading");
    let columns = read_file(file, Threads::default(), Wanted::Columns).1;
    for stretch in [1, 64, 1000] {
        let threads = Threads { number: 3, stretch };
        let everything = read_file(file, threads, Wanted::Everything).1;
        assert_eq!(everything, shown, "read side by side in stretches of {stretch}");
        let by_columns = read_file(file, threads, Wanted::Columns).1;
        assert_eq!(by_columns, columns, "read column by column in stretches of {stretch}");
    }
    let account = stock.exports.account();
    assert!(stock.exports.sources.is_empty() != stock.exports.unread.is_empty(), "neither read nor unread, or both");
    for source in &stock.exports.sources {
        assert!(source.account.balances() && source.duplicates <= source.account.superseded, "{:?}", source.account);
        assert_eq!(source.bytes, file.len() as u64);
    }
    assert_eq!(account.accepted, stock.dossiers.len() as u64);
    assert_eq!(account.accepted, stock.exports.unit_dossiers.iter().sum::<u64>());
    for reason in Reason::ALL {
        let listed = stock.exports.rejected.iter().filter(|rejected| rejected.reason == reason).count() as u64;
        assert_eq!(account.rejected.get(&reason).copied().unwrap_or(0), listed, "{reason:?}");
    }
    // What stands between the rows of a page is told before the row that it stands in.
    let is_page = stock.exports.sources.iter().any(|source| source.facts.kind == Kind::Html);
    let is_sorted = stock.exports.rejected.is_sorted_by_key(|rejected| (rejected.source, rejected.place.line));
    assert!(is_sorted || is_page, "{:?}", stock.exports.rejected);
    let [source] = stock.exports.sources.as_slice() else { return };
    let (Some((encoding, _)), Some(_), []) =
        (source.facts.encoding, source.facts.delimiter, source.facts.packed.as_slice())
    else {
        return;
    };
    for offset in stock.exports.rejected.iter().filter_map(|rejected| rejected.place.offset) {
        let offset = usize::try_from(offset).unwrap();
        let before = &file[..offset];
        let begins = matches!(before, [] | b"\xef\xbb\xbf" | [.., b'\n' | b'\r']);
        assert!(offset < file.len() && begins, "a record rejected at {offset}");
    }
    let text = decode_all(file, encoding);
    let ends = text.bytes().filter(|byte| matches!(byte, b'\n' | b'\r')).count() as u64;
    let counted = account.records + account.blank + account.set_aside.values().sum::<u64>();
    assert!(counted <= ends + 1, "{counted} rows of {} lines", ends + 1);
    if let Some(packed) = gzip(file) {
        let (unpacked, _) = read_file(&packed, Threads::default(), Wanted::Everything);
        assert_eq!(
            (unpacked.exports.account(), &unpacked.exports.rejected),
            (account, &stock.exports.rejected),
            "out of a gzip file"
        );
    }
}

/// What is wanted of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// All columns.
    Everything,
    /// What can be read column by column.
    Columns,
}

/// What is read of a file, and all of it that can be shown.
fn read_file(bytes: &[u8], threads: Threads, what: Wanted) -> (Stock, String) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let input = Input { path: file.path().to_owned(), name: "any".to_owned(), settings: ExportSettings::default() };
    let rules = &*RULES;
    let is_wanted = |column: &Column| what == Wanted::Everything || column.kind != ColumnKind::Minute;
    let wanted: Vec<_> = rules.schema.columns().filter(|(_, column)| is_wanted(column)).map(|(id, _)| id).collect();
    let limits = Limits { unpacked_bytes: 1 << 24, held_bytes: 1 << 24, cells: 1 << 20, columns: 1 << 10, ..LIMITS };
    let context = Context {
        schema: &rules.schema,
        profiles: &rules.profiles,
        reading: &rules.reading,
        syllables: &rules.syllables,
        naming: &rules.naming,
        units: None,
        procedures: None,
        wanted: &wanted,
        codes: false,
        profile: None,
        encoding: None,
        limits,
        keep_going: true,
        threads,
        kept: None,
        progress: &|_| {},
    };
    let stock = read_all(&[input], &context).unwrap();
    let exports = &stock.exports;
    let unread: Vec<_> = exports.unread.iter().map(|unread| std::mem::discriminant(&unread.error)).collect();
    let cells: Vec<_> = wanted.iter().map(|column| stock.dossiers.cells(*column, &rules.schema)).collect();
    let texts: Vec<_> = wanted.iter().filter_map(|column| stock.dossiers.dictionary(*column)).collect();
    let texts: Vec<_> = texts.iter().map(|texts| texts.since(0)).collect();
    let shown = format!(
        "{:?} {:?} {:?} {:?} {:?} {unread:?} {cells:?} {texts:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        exports.sources,
        exports.rejected,
        exports.passed_over,
        exports.unit_dossiers,
        exports.unknown,
        stock.dossiers.unit_numbers(),
        exports.units,
        exports.repairs,
        exports.moved,
        exports.outdated,
        exports.uncatalogued,
        exports.procedure_names,
    );
    (stock, shown)
}
