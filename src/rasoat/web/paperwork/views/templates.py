"""Texts of the office: list, editing with preview and faults by line, use, back to the shipped text."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.papers import TemplateFaultsError
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.areas.models import Level, Unit
from rasoat.web.certificates.views.shared import pdf_answer
from rasoat.web.look.refusals import RefusedError, StaleError
from rasoat.web.paperwork.actions.end_template import DROP, RESET, end_template
from rasoat.web.paperwork.actions.save_template import save_template
from rasoat.web.paperwork.actions.use_template import use_template
from rasoat.web.paperwork.catalogue import EDITABLE, STAGES, Kind
from rasoat.web.paperwork.checking import faults_of, preview
from rasoat.web.paperwork.forms.template import TemplateForm
from rasoat.web.paperwork.models import PaperTemplate
from rasoat.web.paperwork.samples import sample_of
from rasoat.web.paperwork.versions import LEVELS, standing_of, text_of, versions_of


@signed_in
@require_GET
def templates(request: HttpRequest) -> HttpResponse:
    """Every text, with whose version is in use in the unit."""
    unit = _unit(request)
    standing = standing_of(unit)
    stages = {
        name: [
            {"kind": kind, "current": standing.get((key, "current")), "draft": standing.get((key, "draft"))}
            for key, kind in EDITABLE.items() if kind.stage == stage
        ]
        for stage, name in STAGES.items()
    }  # fmt: skip
    return render(request, "paperwork/templates.html", {"unit": unit, "stages": stages})


@signed_in
@require_http_methods(["GET", "POST"])
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """Edit a text: `xem` shows it with made-up data and its faults, otherwise the draft is saved."""
    unit, found = _unit(request), _kind(kind)
    draft = PaperTemplate.objects.filter(unit=unit, kind=found.key, state="draft").first()
    start = draft.text if draft else text_of(found, unit)
    form = TemplateForm(
        request.POST or None,
        initial={"text": start, "note": draft.note if draft else "", "version": draft.version if draft else 0},
    )
    theirs = ""
    if request.method == "POST" and form.is_valid() and "xem" not in request.POST:
        told = form.cleaned_data
        try:
            save_template(
                acting_of(request), unit, found, text=told["text"], note=told["note"], version=told["version"]
            )
            messages.success(request, _("Đã lưu nháp. Mẫu đang dùng chưa đổi."))
            return redirect(_address(found, unit))
        except StaleError as stale:
            theirs = str(stale.theirs["text"])
            form.add_error(None, str(stale))
        except RefusedError as refused:
            refuse(form, refused)
    text = form.data.get("text", start) if form.is_bound else start
    context = {
        "unit": unit, "kind": found, "form": form, "draft": draft, "theirs": theirs, **_tried(found, text),
        "current": PaperTemplate.objects.filter(unit=unit, kind=found.key, state="current").first(),
        "versions": versions_of(unit, found), "fields": _fields(found),
    }  # fmt: skip
    return render(request, "paperwork/template.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def template_step(request: HttpRequest, kind: str, step: str) -> HttpResponse:
    """`dung` uses the draft, `bo` drops it, `goc` goes back to the shipped text."""
    unit, found = _unit(request), _kind(kind)
    state = "current" if step == "goc" else "draft"
    row = PaperTemplate.objects.filter(unit=unit, kind=found.key, state=state).first()
    if row is None:
        messages.error(request, _("Không còn bản này. Người khác vừa xử lý; xem lại danh sách."))
        return redirect(_address(found, unit))
    acting = acting_of(request)
    try:
        if step == "dung":
            use_template(acting, row)
            messages.success(request, _("Mẫu mới đang được dùng."))
        else:
            end_template(acting, row, RESET if step == "goc" else DROP, reason=request.POST.get("reason", ""))
            messages.success(request, _("Đã trở lại mẫu gốc.") if step == "goc" else _("Đã bỏ bản nháp."))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect(_address(found, unit))


@signed_in
@require_GET
def template_pdf(request: HttpRequest, kind: str) -> HttpResponse:
    """The draft, else the text in use, as PDF with made-up data and a watermark."""
    unit, found = _unit(request), _kind(kind)
    draft = PaperTemplate.objects.filter(unit=unit, kind=found.key, state="draft").first()
    try:
        made = preview(found, draft.text if draft else text_of(found, unit))
    except TemplateFaultsError:
        messages.error(request, _("Mẫu còn lỗi nên chưa in thử được. Xem các dòng được nêu."))
        return redirect(_address(found, unit))
    return pdf_answer(made.to_pdf(), f"{found.key}-mau.pdf")


def _unit(request: HttpRequest) -> Unit:
    """The unit asked for (`don-vi`), else the person's own. Raises `NotAllowedError`; 404 outside of the area."""
    acting = acting_of(request)
    acting.require(Capability.TEMPLATE_EDIT)
    rows = Unit.objects.filter(level__in=LEVELS, valid_until__isnull=True).select_related("province")
    mine = acting.policy.visible(Capability.TEMPLATE_EDIT, rows)
    key = request.GET.get("don-vi", "")
    if key:
        found = mine.filter(key=key).first()
        if found is None:
            raise Http404
        return found
    found = mine.filter(level=Level.PROVINCE).order_by("sort_key").first() or mine.order_by("sort_key", "pk").first()
    if found is None:
        raise NotAllowedError(_("Tài khoản này không sửa mẫu giấy của đơn vị nào."))
    return found


def _kind(key: str) -> Kind:
    if key not in EDITABLE:
        raise Http404
    return EDITABLE[key]


def _address(kind: Kind, unit: Unit) -> str:
    return f"{reverse('paperwork:template', args=[kind.key])}?don-vi={unit.key}"


def _tried(kind: Kind, text: str) -> dict[str, Any]:
    """What is wrong with a text, or how it prints."""
    faults = faults_of(kind, text)
    if faults:
        return {"faults": faults}
    return {"shown": mark_safe(preview(kind, text).to_html())}  # escaped by `papers.html_face`


def _fields(kind: Kind) -> list[tuple[str, str]]:
    """What a text may use, each with an example; parts of lists under the list."""
    found: list[tuple[str, str]] = []
    for name, value in sorted(sample_of(kind).items()):
        if isinstance(value, list):
            parts = ", ".join(value[0]) if value and isinstance(value[0], dict) else ""
            found.append((name, _("danh sách: %(parts)s") % {"parts": parts} if parts else _("danh sách")))
        else:
            found.append((name, "" if value is None else str(value)))
    return found
