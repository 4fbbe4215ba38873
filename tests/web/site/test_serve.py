"""`rasoat serve` with real processes: started, answered, mended and ended together."""

import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from site_processes import Serve, alive, descendants, environment_of, eventually, run_command

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")


def test_site_answers_and_ends_as_a_whole(serving_from_nothing: Callable[..., Serve]) -> None:
    site = serving_from_nothing()
    family = site.family()

    answer = site.get("/")
    site.process.terminate()
    code = site.process.wait(30)

    assert answer.status in {200, 302}
    assert site.address in site.printed()
    assert code == 0
    assert len(family) >= 3
    assert not alive(list(family))


def test_ctrl_c_ends_it_without_a_trace(serving: Callable[..., Serve]) -> None:
    site = serving()

    os.killpg(site.process.pid, signal.SIGINT)
    code = site.process.wait(30)

    assert code == 0
    assert "Traceback" not in site.printed()


def test_a_killed_worker_comes_back(serving: Callable[..., Serve]) -> None:
    site = serving()
    [worker] = [pid for pid, line in site.family().items() if "job_process" in line]

    os.kill(worker, signal.SIGKILL)
    after = eventually(lambda: [pid for pid, line in site.family().items() if "job_process" in line and pid != worker])

    assert len(after) == 1
    assert site.process.poll() is None
    assert site.get("/").status in {200, 302}


def _web_server(site: Serve) -> int:
    """The process that the web workers stand under."""
    [server] = [pid for pid, line in site.family().items() if "web_process" in line and descendants(pid)]
    return server


def test_a_killed_web_server_comes_back_and_leaves_no_worker(serving: Callable[..., Serve]) -> None:
    site = serving("--workers", "1")
    server = _web_server(site)
    workers = list(descendants(server))

    os.kill(server, signal.SIGKILL)

    assert eventually(lambda: not alive([server, *workers]), within=30)
    assert eventually(lambda: answers(site))
    assert site.process.poll() is None


def test_a_killed_web_worker_comes_back(serving: Callable[..., Serve]) -> None:
    site = serving("--workers", "1")
    server = _web_server(site)
    workers = list(descendants(server))

    for pid in workers:
        os.kill(pid, signal.SIGKILL)

    assert eventually(lambda: set(descendants(server)) - set(workers))
    assert eventually(lambda: answers(site))


def test_all_children_killed_at_once_come_back(serving: Callable[..., Serve]) -> None:
    site = serving("--workers", "1")
    family = list(site.family())

    for pid in family:
        os.kill(pid, signal.SIGKILL)

    assert eventually(lambda: any("job_process" in line for line in site.family().values()))
    assert eventually(lambda: answers(site))
    assert not alive(family)


def answers(site: Serve) -> bool:
    try:
        return site.get().status == 200
    except OSError:
        return False


def test_children_end_when_the_command_is_killed(serving: Callable[..., Serve]) -> None:
    site = serving()
    family = list(site.family())

    site.process.kill()
    site.process.wait()

    assert eventually(lambda: not alive(family), within=30)


def test_a_second_site_on_the_port_is_refused_in_words(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        done = run_command("serve", "--port", port, data=data)

    assert done.returncode == 1
    assert f"cổng {port}" in done.stderr
    assert "--port" in done.stderr


def test_missing_keys_are_told(tmp_path: Path) -> None:
    done = run_command("serve", "--port", "65031", data=tmp_path / "trong")

    assert done.returncode == 1
    assert "rasoat init" in done.stderr


def test_database_that_does_not_answer_is_told(data: Path) -> None:
    done = run_command(
        "serve", "--port", "65032", data=data, RASOAT_DATABASE_URL="postgresql://ai@127.0.0.1:9/khong-co"
    )

    assert done.returncode == 1
    assert "RASOAT_DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_database_of_an_unknown_kind_is_told(data: Path) -> None:
    done = run_command("serve", "--port", "65033", data=data, RASOAT_DATABASE_URL="mysql://ai@may/khong-co")

    assert done.returncode == 1
    assert "postgresql://" in done.stderr


def test_a_child_that_cannot_start_ends_everything(data: Path) -> None:
    script = (
        "import os, sys; from rasoat.web.site.supervisor import Child, supervise;"
        "sys.exit(supervise([Child('Việc hỏng', 'khong.co.that')], os.environ, print,"
        " ready=lambda: False, when_ready=lambda: None))"
    )

    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment_of(data),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 1
    assert "không khởi động được" in done.stdout


def test_https_verified_against_the_office_authority(serving: Callable[..., Serve], data: Path) -> None:
    made = run_command(
        "tls", "create", "--name", "localhost", "--ip", "127.0.0.1", "--office", "UBND xã Thử", data=data
    )
    tls = data / "tls"

    site = serving(
        "--cert", str(tls / "server.pem"), "--key", str(tls / "server-key.pem"), scheme="https", host="localhost"
    )  # fmt: skip
    answer = site.get("/dang-nhap/", trust=tls / "authority.pem")

    assert made.returncode == 0, made.stderr
    assert answer.headers["Strict-Transport-Security"]
    cookies = answer.headers.get_all("Set-Cookie") or []
    assert all("Secure" in cookie for cookie in cookies)
    assert stat.S_IMODE((tls / "authority-key.pem").stat().st_mode) == 0o600
    assert stat.S_IMODE((tls / "server-key.pem").stat().st_mode) == 0o600
