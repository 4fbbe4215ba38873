"""Papers of a commune and of a village: lists, and one paper on screen, as Word document, as PDF."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.areas.queries import whole_predecessors
from rasoat.web.complaints.queries import complaints_seen_by
from rasoat.web.look.refusals import RefusedError
from rasoat.web.paperwork.catalogue import KINDS, STAGES, of_record, of_scope
from rasoat.web.paperwork.data.village import cases_listed
from rasoat.web.paperwork.filling import data_of, filled, paper_of, standards_of
from rasoat.web.paperwork.folders import STAGES as FOLDER_STAGES
from rasoat.web.paperwork.folders import Entry, entries_of, folders_seen_by
from rasoat.web.paperwork.names import file_name
from rasoat.web.paperwork.subjects import Scope, find, may_read
from rasoat.web.paperwork.versions import texts_of
from rasoat.web.paperwork.views.faces import face_answer
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.models import Application, Opinion, RoundDecision, VillageReview
from rasoat.web.rounds.models import RoundCommune

MOST: Final = 200
Row = dict[str, Any]


@signed_in
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Communes of the rounds that the person sees; the only one is opened at once."""
    acting = acting_of(request)
    acting.require(Capability.REVIEW_VIEW)
    rows = acting.policy.visible(Capability.REVIEW_VIEW, RoundCommune.objects.exclude(round__state="draft"))
    places = list(rows.select_related("commune", "round").order_by("-round__starts_on", "commune__sort_key")[:MOST])
    own = _own_villages(acting) if not places else []
    if len(places) == 1 and not own:
        return redirect("paperwork:commune", places[0].pk)
    context = {"places": places, "own": own, "edits": acting.policy.may(Capability.TEMPLATE_EDIT)}
    return render(request, "paperwork/home.html", context)


@signed_in
@require_GET
def commune(request: HttpRequest, place_id: int) -> HttpResponse:
    """Papers of a commune in a round, its villages, and papers of single records."""
    acting = acting_of(request)
    rows = acting.policy.visible(Capability.REVIEW_VIEW, RoundCommune.objects.select_related("round", "commune"))
    place = get_object_or_404(rows, pk=place_id)
    villages = VillageReview.objects.filter(round=place.round_id, commune=place.commune_id)
    context = {
        "place": place, "papers": _by_stage(_rows_of(Scope.COMMUNE, [(place.pk, "")], place.round)),
        "villages": villages.select_related("village").order_by("village__sort_key", "pk"),
        "records": _records(acting, place), "runs": acting.policy.may(Capability.REVIEW_RUN, place.commune),
        "edits": acting.policy.may(Capability.TEMPLATE_EDIT, place.commune), "year": timezone.localdate().year,
    }  # fmt: skip
    return render(request, "paperwork/commune.html", context)


@signed_in
@require_GET
def village(request: HttpRequest, review_id: int) -> HttpResponse:
    """Papers of a village by step, its survey forms, and its folders."""
    acting = acting_of(request)
    review = _review(acting, review_id)
    rows = [
        _row(entry.kind.key, entry.ref, entry.standard, _when(entry.subject.record))
        for entry in _entries(acting, review)
    ]
    runs = acting.policy.may(Capability.REVIEW_RUN, review)
    context = {
        "review": review, "papers": _by_stage(rows), "cases": cases_listed(review), "runs": runs,
        "stages": [(key, STAGES[key]) for key in FOLDER_STAGES],
        "folders": folders_seen_by(acting).filter(review=review)[:10] if runs else [],
        "place": RoundCommune.objects.filter(round=review.round_id, commune=review.commune_id).first(),
        "sees_commune": acting.policy.may(Capability.REVIEW_VIEW, review.commune),
    }  # fmt: skip
    return render(request, "paperwork/village.html", context)


@signed_in
@require_GET
def print_village(request: HttpRequest, review_id: int, stage: str) -> HttpResponse:
    """All papers of a step on one page for the printer; survey forms come from the folder."""
    acting = acting_of(request)
    review = _review(acting, review_id)
    if stage not in STAGES:
        raise Http404
    entries = _entries(acting, review, stage)
    texts = texts_of([entry.kind for entry in entries], review.commune)
    try:
        shown = [
            filled(entry.kind, texts[entry.kind.key], data_of(entry.kind, entry.subject), entry.subject).to_html()
            for entry in entries
            for _copy in range(entry.kind.copies)
        ]
    except RefusedError as refused:
        return render(request, "paperwork/faulty.html", {"refused": refused}, status=422)
    context = {"review": review, "stage": STAGES[stage], "papers": [mark_safe(each) for each in shown]}
    return render(request, "paperwork/print.html", context)


