//! The export of a district's one-stop system: Vietnamese headers and words, semicolons, day first.

use super::days::Day;
use super::dossier::{Channel, Dossier, ServiceLevel};
use super::random::Random;
use super::registry::{Procedure, Unit};
use super::separated::{end_line, push_cell, push_number};

/// Byte order mark and header line.
pub(crate) const HEADER: &str = "\u{feff}STT;Đơn vị tiếp nhận;Tên thủ tục hành chính;Mã TTHC;Lĩnh vực;Mức độ;Mã hồ sơ;Trạng thái;Địa chỉ;Người nộp;Số điện thoại;Ngày nộp hồ sơ;Ngày nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Ngày trả kết quả;Hình thức tiếp nhận;Hình thức trả;Số hóa hồ sơ;Số hóa kết quả;Lệ phí;Thanh toán trực tuyến;Mức độ hài lòng\r\n";

/// Appends the row of one dossier, as seen on the day of the export.
pub(crate) fn push_row(line: &mut String, serial: u64, unit: &Unit, procedure: &Procedure, dossier: &Dossier) {
    // The same dossier is spelled the same way in every export.
    push_row_with(&mut Random::from_text(&dossier.code), line, serial, unit, procedure, dossier);
}

/// The same, spelled as the random numbers have it.
pub(crate) fn push_row_with(
    random: &mut Random,
    line: &mut String,
    serial: u64,
    unit: &Unit,
    procedure: &Procedure,
    dossier: &Dossier,
) {
    push_number(line, serial, 1);
    line.push(';');
    let name = random.spelled(1 + unit.aliases.len()).checked_sub(1).and_then(|other| unit.aliases.get(other));
    let mut cell = |text: &str| push_cell(line, text, ';');
    cell(name.unwrap_or(&unit.name));
    cell(&procedure.name);
    cell(&procedure.code);
    cell(procedure.field);
    cell(service_word(random, dossier));
    cell(&dossier.code);
    cell(status_word(random, dossier.status));
    push_person(random, line, dossier.person);
    let clock = Clock::of(random);
    let days = [
        (Some(dossier.submitted), clock.submitted),
        (dossier.received, clock.received),
        (dossier.due, 17 * 60),
        (dossier.finished, clock.finished),
        (dossier.returned, clock.returned),
    ];
    for (day, minute) in days {
        if let Some(day) = day {
            day.push_day_first(line, minute);
        }
        line.push(';');
    }
    let mut cell = |text: &str| push_cell(line, text, ';');
    cell(receipt_word(random, dossier.receipt));
    cell(return_word(random, dossier.giving_back));
    cell(digitisation_word(random, dossier.digitised));
    cell(digitisation_word(random, dossier.result_digitised));
    push_fee(random, line, dossier.fee);
    let mut cell = |text: &str| push_cell(line, text, ';');
    cell(payment_word(random, dossier));
    cell(satisfaction_word(random, dossier.satisfaction));
    end_line(line, "\r\n");
}

/// Minutes of the day at which a dossier moves; they never run backwards within one day.
pub(crate) struct Clock {
    pub(crate) submitted: u64,
    pub(crate) received: u64,
    pub(crate) finished: u64,
    pub(crate) returned: u64,
}

impl Clock {
    /// The minutes of one dossier.
    pub(crate) fn of(random: &mut Random) -> Self {
        Self {
            submitted: random.between(360, 449),
            received: random.between(450, 689),
            finished: random.between(810, 929),
            returned: random.between(930, 1019),
        }
    }
}

/// Appends address, name and telephone number of an invented citizen.
fn push_person(random: &mut Random, line: &mut String, person: u64) {
    let drawn = random.below(100);
    match if random.is_tidy() { 99 } else { drawn } {
        0..=69 => line.push(';'),
        70 => push_cell(line, &format!("Địa chỉ mẫu {person}; tổ 2"), ';'),
        71 => push_cell(line, &format!("Địa chỉ mẫu {person}\nấp \"Mẫu\""), ';'),
        _ => {
            line.push_str("Địa chỉ mẫu ");
            push_number(line, person, 1);
            line.push(';');
        }
    }
    match if random.is_tidy() { 2 } else { random.below(200) } {
        0 => push_cell(line, &format!("Công dân {person:06}\n(nộp thay)"), ';'),
        1 => push_cell(line, &format!("Công dân {person:06} \"mẫu\""), ';'),
        _ => {
            line.push_str("Công dân ");
            push_number(line, person, 6);
            line.push(';');
        }
    }
    if random.chance(500) {
        line.push_str("09");
        push_number(line, person, 8);
    }
    line.push(';');
}

