//! Six records that must be rejected (hồ sơ bị loại), each for one reason; no total needs them.

/// In the district dialect: an unknown status, a day that does not exist, a blank dossier code.
pub(crate) const DISTRICT_FAULTS: [&str; 3] = [
    "9001;Phòng Chuyên môn mẫu 1;Thủ tục mẫu 2;1.013220;Hộ tịch;Mức độ 4;H94.17.01-220110-9001;Chờ thẩm tra;;Công dân 900001;0900900001;10/01/2022 07:10;10/01/2022 08:00;24/01/2022 17:00;;;Trực tiếp;Trực tiếp;Chưa số hóa;Chưa số hóa;0;;\r\n",
    "9002;Phòng Chuyên môn mẫu 2;Thủ tục mẫu 2;1.013220;Hộ tịch;Mức độ 4;H94.17.02-220228-9002;Đang xử lý;;Công dân 900002;0900900002;28/02/2022 07:10;31/02/2022 08:00;14/03/2022 17:00;;;Trực tiếp;Trực tiếp;Chưa số hóa;Chưa số hóa;0;;\r\n",
    "9003;Phòng Chuyên môn mẫu 3;Thủ tục mẫu 2;1.013220;Hộ tịch;Mức độ 4;;Đang xử lý;;Công dân 900003;0900900003;01/03/2022 07:10;01/03/2022 08:00;15/03/2022 17:00;;;Trực tiếp;Trực tiếp;Chưa số hóa;Chưa số hóa;0;;\r\n",
];

/// In the commune dialect: a cell too few, a cell too many, finished before received.
pub(crate) const COMMUNE_FAULTS: [&str; 3] = [
    "H94.17.21-220112-9004,2.004765,Thủ tục mẫu 154,Hộ tịch,Thị trấn Mẫu 1,Công dân 900004,,,20220112071000,20220112080000,20220114170000,20220113140000,20220113153000,1,1,10,4,0,0,0,0\n",
    "H94.17.22-220113-9005,2.004765,Thủ tục mẫu 154,Hộ tịch,Xã Mẫu 1,Công dân 900005,,,20220113071000,20220113080000,20220117170000,20220114140000,20220114153000,1,1,10,4,0,0,0,0,5,0\n",
    "H94.17.23-220214-9006,2.004765,Thủ tục mẫu 154,Hộ tịch,Xã Mẫu 2,Công dân 900006,,,20220214071000,20220214080000,20220216170000,20220211140000,20220215153000,1,1,10,4,0,0,0,0,\n",
];
