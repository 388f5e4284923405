//! Any bytes at all: no panic, and every record is accounted for.

use cchc::run::Request;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::check;
use super::program::report;

const CASES: u32 = 2000;

const PIECES: [&[u8]; 26] = [
    b"a",
    b"\"",
    b"\"\"",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r\n",
    b"\r",
    b" ",
    b"\xc2\xa0",
    b"\xff",
    b"\xc3",
    b"\0",
    b"01/08/2022",
    b"20220801070000",
    b"4",
    b"2",
    b"15.000",
    "Xã Mẫu".as_bytes(),
    b"\xef\xbb\xbf",
    b"H91-1",
    b"H91-2;4;01/08/2022;A;\n",
    b"H91-3;4;01/08/2022;A;x\n",
    b"H91-4;\"4\";01/08/2022;A;\"b\nc\"\n",
    b"H91-4,4,01/08/2022,A,x\r\n",
];

const HEADERS: [&str; 3] = [
    "Mã hồ sơ;Trạng thái;Ngày nhận;Đơn vị tiếp nhận;Số hóa hồ sơ\n",
    "MaHoSo,TrangThaiHoSo,NgayTiepNhan,DonViXuLy,Phi\r\n",
    "Mã hồ sơ\tTrạng thái\tNgày nhận\tĐơn vị\tLệ phí\r",
];

#[test]
fn every_record_of_any_bytes_is_accounted_for() {
    let pieces = prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..60);
    let header = prop_oneof![1 => Just(""), 6 => prop::sample::select(HEADERS.to_vec())];
    check(CASES, &(header, pieces), |(header, pieces)| accounted_for(header, &pieces.concat()));
}

fn accounted_for(header: &str, body: &[u8]) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("any.csv");
    std::fs::write(&path, [header.as_bytes(), body].concat()).unwrap();
    let period = Some("2022-08".to_owned());
    let Ok(report) = report(Request { paths: vec![path], period, ..Request::default() }) else {
        // Without a header there may be nothing to read; bytes 0 are no text, nor are letters of no encoding; and rows that
        // all have another number of fields than the header may not be brought together with it.
        let is_odd = body.iter().any(|byte| matches!(byte, 0 | 0xff | 0xc3 | b',' | b';' | b'\t'));
        prop_assert!(header.is_empty() || is_odd);
        return Ok(());
    };
    let account = report.inputs[0].account.as_ref().unwrap();
    prop_assert_eq!(account.records, account.accepted + account.rejected + account.superseded);
    prop_assert_eq!(account.rejected, account.rejected_by_reason.iter().map(|(_, count)| count).sum::<u64>());
    prop_assert_eq!(account.rejected, report.rejected.len() as u64);
    if header.is_empty() {
        return Ok(());
    }
    // A CR and the LF after it are one end of a line.
    let (header, body) =
        if header.ends_with('\r') && body.first() == Some(&b'\n') { ("\r\n", &body[1..]) } else { (header, body) };
    // Every physical line is in a record or is blank; without quotes each is one.
    let end = if header.ends_with('\n') { b'\n' } else { b'\r' };
    let ends = body.iter().filter(|byte| **byte == end).count() as u64;
    let lines = ends + u64::from(body.last().is_some_and(|last| *last != end));
    let aside: u64 = account.set_aside.iter().filter(|(kind, _)| *kind != "header").map(|(_, count)| count).sum();
    let found = account.records + account.blank + aside;
    // A CR that stands alone may end a record too, where line ends are mixed.
    let other = if end == b'\n' { b'\r' } else { b'\n' };
    let others = body.iter().filter(|byte| **byte == other).count() as u64;
    prop_assert!(found <= lines + others, "{} of {} lines", found, lines);
    if !body.contains(&b'"') && others == 0 {
        prop_assert_eq!(found, lines);
    }
    let has_value = body.iter().any(|byte| byte.is_ascii_alphanumeric());
    prop_assert!(account.records + aside > 0 || !has_value, "nothing found");
    Ok(())
}
