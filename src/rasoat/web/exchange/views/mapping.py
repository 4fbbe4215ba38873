"""The page where people say what the columns of a book mean."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from rasoat.law.faults import FaultsFoundError
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.exchange import files
from rasoat.web.exchange.actions.keep_mapping import keep_mapping
from rasoat.web.exchange.actions.propose_again import propose_again
from rasoat.web.exchange.models import Import, ImportState
from rasoat.web.exchange.proposing import NOTHING, choices, chosen_profile, label_of
from rasoat.web.exchange.reading import profile_of
from rasoat.web.exchange.views.shared import seen, steps_of
from rasoat.web.look.refusals import RefusedError


@signed_in
@require_http_methods(["GET", "POST"])
def mapping_page(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Show the proposal with its certainty; take the choices."""
    batch = seen(request, batch_id)
    if batch.state not in {ImportState.MAPPING, ImportState.READY, ImportState.PLACES} or batch.proposal is None:
        return redirect("exchange:import", batch_id=batch.pk)
    error = ""
    if request.method == "POST":
        try:
            if "again" in request.POST:
                propose_again(acting_of(request), batch, request.POST.getlist("sheets"))
                return redirect("exchange:import", batch_id=batch.pk)
            keep_mapping(
                acting_of(request),
                batch,
                _chosen(request, batch),
                name=request.POST.get("name", ""),
                keep="keep" in request.POST,
            )
            messages.success(request, _("Đã ghi nhớ cách ghép cột; tệp sau cùng tiêu đề sẽ được đọc ngay."))
            return redirect("exchange:import", batch_id=batch.pk)
        except RefusedError as refused:
            error = str(refused)
        except FaultsFoundError as refused:
            error = " ".join(fault.text_vi() for fault in refused.faults[:5])
        except ValidationError as refused:
            error = _plain(refused)
        except ValueError:
            error = _("Số dòng tiêu đề phải là số nguyên. Xem lại số dòng.")
    context = {"batch": batch, "steps": steps_of(batch), "error": error, **_shown(request, batch)}
    return render(request, "exchange/mapping.html", context, status=422 if error else 200)


def _chosen(request: HttpRequest, batch: Import) -> str:
    told = files.json_kept(batch.proposal)
    profile = profile_of(told["profile"])
    picks, heads, rows = {}, {}, {}
    for at, sheet in enumerate(profile.sheets):
        for column in sheet.columns:
            value = request.POST.get(f"to-{at}-{column.at}")
            if value is not None:
                picks[at, column.at] = value
        first, last, data = (request.POST.get(f"{name}-{at}", "") for name in ("first", "last", "data"))
        if first or last or data:
            heads[at] = (int(first), int(last), int(data))
        rows[at] = request.POST.get(f"rows-{at}", sheet.rows)
    with files.own_copy(batch) as path:
        return chosen_profile(profile, picks, heads, rows, path).text()


def _shown(request: HttpRequest, batch: Import) -> dict[str, object]:
    """The proposal, with what was just posted in place of it."""
    told = files.json_kept(batch.proposal)
    known = dict(choices())
    for at, sheet in enumerate(told["sheets"]):
        for column in sheet["columns"]:
            column["name"] = f"to-{at}-{column['at']}"
            column["choice"] = request.POST.get(column["name"], column["choice"])
            if column["choice"] not in known:
                column["more"] = (column["choice"], label_of(column["choice"]))
        sheet["number"] = at
        sheet["waiting"] = sum(column["look"] for column in sheet["columns"])
    return {
        "sheets": told["sheets"],
        "choices": choices(),
        "titles": told["titles"],
        "passed_over": told["passed_over"],
        "nothing": NOTHING,
    }


def _plain(refused: ValidationError) -> str:
    parts = []
    for error in refused.errors():
        found = error.get("ctx", {}).get("error")
        problems = getattr(found, "problems", None)
        parts += [problem.vi for problem in problems] if problems else [error["msg"]]
    return "; ".join(dict.fromkeys(parts))
