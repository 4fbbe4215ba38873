"""Where a point table stands: draft, complete, signed, superseded. Derived each time, never stored."""

from datetime import date
from enum import StrEnum

from rasoat.law.book import LawBook
from rasoat.law.faults import Fault, Place, errors
from rasoat.law.point_table.checks import check_table
from rasoat.law.point_table.finding import finding
from rasoat.law.point_table.model import PointTable
from rasoat.law.point_table.signatures import ROLES, Signature
from rasoat.law.point_table.statement import ROLE_VI, signature_fault


class TableState(StrEnum):
    """The life of a table. Only a signed one serves an official round."""

    DRAFT = "draft"
    COMPLETE = "complete"
    SIGNED = "signed"
    SUPERSEDED = "superseded"

    @property
    def label_vi(self) -> str:
        """The words shown to people."""
        return _LABELS_VI[self]


_LABELS_VI = {
    TableState.DRAFT: "đang nhập",
    TableState.COMPLETE: "đã nhập xong, chưa ký",
    TableState.SIGNED: "đã ký",
    TableState.SUPERSEDED: "đã được thay thế",
}


def state_of(table: PointTable, book: LawBook) -> TableState:
    """The state that follows from the content, the signatures and the other tables of the book.

    Signed: two different people with different keys hold the two roles over the present content, which has no fault.
    Superseded: signed, and another signed table of the same standard names it in `supersedes`.
    """
    if not is_signed(table, book):
        return TableState(table.state)
    for other in book.point_tables.values():
        same = other.table_id != table.table_id and other.standard_id == table.standard_id
        if same and other.supersedes == table.table_id and is_signed(other, book):
            return TableState.SUPERSEDED
    return TableState.SIGNED


def is_signed(table: PointTable, book: LawBook) -> bool:
    """True for signed and superseded tables."""
    return not why_not_signed(table, book)


def why_not_signed(table: PointTable, book: LawBook) -> list[Fault]:
    """Everything that keeps a table from being signed into official use; empty when it is."""
    if table.kind == "illustrative":
        return unfit_faults(table, book)
    return [*unfit_faults(table, book), *signature_faults(table, book)]


def unfit_faults(table: PointTable, book: LawBook) -> list[Fault]:
    """What forbids signing the content itself: an illustrative table, a draft, a failed check."""
    place = Place(file=table.table_id)
    if table.kind == "illustrative":
        what = (
            f"bảng “{table.table_id}” là bảng minh họa, không bao giờ được ký để dùng chính thức",
            f"“{table.table_id}” is illustrative and can never be signed into official use",
        )
        remedy = ("nhập bảng điểm của phụ lục chính thức rồi ký", "import the table of the official annex and sign it")
        return [finding("point-table-illustrative", place, what, remedy)]
    found: list[Fault] = []
    if table.state == "draft":
        what = (f"bảng “{table.table_id}” còn đang nhập", f"“{table.table_id}” is still a draft")
        found.append(finding("point-table-draft", place, what, ("ghi tình trạng đã nhập xong", "mark it complete")))
    return [*found, *errors(check_table(table, book.standard(table.standard_id), book.table_shape))]


def signature_faults(table: PointTable, book: LawBook) -> list[Fault]:
    """Missing or broken signatures, and signatures that do not come from two people."""
    place = Place(file=f"signatures/{table.table_id}")
    mine = [item for item in book.signatures if item.table_id == table.table_id]
    found = [fault for item in mine if (fault := signature_fault(item, table, book.signers)) is not None]
    valid = valid_signatures(table, book)
    for role in ROLES:
        if not any(item.role == role for item in valid):
            what = (f"chưa có chữ ký hợp lệ của {ROLE_VI[role]}", f"no valid signature of {role}")
            remedy = (f"{ROLE_VI[role]} ký bằng `rasoat law points sign`", "sign with `rasoat law points sign`")
            found.append(finding("signature-missing", place, what, remedy))
    if len(valid) > 1 and not _two_people(valid, book):
        what = ("hai chữ ký phải của hai người khác nhau, hai khóa khác nhau", "two different people must sign")
        found.append(
            finding("signature-same-person", place, what, ("người thứ hai ký lại", "let a second person sign"))
        )
    return found


def valid_signatures(table: PointTable, book: LawBook) -> list[Signature]:
    """The signatures that hold for the present content."""
    return [
        item
        for item in book.signatures
        if item.table_id == table.table_id and signature_fault(item, table, book.signers) is None
    ]


def same_hand(one: Signature, other: Signature, book: LawBook) -> bool:
    """True when two signatures come from one person or one key."""
    keys = {book.signers[item.person_id].public_key for item in (one, other)}
    return len(keys) == 1 or one.person_id.casefold() == other.person_id.casefold()


def _two_people(valid: list[Signature], book: LawBook) -> bool:
    loaded = [item for item in valid if item.role == "loaded_by"]
    checked = [item for item in valid if item.role == "checked_by"]
    return any(not same_hand(one, other, book) for one in loaded for other in checked)


def official_use_faults(table: PointTable, book: LawBook, area: str, day: date) -> list[Fault]:
    """Why an official round may not score a household of `area` with this table on that day; empty when it may."""
    found = why_not_signed(table, book)
    place = Place(file=table.table_id)
    if area not in table.areas:
        what = (f"bảng không có khu vực {area}", f"the table does not cover area {area}")
        found.append(
            finding("point-table-area-uncovered", place, what, ("chọn bảng khác", "choose another table"), area)
        )
    too_early = table.valid_from is not None and day < table.valid_from
    if too_early or (table.valid_until is not None and table.valid_until < day):
        what = (f"bảng không áp dụng vào ngày {day:%d/%m/%Y}", f"the table is not in force on {day.isoformat()}")
        found.append(finding("point-table-not-in-force", place, what, ("chọn bảng khác", "choose another table"), day))
    return found
