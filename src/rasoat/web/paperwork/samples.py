"""Made-up data for previews: no person, no household of the register. Full, and empty where nothing is known yet."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from rasoat.web.paperwork.catalogue import Kind

_DAY: Final = date(2026, 11, 20)
_END: Final = date(2026, 11, 25)
NAMES: Final = ("Nguyễn Văn A", "Nguyễn Thị B", "Nguyễn Thị C có họ và tên rất dài để thử chỗ xuống dòng trong bảng")


def sample_of(kind: Kind, *, empty: bool = False, rows: int = 3) -> Mapping[str, Any]:
    """Data as the paper's own function gives them, with `rows` lines in each list.

    `empty`: lists without lines, and nothing where something may be missing.
    """
    full = {**_COMMON, **_OWN[kind.key](rows)}
    return {name: value if name in _ALWAYS else _emptied(value) for name, value in full.items()} if empty else full


_ALWAYS: Final = frozenset({"code", "ma", "dia_chi_kiem_tra"})
"""Codes that no paper of theirs is without."""


def _emptied(value: Any) -> Any:
    if isinstance(value, bool):
        return False
    if isinstance(value, list):
        return []
    if isinstance(value, str):
        return ""
    return 0 if isinstance(value, int) else None


_COMMON: Mapping[str, Any] = {
    "province": "Tỉnh Mẫu", "commune": "Xã Mẫu", "commune_inside": "xã Mẫu", "commune_name": "Mẫu", "printed_on": _DAY,
    "round": "Rà soát mẫu năm 2026", "year": 2026, "month": None, "regular": False, "number_prefix": "",
    "village": "Thôn Mẫu", "standard": "Chuẩn nghèo mẫu", "starts_on": date(2026, 9, 1), "ends_on": date(2026, 12, 14),
    "procedure": "Quy trình mẫu",
}  # fmt: skip


def _people(rows: int, **more: Any) -> list[dict[str, Any]]:
    return [
        {"number": at + 1, "order": at + 1, "head_name": NAMES[at % 3], "members": 4, "village": "Thôn Mẫu", **more}
        for at in range(rows)
    ]


def _plan(rows: int) -> dict[str, Any]:
    villages = [{"name": f"Thôn Mẫu {at + 1}", "households": 12, "reviewers": [NAMES[0]]} for at in range(rows)]
    steps = [{"name": "Lập danh sách hộ cần rà soát", "law": "văn bản mẫu", "until": _END, "days": 3}] * min(rows, 9)
    return {"document": "Văn bản mẫu", "standards": ["Chuẩn nghèo mẫu"], "steps": steps, "villages": villages}


def _agenda(_rows: int) -> dict[str, Any]:
    return {"date": _DAY, "time": "19:00", "meeting_place": "Nhà văn hóa thôn", "ask": NAMES[0],
            "standards": ["Chuẩn nghèo mẫu"], "households": 42}  # fmt: skip


def _form(rows: int) -> dict[str, Any]:
    ask = {
        "number": 1,
        "label": "Câu hỏi có hai cách trả lời",
        "options": ["1 Có", "0 Không"],
        "digits": [],
        "unit": "",
    }
    write = {"number": 2, "label": "Câu hỏi ghi số", "options": [], "digits": [0, 1, 2], "unit": "m²"}
    people = [{"number": at + 1, "name": NAMES[at % 3], "facts": "con; nam; 2012"} for at in range(6)]
    return {"number": 7, "head_name": NAMES[2], "members": 5, "code": "10421", "opening": ["Hộ nghèo"],
            "parts": [{"title": "HỘ GIA ĐÌNH", "questions": [ask, write] * max(rows // 2, 1)}],
            "member_questions": [ask], "groups": [{"people": people}]}  # fmt: skip


def _blank_application(_rows: int) -> dict[str, Any]:
    return {"lines": list(range(1, 7))}


def _quick_form(rows: int) -> dict[str, Any]:
    return {"items": ["Câu hỏi của Phiếu A"] * rows, "cut_off": "2"}


def _blank_minutes(rows: int) -> dict[str, Any]:
    line = {"opening": "Hộ nghèo", "proposed": "Hộ cận nghèo", "points_a": 128, "points_b": 30}
    return {"meeting_place": "Nhà văn hóa thôn", "reviewers": [NAMES[0], NAMES[1]], "total": rows, "scored": True,
            "households": _people(rows, **line)}  # fmt: skip


def _minutes(rows: int) -> dict[str, Any]:
    line = {"opening": "Hộ nghèo", "proposed": "Hộ cận nghèo", "apart": False, "agreed": "Hộ cận nghèo", "agree": 30,
            "passed": True, "reason": "", "points_a": 128, "points_b": 30}  # fmt: skip
    return {
        "meeting_number": 1, "date": _DAY, "begins_at": "19:00", "ends_at": "21:00",
        "meeting_place": "Nhà văn hóa thôn", "chair": NAMES[0], "secretary": NAMES[1],
        "officials": [{"body": "Mặt trận Tổ quốc xã", "name": NAMES[1], "post": "Ủy viên"}], "present": 40,
        "households_present": 30, "households_on_list": 42, "share": 71.4, "opinions": "Ý kiến mẫu.",
        "front_remarks": "Nhận xét mẫu.", "skip_reason": "", "result": "Thống nhất", "reviewers": [NAMES[0]],
        "list_agree": 38, "list_passed": True, "scored": True, "households": _people(rows, **line),
        "relatives": [{"head_name": NAMES[0], "relation": "anh ruột", "reviewer": NAMES[1]}],
    }  # fmt: skip


def _posting(rows: int) -> dict[str, Any]:
    return {
        "posting_number": 1, "posted_on": _DAY, "posted_by": NAMES[0], "days": 3, "ends_on": _END,
        "places": ["Nhà văn hóa thôn", "Trụ sở Ủy ban nhân dân xã"], "loudspeaker_on": _DAY, "ended_on": _END,
        "ended_by": NAMES[0], "total": rows, "poor": rows, "near_poor": 0, "scored": True,
        "households": _people(rows, household_class="Hộ nghèo", points_a=128, points_b=30),
    }  # fmt: skip


def _recheck(_rows: int) -> dict[str, Any]:
    return {
        "number": 7, "head_name": NAMES[2], "members": 4, "posted_on": _DAY, "ends_on": _END,
        "results": [{"standard": "Chuẩn nghèo mẫu", "household_class": "Hộ cận nghèo"}],
    }  # fmt: skip


def _opinion(rows: int) -> dict[str, Any]:
    line = {"opening": "Hộ nghèo", "household_class": "Hộ cận nghèo", "returned": ""}
    return {"body": "Cơ quan được giao cho ý kiến", "asked_on": _DAY, "due_on": _END, "given_on": None, "number": "",
            "agrees": None, "text": "", "households": _people(rows, **line)}  # fmt: skip


_SIGNED: Mapping[str, Any] = {
    "signed_on": _DAY, "signer": NAMES[1], "signature": "KT. CHỦ TỊCH", "post": "Phó Chủ tịch",
    "signer_title": "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
}  # fmt: skip


def _decision(rows: int) -> dict[str, Any]:
    lists = {
        name: _people(rows, household_class="Hộ nghèo", opening="Hộ nghèo", reason="")
        for name in ("recognised", "escaped", "refused")
    }
    return {**_SIGNED, **lists, "number": "12/QĐ-UBND", "poor": rows, "near_poor": 0, "corrects": None,
            "escaped_poor": rows, "escaped_near_poor": 0, "last_article": 3 if rows else 2,
            "correction_reason": ""}  # fmt: skip


def _refusal(_rows: int) -> dict[str, Any]:
    return {**_SIGNED, **_people(1)[0], "reason": "Lý do mẫu.", "decision_number": "12/QĐ-UBND", "answered_on": _DAY}


def _application(_rows: int) -> dict[str, Any]:
    return {"applicant": NAMES[2], "file_code": "0012/2026", "request": "Mẫu 01: rà soát hộ nghèo, hộ cận nghèo",
            "channel": "Nộp trực tiếp", "received_on": _DAY, "received_by": NAMES[0], "answer": "Lý do mẫu.",
            "answered_on": _END, "screened_out": True}  # fmt: skip


def _complaint(_rows: int) -> dict[str, Any]:
    return {
        "number": "3/2026", "kind": "Khiếu nại", "topic": "Kết quả của chính hộ mình", "name": NAMES[0],
        "received_on": _DAY, "watermark": "", "code": "ABCD-EFGH-JKLM", "due_on": _END, "received_by": NAMES[1],
        "contact": "Thôn Mẫu", "asked": "Nội dung đơn mẫu.", "outcome": "Đúng một phần", "text": "Trả lời mẫu.",
        "answer_number": "15/UBND", "answered_on": _END, "posted_on": _DAY, "posting_ends_on": _END,
    }  # fmt: skip


def _work(rows: int) -> dict[str, Any]:
    line = {"post": "Trưởng thôn", "village": "Thôn Mẫu", "cases": 12, "locked": 10}
    return {"reviewers": [{"name": NAMES[at % 3], **line} for at in range(rows)]}


def _submission(rows: int) -> dict[str, Any]:
    line = {"households": 11, "poor": 5, "near_poor": 3, "not_poor": 3, "waiting": 1}
    return {"villages": [{"village": f"Thôn Mẫu {at + 1}", **line} for at in range(rows)], "left_out": rows}


def _submitted(rows: int) -> dict[str, Any]:
    line = {"opening": "Hộ nghèo", "household_class": "Hộ cận nghèo"}
    return {"households": _people(rows, **line), "total": rows, "poor": 0, "near_poor": rows, "not_poor": 0,
            "left_out": rows}  # fmt: skip


def _letter(rows: int) -> dict[str, Any]:
    line = {"standard": "Chuẩn nghèo mẫu", "number": "12/QĐ-UBND", "signed_on": _DAY, "poor": 5, "near_poor": 3}
    return {"decisions": [line] * min(rows, 3)}


def _index(rows: int) -> dict[str, Any]:
    return {
        "papers": [{"name": "Biên bản họp dân", "on": _DAY, "count": 1, "scan": "có"}] * rows,
        "missing": [{"number": 2, "name": "Ảnh niêm yết lần 1", "why": "tệp đã xóa"}] * min(rows, 3),
    }


def _book(rows: int) -> dict[str, Any]:
    lines = [{"number": f"{at + 1:02d}/TTr-UBND", "on": _DAY, "about": "Trích yếu mẫu", "round": "Rà soát mẫu",
              "note": ""} for at in range(rows)]  # fmt: skip
    return {"rows": lines, "gaps": [{"symbol": "QĐ-UBND", "numbers": "3-4"}]}


def _certificate(rows: int) -> dict[str, Any]:
    person = {"ten": NAMES[2], "dan_toc": "Kinh", "quan_he": "Con", "nam": "2012", "nu": "", "ghi_chu": ""}
    return {
        "tinh": "Tỉnh Mẫu", "xa": "Xã Mẫu", "xa_ten": "Mẫu", "xa_thuong": "xã Mẫu",
        "so": "MẪU-01/GCN-HN.HCN", "ngay_cap": _DAY,
        "chu_ho": NAMES[0], "dan_toc": "Kinh", "so_dinh_danh": "", "ngay_cap_cccd": None, "noi_thuong_tru": "Thôn Mẫu",
        "thay_giay": "", "thanh_vien": [person] * rows, "nam": [{"nam": "2026", "loai": "N", "thieu_hut": "1, 2"}],
        "ma": "ABCDE-01234", "dia_chi_kiem_tra": "https://vi-du.vn/kiem-tra", "chuc_danh": "CHỦ TỊCH",
        "nguoi_ky": NAMES[1],
    }  # fmt: skip


def _confirmation(_rows: int) -> dict[str, Any]:
    return {
        **_certificate(0), "ngay": _DAY, "loai": "Hộ nghèo", "nam": 2026, "ten": NAMES[0], "nam_sinh": 1984,
        "quan_he": "Chủ hộ", "chuan": "Chuẩn nghèo mẫu", "so_quyet_dinh": "12/QĐ-UBND", "ngay_quyet_dinh": _DAY,
        "noi_quyet_dinh": "Ủy ban nhân dân xã Mẫu", "muc_dich": "Miễn, giảm học phí",
    }  # fmt: skip


def _handing(rows: int) -> dict[str, Any]:
    line = {"so": "MẪU-01/GCN-HN.HCN", "chu_ho": NAMES[0], "loai": "N", "nguoi_nhan": "", "ngay": None}
    return {"xa": "Xã Mẫu", "thon": "Thôn Mẫu", "giay_to": [line] * rows}


_OWN: Mapping[str, Any] = {
    "ke-hoach": _plan, "quyet-dinh-ban-chi-dao": lambda _rows: {"seats": list(range(1, 13))},
    "danh-sach-ra-soat": lambda rows: {
        "households": _people(rows, opening=["Hộ nghèo"], origin="Có đơn đề nghị"), "total": rows,
    },
    "don-ra-soat": _blank_application, "don-thoat-ngheo": _blank_application, "phieu-a": _quick_form,
    "phieu-ra-soat": _form, "giay-moi": _agenda, "chuong-trinh-hop": _agenda, "bien-ban-hop-trong": _blank_minutes,
    "bien-ban-hop": _minutes, "danh-sach-niem-yet": _posting, "thong-bao-loa": _posting, "bien-ban-niem-yet": _posting,
    "bien-ban-ket-thuc-niem-yet": _posting, "ket-qua-phuc-tra": _recheck, "to-trinh": _submission,
    "danh-sach-trinh": _submitted,
    "xin-y-kien": _opinion, "quyet-dinh-cong-nhan": _decision, "thong-bao-khong-cong-nhan": _refusal,
    "bien-nhan-don": _application, "tra-loi-don": _application, "bien-nhan-khieu-nai": _complaint,
    "tra-loi-khieu-nai": _complaint,
    "bang-cham-cong": _work, "cong-van-bao-cao": _letter, "muc-luc-ho-so": _index, "so-cong-van": _book,
    "giay-chung-nhan": _certificate, "giay-xac-nhan": _confirmation, "so-trao": _handing,
}  # fmt: skip
