"""Django set up for this installation, settings that cannot be used told in words."""

import os

from rasoat.law.faults import Fault, FaultsFoundError, Place

SETTINGS = "rasoat.web.site.settings"


def start_django() -> None:
    """Set Django up; does nothing when it is. Raises `FaultsFoundError` for a wrong variable or data directory."""
    import django
    from django.apps import apps

    if apps.ready:
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        django.setup()
    except ValueError as error:
        raise FaultsFoundError([Fault(
            rule="bad-setting", vi=f"cấu hình không dùng được: {error}", en=f"a setting cannot be used: {error}",
            remedy_vi="sửa biến môi trường RASOAT_* được nêu", remedy_en="mend the environment variable RASOAT_* named",
        )]) from error  # fmt: skip
    except OSError as error:
        raise FaultsFoundError([Fault(
            rule="data-directory", vi="không ghi được vào thư mục dữ liệu", en="the data directory cannot be written",
            remedy_vi="kiểm tra RASOAT_DATA_DIR, quyền ghi của người chạy lệnh và chỗ trống trên đĩa",
            remedy_en="check RASOAT_DATA_DIR, the rights of whoever runs this, and disk space",
            place=Place(file=str(error.filename or "")), value=error.strerror or str(error),
        )]) from error  # fmt: skip
