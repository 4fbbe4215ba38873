"""A dataset as one file, so that what was read once is not read again: Parquet tables and JSON in a ZIP archive."""

import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl

from rasoat.law.faults import Fault, Place, Severity
from rasoat.survey.dataset import Dataset

PACKED = "application/vnd.rasoat.table"
_TABLES = ("households", "members")


def pack(data: Dataset, path: Path, *, more: dict[str, Any] | None = None) -> None:
    """Write a dataset (without its faults) and some plain facts about it."""
    about = {"source": data.source, "letters": data.letters, "carried": list(data.carried), "more": more or {}}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in _TABLES:
            archive.writestr(name, _parquet(getattr(data, name)))
        for at, frame in enumerate(data.carried.values()):
            archive.writestr(f"carried-{at}", _parquet(frame))
        archive.writestr("about.json", json.dumps(about, ensure_ascii=False))


def unpack(path: Path) -> tuple[Dataset, dict[str, Any]]:
    """Read what `pack` wrote."""
    with zipfile.ZipFile(path) as archive:
        about = json.loads(archive.read("about.json"))
        tables = {name: pl.read_parquet(io.BytesIO(archive.read(name))) for name in _TABLES}
        carried = {
            name: pl.read_parquet(io.BytesIO(archive.read(f"carried-{at}"))) for at, name in enumerate(about["carried"])
        }
    data = Dataset(
        tables["households"], tables["members"], carried=carried, source=about["source"], letters=about["letters"]
    )
    return data, about["more"]


def faults_text(faults: Iterable[Fault]) -> str:
    """Faults as JSON."""
    return json.dumps([asdict(fault) for fault in faults], ensure_ascii=False)


def faults_of(text: str) -> list[Fault]:
    """Faults that `faults_text` wrote."""
    return [
        Fault(**(told | {"place": Place(**told["place"]), "severity": Severity(told["severity"])}))
        for told in json.loads(text)
    ]


def _parquet(frame: pl.DataFrame) -> bytes:
    out = io.BytesIO()
    frame.write_parquet(out, compression="zstd", compression_level=1)
    return out.getvalue()
