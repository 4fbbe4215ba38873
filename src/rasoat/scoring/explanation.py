"""What an explanation holds, and how it is said on paper."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

CLASS_NAMES = {"poor": "hộ nghèo", "near_poor": "hộ cận nghèo", "not_poor": "không nghèo, không cận nghèo"}


@dataclass(frozen=True, slots=True)
class PointLine:
    """Points of one item: the answer given, and where the points stand in the law."""

    item: str
    name: str
    answer: str
    points: int | None
    source: str


@dataclass(frozen=True, slots=True)
class DeprivationLine:
    """One indicator: the reviewer's tick, its points, the definition, the facts behind it and what they give.

    `derived` is None when the definition or the facts do not allow to derive it.
    """

    indicator: str
    name: str
    deprived: bool | None
    points: int
    definition: str
    mark: str
    source: str
    facts: tuple[tuple[str, str], ...] = ()
    derived: bool | None = None

    @property
    def contradicts(self) -> bool:
        """True when the facts and the tick differ."""
        return self.derived is not None and self.deprived is not None and self.derived != self.deprived


@dataclass(frozen=True, slots=True)
class RuleLine:
    """The rule that decided, with the values it met."""

    text: str
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class Change:
    """One nearest way to another class: in words, and in numbers (changes of the two criteria)."""

    to_class: str
    text: str
    income_change: int = 0
    deprivation_change: int = 0


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a household has its class under one standard."""

    household_id: str
    standard_id: str
    standard_name: str
    klass: str | None
    reason: str
    income_label: str
    income: int | None
    deprivation_label: str
    deprivation: int | None
    points: tuple[PointLine, ...]
    deprivations: tuple[DeprivationLine, ...]
    rule: RuleLine | None
    changes: tuple[Change, ...]
    pack: str
    notice: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def answers_total(self) -> int | None:
        """The points of the answers together; None without answers, or when one is missing."""
        points = [line.points for line in self.points]
        return None if not points or None in points else sum(value or 0 for value in points)

    def to_json(self) -> dict[str, Any]:
        """Plain data, `class` under its own name."""
        content = asdict(self)
        content["class"] = content.pop("klass")
        return content

    def text_vi(self) -> str:
        """The explanation as a page of text."""
        said = CLASS_NAMES.get(self.klass or "", "chưa phân loại được")
        lines = [f"Hộ {self.household_id} - {self.standard_name}: {said.upper()}"]
        if self.notice:
            lines.insert(0, self.notice)
        lines.append(
            f"{self.income_label}: {_number(self.income)}; {self.deprivation_label}: {_number(self.deprivation)}"
        )
        if self.points:
            shared = _shared(self.points)
            lines.append(f"Điểm từng câu trả lời{_heading(shared)}:")
            lines += [
                f"  {line.name}: {line.answer} = {_number(line.points)} điểm{'' if shared else f' [{line.source}]'}"
                for line in self.points
            ]
            lines.append(f"  Tổng điểm các câu trả lời: {_number(self.answers_total)}{self._other_total()}")
        if self.deprivations:
            shared = _shared(self.deprivations)
            lines.append(f"Các chỉ số thiếu hụt{_heading(shared)}:")
            lines += [_deprivation(line, shared) for line in self.deprivations]
        if self.rule:
            lines.append(f"Quy tắc quyết định: {self.rule.text} [{self.rule.source}; {self.rule.mark}]")
        if self.changes:
            lines.append("Những cách gần nhất để đổi loại hộ (chỉ dùng khi tập huấn và phúc tra):")
            lines += [f"  → {CLASS_NAMES[change.to_class]}: {change.text}" for change in self.changes]
        lines += [f"Lưu ý: {warning}" for warning in self.warnings]
        lines.append(f"Gói luật: {self.pack}")
        return "\n".join(lines)

    def _other_total(self) -> str:
        if self.income is None or self.answers_total in {None, self.income}:
            return ""
        return f" (KHÁC điểm ghi trên phiếu là {_number(self.income)}; dùng điểm ghi trên phiếu)"


def _shared(lines: Sequence[PointLine | DeprivationLine]) -> str:
    """The source that all lines have, to be said once; "" when they differ."""
    sources = {line.source for line in lines}
    return sources.pop() if len(sources) == 1 else ""


def _heading(source: str) -> str:
    return f" (căn cứ: {source})" if source else ""


def _deprivation(line: DeprivationLine, shared: str) -> str:
    state = {True: "THIẾU HỤT", False: "không thiếu hụt", None: "chưa trả lời"}[line.deprived]
    text = f"  {line.name}: {state}"
    if line.deprived:
        text += f" = {line.points} điểm"
    if line.facts:
        text += "; dữ kiện: " + ", ".join(f"{name}: {value}" for name, value in line.facts)
    if line.contradicts:
        text += " (MÂU THUẪN: dữ kiện cho kết quả ngược lại)"
    source = "" if shared or not line.source else f"{line.source}; "
    return f"{text} [{source}định nghĩa: {line.mark}]"


def _number(value: int | None) -> str:
    return "chưa có" if value is None else f"{value:,}".replace(",", ".")
