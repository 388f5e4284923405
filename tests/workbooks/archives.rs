use std::io::{self, Read};

use cchc::ingest::archive::{ArchiveEntries, ArchiveError, ArchiveLimits, gunzip};
use proptest::prelude::*;

use super::support::{entry, fixture, gzip, zip, zip_of};

const LIMITS: ArchiveLimits = ArchiveLimits { unpacked_bytes: 16 << 20, ratio: 200, entries: 100 };

fn all(mut reader: impl Read) -> Result<Vec<u8>, ArchiveError> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).map_err(ArchiveError::from_io)?;
    Ok(bytes)
}

fn unzipped(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, ArchiveError> {
    let entries = ArchiveEntries::open(bytes, LIMITS)?;
    entries.files().iter().map(|file| Ok((file.name.clone(), all(entries.open_file(file)?)?))).collect()
}

#[test]
fn files_come_in_the_order_of_their_names_without_litter() {
    let bytes = zip(&[
        ("b/tháng 5.csv", "b"),
        ("b/", ""),
        ("__MACOSX/b/._x", "x"),
        ("b/.DS_Store", "x"),
        ("b/Thumbs.db", "x"),
        ("~$a.xlsx", "x"),
        ("a.zip", "PK"),
        ("B.csv", ""),
    ]);
    let read = unzipped(&bytes).unwrap();
    let names: Vec<&str> = read.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["B.csv", "a.zip", "b/tháng 5.csv"]);
    assert_eq!(read[2].1, b"b");
    let entries = ArchiveEntries::open(&bytes, LIMITS).unwrap();
    assert_eq!(entries.files()[2].size, 1);
}

/// Made by Python's zipfile: stored, deflated, and deflated with sizes of 64 bits; a folder, and a comment that looks like an end.
#[test]
fn zips_of_another_program() {
    let read = unzipped(&fixture("zipfile.zip")).unwrap();
    assert_eq!(read.len(), 3);
    assert!(read.iter().all(|(_, content)| content == "hồ sơ;1\n".repeat(1_000).as_bytes()));
}

/// As programs write to a network: the sizes follow the bytes. By Python's zipfile too.
#[test]
fn zips_written_without_going_back() {
    assert_eq!(unzipped(&fixture("zipfile-stream.zip")).unwrap(), [("a.csv".to_owned(), b"hello".to_vec())]);
}

#[test]
fn odd_names_are_shown_harmlessly() {
    let bytes = zip(&[("../../etc/a.csv", ""), ("b\u{1b}[2J.csv", ""), ("c.csv", "")]);
    let entries = ArchiveEntries::open(&bytes, LIMITS).unwrap();
    let shown: Vec<(&str, bool)> = entries.files().iter().map(|file| (file.shown.as_str(), file.odd)).collect();
    assert_eq!(shown, [("../../etc/a.csv", true), ("b\u{fffd}[2J.csv", true), ("c.csv", false)]);
}

#[test]
fn names_in_old_code_pages() {
    let mut old = entry("", b"");
    old.name = b"\x81.csv".to_vec();
    assert_eq!(ArchiveEntries::open(&zip_of(&[old.clone()]), LIMITS).unwrap().files()[0].name, "ü.csv");
    old.flags = 1 << 11;
    assert!(matches!(ArchiveEntries::open(&zip_of(&[old]), LIMITS), Err(ArchiveError::Damaged { .. })));
}

#[test]
fn encrypted_and_foreign_entries_are_refused() {
    let mut secret = entry("a.csv", b"a");
    secret.flags = 1;
    assert!(matches!(unzipped(&zip_of(&[secret])), Err(ArchiveError::Encrypted { .. })));
    let mut foreign = entry("a.csv", b"a");
    foreign.method = 14;
    assert!(matches!(unzipped(&zip_of(&[foreign])), Err(ArchiveError::Unsupported { .. })));
}

