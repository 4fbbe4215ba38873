"""Which columns of an input serve which standard, and by which method the class comes.

A points score serves one standard. `income_score@STANDARD` and `CODE@STANDARD` name the standard; a plain column serves
the only standard asked that can use it, else the input is refused as ambiguous.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from rasoat.law.expr.walk import params
from rasoat.law.faults import Fault
from rasoat.law.links import NO_DEFINITION
from rasoat.law.pack import Pack
from rasoat.law.standard import AREAS, Standard
from rasoat.scoring.faults import make_fault
from rasoat.scoring.table_choice import illustrations
from rasoat.scoring.unread import input_missing
from rasoat.scoring.weights import points_each


@dataclass(frozen=True, slots=True)
class Route:
    """Where one standard reads its values. A name is a column of the input; None or empty = not there.

    `ticks` is empty unless every indicator has its column; `known_ticks` are those that have one.
    `method` is None when the standard cannot classify what is there (blocked); `why` says it then.
    """

    pack: Pack
    method: Literal["points", "income"] | None
    income_score: str | None = None
    income_vnd: str | None = None
    deprivation_score: str | None = None
    deprived_count: str | None = None
    ticks: tuple[str, ...] = ()
    known_ticks: tuple[str, ...] = ()
    items: bool = False
    why: str = ""

    @property
    def standard_id(self) -> str:
        """The standard served."""
        return self.pack.standard.id

    @property
    def simulated(self) -> bool:
        """True when the pack takes something for granted."""
        return bool(self.pack.assumptions)


def routes(packs: Sequence[Pack], columns: Collection[str]) -> tuple[list[Route], list[Fault]]:
    """The route of every pack over an input with these columns, and the faults that refuse it."""
    found: list[Route] = []
    faults: list[Fault] = []
    for pack in packs:
        if (why := _why_blocked(pack.standard)) and not pack.assumptions:
            found.append(Route(pack, None, why=why))
        else:
            found.append(_route(pack, columns, faults))
    faults += _ambiguities([route for route in found if route.method], columns)
    return found, faults


def _why_blocked(standard: Standard) -> str:
    """The reason why the standard may not classify; "" when it may.

    The law files must say it themselves; a pack made elsewhere may have left it out, so the definitions are looked at.
    """
    if standard.blocked is not None:
        return standard.blocked.vi
    undefined = [item.code for item in standard.indicators if item.definition.mark in NO_DEFINITION]
    return f"chưa có định nghĩa của các chỉ số: {', '.join(undefined)}" if undefined else ""


def _route(pack: Pack, columns: Collection[str], faults: list[Fault]) -> Route:
    standard = pack.standard

    def pick(name: str) -> str | None:
        own = f"{name}@{standard.id}"
        return own if own in columns else name if name in columns else None

    picked = [pick(code) for code in standard.indicator_codes]
    ticks = tuple(name for name in picked if name is not None)
    items = pack.point_table is not None and any(
        column in columns for item in pack.point_table.items for column in item.columns()
    )
    score, vnd = pick("income_score"), pick("income_vnd")
    deprivation, count = pick("deprivation_score"), pick("deprived_count")
    if standard.uses_points and (score is not None or items):
        method: Literal["points", "income"] = "points"
    elif vnd is not None and "income" in standard.methods:
        method = "income"
    elif score is not None and not standard.uses_points:
        evidence = standard.methods["points"].evidence if "points" in standard.methods else None
        why = evidence.note if evidence and evidence.note else "chuẩn này không phân loại theo điểm"
        return Route(pack, None, why=why)
    else:
        faults.append(_nothing_to_read(standard, columns))
        return Route(pack, None)
    faults += _unknown_figures(standard, method)
    if points_each(standard) is None:  # a number of deprivations and their points do not tell each other then
        deprivation, count = (deprivation, None) if method == "points" else (None, count)
    has_all_ticks = bool(picked) and None not in picked
    if standard.indicators and not has_all_ticks and deprivation is None and count is None:
        missing = [code for code, name in zip(standard.indicator_codes, picked, strict=True) if name is None]
        total = "deprivation_score" if method == "points" else "deprived_count"
        faults.append(input_missing(standard, [total, ", ".join(missing)], columns))
    return Route(
        pack=pack,
        method=method,
        income_score=score if method == "points" else None,
        income_vnd=vnd if method == "income" else None,
        deprivation_score=deprivation,
        deprived_count=count,
        ticks=ticks if has_all_ticks else (),
        known_ticks=ticks,
        items=items and method == "points",
    )


def _nothing_to_read(standard: Standard, columns: Collection[str]) -> Fault:
    if not standard.uses_points:
        return input_missing(standard, ["income_vnd"], columns)
    if any(column.startswith("item_") for column in columns):
        return make_fault("point-table-missing", standard=standard.id, known=illustrations(standard.id))
    return input_missing(standard, ["income_score"], columns)


def _unknown_figures(standard: Standard, method: Literal["points", "income"]) -> list[Fault]:
    """Figures that the rules read and nobody knows yet: an office's standard or an assumption left them open."""
    read = sorted(set().union(*(params(rule.when) for rule in standard.methods[method].rules)))
    unknown = [f"{name} ({area})" for name in read for area in AREAS if name not in standard.params(area)]
    if method == "points":
        unknown += [f"points {item.code}" for item in standard.indicators if item.points.value is None]
    if not unknown:
        return []
    return [make_fault("standard-figure-missing", standard=standard.id, known=", ".join(unknown))]


def _ambiguities(found: list[Route], columns: Collection[str]) -> list[Fault]:
    faults = []
    points = [route for route in found if route.method == "points"]
    # A simulation may borrow the ticks of another standard (its outputs say so), never its points.
    real = [route for route in found if not route.simulated]
    plain = [route.standard_id for route in points if route.income_score == "income_score"]
    if len(plain) > 1:
        faults.append(make_fault("score-ambiguous", column="income_score", known=", ".join(plain)))
    for name in ("deprivation_score", "deprived_count"):
        owners = _owners([route for route in real if getattr(route, name) == name and name in columns])
        if len(owners) > 1:
            faults.append(make_fault("score-ambiguous", column=name, known=", ".join(owners)))
    shared = sorted({tick for route in real for tick in route.ticks if "@" not in tick})
    for tick in shared:
        owners = _owners([route for route in real if tick in route.ticks])
        if len(owners) > 1:
            faults.append(make_fault("score-ambiguous", column=tick, known=", ".join(owners)))
            break
    return faults


def _owners(found: list[Route]) -> list[str]:
    """Standards with indicators of their own; an overlay shares those of its base."""
    return sorted({route.pack.standard.overlay_of or route.standard_id for route in found})
