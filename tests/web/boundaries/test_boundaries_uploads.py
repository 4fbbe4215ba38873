"""Files of an office: workbooks, CSV and GeoJSON; the rows keep their numbers, formulas and bombs are refused."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rasoat.web.areas.models import Succession, Unit, UnitTag, UnitTotal
from rasoat.web.boundaries.office_files import FILE_KINDS, read_table
from rasoat.web.boundaries.office_upload import table_text
from rasoat.web.ledger.models import Entry
from rasoat.web.look.refusals import RefusedError

PAPER = "Quyết định 12/QĐ-UBND"
PATH = "/don-vi/nap-bang/"
Sheets = Mapping[str, Sequence[Sequence[object]]]


def workbook(sheets: Sheets, name: str = "bang.xlsx") -> SimpleUploadedFile:
    """Cells: values, days, or a tuple of a formula and its stored value."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, tuple):
                    sheet.write_formula(at, column, value[0], None, value[1])
                elif isinstance(value, date):
                    sheet.write_datetime(at, column, value, day)
                elif value is not None:
                    sheet.write(at, column, value)
    book.close()
    return SimpleUploadedFile(name, target.getvalue())


def read(kind: str, rows: Sequence[Sequence[object]]):
    return read_table(table_text(workbook({"Bảng": rows}), FILE_KINDS[kind]), FILE_KINDS[kind])


def geojson(*features: tuple[str, object]) -> SimpleUploadedFile:
    shapes = [{"type": "Feature", "properties": {"ma": code}, "geometry": geometry} for code, geometry in features]
    text = json.dumps({"type": "FeatureCollection", "features": shapes})
    return SimpleUploadedFile("ranh-gioi.geojson", text.encode())


def test_each_kind_is_read_from_a_workbook_with_its_row_numbers() -> None:
    day = date(2026, 1, 1)

    tags = read(
        "tags", [[], [], ["Thuộc tính", "MA DON VI", "Từ ngày"], ["biên giới", "00001", day], [], ["lạ", "2", day]]
    )
    days = read("validity", [["Mã đơn vị", "Từ ngày", "Đến ngày"], ["1~2025", None, date(2025, 6, 30)]])
    shares = read("shares", [["Mã cũ", "Mã mới", "Tỷ lệ"], ["A", "B", 0.125], ["A", "C", "87,5%"]])
    totals = read("totals", [["Mã đơn vị", "Năm", "Số hộ", "Số khẩu"], ["A", 2024, 1200, "4.800"]])

    assert [(line.row, line.values) for line in tags.lines] == [
        (4, {"unit": "00001", "tag": "tag_border", "first": day})
    ]  # fmt: skip
    assert [(fault.place.row, fault.place.column) for fault in tags.faults] == [(6, "Thuộc tính")]
    assert [line.values for line in days.lines] == [{"unit": "1~2025", "last": date(2025, 6, 30)}]
    assert [line.values["share"] for line in shares.lines] == [Decimal("0.125"), Decimal("0.875")]
    assert [line.values for line in totals.lines] == [{"unit": "A", "year": 2024, "households": 1200, "persons": 4800}]


def test_a_fraction_is_no_count() -> None:
    table = read("totals", [["Mã đơn vị", "Năm", "Số hộ"], ["A", 2024, 1234.567]])

    assert [(fault.rule, fault.place.row, fault.value) for fault in table.faults] == [("bad-cell", 2, "1234,567")]


def test_formulas_without_a_value_and_errors_are_faults_of_their_cell() -> None:
    heads = ["Mã đơn vị", "Từ ngày", "Đến ngày"]
    rows = [heads, ["A", ("=TODAY()", ""), None], ["B", None, ("=1/0", "#DIV/0!")], ["C", ("=A1", "01/01/2026"), None]]

    table = read("validity", rows)

    assert [(fault.rule, fault.place.row, fault.place.column) for fault in table.faults] == [
        ("formula-without-value", 2, "Từ ngày"), ("formula-without-value", 3, "Đến ngày"),
    ]  # fmt: skip
    assert [line.values for line in table.lines] == [{"unit": "C", "first": date(2026, 1, 1)}]


def test_the_sheet_with_the_columns_is_taken_and_two_of_them_are_refused() -> None:
    areas = [["Mã đơn vị", "Khu vực"], ["A", "Thành thị"]]
    kind = FILE_KINDS["areas"]

    found = read_table(table_text(workbook({"Ghi chú": [["Ai lập"]], "Bảng": areas}), kind), kind)

    assert [line.values for line in found.lines] == [{"unit": "A", "area": "urban"}]
    with pytest.raises(RefusedError, match="Nhiều trang tính"):
        table_text(workbook({"Một": areas, "Hai": areas}), kind)
    with pytest.raises(RefusedError, match="trống"):
        table_text(workbook({"Một": []}), kind)
    wrong = read_table(table_text(workbook({"Một": [["Mã đơn vị"], ["A"]]}), kind), kind)
    assert [fault.vi for fault in wrong.faults] == ["Thiếu cột Khu vực"]


def bomb() -> SimpleUploadedFile:
    """A workbook whose sheet unpacks to a thousand times its size."""
    target, book = io.BytesIO(), io.BytesIO(workbook({"Bảng": [["Mã đơn vị"]]}).read())
    with zipfile.ZipFile(book) as whole, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in whole.namelist():
            content = whole.read(part)
            packed.writestr(part, content + b" " * (40 << 20) if part.endswith("sheet1.xml") else content)
    return SimpleUploadedFile("bang.xlsx", target.getvalue())


