"""The frame around an official table: issuer, motto, signatures (usual office form, recalled; replaceable)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rasoat.tables.report import ReportTable

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO_VALUES = "Độc lập - Tự do - Hạnh phúc"

_SHORT, _LONG = "UBND ", "ỦY BAN NHÂN DÂN"
_COMMITTEE_LEVELS = ("tỉnh", "thành phố", "thị xã", "huyện", "quận", "xã", "phường", "thị trấn", "đặc khu")


class SignatureCapacity(StrEnum):
    """In whose name the report is signed; it decides the lines above the signature."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    CHAIR_ALONE = "chair_alone"  # matters of the chair's own competence: no "TM."
    VICE_CHAIR_ALONE = "vice_chair_alone"
    BOARD_HEAD = "board_head"  # the steering committee of the review
    DEPARTMENT_HEAD = "department_head"  # signs by order of the chair
    VILLAGE_HEAD = "village_head"


_SEALED = "(Ký, đóng dấu)"
_UNSEALED = "(Ký, ghi rõ họ tên)"
_SIGNER: dict[SignatureCapacity, tuple[tuple[str, ...], str]] = {
    SignatureCapacity.CHAIR: (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), _SEALED),
    SignatureCapacity.VICE_CHAIR: (("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), _SEALED),
    SignatureCapacity.CHAIR_ALONE: (("CHỦ TỊCH",), _SEALED),
    SignatureCapacity.VICE_CHAIR_ALONE: (("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), _SEALED),
    SignatureCapacity.BOARD_HEAD: (("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN"), _SEALED),
    SignatureCapacity.DEPARTMENT_HEAD: (("TL. CHỦ TỊCH", "TRƯỞNG PHÒNG"), _SEALED),
    SignatureCapacity.VILLAGE_HEAD: (("TRƯỞNG THÔN",), _UNSEALED),
}


@dataclass(frozen=True, slots=True)
class OfficialHead:
    """What the office adds to the figures. Everything may be left empty and filled in by hand on paper.

    `higher_body` and `issuing_body` replace the names derived from the report's units. `place` and
    `signed_on` make the line "Địa danh, ngày ... tháng ... năm ...". `signer_titles` replaces the lines of
    `signature_capacity` where an office signs under another title.
    """

    higher_body: str = ""
    issuing_body: str = ""
    place: str = ""
    signed_on: date | None = None
    signature_capacity: SignatureCapacity = SignatureCapacity.CHAIR
    signer_titles: tuple[str, ...] = ()
    signer_name: str = ""
    preparer_name: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature: the lines in bold, the hint in italics below them, and the printed name."""

    titles: tuple[str, ...]
    hint: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Issuer:
    """The two lines top left. The second is set bold; the first too when both name the issuing body."""

    first: str
    second: str
    both_bold: bool = False

    def name(self) -> str:
        """The issuing body in one line."""
        return f"{self.first} {self.second}" if self.both_bold else self.second


def issuer(report: ReportTable, head: OfficialHead) -> Issuer:
    """The higher body over the issuing body, or the issuing body alone over two lines."""
    own = head.issuing_body or _body(report.unit_name)
    higher = head.higher_body or _body(report.parent_name)
    if higher or not own.startswith(_SHORT):
        return Issuer(higher, own)
    return Issuer(_LONG, own.removeprefix(_SHORT), both_bold=True)


def preparer(head: OfficialHead) -> Signature:
    """The left signature."""
    return Signature(("NGƯỜI LẬP BIỂU",), _UNSEALED, head.preparer_name)


def signer(head: OfficialHead) -> Signature:
    """The right signature, by capacity."""
    titles, hint = _SIGNER[head.signature_capacity]
    return Signature(head.signer_titles or titles, hint, head.signer_name)


def date_line(head: OfficialHead) -> str:
    """`Xã Mẫu, ngày 05 tháng 02 năm 2026`; days below 10 and months 1 and 2 take a leading zero."""
    day = head.signed_on
    place = head.place or "..................."
    if day is None:
        return f"{place}, ngày ...... tháng ...... năm ........"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{place}, ngày {day.day:02d} tháng {month} năm {day.year}"


def _body(unit_name: str) -> str:
    """People's committees by their short name, other units (a village, a ministry) by their own."""
    if unit_name.lower().startswith(tuple(f"{level} " for level in _COMMITTEE_LEVELS)):
        return _SHORT + unit_name.upper()
    return unit_name.upper()
