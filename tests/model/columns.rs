//! The headers of the two systems, and how a file is recognised by them.

use super::key::key;

/// What a column of an export holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    Code,
    Unit,
    Status,
    Received,
    Due,
    Finished,
    Returned,
    ReceiptChannel,
    ReturnChannel,
    ServiceLevel,
    DossierDigitised,
    ResultDigitised,
    Fee,
    Payment,
    Satisfaction,
    ProcedureCode,
    Field,
    /// Read by nobody: serial numbers, names of procedures, the day submitted, personal data.
    Unread,
}

/// The system whose export a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Profile {
    District,
    Commune,
    Common,
}

/// The column a header stands for.
pub(crate) fn column(header: &str) -> Column {
    match key(header).as_str() {
        "mã hồ sơ" | "mahoso" => Column::Code,
        "đơn vị tiếp nhận" | "donvixuly" => Column::Unit,
        "trạng thái" | "trangthaihosoid" => Column::Status,
        "ngày nhận" | "ngaytiepnhan" => Column::Received,
        "ngày hẹn trả" | "ngayhentra" => Column::Due,
        "ngày kết thúc xử lý" | "ngayketthucxuly" => Column::Finished,
        "ngày trả kết quả" | "ngaytra" => Column::Returned,
        "hình thức tiếp nhận" | "kenhthuchien" => Column::ReceiptChannel,
        "hình thức trả" | "hinhthuctra" => Column::ReturnChannel,
        "mức độ" | "mucdo" => Column::ServiceLevel,
        "số hóa hồ sơ" | "hosocothanhphansohoa" => Column::DossierDigitised,
        "số hóa kết quả" | "dasohoaketqua" => Column::ResultDigitised,
        "phí" | "lệ phí" | "phi" => Column::Fee,
        "thanh toán trực tuyến" | "duocthanhtoantructuyen" => Column::Payment,
        "mức độ hài lòng" | "danhgia" => Column::Satisfaction,
        "mã tthc" | "matthc" => Column::ProcedureCode,
        "lĩnh vực" | "tenlinhvuc" => Column::Field,
        _ => Column::Unread,
    }
}

/// The profile all of whose marks are among the headers, else the common one.
pub(crate) fn profile(headers: &[String]) -> Profile {
    let keys: Vec<String> = headers.iter().map(|header| key(header)).collect();
    let all = |marks: &[&str]| marks.iter().all(|mark| keys.iter().any(|key| key == mark));
    if all(&[
        "đơn vị tiếp nhận",
        "mã hồ sơ",
        "trạng thái",
        "ngày nhận",
        "ngày hẹn trả",
        "ngày kết thúc xử lý",
        "hình thức tiếp nhận",
    ]) {
        Profile::District
    } else if all(&[
        "mahoso",
        "donvixuly",
        "trangthaihosoid",
        "ngaytiepnhan",
        "ngayhentra",
        "ngayketthucxuly",
        "kenhthuchien",
    ]) {
        Profile::Commune
    } else {
        Profile::Common
    }
}
