"""A province's word on a parameter of a procedure: as it stands, another value, or to go without one."""

from datetime import date
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.law.canonical import plain
from rasoat.law.procedure import Parameter, ProvinceMay
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit
from rasoat.web.ledger.record import locked_chain, record, state_of
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.law import english, procedure, words
from rasoat.web.rounds.models import ParameterValue


class Word(StrEnum):
    """What a province says."""

    CONFIRM = "confirm"
    SET = "set"
    LEAVE = "leave"


def set_parameter(
    acting: Acting, province: Unit, procedure_id: str, key: str, word: Word, *, valid_from: date, value: Any = None,
    document: str = "", note: str = "",
) -> ParameterValue:  # fmt: skip
    """Record the word, from a day on. `value`: plain, for `Word.SET`. The same word again gives the row there is.

    Raises `NotAllowedError`; `RefusedError` when there is nothing to confirm, the value is not allowed, its document
    is missing, or the procedure cannot do without a value.
    """
    acting.require(Capability.PARAMETER_SET, province)
    parameter = procedure(procedure_id).parameters.get(key)
    if parameter is None or province.level != Level.PROVINCE:
        raise RefusedError(_("Quy trình không có tham số này."), remedy=_("Chọn lại tham số."), field="key")
    told = {
        "value": _value(parameter, word, value, valid_from, document), "document": document.strip()[:200],
        "note": note.strip()[:500], "valid_from": valid_from,
    }  # fmt: skip
    with transaction.atomic():
        locked_chain(province)
        rows = ParameterValue.objects.filter(province=province, procedure_id=procedure_id, key=key)
        newest = rows.order_by("-id").first()
        if newest is not None and told == {name: getattr(newest, name) for name in told}:
            return newest
        row = ParameterValue.objects.create(
            province=province, procedure_id=procedure_id, key=key, confirmed_by=acting.user, **told
        )
        record(
            acting, "rounds.parameter_settled", row, unit=province, rows=[row],
            before=state_of(newest) if newest else None, after=state_of(row), reason=document.strip(),
            role=acting.role_for(Capability.PARAMETER_SET, province),
        )  # fmt: skip
    return row


def _value(parameter: Parameter, word: Word, value: Any, on: date, document: str) -> Any:
    if word is Word.CONFIRM:
        fact = parameter.default_on(on)
        if fact is None or fact.value is None:
            raise RefusedError(
                _("“%(name)s” chưa có trị số nào để xác nhận.") % {"name": words(parameter.name)},
                remedy=_("Đặt trị số theo văn bản, hoặc để trống nếu được phép."), field="word", code="no-default",
            )  # fmt: skip
        return plain(fact.value)
    if word is Word.LEAVE:
        if parameter.without_value is None:
            raise RefusedError(
                _("“%(name)s” không để trống được.") % {"name": words(parameter.name)},
                remedy=_("Xác nhận trị số hoặc đặt trị số khác."), field="word", code="needs-value",
            )  # fmt: skip
        return None
    return _other(parameter, value, on, document)


def _other(parameter: Parameter, value: Any, on: date, document: str) -> Any:
    if parameter.province_may is ProvinceMay.KEEP:
        raise RefusedError(
            _("Tỉnh không được đổi “%(name)s”.") % {"name": words(parameter.name)},
            remedy=_("Chỉ xác nhận trị số của luật."), field="word", code="keep",
        )  # fmt: skip
    if problems := parameter.check_province(value, on):
        said = "; ".join(each.en if english() else each.vi for each in problems)
        raise RefusedError(
            f"{words(parameter.name)}: {said}.", remedy=_("Sửa lại trị số."), field="value", code="bad-value"
        )
    if not document.strip():
        raise RefusedError(
            _("Chưa ghi văn bản làm căn cứ."), remedy=_("Ghi số, ngày, cơ quan ban hành."), field="document",
            code="document-missing",
        )  # fmt: skip
    return plain(parameter.read(value))
