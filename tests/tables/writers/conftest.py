"""Tables to print: the shapes of the official ones with counted-up figures and placeholder words."""

from datetime import date

import pytest

from rasoat.tables.head import OfficialHead
from rasoat.tables.report import Column, Kind, ReportTable, Row

WATERMARK = "BẢNG ĐIỂM MINH HỌA - KHÔNG DÙNG ĐỂ CÔNG NHẬN HỘ NGHÈO"
PACK = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
STUB = (
    Column("no", ("TT",), "A", Kind.TEXT, 5),
    Column("place", ("Địa bàn",), "B", Kind.TEXT, 24),
)
FARM = "Hộ làm nông, lâm, ngư nghiệp có mức sống trung bình"


def make_report(number="1", title="Tổng hợp kết quả", columns=STUB, rows=(), **options):
    """A report of the made-up unit, with whatever the test is about."""
    common = {
        "unit_name": "Tỉnh Mẫu", "period": "Năm 2026", "standard_id": "national_2022", "pack": PACK,
        "form_code": f"Biểu số {number}",
    }  # fmt: skip
    return ReportTable(number=number, title=title, columns=tuple(columns), rows=tuple(rows), **(common | options))


def place_rows(figures, places=12, *, labels=()):
    """A bold total, then parts; with labels each place takes a line per label."""
    rows = []
    for index in range(places + 1):
        bold = index == 0
        names = ("", "Tỉnh Mẫu") if bold else (str(index), f"Xã Mẫu Thượng {index}")
        for line, label in enumerate(labels or ("",)):
            stub = names if line == 0 else (None, None)
            rows.append(Row((*stub, *((label,) if labels else ()), *figures(index)), depth=int(not bold), bold=bold))
    return rows


@pytest.fixture
def head():
    return OfficialHead(place="Tỉnh Mẫu", signed_on=date(2026, 2, 5))


@pytest.fixture
def results():
    """Report 1: fourteen figures, counts and rates under merged heads, one column blank with its reason."""
    groups = ("Hộ nghèo", "Hộ cận nghèo", FARM, "Khẩu nghèo", "Khẩu cận nghèo", "Khẩu có mức sống trung bình")
    columns = [
        *STUB,
        Column("c1", ("Tổng số hộ",), "1", width=11),
        Column("c2", ("Tổng số nhân khẩu",), "2", width=12),
    ]
    for index, group in enumerate(groups):
        base, what = (1, "Số hộ") if index < 3 else (2, "Số khẩu")
        count = 3 + 2 * index
        columns.append(Column(f"c{count}", (group, what), str(count)))
        columns.append(Column(f"c{count + 1}", (group, "Tỷ lệ %"), f"{count + 1}={count}/{base}*100", Kind.RATE))

    def figures(index):
        if index == 3:
            return (0, 0, *(0, None) * 6)
        scale = 1 if index else 12
        households = 39_763 * scale + index
        return (households, households * 4, 12_558 * scale, 263, 3_400 * scale, 58, None, None, 871, 10_000, 5, 1, 0, 0)

    return make_report(
        "1",
        "Tổng hợp kết quả chính thức rà soát hộ nghèo; hộ cận nghèo; "
        "hộ làm nông, lâm, ngư nghiệp có mức sống trung bình",
        columns,
        place_rows(figures, 26),
        blank_reasons=(("c7", "tệp địa bàn không có số hộ mức sống trung bình"),
                       ("c8", "tệp địa bàn không có số hộ mức sống trung bình")),
        notes=("Tỷ lệ tính từ số đếm, làm tròn hai chữ số thập phân.",),
    )  # fmt: skip


