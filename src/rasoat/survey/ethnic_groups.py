"""The 54 ethnic groups and "other": codes, names, and matching of names as people write them.

The order of the codes is recalled from the statistical catalogue (mark `recalled`): compare with the official
catalogue before exchanging data with other systems.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rasoat.law.cited import Text
from rasoat.law.marks import Mark, weakest
from rasoat.survey.choices import Choice, CodeList

KINH = "01"
_FILE = Path(__file__).parent / "data" / "ethnic_groups.csv"


@dataclass(frozen=True, slots=True)
class EthnicGroup:
    """One group; `aliases` are other names or spellings seen on papers."""

    code: str
    name_vi: str
    aliases: tuple[str, ...]
    mark: Mark


@cache
def ethnic_groups() -> tuple[EthnicGroup, ...]:
    """All groups in the order of their codes."""
    with _FILE.open(encoding="utf-8", newline="") as stream:
        return tuple(
            EthnicGroup(row["code"], row["name_vi"], tuple(filter(None, row["aliases"].split(";"))), Mark(row["mark"]))
            for row in csv.DictReader(stream)
        )


@cache
def ethnic_list() -> CodeList:
    """The groups as a list of codes; its mark is the weakest of the groups."""
    choices = tuple(_choice(group) for group in ethnic_groups())
    return CodeList(code="ethnicity", mark=weakest([group.mark for group in ethnic_groups()]), choices=choices)


def match_ethnic_group(written: str) -> str | None:
    """The code of a written name; None when it is not known. A leading word "dân tộc" does not matter.

    >>> match_ethnic_group("H'Mông"), match_ethnic_group("khơ me"), match_ethnic_group("Klingon")
    ('08', '05', None)
    """
    return ethnic_list().match(written)


def ethnic_name(code: str) -> str:
    """The Vietnamese name of a code; the code itself when it is not on the list."""
    return ethnic_list().labels_vi.get(code, code)


def _choice(group: EthnicGroup) -> Choice:
    prefixed = (f"dân tộc {name}" for name in (group.name_vi, *group.aliases))
    name = Text(vi=group.name_vi, en=group.name_vi)
    return Choice(code=group.code, name=name, also=(*group.aliases, *prefixed, str(int(group.code))))
