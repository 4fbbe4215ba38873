"""By which standards a round may classify, and by which routes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from rasoat.law.cited import Text
from rasoat.law.faults import FaultsFoundError
from rasoat.law.pack import Pack
from rasoat.law.standard import Purpose as Use
from rasoat.law.standard import Standard
from rasoat.scoring.packs import make_pack
from rasoat.web.law import book
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.law import words
from rasoat.web.rounds.models import Purpose, Route

BETWEEN = ":"


@dataclass(frozen=True, slots=True)
class StandardDraft:
    """A standard for a round. `table_id`: the point table, for the route `answers` only."""

    standard_id: str
    route: str
    table_id: str = ""
    effective_from: date | None = None


@dataclass(frozen=True, slots=True)
class Pinned:
    """What a round keeps of the law of one standard. `pack`: None, and no hash, where nothing is computed."""

    pack_hash: str
    watermark: str
    pack: Pack | None = None


def offered(purpose: str, day: date, local: str = "") -> list[str]:
    """Ids of standards for a round that begins on a day, in the order of time.

    Official: those in use for reviews or for the opening survey of a period, and the province's own (`local`).
    Training and demo rounds: every one.
    """
    ids = book().ids_in_time()
    if purpose != Purpose.OFFICIAL:
        return ids
    return [each for each in ids if _serves(book().standards[each], day, local)]


def _serves(standard: Standard, day: date, local: str) -> bool:
    in_use = standard.applies_on(day, Use.REVIEW) or standard.applies_on(day, Use.OPENING_SURVEY)
    return in_use and (standard.scope == "national" or standard.id == local)


def blocked_reason(standard_id: str) -> str:
    """Why nobody may be classified by a standard yet, in the reader's words; empty when they may."""
    return words(book().standard(standard_id).blocked) if standard_id in book().standards else ""


def route_choices(purpose: str, standard_id: str, day: date) -> list[tuple[str, str]]:
    """Usable routes of a standard as `route` or `answers:TABLE`, with words. `entered` is always among them."""
    standard = book().standard(standard_id)
    found: list[tuple[str, str]] = []
    if standard.blocked is None and standard.uses_points:
        for table in _tables(purpose, standard_id, day):
            label = _("%(route)s, theo %(table)s") % {"route": Route.ANSWERS.label, "table": words(table[1])}
            found.append((f"{Route.ANSWERS}{BETWEEN}{table[0]}", label))
        found.append((Route.TOTAL.value, str(Route.TOTAL.label)))
    return [*found, (Route.ENTERED.value, str(Route.ENTERED.label))]


def _tables(purpose: str, standard_id: str, day: date) -> Iterable[tuple[str, Text]]:
    for table in book().point_tables.values():
        if table.standard_id != standard_id:
            continue
        if purpose == Purpose.OFFICIAL and table.kind != "official":
            continue
        try:
            make_pack(book(), standard_id, table.table_id, on=day)
        except FaultsFoundError:
            continue
        yield table.table_id, table.name


def pin(purpose: str, draft: StandardDraft, day: date) -> Pinned:
    """Check that a route is usable by a round that begins on a day, and fix its law pack.

    Raises `RefusedError` naming the standard and what is lacking.
    """
    standard = book().standards.get(draft.standard_id)
    if standard is None:
        raise RefusedError(
            _("Không có chuẩn nghèo “%(id)s”.") % {"id": draft.standard_id}, remedy=_("Chọn lại chuẩn."),
            field="standards", code="standard-unknown",
        )  # fmt: skip
    name = words(standard.name)
    if draft.route == Route.ENTERED:
        return Pinned("", "")
    if reason := blocked_reason(standard.id):
        raise RefusedError(
            _("%(name)s chưa dùng để phân loại được: %(reason)s.") % {"name": name, "reason": reason},
            remedy=_("Chọn “%(route)s” cho chuẩn này.") % {"route": Route.ENTERED.label},
            field=f"route_{standard.id}", code="standard-blocked",
        )  # fmt: skip
    if not standard.uses_points:
        raise RefusedError(
            _("%(name)s không phân loại theo điểm.") % {"name": name},
            remedy=_("Chọn “%(route)s” cho chuẩn này.") % {"route": Route.ENTERED.label},
            field=f"route_{standard.id}", code="route-unusable",
        )  # fmt: skip
    if draft.route == Route.TOTAL:
        pack = make_pack(book(), standard.id)
        return Pinned(pack.hash, pack.watermark, pack)
    _check_table(purpose, draft, name)
    try:
        pack = make_pack(book(), standard.id, draft.table_id, on=day)
    except FaultsFoundError as found:
        fault = found.faults[0]
        raise RefusedError(
            f"{name}: {fault.vi}.", remedy=f"{fault.remedy_vi}.", field=f"route_{standard.id}", code=fault.rule
        ) from found
    return Pinned(pack.hash, pack.watermark, pack)


def _check_table(purpose: str, draft: StandardDraft, name: str) -> None:
    table = book().point_tables.get(draft.table_id.partition("@")[0])
    field = f"route_{draft.standard_id}"
    if table is None or table.standard_id != draft.standard_id:
        raise RefusedError(
            _("%(name)s: chưa chọn bảng điểm, hoặc bảng không phải của chuẩn này.") % {"name": name},
            remedy=_("Chọn bảng điểm, hoặc chọn “%(route)s”.") % {"route": Route.TOTAL.label},
            field=field, code="table-unknown",
        )  # fmt: skip
    if purpose == Purpose.OFFICIAL and table.kind != "official":
        raise RefusedError(
            _("%(table)s chỉ để tập huấn, trình diễn.") % {"table": words(table.name)},
            remedy=_("Đợt chính thức chưa có bảng điểm đã ký thì chọn “%(total)s” hoặc “%(entered)s”.")
            % {"total": Route.TOTAL.label, "entered": Route.ENTERED.label},
            field=field, code="table-illustrative",
        )  # fmt: skip
