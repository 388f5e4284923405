//! Records of a list whose dossier code comes again in it: where they stand, never what they hold.

use std::collections::HashMap;

use crate::project::Input;

use super::read::{Context, Reading, Threads};
use super::{IngestError, Source};

/// A record that a later one of the same list replaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    /// Name of the file.
    pub name: String,
    /// Its sheet, when the file has more than one list.
    pub sheet: Option<String>,
    /// Line or row of the record, from 1.
    pub line: u64,
    /// Line or row of the next record of the same dossier.
    pub next: u64,
}

/// Reads the files again in which records repeat a dossier code (`sources`: as they were read first), and says which: by file,
/// then by line, as many as are listed. Also those that a newer file replaces in any case. Standard input cannot be read again.
///
/// # Errors
/// When a file has changed since, or cannot be read any more.
pub fn repeated(inputs: &[Input], sources: &[Source], context: &Context<'_>) -> Result<Vec<Repeated>, IngestError> {
    let has_some = |input: &&Input| {
        let is_of = |source: &Source| {
            let rest = source.name.strip_prefix(&input.name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        !input.is_stdin() && sources.iter().any(|source| source.duplicates > 0 && is_of(source))
    };
    // Record by record: only so each tells its line.
    let context = Context { threads: Threads::default(), kept: None, progress: &|_| {}, ..*context };
    let mut found = Vec::new();
    for input in inputs.iter().filter(has_some) {
        let mut reading = Reading::new(&context);
        reading.collected.lines = Some(Vec::new());
        reading.read_input(input)?;
        if !reading.unread.is_empty() {
            return Err(IngestError::Unread(reading.unread));
        }
        // Lines of another file would be told for those that were counted.
        let is_counted = |own: &Source| {
            sources.iter().any(|source| source.name == own.name && source.sheet == own.sheet && source.hash == own.hash)
        };
        if !reading.sources.iter().all(is_counted) {
            return Err(IngestError::Changed { path: input.path.clone() });
        }
        let lines = reading.collected.lines.take().unwrap_or_default();
        let mut records = reading.collected.fingerprints.iter().zip(lines);
        for (number, count) in reading.collected.builder.sources() {
            let Some(source) = reading.sources.get(usize::from(number)) else { continue };
            let mut of_list: Vec<(u64, u64)> = Vec::new();
            let mut last: HashMap<u128, u64> = HashMap::new();
            for (fingerprint, line) in records.by_ref().take(count) {
                of_list.extend(last.insert(*fingerprint, line).map(|before| (before, line)));
            }
            of_list.sort_unstable();
            let (name, sheet) = (&source.name, &source.sheet);
            let one = |(line, next)| Repeated { name: name.clone(), sheet: sheet.clone(), line, next };
            found.extend(of_list.into_iter().map(one).take(context.limits.listed.saturating_sub(found.len())));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::read_all;
    use super::super::twin_tests::GIVEN;
    use super::*;
    use crate::project::ExportSettings;

    const HEADER: &str = "Mã hồ sơ;Đơn vị tiếp nhận;Trạng thái;Ngày nhận;Ngày trả kết quả\n";

    fn row(number: u32) -> String {
        format!("H90.1-220101-{number:06};Xã Mẫu;Đã trả kết quả;01/01/2022;02/01/2022\n")
    }

    #[test]
    fn lines_of_a_file_that_has_changed_meanwhile_are_not_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        fs::write(&path, format!("{HEADER}{}{}{}", row(1), row(2), row(1))).unwrap();
        let input = Input { path: path.clone(), name: "a.csv".to_owned(), settings: ExportSettings::default() };
        let context = GIVEN.context(&[]);
        let sources = read_all(std::slice::from_ref(&input), &context).unwrap().exports.sources;
        let again = || repeated(std::slice::from_ref(&input), &sources, &context);
        let expected = Repeated { name: "a.csv".to_owned(), sheet: None, line: 2, next: 4 };
        assert_eq!(again().unwrap(), [expected]);
        fs::write(&path, format!("{HEADER}{}{}{}", row(2), row(1), row(1))).unwrap();
        assert!(matches!(again(), Err(IngestError::Changed { .. })));
        fs::remove_file(&path).unwrap();
        assert!(matches!(again(), Err(IngestError::Unread(_))));
    }
}
