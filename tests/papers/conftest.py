"""A paper with one of everything."""

from datetime import date

import pytest

from rasoat.papers import render

CERTIFICATE = """---
cơ quan trên: UBND TỈNH MẪU
cơ quan: ỦY BAN NHÂN DÂN {{ xa|hoa }}
mẫu: Mẫu số 03
số: {{ so }}
nơi ngày: {{ xa }}, {{ ngay|ngay_chu }}
tiêu đề: GIẤY CHỨNG NHẬN
trích yếu: Hộ nghèo, hộ cận nghèo
kính gửi: Chủ tịch Ủy ban nhân dân
nơi nhận: Như trên
nơi nhận: Lưu hồ sơ
số bản: 2
---
Chứng nhận hộ của **{{ ho_ten }}**, dân tộc {{ dan_toc }}:
[trái] Số điện thoại: ........
[trái] [{{ ngheo }}] Hộ nghèo [{{ not ngheo }}] Hộ cận nghèo
## THÀNH VIÊN
[bảng 10^ 50 20> 20]
|| STT | Họ và tên | Năm sinh | < ||
|| ^ | ^ | nam | nữ ||
{% for n in thanh_vien %}
| {{ loop.index }} | {{ n.ten }} | {{ n.nam }} | |
{% else %}
| *Chưa có ai* | < | < | < |
{% endfor %}
#. Điều thứ nhất.
#) Khoản con.
#. Điều thứ hai.
- Gạch đầu dòng.
[qr 25 phải] {{ dia_chi }}
[ký]
chức danh | TM. ỦY BAN NHÂN DÂN \\\\ CHỦ TỊCH
cách ký | (Ký, đóng dấu)
họ tên | {{ nguoi_ky|dien(20) }}
"""


@pytest.fixture
def certificate():
    """Render the certificate with so many members."""

    def make(members=3, **options):
        people = [{"ten": f"Thành viên mẫu {n}", "nam": 1980 + n % 40} for n in range(members)]
        data = {
            "xa": "Xã Mẫu", "so": "12/GCN", "ngay": date(2026, 2, 5), "ho_ten": "Chủ Hộ Mẫu", "dan_toc": "Tày",
            "ngheo": True, "thanh_vien": people, "dia_chi": "https://example.vn/xm/ABCD", "nguoi_ky": None,
        }  # fmt: skip
        return render(CERTIFICATE, data, **options)

    return make
