//! Inputs made of other inputs, the same ones for the same seed.

/// Most bytes of an input.
const LONGEST: usize = 1 << 14;

/// Xorshift: a few random numbers, the same on every machine.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        // Seeds that lie close together must not give numbers that do; and zero would give zeros for ever.
        let mixed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        Self((mixed ^ (mixed >> 31)).max(1))
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }

    /// A number below `end`; 0 when there is none.
    pub(super) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next()).unwrap() % end.max(1)
    }

    pub(super) fn one_of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }

    /// A part of `bytes`, short ones more often than long ones.
    fn part<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let start = self.below(bytes.len());
        let most = 1 << self.below(10);
        let length = 1 + self.below(most);
        &bytes[start..bytes.len().min(start + length)]
    }
}

/// What readers take for something else than letters.
const TOKENS: [&[u8]; 89] = [
    b"\"",
    b"\"\"",
    b"'",
    b"''",
    b"\\\"",
    b"\\",
    b",",
    b";",
    b"\t",
    b"|",
    b"\n",
    b"\r",
    b"\r\n",
    b"\r\r\n",
    b"\n\n",
    b"\",\"",
    b"\";\"",
    b"\"\r\n\"",
    b" \"",
    b"\" ",
    b" ",
    b"\xc2\xa0",
    b"\xe2\x80\x8b",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\0",
    b"\0\0",
    b"\x01",
    b"\x1a",
    b"\x7f",
    b"\xff",
    b"\xc3",
    b"\xe1\xbb",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xd8\x00",
    b"\x00\xdc",
    b"\xc3\xa3",
    b"\xc3\x83\xc2\xa3",
    b"\xcc\x80",
    b"\xb8",
    b"\xf5",
    b"sep=;\n",
    b"0",
    b"-1",
    b"1E+308",
    b"1e400",
    b"-0.0",
    b"255",
    b"65535",
    b"65536",
    b"2147483647",
    b"4294967295",
    b"18446744073709551615",
    b"44792",
    b"60",
    b"2958466",
    b"31/12/2049",
    b"29/02/2023",
    b"20220819070000",
    b"1994-12-31T17:00:00Z",
    b"2049-12-31T17:00:00.000Z",
    b"+14:00",
    b"XFD1048576",
    b"XFE1",
    b"A0",
    b"<",
    b">",
    b"</",
    b"/>",
    b"<table>",
    b"</table>",
    b"<tr><td>",
    b"<td colspan=2 rowspan=0>",
    b"<td colspan=1000 rowspan=65534>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"&#0;",
    b"&#x10FFFF;",
    b"&amp;",
    b"&nbsp;",
    b"<?xml version=\"1.0\"?>",
    b"{",
    b"[",
    b"\\ud800",
    b"null",
];

/// An input made of one of `pool`, mostly of its first `seeds`, perhaps with parts of another.
pub(super) fn mutated(pool: &[Vec<u8>], seeds: usize, random: &mut Random) -> Vec<u8> {
    // What was changed often is mostly beyond what a reader looks at closely.
    let among = if random.below(4) == 0 { pool.len() } else { seeds };
    let mut input = pool[random.below(among)].clone();
    let other = &pool[random.below(pool.len())];
    let most = 1 << random.below(4);
    for _ in 0..=random.below(most) {
        step(&mut input, other, random);
    }
    input.truncate(LONGEST);
    input
}

fn step(input: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    let at = random.below(input.len() + 1);
    let end = at + random.part(&input[at..]).len();
    match random.below(10) {
        // A bit flipped, a byte set, a byte counted up or down.
        0 => change(input, at, |byte| byte ^ (1 << random.below(8))),
        1 => change(input, at, |_| u8::try_from(random.below(256)).unwrap()),
        2 => change(input, at, |byte| if random.below(2) == 0 { byte.wrapping_add(1) } else { byte.wrapping_sub(1) }),
        // A part taken out, doubled, moved, or cut off.
        3 => drop(input.drain(at..end)),
        4 => {
            let part = input[at..end].to_vec();
            insert(input, at, &part);
        }
        5 => {
            let part: Vec<u8> = input.drain(at..end).collect();
            let to = random.below(input.len() + 1);
            insert(input, to, &part);
        }
        6 if random.below(8) == 0 => input.truncate(at),
        // Something of the other one, or its end.
        7 if random.below(4) == 0 => {
            input.truncate(at);
            input.extend(&other[random.below(other.len())..]);
        }
        7 => insert(input, at, random.part(other)),
        8 => replace(input, at, random.one_of(&TOKENS)),
        _ => insert(input, at, random.one_of(&TOKENS)),
    }
}

fn change(input: &mut [u8], at: usize, mut to: impl FnMut(u8) -> u8) {
    if let Some(byte) = input.get_mut(at) {
        *byte = to(*byte);
    }
}

fn insert(input: &mut Vec<u8>, at: usize, part: &[u8]) {
    drop(input.splice(at..at, part.iter().copied()));
}

fn replace(input: &mut Vec<u8>, at: usize, part: &[u8]) {
    let end = input.len().min(at + part.len());
    drop(input.splice(at..end, part.iter().copied()));
}
