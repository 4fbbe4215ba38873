"""`rasoat init`: set up an installation."""

import click

from rasoat.cli.faults import faults_shown


@click.command()
@click.option("--admin", required=True, metavar="HỌ_TÊN", help="Họ và tên người quản trị kỹ thuật.")
@click.option("--province", default="", metavar="MÃ", help="Mã tỉnh; có thì lập luôn tài khoản quản trị tỉnh.")
@click.option("--province-admin", default="", metavar="HỌ_TÊN", help="Họ và tên người quản trị tỉnh.")
@faults_shown()
def init(admin: str, province: str, province_admin: str) -> None:
    """Cài đặt lần đầu: thư mục dữ liệu, khóa mã hóa, bảng, đơn vị hành chính, phiếu mời quản trị."""
    if bool(province) != bool(province_admin):
        raise click.UsageError("--province và --province-admin phải đi cùng nhau")
    from rasoat.web.site.starting import start_django

    start_django()
    from django.conf import settings
    from django.utils import timezone

    from rasoat.web.site.installing import install

    slips = install(admin, province, province_admin)
    click.echo(f"Đã cài đặt. Dữ liệu: {settings.DATA_ROOT}. Khóa mã hóa: {settings.KEYS_PATH}")
    click.echo("Sao lưu khóa ngay: rasoat keys backup. Mất khóa là mất số định danh cá nhân đã lưu.")
    for slip in slips:
        click.echo("")
        click.echo(f"Phiếu mời: {slip.full_name} ({slip.role})")
        click.echo(f"  Tên đăng nhập: {slip.username}")
        click.echo(f"  Mở địa chỉ này để đặt mật khẩu: {slip.address}")
        click.echo(f"  Hạn dùng: {timezone.localtime(slip.expires_at):%d/%m/%Y}; chỉ hiện một lần, dùng một lần")
    click.echo("")
    click.echo("Mở trang web: rasoat serve")
