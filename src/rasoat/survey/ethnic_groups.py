"""The 54 ethnic groups and "other": codes, names, and matching of names as people write them.

The order of the codes is recalled from the statistical catalogue (mark `recalled`): compare with the official
catalogue before exchanging data with other systems.
"""

import csv
from functools import cache
from pathlib import Path

from rasoat.law.cited import Text
from rasoat.law.marks import Mark, weakest
from rasoat.survey.choices import Choice, CodeList

KINH = "01"
OTHER = "99"
_FILE = Path(__file__).parent / "data" / "ethnic_groups.csv"


@cache
def ethnic_list() -> CodeList:
    """All groups in the order of their codes; the mark is the weakest of the rows."""
    with _FILE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    choices = tuple(_choice(row["code"], row["name_vi"], row["aliases"]) for row in rows)
    return CodeList(code="ethnicity", mark=weakest([Mark(row["mark"]) for row in rows]), choices=choices)


def match_ethnic_group(written: str) -> str | None:
    """The code of a written name; None when it is not known. A leading word "dân tộc" does not matter.

    >>> match_ethnic_group("H'Mông"), match_ethnic_group("khơ me"), match_ethnic_group("Klingon")
    ('08', '05', None)
    """
    return ethnic_list().match(written)


def ethnic_name(code: str) -> str:
    """The Vietnamese name of a code; the code itself when it is not on the list."""
    return ethnic_list().labels_vi.get(code, code)


def _choice(code: str, name: str, aliases: str) -> Choice:
    names = [name, *filter(None, aliases.split(";"))]
    also = (*names[1:], *(f"dân tộc {item}" for item in names), str(int(code)))
    return Choice(code=code, name=Text(vi=name, en=name), also=also)
