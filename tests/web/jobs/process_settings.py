"""Settings of the worker processes in tests: the real ones, without a pool of connections."""

from rasoat.web.site.settings import *  # noqa: F403
from rasoat.web.site.settings import DATABASES

DATABASES["default"].get("OPTIONS", {}).pop("pool", None)
