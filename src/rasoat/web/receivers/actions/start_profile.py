"""Begin a new version of a receiver's profile: out of its empty template, or out of the version in use."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from rasoat.survey.exporting.propose import propose
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.receivers.models import ProfileState, ProfileVersion, Receiver
from rasoat.web.receivers.profiles import plain, read_profile, text_of
from rasoat.web.vault.file_types import Accepts
from rasoat.web.vault.files import plain_copy, store


def start_profile(
    acting: Acting, receiver: Receiver, year: int, template: UploadedFile | None = None
) -> ProfileVersion:
    """A draft. With a `template` its columns are proposed from it; people look at every one.

    Raises `NotAllowedError`; `FaultsFoundError` for a workbook without headings that are known; `RefusedError` when
    there is neither a template nor a version to begin with.
    """
    acting.require(Capability.ROUND_MANAGE, receiver.province)
    with transaction.atomic():
        file = None
        if template is not None:
            file = store(template, media_type=Accepts.WORKBOOK, bound=f"receiver:{receiver.pk}", field="template")
            with plain_copy(file) as path:
                content = plain(propose(path).profile)
            text = text_of(content | {"id": f"noi-nhan-{receiver.pk}", "system": receiver.name, "year": year})
        else:
            before = receiver.profiles.filter(state=ProfileState.CURRENT).first()
            if before is None:
                raise RefusedError(
                    _("Chưa có mẫu nào của nơi này."), remedy=_("Tải tệp mẫu trống của nơi nhận lên."), field="template"
                )
            file = before.template
            text = text_of(plain(read_profile(before.text)) | {"year": year})
        newest = receiver.profiles.aggregate(newest=Max("version"))["newest"] or 0
        row = ProfileVersion.objects.create(
            receiver=receiver, version=newest + 1, year=year, text=text, template=file, made_by=acting.user
        )
        record(
            acting, "receivers.profile_begun", row, unit=receiver.province, rows=[row, *([file] if file else [])],
            after={"receiver": receiver.name, "version": row.version, "year": year},
            role=acting.role_for(Capability.ROUND_MANAGE, receiver.province),
        )  # fmt: skip
    return row
