"""Anybody may try out a standard on a household of one's own: a first look that is kept nowhere."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rasoat.law.faults import FaultsFoundError
from rasoat.scoring.explanation import Explanation
from rasoat.web.law import book
from rasoat.web.look.badges import class_look
from rasoat.web.public.check_form import SelfCheckForm
from rasoat.web.public.checking import check_of, checkable, try_out
from rasoat.web.public.law_words import out_of_use, standard_words
from rasoat.web.public.serving import unindexed


@require_http_methods(["GET", "POST"])
@unindexed
def self_check(request: HttpRequest, standard_id: str) -> HttpResponse:
    """The questions; after a POST what they give. No database, no session, no file is written."""
    if standard_id not in book().standards or not checkable(book().standard(standard_id)):
        raise Http404
    check = check_of(standard_id)
    form = SelfCheckForm(check, request.POST if request.method == "POST" else None)
    found: Explanation | None = None
    if request.method == "POST" and form.is_valid():
        try:
            found = try_out(check, form.answers())
        except FaultsFoundError:
            form.add_error(None, _("Chưa tính được từ các câu trả lời này. Xem lại vùng, khu vực."))
    context = {
        "form": form, "found": found, "badge": class_look(found.klass) if found else None,
        "stamp": check.pack.watermark, "said": standard_words(check.pack.standard), "by_points": check.by_points,
        "not_now": out_of_use(check.pack.standard, timezone.localdate()),
    }  # fmt: skip
    return render(request, "public/self_check.html", context, status=422 if form.errors else 200)
