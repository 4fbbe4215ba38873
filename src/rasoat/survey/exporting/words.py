"""What is said about a template that does not fit its profile."""

from dataclasses import dataclass

from rasoat.law.faults import Fault, Place, Severity


@dataclass(frozen=True, slots=True)
class Told:
    """Rule, text and remedy of one fault, in both languages; `{...}` are filled in for each case."""

    rule: str
    vi: str
    en: str
    remedy_vi: str
    remedy_en: str
    severity: Severity = Severity.ERROR

    def at(self, place: Place, value: str = "", **parts: object) -> Fault:
        """The fault at a place."""
        said = {name: getattr(self, name).format(**parts) for name in ("vi", "en", "remedy_vi", "remedy_en")}
        return Fault(rule=self.rule, **said, place=place, value=value, severity=self.severity)


_W = Severity.WARNING

SHEET_MISSING = Told(
    "template-sheet-missing",
    "tệp mẫu không có trang tính này; đang có: {titles}",
    "the template has no such sheet; it has: {titles}",
    "sửa tên trang trong hồ sơ xuất, hoặc lấy đúng tệp mẫu",
    "mend the name of the sheet in the profile, or take the right template",
)
SHEET_HIDDEN = Told(
    "template-sheet-hidden",
    "trang tính này bị ẩn trong tệp mẫu",
    "this sheet is hidden in the template",
    "hỏi cơ quan quản lý hệ thống xem có phải ghi vào trang này không",
    "ask the office that runs the system whether this sheet is to be filled",
    _W,
)
HEADING_MISSING = Told(
    "template-heading-missing",
    "không có tiêu đề ở cột này, và không thấy tiêu đề ấy ở đâu khác; hồ sơ chờ “{wanted}”",
    "no heading over this column nor elsewhere; the profile expects “{wanted}”",
    "bỏ cột khỏi hồ sơ xuất nếu hệ thống không còn nhận, hoặc lấy đúng tệp mẫu",
    "take the column out of the profile if the system no longer wants it, or take the right template",
)
HEADING_DIFFERS = Told(
    "template-heading-differs",
    "tiêu đề khác hồ sơ: hồ sơ chờ “{wanted}”",
    "the heading differs: the profile expects “{wanted}”",
    "xem cột này của tệp mẫu nay là gì, rồi sửa mục heading hoặc from trong hồ sơ",
    "see what this column now is, then mend heading or from in the profile",
)
HEADING_MOVED = Told(
    "template-heading-moved",
    "tiêu đề “{wanted}” nay ở {there}",
    "the heading “{wanted}” now stands at {there_en}",
    "sửa mục at, header_rows hoặc first_row trong hồ sơ theo tệp mẫu",
    "mend at, header_rows or first_row in the profile to follow the template",
)
HEADING_TWICE = Told(
    "template-heading-twice",
    "tiêu đề này cũng đứng ở cột {there}",
    "the same heading also stands over column {there}",
    "xem cột nào đúng; nêu cả tiêu đề gộp ở trên trong mục heading để phân biệt",
    "see which column is meant; name the merged heading above it too",
    _W,
)
COLUMN_EXTRA = Told(
    "template-column-extra",
    "tệp mẫu có cột mà hồ sơ không nhắc tới; cột sẽ để trống",
    "the template has a column that the profile does not name; it stays empty",
    "thêm cột vào hồ sơ; không ghi gì thì thêm với empty: true",
    "add the column to the profile; with empty: true when nothing is to be written",
    _W,
)
NOT_REVIEWED = Told(
    "export-column-not-reviewed",
    "cột do máy đề nghị, chưa có người xem",
    "the column was proposed by the program and nobody has looked at it",
    "xem cột có đúng không, sửa nếu cần, rồi xóa mục review trong hồ sơ",
    "see whether it is right, mend it, then delete review in the profile",
)
ROW_NOT_EMPTY = Told(
    "template-row-not-empty",
    "dòng dữ liệu đầu tiên của tệp mẫu không trống",
    "the first data row of the template is not empty",
    "xóa dòng ví dụ khỏi tệp mẫu, hoặc sửa first_row trong hồ sơ",
    "delete the sample row from the template, or mend first_row in the profile",
)
ROW_FORMULA = Told(
    "template-row-formula",
    "dòng dữ liệu đầu tiên của tệp mẫu có công thức; ghi dữ liệu sẽ làm mất công thức",
    "the first data row holds a formula that writing would destroy",
    "hỏi cơ quan quản lý hệ thống; không cần công thức thì xóa nó khỏi tệp mẫu",
    "ask the office that runs the system; delete the formula when it is not needed",
)
BELOW_NOT_EMPTY = Told(
    "template-below-not-empty",
    "dưới dòng dữ liệu đầu tiên đã có chữ: chỉ còn {room} dòng để ghi",
    "there is text below the first data row: room for {room} rows",
    "nhiều dòng hơn thì bị từ chối; bỏ phần chữ này khỏi tệp mẫu nếu hệ thống không cần",
    "more rows are refused; take that text out of the template if the system does not need it",
    _W,
)
ROW_MERGED = Told(
    "template-row-merged",
    "ô gộp nằm trong vùng ghi dữ liệu",
    "merged cells stand where data are written",
    "bỏ gộp ô trong tệp mẫu, hoặc sửa first_row trong hồ sơ",
    "unmerge them in the template, or mend first_row in the profile",
)
CELL_NOT_EMPTY = Told(
    "template-cell-not-empty",
    "ô dành cho ghi chú bắt buộc đã có chữ trong tệp mẫu",
    "the cell for the notice holds text in the template",
    "chọn một ô trống phía trên bảng trong mục cells của hồ sơ",
    "choose an empty cell above the table in cells of the profile",
)
WORD_NOT_LISTED = Told(
    "template-word-not-listed",
    "chữ sẽ ghi không có trong danh sách chọn của tệp mẫu{hint}",
    "the word to be written is not on the template's list{hint}",
    "sửa mục codes của cột cho đúng từng chữ; danh sách của mẫu: {words}",
    "mend codes of the column to the letter; the template lists: {words}",
)
WORD_UNUSED = Told(
    "template-word-unused",
    "danh sách chọn của tệp mẫu có chữ mà hồ sơ không bao giờ ghi",
    "the template's list has a word that the profile never writes",
    "xem có mã nào của ta ứng với chữ này không",
    "see whether one of our codes means it",
    _W,
)
LIST_UNREADABLE = Told(
    "template-list-unreadable",
    "danh sách chọn của cột này do công thức tính ra, phần mềm không đọc được",
    "the list of this column is computed by a formula and cannot be read",
    "mở tệp mẫu bằng Excel, tự so các chữ trong danh sách với mục codes",
    "open the template in Excel and compare its list with codes yourself",
    _W,
)
RULE_AGAINST_FORM = Told(
    "template-rule-against-form",
    "quy tắc nhập của cột chỉ nhận {wanted}, hồ sơ lại ghi dạng {form}",
    "the rule of the column takes {wanted_en} only, the profile writes {form}",
    "đổi mục form của cột trong hồ sơ",
    "change form of the column in the profile",
)
NUMBER_FORMAT = Told(
    "template-number-format",
    "cột định dạng số: gõ lại ô là mất các số 0 ở đầu",
    "the column is formatted as numbers: typing a cell again loses its leading zeros",
    "phần mềm ghi dạng chữ nên vẫn còn số 0; đừng gõ lại các ô này, và báo cho cơ quan quản lý hệ thống",
    "the program writes text, zeros stay; do not type these cells again, and tell the office that runs the system",
    _W,
)
DATE_FORMAT = Told(
    "template-date-format",
    "hồ sơ ghi ngày thật nhưng ô của tệp mẫu không có định dạng ngày, sẽ hiện thành một con số",
    "the profile writes real dates and the cells have no date format: they would show as numbers",
    "đổi form thành date_text nếu hệ thống nhận ngày dạng chữ",
    "make the form date_text if the system takes dates as text",
)
NUMBER_AS_DATE = Told(
    "template-number-as-date",
    "ô của tệp mẫu định dạng ngày mà hồ sơ ghi số (form: {form}): năm 1985 sẽ hiện thành 07/06/1905",
    "the cells are formatted as dates and the profile writes numbers (form: {form}): 1985 would show as 07/06/1905",
    "đổi form thành date nếu hệ thống cần ngày đầy đủ; chỉ cần năm thì hỏi cơ quan quản lý hệ thống để sửa mẫu",
    "make the form date if full dates are wanted; else ask the office that runs the system to mend the template",
)
COLUMN_HIDDEN = Told(
    "template-column-hidden",
    "cột này bị ẩn trong tệp mẫu",
    "the column is hidden in the template",
    "hỏi cơ quan quản lý hệ thống xem cột này do ai ghi",
    "ask the office that runs the system who fills this column",
    _W,
)
PROTECTED = Told(
    "template-protected",
    "trang tính được bảo vệ và ô của dòng dữ liệu bị khóa: ghi xong sẽ không sửa tay được",
    "the sheet is protected and its data cells are locked: they cannot be mended by hand afterwards",
    "sửa dữ liệu trong RaSoat rồi xuất lại, đừng bỏ bảo vệ của tệp mẫu",
    "mend the data in RaSoat and export again; leave the protection as it is",
    _W,
)
TABLE_OBJECT = Told(
    "template-table-object",
    "trang tính có bảng Excel (Table): dữ liệu ghi vượt quá bảng sẽ nằm ngoài bảng",
    "the sheet holds an Excel table: rows beyond it stand outside the table",
    "mở tệp đã xuất, kéo góc bảng xuống hết dữ liệu nếu hệ thống nhận cần bảng",
    "open the written file and drag the corner of the table down if the system needs the table",
    _W,
)
