"""Pages of the ledger for auditors."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rasoat.web.areas.models import Unit
from rasoat.web.ledger.actions.read_payload import read_payload
from rasoat.web.ledger.forms import FilterForm
from rasoat.web.ledger.heads import head_line, head_of
from rasoat.web.ledger.links import address_of
from rasoat.web.ledger.models import Chain, Entry
from rasoat.web.ledger.queries import READ, page_of_entries, readable_entries, subject_words, who_of
from rasoat.web.ledger.words import CHANNELS, action_words, model_words
from rasoat.web.look.refusals import RefusedError

HEADS_A_SHEET = 400


@require_safe
@login_required
def entries(request: HttpRequest) -> HttpResponse:
    """The list, newest first, with filters in the address and a cursor."""
    acting = request.acting  # type: ignore[attr-defined]
    acting.require(READ)
    form = FilterForm(request.GET or {})
    wanted = form.wanted() if form.is_bound else FilterForm({}).wanted()
    cursor = request.GET.get("sau", "")
    rows, following = page_of_entries(
        acting, wanted, before=int(cursor) if cursor.isdecimal() and len(cursor) < 19 else None
    )
    shown = [
        {"entry": row, "action": action_words(row.action), "subject": subject_words(row), "who": who_of(row),
         "channel": CHANNELS.get(row.channel, row.channel)}
        for row in rows
    ]  # fmt: skip
    active = sum(1 for name in form.fields if request.GET.get(name))
    return render(request, "ledger/entries.html", {
        "form": form, "rows": shown, "next_cursor": following, "active": active, "reset_url": reverse("ledger:entries"),
    })  # fmt: skip


@require_safe
@login_required
def entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """One entry: who, what, when, which rows; the content only on request (a POST, which is noted)."""
    found = _entry(request, entry_id)
    return render(request, "ledger/entry.html", _context(found))


@require_POST
@login_required
@never_cache
def reveal(request: HttpRequest, entry_id: int) -> HttpResponse:
    """The same page with the content opened; the reading is written into the ledger."""
    found = _entry(request, entry_id)
    context = _context(found)
    try:
        payload = read_payload(request.acting, found)  # type: ignore[attr-defined]
        context |= {"payload": payload, "compared": payload.rows()}
    except RefusedError as error:
        context["refused"] = error
    return render(request, "ledger/entry.html", context)


@require_safe
@login_required
def heads(request: HttpRequest) -> HttpResponse:
    """The printable sheet of chain heads of the person's area."""
    acting = request.acting  # type: ignore[attr-defined]
    acting.require(READ)
    condition = acting.policy.condition(READ, unit_rows=True)
    chains = Chain.objects.filter(length__gt=0, unit__in=Unit.objects.filter(condition)).select_related("unit")
    rows = [{"unit": chain.unit, "head": head_of(chain)} for chain in chains.order_by("unit__sort_key")[:HEADS_A_SHEET]]
    return render(request, "ledger/heads.html", {"rows": rows, "now": timezone.localtime()})


def _entry(request: HttpRequest, entry_id: int) -> Entry:
    acting = request.acting  # type: ignore[attr-defined]
    acting.require(READ)
    return get_object_or_404(readable_entries(acting), pk=entry_id)


def _context(found: Entry) -> dict[str, object]:
    rows = [
        {"label": model_words(row[0]), "key": row[1], "gone": row[2] is None} for row in found.rows if len(row) == 3
    ]
    same = Entry.objects.filter(request_id=found.request_id).exclude(pk=found.pk).count()
    return {
        "entry": found, "action": action_words(found.action), "subject": subject_words(found), "who": who_of(found),
        "channel": CHANNELS.get(found.channel, found.channel), "rows": rows[:100], "more_rows": max(0, len(rows) - 100),
        "subject_url": address_of(found.subject_model, found.subject_id), "same_request": same,
        "hash": bytes(found.hash).hex(), "head_line": head_line(found.chain.unit),
    }  # fmt: skip
