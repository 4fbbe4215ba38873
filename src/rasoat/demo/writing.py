"""Write a province to a directory: every file whole, or not at all."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from rasoat.demo.province import Province
from rasoat.law.whole_file import whole_file

Format = Literal["parquet", "csv"]


def write(province: Province, directory: Path, *, formats: Sequence[Format] = ("parquet",)) -> dict[str, Path]:
    """Write the files of a province and return them by name.

    Always CSV: `units`, `previous-units`, `history`, `departures`. The households and members of both rounds
    (`current/households`, ...: directories that every reader takes) in each of `formats`. `province.json` tells
    preset, seed, label, years and standard.
    Each file is written beside its place and put there when complete. The same province gives the same bytes.
    """
    directory.mkdir(parents=True, exist_ok=True)
    small = {
        "units": province.units, "previous-units": province.previous_units,
        "history": province.history, "departures": province.departures,
    }  # fmt: skip
    rounds = {
        f"{name}/{part}": getattr(data, part)
        for name, data in (("current", province.current), ("previous", province.previous))
        for part in ("households", "members")
    }
    written = {name: _put(directory / f"{name}.csv", frame.write_csv) for name, frame in small.items()}
    for name, frame in rounds.items():
        for kind in formats:
            write_frame = frame.write_parquet if kind == "parquet" else frame.write_csv
            written[name if kind == formats[0] else f"{name}.{kind}"] = _put(directory / f"{name}.{kind}", write_frame)
    text = json.dumps(_about(province), ensure_ascii=False, indent=2) + "\n"
    written["about"] = _put(directory / "province.json", lambda path: path.write_text(text, encoding="utf-8"))
    return written


def _put(path: Path, write_to: Callable[[Path], object]) -> Path:
    path.parent.mkdir(exist_ok=True)
    with whole_file(path) as draft:
        write_to(draft)
    return path


def _about(province: Province) -> Mapping[str, object]:
    names = ("preset", "label", "seed", "scale", "standard_id", "point_table_id", "year", "previous_year",
             "all_households", "undecided", "published")  # fmt: skip
    dates = ("reference_date", "previous_reference_date")
    return {name: getattr(province, name) for name in names} | {
        name: getattr(province, name).isoformat() for name in dates
    }
