"""Makes the small workbooks beside this file: openpyxl 3.1.5, xlwt 1.3.0, odfpy 1.4.1. All content is invented."""

import datetime
import pathlib

import openpyxl
import xlwt
from odf import table, text
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties

HERE = pathlib.Path(__file__).parent
DAY = datetime.date(2024, 2, 29)
MOMENT = datetime.datetime(2024, 12, 31, 23, 59, 30)
CLOCK = datetime.time(14, 30, 0)


def xlsx(name, epoch):
    book = openpyxl.Workbook()
    book.epoch = epoch
    sheet = book.active
    sheet.title = "Hồ sơ"
    sheet["A1"] = "DANH SÁCH HỒ SƠ"
    sheet.merge_cells("A1:D1")
    sheet.append([])
    for place, title in enumerate(["Mã hồ sơ", "Ngày nhận", "Số", "Ghi chú"], 1):
        sheet.cell(4, place, title)
    sheet["A5"], sheet["B5"], sheet["C5"], sheet["D5"] = "H00.01-240229-0001", DAY, 1004441, "Công dân 000123"
    sheet["B5"].number_format = "dd/mm/yyyy"
    sheet["A6"], sheet["B6"], sheet["C6"], sheet["D6"] = "H00.01-241231-0002", MOMENT, 1.01322, True
    sheet["B6"].number_format = "[$-42A]dd/mm/yyyy hh:mm;@"
    sheet["B7"], sheet["C7"], sheet["D7"] = CLOCK, -0.5, False
    sheet["C8"], sheet["D8"] = "=C5+1", "#N/A"
    sheet["A9"] = "  hai\nhàng & <dấu>  "
    sheet["B9"], sheet["C9"] = datetime.timedelta(hours=36, minutes=5), 123456789012345680
    sheet["C9"].number_format = "0"
    sheet["H12"] = "xa"
    hidden = book.create_sheet("Ẩn")
    hidden["A1"] = "không đọc"
    hidden.sheet_state = "hidden"
    very = book.create_sheet("Rất ẩn")
    very.sheet_state = "veryHidden"
    book.create_sheet("Trống")
    book.save(HERE / name)


def xls(name, dates_1904):
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = dates_1904
    sheet = book.add_sheet("Hồ sơ")
    of = lambda code: xlwt.easyxf(num_format_str=code)
    sheet.write_merge(0, 0, 0, 3, "DANH SÁCH HỒ SƠ")
    for place, title in enumerate(["Mã hồ sơ", "Ngày nhận", "Số", "Ghi chú"]):
        sheet.write(3, place, title)
    # Whole days of the system that the workbook says it has; xlwt itself always counts from 1900.
    day, moment = (43889, 44195.999652777777) if dates_1904 else (45351, 45657.999652777777)
    for row, values in enumerate([["H00.01-240229-0001", day, 1004441, "Công dân 000123"],
                                  ["H00.01-241231-0002", moment, 1.01322, True]]):
        for column, value in enumerate(values):
            style = of(["dd/mm/yyyy", "[$-42A]dd/mm/yyyy hh:mm;@"][row]) if column == 1 else of("General")
            sheet.write(4 + row, column, value, style)
    sheet.write(6, 1, 0.6041666666666666, of("h:mm"))
    sheet.write(6, 2, -0.5)
    sheet.write(6, 3, False)
    sheet.write(7, 2, 123.45)
    sheet.write(7, 3, xlwt.Formula("1/0"))
    sheet.write(8, 0, "  hai\nhàng & <dấu>  ")
    sheet.write(8, 1, 1.5034722222222223, of("[h]:mm"))
    sheet.write(8, 2, 123456789012345680.0)
    sheet.write(9, 0, 1), sheet.write(9, 1, 2), sheet.write(9, 2, 3)
    sheet.write(11, 7, "xa")
    sheet.write(60000, 255, "góc")
    hidden = book.add_sheet("Ẩn")
    hidden.write(0, 0, "không đọc")
    hidden.visibility = 1
    very = book.add_sheet("Rất ẩn")
    very.visibility = 2
    book.add_sheet("Trống")
    book.save(str(HERE / name))


