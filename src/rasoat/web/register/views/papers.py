"""Papers and photos of a household."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.attach_file import attach_file
from rasoat.web.register.actions.remove_attachment import remove_attachment
from rasoat.web.register.files import KINDS
from rasoat.web.register.forms.fields import DayField
from rasoat.web.register.queries import attachments_of
from rasoat.web.register.views.common import editable_or_403


class PaperForm(forms.Form):
    """One paper or photo."""

    kind = forms.ChoiceField(label=_("Loại"), choices=list(KINDS.items()))
    label = forms.CharField(label=_("Tên gọi"), max_length=200, required=False)
    on = DayField(label=_("Ngày của giấy tờ hoặc ảnh"), required=False)
    file = forms.FileField(label=_("Tệp"), help_text=_("Ảnh hoặc PDF. Ảnh được bỏ thông tin vị trí và thu nhỏ."))


@signed_in
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Add a paper or photo."""
    home = editable_or_403(request, code)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            attach_file(acting_of(request), home, told["file"], kind=told["kind"], label=told["label"], on=told["on"])
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, gettext("Đã thêm giấy tờ."))
            return redirect("register:household", code=code)
    return render(request, "register/paper.html", {"home": home, "form": form}, status=422 if form.errors else 200)


@signed_in
@require_POST
def remove(request: HttpRequest, code: str, paper_id: int) -> HttpResponse:
    """Take a paper off the page."""
    home = editable_or_403(request, code)
    row = get_object_or_404(attachments_of(home).select_related("household__commune"), pk=paper_id)
    try:
        remove_attachment(acting_of(request), row, reason=request.POST.get("reason", ""))
        messages.success(request, gettext("Đã bỏ giấy tờ khỏi trang hộ."))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("register:household", code=code)
