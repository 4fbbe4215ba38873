"""`rasoat ledger`: verify chains and live rows, print chain heads, erase what the law says must go."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rasoat.cli.faults import EXIT_FAULTS, faults_shown
from rasoat.cli.options import ANY_PATH
from rasoat.cli.site_door import site_opened
from rasoat.tables.numbers_vi import count_text

if TYPE_CHECKING:
    from rasoat.web.areas.models import Unit

SHOWN = 200
"""Findings printed for people; `--json` holds all."""


@click.group()
def ledger() -> None:
    """Nhật ký: kiểm tra chuỗi và dữ liệu, in đầu chuỗi, xóa nội dung theo luật."""


@ledger.command()
@click.option("--unit", "keys", multiple=True, metavar="MÃ", help="Chỉ kiểm đơn vị này (nêu được nhiều lần).")
@click.option(
    "--head", "heads", multiple=True, metavar="MÃ:SỐ:MÃ_BĂM", help="Đầu chuỗi đã in trên báo cáo (nêu được nhiều lần)."
)
@click.option("--heads", "heads_file", type=ANY_PATH, help="Tệp đầu chuỗi đã lưu (mỗi dòng một đầu chuỗi).")
@click.option("--json", "as_json", is_flag=True, help="In JSON cho chương trình khác.")
@faults_shown()
def verify(keys: Sequence[str], heads: Sequence[str], heads_file: Path | None, as_json: bool) -> None:
    """So nhật ký với dữ liệu; mã thoát 1 khi có chỗ không khớp."""
    with site_opened():
        from rasoat.web.ledger.heads import read_head
        from rasoat.web.ledger.verify import Tally
        from rasoat.web.ledger.verify import verify as run

        typed = [*heads, *(line for line in _lines(heads_file) if line.strip() and not line.startswith("#"))]
        try:
            known = [read_head(text.split("·")[0].strip()) for text in typed]
        except ValueError as error:
            raise click.ClickException(str(error)) from error
        tally, found = Tally(), []
        for finding in run(_units(keys), known, tally=tally):
            found.append(finding)
            if not as_json and len(found) <= SHOWN:
                click.echo(finding.text())
        faults = sum(finding.is_fault for finding in found)
        if as_json:
            told = {"chains": tally.chains, "entries": tally.entries, "faults": faults}
            click.echo(
                json.dumps({**told, "findings": [finding.as_json() for finding in found]}, ensure_ascii=False, indent=2)
            )
        else:
            if len(found) > SHOWN:
                click.echo(f"... và {count_text(len(found) - SHOWN)} chỗ nữa: xem đủ bằng --json")
            looked = f"Đã kiểm {count_text(tally.chains)} chuỗi, {count_text(tally.entries)} mục: "
            click.echo(looked + (f"{count_text(faults)} chỗ không khớp." if faults else "khớp hết."))
        if faults:
            raise click.exceptions.Exit(EXIT_FAULTS)


@ledger.command()
@click.option("--unit", "keys", multiple=True, metavar="MÃ", help="Chỉ đơn vị này (nêu được nhiều lần).")
@faults_shown()
def heads(keys: Sequence[str]) -> None:
    """In đầu các chuỗi, để cất ngoài máy chủ và kiểm lại sau bằng `verify --heads`."""
    with site_opened():
        from rasoat.web.ledger.heads import head_of
        from rasoat.web.ledger.models import Chain

        chains = Chain.objects.filter(length__gt=0).select_related("unit").order_by("unit__key")
        units = _units(keys)
        for chain in chains if units is None else chains.filter(unit__in=units):
            click.echo(head_of(chain).code())


@ledger.command("rebuild-copies")
@click.option("--unit", "keys", multiple=True, metavar="MÃ", help="Chỉ xã này (nêu được nhiều lần).")
@click.option("--reason", required=True, help="Vì sao bản sao lệch, ai cho lập lại.")
@faults_shown()
def rebuild(keys: Sequence[str], reason: str) -> None:
    """Lập lại bản sao (tình trạng, tổng số, chỉ mục tìm) ở xã có bản sao lệch; mỗi xã một mục nhật ký."""
    with site_opened() as acting:
        from rasoat.web.ledger.actions.rebuild_copies import rebuild_copies
        from rasoat.web.ledger.verify import units_to_verify

        done = 0
        for unit in _units(keys) or units_to_verify():
            found = rebuild_copies(acting, unit, reason=reason) if unit is not None else []
            done += bool(found)
            for finding in found:
                click.echo(f"{finding.where()}: đã lập lại, trước đó lệch {count_text(finding.count)} chỗ")
        click.echo(f"Đã lập lại bản sao của {count_text(done)} xã." if done else "Không bản sao nào lệch.")


@ledger.command()
@click.argument("record")
@click.option("--reason", required=True, help="Căn cứ: số đơn, quyết định.")
@faults_shown()
def erase(record: str, reason: str) -> None:
    """Xóa nội dung nhật ký về một bản ghi (RECORD như register.household:15); chuỗi vẫn nguyên."""
    with site_opened() as acting:
        from rasoat.web.ledger.actions.erase_payloads import erase_payloads
        from rasoat.web.ledger.tracked import tracked_models

        label, _colon, key = record.partition(":")
        tracked = tracked_models().get(label.lower())
        subject = tracked.rows().filter(pk=key).first() if tracked and key.isdecimal() else None
        if tracked is None or subject is None:
            raise click.ClickException(f"Không có bản ghi {record}. Viết như register.household:15")
        commune_id = (
            tracked.rows().filter(pk=subject.pk).values_list(tracked.commune_path, flat=True)[0]
            if tracked.commune_path
            else None
        )
        from rasoat.web.areas.models import Unit

        unit = Unit.objects.filter(pk=commune_id).first() if commune_id else None
        count = erase_payloads(acting, subject, unit=unit, reason=reason)
        click.echo(f"Đã xóa nội dung của {count_text(count)} mục về {record}.")


def _units(keys: Sequence[str]) -> "list[Unit] | None":
    if not keys:
        return None
    from rasoat.web.areas.models import Unit

    found = list(Unit.objects.filter(key__in=keys).order_by("key"))
    for key in set(keys) - {unit.key for unit in found}:
        raise click.ClickException(f"Không có đơn vị mã {key}. Xem mã ở trang Đơn vị hành chính.")
    return found


def _lines(path: Path | None) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path else []
