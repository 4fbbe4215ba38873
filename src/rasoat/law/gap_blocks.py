"""What a weak piece of a standard blocks, and one wording for several pieces of the same kind."""

from rasoat.law.cited import Text
from rasoat.law.evidence_walk import Path
from rasoat.law.path_words import METHODS, PURPOSES, words_of
from rasoat.law.standard import Indicator, Standard

_OFFICIAL = Text(
    vi="phân loại chính thức trước khi có cơ quan xác nhận", en="official classification before an office confirms it"
)
_ONE_KIND = {
    "definition": Text(vi="định nghĩa của", en="definitions of"),
    "points": Text(vi="điểm của", en="points of"),
    "name_evidence": Text(vi="tên của", en="names of"),
}


def blocked_by(standard: Standard, path: Path) -> Text:
    """What cannot be done officially as long as the evidence at the path is weak."""
    match path:
        case ("applies", int(index)):
            purpose = PURPOSES[standard.applies[index].purpose]
            return Text(vi=f"chọn chuẩn này cho {purpose.vi}", en=f"choosing this standard for the {purpose.en}")
        case ("methods", str(method), "evidence"):
            return METHODS[method]
        case ("indicators", str(code), "definition"):
            return _definition(standard, code)
        case ("indicators", _, "points"):
            return Text(vi="tính điểm thiếu hụt", en="the deprivation score")
        case ("indicators", _, "name_evidence"):
            return Text(vi="danh mục chỉ số in trên phiếu và biểu", en="the list of indicators on forms and tables")
        case ("statuses", *_):
            return Text(vi="xác nhận đối tượng này theo chuẩn", en="certifying this status under the standard")
    return _OFFICIAL


def grouped_words(standard: Standard, paths: list[Path]) -> Text:
    """One wording for several paths of a kind: "định nghĩa của 8 chỉ số: 4 Bảo hiểm y tế; ..."."""
    match paths[0]:
        case ("indicators", _, str(part)):
            found = [_indicator(standard, str(path[1])) for path in paths]
            kind = _ONE_KIND[part]
            return Text(
                vi=f"{kind.vi} {len(found)} chỉ số: " + "; ".join(f"{item.number} {item.name.vi}" for item in found),
                en=f"{kind.en} {len(found)} indicators: "
                + "; ".join(f"{item.number} {item.name.en}" for item in found),
            )
        case ("parameters", str(name), _):
            label = standard.parameters[name].name
            return Text(vi=f"{label.vi}, nông thôn và thành thị", en=f"{label.en}, rural and urban")
    said = [words_of(standard, path) for path in paths]
    return Text(vi="; ".join(text.vi for text in said), en="; ".join(text.en for text in said))


def _definition(standard: Standard, code: str) -> Text:
    item = _indicator(standard, code)
    if standard.blocked is not None:
        return Text(vi="mọi phân loại chính thức theo chuẩn này", en="every official classification by this standard")
    if item.definition.derive is None:
        return Text(
            vi="suy dẫn chỉ số từ dữ kiện; đánh dấu của rà soát viên vẫn dùng được",
            en="deriving the indicator from facts; the reviewer's tick still serves",
        )
    return Text(
        vi="lấy kết quả suy dẫn làm căn cứ; mới chỉ dùng để cảnh báo khi trái với đánh dấu của rà soát viên",
        en="relying on the derived indicator; it only warns when it differs from the reviewer's tick",
    )


def _indicator(standard: Standard, code: str) -> Indicator:
    return next(item for item in standard.indicators if item.code == code)
