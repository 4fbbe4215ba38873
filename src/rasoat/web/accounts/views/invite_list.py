"""Invite a whole list: paste or upload it, see every line with its faults, then create the accounts and print slips."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.actions.invite_many import Slip, invite_many
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.forms import InviteListForm
from rasoat.web.accounts.invite_check import Checked, check_list
from rasoat.web.accounts.invite_list import lines_of, text_of_file
from rasoat.web.accounts.models import Role
from rasoat.web.accounts.qr import qr_svg
from rasoat.web.accounts.queries import villages_without_head
from rasoat.web.accounts.slips import address_of
from rasoat.web.accounts.views_base import acting_of, reader_language, refuse, signed_in
from rasoat.web.areas.models import Unit
from rasoat.web.look.refusals import RefusedError

LARGEST = 2 << 20
"""Bytes of an uploaded list."""


@signed_in
@never_cache
def invite_list(request: HttpRequest) -> HttpResponse:
    """`viec=tao` creates what was looked through before; anything else shows the list line by line."""
    acting = acting_of(request)
    acting.require(Capability.ACCOUNT_INVITE)
    if request.method != "POST":
        text = _template(villages_without_head(acting)) if "thon" in request.GET else ""
        return _page(request, InviteListForm(initial={"text": text}))
    form = InviteListForm(request.POST)
    rows: list[Checked] = []
    try:
        if file := request.FILES.get("file"):
            data = request.POST.copy()
            data["text"] = _text_of(file)
            form = InviteListForm(data)
        if form.is_valid():
            rows = check_list(acting, lines_of(form.cleaned_data["text"]))
            if request.POST.get("viec") == "tao" and not file:
                if slips := _create(acting, form, rows):
                    return print_slips(request, slips)
                messages.info(request, _("Mọi người trong danh sách đã có tài khoản; không tạo thêm gì."))
    except RefusedError as refusal:
        form.is_valid()
        refuse(form, refusal)
    return _page(request, form, rows)


def _create(acting: Acting, form: InviteListForm, rows: Sequence[Checked]) -> list[Slip]:
    """Raises `RefusedError` while any line has a fault: all are created, or none."""
    faulty = [row for row in rows if row.fault]
    if faulty:
        raise RefusedError(
            _("Còn %(count)s dòng có lỗi, chưa tạo tài khoản nào.") % {"count": len(faulty)},
            remedy=_("Sửa hoặc xóa các dòng đó rồi xem lại."),
            field="text",
        )
    wanted = [row.wanted for row in rows if row.wanted]
    return invite_many(acting, wanted, days=form.cleaned_data["days"], again=form.cleaned_data["again"])


def print_slips(request: HttpRequest, slips: Sequence[Slip]) -> HttpResponse:
    """Slips on sheets to be cut. Their codes are nowhere else, so that this page cannot be called again."""
    cards = [
        {
            "slip": slip,
            "role": Role(slip.wanted.role).label,
            "address": (address := address_of(slip.code)),
            "qr": qr_svg(address),
            "language": reader_language(slip.invitation.user),
        }
        for slip in slips
    ]
    return render(request, "accounts/slips.html", {"cards": cards, "base_url": settings.BASE_URL})


def _page(request: HttpRequest, form: InviteListForm, rows: Sequence[Checked] = ()) -> HttpResponse:
    context = {
        "form": form,
        "rows": rows,
        "fresh": sum(row.wanted is not None and row.person is None for row in rows),
        "known": sum(row.person is not None for row in rows),
        "waiting": sum(row.person is not None and not row.person.has_usable_password() for row in rows),
        "faulty": sum(bool(row.fault) for row in rows),
        "blank": sum(row.wanted is None and not row.fault for row in rows),
        "villages": len(villages_without_head(acting_of(request))),
    }
    return render(request, "accounts/invite_list.html", context)


def _template(villages: Sequence[Unit]) -> str:
    """A list in which only the names are missing."""
    role = Role.VILLAGE_HEAD.label
    headings = "; ".join(str(each) for each in (_("Họ và tên"), _("Vai trò"), _("Đơn vị"), _("Điện thoại")))
    return "\n".join([headings, *(f"; {role}; {village.full_name}, {village.parent}; " for village in villages)])


def _text_of(file: UploadedFile) -> str:
    """The lines of an uploaded list; the file itself is not kept."""
    if (file.size or 0) > LARGEST:
        raise RefusedError(_("Tệp quá lớn."), remedy=_("Tệp danh sách không quá 2 MB."), field="file")
    room = Path(settings.DATA_ROOT) / "scratch"
    room.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=room) as name:
        path = Path(name) / "danh-sach"
        path.write_bytes(file.read())
        return text_of_file(path)
