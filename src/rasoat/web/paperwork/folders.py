"""The folder of a village: which papers it holds, who may read its files."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db.models import Q, QuerySet

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.paperwork.catalogue import KINDS, Kind, of_record
from rasoat.web.paperwork.data.village import cases_listed
from rasoat.web.paperwork.filling import standards_of
from rasoat.web.paperwork.models import VillageFolder
from rasoat.web.paperwork.subjects import Scope, Subject, subject_of
from rasoat.web.reviews.models import DecidedCase, VillageReview
from rasoat.web.vault.models import SealedFile

FORMS: Final = 20
"""Survey forms in one step of the job: what is held in memory at once."""

STAGES: Final = ("list", "survey", "meeting", "posting", "submission", "report")
"""The steps whose papers are made for a village."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper of a village. `ref`: by which it is found again."""

    kind: Kind
    subject: Subject
    ref: str

    @property
    def standard(self) -> str:
        """The standard, where papers are apart."""
        return self.subject.standard


def entries_of(review: VillageReview, *, stage: str = "") -> list[Entry]:
    """The papers of a village in order, without survey forms (some queries, however many households)."""
    found = list(_entries(review))
    order = {key: at for at, key in enumerate(KINDS)}
    found.sort(key=lambda entry: order[entry.kind.key])
    return [entry for entry in found if not stage or entry.kind.stage == stage]


def plan_of(review: VillageReview, *, stage: str = "") -> list[list[Any]]:
    """What a job makes, in order: a paper, or some survey forms, at a time."""
    plan: list[list[Any]] = []
    entries = entries_of(review, stage=stage)
    forms = [str(case.pk) for case in cases_listed(review)] if stage in {"", "survey"} else []
    early = [entry for entry in entries if entry.kind.stage == "list"]
    plan += [[entry.kind.key, [entry.ref]] for entry in early]
    plan += [["phieu-ra-soat", forms[at : at + FORMS]] for at in range(0, len(forms), FORMS)]
    plan += [[entry.kind.key, [entry.ref]] for entry in entries if entry.kind.stage != "list"]
    return plan


def folders_seen_by(acting: Acting) -> QuerySet[VillageFolder]:
    """Folders of the villages in which the person runs the review, newest first."""
    rows = VillageFolder.objects.select_related("commune", "village", "review__round", "bundle", "pdf", "job")
    return acting.policy.visible(Capability.REVIEW_RUN, rows).order_by("-created_at")


def may_read_file(acting: Any, file: SealedFile) -> bool:
    """The finished files are for those who run the review there."""
    return folders_seen_by(acting).filter(Q(bundle=file) | Q(pdf=file)).exists()


def _entries(review: VillageReview) -> Iterator[Entry]:
    round_standards = {True: standards_of(KINDS["danh-sach-niem-yet"], review.round), False: [""]}
    records: list[tuple[Scope, Any]] = [(Scope.VILLAGE, review)]
    records += [(Scope.MEETING, row) for row in review.meetings.order_by("number")]
    records += [(Scope.POSTING, row) for row in review.postings.order_by("number")]
    refused = DecidedCase.objects.filter(
        kind="refused", case__village=review.village_id, decision__round=review.round_id
    ).select_related("decision__round", "decision__commune")
    records += [(Scope.REFUSAL, row) for row in refused.exclude(decision__state="withdrawn").order_by("pk")]
    for scope, record in records:
        subject = subject_of(scope, record)
        written = scope in {Scope.MEETING, Scope.POSTING}  # named after the commune of their day
        owned = replace(subject, commune=subject.commune if written else review.commune, round=review.round)
        for kind in of_record(scope, record):
            for standard in round_standards[kind.by_standard]:
                ref = f"{record.pk}.{standard}" if standard else str(record.pk)
                yield Entry(kind, replace(owned, standard=standard), ref)
