//! A sample for processing times: three invented offices, dossiers around Tết 2022, supplements, and a catalogue with legal times.
//! It rebuilds no published case; README, `cchc.toml` and the registry are written by hand, the export is made here.

use std::fs;
use std::io;
use std::path::Path;

use super::days::{Day, Span};
use super::random::Random;

/// The folder of the sample.
pub(crate) const NAME: &str = "thoi-gian-mau";

const README: &str = include_str!("../../sample-data/thoi-gian-mau/README.md");
const SETTINGS: &str = include_str!("../../sample-data/thoi-gian-mau/cchc.toml");
const OFFICES: &str = include_str!("../../sample-data/thoi-gian-mau/registry/units.csv");
const CATALOGUE: &str = include_str!("../../sample-data/thoi-gian-mau/registry/procedures.csv");

/// Code, name and field of the procedures, and their legal times in the catalogue.
const PROCEDURES: [(&str, &str, &str, u64); 4] = [
    ("1.000001", "Thủ tục mẫu 1", "Chứng thực", 1),
    ("1.000002", "Thủ tục mẫu 2", "Hộ tịch", 3),
    ("1.000003", "Thủ tục mẫu 3", "Đất đai", 15),
    ("1.000040", "Thủ tục mẫu 4", "Xây dựng", 20),
];

const UNITS: [&str; 3] = ["UBND phường Mẫu 1", "UBND xã Mẫu 2", "Phòng Chuyên môn mẫu 1"];

const DOSSIERS: u64 = 240;

const HEADER: &str = "Mã hồ sơ,Đơn vị tiếp nhận,Mã TTHC,Tên TTHC,Lĩnh vực,Trạng thái,Ngày tiếp nhận,Ngày hẹn trả,Ngày có kết quả,\
    Ngày yêu cầu bổ sung,Ngày bổ sung hồ sơ,Số lần yêu cầu bổ sung\n";

/// Writes the sample into `folder`.
pub(crate) fn write(folder: &Path) -> io::Result<()> {
    for below in ["exports", "registry"] {
        fs::create_dir_all(folder.join(below))?;
    }
    fs::write(folder.join("README.md"), README)?;
    fs::write(folder.join("cchc.toml"), SETTINGS)?;
    fs::write(folder.join("registry/units.csv"), OFFICES)?;
    fs::write(folder.join("registry/procedures.csv"), CATALOGUE)?;
    fs::write(folder.join("exports/ho-so-2022-03-31.csv"), export())
}

fn export() -> String {
    let mut random = Random::from_text(NAME);
    let span = Span::of(Day::of(2022, 1, 4), Day::of(2022, 3, 18));
    let last = Day::of(2022, 3, 31);
    let mut text = String::from(HEADER);
    for serial in 1..=DOSSIERS {
        let unit = random.favoured(UNITS.len());
        let (code, name, field, limit) = PROCEDURES[random.favoured(PROCEDURES.len())];
        let received = span.working_day(&mut random);
        // One in ten comes after 15:00; of some only the day is known.
        let minute = if random.chance(100) { random.between(901, 990) } else { random.between(450, 690) };
        let has_time = !random.chance(60);
        let (asked, supplied, requests) = supplement(&mut random, received, limit);
        let begins = supplied.or(asked).unwrap_or(received);
        let finished = begins.working_after(random.between(0, limit + limit / 4 + 1));
        let is_finished = finished <= last;
        // One in six has no due date; the catalogue knows the legal time of most procedures.
        let due = (!random.chance(160)).then(|| begins.working_after(limit));
        let day = |day: Option<Day>| day.map(slashed).unwrap_or_default();
        let cells = [
            format!("H99.01-{}-{serial:04}", received.short()),
            UNITS[unit].to_owned(),
            code.to_owned(),
            name.to_owned(),
            field.to_owned(),
            if is_finished { "Đã trả kết quả" } else { "Đang xử lý" }.to_owned(),
            if has_time { received.day_first(minute) } else { slashed(received) },
            day(due),
            day(Some(finished).filter(|_| is_finished)),
            day(asked),
            day(supplied),
            if requests == 0 { String::new() } else { requests.to_string() },
        ];
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}

/// The day a supplement was asked for, the day it was supplied, and how often it was asked for: one dossier in five.
fn supplement(random: &mut Random, received: Day, limit: u64) -> (Option<Day>, Option<Day>, u64) {
    if !random.chance(200) {
        return (None, None, 0);
    }
    let asked = received.working_after(random.between(0, limit.min(3)));
    // One in eight never comes.
    let supplied = (!random.chance(125)).then(|| asked.working_after(random.between(1, 7)));
    (Some(asked), supplied, if random.chance(250) { 2 } else { 1 })
}

/// `19/08/2022`.
fn slashed(day: Day) -> String {
    let (year, month, day) = day.parts();
    format!("{day:02}/{month:02}/{year:04}")
}
