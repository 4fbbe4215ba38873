"""Names on a list, only while the province has recorded a legal basis for it; never for search engines."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rasoat.web.areas.models import Level, Unit
from rasoat.web.public.queries import names_basis, names_of
from rasoat.web.public.serving import unindexed
from rasoat.web.register.words import standard_name


@require_safe
@unindexed
def names(request: HttpRequest, key: str) -> HttpResponse:
    """Head of household, village and class. Without a basis today the page is not there."""
    commune = get_object_or_404(Unit, key=key, level=Level.COMMUNE)
    basis = names_basis(commune, timezone.localdate())
    if basis is None:
        raise Http404
    context = {
        "commune": commune, "basis": basis, "rows": names_of(commune, basis),
        "standard": standard_name(basis.standard_id),
    }  # fmt: skip
    return render(request, "public/names.html", context)
