"""The file that an office gives (a workbook, CSV, or GeoJSON for centre points) as the text of a table."""

import csv
import io
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from rasoat.law.faults import FaultsFoundError
from rasoat.survey.mapping.source import Sheet, Source
from rasoat.survey.sheets import Cell, cell_text, column_letter
from rasoat.web.boundaries.office_files import FORMULA_SIGN, MOST_BYTES, FileKind
from rasoat.web.boundaries.outlines import centre_rows, is_geojson
from rasoat.web.look.refusals import RefusedError
from rasoat.web.vault.file_types import XLSX, Accepts, media_type_of

MOST_OUTLINE_BYTES = 20 * 2**20
NOT_COMPUTED = f"{FORMULA_SIGN}?"


def table_text(upload: UploadedFile, kind: FileKind) -> str:
    """The table of a file. Rows keep their numbers. Raises `RefusedError` for a file that cannot be taken.

    Bombs, locks and old formats are refused as in imports; a formula never computed, or with an error, becomes a cell
    that begins with `FORMULA_SIGN`.
    """
    most = MOST_OUTLINE_BYTES if kind.code == "points" else MOST_BYTES
    if upload.size is None or upload.size > most:
        raise RefusedError(
            _("Tệp quá lớn."), remedy=_("Chia thành nhiều tệp dưới %(most)d MB.") % {"most": most >> 20}, field="file"
        )
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / (Path(upload.name or "").name or "bang")
        with path.open("wb") as target:
            target.writelines(upload.chunks())
        if media_type_of(path, Accepts.TABLE) == XLSX:
            return _workbook(path, kind)
        return plain_text(_decoded(path), kind)


def plain_text(text: str, kind: FileKind) -> str:
    """A text as it is; GeoJSON of centre points as their table. Raises `RefusedError` for broken GeoJSON."""
    return _joined(centre_rows(text)) if kind.code == "points" and is_geojson(text) else text


def _decoded(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedError(
            _("Tệp không phải CSV bảng mã UTF-8."),
            remedy=_("Lưu thành .xlsx hoặc CSV UTF-8, hoặc chép bảng rồi dán."),
            field="file",
        ) from None


def _workbook(path: Path, kind: FileKind) -> str:
    try:
        with Source(path) as source:
            sheets = [source.sheet(title) for title in source.titles]
    except FaultsFoundError as error:
        fault = error.faults[0]
        raise RefusedError(f"{fault.vi}.", remedy=f"{fault.remedy_vi}.", field="file", code=fault.rule) from None
    filled = [sheet for sheet in sheets if any(map(_is_filled, sheet.cells))]
    fitting = [sheet for sheet in filled if kind.needed <= kind.places(_heads(sheet)).keys()]
    if not filled:
        raise RefusedError(_("Sổ Excel trống."), remedy=_("Chọn tệp có bảng."), field="file")
    if len(fitting) > 1:
        titles = ", ".join(each.title for each in fitting)
        raise RefusedError(
            _("Nhiều trang tính có các cột của bảng: %(titles)s.") % {"titles": titles},
            remedy=_("Để lại một trang tính, hoặc chép từng bảng rồi dán."), field="file",
        )  # fmt: skip
    return _joined(_texts((fitting or filled)[0]))


def _heads(sheet: Sheet) -> list[str]:
    row = next(row for row in sheet.cells if _is_filled(row))
    return [_text(cell) for cell in row]


def _texts(sheet: Sheet) -> Iterable[list[str]]:
    broken = {(row, letter): value or NOT_COMPUTED for row, letter, value in sheet.scan.errors}
    broken |= dict.fromkeys(sheet.scan.empty_formulas, NOT_COMPUTED)
    for number, row in enumerate(sheet.cells, 1):
        yield [broken.get((number, column_letter(at)), "") or _text(cell) for at, cell in enumerate(row)]


def _is_filled(row: Sequence[Cell]) -> bool:
    return any(cell != "" for cell in row)


def _text(cell: Cell) -> str:
    """A cell on one line; fractions with a comma, since a point would part thousands."""
    text = " ".join((cell_text(cell) or "").split())
    return text.replace(".", ",") if isinstance(cell, float) else text


def _joined(rows: Iterable[Sequence[str]]) -> str:
    target = io.StringIO()
    csv.writer(target, delimiter="\t", lineterminator="\n").writerows(rows)
    return target.getvalue()
