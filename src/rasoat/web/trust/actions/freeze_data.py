"""Freeze the list that a sample is drawn from."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import Result
from rasoat.web.trust.drawing import Framed, written
from rasoat.web.trust.frames import framed_before
from rasoat.web.trust.models import RecheckPlan
from rasoat.web.trust.moving import locked_plan, moved
from rasoat.web.vault.file_types import CSV
from rasoat.web.vault.files import keep
from rasoat.web.vault.models import SealedFile


def freeze_data(acting: Acting, plan: RecheckPlan) -> RecheckPlan:
    """Keep the households with a class that stood in no frame of the round before, each with its village and class, and
    the hash of that list.

    What is reviewed later does not change the list: it comes into the next sample. Raises `NotAllowedError`;
    `RefusedError` when nothing has a class, or the sample is frozen already.
    """
    with transaction.atomic():
        plan = locked_plan(acting, plan)
        frame = list(_frame(plan))
        if not frame:
            raise RefusedError(
                _("Chưa có hộ nào được xếp loại mà chưa ở khung mẫu nào của đợt."),
                remedy=_("Đóng băng khi các xã đã khóa phiếu."),
                code="empty-frame",
            )
        content = written(frame)
        plan.frame_digest, plan.frame_size = sha256(content).hexdigest(), len(frame)
        plan.frame = _kept(content, f"khung-mau-{plan.round.year}.csv", plan)
        plan.frozen_at = acting.now()
        moved(acting, plan, "freeze", rows=[plan.frame], households=len(frame), digest=plan.frame_digest)
    return plan


def _kept(content: bytes, name: str, plan: RecheckPlan) -> SealedFile:
    root = Path(settings.DATA_ROOT) / "scratch"
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    with TemporaryDirectory(dir=root) as room:
        path = Path(room) / name
        path.write_bytes(content)
        return keep(path, name=name, media_type=CSV, bound=f"recheck_plan:{plan.pk}")


def _frame(plan: RecheckPlan) -> Iterator[Framed]:
    rows = Result.objects.filter(round=plan.round_id, standard_id=plan.standard_id).exclude(proposed="")
    rows = rows.exclude(state__in=("waiting", "left"))
    before = framed_before(plan)
    for code, village, proposed in rows.values_list("case__public_id", "village__key", "proposed").iterator(5000):
        if str(code) not in before:
            yield Framed(str(code), village or "", proposed)
