//! Numbers that are those of nothing: an entry whose hashes are right, made by whoever knows the form, is no export either.

use std::fs::File;
use std::io::Write;

use crate::dossiers::{ColumnId, Numbers};
use crate::ingest::files::Found;
use crate::ingest::read::{Context, Reading};
use crate::ingest::twin_tests::GIVEN;
use crate::project::{ExportSettings, Input};

use super::entry::{Key, read, write};

const KEY: Key = Key { reading: [1; 32], content: [2; 32] };

const EXPORT: &str = "Mã hồ sơ;Đơn vị tiếp nhận;Mã TTHC;Lĩnh vực;Trạng thái;Ngày nhận;Ngày hẹn trả;Lệ phí;Mức độ hài lòng;Ghi chú\n\
    H56.14-240823-0001;Xã Mẫu;1.004441;Hộ tịch;Đã trả kết quả;23/08/2024;30/08/2024;15000;Hài lòng;\n\
    H56.14-240823-0002;UBND Xã Mẫu 1;1.01322;Đất đai;Đang xử lý;45000;;5000000000;;\n\
    H56.14-240823-0003;Xã Mẫu;1.004441;Hộ tịch;Lạ;23/08/2024;;0;;\n\
    H56.14-240823-0004;Xã Mẫu;1.004441;Hộ tịch;Đang xử lý;31/02/2024;;0;;\n\
    H56.14-240823-0005;Xã Mẫu;='1.004441;'Hộ tịch;Đang xử lý;=\"23/08/2024\";;0;;\n";

fn with_context<T>(then: impl FnOnce(&Context<'_>) -> T) -> T {
    let wanted: Vec<ColumnId> = GIVEN.schema.columns().map(|(id, _)| id).collect();
    then(&GIVEN.context(&wanted))
}

fn found(context: &Context<'_>) -> Found {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(EXPORT.as_bytes()).unwrap();
    let input = Input { path: file.path().to_owned(), name: "any.csv".to_owned(), settings: ExportSettings::default() };
    Reading::new(context).found_alone(&input)
}

fn entry(found: &Found) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(found, KEY, &mut bytes).unwrap();
    bytes
}

fn read_back(bytes: &[u8], key: Key, context: &Context<'_>) -> Option<Found> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    read(&|| File::open(file.path()).ok(), key, context, true, 1)
}

/// Everything found, as text.
fn shown(found: Found, context: &Context<'_>) -> String {
    let mut reading = Reading::new(context);
    let fingerprints = format!("{:?}", found.fingerprints);
    reading.add(found, &mut Numbers::default()).unwrap();
    let units = reading.collected.units.since(0).to_vec();
    let Reading { sources, passed_over, uncatalogued, unknown, procedure_names, collected, .. } = reading;
    let (rejected, repairs) = (collected.rejected, collected.repairs);
    let keep = vec![true; collected.builder.len()];
    let dossiers = collected.builder.finish(context.schema, &keep, 1).unwrap();
    let of_sources: Vec<_> = (0..).take(sources.len()).map(|source| dossiers.only(source).unit_numbers()).collect();
    let cells: Vec<_> = context.wanted.iter().map(|column| dossiers.cells(*column, context.schema)).collect();
    let texts: Vec<_> = context.wanted.iter().filter_map(|column| dossiers.dictionary(*column)).collect();
    format!(
        "{fingerprints}{units:?}{sources:?}{passed_over:?}{uncatalogued}{unknown:?}{procedure_names:?}{rejected:?}\
         {repairs:?}{of_sources:?}{cells:?}{texts:?}{:?}",
        dossiers.unit_numbers()
    )
}

#[test]
fn what_is_written_comes_back() {
    with_context(|context| {
        let bytes = entry(&found(context));
        let back = read_back(&bytes, KEY, context).unwrap();
        let (before, after) = (shown(found(context), context), shown(back, context));
        assert!(before.contains("UnknownWord") && before.contains("Formula"), "{before}");
        // Texts are in maps without an order.
        let sorted = |text: &str| {
            let mut letters: Vec<char> = text.chars().collect();
            letters.sort_unstable();
            letters
        };
        assert_eq!(sorted(&before), sorted(&after));
        for other in [Key { reading: [3; 32], ..KEY }, Key { content: [1; 32], ..KEY }] {
            assert!(read_back(&bytes, other, context).is_none());
        }
    });
}

