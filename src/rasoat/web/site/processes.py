"""`serve`: the web server and the worker of background jobs under one command."""

import errno
import os
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from rasoat.law.faults import Fault, FaultsFoundError
from rasoat.web.site.starting import SETTINGS, start_django
from rasoat.web.site.supervisor import Child, supervise

EVERY_ADDRESS = {"0.0.0.0", "::"}
THREADS = 2
"""Requests that one worker process answers at the same time: more would only take the interpreter from one another."""


@dataclass(frozen=True, slots=True)
class Serving:
    """How to serve. `workers`: web processes; 0 = one a core, at most 4. `cert` and `key`: PEM files for HTTPS."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 0
    cert: Path | None = None
    key: Path | None = None


def serve(serving: Serving, say: Callable[[str], None], *, greeting: Sequence[str] = ()) -> int:
    """Prepare the installation of the environment and serve it until Ctrl-C or SIGTERM; returns the exit code.

    `say` prints a line for people; `greeting` follows the address. `RASOAT_BASE_URL` is set for this process and its
    children when the environment has none. Raises `FaultsFoundError` for a taken port, missing keys, a bad
    certificate, or a database that does not answer. Call before anything has read the settings of the site.
    """
    check_port(serving.host, serving.port)
    address = base_url(serving)
    os.environ.setdefault("RASOAT_BASE_URL", address)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    start_django()
    from django.conf import settings
    from django.db import connections

    from rasoat.web.site.certificates import served_pair
    from rasoat.web.site.preparing import prepare

    pair = served_pair(serving.cert, serving.key, settings.DATA_ROOT) if serving.cert and serving.key else ()
    prepare()
    connections.close_all()
    shown = settings.BASE_URL
    if pair and not shown.startswith("https://"):
        say(f"Lưu ý: RASOAT_BASE_URL là {shown}, hãy đổi thành https://... để bảo vệ phiên đăng nhập")
    return supervise(
        [
            Child("Máy chủ web", "rasoat.web.site.web_process",
                  (serving.host, str(serving.port), str(serving.workers or _workers()), str(THREADS), *map(str, pair))),
            Child("Tiến trình việc nền", "rasoat.web.site.job_process"),
        ],
        os.environ, say,
        ready=lambda: _answers(serving), when_ready=lambda: _greet(shown, greeting, say),
    )  # fmt: skip


def check_port(host: str, port: int) -> None:
    """Raise `FaultsFoundError` when nobody can listen at this address."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as tried:
            if os.name == "posix":
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(where)
    except OSError as error:
        raise FaultsFoundError([_port_fault(host, port, error)]) from error


def base_url(serving: Serving) -> str:
    """How people reach the site when `RASOAT_BASE_URL` does not say: this machine's address on the network."""
    scheme = "https" if serving.cert else "http"
    host = own_address() if serving.host in EVERY_ADDRESS else serving.host
    bracketed = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}[scheme]
    return f"{scheme}://{bracketed}" + ("" if serving.port == usual else f":{serving.port}")


def own_address() -> str:
    """The address of this machine on the office network; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(("192.0.2.1", 9))  # an address kept for documentation
        return str(probe.getsockname()[0])
    return "127.0.0.1"


def _port_fault(host: str, port: int, error: OSError) -> Fault:
    if error.errno == errno.EADDRINUSE:
        return Fault(
            rule="port-taken",
            vi=f"cổng {port} trên {host} đang có chương trình khác dùng",
            en=f"port {port} on {host} is taken by another program",
            remedy_vi=f"tắt chương trình đó, hoặc chọn cổng khác: --port {port + 1}",
            remedy_en=f"end that program, or choose another port: --port {port + 1}",
        )
    return Fault(
        rule="cannot-listen",
        vi=f"không mở được cổng {port} trên {host}",
        en=f"cannot listen on port {port} of {host}",
        remedy_vi="dùng --host 127.0.0.1 (chỉ máy này) hoặc 0.0.0.0 (mạng nội bộ); cổng dưới 1024 cần quyền quản trị",
        remedy_en="use --host 127.0.0.1 (this machine) or 0.0.0.0 (the network); ports below 1024 need administrators",
        value=error.strerror or str(error),
    )


def _workers() -> int:
    return max(1, min(4, os.cpu_count() or 1))


def _answers(serving: Serving) -> bool:
    host = "127.0.0.1" if serving.host in EVERY_ADDRESS else serving.host
    with suppress(OSError), socket.create_connection((host, serving.port), timeout=1):
        return True
    return False


def _greet(address: str, greeting: Sequence[str], say: Callable[[str], None]) -> None:
    say(f"RaSoat đang chạy: {address}   (dừng: Ctrl-C)")
    if (host := urlsplit(address).hostname) and host not in {"127.0.0.1", "localhost"}:
        say("Máy khác trong mạng mở đúng địa chỉ này.")
    for line in greeting:
        say(line)
