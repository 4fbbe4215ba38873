"""Save a form from a page, and lock it at once when asked: what the page and the quick keying share."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.views_base import refuse
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.lock_form import lock_form
from rasoat.web.reviews.actions.submit_form import submit_form
from rasoat.web.reviews.forms.survey import SurveyForm
from rasoat.web.reviews.models import Case

LOCK, ONLY_SAVE = "khoa", "chi-ghi"


def saved(request: HttpRequest, acting: Acting, case: Case, form: SurveyForm) -> bool:
    """Whether the form was saved; messages say what followed. A refusal stands in the form."""
    try:
        made = submit_form(acting, case, form.filled(), version=form.cleaned_data["version"])
    except RefusedError as refused:
        refuse(form, refused)
        return False
    messages.success(
        request, _("Đã ghi phiếu số %(form)s của hộ %(number)s %(name)s.")
        % {"form": made.number, "number": case.number, "name": case.head_name},
    )  # fmt: skip
    for note in made.contradictions:
        messages.warning(request, f"{note['column']}: {note['vi']}")
    if LOCK in request.POST and ONLY_SAVE not in request.POST:
        try:
            lock_form(acting, case)
        except RefusedError as refused:
            messages.error(request, _("Phiếu đã ghi nhưng chưa khóa. %(why)s") % {"why": str(refused)})
        else:
            messages.success(request, _("Đã khóa phiếu."))
    return True
