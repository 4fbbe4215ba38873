"""What an import would do with each household of the file, as rows for people to look at before anything is written."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rasoat.law.faults import Fault, errors
from rasoat.survey.dataset import Dataset
from rasoat.survey.marking.digests import units_of
from rasoat.survey.marking.record import Sorter
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.exchange import comparing, matching
from rasoat.web.exchange.drafting import KEY, drafts_by_key
from rasoat.web.exchange.matching import Match, chunks, match
from rasoat.web.exchange.models import Import, ImportRow, Outcome
from rasoat.web.exchange.places import Placed
from rasoat.web.look.saying import Said
from rasoat.web.register.changes import HouseholdChange
from rasoat.web.register.drafts import HouseholdDraft
from rasoat.web.register.models import Household

GONE = frozenset({"moved_out", "died", "merged"})
SHOWN_FAULTS = 20
COMPARED = 500


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a household of the file is not let in."""

    note: Said
    faults: Sequence[Fault] = ()


def plan(
    acting: Acting, batch: Import, data: Dataset, places: Mapping[str, Placed], faults: Iterable[Fault]
) -> list[ImportRow]:
    """The rows of an import, not yet saved, in the order of the file."""
    drafts = drafts_by_key(data, places, on=batch.list_date, source=batch.source)
    refused = _refused(acting, batch, data, places, list(faults), drafts)
    wanted = {key: draft for key, draft in drafts.items() if key not in refused}
    matches = match(wanted, batch.province)
    rows: list[ImportRow] = []
    for number, row in enumerate(data.households.iter_rows(named=True), start=1):
        key = row[KEY] or ""
        placed = places.get(key)
        made = ImportRow(
            batch=batch, number=number, key=key, commune=placed.commune if placed else None,
            village=placed.village if placed else None, head_name=_name(row, drafts.get(key)), outcome=Outcome.ADD,
        )  # fmt: skip
        rows.append(made)
        if row.get("change_kind") in GONE:
            made.outcome = Outcome.SKIP
            made.say(Said(gettext_noop("Hộ đã rời danh sách; ghi biến động ở trang hộ nếu cần.")))
        elif key in refused or key not in wanted:
            refusal = refused.get(key, Refusal(Said(gettext_noop("Mã hộ trống hoặc trùng với hộ khác trong tệp."))))
            made.outcome = Outcome.REFUSED
            made.say(refusal.note)
            lines = [fault_line(fault) for fault in refusal.faults[:SHOWN_FAULTS]]
            made.put_detail({"faults": lines} if lines else {})
        else:
            _by_match(made, matches[key])
            wanted.pop(key)
    _compare(rows, drafts)
    return rows


def _name(row: Mapping[str, Any], draft: HouseholdDraft | None) -> str:
    name = matching.head_of(draft)[0] if draft else row.get("head_name")
    return str(name or "")[:120]


def _by_match(row: ImportRow, found: Match) -> None:
    row.by = found.by
    if found.household_id is not None:
        row.household_id, row.outcome = found.household_id, Outcome.CHANGE
    elif found.candidates:
        row.outcome = Outcome.ASK
        row.say(Said(found.why))
        row.put_detail(matching.as_plain(found))


def _compare(rows: Sequence[ImportRow], drafts: Mapping[str, HouseholdDraft]) -> None:
    """Tell changed from unchanged among those that were matched."""
    matched = [row for row in rows if row.outcome == Outcome.CHANGE]
    for part in chunks(matched, COMPARED):
        live = comparing.load_live([row.household_id for row in part if row.household_id])
        for row in part:
            compare_row(row, drafts[row.key], live[row.household_id or 0])


