"""What is said about a file that a profile does not fit, and about cells that hold no value."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from rasoat.law.faults import Fault, FaultsFoundError, Place, Severity
from rasoat.survey.fault_words import Words
from rasoat.survey.mapping.legacy_text import Encoding

ENCODING_NAMES = {Encoding.UNICODE: "Unicode", Encoding.TCVN3: "TCVN3 (.VnTime)", Encoding.VNI: "VNI"}

NOT_MARK = Words(
    "not-mark",
    "cột này chỉ đánh dấu, ô có chữ khác",
    "this column takes marks only, the cell says something else",
    "ghi x, hoặc để trống; nếu cột không phải cột đánh dấu thì sửa hồ sơ ghép cột",
    "write x or leave blank; mend the profile if the column is no column of marks",
)
TWO_MARKS = Words(
    "two-marks",
    "đánh dấu ở nhiều cột mà chỉ được chọn một",
    "several columns are marked where one may be",
    "giữ một dấu",
    "keep one mark",
)
TWO_BIRTHS = Words(
    "two-births",
    "có năm sinh ở cả cột nam và cột nữ",
    "there is a year of birth both under male and under female",
    "giữ năm sinh ở một cột",
    "keep the year in one column",
)
BARE_NAME = Words(
    "name-alone",
    "dòng chỉ có họ tên, không có quan hệ, ngày sinh, giới tính, số định danh: không rõ có phải thành viên",
    "the row holds a name and nothing else of a person: it may be no member",
    "ghi đủ thông tin của người này, hoặc xóa dòng nếu là tiêu đề, ghi chú",
    "write the facts of this person, or delete the row if it is a title or a note",
)
ROWS_DISAGREE = Words(
    "rows-disagree",
    "các dòng của cùng một hộ ghi khác nhau",
    "rows of one household say different things",
    "ghi giống nhau ở mọi dòng của hộ, hoặc chỉ ghi ở dòng chủ hộ",
    "write the same in every row of the household, or only in the row of the head",
)
CODE_ELSEWHERE = Words(
    "household-id-twice",
    "mã hộ này còn đứng ở địa bàn hoặc trang tính khác",
    "this household code stands in another place or sheet too",
    "sửa mã hộ; nếu đây là số thứ tự thì trong hồ sơ ghép cột đổi cột này thành household_no",
    "mend the code; if it is a running number make the column household_no in the profile",
)
UNKNOWN_UNIT = Words(
    "unit-not-mapped",
    "tên xã này chưa có mã trong hồ sơ ghép cột (mục units)",
    "this commune has no code in the profile (units)",
    "thêm tên và mã vào mục units, hoặc chạy rasoat map với --units",
    "add name and code under units, or run rasoat map with --units",
    Severity.WARNING,
)
PADDED = Words(
    "unit-code-padded",
    "mã xã mất số 0 ở đầu; đã bù vì mã đủ số có trong tệp địa bàn",
    "the unit code had lost zeros at its start; they were put back because the whole code is in the file of units",
    "định dạng cột mã xã là chữ trong sổ gốc",
    "format the column of codes as text in the workbook",
    Severity.WARNING,
)


def only_heads(file: str, sheet: str, households: int) -> Fault:
    """The to-do of a list that names heads only."""
    return Fault(
        "only-heads-listed",
        f"danh sách chỉ có chủ hộ ({households} hộ); thành viên khác chưa có",
        f"the list names heads only ({households} households); other members are not there",
        "bổ sung thành viên trước khi phân loại bằng câu trả lời hoặc lập danh sách chính thức",
        "add the members before scoring answers or making official lists",
        Place(file=file, sheet=sheet),
        severity=Severity.WARNING,
    )


def heading_missing(file: str, sheet: str, row: int, heading: Sequence[str], at: str, label: str) -> Fault:
    """A mapped heading that the sheet does not have."""
    said = " / ".join(heading) or "(trống)"
    return Fault(
        "profile-heading-missing",
        f"không thấy tiêu đề “{said}” ({label}), trước ở cột {at}",
        f"the heading “{said}” ({label}) is not there; it stood in column {at}",
        "sửa tiêu đề trong sổ cho giống hồ sơ, hoặc chạy rasoat map để ghép cột lại",
        "make the heading as in the profile, or run rasoat map again",
        Place(file=file, sheet=sheet, row=row, column=said),
    )


def no_sheet_fits(path: Path, titles: Iterable[str], found: Iterable[str]) -> Fault:
    """No sheet of the file is what the profile tells of."""
    wanted, there = ", ".join(titles), ", ".join(found)
    return Fault(
        "profile-sheet-missing",
        f"không có trang tính nào khớp hồ sơ ghép cột (cần: {wanted}; đang có: {there})",
        f"no sheet fits the profile (wanted: {wanted}; found: {there})",
        "đưa đúng sổ, hoặc chạy rasoat map để lập hồ sơ mới",
        "give the right workbook, or make a new profile with rasoat map",
        Place(file=path.name),
    )


def formula_without_value(file: str, sheet: str, row: int, column: str, cell: str, severity: Severity) -> Fault:
    """A formula that was never computed."""
    return Fault(
        "formula-without-value",
        "ô công thức chưa được tính, không có giá trị để đọc",
        "the formula was never computed, there is no value to read",
        "mở sổ bằng Excel hoặc LibreOffice, chờ tính xong rồi lưu; hoặc thay công thức bằng giá trị",
        "open the workbook in Excel or LibreOffice, let it compute and save; or paste the values",
        Place(file=file, sheet=sheet, row=row, column=column, cell=cell),
        severity=severity,
    )


def error_value(file: str, sheet: str, row: int, column: str, cell: str, value: str, severity: Severity) -> Fault:
    """A cell that holds an error of the spreadsheet."""
    return Fault(
        "cell-error-value",
        "ô đang báo lỗi công thức",
        "the cell holds an error of the spreadsheet",
        "sửa công thức hoặc ghi thẳng giá trị, rồi lưu lại",
        "mend the formula or write the value, and save",
        Place(file=file, sheet=sheet, row=row, column=column, cell=cell),
        value=value,
        severity=severity,
    )


def hidden_read(file: str, sheet: str, what_vi: str, what_en: str, which: str) -> Fault:
    """Hidden rows or columns, which are read all the same."""
    return Fault(
        "hidden-cells-read",
        f"{what_vi} đang ẩn vẫn được đọc: {which}",
        f"hidden {what_en} were read all the same: {which}",
        "bỏ ẩn để xem; xóa hẳn nếu không thuộc danh sách",
        "unhide to look; delete them if they are not of the list",
        Place(file=file, sheet=sheet),
        severity=Severity.WARNING,
    )


def hidden_sheets(file: str, titles: Sequence[str]) -> Fault:
    """Hidden sheets, which are not read."""
    return Fault(
        "hidden-sheets-skipped",
        f"trang tính ẩn không được đọc: {', '.join(titles)}",
        f"hidden sheets were not read: {', '.join(titles)}",
        "bỏ ẩn rồi chạy rasoat map lại nếu trang đó có hộ",
        "unhide them and run rasoat map again if they hold households",
        Place(file=file),
        severity=Severity.WARNING,
    )


def mixed_encodings(file: str, sheet: str, encoding: Encoding, rows: Sequence[int], total: int) -> FaultsFoundError:
    """The refusal of a sheet whose text is written in two encodings; `rows` from 1."""
    more = f" (và {total - len(rows)} dòng nữa)" if total > len(rows) else ""
    return FaultsFoundError(
        Fault(
            "mixed-encodings",
            f"trang tính lẫn hai bảng mã: phần lớn là {ENCODING_NAMES[encoding]}, dòng này không phải{more}",
            f"the sheet mixes encodings: most is {ENCODING_NAMES[encoding]}, this row is not",
            f"gõ lại chữ ở dòng này bằng {ENCODING_NAMES[encoding]} như cả trang;"
            " hoặc chuyển cả trang tính sang Unicode (UniKey > Chuyển mã nhanh), lưu lại, chạy lại rasoat map",
            f"type this row in {ENCODING_NAMES[encoding]} as the others are; or turn the whole sheet into Unicode,"
            " save, and run rasoat map again",
            Place(file=file, sheet=sheet, row=row),
        )
        for row in rows
    )


def encoding_differs(file: str, sheet: str, wanted: Encoding, found: Encoding) -> Fault:
    """The file is written in another encoding than the profile says."""
    return Fault(
        "encoding-differs",
        f"hồ sơ ghi bảng mã {ENCODING_NAMES[wanted]}, trang tính viết bằng {ENCODING_NAMES[found]}",
        f"the profile says {wanted}, the sheet is written in {found}",
        "sửa encoding trong hồ sơ, hoặc chạy rasoat map lại",
        "mend `encoding` in the profile, or run rasoat map again",
        Place(file=file, sheet=sheet),
    )


def no_rows(file: str, sheet: str, row: int) -> Fault:
    """A sheet with headings and nothing below."""
    return Fault(
        "no-rows",
        "dưới tiêu đề không có dòng hộ nào",
        "there are no rows below the headings",
        "kiểm tra trang tính và first_row trong hồ sơ",
        "check the sheet and `first_row` of the profile",
        Place(file=file, sheet=sheet, row=row),
    )


def csv_broken(file: str, row: int) -> FaultsFoundError:
    """The refusal of a CSV whose quotation marks do not close; `row`: where the record begins that has no end."""
    return FaultsFoundError(
        [
            Fault(
                "csv-broken",
                "dấu ngoặc kép mở ở dòng này không đóng đúng chỗ, các dòng sau bị dính vào một ô",
                "a quotation mark that opens here does not close, and the rows below run into one cell",
                "xóa hoặc thêm dấu ngoặc kép ở dòng này, hoặc xuất lại CSV từ Excel",
                "delete or close the quotation mark, or export the CSV again",
                Place(file=file, row=row),
            )
        ]
    )


def second_heads(file: str, sheet: str, row: int) -> Fault:
    """Another list with headings of its own begins in the same sheet."""
    return Fault(
        "second-headings",
        "trang tính này có bảng thứ hai: tiêu đề ở dòng này xếp cột khác bảng trên; từ dòng này trở xuống chưa đọc",
        "a second table begins here with its columns in another order; nothing below was read",
        "chép bảng này (từ dòng tiêu đề trở xuống) sang một trang tính riêng, lưu lại, rồi chạy lại rasoat map",
        "move this table with its headings to a sheet of its own, save, and run rasoat map again",
        Place(file=file, sheet=sheet, row=row),
    )


def no_such_sheet(path: Path, absent: Sequence[str], there: Sequence[str]) -> FaultsFoundError:
    """The refusal of titles that no sheet of the file has."""
    found = ", ".join(f"“{title}”" for title in there)
    return FaultsFoundError(
        [
            Fault(
                "sheet-not-there",
                f"không có trang tính “{title}”; đang có: {found}",
                f"there is no sheet “{title}”; found: {found}",
                "ghi đúng tên trang tính, cả dấu và khoảng trắng",
                "write the title of the sheet as it is",
                Place(file=path.name),
            )
            for title in absent
        ]
    )
