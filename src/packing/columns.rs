use super::Unpacker;

/// Adds numbers of one width, the lowest byte of each first: `bytes` gives those of one.
pub(crate) fn pack_words<T: Copy, const N: usize>(values: &[T], bytes: impl Fn(T) -> [u8; N], to: &mut Vec<u8>) {
    let from = to.len();
    to.resize(from + values.len() * N, 0);
    let (room, _) = to.get_mut(from..).unwrap_or_default().as_chunks_mut::<N>();
    for (place, value) in room.iter_mut().zip(values) {
        *place = bytes(*value);
    }
}

/// So many numbers of one width, if they are there.
pub(crate) fn unpack_words<T, const N: usize>(
    from: &mut Unpacker<'_>,
    number: usize,
    value: impl Fn([u8; N]) -> T,
) -> Option<Vec<T>> {
    let (chunks, _) = from.take(number.checked_mul(N)?)?.as_chunks::<N>();
    Some(chunks.iter().map(|chunk| value(*chunk)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_come_back() {
        let values = [0, -1, i32::MAX, i32::MIN, 19_000];
        let mut bytes = vec![1];
        pack_words(&values, i32::to_le_bytes, &mut bytes);
        assert_eq!(bytes[..9], [1, 0, 0, 0, 0, 255, 255, 255, 255]);
        let mut from = Unpacker::new(&bytes[1..]);
        assert_eq!(unpack_words(&mut from, 5, i32::from_le_bytes).as_deref(), Some(&values[..]));
        assert!(from.is_empty());
        assert_eq!(unpack_words(&mut Unpacker::new(&bytes), 6, i32::from_le_bytes), None);
        assert_eq!(unpack_words(&mut Unpacker::new(&bytes), usize::MAX, i32::from_le_bytes), None);
    }
}
