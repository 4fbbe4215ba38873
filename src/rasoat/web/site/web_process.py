"""The web server as a process: `python -m rasoat.web.site.web_process HOST PORT WORKERS THREADS [CERT KEY]`."""

import sys
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces, SSLProtocols
from granian.log import LogLevels

from rasoat.web.site.parent_watch import end_with_standard_input

KILL_AFTER = 10
"""Seconds that requests have to finish when the server is told to end."""


def main(host: str, port: str, workers: str, threads: str, cert: str = "", key: str = "") -> None:
    """Serve until SIGTERM or until standard input closes. A worker process that dies is started again."""
    end_with_standard_input()
    Granian(
        "rasoat.web.site.web_worker:application", address=host, port=int(port), interface=Interfaces.WSGI,
        workers=int(workers), blocking_threads=int(threads), websockets=False, log_level=LogLevels.error,
        ssl_cert=Path(cert) if cert else None, ssl_key=Path(key) if key else None,
        ssl_protocol_min=SSLProtocols.tls12, respawn_failed_workers=True, workers_kill_timeout=KILL_AFTER,
    ).serve()  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
