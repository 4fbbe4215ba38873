"""The official reports, their columns and the source of each layout; the cross-checks."""

import inspect
import re
from pathlib import Path

from rasoat.law.book import shipped_law
from rasoat.survey.code_lists import code_list
from rasoat.survey.ethnic_groups import ethnic_list
from rasoat.survey.national_layout import LAYOUT_MARK, SHEETS
from rasoat.survey.sheets import column_letter
from rasoat.tables.forms import CLASS_NAMES, Form, cells, forms
from reference.markdown import code, page, table

LISTS = {
    "14": "Danh sách chi tiết hộ cận nghèo và thành viên",
    "15": "Danh sách chi tiết hộ nghèo và thành viên",
    "DS1": "Sổ ba trang, trang 1: hộ nghèo, hộ cận nghèo sau rà soát",
    "DS2": "Sổ ba trang, trang 2: hộ thoát nghèo",
    "DS3": "Sổ ba trang, trang 3: hộ thoát cận nghèo",
}
NEEDS = {
    "1": "tổng số hộ trong tệp địa bàn", "2": "kết quả kỳ trước; cột 6, 7 cần tệp các năm trước", "3": "như biểu 2",
    "4": "cột chỉ số", "5": "cột chỉ số", "6": "cột chỉ số", "7": "cột chỉ số", "8": "các cột nhóm đối tượng",
    "9": "cột dân tộc", "10": "cột nguyên nhân", "11": "các cột trẻ em", "12": "dân số theo dân tộc trong tệp địa bàn",
    "13": "như biểu 12", "14": "bảng thành viên", "15": "bảng thành viên", "DS1": "bảng thành viên",
    "DS2": "kết quả kỳ trước", "DS3": "kết quả kỳ trước",
}  # fmt: skip
CHECKS = {
    "X01": "Biểu 2, 3: cuối kỳ = đầu kỳ - giảm + tăng, cả hộ và nhân khẩu",
    "X02": "Hộ nghèo thành cận nghèo: biểu 2 cột 2 = biểu 3 cột 5",
    "X03": "Hộ cận nghèo thành nghèo: biểu 2 cột 5 = biểu 3 cột 3",
    "X04": "Biểu 1 khớp số cuối kỳ của biểu 2 và biểu 3",
    "X05": "Mọi biểu nói về cùng số hộ nghèo, hộ cận nghèo và cùng số nhân khẩu",
    "X06": "Biểu 4, 6: tổng số thiếu hụt = tổng các chỉ số",
    "X07": "Biểu 4, 6: số hộ thiếu hụt một chỉ số không quá tổng số hộ",
    "X08": "Số thiếu hụt phù hợp quy tắc xếp loại của chuẩn",
    "X09": "Mọi tỷ lệ in ở biểu 1, 5, 7, 12, 13 đúng bằng số đếm, làm tròn nửa lên; trống khi mẫu số là 0",
    "X10": "Biểu 9: các dân tộc cộng lại đúng tổng số, dân tộc thiểu số khớp biểu 8",
    "X11": "Biểu 8: một nhóm đối tượng không quá tổng số (các nhóm có thể trùng nhau)",
    "X12": "Biểu 10: một nguyên nhân không quá số hộ nghèo (một hộ có thể nhiều nguyên nhân)",
    "X13": "Biểu 11: số trẻ em khớp tuổi của thành viên trong danh sách",
    "X14": "Đầu kỳ này = cuối kỳ trước, cùng chuẩn, cùng đơn vị",
    "X15": "Đơn vị cấp trên = tổng các đơn vị dưới (hộ chuyển trong tỉnh được trừ ở cột 4, 8)",
    "X16": "Hộ trong danh sách không quá tổng số hộ; nhân khẩu không ít hơn số hộ",
    "X17": "Chỉ số chỉ có ở hộ có trẻ em không nhiều hơn số hộ có trẻ em",
    "X18": "Số giấy chứng nhận lập cho năm bằng số hộ ở biểu 1: trang web đếm trong sổ giấy của mình; lệnh "
    "`rasoat` không có sổ giấy nên ghi “chưa kiểm được”",
    "X19": "Biểu 1, 11, 12, 13: một phần không lớn hơn tổng của nó, nhân khẩu không ít hơn số hộ",
}


