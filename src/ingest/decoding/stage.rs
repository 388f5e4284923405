use encoding_rs::{CoderResult, Decoder, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1258};

use crate::ingest::decoding::Encoding;
use crate::ingest::decoding::letters::Letters;
use crate::ingest::decoding::mojibake::Mojibake;
use crate::ingest::decoding::tcvn3::Tcvn3;
use crate::ingest::decoding::vni::Vni;
use crate::ingest::decoding::windows::decode_1258;

/// Turns bytes into text piece by piece; what lies across two pieces is held in between.
pub(crate) enum Stage {
    /// UTF-8 and UTF-16.
    Unicode(Decoder),
    /// Windows-1258.
    Windows1258(Decoder),
    /// TCVN3.
    Tcvn3(Letters<Tcvn3>),
    /// VNI.
    Vni(Letters<Vni>),
    /// UTF-8 encoded twice.
    Mojibake(Mojibake),
}

impl Stage {
    pub(crate) fn new(encoding: Encoding) -> Self {
        match encoding {
            // Marks are skipped by the caller, who knows their length: one inside the text must not switch the encoding.
            Encoding::Utf8 => Self::Unicode(UTF_8.new_decoder_without_bom_handling()),
            Encoding::Utf16Le => Self::Unicode(UTF_16LE.new_decoder_without_bom_handling()),
            Encoding::Utf16Be => Self::Unicode(UTF_16BE.new_decoder_without_bom_handling()),
            Encoding::Windows1258 => Self::Windows1258(WINDOWS_1258.new_decoder_without_bom_handling()),
            Encoding::Tcvn3 => Self::Tcvn3(Letters::new(Tcvn3)),
            Encoding::Vni => Self::Vni(Letters::new(Vni)),
            Encoding::Mojibake => Self::Mojibake(Mojibake::new()),
        }
    }

    /// Appends the text of `bytes` to `out`. After a piece that was the `last` there is no further one.
    pub(crate) fn feed(&mut self, bytes: &[u8], last: bool, out: &mut String) {
        match self {
            Self::Unicode(decoder) => decode_into(decoder, bytes, last, out),
            Self::Windows1258(decoder) => decode_1258(decoder, bytes, last, out),
            Self::Tcvn3(letters) => letters.feed(bytes, last, out),
            Self::Vni(letters) => letters.feed(bytes, last, out),
            Self::Mojibake(mojibake) => mojibake.feed(bytes, last, out),
        }
    }
}

/// Appends what the decoder makes of `bytes`; faults become U+FFFD.
pub(crate) fn decode_into(decoder: &mut Decoder, bytes: &[u8], last: bool, out: &mut String) {
    let mut rest = bytes;
    loop {
        // Room for the longest outcome, so that one turn does; the sum cannot overflow on any real piece.
        out.reserve(decoder.max_utf8_buffer_length(rest.len()).unwrap_or(rest.len()));
        let (result, read, _) = decoder.decode_to_string(rest, out, last);
        rest = rest.get(read..).unwrap_or_default();
        if matches!(result, CoderResult::InputEmpty) {
            return;
        }
    }
}
