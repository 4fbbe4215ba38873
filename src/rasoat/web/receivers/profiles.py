"""Export profiles of receivers: read from their text, and what they take of personal facts."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from rasoat.law.faults import Fault, FaultsFoundError
from rasoat.law.loading import load_text
from rasoat.law.yaml_text import yaml_text
from rasoat.survey.exporting.fields import Fact
from rasoat.survey.exporting.profile import ExportProfile
from rasoat.web.receivers.models import ProfileVersion

NUMBERS: Final = frozenset({"personal_id", "old_id"})
HEALTH: Final = frozenset({
    "disability_degree", "measured_on", "height_mm", "weight_g", "seriously_ill", "sought_care", "nutrition",
    "children_malnourished",
})  # fmt: skip
"""Facts of health: they need a legal basis of their own."""


def profile_of(version: ProfileVersion) -> ExportProfile:
    """The profile of a version. Raises `FaultsFoundError` for a text that no longer fits."""
    return read_profile(version.text)


def read_profile(text: str) -> ExportProfile:
    """A profile out of its text. Raises `FaultsFoundError` with everything wrong."""
    faults: list[Fault] = []
    found = load_text(text, "mẫu nơi nhận", ExportProfile, faults)
    if found is None:
        raise FaultsFoundError(faults)
    return found


def plain(profile: ExportProfile) -> dict[str, Any]:
    """The profile as plain data, without what is left at its default."""
    found: dict[str, Any] = profile.model_dump(by_alias=True, exclude_defaults=True, mode="json")
    return found


def text_of(content: Mapping[str, Any]) -> str:
    """Plain data as the text of a profile. Raises `FaultsFoundError` when they are no profile."""
    text = yaml_text(dict(content))
    read_profile(text)
    return text


def facts_of(profile: ExportProfile) -> Iterator[Fact]:
    """Every fact that a profile writes, filters or sorts by."""
    for sheet in profile.sheets:
        codes = [column.source for column in sheet.columns if column.source]
        codes += [code for column in sheet.columns for code in column.only]
        for code in (*codes, *sheet.where, *sheet.order):
            yield sheet.fact(code)


def codes_of(profile: ExportProfile) -> frozenset[str]:
    """The codes of these facts."""
    return frozenset(fact.field.code for fact in facts_of(profile))


def takes_numbers(profile: ExportProfile) -> bool:
    """Whether identity numbers are handed over."""
    return bool(codes_of(profile) & NUMBERS)


def takes_health(profile: ExportProfile) -> bool:
    """Whether facts of health are handed over."""
    return bool(codes_of(profile) & HEALTH)
