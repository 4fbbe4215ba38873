"""The law of a round: the packs kept when it opened. What the office changes in its law since then touches no round."""

from dataclasses import replace
from functools import lru_cache
from pathlib import PurePath

from django.utils.translation import gettext as _

from rasoat.law.book import LawBook
from rasoat.law.faults import FaultsFoundError
from rasoat.law.pack import Pack, parse_pack
from rasoat.web.law import book
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.models import KeptPack, Round, RoundStandard, RoundState, Route

PARSED = 64
"""Packs held in memory, by hash: a hash means one content, so that packs never mix."""


def keep(pack: Pack) -> KeptPack:
    """Keep a pack under its hash; one that is there serves. Inside the transaction of the opening.

    Raises `RefusedError` when what is kept under this hash is not this pack: somebody altered it.
    """
    row, _new = KeptPack.objects.get_or_create(hash=pack.hash, defaults={"content": pack.to_bytes()})
    if bytes(row.content) != pack.to_bytes():
        raise _altered(pack.hash)
    return row


def kept_pack(pack_hash: str) -> Pack:
    """The pack of this hash, checked against it when a process reads it first.

    Raises `RefusedError` when it is missing, was altered, or was made for other operators than the program has.
    """
    return _parsed(pack_hash)


def check_kept(pack_hash: str) -> None:
    """Look at what is kept anew, without memory. Raises `RefusedError` as `kept_pack`."""
    _read(pack_hash)


def scores(each: RoundStandard) -> bool:
    """Whether a standard of a round computes classes, and so needs a pack."""
    return each.route != Route.ENTERED


def book_of(row: Round) -> LawBook:
    """The law book as it holds for a round: the site's, with the standards that the round scores by as they were kept.

    Of a draft, and of standards whose results come from signed lists, the law of today. Raises `RefusedError` as
    `kept_pack`.
    """
    found = book()
    if row.state == RoundState.DRAFT:
        return found
    kept = {each.standard_id: kept_pack(each.pack_hash).standard for each in row.standards.all() if scores(each)}
    return replace(found, standards={**found.standards, **kept}) if kept else found


def forget_kept() -> None:
    """Drop the packs held in memory: they are read and checked again."""
    _parsed.cache_clear()


@lru_cache(maxsize=PARSED)
def _parsed(pack_hash: str) -> Pack:
    return _read(pack_hash)


def _read(pack_hash: str) -> Pack:
    row = KeptPack.objects.filter(pk=pack_hash).first() if pack_hash else None
    if row is None:
        raise RefusedError(
            _("Gói luật %(name)s mà đợt chấm theo không có trong cơ sở dữ liệu.") % {"name": _short(pack_hash)},
            remedy=_remedy(), code="pack-missing",
        )  # fmt: skip
    try:
        pack = parse_pack(bytes(row.content), PurePath(f"{pack_hash}.json"))
    except FaultsFoundError as found:
        fault = found.faults[0]
        if fault.rule != "pack-operator-version":
            raise _altered(pack_hash) from found
        raise RefusedError(f"{fault.vi}.", remedy=f"{fault.remedy_vi}.", code=fault.rule) from found
    if pack.hash != pack_hash:
        raise _altered(pack_hash)
    return pack


def _altered(pack_hash: str) -> RefusedError:
    return RefusedError(
        _("Gói luật %(name)s mà đợt chấm theo đã bị sửa: nội dung không khớp tên gói.") % {"name": _short(pack_hash)},
        remedy=_remedy(), code="pack-altered",
    )  # fmt: skip


def _remedy() -> str:
    return _(
        "Không chấm theo luật khác. Khôi phục từ bản sao lưu; hoặc khi luật của máy chủ đúng như lúc mở đợt, người "
        "quản lý đợt bấm “Giữ lại gói luật” ở trang Chuẩn của đợt."
    )


def _short(pack_hash: str) -> str:
    return pack_hash[:12] or "–"
