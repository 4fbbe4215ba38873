"""The page of the guide that says where the shipped units come from and where their sources disagree."""

from collections import Counter
from collections.abc import Sequence

from unit_conflicts import TITLES, Conflict, Link, Unit


def dotted(number: int) -> str:
    """`10.035`."""
    return f"{number:,}".replace(",", ".")


INTRODUCTION = """\
# Đơn vị hành chính: nguồn và chỗ mâu thuẫn

Danh mục đơn vị kèm theo phần mềm được dựng từ dữ liệu mở (giấy phép MIT) của gói `vietnamadminunits` 1.0.4
bằng `scripts/build_units.py`. Đây **không phải** văn bản của Nhà nước. Trang này do chương trình viết ra.

| bản đồ | tỉnh | huyện | xã |
|---|---:|---:|---:|
| cũ, đến 30/6/2025 | {old_provinces} | {old_districts} | {old_communes} |
| mới, từ 01/7/2025 | {new_provinces} | – | {new_communes} |

Xã cũ sang xã mới: {merge} nhập, {kept} giữ nguyên, {rename} đổi tên, {splits} xã bị chia thành {split} phần.

## Những gì nguồn không có

- **Ngày**: gói không ghi ngày nào. Ngày 01/7/2025 lấy từ tài liệu nghiệp vụ; ngày bắt đầu của đơn vị cũ để trống.
- **Thay đổi sau 8/2025**: gói có trước các thay đổi ngày 30/4/2026; văn phòng ghi bằng *Nhập, chia xã* và *Đổi tên*.
- **Tỷ lệ** của {splits} xã bị chia: để trống. Khi chưa có tỷ lệ, số liệu của các xã này không được chia,
  phần mềm trả lời *không chia được: chưa có tỷ lệ*.
- **Khu vực** thành thị, nông thôn suy từ loại (phường, thị trấn / xã); đặc khu để trống. Văn phòng nạp lại khi khác.
- **Thuộc tính** (xã khu vực I, II, III, biên giới, an toàn khu...): không có, văn phòng nạp.
- **Huyện** (trừ huyện đảo không có xã) không có đơn vị kế tiếp: số liệu cũ của huyện xem trên bản đồ cũ hoặc theo xã.
- Đơn vị được nối bằng **mã**, không bằng tên.

Mỗi dòng dưới đây có trong `src/rasoat/web/areas/data/conflicts.csv`.
"""


def conflicts_page(units: Sequence[Unit], links: Sequence[Link], conflicts: Sequence[Conflict]) -> str:
    """The page of the guide, in Vietnamese."""
    named = {unit.key: unit for unit in units}
    counted = Counter((unit.level, bool(unit.valid_until)) for unit in units)
    kinds = Counter(link.kind for link in links if named[link.after].level == "commune")
    lines = [
        INTRODUCTION.format(
            old_provinces=counted["province", True], old_districts=counted["district", True],
            old_communes=dotted(counted["commune", True]), new_provinces=counted["province", False],
            new_communes=dotted(counted["commune", False]), merge=dotted(kinds["merge"]), kept=kinds["continue"],
            rename=kinds["rename"], splits=len({link.before for link in links if link.kind == "split"}),
            split=dotted(kinds["split"]),
        )
    ]  # fmt: skip
    for kind, title in TITLES.items():
        found = [each for each in conflicts if each.kind == kind]
        lines += [f"## {title}", ""]
        if not found:
            lines += ["Không có.", ""]
            continue
        lines += ["| đơn vị | tên | nguồn này | nguồn kia | đã lấy |", "|---|---|---|---|---|"]
        for each in found:
            unit = named.get(each.unit)
            name = f"{unit.kind} {unit.name}" if unit else ""
            lines.append(f"| {each.unit} | {name} | {each.says} | {each.other} | {each.taken} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