def compare_row(row: ImportRow, draft: HouseholdDraft, live: comparing.Live) -> None:
    """Set outcome and details of a matched row."""
    change, told = comparing.compare(draft, live)
    row.outcome = Outcome.SAME if comparing.is_empty(change) else Outcome.CHANGE
    row.put_detail({"differences": comparing.as_plain(told)} if row.outcome == Outcome.CHANGE else {})
    if row.outcome == Outcome.CHANGE and (late := latest_state(change)) > draft.on:
        row.outcome = Outcome.REFUSED
        text = gettext_noop(
            "Sổ đã có thay đổi từ ngày %(late)s, sau ngày danh sách %(on)s. Chọn ngày muộn hơn hoặc sửa tay."
        )
        row.say(Said(text, {"late": f"{late:%d/%m/%Y}", "on": f"{draft.on:%d/%m/%Y}"}))


def latest_state(change: HouseholdChange) -> date:
    """The day from which the newest of the states holds that a change would replace."""
    return change.latest_state


def _refused(
    acting: Acting, batch: Import, data: Dataset, places: Mapping[str, Placed], faults: Sequence[Fault],
    drafts: Mapping[str, HouseholdDraft],
) -> dict[str, Refusal]:  # fmt: skip
    """Households that are kept out, by their code in the file."""
    units = units_of(data)
    sorter = Sorter(units)
    wrong: dict[str, list[Fault]] = {}
    for fault in errors(faults):
        at = sorter.of(fault)
        if at is not None:
            wrong.setdefault(units[at].household_id, []).append(fault)
    found = {key: Refusal(_said(told), told) for key, told in wrong.items()}
    allowed: dict[int, bool] = {}
    for key, placed in places.items():
        if placed.commune is None:
            found.setdefault(key, Refusal(Said(gettext_noop("Chưa rõ xã của hộ."))))
            continue
        pk = placed.commune.pk
        if pk not in allowed:
            allowed[pk] = acting.policy.may(Capability.IMPORT_RUN, placed.commune)
        if not allowed[pk] or (batch.commune_id and batch.commune_id != pk):
            text = gettext_noop("Hộ thuộc %(commune)s, ngoài địa bàn của lần nhập này.")
            found.setdefault(key, Refusal(Said(text, {"commune": placed.commune.full_name})))
    for key, draft in drafts.items():
        if any(not member.full_name.strip() for member in draft.members) or not (
            draft.members or draft.head_name.strip()
        ):
            text = gettext_noop("Có thành viên chưa có họ tên. Bổ sung họ tên rồi nhập lại.")
            found.setdefault(key, Refusal(Said(text)))
    return found


def fault_line(fault: Fault) -> dict[str, str]:
    """A fault as one line by language."""
    return {"vi": fault.text_vi(), "en": fault.text_en()}


def _said(faults: Sequence[Fault]) -> Said:
    """The first fault of a household: where (the file is known), what, and how many more there are."""
    first, more = faults[0], len(faults) - 1
    place = replace(first.place, file="") if first.place.row is not None else first.place
    values: dict[str, Any] = {
        "where": {"vi": place.text_vi(), "en": place.text_en()}, "what": {"vi": first.vi, "en": first.en},
    }  # fmt: skip
    if not more:
        return Said(gettext_noop("%(where)s: %(what)s"), values)
    return Said(gettext_noop("%(where)s: %(what)s (và %(more)s lỗi khác)"), {**values, "more": more})


def counts_of(rows: Iterable[ImportRow]) -> dict[str, Any]:
    """Totals by outcome and by village, for the preview."""
    by_outcome: Counter[str] = Counter()
    by_village: dict[str, Counter[str]] = {}
    for row in rows:
        by_outcome[row.outcome] += 1
        place = f"{row.commune_id or 0}:{row.village_id or 0}"
        by_village.setdefault(place, Counter())[row.outcome] += 1
    return {"outcomes": dict(by_outcome), "villages": {place: dict(found) for place, found in by_village.items()}}


def not_in_file(batch: Import) -> "Any":
    """Living households of the communes of the file that the file does not name."""
    communes = batch.rows.exclude(commune=None).values("commune_id").distinct()
    named = batch.rows.exclude(household=None).values("household_id")
    return (
        Household.objects.filter(commune__in=communes, ended_on__isnull=True)
        .exclude(pk__in=named).order_by("commune_id", "village_id", "sort_key", "pk")
    )  # fmt: skip
