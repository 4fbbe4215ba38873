"""The self-check: which standards have one, by which pack, and what the answers give. Nothing is kept."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rasoat.law.pack import Pack
from rasoat.law.standard import Standard
from rasoat.scoring.explain import Explainer
from rasoat.scoring.explanation import Explanation
from rasoat.scoring.packs import make_pack
from rasoat.scoring.table_choice import table_for
from rasoat.web.law import book, law_version


@dataclass(frozen=True, slots=True)
class Check:
    """The pack that a self-check asks by. `by_points`: the questions of the table; else the income is asked."""

    pack: Pack
    explainer: Explainer

    @property
    def by_points(self) -> bool:
        """Whether there is a point table."""
        return self.pack.point_table is not None


def checkable(standard: Standard) -> bool:
    """Whether anybody can try a standard: its definitions are there, and a table or a rule by income."""
    return standard.blocked is None and bool(standard.indicators) and (
        _table_of(standard) is not None or _by_income(standard)
    )  # fmt: skip


def check_of(standard_id: str) -> Check:
    """The check of a standard that has one."""
    return _check_of(standard_id, law_version())


@lru_cache(maxsize=8)
def _check_of(standard_id: str, _law_version: str) -> Check:
    pack = make_pack(book(), standard_id, _table_of(book().standard(standard_id)))
    return Check(pack, Explainer(pack))


def try_out(check: Check, answers: dict[str, Any]) -> Explanation:
    """What the answers give. Raises `FaultsFoundError` for answers that no rule can read."""
    return check.explainer.explain(answers)


def _by_income(standard: Standard) -> bool:
    return "income" in standard.methods and bool(standard.methods["income"].rules)


def _table_of(standard: Standard) -> str | None:
    """The signed official table, else a complete illustrative one: what it gives is stamped."""
    if not standard.uses_points:
        return None
    official = table_for(book(), standard, ())
    if official is not None:
        return official
    shown = [
        table.table_id for table in book().point_tables.values()
        if table.standard_id == standard.id and table.kind == "illustrative" and not table.switches
    ]  # fmt: skip
    return shown[0] if shown else None
