"""Makes the exports of this folder with programs other than cchc: openpyxl, xlwt, odfpy, msoffcrypto-tool.

The old one-byte codes are written from their published tables (TCVN 5712:1993 VN3 and VNI-Windows).
"""

import datetime
import io
import os
import unicodedata

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

HERE = os.path.dirname(os.path.abspath(__file__))
DAY = datetime.datetime


def save(name, content):
    with open(os.path.join(HERE, name), "wb") as file:
        file.write(content)


# Eight dossiers of two communes: six of Lâm Thao, two of Hòa Thuận.
LINES = ["Mã hồ sơ;Đơn vị tiếp nhận;Lĩnh vực;Trạng thái;Ngày nhận;Người nộp"]
for number in range(1, 9):
    unit = "UBND xã Lâm Thao" if number <= 6 else "UBND phường Hòa Thuận"
    field = ["Đất đai", "Hộ tịch", "Chứng thực", "Xây dựng"][number % 4]
    status = "Đã trả kết quả" if number % 2 else "Đang xử lý"
    LINES.append(f"H44.13-22080{number}-000{number};{unit};{field};{status};0{number}/08/2022;Nguyễn Văn Thử Nghiệm")
TEXT = "\r\n".join(LINES) + "\r\n"


def windows_1258(text):
    """Letter and tone apart, as Windows writes them."""
    out = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        try:
            out += letter.encode("cp1258")
            continue
        except UnicodeEncodeError:
            pass
        parts = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323"]
        rest = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones))
        out += (rest + "".join(tones)).encode("cp1258")
    return bytes(out)


TCVN3 = dict(zip(
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
    bytes.fromhex(
        "B5B6B7B8B9A8BBBCBDBEC6A9C7C8C9CACBAECCCECFD0D1AAD2D3D4D5D6D7D8DCDDDEDFE1E2E3E4ABE5E6E7E8E9ACEAEBECEDEE"
        "EFF1F2F3F4ADF5F6F7F8F9FAFBFCFDFEA1A2A3A4A5A6A7"
    ),
))


def tcvn3(text):
    return bytes(TCVN3.get(letter, ord(letter) if ord(letter) < 128 else 0x3F) for letter in text)


