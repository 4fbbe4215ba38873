"""`rasoat keys`: the life of the keys: status, backup, restore, rotate, retire, and the day they are lost."""

from pathlib import Path

import click

from rasoat.cli.faults import faults_shown
from rasoat.cli.options import ANY_PATH
from rasoat.cli.site_door import ask_passphrase, site_opened
from rasoat.tables.numbers_vi import count_text


@click.group()
def keys() -> None:
    """Khóa mã hóa: xem, sao lưu, khôi phục, đổi khóa, và khi mất khóa."""


@keys.command()
@faults_shown()
def status() -> None:
    """Mỗi phiên bản khóa còn niêm phong bao nhiêu dữ liệu."""
    with site_opened():
        from django.conf import settings

        from rasoat.web.vault.keyring import KeysMissingError, read_ring
        from rasoat.web.vault.usage import key_usage

        usage = key_usage()
        try:
            ring = read_ring(settings.KEYS_PATH)
            click.echo(f"Vòng khóa {ring.mark()} ({settings.KEYS_PATH})")
        except KeysMissingError as error:
            ring = None
            click.echo(str(error), err=True)
        missing = 0
        for purpose, counted in (("seal", usage.seal), ("blind", usage.blind)):
            held = set(ring.versions(purpose)) if ring else set()  # type: ignore[arg-type]
            current = ring.current(purpose) if ring else 0  # type: ignore[arg-type]
            for version in sorted(held | {v for counts in counted.values() for v in counts}):
                uses = {name: counts[version] for name, counts in counted.items() if counts[version]}
                state = "đang dùng" if version == current else "cũ" if version in held else "THIẾU KHÓA"
                missing += 0 if version in held else sum(uses.values())
                told = (
                    ", ".join(f"{name} {count_text(count)}" for name, count in sorted(uses.items())) or "không còn gì"
                )
                click.echo(f"{purpose} {version} ({state}): {told}")
        if ring:
            click.echo(f"digest {', '.join(map(str, sorted(ring.versions('digest'))))}: dấu vết nhật ký, giữ mãi")
        if usage.unreadable:
            click.echo(f"Tệp không còn nguyên trên máy chủ: {count_text(usage.unreadable)}")
        if missing:
            raise click.ClickException(
                f"{count_text(missing)} giá trị không mở được vì thiếu khóa. Khôi phục: rasoat keys restore TỆP; "
                "nếu khóa mất hẳn: rasoat keys abandon."
            )


@keys.command()
@click.argument("out", type=ANY_PATH)
@click.option("--paper", type=ANY_PATH, help="Ghi thêm tờ in PDF có mã QR, cất trong két.")
@faults_shown()
def backup(out: Path, paper: Path | None) -> None:
    """Sao lưu khóa vào tệp OUT, khóa bằng mật khẩu (hỏi, hoặc RASOAT_KEYS_PASSPHRASE)."""
    with site_opened() as acting:
        from django.conf import settings

        from rasoat.law.whole_file import write_whole
        from rasoat.web.vault.key_backup import unwrap_ring, wrap_ring
        from rasoat.web.vault.keyring import read_ring

        ring = read_ring(settings.KEYS_PATH)
        passphrase = ask_passphrase(twice=True)
        try:
            text = wrap_ring(ring, passphrase, on=acting.today())
        except ValueError as error:
            raise click.ClickException(str(error)) from error
        if unwrap_ring(text, passphrase) != ring:
            raise click.ClickException("Bản sao lưu vừa lập không mở lại được: chạy lại lệnh này")
        write_whole(out, text.encode())
        out.chmod(0o600)
        if paper is not None:
            from rasoat.web.vault.key_sheet import write_sheet

            write_sheet(text, ring.mark(), acting.today(), paper)
        click.echo(
            f"Đã sao lưu vòng khóa {ring.mark()} vào {out}. Cất tệp và mật khẩu ở hai nơi khác nhau, ngoài máy chủ này."
        )


