"""The words of every fault that refuses a household or a table for scoring, in one place."""

from dataclasses import dataclass

from rasoat.law.faults import Fault, FaultsFoundError, Place, Severity


@dataclass(frozen=True, slots=True)
class Words:
    """What a fault says, in both languages. `{...}` parts are filled in by the check."""

    vi: str
    en: str
    remedy_vi: str
    remedy_en: str
    severity: Severity = Severity.ERROR


WORDS: dict[str, Words] = {
    "household-id-missing": Words("thiếu mã hộ", "household id is missing", "điền mã hộ", "fill in the household id"),
    "household-id-twice": Words("mã hộ trùng với hộ khác", "household id appears twice",
                                "mỗi hộ một mã; bỏ dòng thừa", "one id a household; remove the extra row"),
    "area-unknown": Words("khu vực phải là rural (nông thôn) hoặc urban (thành thị)", "area must be rural or urban",
                          "điền rural hoặc urban", "write rural or urban"),
    "region-unknown": Words("vùng không có trong bảng điểm", "region is not in the point table",
                            "điền một trong: {known}, hoặc dùng tùy chọn --region", "write one of: {known}, or use --region"),
    "region-area-differ": Words("vùng của bảng điểm không hợp với khu vực của hộ", "region does not fit the area of the household",
                                "sửa khu vực hoặc vùng", "correct the area or the region"),
    "region-area-overridden": Words("vùng của bảng điểm khác khu vực của hộ, giữ theo lý do đã ghi: {reason}",
                                    "region differs from the area of the household, kept for the reason given: {reason}",
                                    "người kiểm tra xem lại lý do", "let the checker read the reason", Severity.WARNING),
    "value-missing": Words("thiếu giá trị; thiếu không phải là 0", "value is missing; missing is not zero",
                           "điền giá trị từ phiếu", "fill in the value from the form"),
    "value-negative": Words("giá trị âm", "value is negative", "sửa theo phiếu", "correct it from the form"),
    "answer-missing": Words("thiếu câu trả lời hoặc câu trả lời không có trong bảng điểm",
                            "answer is missing or unknown to the point table",
                            "điền một trong: {known}", "write one of: {known}"),
    "answer-double": Words("câu hỏi chỉ chọn một câu trả lời nhưng có từ hai câu trả lời",
                           "two or more answers to a question that takes one",
                           "xem phiếu gốc, giữ một trong: {known}", "look at the form, keep one of: {known}"),
    "answer-columns-differ": Words("cột {column} có nghĩa khác nhau giữa các bảng điểm ({known})",
                                   "column {column} means different things in the point tables ({known})",
                                   "phân loại từng chuẩn trong một lần chạy riêng", "classify each standard in a run of its own"),
    "score-not-multiple": Words("điểm B không phải bội số của {points}", "deprivation score is not a multiple of {points}",
                                "kiểm tra lại phiếu, hoặc điền từng chỉ số", "check the form, or fill in each indicator"),
    "score-ticks-differ": Words("điểm B khác tổng điểm các chỉ số đã đánh dấu ({computed})",
                                "deprivation score differs from the sum of the ticks ({computed})",
                                "sửa điểm B hoặc các chỉ số cho khớp", "make score and ticks agree"),
    "count-ticks-differ": Words("số chỉ số thiếu hụt khác số chỉ số đã đánh dấu ({computed})",
                                "number of deprivations differs from the ticks ({computed})",
                                "sửa cho khớp", "make both agree"),
    "score-count-differ": Words("điểm B không khớp số chỉ số thiếu hụt (ứng với {computed} điểm)",
                                "deprivation score does not fit the number of deprivations ({computed} points)",
                                "xem phiếu gốc, sửa cho khớp", "look at the form, make both agree"),
    "count-too-high": Words("số chỉ số thiếu hụt nhiều hơn số chỉ số của chuẩn ({known})",
                            "more deprivations than the standard has ({known})", "kiểm tra lại phiếu", "check the form"),
    "score-too-high": Words("điểm A cao hơn mức cao nhất có thể của bảng điểm ({known})",
                            "income score is above the highest the table can give ({known})",
                            "kiểm tra lại phiếu", "check the form"),
    "score-answers-differ": Words("điểm A ghi trên phiếu khác tổng điểm các câu trả lời ({computed}); dùng điểm trên phiếu",
                                  "typed income score differs from the answers ({computed}); the typed one is used",
                                  "xem lại phiếu gốc", "look at the paper form", Severity.WARNING),
    "column-missing": Words("thiếu cột {known}", "column {known} is missing", "thêm cột này vào tệp", "add the column"),
    "input-missing": Words("không có dữ liệu để phân loại theo {standard}: cần {needed_vi}",
                           "nothing to classify by {standard} with: {needed_en} is needed",
                           "thêm cột cần thiết{unread_vi}", "add the columns needed{unread_en}"),
    "score-ambiguous": Words("cột {column} dùng được cho nhiều chuẩn ({known}); điểm của chuẩn này không dùng cho chuẩn khác",
                             "column {column} could serve several standards ({known}); points never carry over",
                             "đặt tên cột dạng {column}@MÃ_CHUẨN", "name the column {column}@STANDARD"),
    "standard-blocked": Words("chuẩn {standard} chưa phân loại được: {why}", "standard {standard} cannot classify: {why}",
                              "xem rasoat law gaps; muốn mô phỏng thì dùng --assume TỆP", "see rasoat law gaps; to simulate use --assume FILE"),
    "standard-figure-missing": Words("chuẩn {standard} chưa có số liệu mà quy tắc cần: {known}",
                                     "standard {standard} lacks figures that its rules need: {known}",
                                     "bổ sung vào thư mục luật hoặc tệp giả định", "add them to the law directory or the assumption"),
    "point-table-missing": Words("có câu trả lời nhưng không có một bảng điểm chính thức đã ký của {standard} để chấm",
                                 "there are answers, but not one signed official point table of {standard} to score them",
                                 "nạp và ký bảng điểm (rasoat law points; có nhiều bảng thì nêu một bảng bằng --points), "
                                 "hoặc điền tổng điểm A từ phiếu giấy (cột income_score), hoặc chạy minh họa với --points {known}",
                                 "load and sign a table (rasoat law points; of several, name one by --points), "
                                 "or type the total A from paper (income_score), or run an illustration with --points {known}"),
    "point-table-unsigned": Words("bảng điểm chính thức chưa có đủ chữ ký của hai người, chưa được dùng để phân loại",
                                  "the official point table is not signed by two people and may not classify yet",
                                  "xem các lỗi kèm theo; ký bằng rasoat law points sign", "see the faults that follow; use rasoat law points sign"),
    "point-table-province": Words("bảng điểm có lựa chọn của tỉnh: phải nêu tỉnh và năm rà soát, nếu không thì điểm có thể sai",
                                  "the point table has switches of provinces: name the province and the review year, or points may be wrong",
                                  "nêu bảng dạng MÃ@TỈNH@NĂM; bảng này có lựa chọn của: {known}",
                                  "name the table as ID@PROVINCE@YEAR; it has switches of: {known}"),
    "point-table-unused": Words("bảng điểm này thuộc chuẩn “{standard}”, chuẩn này không được chọn",
                                "this point table belongs to “{standard}”, which was not asked for",
                                "thêm --standard {standard}, hoặc bỏ bảng điểm", "add --standard {standard}, or leave the table out"),
    "point-table-twice": Words("chuẩn {standard} được nêu nhiều bảng điểm ({known})",
                               "several point tables are named for {standard} ({known})",
                               "mỗi chuẩn chỉ nêu một bảng điểm", "name one table a standard"),
    "assumption-unused": Words("tệp giả định dành cho chuẩn “{standard}”, chuẩn này không được chọn",
                               "the assumption is for “{standard}”, which was not asked for",
                               "thêm --standard {standard}", "add --standard {standard}"),
    "pack-edited": Words("nội dung gói luật không khớp tên tệp: tệp đã bị sửa", "the pack does not fit its file name: it was edited",
                         "dùng đúng tệp gói luật đã lưu cùng kết quả", "use the pack file stored with the result"),
}  # fmt: skip


def make_fault(rule: str, place: Place | None = None, value: object = None, **parts: object) -> Fault:
    """The fault of a rule at a place, its words filled in."""
    words = WORDS[rule]
    return Fault(
        rule=rule,
        vi=words.vi.format(**parts),
        en=words.en.format(**parts),
        remedy_vi=words.remedy_vi.format(**parts),
        remedy_en=words.remedy_en.format(**parts),
        place=place or Place(),
        value="" if value is None else str(value),
        severity=words.severity,
    )


def refuse(rule: str, place: Place | None = None, value: object = None, **parts: object) -> FaultsFoundError:
    """The exception that refuses the whole input for one reason."""
    return FaultsFoundError([make_fault(rule, place, value, **parts)])
