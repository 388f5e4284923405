//! Files in encodings nobody asked for: they must be refused, not read as one of ours.

use crate::ingest::decoding::model::known;
use crate::ingest::decoding::{Confidence, Guess, detect};

/// The sample header and rows in VISCII, by `iconv -f UTF-8 -t VISCII` of glibc.
const VISCII: &[u8] =
    b"STT;\xD0\xBDn v\xB8 ti\xAAp nh\xA7n;T\xEAn th\xFC t\xF8c h\xE0nh ch\xEDnh;M\xE3 h\xB0 s\xBD;Tr\xD5ng th\xE1i;\
\xD0\xB8a ch\xEF;Ng\xDF\xB6i n\xB5p;Ch\xFC h\xB0 s\xBD;Ng\xE0y n\xB5p h\xB0 s\xBD;Ng\xE0y nh\xA7n;Ng\xE0y h\
\xA9n tr\xE4;Ng\xE0y k\xAAt th\xFAc x\xD8 l\xFD\r\n1;UBND ph\xDF\xB6ng Vi\xAEt Tr\xEC;\xD0\xE5ng k\xFD khai si\
nh;H56.14-240823-0001;\xD0\xE3 tr\xE4 k\xAAt qu\xE4;Khu 3;C\xF4ng d\xE2n 000123;C\xF4ng d\xE2n 000123;23/08/20\
24;23/08/2024;26/08/2024;25/08/2024\r\n2;UBND x\xE3 L\xE2m Thao - T\xEFnh Ph\xFA Th\xF7;Ch\xD1ng th\xF1c b\xE4\
n sao;H56.14-240823-0002;\xD0ang x\xD8 l\xFD;Khu 7;C\xF4ng d\xE2n 000124;C\xF4ng d\xE2n 000124;23/08/2024;23/0\
8/2024;26/08/2024;\r\n";

const FRENCH: &str =
    "N° de dossier;Unité;État;Reçu à;Échéance\r\n1;Mairie de Sète;Traité à l’été;là où ça gêne;très tôt\r\n";
const GERMAN: &str = "Aktenzeichen;Behörde;Zustand;Fällig\r\n1;Gemeinde Büdingen;überprüft;nächste Woche;Straße\r\n";
const RUSSIAN: &str = "Номер дела;Орган;Состояние;Срок\r\n1;Администрация города;выдано;завтра\r\n";
const CHINESE: &str = "案号;单位;状态;收到日期\r\n1;人民政府办公室;已办结;二〇二四年\r\n";

/// For a caller, doubt is a refusal.
fn is_refused(head: &[u8]) -> bool {
    !matches!(detect(head, true, &known()), Ok(Guess { confidence: Confidence::Likely | Confidence::Certain, .. }))
}

#[test]
fn viscii_is_refused_however_long() {
    for times in [1, 10, 100] {
        let bytes = VISCII.repeat(times);
        assert!(is_refused(&bytes), "{:?}", detect(&bytes, true, &known()));
    }
}

#[test]
fn other_languages_in_other_encodings_are_refused_however_long() {
    for (encoding, text) in [
        (encoding_rs::WINDOWS_1252, FRENCH),
        (encoding_rs::MACINTOSH, FRENCH),
        (encoding_rs::WINDOWS_1252, GERMAN),
        (encoding_rs::WINDOWS_1251, RUSSIAN),
        (encoding_rs::KOI8_R, RUSSIAN),
        (encoding_rs::GBK, CHINESE),
    ] {
        let (bytes, _, _) = encoding.encode(text);
        for times in [1, 100] {
            let bytes = bytes.repeat(times);
            assert!(is_refused(&bytes), "{} {:?}", encoding.name(), detect(&bytes, true, &known()));
        }
    }
}

#[test]
fn a_text_with_chance_hits_is_refused() {
    // Each of these could be a Vietnamese syllable, but few of them are known ones.
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode("Il est là; déjà; où; près; à côté; très\r\n");
    assert!(is_refused(&bytes.repeat(500)));
}
