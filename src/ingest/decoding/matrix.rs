//! Every encoding against every sample: recognised or refused, never taken for another one.

use crate::ingest::decoding::model::{HEADER, ROWS, encode, folded, known, vni_with_small_marks};
use crate::ingest::decoding::{Confidence, Encoding, Evidence, Guess, Syllables, decode_all, detect};

const ASCII_HEADERS: &str = "MaHoSo;DonViXuLy;TrangThaiHoSo;NgayTiepNhan\n\
H56.14-240823-0001;UBND phường Việt Trì;Đã trả kết quả;23/08/2024\n\
H56.14-240823-0002;UBND xã Lâm Thao;Đang xử lý;24/08/2024\n";

const TABBED: &str = "STT\tMã hồ sơ\tTrạng thái\tNgày hẹn trả\r\n1\tH56.14-240823-0001\tĐã trả kết quả\t26/08/2024\r\n";

const CAPITALS: &str =
    "STT;MÃ HỒ SƠ;ĐƠN VỊ TIẾP NHẬN;TRẠNG THÁI\r\n1;H56.14-240823-0001;UBND XÃ LÂM THAO;ĐÃ TRẢ KẾT QUẢ\r\n";

fn samples() -> Vec<String> {
    let mut long = HEADER.to_owned();
    while long.len() < 100_000 {
        long.push_str(ROWS);
    }
    vec![
        format!("{HEADER}{ROWS}"),
        ASCII_HEADERS.to_owned(),
        TABBED.to_owned(),
        CAPITALS.to_owned(),
        HEADER.to_owned(),
        long,
    ]
}

/// The right encoding, or refused: for a caller, doubt is a refusal.
fn taken(head: &[u8], is_whole: bool, words: &Syllables) -> Option<Guess> {
    detect(head, is_whole, words).ok().filter(|guess| guess.confidence > Confidence::Doubtful)
}

#[test]
fn every_sample_is_recognised_in_every_encoding() {
    let words = known();
    for sample in samples() {
        for encoding in Encoding::ALL {
            let bytes = encode(&sample, encoding);
            let guess = detect(&bytes, true, &words);
            let certain = encoding == Encoding::Utf8;
            let expected = if certain { Confidence::Certain } else { Confidence::Likely };
            assert!(
                guess
                    .as_ref()
                    .is_ok_and(|guess| (guess.encoding, guess.confidence, guess.mark) == (encoding, expected, 0)),
                "{encoding} {guess:?} {sample:.60}"
            );
            assert_eq!(folded(&decode_all(&bytes, encoding), encoding), folded(&sample, encoding));
        }
        let guess = taken(&vni_with_small_marks(&sample), true, &words);
        assert_eq!(guess.map(|guess| guess.encoding), Some(Encoding::Vni), "{sample:.60}");
    }
}

#[test]
fn wherever_a_head_is_cut_it_is_recognised_or_refused() {
    let words = known();
    for sample in samples().iter().filter(|sample| sample.len() < 2000) {
        for encoding in Encoding::ALL {
            let bytes = encode(sample, encoding);
            // Every place of the first lines, then one in seven, which meets every place within a letter.
            for end in (0..=bytes.len()).filter(|end| *end < 250 || end % 7 == 0) {
                let head = &bytes[..end];
                let Some(guess) = taken(head, false, &words) else { continue };
                let nothing_to_tell = guess.evidence == Evidence::AsciiOnly && encoding != Encoding::Utf8;
                if nothing_to_tell {
                    // Only the beginning of a letter, if anything, lies beyond ASCII: encoded twice it has seven bytes or less.
                    assert!(head.iter().filter(|byte| !byte.is_ascii()).count() <= 7, "{encoding} {head:02X?}");
                } else {
                    assert_eq!(guess.encoding, encoding, "{end} {head:02X?} {guess:?}");
                }
            }
            assert!(taken(&bytes, false, &words).is_some());
        }
    }
}

#[test]
fn wherever_a_file_begins_it_is_recognised_or_refused() {
    let words = known();
    let sample: Vec<char> = format!("{HEADER}{ROWS}").chars().collect();
    for encoding in Encoding::ALL {
        for length in [1, 3, 8, 20, 60] {
            for window in sample.windows(length) {
                let text: String = window.iter().collect();
                let bytes = encode(&text, encoding);
                let Some(guess) = taken(&bytes, true, &words) else { continue };
                let nothing_to_tell = guess.evidence == Evidence::AsciiOnly && text.is_ascii();
                assert!(nothing_to_tell || guess.encoding == encoding, "{encoding} {text:?} {guess:?}");
            }
        }
    }
}
