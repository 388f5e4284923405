//! How the two systems spell things.

/// Columns of a file, with the header of the district's and of the commune's system.
pub(super) const HEADERS: [(&str, &str, &str); 22] = [
    ("code", "Mã hồ sơ", "MaHoSo"),
    ("unit", "Đơn vị tiếp nhận", "DonViXuLy"),
    ("status", "Trạng thái", "TrangThaiHoSoId"),
    ("received", "Ngày nhận", "NgayTiepNhan"),
    ("serial", "STT", "Stt"),
    ("procedure", "Tên thủ tục hành chính", "TenTTHC"),
    ("procedure_code", "Mã TTHC", "MaTTHC"),
    ("field", "Lĩnh vực", "TenLinhVuc"),
    ("person", "Người nộp", "HoTen"),
    ("submitted", "Ngày nộp hồ sơ", "NgayNopHoSo"),
    // From here on a file may lack them: bit 0 and so on of the plan.
    ("due", "Ngày hẹn trả", "NgayHenTra"),
    ("finished", "Ngày kết thúc xử lý", "NgayKetThucXuLy"),
    ("returned", "Ngày trả kết quả", "NgayTra"),
    ("receipt_channel", "Hình thức tiếp nhận", "KenhThucHien"),
    ("return_channel", "Hình thức trả", "HinhThucTra"),
    ("service_level", "Mức độ", "MucDo"),
    ("dossier_digitised", "Số hóa hồ sơ", "HoSoCoThanhPhanSoHoa"),
    ("result_digitised", "Số hóa kết quả", "DaSoHoaKetQua"),
    ("fee", "Phí", "Phi"),
    ("payment", "Thanh toán trực tuyến", "DuocThanhToanTrucTuyen"),
    ("satisfaction", "Mức độ hài lòng", "DanhGia"),
    // The commune's system has one column for money, the district's two, which are added.
    ("second_fee", "Lệ phí", ""),
];

/// The first column that a file may lack.
pub(super) const FIRST_OPTIONAL: usize = 10;

/// Texts in the unit column: spellings of the registry's units, and others.
pub(super) const UNITS: [&str; 20] = [
    "Xã Mẫu 1",
    "Phòng Tư pháp mẫu",
    "UBND xã Mẫu 1",
    "XÃ  MẪU 1",
    "ubnd xã mẫu 1 - Tỉnh Mẫu",
    "Xa\u{303} Mâ\u{303}u 1",
    "Huyện Mẫu",
    "H.Mẫu",
    "30169",
    "Phường Hòa Mẫu",
    "Phường Hoà Mẫu",
    "P. Hòa Mẫu",
    "Xã Trùng",
    "Xã Lạ",
    "UBND Xã Lạ",
    "Chi cục Mẫu",
    "Sở Mẫu",
    "",
    "Thị trấn Mẫu",
    "một cửa UBND thị trấn Mẫu",
];

/// The spellings of a coded column in each system; blanks and variants of case, blanks and tone among them.
pub(super) fn spellings(column: &str, is_commune: bool) -> &'static [&'static str] {
    match (column, is_commune) {
        ("status", false) => &[
            "Đang xử lý",
            "Đã trả kết quả",
            "Đã xử lý xong",
            "Mới đăng ký",
            "Được tiếp nhận",
            "Không được tiếp nhận",
            "Yêu cầu bổ sung giấy tờ",
            "Yêu cầu thực hiện nghĩa vụ tài chính",
            "Công dân yêu cầu rút hồ sơ",
            "Công dân rút hồ sơ",
            "Dừng xử lý",
            "Đã xong",
            "",
            " đang  XỬ LÝ ",
            "9",
        ],
        ("status", true) => &["4", "1", "2", "3", "5", "6", "7", "8", "9", "10", "", "Đang xử lý"],
        ("receipt_channel", false) => {
            &["Trực tiếp", "Trực tuyến", "Trực tuyến (DVC)", "Bưu chính công ích", "BCCI", "", "TRỰC TUYẾN", "Qua mạng"]
        }
        ("receipt_channel", true) => &["1", "2", "3", "", "2", "BCCI"],
        ("return_channel", false) => &["Trực tiếp", "Bưu chính công ích", "", "Trực tuyến", "bcci", "Qua mạng"],
        ("return_channel", true) => &["1", "2", "3", ""],
        ("service_level", false) => &["Mức độ 4", "Mức độ 3", "Mức độ 2", "", "Toàn trình", "Một phần"],
        ("service_level", true) => &["4", "3", "2", "1", ""],
        ("dossier_digitised" | "result_digitised", false) => {
            &["Chưa số hóa", "Đã số hóa", "Đã số hoá", "Có", "Không", "", "x", "2", "đã SỐ HÓA"]
        }
        ("dossier_digitised" | "result_digitised", true) => &["0", "1", "2", "3", ""],
        ("fee" | "second_fee", false) => &["0", "15.000", "", "20.000 đ", "1.250.000", "5000"],
        ("fee" | "second_fee", true) => &["0", "15000", "", "80000"],
        ("payment", false) => &["Không", "Có", "", "x", "3"],
        ("payment", true) => &["0", "1", "2", "3", ""],
        ("satisfaction", false) => {
            &["Hài lòng", "Rất hài lòng", "Bình thường", "Không hài lòng", "Chưa đánh giá", "", "5"]
        }
        ("satisfaction", true) => &["5", "4", "3", "2", "1", "0", ""],
        ("procedure_code", _) => &["1.004441", "2.000815", "1.013220", ""],
        _ => &[""],
    }
}

/// Texts of a free column: some need quotes, one has a stray quote and none.
pub(super) const TEXTS: [&str; 8] = [
    "Thủ tục mẫu",
    "Thủ tục 5\" mẫu",
    "Cấp đổi; cấp lại, trích lục",
    "Thủ tục \"liên thông\" mẫu",
    "\"Liên thông\" hai thủ tục",
    "Dòng một\nDòng hai; ba",
    "",
    "\u{a0}Thủ tục mẫu ",
];

/// Days that are none, or not in a form of the system.
pub(super) const NO_DAYS: [&str; 10] = [
    "31/02/2022 08:00",
    "20220231080000",
    "00/01/2022",
    "1/8/2022",
    "19/08/22",
    "chưa rõ",
    "19/08/1889 00:00",
    "19/08/2022 24:00",
    "20221301080000",
    "2022-08-19 08:61:00",
];

pub(super) const NO_WORDS: [&str; 4] = ["không rõ", "99", "Trạng", "đã"];

pub(super) const NO_SUMS: [&str; 6] = ["miễn phí", "-5", "15.0.0", "1.5000", "15,5", "12 000"];
