"""The shipped lists of codes: classes, relations, causes, materials, ethnic groups, ..."""

from functools import cache
from pathlib import Path

from rasoat.law.loading import LawModel, load_or_refuse
from rasoat.survey.choices import CodeList
from rasoat.survey.ethnic_groups import ethnic_list

DATA = Path(__file__).parent / "data"


class _Lists(LawModel):
    lists: tuple[CodeList, ...]


@cache
def code_lists() -> dict[str, CodeList]:
    """All shipped lists by name. One named as a column holds the codes of that column."""
    lists = [*load_or_refuse(DATA / "code_lists.yaml", _Lists).lists, ethnic_list()]
    return {item.code: item for item in lists}


def code_list(name: str) -> CodeList:
    """One shipped list; `KeyError` when there is none of that name."""
    return code_lists()[name]