#[test]
fn lies_are_damage() {
    let honest = entry("a.csv", b"hello hello hello");
    let mut checksum = honest.clone();
    checksum.checksum ^= 1;
    let mut size = honest.clone();
    size.size += 1;
    let mut smaller = honest.clone();
    smaller.size -= 1;
    let mut name = honest.clone();
    name.local_name = Some(b"b.csv".to_vec());
    let mut longer = honest.clone();
    longer.packed.push(0);
    let mut cut = honest.clone();
    cut.packed.pop();
    for (place, lie) in [checksum, size, smaller, name, longer, cut].into_iter().enumerate() {
        assert!(matches!(unzipped(&zip_of(&[lie])), Err(ArchiveError::Damaged { .. })), "{place}");
    }
    assert!(matches!(unzipped(&zip_of(&[honest.clone(), honest.clone()])), Err(ArchiveError::Damaged { .. })));
    // Two names for the same bytes.
    let mut bytes = zip_of(&[entry("a.csv", b"hello"), entry("b.csv", b"hello")]);
    let second = bytes.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    bytes[second + 42..second + 46].fill(0);
    assert!(matches!(unzipped(&bytes), Err(ArchiveError::Damaged { .. })));
    let mut bytes = zip_of(&[honest]);
    bytes.push(0);
    assert!(matches!(unzipped(&bytes), Err(ArchiveError::Damaged { .. })));
}

#[test]
fn zips_keep_the_limits() {
    let limit = |bytes: &[u8], limits| match ArchiveEntries::open(bytes, limits) {
        Err(ArchiveError::TooLarge { limit, .. }) => limit,
        Err(_) => "another error",
        Ok(entries) => entries.files().iter().map(|file| entries.open_file(file)).find_map(Result::err).map_or(
            "no error",
            |error| match error {
                ArchiveError::TooLarge { limit, .. } => limit,
                _ => "another error",
            },
        ),
    };
    let two = zip_of(&[entry("a", &vec![0; 9 << 20]), entry("b", &vec![0; 9 << 20])]);
    assert_eq!(limit(&two, LIMITS), "unpacked_bytes");
    assert_eq!(limit(&two, ArchiveLimits { unpacked_bytes: 20 << 20, ..LIMITS }), "ratio");
    assert_eq!(limit(&two, ArchiveLimits { unpacked_bytes: 20 << 20, ratio: 2_000, ..LIMITS }), "no error");
    let many = zip_of(&(0..101).map(|number| entry(&number.to_string(), b"")).collect::<Vec<_>>());
    assert_eq!(limit(&many, LIMITS), "entries");
}

#[test]
fn zips_cut_short_are_refused() {
    let bytes = zip(&[("a.csv", &"hồ sơ;1\n".repeat(100)), ("b.csv", "b")]);
    for length in 0..bytes.len() {
        assert!(unzipped(&bytes[..length]).is_err(), "{length}");
    }
}

#[test]
fn gzip_members_are_read_on() {
    let mut bytes = gzip(b"mot;");
    bytes.extend(gzip(b""));
    bytes.extend(gzip("hai\n".repeat(50_000).as_bytes()));
    let expected = format!("mot;{}", "hai\n".repeat(50_000));
    assert_eq!(all(gunzip(&bytes[..], LIMITS)).unwrap(), expected.as_bytes());
}

