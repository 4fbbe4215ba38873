"""Small packages made by hand."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

PARTS: dict[str, bytes] = {
    "[Content_Types].xml": (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.sheet.main+xml"/></Types>'
    ).encode(),
    "_rels/.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ).encode(),
    "xl/workbook.xml": (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Hộ &amp; người" sheetId="3" r:id="rId1"/>'
        '<sheet name="Ẩn" sheetId="7" state="hidden" r:id="rId2"/></sheets><calcPr calcId="1"/></workbook>'
    ).encode(),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/worksheet" Target="/xl/worksheets/sheet2.xml"/>'
        f'<Relationship Id="rId9" Type="{OFFICE}/hyperlink" Target="http://example.vn/" TargetMode="External"/>'
        "</Relationships>"
    ).encode(),
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode(),
    "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode(),
}  # fmt: skip

Made = Callable[..., Path]


@pytest.fixture
def parts() -> dict[str, bytes]:
    """The parts of the smallest workbook with two sheets."""
    return dict(PARTS)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Writes parts as a file; those given replace or follow the usual ones."""

    def make(more: Mapping[str, bytes] | None = None, name: str = "so.xlsx") -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in {**PARTS, **(more or {})}.items():
                archive.writestr(part, content)
        return path

    return make
