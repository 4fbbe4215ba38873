"""The columns of the two tables of a round, and of the small files beside them."""

from rasoat.law.book import shipped_law
from rasoat.survey.columns import DTYPES
from rasoat.survey.dataset import HOUSEHOLD_COLUMNS, MEMBER_COLUMNS
from rasoat.survey.questionnaire import Table
from rasoat.survey.questionnaire_build import full_questionnaire
from reference.markdown import code, page, table

EXTRA = {
    "household_id": "Mã hộ, không trùng trong một đợt; cùng một hộ giữ một mã qua các năm",
    "unit_code": "Mã xã (hoặc đơn vị thấp nhất trong tệp địa bàn)",
    "region_code": "Khu vực của bảng điểm: NT1 đến NT6, TT",
    "children_without_insurance": "Số trẻ em không có bảo hiểm y tế",
    "children_malnourished": "Số trẻ em suy dinh dưỡng",
    "children_out_of_school": "Số trẻ em không đi học đúng cấp",
}
TYPES = {"String": "chữ", "Int64": "số nguyên", "Int8": "0 hoặc 1", "Boolean": "có/không", "Date": "ngày"}
UNITS = (
    ("unit_code", "mã đơn vị"), ("name", "tên"), ("level", "cấp: province, district, commune, village"),
    ("parent_code", "mã đơn vị cấp trên"), ("area", "rural hoặc urban; mỗi đơn vị và khu vực một dòng"),
    ("households", "tổng số hộ"), ("persons", "tổng số nhân khẩu"),
    ("average_living_households", "hộ có mức sống trung bình"),
    ("average_living_persons", "nhân khẩu của các hộ đó"),
    ("households_kinh, households_minority, households_local_minority", "số hộ theo dân tộc (biểu 12, 13)"),
    ("persons_kinh, persons_minority, persons_local_minority", "nhân khẩu theo dân tộc (biểu 12, 13)"),
)  # fmt: skip
HISTORY = (("household_id", "mã hộ"), ("year", "năm"), ("class", "loại hộ năm đó"), ("standard_id", "chuẩn (nếu có)"))
RESULT = (
    ("household_id", "mã hộ"), ("standard_id", "chuẩn"), ("income_score", "điểm A (B1)"),
    ("deprivation_score", "điểm B (B2)"),
    ("class", "poor hộ nghèo, near_poor hộ cận nghèo, not_poor không thuộc diện; trống khi chưa xếp loại"),
    ("reason", "income, deprivation, income_and_deprivation; trống khi không nghèo"),
    ("status", "classified đã xếp loại, incomplete chưa đủ dữ liệu, blocked chuẩn bị khóa, simulated mô phỏng"),
    ("pack", "tên gói luật đã dùng (SHA-256)"), ("notice", "lời cảnh báo phải in kèm, khi có"),
)  # fmt: skip


def columns_page() -> str:
    """Columns of households, members, units, history and results."""
    two = ("Cột", "Nội dung")
    return page(
        "Các cột dữ liệu",
        "Tệp phẳng (CSV, Parquet) và sổ điều tra dùng cùng tên cột. Không có cột nghĩa là không hỏi; ô trống nghĩa là "
        "chưa trả lời; cả hai đều không phải là 0. Cột lạ được giữ nguyên.",
        "## Hộ (`households`)",
        _shared("household", dict(HOUSEHOLD_COLUMNS)),
        "Ngoài ra mỗi chỉ số của chuẩn có một cột 0/1, 1 là thiếu hụt:",
        _indicators(),
        "Và mỗi câu của bảng điểm có cột trả lời `item_...`; khi phân loại theo nhiều chuẩn, cột điểm và chỉ số "
        "mang đuôi `@MÃ_CHUẨN`, ví dụ `income_score@national_2022`:",
        _items(),
        "## Thành viên (`members`)",
        _shared("member", dict(MEMBER_COLUMNS)),
        "## Tệp địa bàn (`--units`)",
        table(two, [(code(name), said) for name, said in UNITS]),
        "Chỉ đơn vị thấp nhất ghi số; đơn vị trên là tổng.",
        "## Tệp các năm trước (`--history`)",
        table(two, [(code(name), said) for name, said in HISTORY]),
        "## Kết quả (`classes.csv`)",
        table(two, [(code(name), said) for name, said in RESULT]),
    )


def _shared(kind: Table, shared: dict[str, object]) -> str:
    items = {item.code: item for item in full_questionnaire().items(kind)}
    rows = []
    for name in [*shared, *(name for name in items if name not in shared)]:
        item = items.get(name)
        dtype = shared.get(name) or DTYPES[items[name].type]()
        said = item.label.vi if item else EXTRA[name]
        codes = full_questionnaire().choices_of(item) if item else None
        listed = f"; danh mục `{codes.code}`" if codes else ""
        scale = f"; lưu {item.written.unit} × {item.written.scale}" if item and item.written else ""
        rows.append((code(name), TYPES[str(dtype)], said + listed + scale))
    return table(("Cột", "Kiểu", "Nội dung"), rows)


def _indicators() -> str:
    law = shipped_law()
    names: dict[str, tuple[str, list[str]]] = {}
    for standard_id in law.ids_in_time():
        for item in law.standards[standard_id].indicators:
            names.setdefault(item.code, (item.name.vi, []))[1].append(standard_id)
    return table(("Cột", "Chỉ số", "Chuẩn"), [(code(key), name, ", ".join(ids)) for key, (name, ids) in names.items()])


def _items() -> str:
    rows = [
        (code(column), item.name.vi)
        for point_table in shipped_law().point_tables.values()
        for item in point_table.items
        for column in item.columns()
    ]
    return table(("Cột", "Câu hỏi"), rows)
