"""Put back packs of an open or closed round that are missing or were altered, when the law is still just the same."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.ledger.record import locked_chain, record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.words import standard_name
from rasoat.web.rounds.kept_packs import check_kept, forget_kept, scores
from rasoat.web.rounds.locking import locked_round
from rasoat.web.rounds.models import KeptPack, Round, RoundStandard, RoundState
from rasoat.web.rounds.reach import require_round
from rasoat.web.rounds.standards import StandardDraft, pin


def keep_packs(acting: Acting, row: Round) -> list[str]:
    """Keep again what the round scores with; returns the names of the standards whose pack was put back.

    The hash of the opening stays: a pack is put back only when the law of the site makes exactly that one. Raises
    `NotAllowedError`; `RefusedError` for a draft, or naming the standard whose law is another now.
    """
    role = require_round(acting, row)
    with transaction.atomic():
        locked_chain(row.province)
        row = locked_round(row)
        if row.state == RoundState.DRAFT:
            raise RefusedError(_("Đợt chưa mở nên chưa giữ gói luật nào."), code="wrong-state")
        put_back = [each for each in row.standards.all() if scores(each) and _is_faulty(each)]
        for each in put_back:
            _keep(row, each)
        if put_back:
            record(
                acting, "rounds.packs_kept", row, unit=row.province, role=role,
                after={"standards": [each.standard_id for each in put_back]},
            )  # fmt: skip
    forget_kept()
    return [standard_name(each.standard_id) for each in put_back]


def _is_faulty(each: RoundStandard) -> bool:
    try:
        check_kept(each.pack_hash)
    except RefusedError:
        return True
    return False


def _keep(row: Round, each: RoundStandard) -> None:
    pack = pin(row.purpose, StandardDraft(each.standard_id, each.route, each.table_id), row.starts_on).pack
    if pack is None or pack.hash != each.pack_hash:
        raise RefusedError(
            _("%(name)s: luật của máy chủ bây giờ là gói %(now)s, không phải gói %(then)s lúc mở đợt.")
            % {"name": standard_name(each.standard_id), "now": pack.hash[:12] if pack else "–",
               "then": each.pack_hash[:12] or "–"},
            remedy=_("Đặt lại tệp trong thư mục luật như lúc mở đợt, hoặc khôi phục từ bản sao lưu."),
            code="law-moved",
        )  # fmt: skip
    KeptPack.objects.update_or_create(hash=pack.hash, defaults={"content": pack.to_bytes()})
