//! Texts of plain letters: ASCII, and letters with their marks as one character. Nearly every cell is one, and is cleaned and
//! folded letter by letter.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use super::fold::fold_any;

/// Where the letters beyond ASCII stand that Vietnamese is written with, and those around them.
const LETTERS: [RangeInclusive<u32>; 3] = [0xC0..=0x17F, 0x1A0..=0x1B0, 0x1EA0..=0x1EF9];

/// A vowel with each of the tones, and the pairs of vowels whose tone may stand on either.
const O: [char; 5] = ['ò', 'ó', 'õ', 'ỏ', 'ọ'];
const U: [char; 5] = ['ù', 'ú', 'ũ', 'ủ', 'ụ'];
const SECOND: [(char, char, [char; 5]); 3] = [
    ('o', 'a', ['à', 'á', 'ã', 'ả', 'ạ']),
    ('o', 'e', ['è', 'é', 'ẽ', 'ẻ', 'ẹ']),
    ('u', 'y', ['ỳ', 'ý', 'ỹ', 'ỷ', 'ỵ']),
];

/// What each letter of [`LETTERS`] is folded to, one range behind the other; none for a letter that is no plain one.
static FOLDED: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
    let folded = |number: u32| {
        let letter = char::from_u32(number)?;
        let folded = fold_any(letter.encode_utf8(&mut [0; 4]));
        let mut letters = folded.chars();
        letters.next().filter(|only| letters.next().is_none() && only.is_alphabetic())
    };
    LETTERS.into_iter().flatten().map(folded).collect()
});

/// A plain letter beyond ASCII, folded.
fn folded(letter: char, table: &[Option<char>]) -> Option<char> {
    let number = u32::from(letter);
    let mut first = 0;
    for range in LETTERS {
        if range.contains(&number) {
            return table.get((first + number - range.start()) as usize).copied().flatten();
        }
        first += range.end() - range.start() + 1;
    }
    None
}

/// True for a text of plain letters in which nothing is to be cleaned.
pub(super) fn is_clean(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.first() == Some(&b' ') || bytes.last() == Some(&b' ') {
        return false;
    }
    let table = FOLDED.as_slice();
    let mut is_apart = false;
    for letter in text.chars() {
        match letter {
            ' ' if is_apart => return false,
            ' '..='~' => {}
            letter if folded(letter, table).is_some() => {}
            _ => return false,
        }
        is_apart = letter == ' ';
    }
    true
}

/// A text of plain letters folded, but for what is dropped at its end; none for any other text.
pub(super) fn fold_plain(text: &str) -> Option<String> {
    let table = FOLDED.as_slice();
    let mut key = String::with_capacity(text.len());
    let mut is_apart = false;
    // The vowel with a tone that may move to the letter behind it, and the pair when that letter has come.
    let (mut toned, mut pair) = (None, None);
    for letter in text.chars() {
        let letter = match letter {
            ' ' => {
                is_apart = !key.is_empty();
                if let Some(pair) = pair.take() {
                    move_tone(&mut key, pair);
                }
                toned = None;
                continue;
            }
            '!'..='~' => letter.to_ascii_lowercase(),
            _ => folded(letter, table)?,
        };
        if is_apart {
            key.push(' ');
            is_apart = false;
        }
        if let Some(pair) = pair.take().filter(|_| !letter.is_alphabetic()) {
            move_tone(&mut key, pair);
        }
        pair = match letter {
            'a' | 'e' | 'y' => toned.and_then(|toned| toned_pair(toned, letter)),
            _ => None,
        };
        toned = (letter > '~').then_some(letter);
        key.push(letter);
    }
    if let Some(pair) = pair {
        move_tone(&mut key, pair);
    }
    Some(key)
}

/// The same pair with the tone on its second vowel, if it is a pair whose tone may stand on either.
fn toned_pair(first: char, second: char) -> Option<[char; 2]> {
    SECOND.iter().filter(|(_, vowel, _)| *vowel == second).find_map(|(bare, _, toned)| {
        let vowels = if *bare == 'o' { O } else { U };
        let tone = vowels.iter().position(|vowel| *vowel == first)?;
        Some([*bare, *toned.get(tone)?])
    })
}

/// Puts a pair of vowels in the place of the last two letters.
fn move_tone(key: &mut String, pair: [char; 2]) {
    key.pop();
    key.pop();
    key.extend(pair);
}
