use super::super::package::Package;
use super::super::sink::{Sink, Stop};
use super::super::{WorkbookError, WorkbookLimits};
use super::book::Book;
use super::relations::{Relations, package_relations};
use super::sheet::{Shared, read_sheet};
use super::{strings, styles};

pub(in super::super) fn read(bytes: &[u8], limits: &WorkbookLimits, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let package = Package::open(bytes, limits.of_parts())?;
    let main = package_relations(&package)?
        .first("/officeDocument")
        .map_or("xl/workbook.xml", |found| found.part.as_str())
        .to_owned();
    let book = Book::read(package.needed(&main)?, limits.sheets)?;
    let relations = Relations::of(&package, &main)?;
    let part_of = |kind, usual: &str| match relations.first(kind) {
        Some(found) => Some(found.part.clone()),
        // Programs that forget the relation use the usual name.
        None => Some(relations.resolve(usual)).filter(|part| package.has(part)),
    };
    let strings = match part_of("/sharedStrings", "sharedStrings.xml") {
        Some(part) => strings::read(package.needed(&part)?)?,
        None => Default::default(),
    };
    let formats = match part_of("/styles", "styles.xml") {
        Some(part) => styles::read(package.needed(&part)?)?,
        None => Vec::new(),
    };
    let shared = Shared { strings, formats, epoch: book.epoch };
    for sheet in &book.sheets {
        let target =
            relations.get(&sheet.relation).ok_or_else(|| WorkbookError::damaged(&main, "a sheet without a part"))?;
        if !target.kind.ends_with("/worksheet") {
            // Charts, dialogs and macros have no cells.
            continue;
        }
        if sheet.hidden {
            sink.hidden(&sheet.name)?;
        } else {
            sink.sheet(&sheet.name)?;
            read_sheet(package.needed(&target.part)?, &shared, sink)?;
        }
    }
    Ok(())
}