#[test]
fn gzip_cut_short_or_changed_is_an_error_and_no_end() {
    let whole = "hồ sơ;1\n".repeat(300);
    let bytes = gzip(whole.as_bytes());
    for length in 0..bytes.len() {
        assert!(matches!(all(gunzip(&bytes[..length], LIMITS)), Err(ArchiveError::Damaged { .. })), "{length}");
    }
    for place in 10..bytes.len() {
        let mut changed = bytes.clone();
        changed[place] ^= 0x55;
        match all(gunzip(&changed[..], LIMITS)) {
            Err(error) => assert!(matches!(error, ArchiveError::Damaged { .. }), "{place}: {error}"),
            // Bits that only fill the last byte up may be anything.
            Ok(read) => assert_eq!(read, whole.as_bytes(), "{place}"),
        }
    }
    for tail in [&b"\n"[..], b"\0\0\0\0", b"\x1f", b"\x1f\x8b", b"rest of a file that is no gzip"] {
        let longer = [&bytes[..], tail].concat();
        assert!(matches!(all(gunzip(&longer[..], LIMITS)), Err(ArchiveError::Damaged { .. })), "{tail:?}");
    }
}

#[test]
fn an_error_of_gzip_stays_one() {
    let mut bytes = gzip(&[1; 50]);
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    let mut reader = gunzip(&bytes[..], LIMITS);
    let mut buffer = [0; 16];
    let error = loop {
        match reader.read(&mut buffer) {
            Ok(read) => assert_ne!(read, 0),
            Err(error) => break error,
        }
    };
    assert!(matches!(ArchiveError::from_io(error), ArchiveError::Damaged { .. }));
    assert!(reader.read(&mut buffer).is_err());
}

#[test]
fn gzip_bombs_break_a_limit_by_name() {
    let bytes = gzip(&vec![0; 32 << 20]);
    assert!(matches!(all(gunzip(&bytes[..], LIMITS)), Err(ArchiveError::TooLarge { limit: "ratio", most: 200 })));
    let limits = ArchiveLimits { ratio: 2_000, ..LIMITS };
    assert!(matches!(all(gunzip(&bytes[..], limits)), Err(ArchiveError::TooLarge { limit: "unpacked_bytes", .. })));
}

/// Gives one byte at a time, and is interrupted before each.
struct Hesitant<'a>(&'a [u8], bool);

impl Read for Hesitant<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.1 = !self.1;
        if self.1 {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let length = buffer.len().min(1);
        self.0.read(&mut buffer[..length])
    }
}

struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("a disk"))
    }
}

#[test]
fn interruptions_are_no_ends_and_errors_of_the_input_stay_theirs() {
    let bytes = [gzip(b"mot"), gzip(b"hai")].concat();
    assert_eq!(all(gunzip(Hesitant(&bytes, false), LIMITS)).unwrap(), b"mothai");
    assert!(matches!(all(gunzip(Hesitant(&bytes[..30], false), LIMITS)), Err(ArchiveError::Damaged { .. })));
    assert!(matches!(all(gunzip(Broken, LIMITS)), Err(ArchiveError::Unreadable(_))));
    assert!(matches!(all(gunzip(bytes[..9].chain(Broken), LIMITS)), Err(ArchiveError::Unreadable(_))));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn random_bytes_do_no_harm(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        for magic in [&b""[..], b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08\x00"] {
            let file = [magic, &bytes].concat();
            let _ = unzipped(&file);
            let _ = all(gunzip(&file[..], LIMITS));
        }
    }

    #[test]
    fn random_changes_of_zips_do_no_harm(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = zip(&[("a.csv", "hồ sơ;1"), ("b.csv", "b")]);
        for (place, byte) in &changes {
            let place = place.index(bytes.len());
            bytes[place] = *byte;
        }
        let _ = unzipped(&bytes);
    }

    #[test]
    fn what_is_packed_comes_back(contents in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..3000), 1..4)) {
        let entries: Vec<_> = contents.iter().enumerate().map(|(number, content)| entry(&number.to_string(), content)).collect();
        let read: Vec<Vec<u8>> = unzipped(&zip_of(&entries)).unwrap().into_iter().map(|(_, content)| content).collect();
        prop_assert_eq!(&read, &contents);
        let packed: Vec<u8> = contents.iter().flat_map(|content| gzip(content)).collect();
        prop_assert_eq!(all(gunzip(&packed[..], LIMITS)).unwrap(), contents.concat());
    }
}
