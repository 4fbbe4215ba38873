"""The key backup as a sheet of paper: the typed lines and a QR code, for the safe."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import segno
import typst

from rasoat.law.whole_file import whole_file
from rasoat.tables.font_metrics import FONT_DIRECTORY

_PAGE = """
#set page(paper: "a4", margin: 2cm)
#set text(font: "Liberation Serif", size: 11pt, lang: "vi")
#align(center)[#text(15pt, weight: "bold")[BẢN GIẤY KHÓA MÃ HÓA RASOAT]]
#let told = json("told.json")
Vòng khóa *#told.mark*, lập ngày #told.on. Tờ này chỉ mở được cùng mật khẩu bảo vệ khóa: cất tờ giấy và mật khẩu ở hai
nơi khác nhau, không để cạnh máy chủ.

*Khôi phục:* gõ các dòng dưới đây (kể cả số dòng) vào một tệp văn bản, hoặc quét mã QR và lưu nội dung thành tệp,
rồi chạy
`rasoat keys restore TEP`. Hai ký tự cuối dòng là mã kiểm: gõ sai dòng nào, phần mềm báo dòng đó. Không có chữ I, L,
O, U.

#v(4mm)
#for line in told.lines [#raw(line) \\ ]
#v(4mm)
#align(center)[#image("code.svg", width: 6.5cm)]
"""


def write_sheet(text: str, mark: str, on: date, path: Path) -> None:
    """Write the PDF, whole or not at all. `text` is that of `wrap_ring`."""
    lines = [line for line in text.splitlines() if line[:1].isdigit()]
    code = BytesIO()
    segno.make("\n".join(lines), error="m").save(code, kind="svg", border=2)
    with TemporaryDirectory() as scratch, whole_file(path) as draft:
        room = Path(scratch)
        (room / "told.json").write_text(
            json.dumps({"mark": mark, "on": f"{on:%d/%m/%Y}", "lines": lines}), encoding="utf-8"
        )
        (room / "code.svg").write_bytes(code.getvalue())
        (room / "sheet.typ").write_text(_PAGE, encoding="utf-8")
        typst.compile(
            str(room / "sheet.typ"), output=str(draft), font_paths=[str(FONT_DIRECTORY)], ignore_system_fonts=True
        )
