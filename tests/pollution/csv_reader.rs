//! The csv crate, used as one would: what other readers are compared with.

use super::classify::Outcome;
use super::dossier::{COMPARED, Dossier, header_key};

/// Reads a file with the csv crate: the delimiter is the one of `,`, `;`, tab and `|` that the first line has most of,
/// the first record is the header, a record of another length is an error, which is told.
pub(crate) fn read_with_csv_crate(bytes: &[u8]) -> Outcome {
    let first = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let count = |delimiter: &u8| first.iter().filter(|byte| *byte == delimiter).count();
    let delimiter = [b'|', b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes);
    let headers = match reader.headers() {
        Ok(headers) => headers.clone(),
        Err(error) => return refused(&error.to_string()),
    };
    let place = |wanted: &&'static str| headers.iter().position(|header| header_key(header) == header_key(wanted));
    let Some(places) = COMPARED.iter().map(place).collect::<Option<Vec<_>>>() else {
        // A file without anything is a file without dossiers.
        let is_blank = headers.iter().all(|header| header_key(header).is_empty());
        return if is_blank && reader.records().next().is_none() {
            Outcome::default()
        } else {
            refused("no such column")
        };
    };
    let mut outcome = Outcome::default();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let dossier = Dossier::from_cells(places.iter().map(|place| record.get(*place).unwrap_or_default()));
                if !dossier.is_blank() {
                    outcome.records.push(dossier);
                }
            }
            Err(_) => outcome.told_missing += 1,
        }
    }
    outcome
}

fn refused(reason: &str) -> Outcome {
    Outcome { refused: Some(reason.to_owned()), ..Outcome::default() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, any, proptest};

    use super::super::classify::{Class, classify};
    use super::super::expectation::Expectation;
    use super::super::source::Source;
    use super::super::writing::{Dialect, PLAIN};
    use super::*;

    #[test]
    fn clean_files_are_read_right() {
        let source = Source::new();
        for delimiter in [",", ";", "\t", "|"] {
            let bytes = Dialect { delimiter, ..PLAIN }.file(&source);
            let outcome = read_with_csv_crate(bytes.as_bytes());
            assert_eq!(outcome.records, source.dossiers, "{delimiter:?}");
            assert_eq!(classify(&Expectation::all(&source), &outcome), Class::Right);
        }
    }

    #[test]
    fn a_lost_closing_quote_swallows_the_rest_unseen() {
        let codes = ["H1-1", "H1-2", "H1-3"];
        let rows = codes.map(|code| format!("{code};Xã Mẫu 1;1.004441;4;;;;;;"));
        let content = format!("{}\n{}\n", COMPARED.join(";"), rows.join("\n"));
        let broken = content.replacen("Xã Mẫu 1", "\"Xã Mẫu 1", 1);
        let dossiers = codes.map(|code| Dossier::from_cells([code, "Xã Mẫu 1", "1.004441", "4"]));
        assert_eq!(read_with_csv_crate(content.as_bytes()).records, dossiers);
        // One record too short is told, three are lost.
        let outcome = read_with_csv_crate(broken.as_bytes());
        assert_eq!((outcome.records.len(), outcome.told_missing), (0, 1));
        assert_eq!(classify(&Expectation::of(&dossiers).damaged(0), &outcome), Class::Silent);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>, is_headed in any::<bool>()) {
            let header = if is_headed { COMPARED.join(";") + "\n" } else { String::new() };
            read_with_csv_crate(&[header.as_bytes(), &bytes].concat());
        }
    }
}
