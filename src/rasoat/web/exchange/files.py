"""Files that an import or export keeps: everything sealed, plain copies only while they are worked on."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from rasoat.law.faults import Fault
from rasoat.survey.dataset import Dataset
from rasoat.web.exchange.models import Import
from rasoat.web.exchange.packed import PACKED, faults_of, faults_text, pack, unpack
from rasoat.web.vault.files import keep, open_sealed, plain_copy
from rasoat.web.vault.models import SealedFile

JSON = "application/json"


def bond(batch: Import) -> str:
    """What the files of an import belong to."""
    return f"import:{batch.pk}"


@contextmanager
def own_copy(batch: Import) -> Iterator[Path]:
    """The uploaded file under its own name: faults name the file as people know it."""
    with work_directory() as room, plain_copy(batch.file) as path:
        named = room / Path(batch.file.name).name
        path.rename(named)
        yield named


@contextmanager
def work_directory() -> Iterator[Path]:
    """A directory that only this account can read, gone afterwards."""
    root = Path(settings.DATA_ROOT) / "scratch"
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=root) as name:
        yield Path(name)


def keep_table(batch: Import, data: Dataset, more: dict[str, object]) -> SealedFile:
    """Keep what was read."""
    with work_directory() as room:
        pack(data, room / "table", more=dict(more))
        return keep(room / "table", name="bang-da-doc", media_type=PACKED, bound=bond(batch))


def table_of(batch: Import) -> tuple[Dataset, dict[str, object]]:
    """What was read before. Raises `FileGoneError` or `SealBrokenError`."""
    assert batch.table is not None
    with plain_copy(batch.table) as path:
        return unpack(path)


def keep_faults(batch: Import, faults: list[Fault]) -> SealedFile:
    """Keep the faults."""
    with work_directory() as room:
        (room / "faults").write_text(faults_text(faults), encoding="utf-8")
        return keep(room / "faults", name="loi.json", media_type=JSON, bound=bond(batch))


def keep_json(batch: Import, told: dict[str, Any], name: str) -> SealedFile:
    """Keep plain data."""
    with work_directory() as room:
        (room / "json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        return keep(room / "json", name=name, media_type=JSON, bound=bond(batch))


def json_kept(file: SealedFile | None) -> dict[str, Any]:
    """What `keep_json` kept; empty for nothing."""
    return {} if file is None else dict(json.loads(b"".join(open_sealed(file))))


def faults_kept(batch: Import) -> list[Fault]:
    """The faults of an import; none when nothing was kept."""
    if batch.faults is None:
        return []
    return faults_of(b"".join(open_sealed(batch.faults)).decode())
