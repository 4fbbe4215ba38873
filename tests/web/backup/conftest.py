"""The households of the ledger tests, here as well; a filled site with processes of its own."""

import os
from importlib import util
from pathlib import Path

import pytest

from prepared import copy_tables
from web.backup.backup_commands import ok, run

_FOUND = util.spec_from_file_location("ledger_fixtures", Path(__file__).parents[1] / "ledger" / "conftest.py")
assert _FOUND is not None
assert _FOUND.loader is not None
_MODULE = util.module_from_spec(_FOUND)
_FOUND.loader.exec_module(_MODULE)

officer, homes, NUMBERS = _MODULE.officer, _MODULE.homes, _MODULE.NUMBERS


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a filled site."""
    data = tmp_path_factory.mktemp("site") / "data"
    environment = {
        "RASOAT_DATA_DIR": str(data), "RASOAT_DATABASE_URL": copy_tables(data, f"rasoat_site_{os.getpid()}"),
    }  # fmt: skip
    ok(run(environment, "site", "fill"))
    return environment
