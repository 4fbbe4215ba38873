"""Requests of households: received, printed, taken into a round, answered."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.survey.dates import parse_date
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import Household
from rasoat.web.register.queries import household_by_code
from rasoat.web.register.views.common import commune_asked, datalists
from rasoat.web.reviews.actions.link_application import link_application
from rasoat.web.reviews.actions.receive_application import receive_application
from rasoat.web.reviews.actions.reopen_application import reopen_application
from rasoat.web.reviews.actions.screen_out_application import screen_out_application
from rasoat.web.reviews.actions.take_application import take_application
from rasoat.web.reviews.applications.drafts import details_of
from rasoat.web.reviews.applications.fitting import AGAIN, EXITS, earlier_requests
from rasoat.web.reviews.forms.listing import FINDS, AnswerForm, ApplicationForm
from rasoat.web.reviews.models import Application, RequestKind
from rasoat.web.reviews.once import AlreadyDoneError
from rasoat.web.reviews.queries import applications_seen_by
from rasoat.web.reviews.state_graphs import APPLICATION
from rasoat.web.reviews.views.finding import UnclearHomeError, home_meant
from rasoat.web.reviews.views.shared import already, page_of
from rasoat.web.rounds.models import Round
from rasoat.web.rounds.queries import current_rounds


@signed_in
@require_GET
def list_page(request: HttpRequest) -> HttpResponse:
    """Requests, newest first; `?buoc=` by state, `?ma=` by file code."""
    acting = acting_of(request)
    acting.require(Capability.REVIEW_VIEW)
    rows = applications_seen_by(acting)
    state, code = request.GET.get("buoc", ""), request.GET.get("ma", "").strip()
    if state in APPLICATION.states:
        rows = rows.filter(state=state)
    if code:
        rows = rows.filter(file_code__iexact=code)
    context = {
        "page": page_of(request, rows), "states": APPLICATION.states, "state": state, "code": code,
        "runs": acting.policy.may(Capability.REVIEW_RUN),
    }  # fmt: skip
    return render(request, "reviews/applications.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Type a request in from paper."""
    acting = acting_of(request)
    acting.require(Capability.REVIEW_RUN)
    commune, communes = commune_asked(request, Capability.REVIEW_RUN)
    if commune is None:
        return render(request, "register/choose_commune.html", {"communes": communes})
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ApplicationForm(*posted, commune=commune)
    context: dict[str, Any] = {"form": form, "commune": commune, "datalists": datalists()}
    if request.method == "POST":
        home, ready = None, form.is_valid()
        try:
            home = home_meant(acting, commune, request.POST)
            if ready:
                made = receive_application(acting, form.draft(commune, home))
                messages.success(request, _("Đã nhận đơn, số %(code)s.") % {"code": made.file_code})
                return redirect("reviews:application", made.pk)
        except AlreadyDoneError as done:
            return already(request, done, "reviews:application", done.record_id)
        except UnclearHomeError as unclear:
            context |= {"found": unclear.rows, "typed": request.POST["household"].strip()}
            refuse(form, unclear)
        except RefusedError as refused:
            if refused.code == AGAIN and home is not None:
                form.ask_again()
                context["earlier"] = earlier_requests(home)
            refuse(form, refused)
        if home is not None:
            context["chosen"] = _kept_choice(form, home)
    return render(request, "reviews/application_new.html", context, status=422 if form.errors else 200)


