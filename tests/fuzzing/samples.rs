//! Lists, workbooks, pages and documents to begin with.

/// Lists in delimited text, as the systems write them and as people spoil them.
pub(crate) const LISTS: [&str; 12] = [
    "Mã hồ sơ;Trạng thái;Ngày nhận;Đơn vị tiếp nhận;Số hóa hồ sơ\nH91-1;Đã trả kết quả;01/08/2022;Xã Mẫu 1;3\n\
     H91-2;Đang xử lý;02/08/2022 07:05;\"Xã Mẫu 2; A\";x\nH91-1;Đã trả kết quả;31/02/2022;Xã Mẫu 1;\n",
    "\u{feff}STT;Đơn vị tiếp nhận;Tên thủ tục hành chính;Mã TTHC;Lĩnh vực;Mức độ;Mã hồ sơ;Trạng thái;Người nộp;\
     Ngày nộp hồ sơ;Ngày nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Ngày trả kết quả;Hình thức tiếp nhận;Lệ phí;\
     Mức độ hài lòng\r\n1;Phòng Chuyên môn mẫu 1;Thủ tục mẫu 35;3.004514;Tôn giáo;Mức độ 4;000.01.17.H94-201123-0001;\
     Đã trả kết quả;Công dân 000001;23/11/2020 06:40;23/11/2020 09:49;15/01/2021 17:00;12/01/2021 15:25;\
     12/01/2021 16:11;Trực tuyến;105.000;\r\n",
    "MaHoSo,MaTTHC,TenTTHC,TenLinhVuc,DonViXuLy,HoTen,NgayNopHoSo,NgayTiepNhan,NgayHenTra,NgayKetThucXuLy,NgayTra,\
     KenhThucHien,TrangThaiHoSoId,MucDo,Phi\nH91.14.21-220102-0004,2.004837,Thủ tục mẫu 201,Môi trường,Phường Mẫu 1,\
     Công dân 002859,20220102071200,20220102071300,20220110170000,20220109090000,,2,1,4,\"15.000\"\n\
     H91.14.21-220329-0001,3.004913,\"Thủ tục mẫu 239 (cấp đổi, cấp lại; trích lục)\",Bảo trợ xã hội,Phường Mẫu 1,\
     Công dân 002943,20220329062700,2022-03-29T10:14:00Z,20220331170000,,,1,1,4,0\n",
    "Mã hồ sơ\tTrạng thái\tNgày nhận\tĐơn vị\tLệ phí\rH91-1\t4\t01/08/2022\tA\t15.000\rH91-2\t4\t44792\tA\t1,5\r",
    "\"Mã hồ sơ\"|\"Trạng thái\"|\"Ngày nhận\"|\"Đơn vị\"\r\n\"H91-1\"|\"4\"|\"01/08/2022\"|\"A\nB \"\"C\"\"\"\r\n",
    "'Mã hồ sơ','Trạng thái','Ngày nhận','Đơn vị'\n'H91-1','4','01/08/2022','O''Brien'\n'H91-2','4','8/2022','A\n",
    "UBND HUYỆN MẪU;;;\nDANH SÁCH HỒ SƠ\n\nSTT;Mã hồ sơ;Trạng thái;Ngày nhận;Đơn vị\n(1);(2);(3);(4);(5)\n\
     I;Lĩnh vực Hộ tịch;;;\n1;H91-1;Đã trả kết quả;01/08/2022;Xã Mẫu 1\n2;H91-2;Đã trả kết quả;13/08/2022;Xã Mẫu 1\n\
     Tổng cộng;2;;;\nNgười lập biểu;;;Thủ trưởng\n",
    "sep=;\r\nMã hồ sơ;Trạng thái;Ngày nhận;Đơn vị\r\nH91-1;4;19/08/2022;A;\r\nH91-2;4;19/08/2022;\r\n\
     H91-3;4;########;A\r\n",
    "Mã hồ sơ,Trạng thái,Ngày nhận,Đơn vị\nH91-1,\"4\",\"01/08/2022\",\"A \"x\" b\nH91-2,4,\"d\",e\n\
     H91-3,\\\"4\\\",01/08/2022,A\n",
    "a,b\nc,d\re,f\rg,h\ni,j\r\nk\rl,m\n\"n\ro\",p\r\r\n,\n\" \",\"\"\n5\" pipe,q",
    "Mã hồ sơ;Trạng thái;Ngày nhận;Ngày hẹn trả;Đơn vị\nH91-1;4;08/19/2022;1/2/2022 7:05:00 SA;A\n\
     H91-2;4;5/13/2022;;A\n",
    "MÃ HỒ SƠ;Mã hồ sơ;Ngày nhận\nTra\u{309} kê\u{301}t qua\u{309};x\u{1f}y;\u{202e}z\n",
];

/// The same header in Windows-1258, TCVN3 and VNI, and a page of the first that says so.
pub(crate) const OLD_LETTERS: [&[u8]; 4] = [
    b"Ma\xde h\xf4\xcc s\xf5;Tra\xf2ng th\xe1i;Ng\xe0y nh\xe2\xf2n;\xd0\xf5n vi\xf2\n\
     H91-1;4;01/08/2022;X\xe3 M\xe2\xde\n",
    b"M\xb7 h\xe5 s\xac;Tr\xb9ng th\xb8i;Ng\xb5y nh\xcbn;\xa7\xacn v\xde\nH91-1;4;01/08/2022;X\xb7 M\xc9u\n",
    b"Ma\xf5 ho\xe0 s\xf4;Tra\xefng tha\xf9i;Nga\xf8y nha\xe4n;\xd1\xf4n v\xf2\nH91-1;4;01/08/2022;Xa\xf5 Ma\xe3u\n",
    b"<meta charset=windows-1258><table><tr><td>Ma\xde h\xf4\xcc s\xf5<td>Ng\xe0y<tr><td>1<td>2</table>",
];