fn service_word(random: &mut Random, dossier: &Dossier) -> &'static str {
    if dossier.service_blank {
        return "";
    }
    let named = dossier.submitted >= Day::of(2023, 1, 1);
    let words: &[&'static str] = match (dossier.service, named) {
        (ServiceLevel::Full, false) => &["Mức độ 4", "Mức 4", "4", "MỨC ĐỘ 4"],
        (ServiceLevel::Full, true) => &["Toàn trình", "DVC toàn trình", "toàn trình"],
        (ServiceLevel::Partial, false) => &["Mức độ 3", "Mức 3", "3", "mức độ 3"],
        (ServiceLevel::Partial, true) => &["Một phần", "DVC một phần", "một phần"],
        (ServiceLevel::Information, false) => &["Mức độ 2", "Mức 2", "2", "Mức độ 1"],
        (ServiceLevel::Information, true) => &["Cung cấp thông tin"],
    };
    random.spelling(words)
}

fn status_word(random: &mut Random, status: u8) -> &'static str {
    let words: &[&'static str] = match status {
        1 => &["Mới đăng ký"],
        2 => &["Được tiếp nhận", "Đã tiếp nhận", "Mới tiếp nhận"],
        3 => &["Không được tiếp nhận", "Không tiếp nhận", "Từ chối tiếp nhận"],
        4 => &["Đang xử lý", "Đang giải quyết", "ĐANG XỬ LÝ"],
        5 => &["Yêu cầu bổ sung giấy tờ", "Yêu cầu bổ sung", "Chờ bổ sung"],
        6 => &["Yêu cầu thực hiện nghĩa vụ tài chính"],
        7 => &["Công dân rút hồ sơ", "Công dân yêu cầu rút hồ sơ", "Rút hồ sơ", "Đã rút"],
        8 => &["Dừng xử lý"],
        9 => &["Đã xử lý xong", "Đã xong", "Đã giải quyết", "Đã có kết quả"],
        _ => &["Đã trả kết quả", "Đã trả", "đã trả kết quả"],
    };
    random.spelling(words)
}

fn receipt_word(random: &mut Random, channel: Channel) -> &'static str {
    let words: &[&'static str] = match channel {
        Channel::Direct => &["Trực tiếp", "", "Nộp trực tiếp", "Tại bộ phận một cửa"],
        Channel::Online => &["Trực tuyến", "Trực tuyến (DVC)", "Nộp trực tuyến", "Qua mạng"],
        Channel::Post => &["Bưu chính công ích", "BCCI", "Qua bưu chính", "Qua BCCI"],
    };
    random.spelling(words)
}

fn return_word(random: &mut Random, channel: Channel) -> &'static str {
    let words: &[&'static str] = match channel {
        Channel::Direct => &["Trực tiếp", "Tại bộ phận một cửa", "Nhận trực tiếp"],
        Channel::Online => &["Trực tuyến", "Qua mạng"],
        Channel::Post => &["BCCI", "Bưu chính công ích", "Qua bưu chính", "Qua BCCI"],
    };
    random.spelling(words)
}

fn digitisation_word(random: &mut Random, mark: u8) -> &'static str {
    let words: &[&'static str] = match mark {
        0 => &["Chưa số hóa", "Không", "", "Chưa số hoá"],
        1 => &["Đã số hóa", "Có", "x", "Đã số hoá"],
        2 => &["2"],
        _ => &["3"],
    };
    random.spelling(words)
}

/// Appends a fee with a point after the thousands.
fn push_fee(random: &mut Random, line: &mut String, fee: u32) {
    if fee >= 1000 {
        push_number(line, u64::from(fee / 1000), 1);
        line.push('.');
        push_number(line, u64::from(fee % 1000), 3);
    } else {
        line.push_str(random.spelling(&["0", ""]));
    }
    line.push(';');
}

fn payment_word(random: &mut Random, dossier: &Dossier) -> &'static str {
    let words: &[&'static str] = match dossier.payment {
        0 if dossier.fee == 0 => &["", "Không"],
        0 => &["Không", "Trực tiếp", "Chưa thanh toán", ""],
        1 => &["Cổng DVC quốc gia", "Có", "Thanh toán trực tuyến"],
        _ => &["2", "x"],
    };
    random.spelling(words)
}

fn satisfaction_word(random: &mut Random, rating: u8) -> &'static str {
    match rating {
        0 => random.spelling(&["", "Chưa đánh giá"]),
        1 => "Rất không hài lòng",
        2 => "Không hài lòng",
        3 => "Bình thường",
        4 => "Hài lòng",
        _ => "Rất hài lòng",
    }
}
