"""The shipped standards and point tables: figures with their evidence marks."""

from rasoat.cli.law_words import SCOPES, amount, review_span, source
from rasoat.law.book import shipped_law
from rasoat.law.marks import Mark
from rasoat.law.standard import AREAS, Standard
from reference.markdown import code, page, table

KINDS = {"official": "chính thức", "illustrative": "minh họa"}
AREA = {"any": "cả hai khu vực", "rural": "nông thôn", "urban": "thành thị"}


def standards_page() -> str:
    """Lines, rules and indicators of every standard; point tables after them."""
    law = shipped_law()
    marks = table(("Mã", "In trên màn hình, trên giấy"), [(code(mark.value), mark.label_vi) for mark in Mark])
    rows = [(code(item), law.standard(item).name.vi, review_span(law.standard(item)), _state(law.standard(item)))
            for item in law.ids_in_time()]  # fmt: skip
    tables = [(code(item.table_id), item.name.vi, code(item.standard_id),
               KINDS[item.kind], " ".join(item.areas), item.watermark)
              for item in law.point_tables.values()]  # fmt: skip
    return page(
        "Chuẩn nghèo và dấu bằng chứng",
        "Số liệu dưới đây đọc từ tệp luật kèm phần mềm. `rasoat law show MÃ` in đầy đủ hơn; `rasoat law gaps` "
        "liệt kê chỗ còn thiếu.",
        "## Dấu bằng chứng, từ chắc nhất đến yếu nhất",
        marks,
        "## Các chuẩn",
        table(("Mã", "Tên", "Dùng rà soát", "Trạng thái"), rows),
        *(_standard(law.standard(item)) for item in law.ids_in_time()),
        "## Bảng điểm thu nhập",
        table(("Mã", "Tên", "Chuẩn", "Loại", "Khu vực", "Dấu chìm"), tables),
        "Chưa có bảng điểm chính thức nào kèm phần mềm: xem [nạp và ký bảng điểm](../cach-lam/bang-diem.md).",
    )


def _state(standard: Standard) -> str:
    return f"CHẶN phân loại: {standard.blocked.vi}" if standard.blocked else "dùng được"


def _standard(standard: Standard) -> str:
    figures = [
        (item.name.vi, AREA[area], amount(fact, item.unit), source(fact))
        for item in standard.parameters.values()
        for area in ("any", *AREAS)
        if (fact := getattr(item, area)) is not None
    ]
    indicators = [
        (item.number or "", code(item.code), item.name.vi, amount(item.points, "points"), item.definition.mark.label_vi)
        for item in standard.indicators
    ]
    parts = [
        f"## {standard.name.vi} ({code(standard.id)})",
        f"Phạm vi: {standard.territory or SCOPES[standard.scope]}. Trạng thái: {_state(standard)}."
        + (f" Đặt chồng lên {code(standard.overlay_of)}." if standard.overlay_of else ""),
        table(("Mức", "Khu vực", "Giá trị", "Căn cứ"), figures),
        table(("Số", "Mã", "Chỉ số", "Điểm", "Định nghĩa"), indicators),
    ]
    return "\n\n".join(part for part in parts if part)
