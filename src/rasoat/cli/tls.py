"""`rasoat tls`: certificates for HTTPS on an office network without internet."""

from datetime import UTC, datetime
from ipaddress import ip_address

import click

from rasoat.cli.faults import faults_shown
from rasoat.law.faults import Fault, FaultsFoundError


@click.group()
def tls() -> None:
    """HTTPS trong mạng nội bộ: tạo, gia hạn, xem chứng thư."""


@tls.command()
@click.option("--name", "names", multiple=True, metavar="TÊN_MÁY", help="Tên máy chủ; dùng được nhiều lần.")
@click.option("--ip", "addresses", multiple=True, metavar="ĐỊA_CHỈ", help="Địa chỉ IP máy chủ; dùng được nhiều lần.")
@click.option("--office", default="cơ quan", show_default=True, help="Tên cơ quan, ghi trong chứng thư gốc.")
@click.option("--new-authority", is_flag=True, help="Bỏ chứng thư gốc cũ: mọi máy phải cài lại chứng thư gốc mới.")
@faults_shown()
def create(names: tuple[str, ...], addresses: tuple[str, ...], office: str, *, new_authority: bool) -> None:
    """Tạo chứng thư gốc (lần đầu) và chứng thư máy chủ. Chạy lại để gia hạn: các máy không phải cài gì thêm."""
    from rasoat.web.site import authority as ca
    from rasoat.web.site.environment import read_environment

    if not (names or addresses):
        raise click.UsageError("cần ít nhất một --name hoặc --ip")
    try:
        wanted = [ip_address(text) for text in addresses]
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--ip") from error
    hosts = [name.strip().lower() for name in names]
    directory, now = read_environment().data / "tls", datetime.now(UTC)
    root = None if new_authority else ca.read_authority(directory)
    made = root is None
    root = root or ca.make_authority(office, hosts, wanted, now)
    try:
        issued = ca.issue(root, hosts, wanted, now)
    except ca.OutsideAuthorityError as error:
        raise FaultsFoundError([_outside(error.name)]) from error
    directory.mkdir(parents=True, exist_ok=True)
    if made:
        ca.write_authority(directory, root)
    certificate, key = ca.write_issued(directory, issued, root)
    click.echo(f"Chứng thư gốc: {directory / 'authority.crt'}" + (" (mới)" if made else " (giữ nguyên)"))
    click.echo(f"Chứng thư máy chủ: {certificate}, hết hạn {issued.certificate.not_valid_after_utc:%d/%m/%Y}")
    if made:
        click.echo("Cài chứng thư gốc vào từng máy tính, điện thoại; giữ kín tệp authority-key.pem.")
    first = (hosts or [str(item) for item in wanted])[0]
    click.echo("Mở trang web bằng HTTPS:")
    click.echo(f"  RASOAT_BASE_URL=https://{first}:8443 rasoat serve --host 0.0.0.0 --port 8443 \\")
    click.echo(f"    --cert {certificate} --key {key}")


@tls.command()
@faults_shown()
def show() -> None:
    """Chứng thư của bản cài này còn bao nhiêu ngày."""
    from rasoat.web.site.certificates import RENEW_BEFORE, days_left
    from rasoat.web.site.environment import read_environment

    directory = read_environment().data / "tls"
    for name, said in (("authority.pem", "Chứng thư gốc"), ("server.pem", "Chứng thư máy chủ")):
        left = days_left(directory / name)
        click.echo(f"{said}: {directory / name}, còn {left} ngày")
        if left < RENEW_BEFORE.days and name == "server.pem":
            click.echo("Hãy gia hạn: chạy lại rasoat tls create với đúng tên và địa chỉ cũ, rồi khởi động lại.")


def _outside(name: str) -> Fault:
    return Fault(
        rule="name-outside-authority",
        vi=f"chứng thư gốc hiện có không được cấp cho {name}",
        en=f"the present authority may not vouch for {name}",
        remedy_vi="dùng tên đã khai khi tạo, hoặc thêm --new-authority rồi cài lại chứng thư gốc ở các máy",
        remedy_en="use a name given when the authority was made, or add --new-authority and install it anew everywhere",
    )
