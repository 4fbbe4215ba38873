"""Is a point table fit for signing? Everything that the software can hold it against, short of the annex itself.

What only people can see (is each figure the figure of the annex?) is the work of the two signers with the proof sheet.
"""

from collections.abc import Iterator

from rasoat.law.book import LawBook
from rasoat.law.faults import Fault
from rasoat.law.point_table.checks_items import item_faults
from rasoat.law.point_table.checks_switches import switch_faults
from rasoat.law.point_table.finding import finding
from rasoat.law.point_table.model import PointTable
from rasoat.law.point_table.places import Locate, Spot, by_code, in_yaml
from rasoat.law.point_table.shape import TableShape
from rasoat.law.point_table.totals import cut_off, highest_total
from rasoat.law.standard import Standard

HASH_LENGTH = 64


def check_tables(book: LawBook) -> list[Fault]:
    """All faults of every point table of a book, each at its line of the file."""
    return [
        fault
        for table in book.point_tables.values()
        for fault in check_table(
            table, book.standard(table.standard_id), book.table_shape, in_yaml(book.origin[table.table_id])
        )
    ]


def check_table(table: PointTable, standard: Standard, shape: TableShape, locate: Locate | None = None) -> list[Fault]:
    """All faults of a table; empty when it may be signed.

    `standard` is the one the table serves, `shape` what a table must contain (`LawBook.table_shape`), `locate` tells
    where each part stands in the file at hand (default: in the words of the table).
    """
    place = locate or by_code(table)
    return [
        *_standard_faults(table, standard, place),
        *_area_faults(table, shape, place),
        *_source_faults(table, place),
        *item_faults(table, shape, place),
        *_family_faults(table, shape, place),
        *_total_faults(table, standard, place),
        *switch_faults(table, shape, place),
    ]


def _standard_faults(table: PointTable, standard: Standard, place: Locate) -> Iterator[Fault]:
    if table.standard_id != standard.id:
        yield finding(
            "point-table-other-standard",
            place(Spot(part="standard_id")),
            (
                f"bảng điểm ghi chuẩn “{table.standard_id}”, không phải “{standard.id}”",
                f"the table names standard “{table.standard_id}”, not “{standard.id}”",
            ),
            ("ghi đúng mã chuẩn nghèo", "give the right standard id"),
            table.standard_id,
        )
    elif not standard.uses_points:
        yield finding(
            "point-table-standard-without-points",
            place(Spot(part="standard_id")),
            (
                f"chuẩn “{standard.id}” không xếp loại bằng điểm nên không dùng bảng điểm",
                f"standard “{standard.id}” does not classify by points",
            ),
            ("chọn chuẩn có cách chấm điểm", "choose a standard with a points method"),
            standard.id,
        )


def _area_faults(table: PointTable, shape: TableShape, place: Locate) -> Iterator[Fault]:
    for area in sorted({area for area in table.areas if table.areas.count(area) > 1}):
        yield finding(
            "point-table-area-twice",
            place(Spot(part="areas", area=area)),
            (f"khu vực {area} có hai cột", f"area {area} appears twice"),
            ("giữ một cột cho mỗi khu vực", "keep one column per area"),
            area,
        )
    for area in dict.fromkeys(table.areas):
        known = shape.area(area)
        if known is None:
            yield finding(
                "point-table-area-unknown",
                place(Spot(part="areas", area=area)),
                (f"không có khu vực “{area}”", f"no area “{area}”"),
                (
                    (
                        f"chọn một trong: {', '.join(item.code for item in shape.areas)}"
                        "; hoặc khai thêm khu vực trong point_table_shape.yaml của đơn vị"
                    ),
                    "use a known area, or declare it in the office's point_table_shape.yaml",
                ),
                area,
            )
        elif known.kind != table.area_of[area]:
            yield finding(
                "point-table-area-kind",
                place(Spot(part="area_of", area=area)),
                (
                    f"khu vực {area} là {_KIND_VI[known.kind]}, bảng ghi {_KIND_VI[table.area_of[area]]}",
                    f"area {area} is {known.kind}, the table says {table.area_of[area]}",
                ),
                ("sửa loại khu vực cho đúng", "correct the kind of the area"),
                table.area_of[area],
            )


def _source_faults(table: PointTable, place: Locate) -> Iterator[Fault]:
    wanted: dict[str, tuple[bool, str, str]] = {}
    if table.kind == "official":
        good_hash = len(table.file_hash) == HASH_LENGTH and set(table.file_hash) <= set("0123456789abcdef")
        wanted = {
            "page": (bool(table.page), "trang của phụ lục", "the page of the annex"),
            "file_hash": (good_hash, "mã băm SHA-256 của bản chụp phụ lục", "the SHA-256 of the annex scan"),
            "valid_from": (table.valid_from is not None, "ngày bắt đầu áp dụng", "the first day of validity"),
        }
    for part, (present, vi, en) in wanted.items():
        if not present:
            yield finding(
                "point-table-source-incomplete",
                place(Spot(part=part)),
                (f"bảng điểm chính thức phải ghi {vi}", f"an official table must give {en}"),
                (f"điền {vi}", f"fill in {en}"),
                str(getattr(table, part) or ""),
            )
    if table.valid_from and table.valid_until and table.valid_until < table.valid_from:
        yield finding(
            "point-table-validity-reversed",
            place(Spot(part="valid_until")),
            ("ngày hết áp dụng trước ngày bắt đầu", "the last day of validity lies before the first"),
            ("sửa lại hai ngày", "correct the two days"),
            table.valid_until.isoformat(),
        )
    if table.supersedes == table.table_id:
        yield finding(
            "point-table-supersedes-itself",
            place(Spot(part="supersedes")),
            ("bảng điểm không thể thay thế chính nó", "a table cannot supersede itself"),
            ("đặt mã mới cho bảng thay thế", "give the new table a new id"),
            table.supersedes,
        )


def _family_faults(table: PointTable, shape: TableShape, place: Locate) -> Iterator[Fault]:
    for family in shape.families:
        lacking = [
            area
            for area in table.areas
            if family.needed_in(table.area_of[area])
            and not any(item.family == family.code and item.asked_in(area) for item in table.items)
        ]
        if lacking:
            areas = ", ".join(lacking)
            yield finding(
                "point-table-family-missing",
                place(Spot(part="items")),
                (
                    f"thiếu nhóm mục {family.number} “{family.name.vi}” ở khu vực {areas}",
                    f"family {family.number} “{family.name.en}” is missing in {areas}",
                ),
                (
                    (
                        "nhập đủ mục theo phụ lục; nếu phụ lục thật không có nhóm này, khai lại trong "
                        "point_table_shape.yaml của đơn vị"
                    ),
                    (
                        "enter the items of the annex; if it has no such family, declare so in the office's "
                        "point_table_shape.yaml"
                    ),
                ),
                family.code,
            )


def _total_faults(table: PointTable, standard: Standard, place: Locate) -> Iterator[Fault]:
    for area in dict.fromkeys(table.areas):
        line = cut_off(standard, table.area_of[area])
        best = highest_total(table, area)
        if line is not None and best <= line:
            yield finding(
                "point-table-total-below-line",
                place(Spot(part="areas", area=area)),
                (
                    f"tổng điểm cao nhất ở khu vực {area} là {best}, không vượt mức {line}: không hộ nào thoát nghèo",
                    f"the best total in {area} is {best}, not above {line}: no household could leave poverty",
                ),
                ("so lại điểm của cột này với phụ lục", "compare the points of this column with the annex"),
                str(best),
            )


_KIND_VI = {"rural": "nông thôn", "urban": "thành thị"}
