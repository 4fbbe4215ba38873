"""Settings of the worker processes in tests: the real ones, with tables made straight from the models."""

from rasoat.web.site.settings import *  # noqa: F403
from rasoat.web.site.settings import DATABASES, INSTALLED_APPS

MIGRATION_MODULES = {name.rpartition(".")[2]: None for name in INSTALLED_APPS}
DATABASES["default"].get("OPTIONS", {}).pop("pool", None)
