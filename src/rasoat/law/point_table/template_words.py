"""The words and the order of the template workbook: writer and reader share them, so neither can drift."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from rasoat.law.point_table.model import Item, PointTable, Switch

POINTS_SHEET, INFO_SHEET, SWITCH_SHEET = "Bảng điểm", "Thông tin", "Lựa chọn của tỉnh"
GUIDE_SHEET, PROOF_SHEET = "Hướng dẫn", "Xác nhận"

COLUMNS = (
    ("item", "Mã mục"),
    ("family", "Nhóm"),
    ("name_vi", "Tên mục"),
    ("kind", "Cách chấm"),
    ("unit", "Đơn vị"),
    ("code", "Mã trả lời"),
    ("label_vi", "Câu trả lời"),
    ("min", "Từ (≥)"),
    ("max", "Đến dưới (<)"),
)
"""Columns before the areas."""
ENGLISH_COLUMNS = (("name_en", "Tên mục (tiếng Anh)"), ("label_en", "Câu trả lời (tiếng Anh)"))
"""Columns after the areas; may stay empty."""
HEADER_ROW, KIND_ROW, FIRST_ROW = 2, 3, 4
"""Rows counted from 0: column heads, rural or urban under each area, first row of items."""
CAP_CODE, CAP_LABEL = "TRẦN", "Điểm tối đa của mục"

ITEM_KINDS = {"single": "chọn một", "additive": "cộng dồn", "band": "theo khoảng"}
AREA_KINDS = {"rural": "nông thôn", "urban": "thành thị"}
TABLE_KINDS = {"official": "chính thức", "illustrative": "minh họa"}
STATES = {"draft": "đang nhập", "complete": "đã nhập xong"}
SWITCH_CODES = {
    "urban_counts_land_livestock": "thành thị được tính đất đai, chăn nuôi",
    "use_boat_points_of_area": "lấy điểm tàu thuyền của khu vực khác",
}


@dataclass(frozen=True, slots=True)
class InfoField:
    """A row of the sheet about the table: label, what to write, and from which words to choose."""

    part: str
    label: str
    help: str
    required: bool = True
    words: dict[str, str] | None = None
    is_date: bool = False


INFO_FIELDS = (
    InfoField("table_id", "Mã bảng điểm", "chữ thường không dấu, số, gạch nối; mỗi lần ban hành một mã mới"),
    InfoField("standard_id", "Mã chuẩn nghèo", "xem `rasoat law list`"),
    InfoField("method_version", "Phiên bản phương pháp", "ví dụ tên rút gọn của thông tư"),
    InfoField("name_vi", "Tên bảng điểm", "tên ghi trên phụ lục"),
    InfoField("name_en", "Tên tiếng Anh", "không bắt buộc", required=False),
    InfoField("kind", "Loại bảng", "chính thức: lấy từ phụ lục đã ban hành", words=TABLE_KINDS),
    InfoField("state", "Tình trạng nhập", "chỉ bảng đã nhập xong mới ký được", words=STATES),
    InfoField("legal_source", "Văn bản ban hành", "số, ký hiệu văn bản; bắt buộc với bảng chính thức", required=False),
    InfoField("annex", "Phụ lục", "số phụ lục; bắt buộc với bảng chính thức", required=False),
    InfoField("page", "Trang", "trang của phụ lục; bắt buộc với bảng chính thức", required=False),
    InfoField("valid_from", "Áp dụng từ ngày", "ngày/tháng/năm", required=False, is_date=True),
    InfoField("valid_until", "Áp dụng đến ngày", "để trống nếu chưa biết", required=False, is_date=True),
    InfoField("file_hash", "Mã băm bản chụp phụ lục", "SHA-256; lệnh nhập tự điền khi có --scan", required=False),
    InfoField("supersedes", "Thay thế bảng", "mã bảng điểm bị thay thế, nếu có", required=False),
    InfoField("watermark", "Dấu chìm", "bắt buộc với bảng minh họa", required=False),
)

SWITCH_COLUMNS = (
    ("code", "Nội dung"),
    ("province", "Tỉnh"),
    ("review_year", "Năm rà soát"),
    ("items", "Các mục (cách nhau dấu ;)"),
    ("source_area", "Lấy điểm của khu vực"),
    ("target_area", "Áp dụng cho khu vực"),
    ("decision_no", "Số quyết định"),
    ("decision_date", "Ngày quyết định"),
)

GUIDE = f"""\
Tệp này dùng để nhập bảng điểm của phụ lục chính thức vào phần mềm. Mỗi cột khu vực ứng với một biểu của phụ lục.
1. Trang “Thông tin”: điền văn bản, phụ lục, trang và ngày áp dụng.
2. Trang “Bảng điểm”: các mục và câu trả lời in sẵn chỉ là gợi ý. Sửa, thêm, bớt dòng cho đúng phụ lục.
3. Mã mục, nhóm, tên, cách chấm, đơn vị ghi ở dòng đầu của mục; các dòng sau của mục để trống các ô đó.
4. Điểm là số nguyên từ 0. Câu trả lời được 0 điểm thì phải ghi 0: ô trống không được hiểu là 0.
5. Khu vực không hỏi một mục thì để trống cả cột đó ở mục ấy. Trống một phần là lỗi.
6. Chọn một: chỉ một câu trả lời. Cộng dồn: cộng mọi câu có. Theo khoảng: theo số lượng trong đơn vị đã ghi.
7. Theo khoảng: khoảng đầu từ 0, khoảng sau nối khoảng trước, khoảng cuối để trống ô “Đến dưới”.
8. Mục cộng dồn có điểm tối đa thì thêm một dòng cuối mục, ô “Mã trả lời” ghi {CAP_CODE}.
9. Trang “Lựa chọn của tỉnh”: chỉ ghi khi Ban Chỉ đạo cấp tỉnh đã quyết định. Nêu một tài sản: assets.boat.
10. Nhập tệp: rasoat law points import TỆP --law-dir THƯ_MỤC. Lỗi được nêu theo từng ô.
11. In bản đối chiếu: rasoat law points check MÃ --law-dir THƯ_MỤC --proof TỆP, so từng điểm với phụ lục.
12. Hai người khác nhau ký: rasoat law points sign.
""".splitlines()


@dataclass(frozen=True, slots=True)
class SheetContent:
    """What a workbook shows: a whole table, or only the frame of one. `info` is keyed by `InfoField.part`."""

    info: dict[str, str | date | None]
    areas: tuple[str, ...]
    area_of: dict[str, Literal["rural", "urban"]]
    items: tuple[Item, ...]
    families: tuple[str, ...]
    switches: tuple[Switch, ...] = ()
    watermark: str = ""
    guess: bool = field(default=False)
    """True when the items are only a suggestion and carry no points."""


def content_of(table: PointTable, families: tuple[str, ...]) -> SheetContent:
    """The content of a whole table."""
    info: dict[str, str | date | None] = {
        spec.part: getattr(table, spec.part) for spec in INFO_FIELDS if spec.part not in {"name_vi", "name_en"}
    }
    return SheetContent(
        info=info | {"name_vi": table.name.vi, "name_en": table.name.en},
        areas=table.areas,
        area_of=dict(table.area_of),
        items=table.items,
        families=families,
        switches=table.switches,
        watermark=table.watermark,
    )
