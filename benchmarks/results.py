"""Figures as text: printed while they come, kept in RESULTS.md section by section."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.measure import Measured

RESULTS = Path(__file__).parent / "RESULTS.md"
HEAD = """# Benchmark results

Ratios are to floors measured in the same run, warm: in turn, the ratio taken round by round, the median told. Every run
is a process of its own after one warm-up; peak memory is the largest resident size of that process.
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One figure held against its limit (None = told, not limited)."""

    what: str
    value: float
    unit: str
    limit: float | None = None

    def cells(self) -> tuple[str, str, str, str]:
        """What, value, limit, whether it holds."""
        if self.limit is None:
            return self.what, f"{self.value:,.2f} {self.unit}", "", ""
        held = "yes" if self.held else "**NO**"
        return self.what, f"{self.value:,.2f} {self.unit}", f"{self.limit:g} {self.unit}", held

    @property
    def held(self) -> bool:
        """True within the limit, or without one."""
        return self.limit is None or self.value <= self.limit


@dataclass(frozen=True, slots=True)
class Section:
    """One figure: runs of the same work by several engines, then what is held against limits."""

    title: str
    runs: Mapping[str, Measured] = field(default_factory=dict)
    rows: int = 0
    checks: Sequence[Line] = ()
    answer: Any = None
    notes: str = ""

    def text(self) -> str:
        """The section in Markdown."""
        parts = [self.notes] if self.notes else []
        if self.runs:
            parts.append(_table(("run", "median s", "all runs s", "rows/s", "peak GB"), map(self._run, self.runs)))
        if self.checks:
            parts.append(_table(("figure", "measured", "limit", "held"), (line.cells() for line in self.checks)))
        if self.answer is not None:
            parts.append(f"Answer: `{self.answer}`")
        return "\n\n".join(parts)

    def _run(self, name: str) -> tuple[str, ...]:
        one = self.runs[name]
        every = " ".join(f"{second:.2f}" for second in sorted(one.seconds))
        speed = f"{self.rows / one.middle:,.0f}" if self.rows else ""
        return name, f"{one.middle:.3f}", every, speed, f"{one.peak_gb:.2f}"


def keep(sections: Sequence[Section], command: str, machine: str, path: Path = RESULTS) -> None:
    """Write the sections into the results file; sections of other commands stay as they are."""
    found = _read(path)
    for section in sections:
        found[section.title] = f"Made by `{command}`.\n\n{machine}\n\n{section.text()}"
    text = HEAD
    text += "".join(f"\n## {title}\n\n{body.strip()}\n" for title, body in found.items())
    partial = path.with_suffix(".part")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)


def _read(path: Path) -> dict[str, str]:
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _table(head: Sequence[str], rows: Any) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
