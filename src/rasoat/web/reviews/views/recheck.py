"""Re-checks: who goes, and what was found."""

import uuid

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import CAPABILITIES, Capability
from rasoat.web.accounts.models import Assignment, User
from rasoat.web.accounts.policy import NotAllowedError, in_force
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.actions.order_recheck import order_recheck
from rasoat.web.reviews.actions.record_recheck import record_recheck
from rasoat.web.reviews.forms.later import OrderForm, RecheckForm
from rasoat.web.reviews.models import Case, Recheck, RecheckCause, Result
from rasoat.web.reviews.once import AlreadyDoneError
from rasoat.web.reviews.recheck import CAPABILITY_OF
from rasoat.web.reviews.views.later_common import help_on
from rasoat.web.reviews.views.shared import already

ROLES = [role for role, held in CAPABILITIES.items() if Capability.RECHECK_DO in held]


@signed_in
@require_http_methods(["GET", "POST"])
def order(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Send somebody."""
    acting = acting_of(request)
    rows = Case.objects.select_related("round__province", "commune", "village", "reviewer")
    case = get_object_or_404(acting.policy.visible(Capability.REVIEW_VIEW, rows), public_id=public_id)
    causes = [
        cause for cause in (RecheckCause.COMPLAINT, RecheckCause.OPINION)
        if acting.policy.may(CAPABILITY_OF[cause], case)
    ]  # fmt: skip
    if not causes:
        raise NotAllowedError(_("Tài khoản này không có quyền làm việc đó ở đơn vị này."))
    form = OrderForm(request.POST or None, people=_people(acting, case), causes=causes)
    if request.method == "POST" and form.is_valid():
        try:
            row = order_recheck(acting, case, form.order())
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã cử %(name)s phúc tra.") % {"name": row.checker_name})
            return redirect("reviews:recheck", recheck_id=row.pk)
    context = {"case": case, "form": form, "help": help_on(case.round, "complaint")}
    return render(request, "reviews/recheck_new.html", context, status=422 if form.errors else 200)


def _people(acting: Acting, case: Case) -> QuerySet[User]:
    """People of the commune or province who may do re-checks, but for the reviewer."""
    held = Assignment.objects.filter(
        in_force(acting.today()), role__in=ROLES, unit__in=[case.commune_id, case.province_id]
    )
    found = User.objects.filter(pk__in=held.values("user"), is_active=True)
    return (found.exclude(pk=case.reviewer_id) if case.reviewer_id else found).order_by("full_name", "pk")


@signed_in
@require_http_methods(["GET", "POST"])
def recheck(request: HttpRequest, recheck_id: int) -> HttpResponse:
    """One re-check. A POST types in what was found."""
    acting = acting_of(request)
    rows = Recheck.objects.select_related("case__round__province", "case__commune", "case__village", "paper", "checker")
    rows = rows.exclude(cause=RecheckCause.SAMPLE)  # a sample is blind: it has pages of its own
    visible = acting.policy.visible(Capability.REVIEW_VIEW, rows, prefix="case__")
    row = get_object_or_404(visible, pk=recheck_id)
    held = list(Result.objects.filter(case=row.case_id, state="complained").order_by("standard_id"))
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = RecheckForm(*posted, rows=held)
    if request.method == "POST":
        acting.require(Capability.RECHECK_DO, row.case)
        if form.is_valid():
            try:
                record_recheck(acting, row, form.found())
            except AlreadyDoneError as done:
                return already(request, done, "reviews:recheck", done.record_id)
            except RefusedError as refused:
                refuse(form, refused)
            else:
                messages.success(request, _("Đã ghi kết quả phúc tra."))
                return redirect("reviews:recheck", recheck_id=row.pk)
    context = {
        "recheck": row, "case": row.case, "form": form, "help": help_on(row.case.round, "complaint"),
        "may_do": not row.done and acting.policy.may(Capability.RECHECK_DO, row.case),
        "late": not row.done and row.due_on is not None and row.due_on < acting.today(),
        "standing": [(standard_name(each.standard_id), each.agreed or each.proposed) for each in held],
        "found": [(standard_name(code), found) for code, found in row.classes.items()],
    }  # fmt: skip
    return render(request, "reviews/recheck.html", context, status=422 if form.errors else 200)
