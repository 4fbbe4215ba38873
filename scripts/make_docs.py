"""Write the generated pages of the documentation from the program itself.

`python scripts/make_docs.py [DIRECTORY]`: the directory of the documentation, `docs` beside this script's folder
when not given. A test makes them again and compares: commit what this writes.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from reference.addresses import addresses_page
from reference.api import api_page
from reference.columns import columns_page
from reference.commands import commands_page
from reference.database import tables_page
from reference.faults import faults_page
from reference.graphs import graphs_page
from reference.operators import operators_page
from reference.procedures import procedures_page
from reference.python_api import python_page
from reference.questions import questions_page
from reference.refusals import refusals_page
from reference.reports import checks_page, reports_page
from reference.standards import standards_page

PAGES: dict[str, Callable[[], str]] = {
    "vi/tra-cuu/lenh.md": commands_page,
    "vi/tra-cuu/cot-du-lieu.md": columns_page,
    "vi/tra-cuu/bang-hoi.md": questions_page,
    "vi/tra-cuu/ma-loi.md": faults_page,
    "vi/tra-cuu/ma-tu-choi.md": refusals_page,
    "vi/tra-cuu/bieu.md": reports_page,
    "vi/tra-cuu/kiem-tra-cheo.md": checks_page,
    "vi/tra-cuu/chuan-ngheo.md": standards_page,
    "vi/tra-cuu/quy-trinh.md": procedures_page,
    "vi/tra-cuu/so-do-trang-thai.md": graphs_page,
    "en/reference/operators.md": operators_page,
    "en/reference/python-api.md": python_page,
    "en/reference/api.md": api_page,
    "en/reference/addresses.md": addresses_page,
    "en/reference/tables.md": tables_page,
}


def main(directory: Path) -> None:
    """Write every page below `directory`."""
    for name, make in PAGES.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "docs")