#[test]
fn no_bit_may_be_another_and_no_byte_may_lack() {
    with_context(|context| {
        let bytes = entry(&found(context));
        for place in 0..bytes.len() {
            let mut other = bytes.clone();
            other[place] ^= 1 << (place % 8);
            assert!(read_back(&other, KEY, context).is_none(), "bit of byte {place} of {}", bytes.len());
            if place % 7 == 0 {
                assert!(read_back(&bytes[..place], KEY, context).is_none(), "{place} bytes");
            }
        }
        assert!(read_back(&[&bytes[..], b"x"].concat(), KEY, context).is_none());
    });
}

/// An entry with its hashes made anew after a change of one byte of head or part.
fn sealed_again(bytes: &[u8], place: usize, change: u8) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[place] ^= change;
    let end = bytes.len() - 40;
    let of_head = u64::from_le_bytes(bytes[end..end + 8].try_into().unwrap());
    let head = end - usize::try_from(of_head).unwrap();
    // The hashes of the only batch's parts stand behind key, content, the number of batches, its dossiers and its bytes.
    let at = head + 32 + 32 + 8 + 8 + 8;
    let dossiers = u64::from_le_bytes(bytes[at - 16..at - 8].try_into().unwrap());
    let fingerprints = head.saturating_sub(usize::try_from(dossiers.saturating_mul(16)).unwrap()).max(16);
    for (at, part) in [(at, 16..fingerprints), (at + 32, fingerprints..head)] {
        let hash = *blake3::hash(&bytes[part]).as_bytes();
        bytes[at..at + 32].copy_from_slice(&hash);
    }
    let hash = *blake3::hash(&bytes[head..end]).as_bytes();
    bytes[end + 8..].copy_from_slice(&hash);
    bytes
}

#[test]
fn numbers_of_nothing_are_refused_though_every_hash_is_right() {
    with_context(|context| {
        let bytes = entry(&found(context));
        let whole = sealed_again(&bytes, 20, 0);
        assert_eq!(whole, bytes, "the hashes are where the test has them");
        let (mut taken, mut refused) = (0, 0);
        for place in 16..bytes.len() - 40 {
            for change in [0x01, 0x80, 0xff] {
                // What is taken has another content, but nothing in it is out of bounds: counting it must not fail.
                match read_back(&sealed_again(&bytes, place, change), KEY, context) {
                    Some(found) => {
                        taken += 1;
                        shown(found, context);
                    }
                    None => refused += 1,
                }
            }
        }
        assert!(taken > 100 && refused > 100, "{taken} taken, {refused} refused");
    });
}

#[test]
fn every_number_has_its_bound() {
    with_context(|context| {
        let fails = |change: &dyn Fn(&mut Found)| {
            let mut found = found(context);
            change(&mut found);
            assert!(read_back(&entry(&found), KEY, context).is_none());
        };
        fails(&|found| found.units.truncate(1));
        fails(&|found| found.sources.clear());
        fails(&|found| found.units[0].registered = Ok(0));
        fails(&|found| found.units[0].level = Some(crate::registry::Level(99)));
        fails(&|found| found.rejected[0].source = 1);
        fails(&|found| found.rejected[0].column = Some(ColumnId(9999)));
        fails(&|found| found.rejected_dossiers[0].1 = 1);
        fails(&|found| found.repairs.listed[0].source = 7);
        fails(&|found| {
            found.repairs.counts.insert((1, crate::ingest::RepairRule::Serial), 1);
        });
        fails(&|found| found.sources[0].present.push(ColumnId(9999)));
        fails(&|found| {
            found.unknown.insert((ColumnId(9999), String::new()), 1);
        });
        fails(&|found| found.sources = vec![found.sources[0].clone(); 70_000]);
    });
}
