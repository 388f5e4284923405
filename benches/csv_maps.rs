//! The twelve counts of `versus.py` with the csv crate and a map: what a short program of one's own does.
//!
//! `csv_maps FILE` prints them by unit as JSON. No account of records, no duplicates, one spelling of each word.

use std::collections::BTreeMap;
use std::error::Error;
use std::process::ExitCode;

const FROM: &[u8] = b"20220101";
const TO: &[u8] = b"20221231";

fn main() -> ExitCode {
    let counted = std::env::args().nth(1).ok_or_else(|| "usage: csv_maps FILE".into()).and_then(|file| count(&file));
    match counted {
        Ok(counts) => {
            #[allow(clippy::print_stdout, reason = "a program of its own")]
            {
                println!("{counts}");
            }
            ExitCode::SUCCESS
        }
        Err(problem) => report(problem.as_ref()),
    }
}

#[allow(clippy::print_stderr, reason = "a program of its own, with nowhere else to say it")]
fn report(problem: &dyn Error) -> ExitCode {
    eprintln!("{problem}");
    ExitCode::FAILURE
}

fn count(file: &str) -> Result<String, Box<dyn Error>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_path(file)?;
    let header = reader.byte_headers()?.clone();
    let place = |name: &str| {
        let found = header.iter().position(|header| header == name.as_bytes());
        found.ok_or_else(|| format!("no column {name}"))
    };
    let (unit, status) = (place("Đơn vị tiếp nhận")?, place("Trạng thái")?);
    let (received, due) = (place("Ngày nhận")?, place("Ngày hẹn trả")?);
    let (finished, returned) = (place("Ngày kết thúc xử lý")?, place("Ngày trả kết quả")?);
    let channel = place("Hình thức tiếp nhận")?;
    let mut counts: BTreeMap<Vec<u8>, [u64; 12]> = BTreeMap::new();
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record)? {
        let cell = |place: usize| record.get(place).unwrap_or_default();
        let status = cell(status);
        if status == "Mới đăng ký".as_bytes() || status == "Không được tiếp nhận".as_bytes() {
            continue;
        }
        let [received, due, finished, returned] = [received, due, finished, returned].map(|place| day(cell(place)));
        let Some(received) = received else { continue };
        let settled = finished.or(returned);
        let waiting = status == "Yêu cầu bổ sung giấy tờ".as_bytes() || status == "Dừng xử lý".as_bytes();
        let is_handled = &received[..] <= TO && settled.is_none_or(|day| &day[..] >= FROM);
        let is_received = &received[..] >= FROM && &received[..] <= TO;
        let is_online = cell(channel) == "Trực tuyến".as_bytes();
        let is_carried_over = &received[..] < FROM && settled.is_none_or(|day| &day[..] >= FROM);
        let is_settled = settled.is_some_and(|day| &day[..] >= FROM && &day[..] <= TO);
        let is_open = &received[..] <= TO && settled.is_none_or(|day| &day[..] > TO);
        let in_time = due.is_none_or(|due| &due[..] >= TO) || waiting;
        let found = [
            is_handled,
            is_received,
            is_received && is_online,
            is_received && !is_online,
            is_carried_over,
            is_settled,
            is_settled && due.is_some() && settled < due,
            is_settled && (due.is_none() || settled == due),
            is_settled && due.is_some() && settled > due,
            is_open,
            is_open && in_time,
            is_open && !in_time,
        ];
        let unit = cell(unit);
        if !counts.contains_key(unit) {
            counts.insert(unit.to_vec(), [0; 12]);
        }
        for (count, found) in counts.get_mut(unit).into_iter().flatten().zip(found) {
            *count += u64::from(found);
        }
    }
    let named = counts.into_iter().map(|(unit, counts)| (String::from_utf8_lossy(&unit).into_owned(), counts));
    Ok(serde_json::to_string(&named.collect::<BTreeMap<_, _>>())?)
}

/// `dd/MM/yyyy HH:mm` as `yyyyMMdd`.
fn day(cell: &[u8]) -> Option<[u8; 8]> {
    let [d1, d2, _, m1, m2, _, y1, y2, y3, y4, ..] = *cell else { return None };
    Some([y1, y2, y3, y4, m1, m2, d1, d2])
}
