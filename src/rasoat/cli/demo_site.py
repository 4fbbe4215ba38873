"""The second half of `rasoat demo`: the site, filled from the synthetic province and served."""

import os
from pathlib import Path

import click

from rasoat.cli.site_door import site_opened
from rasoat.demo.province import Province


def serve_demo(province: Province, out: Path, *, port: int) -> int:
    """Fill the site of `out` (or of `RASOAT_DATABASE_URL`) once, then serve it until Ctrl-C; returns the exit code.

    A site that was filled before is served as it is: what visitors changed stays.
    """
    os.environ["RASOAT_DATA_DIR"] = os.environ.get("RASOAT_DATA_DIR") or str((out / "site").absolute())
    os.environ["RASOAT_DEMO"] = "1"
    os.environ.setdefault("RASOAT_BASE_URL", f"http://127.0.0.1:{port}")
    from rasoat.web.site.processes import Serving, check_port, serve

    check_port("127.0.0.1", port)
    with site_opened():
        greeting = _filled(province)
    return serve(Serving(port=port), say=click.echo, greeting=greeting)


def _filled(province: Province) -> list[str]:
    from django.conf import settings
    from django.utils import timezone

    from rasoat.web.accounts.showcase_accounts import demo_accounts
    from rasoat.web.showcase.fill import ended_on, fill, is_filled
    from rasoat.web.site.preparing import prepare
    from rasoat.web.vault.keyring import new_ring, write_ring

    if not settings.KEYS_PATH.exists():
        write_ring(settings.KEYS_PATH, new_ring())
    prepare()
    if is_filled():
        click.echo(f"Trang mẫu đã có dữ liệu: {settings.DATA_ROOT}")
        if last := ended_on(timezone.localdate()):
            click.echo(
                f"Đợt rà soát mẫu đã hết hạn ngày {last:%d/%m/%Y}, mọi việc trong đó đều quá hạn. "
                "Muốn có đợt mới tính từ hôm nay: chạy lại với thư mục dữ liệu trống (--out, hoặc RASOAT_DATA_DIR)."
            )
    else:
        click.echo("Lập trang mẫu (khoảng một phút):")
        fill(province, tick=lambda step: click.echo(f"  {step}"))
    return ["Tài khoản mẫu (chỉ dùng được ở bản mẫu; mã xác thực hiện ở trang đăng nhập):"] + [
        f"  {item.username:<18} {item.password}   {item.role}{f', {item.place}' if item.place else ''}"
        for item in demo_accounts()
    ]
