"""Roles on communes that end go over to the communes that follow: same person, same role."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.apart import keep_apart
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.chains import chain_unit
from rasoat.web.accounts.models import Assignment
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.record import record, state_of
from rasoat.web.look.refusals import RefusedError


@dataclass
class Rehomed:
    """What happened: roles given anew, and roles that the rule of separate duties did not let through."""

    given: list[Assignment] = field(default_factory=list)
    withheld: list[tuple[Assignment, str]] = field(default_factory=list)


def rehome_assignments(acting: Acting, moves: Mapping[Unit, Sequence[Unit]], on: date, document: str) -> Rehomed:
    """End every running role on the units that end, and give the same on each unit that follows, from `on`.

    A person with the same role on several of them gets it once. Delegations follow the roles they stand for. A role
    that clashes with another duty of the person in the new unit is not given; the answer names it. Needs UNIT_EDIT.
    """
    for unit in moves:
        acting.require(Capability.UNIT_EDIT, unit)
    done = Rehomed()
    given: dict[tuple[int, str, int], Assignment] = {}
    replaced: dict[tuple[int, int], Assignment] = {}
    with transaction.atomic():
        running = Assignment.objects.select_for_update().filter(unit__in=list(moves), ended_at__isnull=True)
        found = running.select_related("user")
        rows = [row for row in found if row.valid_until is None or row.valid_until >= on]
        rows.sort(key=lambda row: (row.delegated_from_id is not None, row.pk))
        by_id = {unit.pk: unit for unit in moves}
        ends = {row.pk: row.valid_until for row in rows}
        for row in rows:
            _end(acting, row, by_id[row.unit_id or 0], on, document)
        for row in rows:
            for target in moves[by_id[row.unit_id or 0]]:
                _give(acting, row, target, on, ends[row.pk], document, given, replaced, done)
    return done


def _end(acting: Acting, row: Assignment, unit: Unit, on: date, document: str) -> None:
    before = state_of(row)
    last = on - timedelta(days=1)
    row.valid_until = max(row.valid_from, last)
    row.ended_at = acting.now()
    row.save(update_fields=["valid_until", "ended_at"])
    record(
        acting, "accounts.role_ended", row, unit=chain_unit(unit), rows=[row], before=before, after=state_of(row),
        reason=document,
    )  # fmt: skip


def _give(
    acting: Acting, row: Assignment, target: Unit, on: date, until: date | None, document: str,
    given: dict[tuple[int, str, int], Assignment], replaced: dict[tuple[int, int], Assignment], done: Rehomed,
) -> None:  # fmt: skip
    same = (row.user_id, row.role, target.pk)
    if row.delegated_from_id is None and same in given:
        replaced[row.pk, target.pk] = given[same]
        return
    source = replaced.get((row.delegated_from_id, target.pk)) if row.delegated_from_id else None
    if row.delegated_from_id and source is None:
        return
    starts = max(on, row.valid_from)
    try:
        until = keep_apart(row.user, row.role, target, starts, until)
    except RefusedError as refused:
        done.withheld.append((row, refused.message))
        return
    new = Assignment.objects.create(
        user=row.user, role=row.role, unit=target, valid_from=starts, valid_until=until, delegated_from=source,
        document=document,
    )  # fmt: skip
    given[same] = replaced[row.pk, target.pk] = new
    done.given.append(new)
    record(
        acting, "accounts.role_assigned", new, unit=chain_unit(target), rows=[new], after=state_of(new), reason=document
    )
