"""Say in words which part of a standard a path leads to: `parameters.line.rural` is "chuẩn thu nhập, nông thôn"."""

from rasoat.law.cited import Text
from rasoat.law.evidence_walk import Path
from rasoat.law.standard import PovertyClass, Purpose, Standard

PURPOSES = {
    Purpose.REVIEW: Text(vi="rà soát hằng năm", en="yearly review"),
    Purpose.OPENING_SURVEY: Text(vi="tổng rà soát đầu kỳ", en="opening survey"),
    Purpose.POLICY: Text(vi="thực hiện chính sách", en="policies"),
}
METHODS = {
    "points": Text(vi="phân loại theo điểm", en="classification by points"),
    "income": Text(vi="phân loại theo thu nhập", en="classification by income"),
}
CLASSES = {
    PovertyClass.POOR: Text(vi="hộ nghèo", en="poor"),
    PovertyClass.NEAR_POOR: Text(vi="hộ cận nghèo", en="near-poor"),
    PovertyClass.NOT_POOR: Text(vi="hộ không nghèo", en="not poor"),
}
AREAS = {
    "rural": Text(vi="nông thôn", en="rural"),
    "urban": Text(vi="thành thị", en="urban"),
    "any": Text(vi="cả nông thôn và thành thị", en="rural and urban"),
}
_PARTS = {
    "definition": Text(vi="định nghĩa", en="definition"),
    "points": Text(vi="điểm", en="points"),
    "name_evidence": Text(vi="tên", en="name"),
}


def words_of(standard: Standard, path: Path) -> Text:
    """What stands at a path of `evidence_of(standard)`; the path itself where no words are kept for it."""
    match path:
        case ("applies", int(index)):
            purpose = PURPOSES[standard.applies[index].purpose]
            return Text(vi=f"việc dùng chuẩn cho {purpose.vi}", en=f"use of the standard for {purpose.en}")
        case ("parameters", str(name), str(area)):
            label = standard.parameters[name].name
            return Text(vi=f"{label.vi}, {AREAS[area].vi}", en=f"{label.en}, {AREAS[area].en}")
        case ("methods", str(method), "evidence"):
            return Text(vi=f"cách {METHODS[method].vi}", en=f"rules of {METHODS[method].en}")
        case ("methods", "points" | "income" as method, "rules", str(code), "evidence"):
            klass = CLASSES[next(rule.klass for rule in standard.methods[method].rules if rule.code == code)]
            return Text(
                vi=f"quy tắc {code} ({klass.vi}) của cách {METHODS[method].vi}",
                en=f"rule {code} ({klass.en}) of {METHODS[method].en}",
            )
        case ("indicators" | "removed_indicators", str(code), str(part)):
            return _indicator(standard, code, part)
        case ("statuses", str(code), "evidence"):
            label = next(item.name for item in standard.statuses if item.code == code)
            return Text(vi=f"cách xác định {label.vi}", en=f"test of the {label.en}")
    plain = ".".join(str(step) for step in path)
    return Text(vi=plain, en=plain)


def _indicator(standard: Standard, code: str, part: str) -> Text:
    found = next(item for item in (*standard.indicators, *standard.removed_indicators) if item.code == code)
    number = f"{found.number} " if found.number is not None else ""
    return Text(
        vi=f"{_PARTS[part].vi} chỉ số {number}“{found.name.vi}”",
        en=f"{_PARTS[part].en} of indicator {number}“{found.name.en}”",
    )
