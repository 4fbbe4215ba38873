"""The households of the ledger tests, here as well."""

from importlib import util
from pathlib import Path

_FOUND = util.spec_from_file_location("ledger_fixtures", Path(__file__).parents[1] / "ledger" / "conftest.py")
assert _FOUND is not None
assert _FOUND.loader is not None
_MODULE = util.module_from_spec(_FOUND)
_FOUND.loader.exec_module(_MODULE)

officer, homes, NUMBERS = _MODULE.officer, _MODULE.homes, _MODULE.NUMBERS
