"""What pages of the register share: finding the household, the day asked for, the datalists of forms."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from rasoat.survey.dates import parse_date
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of
from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.queries import alive
from rasoat.web.register.models import Household, Member
from rasoat.web.register.queries import household_by_code
from rasoat.web.register.words import choices_of

LISTS = ("relation", "sex", "ethnicity", "activity", "education_level", "school_level", "disability_degree")


def household_or_404(request: HttpRequest, code: str) -> Household:
    """The household, when the person may see it."""
    home = household_by_code(acting_of(request), code)
    if home is None:
        raise Http404
    return home


def editable_or_403(request: HttpRequest, code: str) -> Household:
    """The household, when the person may write it; 404 out of sight, 403 when only looking is allowed."""
    home = household_or_404(request, code)
    acting_of(request).require(Capability.HOUSEHOLD_EDIT, home)
    return home


def left_register(request: HttpRequest, home: Household) -> HttpResponse | None:
    """Back to the page of a household that has left the register: nothing is changed there, so no form opens."""
    if home.ended_on is None or request.method != "GET":
        return None
    messages.warning(
        request,
        _(
            "Hộ %(code)s đã ra khỏi sổ từ ngày %(day)s nên không sửa được. "
            "Nếu ghi nhầm, hoàn tác biến động ở cuối dòng thời gian."
        )
        % {"code": home.code, "day": f"{home.ended_on:%d/%m/%Y}"},
    )
    return redirect("register:household", code=home.code)


def living_of(home: Household) -> list[Member]:
    """Members of today."""
    return list(home.members.filter(left_on__isnull=True).order_by("number", "id"))


def day_asked(request: HttpRequest) -> date | None:
    """The past day in `?ngay=`; None for today or nothing sensible."""
    written = parse_date(request.GET.get("ngay", ""))
    if written is None or written.day is None or written.day >= timezone.localdate():
        return None
    return written.day


def datalists() -> list[dict[str, object]]:
    """Words and their numbers, for typing with help."""
    return [{"name": name, "options": [words for _code, words in choices_of(name)]} for name in LISTS]


def own_communes(request: HttpRequest, capability: Capability) -> list[Unit]:
    """Living communes in which the person may do something, in order; at most 300 are offered."""
    rows = Unit.objects.filter(alive(timezone.localdate()), level=Level.COMMUNE)
    return list(acting_of(request).policy.visible(capability, rows).order_by("sort_key")[:300])


def commune_asked(request: HttpRequest, capability: Capability) -> tuple[Unit | None, list[Unit]]:
    """The commune in `?xa=KEY` (the only one without it), and those to choose from."""
    communes = own_communes(request, capability)
    key = request.GET.get("xa") or request.POST.get("xa") or ""
    if key:
        found = next((unit for unit in communes if unit.key == key), None)
        if found is None:
            raise Http404
        return found, communes
    return (communes[0] if len(communes) == 1 else None), communes