def reports_page() -> str:
    """Reports 1-13 with their columns, the lists, and where the layouts come from."""
    layouts = forms()
    served = sorted(((int(number), form, klass) for form in layouts.forms for number, klass in form.serves.items()),
                    key=lambda item: item[0])  # fmt: skip
    rows = [(f"Biểu {number}", _title(form, klass), NEEDS[str(number)]) for number, form, klass in served]
    rows += [(f"Biểu {key}" if key.isdigit() else key, said, NEEDS[key]) for key, said in LISTS.items()]
    return page(
        "Báo cáo 1-15 và nguồn bố cục",
        "Ô nào dữ liệu vào không cho biết thì để trống, kèm lý do dưới biểu. Tỷ lệ tính từ số đếm, làm tròn nửa lên; "
        "mẫu số 0 thì để trống.",
        table(("Biểu", "Tên", "Cần có để đủ số"), rows),
        "## Nguồn của bố cục",
        f"{layouts.source.strip()} Dấu: {layouts.mark.label_vi}. Sổ ba trang: theo một công cụ công khai; "
        f"dấu: {LAYOUT_MARK.label_vi}. Vì chưa đối chiếu với thông tư, mỗi biểu in dòng “bố cục chưa đối chiếu”.",
        *(_columns(number, form, klass) for number, form, klass in served),
        "## Sổ quốc gia ba trang (DS1-DS3)",
        *(_sheet(sheet.tab, sheet.first_row, sheet.columns) for sheet in SHEETS),
    )


def checks_page() -> str:
    """The cross-checks. Raises `ValueError` when the program runs a check that is not described, or the reverse."""
    sources = Path(inspect.getfile(Form)).parent.glob("check*.py")
    run = set(re.findall(r'"(X\d\d)"', "".join(path.read_text(encoding="utf-8") for path in sources)))
    if run != set(CHECKS):
        raise ValueError(f"checks described and checks run differ: {sorted(run ^ set(CHECKS))}")
    return page(
        "Kiểm tra chéo X01-X19",
        "Chạy sau mỗi lần lập biểu, cho từng địa bàn. Kết quả: đúng, SAI, hoặc chưa kiểm được (thiếu dữ liệu). "
        "Ghi ở `kiem-tra.csv`; phép nào sai thì in ra màn hình.",
        table(("Mã", "Điều phải đúng"), CHECKS.items()),
    )


def _title(form: Form, klass: str) -> str:
    return form.title.format(name=CLASS_NAMES.get(klass, ""))


def _columns(number: int, form: Form, klass: str) -> str:
    lists = {
        "indicators": [(item.code, item.name.vi) for item in shipped_law().standard("national_2022").indicators],
        "ethnic_groups": [("..", "một cột cho mỗi dân tộc thiểu số")],
        "causes": list(code_list("causes").labels_vi.items()),
    }
    rows = [(cell.column.number, " / ".join(cell.column.heads)) for cell in cells(form, klass, lists)]
    if any(column.each == "ethnic_groups" for column in form.columns):
        rows[-1] = ("4...", f"Dân tộc / Dân tộc thiểu số / mỗi nhóm một cột ({len(ethnic_list().codes) - 1} nhóm)")
    lines = f"Mỗi địa bàn {len(form.lines)} dòng: {', '.join(line.label for line in form.lines)}." if form.lines else ""
    heading = f"### Biểu {number}. {_title(form, klass)}"
    return "\n\n".join(part for part in (heading, lines, table(("Cột", "Tên cột"), rows)) if part)


def _sheet(tab: str, first: int, columns: tuple[tuple[str, str], ...]) -> str:
    rows = [(column_letter(at), head, code(name)) for at, (name, head) in enumerate(columns) if head]
    return f"### {tab}\n\nDữ liệu từ dòng {first}.\n\n" + table(("Cột", "Tiêu đề", "Nhập vào"), rows)
