"""What the figures were measured on."""

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("polars", "narwhals", "pyarrow", "numpy", "pandas", "duckdb", "openfisca-core", "pysail", "pyspark")


def describe() -> str:
    """Processor, cores, memory, system, Python and the versions of the engines installed."""
    lines = [
        f"- processor: {_processor()}, {os.cpu_count()} cores",
        f"- memory: {_memory_gb():.1f} GB",
        f"- system: {platform.system()}, Python {platform.python_version()}{_origin()}",
        f"- packages: {', '.join(_versions())}",
    ]
    return "\n".join(lines)


def _origin() -> str:
    return " of the system" if sys.base_prefix == "/usr" else ""


def _processor() -> str:
    for line in _read("/proc/cpuinfo").splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def _versions() -> list[str]:
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return found


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""
