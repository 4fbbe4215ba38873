"""Processes that end when the one that started them is gone, however it went: also after `kill -9`, on every system."""

import multiprocessing
import os
import signal
import threading


def end_with_standard_input() -> None:
    """End this process when its standard input closes: the supervisor holds the other end and never writes."""
    threading.Thread(target=_wait_for_end_of_input, name="parent-watch", daemon=True).start()


def end_with_parent_process() -> None:
    """End this process of `multiprocessing` at once when its parent process is gone."""
    threading.Thread(target=_wait_for_parent_process, name="parent-watch", daemon=True).start()


def _wait_for_end_of_input() -> None:
    while os.read(0, 1):  # not sys.stdin: its lock would be held for ever, also in forked processes
        pass
    os.kill(os.getpid(), signal.SIGTERM)  # not `raise_signal`: the main thread, which waits, must wake up


def _wait_for_parent_process() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