@pytest.fixture
def movements():
    """Report 2: two lines a place, three levels of heads, a long column number, and the watermark."""
    down, up, out = "Diễn biến giảm", "Diễn biến tăng", "Thoát nghèo"
    heads = [
        ("Số hộ nghèo đầu kỳ",), (down, out, "Trở thành cận nghèo"), (down, out, "Vượt chuẩn cận nghèo"),
        (down, "Khác (thay đổi nhân khẩu, hộ đơn thân chết, chuyển đi, tách, nhập)"),
        (up, "Cận nghèo thành nghèo"), (up, "Tái nghèo"), (up, "Phát sinh mới"),
        (up, "Khác (thay đổi nhân khẩu, chuyển đến, tách, nhập)"), ("Số hộ nghèo cuối kỳ",),
    ]  # fmt: skip
    columns = [*STUB, Column("unit", ("Đơn vị tính",), "C", Kind.TEXT, 11)]
    columns += [
        Column(f"c{n}", path, "9=1-2-3-4+5+6+7+8" if n == 9 else str(n), width=16 if "Khác" in path[-1] else 9)
        for n, path in enumerate(heads, start=1)
    ]
    rows = place_rows(lambda n: (294 + n, 64, 45, None, 5, 0, 14, None, 204 + n), labels=("Hộ", "Nhân khẩu"))
    return make_report("2", "Tổng hợp diễn biến hộ nghèo", columns, rows, watermark=WATERMARK)


@pytest.fixture
def ethnic():
    """Report 9: four lines a place and a column for each of 53 minorities, far wider than a page."""
    minority = "Dân tộc thiểu số"
    columns = [
        *STUB, Column("line", ("Chỉ tiêu",), "C", Kind.TEXT, 12), Column("c1", ("Tổng số",), "1"),
        Column("c2", ("Kinh",), "2"), Column("c3", (minority, "Tổng số"), "3"),
    ]  # fmt: skip
    columns += [Column(f"e{n}", (minority, f"Dân tộc {n}"), str(n + 3), width=7) for n in range(1, 55)]
    labels = ("Hộ nghèo", "Khẩu nghèo", "Hộ cận nghèo", "Khẩu cận nghèo")
    rows = place_rows(lambda n: (12_558 + n, 11_000, 1_558 + n, *range(54)), labels=labels)
    return make_report("9", "Tổng hợp hộ nghèo, hộ cận nghèo theo dân tộc", columns, rows, watermark=WATERMARK)


@pytest.fixture
def members():
    """Report 15: the list of members, a row each."""
    return member_list(60)


def member_list(count):
    """`count` members in households of four; names are placeholder words."""
    support = "Chính sách hỗ trợ"
    texts = [
        (("STT hộ",), 5), (("STT thành viên",), 7), (("Họ và tên",), 24), (("Năm sinh", "Nam"), 6),
        (("Năm sinh", "Nữ"), 6), (("Dân tộc",), 8), (("Quan hệ với chủ hộ",), 11), (("Diện hộ nghèo", "Mới"), 6),
        (("Diện hộ nghèo", "Tái nghèo"), 6), (("Diện hộ nghèo", "Cũ"), 5), (("Hộ chính sách có công",), 8),
        (("Hộ DTTC",), 6), (("Hộ không có khả năng lao động",), 8), (("Số định danh cá nhân",), 14),
        *(((support, name), 7) for name in ("Y tế", "Giáo dục", "Sản xuất", "Tín dụng", "Nhà ở", "Khác")),
    ]  # fmt: skip
    columns = [Column(f"m{n}", path, str(n), Kind.TEXT, width) for n, (path, width) in enumerate(texts, start=1)]
    rows = []
    for n in range(count):
        is_head = n % 4 == 0
        born = (str(1950 + n % 60), None) if n % 2 else (None, str(1950 + n % 60))
        rows.append(
            Row((str(n // 4 + 1) if is_head else None, str(n % 4 + 1),
                 f"Chủ hộ mẫu {n // 4 + 1}" if is_head else f"Thành viên mẫu số {n} tên dài hơn cột",
                 *born, "Tày", "Chủ hộ" if is_head else "Con", "x" if n % 3 == 0 else None, None,
                 None, None, "x", None, f"0{n:011d}", "x", "x", None, None, None, None), bold=is_head)
        )  # fmt: skip
    return make_report("15", "Danh sách chi tiết hộ nghèo", columns, rows, unit_name="Xã Mẫu", parent_name="Tỉnh Mẫu")
