"""Write an event of a household: choose the kind, then its form."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.forms.events import EVENTS
from rasoat.web.register.queries import household_by_code
from rasoat.web.register.views.common import datalists, editable_or_403, left_register, living_of


@signed_in
@require_GET
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Which kind of event."""
    home = editable_or_403(request, code)
    if (gone := left_register(request, home)) is not None:
        return gone
    return render(request, "register/events.html", {"home": home, "events": EVENTS.values()})


@signed_in
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The form of one kind of event."""
    home = editable_or_403(request, code)
    if (gone := left_register(request, home)) is not None:
        return gone
    if kind not in EVENTS:
        raise Http404
    acting = acting_of(request)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = EVENTS[kind](*posted, home=home, members=living_of(home), acting=acting)
    if request.method == "POST" and form.is_valid():
        try:
            event = form.run()
        except RefusedError as refused:
            refuse(form, refused)
            if refused.code == "stale":
                now, data = household_by_code(acting, code), request.POST.copy()
                data["version"] = str(now.version if now else "")
                form.data = data
        else:
            messages.success(request, _("Đã ghi: %(kind)s.") % {"kind": event.get_kind_display()})
            still_seen = acting.policy.may(Capability.HOUSEHOLD_VIEW, event.household)
            return redirect("register:household", code=code) if still_seen else redirect("register:to_dos")
    context = {"home": home, "form": form, "event": EVENTS[kind], "datalists": datalists()}
    return render(request, "register/event.html", context, status=422 if form.errors else 200)