@pytest.mark.parametrize(
    "upload",
    [
        bomb, lambda: SimpleUploadedFile("bang.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        lambda: SimpleUploadedFile("bang.xlsx", b"PK\x03\x04 broken"),
        lambda: SimpleUploadedFile("bang.csv", "Mã đơn vị".encode("utf-16")),
        lambda: SimpleUploadedFile("bang.pdf", b"%PDF-1.7"),
        lambda: SimpleUploadedFile("bang.csv", b"a;b\n" + b"x" * (6 << 20)),
    ],
)  # fmt: skip
def test_other_files_are_refused_beside_the_field(upload: Callable[[], SimpleUploadedFile]) -> None:
    with pytest.raises(RefusedError) as refused:
        table_text(upload(), FILE_KINDS["areas"])

    assert refused.value.field == "file"
    assert refused.value.remedy


@pytest.mark.django_db
def test_an_office_loads_a_workbook_after_its_preview(
    client_for: Callable[..., Client], province: Unit, communes: list[Unit]
) -> None:
    client = client_for("province_admin", province)
    given = {"kind": "totals", "document": PAPER, "source": "bàn giao của huyện"}
    heads = ["Mã đơn vị", "Năm", "Số hộ"]

    faulty = client.post(PATH, given | {"file": workbook({"B": [heads, ["TT9999", 2024, 5], ["TT0001", 2024, 1.5]]})})
    preview = client.post(PATH, given | {"file": workbook({"B": [heads, ["TT0001", 2024, 190]]})})
    untouched = UnitTotal.objects.exists()
    loaded = client.post(PATH, given | {"text": preview.context["text"], "step": "load"})

    assert [(fault.place.row, fault.rule) for fault in faulty.context["faults"]] == [
        (2, "unknown-unit"), (3, "bad-cell"),
    ]  # fmt: skip
    assert (preview.context["count"], untouched, loaded.status_code) == (1, False, 302)
    assert list(UnitTotal.objects.values_list("households", "source")) == [(190, "bàn giao của huyện")]
    assert client.post(PATH, given | {"file": bomb()}).status_code == 422


@pytest.mark.django_db
def test_outlines_give_centre_points_with_their_document(
    client_for: Callable[..., Client], province: Unit, communes: list[Unit]
) -> None:
    client = client_for("province_admin", province)
    square = {"type": "Polygon", "coordinates": [[[105, 21], [105.2, 21], [105.2, 21.2], [105, 21.2], [105, 21]]]}
    given = {"kind": "points", "document": PAPER}
    Unit.objects.filter(pk=communes[1].pk).update(latitude=20.0, longitude=105.0)

    faulty = client.post(PATH, given | {"file": geojson(("TT0001", square), ("KHONG-CO", square))})
    good = geojson(("TT0001", square), ("TT0002", {"type": "Point", "coordinates": [106.5, 20.5]}))
    preview = client.post(PATH, given | {"file": good})
    untouched = Unit.objects.get(pk=communes[0].pk).latitude
    loaded = client.post(PATH, given | {"text": preview.context["text"], "step": "load"})

    assert [(fault.place.row, fault.rule, fault.value) for fault in faulty.context["faults"]] == [
        (3, "unknown-unit", "KHONG-CO")
    ]
    counts = preview.context["points"]
    assert (counts.first, counts.other, counts.same) == (1, 1, 0)
    assert "1 đơn vị có điểm lần đầu, 1 đơn vị đổi điểm" in preview.content.decode()
    assert (untouched, loaded.status_code) == (None, 302)
    rows = Unit.objects.filter(level="commune").order_by("key")
    assert list(rows.values_list("latitude", "longitude", "point_source", "point_mark")) == [
        (21.1, 105.1, PAPER, "verified"), (20.5, 106.5, PAPER, "verified"),
    ]  # fmt: skip
    assert Entry.objects.filter(action="boundaries.points_loaded").count() == 2
    assert f"{PAPER} (đã có văn bản)" in client.get("/don-vi/TT0001/").content.decode()


@pytest.mark.django_db
def test_broken_geojson_and_points_of_another_province_are_refused(
    client_for: Callable[..., Client], province: Unit, communes: list[Unit], other_province: Unit
) -> None:
    client = client_for("province_admin", province)
    given = {"kind": "points", "document": PAPER}

    broken = client.post(PATH, given | {"text": '{"type": "FeatureCollection"'})
    foreign = client.post(PATH, given | {"file": geojson(("UU0001", {"type": "Point", "coordinates": [105, 21]}))})

    assert broken.status_code == 422
    assert "GeoJSON" in broken.content.decode()
    assert [fault.rule for fault in foreign.context["faults"]] == ["other-unit"]


@pytest.mark.django_db
def test_points_come_as_a_table_too(client_for: Callable[..., Client], province: Unit, communes: list[Unit]) -> None:
    client = client_for("province_admin", province)
    rows = [["Mã đơn vị", "Vĩ độ", "Kinh độ"], ["TT0001", 21.0285, 105.8542]]
    given = {"kind": "points", "document": PAPER}

    text = client.post(PATH, given | {"file": workbook({"B": rows})}).context["text"]
    client.post(PATH, given | {"text": text, "step": "load"})

    unit = Unit.objects.get(key="TT0001")
    assert (unit.latitude, unit.longitude) == (21.0285, 105.8542)
    assert not UnitTag.objects.exists()
    assert not Succession.objects.exists()
