"""The two buttons of a village, print and archive, and the page on which the files are fetched."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.look.refusals import RefusedError
from rasoat.web.paperwork.actions.order_archive import order_archive
from rasoat.web.paperwork.actions.order_folder import order_folder
from rasoat.web.paperwork.archive import STAGE
from rasoat.web.paperwork.catalogue import STAGES
from rasoat.web.paperwork.folders import folders_seen_by
from rasoat.web.paperwork.models import VillageFolder
from rasoat.web.reviews.models import VillageReview

Order = Callable[[Acting, VillageReview], VillageFolder]


@signed_in
@require_POST
def order(request: HttpRequest, review_id: int) -> HttpResponse:
    """Order the papers of a village, or those of one step (`buoc`)."""
    stage = request.POST.get("buoc", "")
    return _ordered(request, review_id, lambda acting, review: order_folder(acting, review, stage=stage))


@signed_in
@require_POST
def order_dossier(request: HttpRequest, review_id: int) -> HttpResponse:
    """Order the dossier of a village: index, papers and scans."""
    return _ordered(request, review_id, order_archive)


@signed_in
@require_GET
def folder(request: HttpRequest, folder_id: uuid.UUID) -> HttpResponse:
    """How far the work is, and the files when it is done."""
    found = get_object_or_404(folders_seen_by(acting_of(request)), pk=folder_id)
    stage = STAGES.get(found.stage, "")
    context = {"folder": found, "job": found.job, "stage": stage, "dossier": found.stage == STAGE}
    return render(request, "paperwork/folder.html", context)


def _ordered(
    request: HttpRequest, review_id: int, action: Callable[[Acting, VillageReview], VillageFolder]
) -> HttpResponse:
    acting = acting_of(request)
    rows = VillageReview.objects.select_related("round__province", "village", "commune__province")
    review = get_object_or_404(acting.policy.visible(Capability.REVIEW_VIEW, rows), pk=review_id)
    try:
        made = action(acting, review)
    except RefusedError as refused:
        messages.error(request, str(refused))
        return redirect("paperwork:village", review_id)
    return redirect("paperwork:folder", made.pk)
