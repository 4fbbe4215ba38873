"""Where anybody verifies a paper."""

from typing import Final
from urllib.parse import urlencode

from django.conf import settings

VERIFY_PATH: Final = "/cong-khai/kiem-tra-giay/"
"""The page of the public site that takes a code as `?ma=`; printed on papers, so it never changes."""


def verify_address(code: str) -> str:
    """The whole address in a QR code: nothing but the code stands in it."""
    return f"{settings.BASE_URL}{VERIFY_PATH}?{urlencode({'ma': code})}"