@signed_in
@require_GET
def paper(request: HttpRequest, kind: str, ref: str, face: str) -> HttpResponse:
    """One paper: `xem` on screen, `word`, `pdf`."""
    found = KINDS.get(kind)
    subject = find(acting_of(request), found.scope, ref) if found else None
    if found is None or subject is None or found not in of_record(found.scope, subject.record):
        raise Http404
    return face_answer(
        request, face, lambda: paper_of(found, subject), title=found.name, name=file_name(found, ref),
        address=lambda face: reverse("paperwork:paper", args=[kind, ref, face]),
    )  # fmt: skip


def _review(acting: Acting, review_id: int) -> VillageReview:
    rows = VillageReview.objects.select_related("round__province", "village", "commune__province")
    return get_object_or_404(acting.policy.visible(Capability.REVIEW_VIEW, rows), pk=review_id)


def _entries(acting: Acting, review: VillageReview, stage: str = "") -> list[Entry]:
    """The papers of the village that this person may read: letters to single people are not for everybody."""
    entries = entries_of(review, stage=stage)
    return [entry for entry in entries if may_read(acting, entry.kind.scope, entry.subject.record)]


def _own_villages(acting: Acting) -> list[VillageReview]:
    rows = VillageReview.objects.exclude(round__state="draft").select_related("round", "village")
    visible = acting.policy.visible(Capability.REVIEW_VIEW, rows)
    return list(visible.order_by("-round__starts_on", "village__sort_key")[:MOST])


def _records(acting: Acting, place: RoundCommune) -> Mapping[str, list[Row]]:
    """Papers of opinions, decisions, applications and complaints, by step."""
    shared = {"round": place.round_id, "commune__in": whole_predecessors({place.commune_id})}
    opinions = [(row.pk, row.body) for row in Opinion.objects.filter(**shared).order_by("-pk")[:MOST]]
    decisions = [
        (row.pk, row.number or standard_name(row.standard_id))
        for row in RoundDecision.objects.filter(**shared).exclude(state="withdrawn").order_by("-pk")[:MOST]
    ]
    rows = _rows_of(Scope.OPINION, opinions, None) + _rows_of(Scope.DECISION, decisions, None)
    if acting.policy.may(Capability.REVIEW_RUN, place.commune):
        asked = Application.objects.filter(commune=place.commune_id, case__round=place.round_id)
        for row in asked.order_by("-happened_on", "pk")[:MOST]:
            about = f"{row.applicant} ({row.file_code})"
            rows += [_row(kind.key, str(row.pk), "", about) for kind in of_record(Scope.APPLICATION, row)]
    if acting.policy.may(Capability.COMPLAINT_VIEW, place.commune):
        mine = complaints_seen_by(acting).filter(**shared)
        for letter in mine.select_related("recheck").order_by("-happened_on", "pk")[:MOST]:
            rows += [_row(kind.key, str(letter.pk), "", str(letter)) for kind in of_record(Scope.COMPLAINT, letter)]
    return _by_stage(rows)


def _rows_of(scope: Scope, records: Iterable[tuple[Any, str]], row: Any) -> list[Row]:
    found = []
    for pk, about in records:
        for kind in of_scope(scope):
            for standard in standards_of(kind, row):
                found.append(_row(kind.key, f"{pk}.{standard}" if standard else str(pk), standard, about))  # noqa: PERF401
    return found


def _row(key: str, ref: str, standard: str, about: str = "") -> Row:
    said = [about, standard_name(standard) if standard else ""]
    return {"kind": KINDS[key], "ref": ref, "about": " · ".join(filter(None, said))}


def _by_stage(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(str(STAGES[row["kind"].stage]), []).append(row)
    return found


def _when(record: Any) -> str:
    day = getattr(record, "happened_on", None)
    return f"{day:%d/%m/%Y}" if day else ""
