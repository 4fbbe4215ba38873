"""Answer the question of one row: the same as a household of the register, a new one, or left out."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.exchange import comparing, files
from rasoat.web.exchange.drafting import drafts_by_key
from rasoat.web.exchange.models import Import, ImportRow, ImportState, Outcome
from rasoat.web.exchange.places import Placed
from rasoat.web.exchange.planning import compare_row, counts_of
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.look.saying import Said
from rasoat.web.register.drafts import HouseholdDraft
from rasoat.web.register.models import Household

ANSWERS = ("new", "skip")


def choose_row(acting: Acting, row: ImportRow, answer: str) -> None:
    """`answer`: `new`, `skip`, or the id of a candidate. May be changed until the import is confirmed.

    Raises `NotAllowedError`; `RefusedError` when the import has moved on, or the answer is none of these.
    """
    acting.require(Capability.IMPORT_RUN, row.batch.place)
    told = row.told()
    candidates = told.get("candidates", [])
    if not candidates:
        raise RefusedError(_("Hộ này không cần chọn."), code="no-question")
    with transaction.atomic():
        batch = (
            Import.objects.select_for_update(of=("self",))
            .select_related("province", "commune", "table")
            .get(pk=row.batch_id)
        )
        if batch.state != ImportState.READY:
            raise RefusedError(_("Lần nhập này đã xác nhận, không đổi được nữa."), code="moved-on")
        row.chosen, row.household = True, None
        if answer == "skip":
            row.outcome = Outcome.SKIP
            row.say(Said(gettext_noop("Bỏ qua theo lựa chọn khi xem trước.")))
        elif answer == "new":
            row.outcome = Outcome.ADD
            row.say(Said(gettext_noop("Thêm mới theo lựa chọn khi xem trước.")))
        elif answer.isdecimal() and int(answer) in candidates:
            _same(batch, row, int(answer), told)
        else:
            raise RefusedError(_("Chọn một hộ, hoặc thêm mới, hoặc bỏ qua."), field="answer")
        row.save()
        batch.counts = {**batch.counts, **counts_of(batch.rows.only("outcome", "commune_id", "village_id", "batch_id"))}
        batch.save(update_fields=["counts"])
        record(
            acting, "exchange.row_chosen", batch, unit=row.commune or batch.place,
            after={"row": row.number, "answer": answer}, role=acting.role_for(Capability.IMPORT_RUN, batch.place),
        )  # fmt: skip


def draft_of(batch: Import, row: ImportRow) -> HouseholdDraft:
    """The household of one row as the file tells it. Reads the whole table: for one row at a time only."""
    data, _more = files.table_of(batch)
    part = data.households.filter(data.households["household_id"] == row.key)
    people = data.members.filter(data.members["household_id"] == row.key)
    small = type(data)(part, people, carried=data.carried, source=data.source, letters=data.letters)
    return drafts_by_key(small, {row.key: Placed(row.commune, row.village)}, on=batch.list_date, source=batch.source)[
        row.key
    ]


def _same(batch: Import, row: ImportRow, household_id: int, told: dict[str, object]) -> None:
    home = Household.objects.get(pk=household_id)
    if home.commune_id != row.commune_id or home.ended_on is not None:
        raise RefusedError(
            _("Hộ này đang ở xã khác hoặc đã kết thúc."),
            remedy=_("Ghi biến động chuyển hộ trước, hoặc thêm mới."),
            field="answer",
        )
    if batch.rows.filter(household=home).exclude(pk=row.pk).exists():
        raise RefusedError(_("Một hộ khác trong tệp đã khớp với hộ này."), remedy=_("Chọn hộ khác."), field="answer")
    row.household = home
    compare_row(row, draft_of(batch, row), comparing.load_live([home.pk])[home.pk])
    detail = row.told()
    row.put_detail({**detail, "candidates": told["candidates"], "why": told.get("why", "")})
