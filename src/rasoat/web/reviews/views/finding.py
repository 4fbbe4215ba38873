"""Which household somebody means: its code, an identity number, or a name with a choice among those found."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.areas.models import Unit
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import Household
from rasoat.web.register.queries import household_by_code
from rasoat.web.register.search.filters import Filters
from rasoat.web.register.search.listing import HouseholdList, ListedHousehold
from rasoat.web.register.search.matching import read_search
from rasoat.web.register.views.common import commune_asked

SHOWN = 8
NOBODY = "chua-co"
"""The choice "none of these: not in the register yet"."""


class UnclearHomeError(RefusedError):
    """What was typed is no household yet: `rows` are those to choose from."""

    def __init__(self, typed: str, rows: Sequence[ListedHousehold]) -> None:
        said = _("Chưa rõ “%(typed)s” là hộ nào.") % {"typed": typed}
        if rows:
            super().__init__(said, remedy=_("Chọn hộ trong danh sách ở dưới."), field="household", code="unclear")
        else:
            super().__init__(
                _("Không thấy hộ nào khớp với “%(typed)s”.") % {"typed": typed},
                remedy=_("Gõ ít chữ hơn, hoặc mã hộ; hộ chưa có trong sổ thì để trống."),
                field="household", code="unclear",
            )  # fmt: skip
        self.rows = rows


@signed_in
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """The households to choose from, while somebody types. Posted, since it may be an identity number."""
    acting_of(request).require(Capability.REVIEW_RUN)
    commune, _communes = commune_asked(request, Capability.REVIEW_RUN)
    if commune is None:
        raise Http404
    typed = request.POST.get("household", "").strip()
    context = {"found": found_homes(acting_of(request), commune, typed), "typed": typed}
    response = render(request, "reviews/parts/found_households.html", context)
    response["Cache-Control"] = "no-store"
    return response


def found_homes(acting: Acting, commune: Unit, typed: str) -> Sequence[ListedHousehold]:
    """The first households of a commune that match."""
    asked = HouseholdList(acting, Filters(commune=commune), read_search(typed))
    return asked.page(SHOWN).rows if asked.wanted.words or asked.wanted.number else ()


def home_meant(acting: Acting, commune: Unit, data: Mapping[str, Any]) -> Household | None:
    """The household typed in `household`, or chosen in `ho` among those found for the same words; None for none.

    A name is never taken for a household by itself: namesakes are many. Raises `RefusedError`.
    """
    typed, chosen = str(data.get("household", "")).strip(), str(data.get("ho", ""))
    if not typed:
        return None
    if chosen and str(data.get("ho-tu", "")) == typed:
        if chosen == NOBODY:
            return None
        typed = chosen
    home = household_by_code(acting, typed)
    if home is not None:
        return home
    rows = found_homes(acting, commune, typed)
    if len(rows) == 1 and read_search(typed).number:
        return household_by_code(acting, rows[0].household.code)
    raise UnclearHomeError(typed, rows)
