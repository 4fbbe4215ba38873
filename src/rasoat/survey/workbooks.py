"""Tell which workbook a file is, and read it."""

from pathlib import Path

from rasoat.survey.dataset import Dataset
from rasoat.survey.fault_list import FEW
from rasoat.survey.file_kind import refusal
from rasoat.survey.national_read import read_national
from rasoat.survey.national_sheet import find_sheets
from rasoat.survey.questionnaire import Questionnaire
from rasoat.survey.sheets import Workbook
from rasoat.survey.survey_layout import find_tabs
from rasoat.survey.survey_read import read_survey


def read_workbook(path: Path, questionnaire: Questionnaire | None = None, listed: int = FEW) -> Dataset:
    """The national list workbook or our own survey workbook. Raises `FaultsFoundError` when it is neither."""
    with Workbook(path) as book:
        if find_tabs(book.titles):
            return read_survey(book, questionnaire, listed)
        if find_sheets(book):
            return read_national(book, questionnaire.watermark if questionnaire else "", listed)
        raise refusal(
            path,
            "sheet-missing",
            f"không nhận ra các trang tính: {', '.join(book.titles)}",
            f"the sheets are not known: {', '.join(book.titles)}",
            "sổ theo mẫu riêng: chạy `rasoat map` để ghép cột, rồi thêm --profile; hoặc dùng mẫu ba danh sách, "
            "hoặc mẫu phiếu có hai trang “Hộ” và “Thành viên”",
            "a layout of your own: run `rasoat map`, then add --profile; or use the three-list layout, or our layout "
            "with the sheets “Hộ” and “Thành viên”",
        )
