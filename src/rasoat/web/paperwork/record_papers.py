"""The papers of one record, for the page of that record."""

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from rasoat.web.accounts.views_base import acting_of
from rasoat.web.look.papers import RecordPaper
from rasoat.web.paperwork.catalogue import Kind, of_record
from rasoat.web.paperwork.filling import standards_of
from rasoat.web.paperwork.subjects import may_read, scope_of, subject_of
from rasoat.web.register.words import standard_name
from rasoat.web.rounds.models import Round


def record_papers(request: HttpRequest, record: Model) -> list[RecordPaper]:
    """Those that the record has by now, one for each standard where papers are apart; none to who may not read them."""
    scope = scope_of(record)
    if scope is None or not may_read(acting_of(request), scope, record):
        return []
    kinds = of_record(scope, record)
    owner = subject_of(scope, record).round if any(kind.by_standard for kind in kinds) else None
    apart = {True: _standards(kinds, owner), False: [""]}
    return [_paper(kind, str(record.pk), standard) for kind in kinds for standard in apart[kind.by_standard]]


def _standards(kinds: list[Kind], owner: Round | None) -> list[str]:
    return next((standards_of(kind, owner) for kind in kinds if kind.by_standard), [""])


def _paper(kind: Kind, key: str, standard: str) -> RecordPaper:
    ref = f"{key}.{standard}" if standard else key
    name = f"{kind.name} · {standard_name(standard)}" if standard else str(kind.name)
    screen, word, pdf = (reverse("paperwork:paper", args=[kind.key, ref, face]) for face in ("xem", "word", "pdf"))
    return RecordPaper(name, screen, word, pdf)