@signed_in
@require_GET
def page(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One request and what can be done with it."""
    row, acting = _request_or_404(request, pk), acting_of(request)
    runs = acting.policy.may(Capability.REVIEW_RUN, row)
    rounds = current_rounds(acting).filter(communes__commune=row.commune_id) if runs else Round.objects.none()
    context = {
        "row": row, "state": APPLICATION.states[row.state], "runs": runs, "rounds": list(rounds),
        "answer_form": AnswerForm(), "average": row.kind == RequestKind.AVERAGE,
        "details": _shown(row) if acting.policy.may(Capability.NUMBER_VIEW, row) else None, "finds": FINDS,
        "may_register": runs and row.kind not in EXITS and acting.policy.may(Capability.HOUSEHOLD_EDIT, row.commune),
        **_other_requests(acting, row, request.GET.get("ho", "")),
    }  # fmt: skip
    response = render(request, "reviews/application.html", context)
    response["Cache-Control"] = "no-store"
    return response


class _AskedAgainError(RefusedError):
    """The household has another request: the page shows it, and asks why this one is kept all the same."""

    def __init__(self, refused: RefusedError, home: Household) -> None:
        super().__init__(refused.message, remedy=refused.remedy, field=refused.field, code=refused.code)
        self.home = home


def _other_requests(acting: Acting, row: Application, code: str) -> dict[str, Any]:
    """Other requests of the household in the round, while this one waits. `asked`: whose it was to become."""
    if row.state != "received":
        return {}
    asked = household_by_code(acting, code) if row.household is None else None
    home = row.household or asked
    return {"asked": asked, "earlier": list(earlier_requests(home, but=row)) if home else []}


def _take(acting: Acting, row: Application, data: Mapping[str, Any]) -> object:
    chosen = str(data.get("dot", ""))
    rounds = current_rounds(acting).filter(communes__commune=row.commune_id)
    found = rounds.filter(pk=int(chosen)).first() if chosen.isdecimal() else None
    if found is None:
        raise RefusedError(_("Chưa chọn đợt rà soát."), remedy=_("Chọn đợt đang mở của xã."))
    return take_application(acting, row, found)


def _link(acting: Acting, row: Application, data: Mapping[str, Any]) -> object:
    home = home_meant(acting, row.commune, data)
    if home is None:
        raise RefusedError(
            _("Chưa chọn hộ."), remedy=_("Gõ tên, mã hộ hoặc số định danh rồi chọn; hộ mới thì bấm Nhập hộ mới.")
        )
    try:
        return link_application(acting, row, home, str(data.get("again", "")))
    except RefusedError as refused:
        raise (_AskedAgainError(refused, home) if refused.code == AGAIN else refused) from None


def _screen_out(acting: Acting, row: Application, data: Mapping[str, Any]) -> object:
    written = parse_date(str(data.get("answered_on", "")))
    return screen_out_application(
        acting, row, str(data.get("reason", "")), answered_on=written.day if written else None
    )


_DEEDS: Mapping[str, Callable[[Acting, Application, Mapping[str, Any]], object]] = {
    "dua-vao": _take, "gan-ho": _link, "khong-dua-vao": _screen_out,
    "nhan-lai": lambda acting, row, data: reopen_application(acting, row, str(data.get("reason", ""))),
}  # fmt: skip


@signed_in
@require_POST
def deed(request: HttpRequest, pk: uuid.UUID, step: str) -> HttpResponse:
    """Take into a round, link to a household, answer, take up again."""
    row = _request_or_404(request, pk)
    if step not in _DEEDS:
        raise Http404
    try:
        _DEEDS[step](acting_of(request), row, request.POST)
    except _AskedAgainError as again:
        messages.warning(request, str(again))
        return redirect(f"{reverse('reviews:application', args=[pk])}?ho={again.home.code}")
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã ghi."))
    return redirect("reviews:application", pk)


def _request_or_404(request: HttpRequest, pk: uuid.UUID) -> Application:
    return get_object_or_404(applications_seen_by(acting_of(request)), pk=pk)


def _kept_choice(form: ApplicationForm, home: Household) -> Household:
    """A household once chosen stays chosen on the page: by its code, which leaves no choice."""
    data = form.data.copy()  # type: ignore[attr-defined]
    data["household"] = home.code
    form.data = data
    return home


def _shown(row: Application) -> list[dict[str, str]]:
    """The sealed details in the words of the form."""
    form = ApplicationForm()
    return [
        {"label": str(form.fields[name].label), "value": str(value)}
        for name, value in details_of(row).items()
        if name in form.fields
    ]