VNI_MARKS = {"": "", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0301": "ù", "\u0323": "ï"}
VNI_HAT = {"": "â", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0301": "á", "\u0323": "ä"}
VNI_BREVE = {"": "ê", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0301": "é", "\u0323": "ë"}
VNI_I = {"\u0300": "ì", "\u0309": "æ", "\u0303": "ó", "\u0301": "í", "\u0323": "ò"}


def vni(text):
    out = ""
    for letter in unicodedata.normalize("NFC", text):
        low = letter.lower()
        parts = unicodedata.normalize("NFD", low)
        tone = next((mark for mark in parts if mark in VNI_MARKS and mark), "")
        shape = parts[1:].replace(tone, "") if tone else parts[1:]
        if ord(low) < 128:
            written = low
        elif low == "đ":
            written = "ñ"
        elif low == "ỵ":
            written = "î"
        elif parts[0] == "i":
            written = VNI_I[tone]
        elif shape == "\u0302":
            written = parts[0] + VNI_HAT[tone]
        elif shape == "\u0306":
            written = parts[0] + VNI_BREVE[tone]
        elif shape == "\u031b":
            written = {"o": "ô", "u": "ö"}[parts[0]] + VNI_MARKS[tone]
        else:
            written = parts[0] + VNI_MARKS[tone]
        out += written.upper() if letter != low else written
    return out.encode("latin-1")


def mojibake(text):
    """UTF-8 taken for Windows-1252 and saved as UTF-8 again."""
    wrong = ""
    for byte in text.encode("utf-8"):
        try:
            wrong += bytes([byte]).decode("cp1252")
        except UnicodeDecodeError:
            wrong += chr(byte)
    return wrong.encode("utf-8")


save("windows-1258.csv", windows_1258(TEXT))
save("tcvn3.csv", tcvn3(TEXT))
save("vni.csv", vni(TEXT))
save("mojibake.csv", mojibake(TEXT))

HEADER = ["Mã hồ sơ", "Đơn vị tiếp nhận", "Mã TTHC", "Trạng thái", "Ngày nhận", "Người nộp", "Ngày kết thúc xử lý"]
ROWS = [
    ["H44.13-220801-0001", "Xã A", 1.01322, "Đã trả kết quả", DAY(2022, 8, 1), "MARKEDNAME", DAY(2022, 8, 4)],
    ["H44.13-220819-0002", "Xã A", "1.004441", "Đang xử lý", DAY(2022, 8, 19, 7, 30), "MARKEDNAME"],
    ["H44.13-220820-0003", "Xã B", "2.000815.000.00.00.H18", "Đang xử lý", DAY(2022, 8, 20), "MARKEDNAME"],
]


def book(rows=ROWS, header=HEADER):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Hồ sơ"
    sheet.append(header)
    for row in rows:
        sheet.append(row)
    return made


def packed(made):
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


save("dossiers.xlsx", packed(book()))

late = book()
late.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
save("dossiers-1904.xlsx", packed(late))

# A US spreadsheet program has taken 01/08 … 04/08 for January to April 8, and left 19/08 … 22/08 as text.
low = [[f"H1-{n}", "Xã A", "1.004441", "Đang xử lý", DAY(2022, n, 8), "x"] for n in range(1, 5)]
high = [[f"H2-{n}", "Xã A", "1.004441", "Đang xử lý", f"{n}/08/2022", "x"] for n in range(19, 23)]
save("swapped.xlsx", packed(book(low + high)))

# The same early in a month: days 1 to 12 were swapped, three later days were left.
low = [[f"H1-{n}", "Xã A", "1.004441", "Đang xử lý", DAY(2022, n, 8), "x"] for n in range(1, 13)]
high = [[f"H2-{n}", "Xã A", "1.004441", "Đang xử lý", f"{n}/08/2022", "x"] for n in range(13, 16)]
save("swapped-early.xlsx", packed(book(low + high)))

# Two sheets of dossiers, one of notes, one hidden.
several = book(ROWS[:2])
second = several.create_sheet("Tháng 9")
second.append(["DANH SÁCH HỒ SƠ"])
second.merge_cells("A1:F1")
second.append([])
second.append(HEADER)
second.append(ROWS[2])
notes = several.create_sheet("Ghi chú")
notes.append(["In ngày 20/08"])
hidden = several.create_sheet("Nháp")
hidden.append(HEADER)
hidden.append(["H99-1", "Xã Z", "1.004441", "Đang xử lý", DAY(2022, 8, 1), "x"])
hidden.sheet_state = "hidden"
save("sheets.xlsx", packed(several))

# A header of two rows with merged cells over numbers of columns.
merged = openpyxl.Workbook()
sheet = merged.active
sheet.append(["BÁO CÁO TÌNH HÌNH GIẢI QUYẾT HỒ SƠ"])
sheet.merge_cells("A1:F1")
sheet.append(["STT", "Mã hồ sơ", "Đơn vị", "Trạng thái", "Thời gian", None])
sheet.append([None, None, None, None, "Ngày nhận", "Ngày hẹn trả"])
for area in ["A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2"]:
    sheet.merge_cells(area)
sheet.append([f"({n})" for n in range(1, 7)])
sheet.append([1, "H1-1", "Xã A", "Đang xử lý", DAY(2022, 8, 1), DAY(2022, 8, 5)])
sheet.append([2, "H1-2", "Xã A", "Đang xử lý", DAY(2022, 8, 2), DAY(2022, 8, 6)])
save("merged.xlsx", packed(merged))

# Numbers that a spreadsheet program has cut: 16 figures in a number cell keep 15.
save("cut.xlsx", packed(book([[2208010000012345.0] + ROWS[0][1:], [1.23e15] + ROWS[1][1:], ROWS[2]])))

old = xlwt.Workbook(encoding="utf-8")
sheet = old.add_sheet("Ho so")
style = xlwt.XFStyle()
style.num_format_str = "dd/mm/yyyy"
for column, text in enumerate(HEADER):
    sheet.write(0, column, text)
for line, row in enumerate(ROWS, 1):
    for column, value in enumerate(row):
        if isinstance(value, DAY):
            sheet.write(line, column, value, style)
        else:
            sheet.write(line, column, value)
held = io.BytesIO()
old.save(held)
save("dossiers.xls", held.getvalue())

ods = OpenDocumentSpreadsheet()
table = Table(name="Hồ sơ")
for row in [HEADER] + ROWS:
    line = TableRow()
    for value in row:
        if isinstance(value, DAY):
            cell = TableCell(valuetype="date", datevalue=value.strftime("%Y-%m-%dT%H:%M:%S"))
            cell.addElement(P(text=value.strftime("%d/%m/%Y")))
        elif isinstance(value, float):
            cell = TableCell(valuetype="float", value=str(value))
            cell.addElement(P(text=str(value).replace(".", ",")))
        else:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=value))
        line.addElement(cell)
    table.addElement(line)
ods.spreadsheet.addElement(table)
held = io.BytesIO()
ods.save(held)
save("dossiers.ods", held.getvalue())

try:
    from msoffcrypto.format.ooxml import OOXMLFile
except ImportError:
    pass
else:
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(packed(book()))).encrypt("mật khẩu", locked)
    save("locked.xlsx", locked.getvalue())
