"""What is still to be asked for, by commune."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.register.queries import to_do_kinds, to_dos_seen_by
from rasoat.web.register.to_dos import KINDS, words_of
from rasoat.web.register.views.common import commune_asked

PAGE = 50


@signed_in
@require_GET
def to_dos(request: HttpRequest) -> HttpResponse:
    """Open to-dos; `?xa=` commune, `?loai=` kind."""
    acting = acting_of(request)
    acting.require(Capability.HOUSEHOLD_VIEW)
    commune, communes = commune_asked(request, Capability.HOUSEHOLD_VIEW)
    kind = request.GET.get("loai", "")
    if commune is None and len(communes) > 1:
        return render(request, "register/choose_commune.html", {"communes": communes})
    commune_id = commune.pk if commune else None
    counts = to_do_kinds(acting, commune_id=commune_id)
    page = Paginator(to_dos_seen_by(acting, commune_id=commune_id, kind=kind), PAGE).get_page(request.GET.get("trang"))
    for row in page:
        row.word, row.said = words_of(row)  # type: ignore[attr-defined]
    tabs = [
        {
            "label": KINDS.get(name, name),
            "url": f"?loai={name}" + (f"&xa={commune.key}" if commune else ""),
            "count": number,
            "current": name == kind,
        }
        for name, number in sorted(counts.items())
    ]
    return render(
        request,
        "register/to_dos.html",
        {
            "page": page,
            "tabs": tabs,
            "commune": commune,
            "kind": kind,
            "may_edit": acting.policy.may(Capability.HOUSEHOLD_EDIT),
        },
    )