/// Pages, spreadsheets in XML, and documents.
pub(crate) const DOCUMENTS: [&str; 12] = [
    "<html><head><meta charset=utf-8></head><body><h3>DANH SÁCH</h3><table border=1><tr><th>Mã hồ sơ</th><th>\
     Trạng thái</th><th>Ngày nhận</th><th>Đơn vị</th></tr><tr><td>H91-1</td><td>4</td><td>01/08/2022</td><td>Xã&nbsp;\
     Mẫu</td></tr></table><p>Người lập</p></body></html>",
    "<table><thead><tr><td rowspan=2>a<td colspan=3>b<tr><td>c<td>d<td>e<tbody><tr><td rowspan=0>f<td x:num=\"1.5\">\
     ####<td><br>g<tr style='display:none'><td>h</table>",
    "<table><tr><td><table><tr><td>1<td>2<tr><td>3<td>4</table><td>x</table><script>if(a<b)</script><!-- <table> -->\
     <p>z",
    "<br />\n<b>Warning</b>: x\n<table><tr><td hidden>a<td>&lt;b&#62;&#x1F;&notanentity;<input value=x></td></tr>\
     </table>",
    "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\
     <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
     xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"S\"><Table><Row><Cell>\
     <Data ss:Type=\"String\">Mã hồ sơ</Data></Cell><Cell ss:Index=\"3\" ss:MergeAcross=\"1\">\
     <Data ss:Type=\"Number\">1.5E3</Data></Cell></Row><Row ss:Index=\"4\"><Cell><Data ss:Type=\"DateTime\">\
     2022-08-19T00:00:00.000</Data></Cell></Row></Table></Worksheet><Worksheet ss:Name=\"H\"><Table/>\
     <WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>",
    "<ss:Workbook xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><ss:Worksheet ss:Name=\"a&amp;b\">\
     <ss:Table><ss:Row><ss:Cell ss:MergeDown=\"2\"><ss:Data ss:Type=\"Boolean\">1</ss:Data><ss:Comment><ss:Data>\
     x</ss:Data></ss:Comment></ss:Cell></ss:Row></ss:Table></ss:Worksheet></ss:Workbook>",
    "[{\"Mã hồ sơ\":\"H91-1\",\"Trạng thái\":4,\"Ngày nhận\":\"2022-08-19T00:00:00Z\",\"Đơn vị\":{\"tên\":\"Xã Mẫu\",\
     \"mã\":null}},{\"Mã hồ sơ\":\"H91-2\",\"files\":[{\"name\":\"a\"},{\"name\":\"b\",\"size\":1.50e3}],\"x\":[1,\
     true,[2,[3]]]}]",
    "{\"total\":2,\"result\":{\"items\":[{\"a\":1,\"b\":\"\\u0110\\ud83c\\udf89\"},{\"a\":-0.0,\"b\":\"\\\"\"}],\
     \"others\":[]}}",
    "{\"a\":1}\n{\"a\":{\"b\":[]}}\r\n\r\n{\"a\":{\"b\":[{\"c\":12345678901234567890}]}}\n",
    "[[[[[[[[[[[[[{\"a\":[[[[[[[[[[[[1]]]]]]]]]]]]}]]]]]]]]]]]]]",
    "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"x\"\n\n--x\nContent-Type: text/html\n\n<table>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE a [<!ENTITY b \"cccc\"><!ENTITY d \"&b;&b;\">]><Workbook>&d;\
     </Workbook>",
];

/// The content of an ods workbook, the sign of that part before it.
pub(crate) const ODS_CONTENT: &str = "6<office:document-content \
    xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>\
    <table:table table:name=\"S\"><table:table-row table:number-rows-repeated=\"2\"><table:table-cell \
    office:value-type=\"string\"><text:p>Mã<text:s text:c=\"2\"/>hồ sơ</text:p><text:p>b</text:p></table:table-cell>\
    <table:table-cell office:value-type=\"date\" office:date-value=\"2022-08-19T07:00:00\" \
    table:number-columns-repeated=\"3\"><text:p>19/08/22</text:p></table:table-cell><table:covered-table-cell/>\
    <table:table-cell office:value-type=\"float\" office:value=\"1.5E3\"><text:p>1500</text:p></table:table-cell>\
    </table:table-row><table:table-row table:number-rows-repeated=\"1048574\"><table:table-cell \
    table:number-columns-repeated=\"16384\"/></table:table-row></table:table></office:spreadsheet></office:body>\
    </office:document-content>";

/// Workbooks and archives that other programs made.
pub(crate) const WORKBOOKS: [&[u8]; 7] = [
    include_bytes!("../workbooks/data/odfpy.ods"),
    include_bytes!("../workbooks/data/openpyxl-1900.xlsx"),
    include_bytes!("../workbooks/data/openpyxl-1904.xlsx"),
    include_bytes!("../workbooks/data/xlwt-1900.xls"),
    include_bytes!("../workbooks/data/xlwt-1904.xls"),
    include_bytes!("../workbooks/data/zipfile-stream.zip"),
    include_bytes!("../workbooks/data/zipfile.zip"),
];
