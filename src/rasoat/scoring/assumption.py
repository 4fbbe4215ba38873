"""Assumptions: what a simulation takes for granted. They make a blocked standard usable, and mark every output.

A file names a standard and may replace any part of it in the words of the law files:

    standard: national_2027
    note: "tạm dùng 12 chỉ số của chuẩn cũ để ước tính"
    set:
      parameters: {...}
"""

from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from rasoat.law.canonical import content_hash
from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.law.loading import LawModel, load_or_refuse
from rasoat.law.standard import Standard
from rasoat.law.watermark import SIMULATED


class Assumption(LawModel):
    """One assumption file. `set` holds parts of a standard, merged key by key into the standard named."""

    standard: str
    note: str
    set: dict[str, Any] = Field(default_factory=dict)
    file_name: str = ""
    digest: str = ""

    @property
    def label(self) -> str:
        """The words printed on every output."""
        origin = f" ({self.file_name}, sha256 {self.digest[:12]})" if self.file_name else ""
        return f"{SIMULATED}, KHÔNG DÙNG ĐỂ CÔNG NHẬN HỘ NGHÈO: {self.note}{origin}"

    def applied_to(self, standard: Standard) -> Standard:
        """The standard with the assumed parts, no longer blocked. Raises `FaultsFoundError` when they do not fit."""
        content = standard.model_dump(by_alias=True, exclude_unset=True)
        merged = {**_merge(content, self.set), "blocked": None}
        try:
            return Standard.model_validate(merged)
        except ValidationError as error:
            raise FaultsFoundError(
                Fault(
                    rule="assumption-does-not-fit",
                    vi=f"{'.'.join(map(str, item['loc']))}: {item['msg']}",
                    en=f"{'.'.join(map(str, item['loc']))}: {item['msg']}",
                    remedy_vi="sửa mục `set` của tệp giả định theo cấu trúc của tệp chuẩn",
                    remedy_en="correct `set` of the assumption file; it has the structure of a standard file",
                    place=Place(file=self.file_name),
                )
                for item in error.errors()
            ) from error


def read_assumption(path: Path) -> Assumption:
    """Read an assumption file; faults name file and line."""
    loaded = load_or_refuse(path, Assumption)
    return loaded.model_copy(update={"file_name": path.name, "digest": content_hash(path.read_bytes())})


def _merge(base: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in change.items():
        old = merged.get(key)
        merged[key] = _merge(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged
