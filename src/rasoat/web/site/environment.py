"""What the environment says about an installation. Read once, here and nowhere else."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

DEFAULT_DATA = "rasoat-data"


@dataclass(frozen=True, slots=True)
class Environment:
    """Settings of an installation.

    `data`: directory of the database, keys and sealed files. `database_url`: empty for SQLite inside `data`.
    `base_url`: how people reach the site; QR codes and invitations carry it. `demo`: shows demo accounts.
    """

    data: Path
    database_url: str
    base_url: str
    hosts: tuple[str, ...]
    keys: Path
    demo: bool
    debug: bool

    @property
    def https(self) -> bool:
        """Whether people reach the site over HTTPS: then cookies are secure and HSTS is sent."""
        return self.base_url.startswith("https://")


def read_environment(values: Mapping[str, str] | None = None) -> Environment:
    """Read the variables `RASOAT_*`; `values` stands in for the process environment."""
    given = os.environ if values is None else values
    data = Path(given.get("RASOAT_DATA_DIR", DEFAULT_DATA)).absolute()
    base_url = given.get("RASOAT_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    named = tuple(host for host in given.get("RASOAT_HOSTS", "").split(",") if host)
    own = urlsplit(base_url).hostname or "127.0.0.1"
    return Environment(
        data=data,
        database_url=given.get("RASOAT_DATABASE_URL", ""),
        base_url=base_url,
        hosts=tuple(dict.fromkeys((own, "127.0.0.1", "localhost", *named))),
        keys=Path(given.get("RASOAT_KEYS", str(data / "keys.json"))),
        demo=given.get("RASOAT_DEMO", "") == "1",
        debug=given.get("RASOAT_DEBUG", "") == "1",
    )


def database_settings(environment: Environment) -> dict[str, object]:
    """Django's settings of the database: SQLite inside the data directory, or what `RASOAT_DATABASE_URL` says.

    Raises `ValueError` for an address that is neither `postgresql://` nor `sqlite:///`.
    """
    url = urlsplit(environment.database_url)
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