def ods(name):
    book = OpenDocumentSpreadsheet()
    hide = Style(name="ta2", family="table")
    hide.addElement(TableProperties(display="false"))
    book.automaticstyles.addElement(hide)
    sheet = table.Table(name="Hồ sơ")
    sheet.addElement(table.TableColumn(numbercolumnsrepeated=8))

    def row(*cells, **attributes):
        made = table.TableRow(**attributes)
        for cell in cells:
            made.addElement(cell)
        sheet.addElement(made)

    def cell(shown=None, **attributes):
        made = table.TableCell(**attributes)
        for line in [] if shown is None else shown.split("\n"):
            made.addElement(text.P(text=line))
        return made

    row(cell("DANH SÁCH HỒ SƠ", valuetype="string", numbercolumnsspanned=4),
        table.CoveredTableCell(numbercolumnsrepeated=3), cell(numbercolumnsrepeated=16380))
    row(cell(numbercolumnsrepeated=16384), numberrowsrepeated=2)
    row(*(cell(title, valuetype="string") for title in ["Mã hồ sơ", "Ngày nhận", "Số", "Ghi chú"]))
    row(cell("H00.01-240229-0001", valuetype="string"), cell("29/02/2024", valuetype="date", datevalue="2024-02-29"),
        cell("1.004.441", valuetype="float", value="1004441"), cell("Công dân 000123", valuetype="string"))
    row(cell("H00.01-241231-0002", valuetype="string"),
        cell("31/12/2024 23:59", valuetype="date", datevalue="2024-12-31T23:59:30"),
        cell("1,01", valuetype="float", value="1.01322"), cell("TRUE", valuetype="boolean", booleanvalue="true"))
    row(cell(), cell("14:30", valuetype="time", timevalue="PT14H30M00S"),
        cell("-50%", valuetype="percentage", value="-0.5"), cell("FALSE", valuetype="boolean", booleanvalue="false"))
    row(cell(numbercolumnsrepeated=2), cell("1.004.442", valuetype="float", value="1004442", formula="of:=[.C5]+1"),
        cell("#N/A", valuetype="string"))
    row(cell("hai\nhàng & <dấu>", valuetype="string"), cell("36:05", valuetype="time", timevalue="PT36H05M00S"),
        cell("1,2E+17", valuetype="float", value="1.2345678901234568E+17"))
    row(cell("đôi", valuetype="string", numbercolumnsrepeated=2), numberrowsrepeated=2)
    row(cell(numbercolumnsrepeated=7), cell("xa", valuetype="string"))
    row(cell(numbercolumnsrepeated=16384), numberrowsrepeated=1048564)
    book.spreadsheet.addElement(sheet)
    hidden = table.Table(name="Ẩn", stylename="ta2")
    hidden.addElement(table.TableRow())
    book.spreadsheet.addElement(hidden)
    book.spreadsheet.addElement(table.Table(name="Trống"))
    book.save(str(HERE / name))


xlsx("openpyxl-1900.xlsx", openpyxl.utils.datetime.WINDOWS_EPOCH)
xlsx("openpyxl-1904.xlsx", openpyxl.utils.datetime.MAC_EPOCH)
xls("xlwt-1900.xls", False)
xls("xlwt-1904.xls", True)
ods("odfpy.ods")


def zips():
    """By zipfile of Python 3.11."""
    import io
    import zipfile

    lines = "hồ sơ;1\n" * 1000

    def entry(name, method):
        info = zipfile.ZipInfo(name, (2024, 2, 29, 0, 0, 0))
        info.compress_type = method
        return info

    with zipfile.ZipFile(HERE / "zipfile.zip", "w") as archive:
        archive.writestr(entry("a.csv", zipfile.ZIP_STORED), lines)
        archive.writestr(entry("b.csv", zipfile.ZIP_DEFLATED), lines)
        with archive.open(entry("c.csv", zipfile.ZIP_DEFLATED), "w", force_zip64=True) as file:
            file.write(lines.encode())
        archive.writestr(entry("thư mục/", zipfile.ZIP_STORED), "")
        archive.comment = b"PK\x05\x06 comment"

    class Network(io.RawIOBase):
        sent = bytearray()

        def writable(self):
            return True

        def write(self, data):
            self.sent += bytes(data)
            return len(data)

    network = Network()
    with zipfile.ZipFile(network, "w") as archive:
        with archive.open(entry("a.csv", zipfile.ZIP_DEFLATED), "w") as file:
            file.write(b"hello")
    (HERE / "zipfile-stream.zip").write_bytes(bytes(network.sent))


zips()