@keys.command()
@click.argument("file", type=ANY_PATH)
@click.option("--replace", is_flag=True, help="Thay tệp khóa đang có (tệp cũ được giữ lại bên cạnh).")
@faults_shown()
def restore(file: Path, replace: bool) -> None:
    """Khôi phục khóa từ tệp sao lưu FILE (hoặc tệp gõ lại từ tờ giấy)."""
    with site_opened() as acting:
        from django.conf import settings

        from rasoat.web.vault.key_backup import unwrap_ring
        from rasoat.web.vault.keyring import write_ring

        text = file.read_text(encoding="utf-8", errors="replace")
        path: Path = settings.KEYS_PATH
        if path.exists() and not replace:
            raise click.ClickException(
                f"Đã có tệp khóa {path}. Thêm --replace nếu muốn thay; tệp cũ được giữ lại bên cạnh."
            )
        ring = unwrap_ring(text, ask_passphrase(twice=False))
        if path.exists():
            path.replace(path.with_name(f"{path.name}.truoc-{acting.now():%Y%m%d%H%M%S}"))
        write_ring(path, ring)
        click.echo(f"Đã khôi phục vòng khóa {ring.mark()} vào {path}. Kiểm tra: rasoat keys status")


@keys.command()
@click.option("--blind", is_flag=True, help="Đổi cả khóa chỉ mục tra cứu số định danh.")
@click.option("--continue", "go_on", is_flag=True, help="Không tạo khóa mới, chỉ làm tiếp lần đổi khóa còn dở.")
@click.option("--reason", default="", help="Lý do, ghi vào nhật ký.")
@faults_shown()
def rotate(blind: bool, go_on: bool, reason: str) -> None:
    """Tạo khóa mới và niêm phong lại mọi dữ liệu; trang web vẫn chạy, dừng lúc nào cũng được."""
    with site_opened() as acting:
        from rasoat.web.backup.actions.rotate_keys import add_key_version, reseal_everything
        from rasoat.web.vault.keyring import Purpose

        if not go_on:
            purposes: list[Purpose] = ["seal", "blind"] if blind else ["seal"]
            made = add_key_version(acting, purposes, reason=reason)
            click.echo("Khóa mới: " + ", ".join(f"{purpose} {version}" for purpose, version in made.items()))
        broken = 0
        last = None
        for progress in reseal_everything():
            if last is not None and last.what != progress.what:
                broken += _said(last)
            last = progress
        if last is not None:
            broken += _said(last)
        click.echo("Sao lưu lại khóa ngay: rasoat keys backup. Sau 15 phút bỏ khóa cũ: rasoat keys retire")
        if broken:
            raise click.ClickException(
                f"{count_text(broken)} giá trị không mở được nên giữ nguyên: xem rasoat keys status"
            )


def _said(progress: object) -> int:
    from rasoat.web.backup.actions.rotate_keys import Progress

    assert isinstance(progress, Progress)
    read, changed = count_text(progress.read), count_text(progress.changed)
    click.echo(f"{progress.what}: xem {read}, niêm phong lại {changed}")
    return progress.broken


@keys.command()
@click.option("--reason", default="", help="Lý do, ghi vào nhật ký.")
@faults_shown()
def retire(reason: str) -> None:
    """Bỏ các khóa cũ mà không dữ liệu nào còn cần."""
    with site_opened() as acting:
        from rasoat.web.backup.actions.retire_keys import retire_keys

        gone = retire_keys(acting, reason=reason)
        click.echo("Đã bỏ: " + ", ".join(f"{p} {v}" for p, v in gone) if gone else "Không có khóa cũ nào bỏ được.")


@keys.command()
@click.option("--reason", required=True, help="Khóa mất thế nào, ai quyết định bỏ.")
@click.confirmation_option(
    prompt="Số định danh và thông tin sức khỏe không mở được sẽ bị bỏ hẳn và đưa vào danh sách hỏi lại. Tiếp tục?",
    help="Không hỏi lại.",
)
@faults_shown()
def abandon(reason: str) -> None:
    """Khi khóa mất hẳn: tạo khóa mới, đưa số đã mất vào việc cần làm của từng xã."""
    with site_opened() as acting:
        from rasoat.web.backup.actions.abandon_keys import abandon_keys, give_up_lost
        from rasoat.web.look.refusals import RefusedError

        try:
            click.echo(f"Vòng khóa mới: {abandon_keys(acting, reason=reason).mark()}")
        except RefusedError as error:
            if error.code != "keys-complete":
                raise
        total = 0
        for unit, count in give_up_lost(acting, reason=reason):
            total += count
            if unit is not None:
                click.echo(f"{unit.full_name}: {count_text(count)} giá trị phải hỏi lại")
        click.echo(f"Xong: {count_text(total)} giá trị. Sao lưu khóa mới ngay: rasoat keys backup")
