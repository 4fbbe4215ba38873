"""The receivers of a province, one of them, and the lists made for it."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.law.faults import FaultsFoundError
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.areas.models import Level, Unit
from rasoat.web.exchange.queries import places_for
from rasoat.web.look.refusals import RefusedError
from rasoat.web.look.saying import in_own_language
from rasoat.web.receivers.actions.hand_over import drop_delivery, hand_over
from rasoat.web.receivers.actions.order_delivery import order_delivery
from rasoat.web.receivers.actions.set_receiver import set_receiver
from rasoat.web.receivers.actions.start_profile import start_profile
from rasoat.web.receivers.forms.receiver import DeliveryForm, ReceiverForm, TakenForm, TemplateForm
from rasoat.web.receivers.models import Receiver
from rasoat.web.receivers.persons import words_of
from rasoat.web.receivers.profiles import profile_of
from rasoat.web.receivers.reach import deliveries_seen_by, may_open, receivers_seen_by
from rasoat.web.register.words import standard_name

PAGE = 30


@signed_in
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Who waits for lists, and the lists made last."""
    acting = acting_of(request)
    acting.require(Capability.DELIVERY_VIEW)
    page = Paginator(deliveries_seen_by(acting), PAGE).get_page(request.GET.get("trang"))
    context = {
        "receivers": list(receivers_seen_by(acting)), "page": page,
        "may_manage": acting.policy.may(Capability.ROUND_MANAGE),
    }  # fmt: skip
    return render(request, "receivers/home.html", context)


def _found(request: HttpRequest, receiver_id: int) -> Receiver:
    acting_of(request).require(Capability.DELIVERY_VIEW)
    return get_object_or_404(receivers_seen_by(acting_of(request)), pk=receiver_id)


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, receiver_id: int | None = None) -> HttpResponse:
    """A new receiver, or one that is there."""
    acting = acting_of(request)
    acting.require(Capability.ROUND_MANAGE)
    row = _found(request, receiver_id) if receiver_id else None
    provinces = Unit.objects.filter(level=Level.PROVINCE, valid_until__isnull=True).order_by("sort_key")
    province = row.province if row else acting.policy.visible(Capability.ROUND_MANAGE, provinces).first()
    if province is None:
        raise NotAllowedError(_("Nơi nhận do cán bộ tỉnh đặt."))
    acting.require(Capability.ROUND_MANAGE, province)
    form = ReceiverForm(request.POST or None, receiver=row)
    if request.method == "POST" and form.is_valid():
        try:
            saved = set_receiver(acting, province, form.words(), row)
            messages.success(request, _("Đã ghi nơi nhận."))
            return redirect("receivers:receiver", receiver_id=saved.pk)
        except RefusedError as refused:
            refuse(form, refused)
    context = {"form": form, "receiver": row, "province": province}
    return render(request, "receivers/edit.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def receiver(request: HttpRequest, receiver_id: int) -> HttpResponse:
    """One receiver; a POST orders a list."""
    row = _found(request, receiver_id)
    acting = acting_of(request)
    places = [unit for unit in places_for(acting, Capability.EXPORT_RUN) if unit.province_id == row.province_id]
    form = DeliveryForm(request.POST or None, places=places)
    if request.method == "POST" and form.is_valid():
        try:
            made = order_delivery(acting, row, form.cleaned_data["place"], form.cleaned_data["on"])
            return redirect("receivers:delivery", delivery_id=made.pk)
        except RefusedError as refused:
            refuse(form, refused)
    page = Paginator(deliveries_seen_by(acting).filter(receiver=row), PAGE).get_page(request.GET.get("trang"))
    context: dict[str, Any] = {
        "receiver": row, "form": form if places else None, "page": page, "standard": standard_name(row.standard_id),
        "persons": words_of(row.limit),
        "profiles": list(row.profiles.select_related("made_by").order_by("-version")[:20]),
        "may_manage": acting.policy.may(Capability.ROUND_MANAGE, row.province), "template_form": TemplateForm(),
    }  # fmt: skip
    return render(request, "receivers/receiver.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def profile_new(request: HttpRequest, receiver_id: int) -> HttpResponse:
    """Begin a version of the profile from the receiver's empty template."""
    row = _found(request, receiver_id)
    acting_of(request).require(Capability.ROUND_MANAGE, row.province)
    form = TemplateForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            told = form.cleaned_data
            version = start_profile(acting_of(request), row, told["year"], told["template"])
            return redirect("receivers:profile", receiver_id=row.pk, version=version.version)
        except RefusedError as refused:
            refuse(form, refused)
        except FaultsFoundError as found:
            form.add_error("template", [fault.text_vi() for fault in found.faults[:5]])
    context = {"receiver": row, "template_form": form}
    return render(request, "receivers/template.html", context, status=422)


@signed_in
@require_http_methods(["GET", "POST"])
def delivery(request: HttpRequest, delivery_id: uuid.UUID) -> HttpResponse:
    """One list: progress, files, and who took it; a POST notes that it was handed over."""
    acting = acting_of(request)
    row = get_object_or_404(
        deliveries_seen_by(acting).select_related(
            "previous", "file", "added_file", "removed_file", "changed_file", "profile", "receiver", "job", "commune",
            "province",
        ),
        pk=delivery_id,
    )  # fmt: skip
    form = TakenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            hand_over(acting, row, taken_by=form.cleaned_data["taken_by"], taken_on=form.cleaned_data["taken_on"])
            messages.success(request, _("Đã ghi giao. Danh sách sau sẽ so với danh sách này."))
            return redirect("receivers:delivery", delivery_id=row.pk)
        except RefusedError as refused:
            refuse(form, refused)
    by_member = any(sheet.rows == "members" for sheet in profile_of(row.profile).sheets)
    files = [
        (_("Cả danh sách"), row.people if by_member else row.households, row.file),
        (_("Tăng"), row.added, row.added_file),
        (_("Giảm"), row.removed, row.removed_file), (_("Đổi loại hộ"), row.changed, row.changed_file),
    ]  # fmt: skip
    context = {
        "row": row, "job": row.job, "form": form, "files": files, "may_open": may_open(acting, row),
        "may_hand_over": acting.policy.may(Capability.EXPORT_RUN, row.place),
        "counted": _("Số người") if by_member else _("Số hộ"),
        "notes": [in_own_language(note) for note in row.notes], "standard": standard_name(row.receiver.standard_id),
        "persons": words_of(row.limit),
    }  # fmt: skip
    return render(request, "receivers/delivery.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def drop(request: HttpRequest, delivery_id: uuid.UUID) -> HttpResponse:
    """Drop a list that was never handed over."""
    row = get_object_or_404(deliveries_seen_by(acting_of(request)), pk=delivery_id)
    try:
        drop_delivery(acting_of(request), row, reason=request.POST.get("reason", ""))
        messages.success(request, _("Đã bỏ danh sách."))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("receivers:delivery", delivery_id=delivery_id)
