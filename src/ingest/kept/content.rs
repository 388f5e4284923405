//! The hash of a file by several threads: parts of it are hashed apart, and their hashes put together as BLAKE3 itself does.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use blake3::hazmat::{ChainingValue, HasherExt, Mode, left_subtree_len, merge_subtrees_non_root, merge_subtrees_root};
use blake3::{Hash, Hasher};

use crate::threads;

/// Bytes of a part: a power of two, many times a chunk of BLAKE3.
const PART: u64 = 1 << 22;
/// Bytes read at once: they are hashed while they are near.
const AT_ONCE: usize = 1 << 17;

/// BLAKE3 of a file of so many bytes.
///
/// # Errors
/// When it cannot be read, or has another length.
pub(super) fn hash_file(path: &Path, length: u64, threads: usize) -> io::Result<Hash> {
    let parts = usize::try_from(length.div_ceil(PART)).unwrap_or(usize::MAX);
    if parts <= 1 {
        let mut hasher = Hasher::new();
        hash_part(&mut File::open(path)?, 0, length, &mut hasher)?;
        return Ok(hasher.finalize());
    }
    let begin = || File::open(path).map(|file| (file, Vec::new()));
    let work = |state: &mut io::Result<(File, Vec<(usize, ChainingValue)>)>, part: usize| {
        let Ok((file, hashed)) = state else { return };
        let from = part as u64 * PART;
        let mut hasher = Hasher::new();
        hasher.set_input_offset(from);
        match hash_part(file, from, PART.min(length - from), &mut hasher) {
            Ok(()) => hashed.push((part, hasher.finalize_non_root())),
            Err(error) => *state = Err(error),
        }
    };
    let mut values = vec![ChainingValue::default(); parts];
    for state in threads::share(threads, parts, begin, work) {
        for (part, value) in state?.1 {
            if let Some(place) = values.get_mut(part) {
                *place = value;
            }
        }
    }
    let [left, right] = halves(&values, length).map(|(values, length)| whole(values, length));
    Ok(merge_subtrees_root(&left, &right, Mode::Hash))
}

fn hash_part(file: &mut File, from: u64, length: u64, hasher: &mut Hasher) -> io::Result<()> {
    file.seek(SeekFrom::Start(from))?;
    let mut buffer = vec![0; AT_ONCE];
    let mut left = length;
    while left > 0 {
        let most = usize::try_from(left).unwrap_or(AT_ONCE).min(AT_ONCE);
        let room = buffer.get_mut(..most).unwrap_or_default();
        file.read_exact(room)?;
        hasher.update(room);
        left -= most as u64;
    }
    Ok(())
}

/// Parts of so many bytes, as the tree of BLAKE3 halves them.
fn halves(values: &[ChainingValue], length: u64) -> [(&[ChainingValue], u64); 2] {
    let left = left_subtree_len(length);
    let (first, second) = values.split_at(usize::try_from(left / PART).unwrap_or(values.len()).min(values.len()));
    [(first, left), (second, length - left)]
}

/// The hash of parts that are no whole file.
fn whole(values: &[ChainingValue], length: u64) -> ChainingValue {
    match values {
        [] => ChainingValue::default(),
        [only] => *only,
        _ => {
            let [left, right] = halves(values, length).map(|(values, length)| whole(values, length));
            merge_subtrees_non_root(&left, &right, Mode::Hash)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_give_the_hash_of_the_whole() {
        let all: Vec<u8> = (0..11 * PART / 2 + 1).map(|place| ((place * place) >> 7) as u8).collect();
        let part = PART as usize;
        let file = tempfile::NamedTempFile::new().unwrap();
        for length in [0, 1, 1024, part - 1, part, part + 1, 2 * part, 2 * part + 1, 3 * part, 5 * part + 7, all.len()]
        {
            std::fs::write(file.path(), &all[..length]).unwrap();
            for threads in [1, 3] {
                let hash = hash_file(file.path(), length as u64, threads).unwrap();
                assert_eq!(hash, blake3::hash(&all[..length]), "{length} bytes by {threads}");
            }
            assert!(hash_file(file.path(), length as u64 + 1, 2).is_err());
        }
    }
}
