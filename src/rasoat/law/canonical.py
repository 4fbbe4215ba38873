"""Canonical JSON (RFC 8785) and the hash that names a content."""

import hashlib
from datetime import date
from typing import Any

import rfc8785
from pydantic import BaseModel


def canonical_json(content: Any) -> bytes:
    """The one byte form of plain data or a model: sorted keys, no spaces, dates as YYYY-MM-DD.

    Raises `rfc8785.CanonicalizationError` for what JSON cannot hold exactly (for us: integers past 2**53).
    """
    return bytes(rfc8785.dumps(plain(content)))


def plain(content: Any) -> Any:
    """Models, tuples and dates as plain JSON data; nothing is left out, so that equal content has equal bytes."""
    if isinstance(content, BaseModel):
        return plain(content.model_dump(by_alias=True))
    if isinstance(content, dict):
        return {str(key): plain(value) for key, value in content.items()}
    if isinstance(content, tuple | list):
        return [plain(value) for value in content]
    return content.isoformat() if isinstance(content, date) else content


def content_hash(content: bytes) -> str:
    """SHA-256 of a content, in lower-case hex."""
    return hashlib.sha256(content).hexdigest()
