use std::collections::BTreeMap;

/// A value that can be bytes and come back.
pub(crate) trait Packed: Sized {
    /// Adds its bytes.
    fn pack(&self, to: &mut Vec<u8>);
    /// The value that begins here; none when there is none.
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self>;
}

/// Bytes from which values are taken one after the other.
pub(crate) struct Unpacker<'a> {
    rest: &'a [u8],
}

impl<'a> Unpacker<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next bytes, if there are so many.
    pub(crate) fn take(&mut self, number: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(number)?;
        self.rest = rest;
        Some(taken)
    }

    /// True when nothing is left.
    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }
}

/// Numbers of a fixed width, the lowest byte first.
macro_rules! packed_fixed {
    ($($number:ty),*) => { $(
        impl Packed for $number {
            fn pack(&self, to: &mut Vec<u8>) {
                to.extend_from_slice(&self.to_le_bytes());
            }

            fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
                from.take(size_of::<$number>())?.try_into().ok().map(<$number>::from_le_bytes)
            }
        }
    )* };
}
packed_fixed!(u8, u16, u32, u64, u128, i32, i64);

impl Packed for usize {
    fn pack(&self, to: &mut Vec<u8>) {
        (*self as u64).pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        usize::try_from(u64::unpack(from)?).ok()
    }
}

impl Packed for bool {
    fn pack(&self, to: &mut Vec<u8>) {
        u8::from(*self).pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        match u8::unpack(from)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Packed for [u8; 32] {
    fn pack(&self, to: &mut Vec<u8>) {
        to.extend_from_slice(self);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        from.take(32)?.try_into().ok()
    }
}

impl Packed for String {
    fn pack(&self, to: &mut Vec<u8>) {
        self.len().pack(to);
        to.extend_from_slice(self.as_bytes());
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let length = usize::unpack(from)?;
        std::str::from_utf8(from.take(length)?).ok().map(str::to_owned)
    }
}

impl<T: Packed> Packed for Option<T> {
    fn pack(&self, to: &mut Vec<u8>) {
        self.is_some().pack(to);
        if let Some(value) = self {
            value.pack(to);
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Some(if bool::unpack(from)? { Some(T::unpack(from)?) } else { None })
    }
}

impl<T: Packed, E: Packed> Packed for Result<T, E> {
    fn pack(&self, to: &mut Vec<u8>) {
        self.is_ok().pack(to);
        match self {
            Ok(value) => value.pack(to),
            Err(error) => error.pack(to),
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Some(if bool::unpack(from)? { Ok(T::unpack(from)?) } else { Err(E::unpack(from)?) })
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn pack(&self, to: &mut Vec<u8>) {
        self.len().pack(to);
        self.iter().for_each(|value| value.pack(to));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        // No room is made by what a length says: each value takes bytes that must be there.
        let mut values = Vec::new();
        for _ in 0..usize::unpack(from)? {
            values.push(T::unpack(from)?);
        }
        Some(values)
    }
}

impl<K: Packed + Ord, V: Packed> Packed for BTreeMap<K, V> {
    fn pack(&self, to: &mut Vec<u8>) {
        self.len().pack(to);
        for (key, value) in self {
            key.pack(to);
            value.pack(to);
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Vec::<(K, V)>::unpack(from).map(|pairs| pairs.into_iter().collect())
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn pack(&self, to: &mut Vec<u8>) {
        self.0.pack(to);
        self.1.pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Some((A::unpack(from)?, B::unpack(from)?))
    }
}

/// A struct, part by part. One that is left out does not compile.
macro_rules! packed_parts {
    ($name:ident { $($part:ident),* $(,)? }) => {
        impl $crate::packing::Packed for $name {
            fn pack(&self, to: &mut Vec<u8>) {
                $( self.$part.pack(to); )*
            }

            fn unpack(from: &mut $crate::packing::Unpacker<'_>) -> Option<Self> {
                Some(Self { $( $part: $crate::packing::Packed::unpack(from)? ),* })
            }
        }
    };
}
pub(crate) use packed_parts;

/// Types with few values, by their place in `ALL`.
macro_rules! packed_choices {
    ($($name:ident),* $(,)?) => { $(
        impl $crate::packing::Packed for $name {
            fn pack(&self, to: &mut Vec<u8>) {
                let place = $name::ALL.iter().position(|known| known == self);
                place.and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX).pack(to);
            }

            fn unpack(from: &mut $crate::packing::Unpacker<'_>) -> Option<Self> {
                $name::ALL.get(usize::from(u8::unpack(from)?)).copied()
            }
        }
    )* };
}
pub(crate) use packed_choices;

/// Types around one number.
macro_rules! packed_numbers {
    ($($name:ident),* $(,)?) => { $(
        impl $crate::packing::Packed for $name {
            fn pack(&self, to: &mut Vec<u8>) {
                self.0.pack(to);
            }

            fn unpack(from: &mut $crate::packing::Unpacker<'_>) -> Option<Self> {
                $crate::packing::Packed::unpack(from).map($name)
            }
        }
    )* };
}
pub(crate) use packed_numbers;

#[cfg(test)]
mod tests {
    use super::*;

    type Any = Vec<(Option<String>, (BTreeMap<u16, Result<i64, bool>>, u128))>;

    #[test]
    fn what_is_packed_comes_back_and_nothing_else_does() {
        let all: Any = vec![
            (None, (BTreeMap::new(), u128::MAX)),
            (Some("Đã trả".to_owned()), (BTreeMap::from([(7, Ok(-1)), (9, Err(true))]), 0)),
        ];
        let mut bytes = Vec::new();
        all.pack(&mut bytes);
        let mut unpacker = Unpacker::new(&bytes);
        assert_eq!(Any::unpack(&mut unpacker), Some(all));
        assert!(unpacker.is_empty());
        for length in 0..bytes.len() {
            assert_eq!(Any::unpack(&mut Unpacker::new(&bytes[..length])), None, "{length}");
        }
        // A length of all there could be makes no room.
        assert_eq!(Vec::<u8>::unpack(&mut Unpacker::new(&[0xff; 8])), None);
        assert_eq!(String::unpack(&mut Unpacker::new(&[0xff; 9])), None);
    }
}
