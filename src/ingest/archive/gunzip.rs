use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

use super::{ArchiveError, ArchiveLimits};

/// Unpacks a gzip file while it is read; members that follow each other are read on, as `gunzip` does.
///
/// The end is an end only if every member is whole and its checksum right and nothing follows the last one. Everything
/// else is an error that [`ArchiveError::from_io`] tells: damage, or a limit broken.
pub fn gunzip<R: Read>(input: R, limits: ArchiveLimits) -> impl Read {
    let source = BufReader::new(Taken { input, bytes: 0 });
    Gunzip { state: State::Between(source), limits, given: 0, members: 0 }
}

/// Counts the packed bytes taken.
struct Taken<R> {
    input: R,
    bytes: u64,
}

impl<R: Read> Read for Taken<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // An error of the input itself must stay apart from one of the decoder.
        let read = self.input.read(buffer).map_err(|source| match source.kind() {
            io::ErrorKind::Interrupted => source,
            kind => io::Error::new(kind, ArchiveError::Unreadable(source)),
        })?;
        self.bytes += read as u64;
        Ok(read)
    }
}

enum State<R> {
    Between(BufReader<Taken<R>>),
    Member(Box<GzDecoder<BufReader<Taken<R>>>>),
    /// At the end of the last member.
    Over,
    /// After an error: an end here would be taken for that of the file.
    Failed,
}

struct Gunzip<R> {
    state: State<R>,
    limits: ArchiveLimits,
    given: u64,
    members: u64,
}

fn told(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::Interrupted || error.get_ref().is_some_and(|inner| inner.is::<ArchiveError>()) {
        return error;
    }
    let what = match error.kind() {
        io::ErrorKind::UnexpectedEof => "it is cut short",
        _ => "it does not unpack, or something follows its end",
    };
    ArchiveError::damaged(what).into()
}

impl<R: Read> Gunzip<R> {
    /// Goes on to bytes or to the end; whoever asked again after an interruption goes on where it was.
    fn step(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.state, State::Failed) {
                State::Over => {
                    self.state = State::Over;
                    return Ok(0);
                }
                State::Failed => return Err(ArchiveError::damaged("it has been found damaged before").into()),
                State::Between(mut source) => match source.fill_buf().map(<[u8]>::is_empty) {
                    Ok(true) if self.members == 0 => return Err(ArchiveError::damaged("it is empty").into()),
                    Ok(true) => self.state = State::Over,
                    Ok(false) => {
                        self.members += 1;
                        self.state = State::Member(Box::new(GzDecoder::new(source)));
                    }
                    Err(error) => {
                        if error.kind() == io::ErrorKind::Interrupted {
                            self.state = State::Between(source);
                        }
                        return Err(error);
                    }
                },
                State::Member(mut decoder) => match decoder.read(buffer) {
                    Ok(0) => self.state = State::Between(decoder.into_inner()),
                    Ok(read) => {
                        self.given += read as u64;
                        if let Some((limit, most)) = self.limits.broken(decoder.get_ref().get_ref().bytes, self.given) {
                            return Err(ArchiveError::TooLarge { limit, most }.into());
                        }
                        self.state = State::Member(decoder);
                        return Ok(read);
                    }
                    Err(error) => {
                        if error.kind() == io::ErrorKind::Interrupted {
                            self.state = State::Member(decoder);
                        }
                        return Err(error);
                    }
                },
            }
        }
    }
}

impl<R: Read> Read for Gunzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        self.step(buffer).map_err(told)
    }
}
