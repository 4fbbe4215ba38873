"""Where export profiles are: the shipped ones, and those of an office's own directory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from rasoat.law.cited import Evidence
from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.law.loading import LawModel, load_or_refuse, load_yaml
from rasoat.survey.exporting.national import national_sheets
from rasoat.survey.exporting.profile import ExportProfile

_SHIPPED: Final = Path(__file__).parent / "data" / "shipped.yaml"
_LAYOUTS = {"national_lists": national_sheets}


class _Head(LawModel):
    id: str
    layout: Literal["national_lists"]
    system: str
    evidence: Evidence


class _Heads(LawModel):
    profiles: Annotated[tuple[_Head, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Stored:
    """A profile and the file it was read from; no file for a shipped one."""

    profile: ExportProfile
    path: Path | None = None


@cache
def shipped_profiles() -> tuple[ExportProfile, ...]:
    """Profiles of receiving systems whose layout is known."""
    return tuple(_shipped(head) for head in load_or_refuse(_SHIPPED, _Heads).profiles)


def stored_profiles(directories: Iterable[Path] = ()) -> list[Stored]:
    """The shipped profiles, then those of `directories` (`*.yaml`) by file name.

    Raises `FaultsFoundError` with everything wrong in any file, and when two profiles have one id.
    """
    found = [Stored(profile) for profile in shipped_profiles()]
    faults: list[Fault] = []
    for directory in directories:
        for path in sorted(directory.glob("*.yaml")):
            profile = load_yaml(path, ExportProfile, faults)
            if profile is None:
                continue
            if any(other.profile.id == profile.id for other in found):
                faults.append(_twice(path, profile.id))
            found.append(Stored(profile, path))
    if faults:
        raise FaultsFoundError(faults)
    return found


def find_profile(name: str, directories: Sequence[Path] = ()) -> Stored:
    """The profile at a path, or of that id. Raises `FaultsFoundError` when there is none or it is wrong."""
    path = Path(name)
    if path.is_file():
        return Stored(load_or_refuse(path, ExportProfile), path)
    stored = stored_profiles(directories)
    for item in stored:
        if item.profile.id == name:
            return item
    ids = ", ".join(item.profile.id for item in stored)
    raise FaultsFoundError([
        Fault(
            "export-profile-unknown",
            "không có hồ sơ xuất nào có mã hoặc đường dẫn này",
            "there is no export profile of that id or path",
            f"dùng một trong: {ids}; hoặc chỉ tệp .yaml; hồ sơ của cơ quan thì thêm --profile-dir",
            f"use one of: {ids}; or name a .yaml file; for the office's own profiles add --profile-dir",
            value=name,
        )
    ])  # fmt: skip


def _shipped(head: _Head) -> ExportProfile:
    content: dict[str, Any] = {"id": head.id, "system": head.system, "evidence": head.evidence}
    return ExportProfile.model_validate(content | {"sheets": _LAYOUTS[head.layout]()})


def _twice(path: Path, id_: str) -> Fault:
    return Fault(
        "export-profile-twice",
        f"mã hồ sơ “{id_}” đã có ở hồ sơ khác",
        f"another profile has the id “{id_}”",
        "đổi mục id của tệp này",
        "change the id in this file",
        Place(file=str(path), row=1),
    )
