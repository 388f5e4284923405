//! The export of a commune's one-stop system: interface names, coded values, year first, commas.

use super::days::Day;
use super::district_dialect::Clock;
use super::dossier::{Channel, Dossier, ServiceLevel};
use super::random::Random;
use super::registry::{Procedure, Unit};
use super::separated::{end_line, push_cell};

/// Header line.
pub(crate) const HEADER: &str = "MaHoSo,MaTTHC,TenTTHC,TenLinhVuc,DonViXuLy,HoTen,CCCD,DiaChi,NgayNopHoSo,NgayTiepNhan,NgayHenTra,NgayKetThucXuLy,NgayTra,KenhThucHien,HinhThucTra,TrangThaiHoSoId,MucDo,HoSoCoThanhPhanSoHoa,DaSoHoaKetQua,DuocThanhToanTrucTuyen,Phi,DanhGia\n";

/// Appends the row of one dossier, as seen on the day of the export.
pub(crate) fn push_row(line: &mut String, unit: &Unit, procedure: &Procedure, dossier: &Dossier) {
    // The same dossier is spelled the same way in every export.
    let mut random = Random::from_text(&dossier.code);
    let random = &mut random;
    let aliases: Vec<&str> =
        std::iter::once(unit.name.as_str()).chain(unit.aliases.iter().map(String::as_str)).collect();
    let mut cell = |text: &str| push_cell(line, text, ',');
    cell(&dossier.code);
    cell(&procedure.code);
    cell(&procedure.name);
    cell(procedure.field);
    cell(random.spelling(&aliases));
    cell(&citizen(random, dossier.person));
    let identity = if random.chance(100) { format!("{:012}", dossier.person) } else { String::new() };
    cell(&identity);
    cell(&address(random, dossier.person));
    let clock = Clock::of(random);
    cell(&dossier.submitted.compact(clock.submitted));
    cell(&day(dossier.received, clock.received));
    cell(&day(dossier.due, 17 * 60));
    cell(&day(dossier.finished, clock.finished));
    cell(&day(dossier.returned, clock.returned));
    cell(receipt_code(random, dossier.receipt));
    cell(return_code(dossier.giving_back));
    cell(&dossier.status.to_string());
    cell(service_code(dossier));
    cell(digitisation_code(random, dossier.digitised));
    cell(digitisation_code(random, dossier.result_digitised));
    cell(payment_code(random, dossier));
    cell(&fee_text(random, dossier.fee));
    let rating = if dossier.satisfaction == 0 { String::new() } else { dossier.satisfaction.to_string() };
    cell(&rating);
    end_line(line, "\n");
}

fn day(day: Option<Day>, minute: u64) -> String {
    day.map_or_else(String::new, |day| day.compact(minute))
}

fn citizen(random: &mut Random, person: u64) -> String {
    match random.below(200) {
        0 => format!("Công dân {person:06}\n(nộp thay)"),
        1 => format!("Công dân {person:06}, \"mẫu\""),
        _ => format!("Công dân {person:06}"),
    }
}

fn address(random: &mut Random, person: u64) -> String {
    match random.below(100) {
        0..=88 => String::new(),
        89 => format!("Địa chỉ mẫu {person}, tổ 2"),
        90 => format!("Địa chỉ mẫu {person}\nấp \"Mẫu\""),
        _ => format!("Địa chỉ mẫu {person}"),
    }
}

fn receipt_code(random: &mut Random, channel: Channel) -> &'static str {
    match channel {
        Channel::Direct => random.spelling(&["1", ""]),
        Channel::Online => "2",
        Channel::Post => "3",
    }
}

/// This system counts the ways back in an order of its own.
fn return_code(channel: Channel) -> &'static str {
    match channel {
        Channel::Direct => "1",
        Channel::Post => "2",
        Channel::Online => "3",
    }
}

fn service_code(dossier: &Dossier) -> &'static str {
    match dossier.service {
        _ if dossier.service_blank => "",
        ServiceLevel::Full => "4",
        ServiceLevel::Partial => "3",
        ServiceLevel::Information => "2",
    }
}

fn digitisation_code(random: &mut Random, mark: u8) -> &'static str {
    match mark {
        0 => random.spelling(&["0", ""]),
        1 => "1",
        2 => "2",
        _ => "3",
    }
}

fn payment_code(random: &mut Random, dossier: &Dossier) -> &'static str {
    match dossier.payment {
        0 if dossier.fee == 0 => random.spelling(&["", "0"]),
        0 => random.spelling(&["0", "3"]),
        1 => "1",
        _ => "2",
    }
}

fn fee_text(random: &mut Random, fee: u32) -> String {
    if fee > 0 { fee.to_string() } else { random.spelling(&["", "0"]).to_owned() }
}
