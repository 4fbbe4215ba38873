"""Pages of background work: the list of one's own jobs, one job with its progress, stop and run again."""

import uuid
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.jobs.actions.cancel import cancel
from rasoat.web.jobs.actions.retry import retry
from rasoat.web.jobs.models import Job
from rasoat.web.jobs.queries import jobs_seen_by
from rasoat.web.jobs.registry import link_of
from rasoat.web.look.refusals import RefusedError

PAGE = 30


@signed_in
@require_GET
def job_list(request: HttpRequest) -> HttpResponse:
    """The jobs that this person may see, newest first."""
    page = Paginator(jobs_seen_by(acting_of(request)), PAGE).get_page(request.GET.get("trang"))
    return render(request, "jobs/list.html", {"page": page})


@signed_in
@require_GET
def job_page(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """One job: state, progress, outcome. Asked by htmx, only the part that moves; a page of another room that shows
    it is loaded anew once the job has ended.
    """
    job = _seen(request, job_id)
    whole = not request.headers.get("HX-Request")
    answer = render(request, "jobs/job.html" if whole else "jobs/progress.html", _context(job))
    shown_on = urlsplit(request.headers.get("HX-Current-URL", "")).path
    if job.has_ended and not whole and shown_on not in {"", request.path}:
        answer["HX-Refresh"] = "true"
    return answer


@signed_in
@require_POST
def job_cancel(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Stop a job."""
    job = _seen(request, job_id)
    try:
        cancel(acting_of(request), job)
        messages.success(request, _("Đã yêu cầu dừng. Phần đã ghi xong vẫn được giữ."))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("jobs:job", job_id=job.pk)


@signed_in
@require_POST
def job_retry(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Run a job again from where it stopped."""
    job = _seen(request, job_id)
    try:
        retry(acting_of(request), job)
        messages.success(request, _("Đã đưa vào hàng chờ, sẽ chạy tiếp từ chỗ dừng."))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("jobs:job", job_id=job.pk)


def _seen(request: HttpRequest, job_id: uuid.UUID) -> Job:
    return get_object_or_404(jobs_seen_by(acting_of(request)), pk=job_id)


def _context(job: Job) -> dict[str, object]:
    return {"job": job, "outcome": link_of(job) if job.has_ended else ""}
