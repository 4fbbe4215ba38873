"""Tables that an office loads: choose, see what would happen and every fault, then load."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.boundaries.actions.load_areas import load_areas
from rasoat.web.boundaries.actions.load_points import load_points
from rasoat.web.boundaries.actions.load_shares import load_shares
from rasoat.web.boundaries.actions.load_tags import load_tags
from rasoat.web.boundaries.actions.load_totals import load_totals
from rasoat.web.boundaries.actions.load_validity import load_validity
from rasoat.web.boundaries.forms import OfficeFileForm, refuse
from rasoat.web.boundaries.matching import Checked, capability_for, match, point_counts
from rasoat.web.boundaries.office_files import FILE_KINDS, FileKind, read_table
from rasoat.web.boundaries.office_upload import plain_text, table_text
from rasoat.web.boundaries.tags import tag_choices, tag_words
from rasoat.web.look.refusals import RefusedError

LOADERS: Mapping[str, Callable[..., int]] = {
    "tags": load_tags, "areas": load_areas, "validity": load_validity, "shares": load_shares, "totals": load_totals,
    "points": load_points,
}  # fmt: skip
SHOWN = 200


@signed_in
@require_http_methods(["GET", "POST"])
def office(request: HttpRequest) -> HttpResponse:
    """One page: the form, then its preview; nothing is written before "Ghi"."""
    policy = acting_of(request).policy
    kinds = [kind for kind in FILE_KINDS.values() if policy.may(capability_for(kind))]
    if not kinds:
        acting_of(request).require(Capability.UNIT_EDIT)
    form = OfficeFileForm(
        request.POST or None, request.FILES or None, initial={"kind": request.GET.get("bang", kinds[0].code)}
    )
    codes = {kind.code for kind in kinds}
    form.fields["kind"].choices = [pair for pair in form.fields["kind"].choices if pair[0] in codes]  # type: ignore[attr-defined]
    checked: Checked | None = None
    if request.method == "POST" and form.is_valid():
        kind = FILE_KINDS[form.cleaned_data["kind"]]
        try:
            text = _text(form, kind)
            checked = match(acting_of(request), kind, read_table(text, kind))
            if request.POST.get("step") == "load" and not checked.faults:
                return _load(request, form, kind, checked)
        except RefusedError as refused:
            refuse(form, refused)
            checked = None
        else:
            return _preview(request, form, kind, text, checked)
    return render(
        request,
        "boundaries/office.html",
        {"form": form, "kinds": kinds, "tags": tag_choices()},
        status=422 if form.errors else 200,
    )


def _text(form: OfficeFileForm, kind: FileKind) -> str:
    """The table as text. Raises `RefusedError` for none, or a file that cannot be taken."""
    upload = form.cleaned_data.get("file")
    if upload is not None:
        return table_text(upload, kind)
    if not form.cleaned_data["text"].strip():
        raise RefusedError(_("Chưa có bảng."), remedy=_("Dán bảng hoặc chọn tệp."), field="text")
    return plain_text(form.cleaned_data["text"], kind)


def _load(request: HttpRequest, form: OfficeFileForm, kind: FileKind, checked: Checked) -> HttpResponse:
    given = [checked.rows, form.cleaned_data["document"]]
    if kind.code == "totals":
        given.append(form.cleaned_data["source"])
    if not checked.rows:
        raise NotAllowedError(_("Không có dòng nào để ghi."))
    written = LOADERS[kind.code](acting_of(request), *given)
    messages.success(request, _("Đã ghi %(count)d dòng.") % {"count": written})
    return redirect("boundaries:office")


def _preview(request: HttpRequest, form: OfficeFileForm, kind: FileKind, text: str, checked: Checked) -> HttpResponse:
    others = [code for code in kind.columns if code != "unit"]
    rows = [
        {
            "row": each.line.row, "unit": each.unit, "was": each.was,
            "values": [_shown(each.line.values.get(code), code, each.after) for code in others],
        }
        for each in checked.rows[:SHOWN]
    ]  # fmt: skip
    return render(request, "boundaries/office_preview.html", {
        "form": form, "kind": kind, "heads": [kind.columns[code] for code in others], "rows": rows, "text": text,
        "count": len(checked.rows), "shown": len(rows), "faults": checked.faults[:SHOWN],
        "fault_count": len(checked.faults), "points": point_counts(checked) if kind.code == "points" else None,
    })  # fmt: skip


def _shown(value: object, code: str, after: object) -> str:
    if code == "tag":
        return tag_words(str(value))
    if code == "after":
        return str(after)
    if code == "area":
        return {"urban": _("Thành thị"), "rural": _("Nông thôn")}.get(str(value), "")
    if isinstance(value, float):
        return f"{value:.6f}"
    return f"{value:%d/%m/%Y}" if hasattr(value, "year") else "" if value is None else str(value)
