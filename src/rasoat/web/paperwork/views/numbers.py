"""The register of numbers of a commune and year."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.areas.models import Level, Unit
from rasoat.web.look.refusals import RefusedError
from rasoat.web.paperwork.actions.take_number import NumberWish, take_number
from rasoat.web.paperwork.actions.void_number import void_number
from rasoat.web.paperwork.forms.number import NumberForm
from rasoat.web.paperwork.models import PaperNumber
from rasoat.web.paperwork.numbers import book_of
from rasoat.web.rounds.models import Round

FIRST_YEAR, LAST_YEAR = 2000, 2100


@signed_in
@require_http_methods(["GET", "POST"])
def book(request: HttpRequest, key: str, year: int) -> HttpResponse:
    """Numbers by symbol with their gaps; a POST takes a number."""
    acting = acting_of(request)
    commune = _commune(acting, key)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    takes = acting.policy.may(Capability.DECISION_PREPARE, commune)
    rounds = Round.objects.filter(communes__commune=commune).exclude(state="draft").order_by("-starts_on")
    form = NumberForm(request.POST or None, initial={"on": acting.today()})
    choices = [(str(row.pk), row.name) for row in rounds[:20]]
    form.fields["row"].choices = [("", _("Không thuộc đợt nào")), *choices]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        row = rounds.filter(pk=told["row"]).first() if told["row"] else None
        try:
            taken = take_number(
                acting, commune, NumberWish(told["symbol"], told["about"], told["on"], told["number"], row)
            )
            messages.success(request, _("Đã lấy số %(number)s.") % {"number": taken.text})
            return redirect("paperwork:book", commune.key, taken.year)
        except RefusedError as refused:
            refuse(form, refused)
    context = {
        "commune": commune, "year": year, "book": book_of(commune, year), "form": form, "takes": takes,
        "years": (year - 1, year + 1), "ref": f"{commune.pk}.{year}",
    }  # fmt: skip
    return render(request, "paperwork/book.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def void(request: HttpRequest, number_id: int) -> HttpResponse:
    """Void a number with its reason."""
    acting = acting_of(request)
    rows = acting.policy.visible(Capability.REVIEW_RUN, PaperNumber.objects.select_related("commune"))
    row = get_object_or_404(rows, pk=number_id)
    try:
        void_number(acting, row, reason=request.POST.get("reason", ""))
        messages.success(request, _("Đã bỏ số %(number)s; số vẫn nằm trong sổ.") % {"number": row.text})
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("paperwork:book", row.commune.key, row.year)


def _commune(acting: Acting, key: str) -> Unit:
    rows = Unit.objects.filter(level=Level.COMMUNE).select_related("province")
    return get_object_or_404(acting.policy.visible(Capability.REVIEW_RUN, rows), key=key)
