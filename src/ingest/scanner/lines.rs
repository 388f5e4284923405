//! Physical lines, whatever stands in them.

use memchr::{memchr, memchr_iter, memchr2};

use super::Terminator;

/// What stands at a place where a line end may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// No line end.
    No,
    /// More bytes are needed to tell.
    More,
    /// A line end of so many bytes.
    Length(usize),
}

/// The line end at `at`. `ended`: nothing follows the bytes.
pub(super) fn end_at(bytes: &[u8], at: usize, terminator: Terminator, ended: bool) -> End {
    let any = terminator == Terminator::Any;
    match (bytes.get(at), bytes.get(at + 1), bytes.get(at + 2)) {
        (Some(b'\n'), ..) => End::Length(1),
        (Some(b'\r'), Some(b'\n'), _) => End::Length(2),
        (Some(b'\r'), Some(b'\r'), Some(b'\n')) => End::Length(3),
        (Some(b'\r'), None, _) | (Some(b'\r'), Some(b'\r'), None) if !ended => End::More,
        (Some(b'\r'), None, _) => End::Length(1),
        (Some(b'\r'), Some(b'\r'), None) if !any => End::Length(2),
        (Some(b'\r'), ..) if any => End::Length(1),
        _ => End::No,
    }
}

/// A line at the start of some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    /// Bytes without the line end.
    pub(super) content: usize,
    /// Bytes with it.
    pub(super) length: usize,
}

/// The first line of `bytes`; none when its end is not among them. `ended`: nothing follows the bytes, which are not empty.
pub(super) fn first_line(bytes: &[u8], terminator: Terminator, ended: bool) -> Option<Line> {
    match terminator {
        Terminator::LineFeed => match memchr(b'\n', bytes) {
            Some(end) => Some(Line { content: without_returns(bytes, 0, end), length: end + 1 }),
            None if !ended => None,
            None => Some(Line { content: without_returns(bytes, 0, bytes.len()), length: bytes.len() }),
        },
        Terminator::Any => {
            let content = match memchr2(b'\n', b'\r', bytes) {
                Some(end) => end,
                None if !ended => return None,
                None => bytes.len(),
            };
            match end_at(bytes, content, terminator, ended) {
                End::More => None,
                End::No => Some(Line { content, length: content }),
                End::Length(length) => Some(Line { content, length: content + length }),
            }
        }
    }
}

/// Where the content of `bytes[from..end]` ends, which an LF or nothing follows: the CRs of the line end, two at most,
/// are no part of it.
pub(super) fn without_returns(bytes: &[u8], from: usize, end: usize) -> usize {
    match &bytes[from..end] {
        [.., b'\r', b'\r'] => end - 2,
        [.., b'\r'] => end - 1,
        _ => end,
    }
}

/// How many lines a record's `content` has.
pub(super) fn count_lines(content: &[u8], terminator: Terminator) -> usize {
    1 + match terminator {
        Terminator::LineFeed => memchr_iter(b'\n', content).count(),
        Terminator::Any => further_lines(content, terminator).count(),
    }
}

/// How many lines `bytes` are that end with a line's end or the file's.
pub(super) fn whole_lines(bytes: &[u8], terminator: Terminator) -> usize {
    let ended = bytes.ends_with(b"\n") || (terminator == Terminator::Any && bytes.ends_with(b"\r"));
    count_lines(bytes, terminator) - usize::from(ended)
}

/// The beginnings of the second and further lines of a record's `content`.
pub(super) fn further_lines(content: &[u8], terminator: Terminator) -> impl Iterator<Item = usize> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        // Behind the content comes a line end or the file's end, so a CR at its end stands alone.
        let rest = &content[at..];
        let end = match terminator {
            Terminator::LineFeed => memchr(b'\n', rest)? + 1,
            Terminator::Any => {
                let end = memchr2(b'\n', b'\r', rest)?;
                match end_at(rest, end, terminator, true) {
                    End::Length(length) => end + length,
                    End::No | End::More => return None,
                }
            }
        };
        at += end;
        Some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_lines() {
        use Terminator::{Any, LineFeed};
        let line = |text: &str, terminator, ended| {
            first_line(text.as_bytes(), terminator, ended).map(|line| (line.content, line.length))
        };
        for terminator in [LineFeed, Any] {
            assert_eq!(line("ab\ncd", terminator, false), Some((2, 3)));
            assert_eq!(line("ab\r\ncd", terminator, false), Some((2, 4)));
            assert_eq!(line("ab\r\r\ncd", terminator, false), Some((2, 5)));
            assert_eq!(line("ab", terminator, false), None);
            assert_eq!(line("ab", terminator, true), Some((2, 2)));
            assert_eq!(line("ab\r", terminator, true), Some((2, 3)));
        }
        assert_eq!(line("ab\rcd\n", LineFeed, false), Some((5, 6)));
        assert_eq!(line("ab\rcd\n", Any, false), Some((2, 3)));
        assert_eq!(line("ab\r\rcd\n", Any, false), Some((2, 3)));
        assert_eq!((line("ab\r", Any, false), line("ab\r\r", Any, false)), (None, None));
        let starts = |text: &str, terminator| further_lines(text.as_bytes(), terminator).collect::<Vec<_>>();
        assert_eq!(starts("a\nb\r\nc\r\r\nd\re", LineFeed), [2, 5, 9]);
        assert_eq!(starts("a\nb\r\nc\r\r\nd\re", Any), [2, 5, 9, 11]);
    }
}
