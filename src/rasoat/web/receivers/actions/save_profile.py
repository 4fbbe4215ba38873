"""Keep what people put right in a draft, and put a checked draft to use."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.law.faults import Fault, FaultsFoundError, errors
from rasoat.survey.exporting.check import check_template
from rasoat.survey.exporting.profile import CheckedTemplate
from rasoat.survey.exporting.template import Template
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError, StaleError
from rasoat.web.receivers.models import ProfileState, ProfileVersion
from rasoat.web.receivers.persons import need_own_facts
from rasoat.web.receivers.profiles import plain, profile_of, takes_health, text_of
from rasoat.web.vault.files import plain_copy


def save_profile(acting: Acting, version: ProfileVersion, content: Mapping[str, Any], *, changes: int) -> None:
    """Write a draft anew. `changes`: as read by who edits.

    Raises `NotAllowedError`, `StaleError`; `FaultsFoundError` with everything that makes it no profile; `RefusedError`
    for a version that is in use or was.
    """
    row = _draft(acting, version)
    text = text_of(content)
    with transaction.atomic():
        row = ProfileVersion.objects.select_for_update(of=("self",)).select_related("receiver__province").get(pk=row.pk)
        if row.changes != changes:
            raise StaleError({}, {})
        row.text, row.changes = text, row.changes + 1
        row.save(update_fields=["text", "changes"])
        _note(acting, row, "receivers.profile_saved")


def differences_of(version: ProfileVersion) -> list[Fault]:
    """Every difference between a version and its empty template; none where it has no template."""
    if version.template is None:
        return []
    with plain_copy(version.template) as path:
        return check_template(profile_of(version), Template(path))


def use_profile(acting: Acting, version: ProfileVersion) -> None:
    """Put a draft to use; the version before it is superseded.

    Raises `NotAllowedError`; `FaultsFoundError` with what still differs from the template; `RefusedError` for columns
    nobody has looked at, facts of health without a legal basis, or facts of heads that are not handed over.
    """
    row = _draft(acting, version)
    profile = profile_of(row)
    waiting = [column.label for sheet in profile.sheets for column in sheet.columns if column.review]
    if waiting:
        raise RefusedError(
            _("Còn %(count)s cột chưa xem: %(names)s.") % {"count": len(waiting), "names": ", ".join(waiting[:5])},
            remedy=_("Xem từng cột rồi đánh dấu đã xem."),
        )
    if takes_health(profile) and not row.receiver.health_basis:
        raise RefusedError(
            _("Mẫu có thông tin sức khỏe nhưng nơi nhận chưa có căn cứ pháp lý để nhận."),
            remedy=_("Bỏ các cột đó, hoặc ghi căn cứ ở trang nơi nhận."), code="no-health-basis",
        )  # fmt: skip
    need_own_facts(row.receiver.limit, profile)
    if wrong := errors(differences_of(row)):
        raise FaultsFoundError(wrong)
    with transaction.atomic():
        if row.template is not None:
            with plain_copy(row.template) as path:
                checked = CheckedTemplate(file=row.template.name, sha256=Template(path).sha256)
            row.text = text_of(plain(profile) | {"template": checked.model_dump()})
        gone = list(row.receiver.profiles.filter(state=ProfileState.CURRENT))
        for each in gone:
            each.state = ProfileState.SUPERSEDED
            each.save(update_fields=["state"])
        row.state, row.changes = ProfileState.CURRENT, row.changes + 1
        row.save(update_fields=["state", "text", "changes"])
        _note(acting, row, "receivers.profile_used", *gone)


def _draft(acting: Acting, version: ProfileVersion) -> ProfileVersion:
    acting.require(Capability.ROUND_MANAGE, version.receiver.province)
    if version.state != ProfileState.DRAFT:
        raise RefusedError(
            _("Bản mẫu này đã hoặc đang dùng, không sửa được."), remedy=_("Lập bản mới từ bản đang dùng.")
        )
    return version


def _note(acting: Acting, row: ProfileVersion, action: str, *also: ProfileVersion) -> None:
    province = row.receiver.province
    record(
        acting, action, row, unit=province, rows=[row, *also],
        after={"receiver": row.receiver.name, "version": row.version},
        role=acting.role_for(Capability.ROUND_MANAGE, province),
    )  # fmt: skip
