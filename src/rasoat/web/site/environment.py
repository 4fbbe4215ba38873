"""What the environment says about an installation. Read once, here and nowhere else."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

DEFAULT_DATA = "rasoat-data"
HSTS_SECONDS = 30 * 24 * 3600
"""Thirty days: long enough to protect, short enough for an office that must go back to plain HTTP."""


@dataclass(frozen=True, slots=True)
class Environment:
    """Settings of an installation.

    `data`: directory of the database, keys and sealed files. `database_url`: empty for SQLite inside `data`.
    `base_url`: how people reach the site; QR codes and invitations carry it. `demo`: shows demo accounts. `proxies`:
    whose word counts on the caller's address and scheme. `hsts`: seconds for which browsers insist on HTTPS. `law`: the
    office's law directory; `law_named`: it was named and must be there.
    """

    data: Path
    database_url: str
    base_url: str
    hosts: tuple[str, ...]
    keys: Path
    demo: bool
    debug: bool
    law: Path
    law_named: bool = False
    proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    hsts: int = HSTS_SECONDS

    @property
    def https(self) -> bool:
        """Whether people reach the site over HTTPS: then cookies are secure and HSTS is sent."""
        return self.base_url.startswith("https://")


def read_environment(values: Mapping[str, str] | None = None) -> Environment:
    """Read the variables `RASOAT_*`; `values` stands in for the process environment.

    Raises `ValueError` for a proxy that is no address, or seconds that are no number.
    """
    given = os.environ if values is None else values
    data = Path(given.get("RASOAT_DATA_DIR") or DEFAULT_DATA).absolute()
    base_url = (given.get("RASOAT_BASE_URL") or "http://127.0.0.1:8000").rstrip("/")
    named = tuple(host for host in given.get("RASOAT_HOSTS", "").split(",") if host)
    own = urlsplit(base_url).hostname or "127.0.0.1"
    return Environment(
        data=data,
        database_url=given.get("RASOAT_DATABASE_URL", ""),
        base_url=base_url,
        hosts=tuple(dict.fromkeys((own, "127.0.0.1", "localhost", *named))),
        keys=Path(given.get("RASOAT_KEYS") or data / "keys.json"),
        demo=given.get("RASOAT_DEMO", "") == "1",
        debug=given.get("RASOAT_DEBUG", "") == "1",
        law=Path(given.get("RASOAT_LAW_DIR") or data / "law").absolute(),
        law_named=bool(given.get("RASOAT_LAW_DIR")),
        proxies=tuple(map(_network, filter(None, map(str.strip, given.get("RASOAT_PROXY", "").split(","))))),
        hsts=_seconds(given.get("RASOAT_HSTS", "") or str(HSTS_SECONDS)),
    )


def _address(text: str) -> SplitResult:
    try:
        url = urlsplit(text)
        _port = url.port
    except ValueError:
        raise ValueError(
            "RASOAT_DATABASE_URL: không đọc được máy hoặc cổng; viết như postgresql://người:mật-khẩu@máy:5432/tên, "
            "ký tự đặc biệt trong mật khẩu viết dạng %40"
        ) from None
    return url


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        found = ip_network(text)
    except ValueError:
        raise ValueError(
            f"RASOAT_PROXY: “{text}” không phải địa chỉ máy trung gian; viết như 127.0.0.1 hoặc 10.0.0.0/24"
        ) from None
    if not found.prefixlen:
        raise ValueError(f"RASOAT_PROXY: “{text}” là mọi máy trên đời; ghi đúng địa chỉ máy trung gian")
    return found


def _seconds(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise ValueError(f"RASOAT_HSTS: “{text}” không phải số giây; viết như 2592000, hoặc 0 để tắt")
    return int(text)


def database_settings(environment: Environment) -> dict[str, object]:
    """Django's settings of the database: SQLite inside the data directory, or what `RASOAT_DATABASE_URL` says.

    Raises `ValueError` for an address that is neither `postgresql://` nor `sqlite:///`, or has a wrong port.
    """
    url = _address(environment.database_url)
    if url.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql", "NAME": unquote(url.path[1:]),
            "USER": unquote(url.username or ""), "PASSWORD": unquote(url.password or ""),
            "HOST": url.hostname or "", "PORT": str(url.port or ""),
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}, **dict(parse_qsl(url.query))},
        }  # fmt: skip
    if url.scheme not in {"", "sqlite"}:
        raise ValueError(
            f"RASOAT_DATABASE_URL phải bắt đầu bằng postgresql:// hoặc sqlite:///, không phải {url.scheme}://"
        )
    name = unquote(url.path) if url.scheme else str(environment.data / "rasoat.sqlite3")
    return {
        "ENGINE": "django.db.backends.sqlite3", "NAME": name,
        "OPTIONS": {
            "timeout": 20, "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                            "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY",
        },
    }  # fmt: skip
