"""The log: refusals in one line, failures with their trace."""

import logging
import sys

import pytest
from django.core.exceptions import PermissionDenied

from rasoat.web.site.logs import RefusedWithoutTrace


@pytest.mark.parametrize(("error", "traced"), [(PermissionDenied("không được"), False), (ValueError("hỏng"), True)])
def test_only_refusals_lose_their_trace(error, traced) -> None:
    try:
        raise error
    except Exception:
        record = logging.LogRecord("django.request", logging.WARNING, "x.py", 1, "Forbidden", (), sys.exc_info())

    kept = RefusedWithoutTrace().filter(record)

    assert kept
    assert bool(record.exc_info) is traced
