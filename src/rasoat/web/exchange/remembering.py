"""Mapping profiles that were kept: the one whose headings a file bears is used again without asking."""

from pathlib import Path

from django.db.models import Q

from rasoat.law.faults import FaultsFoundError
from rasoat.survey.mapping.fit import fit_profile
from rasoat.survey.mapping.profile import MappingProfile
from rasoat.survey.mapping.source import Source
from rasoat.web.exchange.models import Import, ImportProfile
from rasoat.web.exchange.reading import MAPPED, layout_of, profile_of

TRIED = 30


def profiles_for(batch: Import) -> list[ImportProfile]:
    """Profiles of the commune, then of the province, the latest first."""
    rows = ImportProfile.objects.filter(province=batch.province).filter(Q(commune=batch.commune) | Q(commune=None))
    return sorted(rows.order_by("-kept_at")[:TRIED], key=lambda row: row.commune_id is None)


def known_profile(batch: Import, path: Path) -> MappingProfile | None:
    """The kept profile that fits a file of an unknown layout; None when none does."""
    if layout_of(path) != MAPPED:
        return None
    for row in profiles_for(batch):
        profile = profile_of(row.text)
        try:
            with Source(path) as source:
                fitted = fit_profile(source, profile)
        except FaultsFoundError:
            continue
        wanted = sum(len(sheet.columns) for sheet in profile.sheets)
        if fitted and sum(len(sheet.columns) for sheet in fitted) >= wanted:
            return profile
    return None
