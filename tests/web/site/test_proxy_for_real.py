"""The example of the guide with a real nginx before a real site."""

import re
import shutil
import ssl
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from site_processes import Serve, eventually, free_port, run_command

GUIDE = Path(__file__).parents[3] / "docs" / "vi" / "cach-lam" / "https-mang-noi-bo.md"
NGINX = shutil.which("nginx")

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed here")


@pytest.fixture
def before(data: Path, tmp_path: Path) -> Iterator[Callable[[int, int], Path]]:
    """`before(port, site_port)`: nginx as the guide says, on `port`; returns the authority to trust."""
    started: list[subprocess.Popen[bytes]] = []

    def start(port: int, site_port: int) -> Path:
        made = run_command("tls", "create", "--name", "localhost", "--ip", "127.0.0.1", "--office", "Thử", data=data)
        assert made.returncode == 0, made.stderr
        block = re.search(r"```nginx\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
        assert block is not None
        server = block[1]
        for written, here in (
            ("listen 443", f"listen 127.0.0.1:{port}"), ("rasoat.tinh.gov.vn", "localhost"), (":8000", f":{site_port}"),
            ("/etc/nginx/rasoat.pem", str(data / "tls/server.pem")),
            ("/etc/nginx/rasoat-key.pem", str(data / "tls/server-key.pem")),
        ):  # fmt: skip
            assert written in server
            server = server.replace(written, here)
        temp = " ".join(f"{kind}_temp_path {tmp_path}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi",
                                                                            "scgi"))  # fmt: skip
        conf = tmp_path / "nginx.conf"
        conf.write_text(
            f"pid {tmp_path}/nginx.pid; error_log stderr; daemon off;\nevents {{}}\nhttp {{ access_log off; {temp}\n"
            f"{server}}}\n"
        )
        started.append(subprocess.Popen([str(NGINX), "-p", str(tmp_path), "-e", "stderr", "-c", str(conf)]))
        return data / "tls" / "authority.pem"

    yield start
    for process in started:
        process.terminate()
        process.wait()


def test_the_example_of_the_guide_works(
    serving: Callable[..., Serve], before: Callable[[int, int], Path], data: Path
) -> None:
    port = free_port()
    site = serving(RASOAT_PROXY="127.0.0.1", RASOAT_BASE_URL=f"https://localhost:{port}")
    trust = before(port, int(site.address.rpartition(":")[2]))
    through = Serve(site.process, f"https://localhost:{port}", site.log)

    assert eventually(lambda: _answers(through, trust), within=30)
    answer = through.get("/dang-nhap/", trust=trust)
    token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', answer.body)
    assert token is not None
    cookies = answer.headers.get_all("Set-Cookie") or []
    sent = urllib.request.Request(
        f"{through.address}/dang-nhap/", data=b"login=khong-ai&password=sai&csrfmiddlewaretoken=" + token[1],
        headers={"Cookie": cookies[0].partition(";")[0], "Referer": f"{through.address}/dang-nhap/",
                 "X-Forwarded-For": "203.0.113.9"},
    )  # fmt: skip
    with urllib.request.urlopen(sent, context=ssl.create_default_context(cafile=str(trust)), timeout=20) as found:
        status = found.status

    assert answer.headers["Strict-Transport-Security"] == "max-age=2592000"
    assert cookies
    assert all("Secure" in cookie for cookie in cookies)
    assert status == 200


def _answers(site: Serve, trust: Path) -> bool:
    try:
        return site.get("/dang-nhap/", trust=trust).status == 200
    except OSError:
        return False
