"""The hand-out book of a village: who received the paper and when, a page of names at once."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rasoat.survey.dates import parse_date
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.areas.models import Unit
from rasoat.web.areas.queries import villages
from rasoat.web.certificates.actions.hand_out import hand_out_many
from rasoat.web.certificates.actions.print_papers import print_book
from rasoat.web.certificates.happening import Step
from rasoat.web.certificates.models import Certificate
from rasoat.web.certificates.queries import BookRow, book_rows
from rasoat.web.certificates.views.shared import pdf_answer
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.views.common import commune_asked
from rasoat.web.register.words import standard_choices
from rasoat.web.reviews.recording import Told

MOST = 500


class _Book:
    """What the address asks for: commune, village, standard."""

    def __init__(self, request: HttpRequest, commune: Unit) -> None:
        asked = request.POST if request.method == "POST" else request.GET
        self.commune = commune
        self.places = list(villages(commune, timezone.localdate()))
        wanted = asked.get("thon", "")
        self.village = next((place for place in self.places if str(place.pk) == wanted), None)
        known = [code for code, _name in standard_choices()]
        self.standard = asked.get("chuan", "") if asked.get("chuan", "") in known else "national_2022"

    def address(self) -> str:
        """The page of this village."""
        parts = {"xa": self.commune.key, "chuan": self.standard}
        parts |= {"thon": str(self.village.pk)} if self.village else {}
        return f"{reverse('certificates:book')}?{urlencode(parts)}"


@signed_in
@require_http_methods(["GET", "POST"])
def book(request: HttpRequest) -> HttpResponse:
    """The book; a POST notes the hand-outs that were typed in: day and name beside each paper."""
    acting = acting_of(request)
    acting.require(Capability.CERTIFICATE_ISSUE)
    commune, communes = commune_asked(request, Capability.CERTIFICATE_ISSUE)
    if commune is None:
        return render(request, "register/choose_commune.html", {"communes": communes})
    asked = _Book(request, commune)
    rows = book_rows(commune, asked.village, asked.standard)
    wrong = ""
    if request.method == "POST":
        try:
            number = hand_out_many(acting, _given(request, rows))
            messages.success(request, _("Đã ghi trao %(number)s giấy.") % {"number": number})
            return redirect(asked.address())
        except RefusedError as refused:
            wrong = str(refused)
    context: dict[str, Any] = {
        "commune": commune, "book": asked, "wrong": wrong, "too_many": len(rows) > MOST, "most": MOST,
        "today": timezone.localdate(), "standards": standard_choices(),
        "rows": [
            {"row": row, "typed": request.POST.get(f"nguoi-{row.certificate.pk}", "")} for row in rows[:MOST]
        ],
        "waiting": sum(row.certificate.state != "handed_out" for row in rows), "all": len(rows),
    }  # fmt: skip
    return render(request, "certificates/book.html", context, status=422 if wrong else 200)


@signed_in
@require_POST
def book_print(request: HttpRequest) -> HttpResponse:
    """The list to be signed, as PDF."""
    acting_of(request).require(Capability.CERTIFICATE_ISSUE)
    commune, communes = commune_asked(request, Capability.CERTIFICATE_ISSUE)
    if commune is None:
        return render(request, "register/choose_commune.html", {"communes": communes})
    asked = _Book(request, commune)
    made = print_book(acting_of(request), commune, asked.village, asked.standard)
    return pdf_answer(made, f"so-trao-{commune.key}.pdf")


def _given(request: HttpRequest, rows: list[BookRow]) -> list[tuple[Certificate, Step]]:
    """The papers with a name beside them."""
    written = parse_date(request.POST.get("ngay", ""))
    on: date | None = written.day if written else None
    found = []
    for row in rows:
        name = request.POST.get(f"nguoi-{row.certificate.pk}", "").strip()
        if name:
            found.append((row.certificate, name, request.POST.get(f"quan-he-{row.certificate.pk}", "").strip()))
    if not found:
        raise RefusedError(_("Chưa ghi người nhận nào."), remedy=_("Ghi họ tên cạnh giấy đã trao."))
    if on is None:
        raise RefusedError(_("Chưa ghi ngày trao."), remedy=_("Ghi ngày/tháng/năm, ví dụ 05/11/2026."))
    told = Told(on, request.POST.get("nguoi-trao", ""), bool(request.POST.get("nguoi-trao", "").strip()))
    return [
        (certificate, Step(told, received_by=name[:120], relation=relation[:60]))
        for certificate, name, relation in found
    ]
