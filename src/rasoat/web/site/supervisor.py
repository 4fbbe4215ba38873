"""Child processes under one command: started together, started again when one dies, ended together."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

SHORT_LIFE = 5.0
"""Seconds; a process that lives shorter has failed to start."""

FAILED_STARTS = 3
"""So many failed starts in a row end everything."""

END_WITHIN = 15.0
"""Seconds that children have to end before they are killed."""

LOOK_EVERY = 0.1


@dataclass
class Child:
    """One child: `name` for people, the module that it runs, its arguments."""

    name: str
    module: str
    arguments: Sequence[str] = ()
    process: "subprocess.Popen[bytes] | None" = None
    born: float = 0.0
    failed_starts: int = 0
    wait_until: float = field(default=0.0)

    def start(self, environment: Mapping[str, str]) -> None:
        """Start it in a session of its own: Ctrl-C reaches the supervisor alone, which then ends it in order.

        Its standard input is a pipe from here, so that it notices when the supervisor is gone.
        """
        command = [sys.executable, "-m", self.module, *self.arguments]
        new_group = 0x200 if sys.platform == "win32" else 0
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            env=dict(environment),
            start_new_session=sys.platform != "win32",
            creationflags=new_group,
        )
        self.born = time.monotonic()

    def code(self) -> int | None:
        """Exit code when it has ended."""
        return self.process.poll() if self.process else None

    def end(self, within: float) -> None:
        """Ask it to end, wait, and kill it if it does not."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(max(within, 0.1))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdin:
            self.process.stdin.close()


def supervise(
    children: Sequence[Child], environment: Mapping[str, str], say: Callable[[str], None], *,
    ready: Callable[[], bool], when_ready: Callable[[], None],
) -> int:  # fmt: skip
    """Run the children until SIGINT or SIGTERM; returns the exit code: 0 when asked to end, 1 when one cannot start.

    `when_ready` is called once, as soon as `ready` says so.
    """
    announced = False
    with _asked_to_end() as stop:
        try:
            for child in children:
                child.start(environment)
            while not stop.wait(LOOK_EVERY):
                if not announced and ready():
                    announced = True
                    when_ready()
                for child in children:
                    if child.code() is not None and not _start_again(child, environment, say):
                        return 1
            return 0
        finally:
            deadline = time.monotonic() + END_WITHIN
            for child in children:
                if child.process and child.process.poll() is None:
                    child.process.terminate()
            for child in children:
                child.end(deadline - time.monotonic())


def _start_again(child: Child, environment: Mapping[str, str], say: Callable[[str], None]) -> bool:
    """Start a dead child, with pauses that double; False after too many failed starts."""
    now = time.monotonic()
    if not child.wait_until:
        child.failed_starts = child.failed_starts + 1 if now - child.born < SHORT_LIFE else 0
        if child.failed_starts >= FAILED_STARTS:
            say(f"{child.name}: không khởi động được ({child.failed_starts} lần); xem lỗi ở trên")
            return False
        say(f"{child.name}: đã dừng đột ngột (mã {child.code()}), đang khởi động lại")
        child.wait_until = now + (2**child.failed_starts - 1)
    if now >= child.wait_until:
        child.wait_until = 0.0
        child.start(environment)
    return True


@contextmanager
def _asked_to_end() -> Iterator[threading.Event]:
    """An event set by SIGINT, SIGTERM or SIGHUP; the handlers before are put back afterwards."""
    stop = threading.Event()

    def asked(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    numbers = [signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
    before = {number: signal.signal(number, asked) for number in numbers}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
