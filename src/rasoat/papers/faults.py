"""The words of every fault of a template, in one place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rasoat.law.faults import Fault, FaultsFoundError, Place


@dataclass(frozen=True, slots=True)
class TemplateFault(Fault):
    """One fault of a template. `place.row` is the line of the template, counted from 1."""

    @property
    def line(self) -> int:
        """The line to look at."""
        return self.place.row or 1


class TemplateFaultsError(FaultsFoundError):
    """A template was refused. `faults` holds all that could be found, in the order of the lines."""

    faults: Sequence[TemplateFault]

    def __init__(self, faults: Iterable[TemplateFault]) -> None:
        once = {(found.line, found.rule): found for found in faults}  # a loop meets the same fault many times
        super().__init__(found for _, found in sorted(once.items()))


@dataclass(frozen=True, slots=True)
class Words:
    """What a fault says, in both languages."""

    rule: str
    vi: str
    en: str
    remedy_vi: str
    remedy_en: str


_ALL = (
    Words("template-too-long", "mẫu quá dài", "the template is too long",
          "tách thành nhiều mẫu, mỗi mẫu dưới 200.000 chữ cái", "split it into templates below 200,000 letters"),
    Words("template-letter", "mẫu có ký tự không in được", "the template holds a letter that cannot be printed",
          "xóa ký tự lạ ở dòng này rồi gõ lại", "delete the odd letter of this line and type it again"),
    Words("template-syntax", "chỗ điền viết sai cách", "a command or a field is misspelt",
          "kiểm tra đủ cặp {{ }}, {% %}, ngoặc và dấu nháy ở dòng này",
          "see that {{ }}, {% %}, brackets and quotes of this line come in pairs"),
    Words("template-not-closed", "lệnh mở ra mà chưa đóng", "a command is opened and never closed",
          "thêm {% endif %} hoặc {% endfor %} cho đủ cặp", "add the {% endif %} or {% endfor %} that is lacking"),
    Words("template-too-deep", "các lệnh lồng nhau quá nhiều tầng", "commands are nested too deep",
          "tách bớt các {% if %}, {% for %} lồng nhau", "nest fewer {% if %} and {% for %}"),
    Words("template-command", "lệnh này không được dùng trong mẫu", "this command may not be used in a template",
          "chỉ dùng if, for, set và các phép tính thường", "use if, for, set and plain arithmetic only"),
    Words("template-call", "không được gọi hàm hay thao tác này", "this function or method may not be called",
          "chỉ gọi được range(...); định dạng giá trị bằng dấu |, ví dụ {{ so_ho|so }}",
          "only range(...) may be called; format values with |, as in {{ so_ho|so }}"),
    Words("template-hidden-name", "tên bắt đầu bằng dấu gạch dưới không được dùng",
          "names that begin with an underscore may not be used", "dùng tên trong danh sách chỗ điền của mẫu",
          "use a name of the list of fields"),
    Words("template-filter", "không có cách định dạng này", "there is no such format",
          "dùng một cách trong trang Soạn mẫu giấy tờ",
          "use one of the page on templates"),
    Words("template-test", "không có phép thử này", "there is no such test",
          "dùng: is defined, is none, is even, is odd, is string, is number",
          "use: is defined, is none, is even, is odd, is string, is number"),
    Words("template-unknown-name", "không có chỗ điền tên này trong dữ liệu", "the data has no field of this name",
          "sửa tên cho đúng; nếu chỗ này có thể trống, viết {{ tên|default(\"\") }}",
          "correct the name; where it may be lacking write {{ name|default(\"\") }}"),
    Words("template-value", "giá trị không dùng được ở chỗ này", "the value does not fit here",
          "đổi cách định dạng hoặc đổi chỗ điền cho đúng loại (số, ngày, chữ, danh sách)",
          "use the format of its kind (number, date, text, list)"),
    Words("template-list-printed", "chỗ điền là danh sách, không in thẳng được",
          "the field is a list and cannot be printed",
          "dùng {% for %} để in từng phần, hoặc nêu tên phần, ví dụ {{ ho.ten }}",
          "print its parts with {% for %}, or name a part as in {{ ho.ten }}"),
    Words("template-too-much", "mẫu lặp hoặc in ra quá nhiều", "the template repeats or prints too much",
          "bớt vòng lặp, hoặc chia dữ liệu thành nhiều giấy", "use fewer loops, or divide the data among papers"),
    Words("front-not-closed", "phần đầu giấy mở bằng --- mà không có dòng --- để đóng",
          "the front matter has no closing ---",
          "thêm một dòng --- sau các mục của phần đầu", "add a line --- after the last item"),
    Words("front-line", "dòng của phần đầu không có dấu hai chấm", "a line of the front matter has no colon",
          "viết dạng: tên mục: nội dung", "write it as: item: words"),
    Words("front-unknown", "phần đầu không có mục này", "the front matter has no such item",
          "dùng một trong: cơ quan trên, cơ quan, mẫu, số, nơi ngày, tiêu đề, trích yếu, kính gửi, nơi nhận, số bản, "
          "quốc hiệu, khổ giấy, cỡ chữ, số trang, chữ chìm, bố cục", "use an item of the page on templates"),
    Words("front-twice", "mục này chỉ được ghi một lần", "this item may be given once only",
          "bỏ bớt một dòng", "remove one line"),
    Words("front-choice", "giá trị của mục không hợp lệ", "the item has no such choice",
          "quốc hiệu, số trang: có hoặc không; khổ giấy: dọc hoặc ngang; cỡ chữ: 11 đến 14; số bản: 1 đến 99; "
          "bố cục: đã đối chiếu hoặc chưa đối chiếu", "write one of the choices of the page on templates"),
    Words("mark-not-closed", "dấu * hoặc ** mở ra mà không đóng trong cùng dòng", "a * or ** is not closed on its line",
          "thêm dấu đóng; muốn in dấu sao thì viết \\*", "close it; write \\* to print a star"),
    Words("command-unknown", "không có lệnh này trong ngoặc vuông", "there is no such command in square brackets",
          "dùng [giữa], [phải], [trái], [nhỏ], [bảng ...], [ký], [qr], [ngắt trang]; muốn in dấu ngoặc thì viết \\[",
          "use a command of the page on templates; write \\[ to print a bracket"),
    Words("command-argument", "phần sau tên lệnh không dùng được", "the words after the command do not fit",
          "xem cách viết lệnh này ở trang Soạn mẫu giấy tờ", "see how the command is written in the page on templates"),
    Words("table-widths", "bề rộng các cột phải cộng thành 100", "the widths of the columns must add up to 100",
          "sửa các số sau [bảng, ví dụ [bảng 10 60 30>]", "correct the numbers after [bảng, as in [bảng 10 60 30>]"),
    Words("table-row-alone", "dòng bảng đứng ngoài bảng", "a row stands outside of any table",
          "thêm dòng [bảng ...] phía trên; muốn in dấu gạch đứng đầu dòng thì viết \\|",
          "put a line [bảng ...] above it; write \\| to print a bar"),
    Words("table-empty", "bảng không có dòng nào", "the table has no row",
          "thêm dòng đầu bảng: || tên cột | tên cột ||",
          "add a head row: || name | name ||"),
    Words("table-cells", "số ô của dòng khác số cột của bảng", "the row has another number of cells than the table",
          "mỗi cột một ô, cách nhau bằng dấu |; ô trống vẫn phải có dấu |",
          "write a cell a column, divided by |; an empty cell still has its |"),
    Words("table-head-late", "dòng đầu bảng (||) đứng sau dòng thường", "a head row (||) follows a plain row",
          "đưa các dòng || lên trên cùng của bảng", "move the || rows to the top of the table"),
    Words("table-merge", "ô gộp không thành hình chữ nhật", "merged cells do not make a rectangle",
          "dùng < để gộp với ô bên trái, ^ để gộp với ô bên trên, cùng phần đầu hoặc cùng phần thân",
          "use < for the cell at the left and ^ for the cell above, within the head or within the body"),
    Words("sign-row", "khối chữ ký không có dòng này", "the signature block has no such row",
          "dùng: trên |, chức danh |, cách ký |, họ tên |", "use: trên |, chức danh |, cách ký |, họ tên |"),
    Words("sign-columns", "khối chữ ký có quá 3 cột, hoặc dòng này nhiều cột hơn dòng chức danh",
          "more than 3 columns, or more columns than titles", "bớt dấu | cho khớp dòng chức danh",
          "remove | until the row fits the titles"),
    Words("sign-title-missing", "khối chữ ký thiếu dòng chức danh", "the signature block has no titles",
          "thêm dòng: chức danh | CHỦ TỊCH", "add a row: chức danh | CHỦ TỊCH"),
    Words("qr-empty", "mã QR không có nội dung", "the QR code is empty",
          "ghi nội dung sau [qr]", "write what it holds after [qr]"),
    Words("qr-too-long", "nội dung mã QR quá dài", "the QR code holds too much", "rút xuống dưới 500 chữ cái",
          "shorten it to less than 500 letters"),
)  # fmt: skip
WORDS = {words.rule: words for words in _ALL}


def fault(rule: str, line: int, value: str = "", hint: str = "") -> TemplateFault:
    """The fault of that code at a line; `hint` follows the remedy in both languages."""
    words = WORDS[rule]
    more = f" ({hint})" if hint else ""
    return TemplateFault(
        rule, words.vi, words.en, words.remedy_vi + more, words.remedy_en + more, Place(row=line), value[:80]
    )
