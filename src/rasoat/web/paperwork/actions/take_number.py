"""Take the next number, or one that was left out, for a paper of the commune."""

import re
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.paperwork.graphs import NUMBER
from rasoat.web.paperwork.models import PaperNumber
from rasoat.web.paperwork.numbers import SAMPLE, book_of
from rasoat.web.rounds.models import Round

_SYMBOL = re.compile(r"^[0-9A-ZĐ][0-9A-ZĐa-zđ.\-]{0,29}$")


@dataclass(frozen=True, slots=True)
class NumberWish:
    """`number` None: the next one. `row`: the round the paper belongs to; numbers of training rounds count apart."""

    symbol: str
    about: str
    on: date
    number: int | None = None
    row: Round | None = None


def take_number(acting: Acting, commune: Unit, wish: NumberWish) -> PaperNumber:
    """The number, in the book of its day's year.

    Raises `NotAllowedError`; `RefusedError` for a symbol that is none, no summary, a day to come, or a number in use.
    """
    acting.require(Capability.DECISION_PREPARE, commune)
    symbol, about = wish.symbol.strip(), wish.about.strip()
    if not _SYMBOL.match(symbol):
        raise RefusedError(_("Ký hiệu không đúng."), remedy=_("Ghi như TTr-UBND, KH-UBND."), field="symbol")
    if not about:
        raise RefusedError(_("Thiếu trích yếu."), remedy=_("Ghi văn bản nói về việc gì."), field="about")
    if wish.on > acting.today():
        raise RefusedError(_("Ngày văn bản ở tương lai."), remedy=_("Ghi lại ngày."), field="on")
    sample = wish.row is not None and not wish.row.counts
    role = acting.role_for(Capability.DECISION_PREPARE, commune)
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=commune.pk)  # numbers of a commune are taken one after the other
        used = _used(commune, wish.on.year, f"{SAMPLE if sample else ''}{symbol}")
        number = wish.number or max(used, default=0) + 1
        if number in used:
            raise _taken(number)
        row = PaperNumber(
            province=commune.province, commune=commune, year=wish.on.year, symbol=symbol, number=number,
            sample=sample, round=wish.row, about=about, on=wish.on, state=NUMBER.start, taken_by=acting.user,
        )  # fmt: skip
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            raise _taken(number) from None
        record(
            acting, "paperwork.number_taken", row, unit=commune, rows=[row],
            after={"number": row.text, "about": about}, role=role,
        )  # fmt: skip
    return row


def _used(commune: Unit, year: int, symbol: str) -> set[int]:
    """Numbers of a symbol that stand in the book, void ones too."""
    parsed = [row.parsed for row in book_of(commune, year).rows]
    return {found[1] for found in parsed if found is not None and found[0] == symbol}


def _taken(number: int) -> RefusedError:
    return RefusedError(
        _("Số %(number)s đã dùng trong sổ.") % {"number": number}, remedy=_("Để trống ô số để lấy số tiếp theo."),
        field="number", code="number-taken",
    )  # fmt: skip
