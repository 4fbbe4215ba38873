"""The page on which people put a profile right: columns, codes, order; every difference to the template is named."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rasoat.law.faults import Fault, FaultsFoundError
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.look.refusals import RefusedError
from rasoat.web.receivers.actions.save_profile import differences_of, save_profile, use_profile
from rasoat.web.receivers.forms.profile import FORM_WORDS, content_from, sheets_of
from rasoat.web.receivers.models import ProfileVersion
from rasoat.web.receivers.profiles import profile_of
from rasoat.web.receivers.reach import receivers_seen_by


@signed_in
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest, receiver_id: int, version: int) -> HttpResponse:
    """A version; a POST saves the draft and, when asked to, puts it to use."""
    acting = acting_of(request)
    acting.require(Capability.DELIVERY_VIEW)
    rows = ProfileVersion.objects.select_related("receiver__province", "template")
    row = get_object_or_404(
        rows, receiver=receiver_id, version=version, receiver__in=receivers_seen_by(acting)
    )  # fmt: skip
    may = acting.policy.may(Capability.ROUND_MANAGE, row.receiver.province)
    refusal, faults = "", list[Fault]()
    if request.method == "POST":
        acting.require(Capability.ROUND_MANAGE, row.receiver.province)
        try:
            changes = request.POST.get("changes", "")
            content = content_from(profile_of(row), request.POST)
            save_profile(acting, row, content, changes=int(changes) if changes.isdecimal() else 0)
            row.refresh_from_db()
            if request.POST.get("use"):
                use_profile(acting, row)
                messages.success(request, _("Bản mẫu này bắt đầu được dùng."))
                return redirect("receivers:receiver", receiver_id=receiver_id)
            messages.success(request, _("Đã lưu bản nháp."))
            return redirect("receivers:profile", receiver_id=receiver_id, version=version)
        except RefusedError as refused:
            refusal = str(refused)
        except FaultsFoundError as found:
            faults = list(found.faults)
    shown = profile_of(row)
    context = {
        "row": row, "sheets": sheets_of(shown), "forms": list(FORM_WORDS.items()), "may": may,
        "refusal": refusal, "faults": faults or differences_of(row), "draft": row.state == "draft",
    }  # fmt: skip
    return render(request, "receivers/profile.html", context, status=422 if refusal or faults else 200)
