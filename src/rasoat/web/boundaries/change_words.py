"""What the pages of a change say about communes, and about provinces."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class ChangeWords:
    """Words of one level, in the language shown."""

    title: str
    lead: str
    choose: str
    choose_again: str
    find: str
    ending: str
    count: str
    need: str
    none: str
    parts_title: str
    parts_head: str
    follow: str
    kept: str
    past: str
    roles: str
    tags: str
    done: str


def commune_words() -> ChangeWords:
    """Communes, whose parts are villages."""
    return ChangeWords(
        title=_("Nhập, chia xã"),
        lead=_(
            "Chọn các xã kết thúc và số xã mới. Một xã mới là nhập; nhiều xã mới là chia hoặc sắp xếp lại, thôn nào về "
            "xã nào do bạn ghi. Chỉ đổi tên thì dùng Đổi tên ở trang của xã."
        ),
        choose=_("Chọn xã"),
        choose_again=_("Chọn lại xã"),
        find=_("Tìm xã"),
        ending=_("Các xã kết thúc"),
        count=_("Số xã mới"),
        need=_("Chọn ít nhất một xã và số xã mới."),
        none=_("Không có xã nào khớp, hoặc ngoài phạm vi của tài khoản."),
        parts_title=_("Thôn nào về đơn vị nào"),
        parts_head=_("Thôn"),
        follow=_("Hộ đi theo thôn; không có hộ nào bị chia theo tỷ lệ."),
        kept=_("Quyết định, số liệu và nhật ký cũ ở lại với xã cũ, xem theo bản đồ cũ."),
        past=_("Mỗi hộ có một biến động “Thay đổi địa giới”; xem được xã cũ ở mọi ngày trước đó."),
        roles=_("Khi chia, người giữ vai trò có quyền ở mọi xã mới nhận thôn; sau đó quản trị tỉnh thu bớt."),
        tags=_("Thuộc tính (khu vực I–III, biên giới...) không tự sang xã mới: nạp theo văn bản mới."),
        done=_("Đã ghi thay đổi: %(units)s; %(households)d hộ đi theo thôn, %(roles)d vai trò chuyển sang."),
    )


def province_words() -> ChangeWords:
    """Provinces, whose parts are communes."""
    return ChangeWords(
        title=_("Nhập, chia tỉnh"),
        lead=_(
            "Chọn các tỉnh kết thúc và số tỉnh mới. Một tỉnh mới là nhập; nhiều tỉnh mới là chia hoặc sắp xếp lại, xã "
            "nào về tỉnh nào do bạn ghi. Chỉ đổi tên thì dùng Đổi tên ở trang của tỉnh."
        ),
        choose=_("Chọn tỉnh"),
        choose_again=_("Chọn lại tỉnh"),
        find=_("Tìm tỉnh"),
        ending=_("Các tỉnh kết thúc"),
        count=_("Số tỉnh mới"),
        need=_("Chọn ít nhất một tỉnh và số tỉnh mới."),
        none=_("Không có tỉnh nào khớp."),
        parts_title=_("Xã nào về tỉnh nào"),
        parts_head=_("Xã"),
        follow=_("Xã giữ mã, thôn, hộ và vai trò của mình."),
        kept=_("Quyết định và số liệu cũ ở lại với tỉnh cũ, xem theo bản đồ cũ; nhật ký của xã nối tiếp."),
        past=_("Mỗi hộ có một biến động “Thay đổi địa giới”; xem được tỉnh cũ ở mọi ngày trước đó."),
        roles=_("Khi chia, người giữ vai trò ở tỉnh cũ có quyền ở mọi tỉnh mới nhận xã; sau đó thu bớt."),
        tags=_("Xã giữ thuộc tính của mình. Thuộc tính của tỉnh không tự sang tỉnh mới: nạp theo văn bản mới."),
        done=_("Đã ghi thay đổi: %(units)s; %(households)d hộ đi theo xã, %(roles)d vai trò chuyển sang."),
    )
