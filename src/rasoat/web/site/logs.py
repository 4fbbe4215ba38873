"""What the log leaves out."""

import logging

from django.core.exceptions import PermissionDenied


class RefusedWithoutTrace(logging.Filter):
    """Refused requests are one line: the way through the code tells nothing and would bury real failures."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every line; take the trace from those about a refusal."""
        if record.exc_info and isinstance(record.exc_info[1], PermissionDenied):
            record.exc_info = None
        return True
