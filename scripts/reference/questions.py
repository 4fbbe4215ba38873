"""The questionnaire: items, code lists, and the rules across answers."""

from rasoat.survey.questionnaire import Item, Questionnaire
from rasoat.survey.questionnaire_build import full_questionnaire
from reference.markdown import code, page, table

USES = {
    "always": "luôn hỏi", "derivation": "hỏi khi định nghĩa chỉ số cần", "indicator": "hỏi theo chỉ số",
    "record": "không hỏi, chỉ lưu",
}  # fmt: skip


def questions_page() -> str:
    """Items of both tables with marks, lists of codes, constraints."""
    form = full_questionnaire()
    lists = [
        f"### `{item.code}`\n\n"
        + table(("Mã", "Tên"), [(code(choice.code), choice.name.vi) for choice in item.choices])
        for item in form.lists.values()
    ]
    rules = [(code(rule.code), rule.message.vi, rule.remedy.vi, "lỗi" if rule.severity == "error" else "cảnh báo")
             for rule in form.constraints]  # fmt: skip
    return page(
        "Bảng câu hỏi và danh mục mã",
        "Phần chung của mọi phiếu. Mỗi chuẩn thêm một ô đánh dấu cho từng chỉ số, mỗi bảng điểm thêm một câu cho "
        "từng mục ([các cột](cot-du-lieu.md)). Cột cuối là dấu bằng chứng của câu hỏi.",
        "## Câu hỏi về hộ",
        _items(form, form.household),
        "## Câu hỏi về thành viên",
        _items(form, form.member),
        "## Ràng buộc giữa các câu trả lời",
        table(("Mã", "Điều sai", "Cách sửa", "Mức"), rules),
        "## Danh mục mã",
        "Khi nhập, tên, mã và cách viết thường gặp đều được nhận; không phân biệt dấu và chữ hoa.",
        *lists,
    )


def _items(form: Questionnaire, items: tuple[Item, ...]) -> str:
    rows = []
    for item in items:
        codes = form.choices_of(item)
        hint = f" {item.hint.vi}" if item.hint else ""
        need = " (bắt buộc)" if item.required else ""
        rows.append((code(item.code), item.label.vi + need + hint, code(codes.code) if codes else item.type.value,
                     USES[item.use], item.mark.label_vi))  # fmt: skip
    return table(("Mã", "Câu hỏi", "Trả lời", "Khi nào hỏi", "Bằng chứng"), rows)
