"""The one button of a village, and the page on which its folder is fetched."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.look.refusals import RefusedError
from rasoat.web.paperwork.actions.order_folder import order_folder
from rasoat.web.paperwork.catalogue import STAGES
from rasoat.web.paperwork.folders import folders_seen_by
from rasoat.web.reviews.models import VillageReview


@signed_in
@require_POST
def order(request: HttpRequest, review_id: int) -> HttpResponse:
    """Order the papers of a village, or those of one step (`buoc`)."""
    acting = acting_of(request)
    rows = VillageReview.objects.select_related("round__province", "village", "commune__province")
    review = get_object_or_404(acting.policy.visible(Capability.REVIEW_VIEW, rows), pk=review_id)
    try:
        folder = order_folder(acting, review, stage=request.POST.get("buoc", ""))
    except RefusedError as refused:
        messages.error(request, str(refused))
        return redirect("paperwork:village", review_id)
    return redirect("paperwork:folder", folder.pk)


@signed_in
@require_GET
def folder(request: HttpRequest, folder_id: uuid.UUID) -> HttpResponse:
    """How far the work is, and the files when it is done."""
    found = get_object_or_404(folders_seen_by(acting_of(request)), pk=folder_id)
    stage = STAGES.get(found.stage, "")
    return render(request, "paperwork/folder.html", {"folder": found, "job": found.job, "stage": stage})
