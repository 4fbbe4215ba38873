"""Which text an office uses: its own, else its province's, else the shipped one."""

from collections.abc import Mapping, Sequence
from typing import Final

from rasoat.web.areas.models import Level, Unit
from rasoat.web.certificates.texts import PaperKind
from rasoat.web.paperwork.catalogue import EDITABLE, Kind
from rasoat.web.paperwork.models import PaperTemplate

LEVELS: Final = (Level.PROVINCE, Level.COMMUNE)


def text_of(kind: Kind, commune: Unit) -> str:
    """The text that a commune uses (one query)."""
    return own_text(kind.key, commune) or kind.shipped


def texts_of(kinds: Sequence[Kind], commune: Unit) -> Mapping[str, str]:
    """The texts of several papers (one query)."""
    own = _own([kind.key for kind in kinds], commune)
    return {kind.key: own.get(kind.key) or kind.shipped for kind in kinds}


def own_text(key: str, commune: Unit) -> str:
    """The text in use of the commune or its province; empty for none (one query)."""
    return _own([key], commune).get(key, "")


def certificate_source(key: str, commune: Unit) -> str | None:
    """For the room of certificates: the office's text of one of its papers."""
    return own_text(PaperKind(key), commune) or None


def versions_of(unit: Unit, kind: Kind) -> list[PaperTemplate]:
    """The versions of a unit, newest first (one query)."""
    rows = PaperTemplate.objects.filter(unit=unit, kind=kind.key).select_related("made_by")
    return list(rows.order_by("-number")[:30])


def standing_of(unit: Unit) -> Mapping[tuple[str, str], PaperTemplate]:
    """Drafts and versions in use of a unit, by kind and state (one query)."""
    rows = PaperTemplate.objects.filter(unit=unit, state__in=("draft", "current"), kind__in=EDITABLE)
    return {(row.kind, row.state): row for row in rows}


def _own(keys: Sequence[str], commune: Unit) -> dict[str, str]:
    units = [commune.province_id, commune.pk]
    rows = PaperTemplate.objects.filter(unit__in=units, kind__in=keys, state="current")
    found: dict[str, str] = {}
    for unit, kind, text in rows.values_list("unit", "kind", "text"):
        if unit == commune.pk or kind not in found:
            found[kind] = text
    return found
