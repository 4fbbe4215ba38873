"""Pictures are made anew from their pixels: nothing hidden in the file comes along, no place, no device, no bomb."""

import warnings
from io import BytesIO
from pathlib import Path

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from rasoat.web.look.refusals import RefusedError

MAX_PIXELS = 50_000_000
"""Width times height; a phone of 48 megapixels passes."""

PHOTO_BYTES = 150_000
PHOTO_SIDE = 1600
PAPER_BYTES = 1_500_000
PAPER_SIDE = 2600
_QUALITIES = (85, 78, 70, 60, 50)
_SHRINK = 0.8
_SMALLEST = 320
_FORMATS = ("JPEG", "PNG", "WEBP")


def clean_picture(path: Path, *, max_bytes: int, max_side: int, field: str = "file") -> bytes:
    """The picture as JPEG, upright, no larger than asked, without EXIF. Raises `RefusedError` for a broken or huge
    one."""
    picture = _opened(path, field)
    picture.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    while True:
        for quality in _QUALITIES:
            out = BytesIO()
            picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
            if out.tell() <= max_bytes:
                return out.getvalue()
        if max(picture.size) <= _SMALLEST:
            return out.getvalue()
        width, height = (max(1, int(side * _SHRINK)) for side in picture.size)
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)


def _opened(path: Path, field: str) -> Image.Image:
    """The pixels, upright, on white where they were see-through."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=_FORMATS) as found:
                if found.width * found.height > MAX_PIXELS:
                    raise _too_large(field)
                found.draft("RGB", (PAPER_SIDE, PAPER_SIDE))
                upright = ImageOps.exif_transpose(found).convert("RGBA")
    except RefusedError:
        raise
    except Image.DecompressionBombError as error:
        raise _too_large(field) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise RefusedError(
            _("Không đọc được ảnh: tệp hỏng hoặc chép chưa hết."), remedy=_("Chụp hoặc chép lại ảnh rồi tải lên."),
            field=field, code="picture-broken",
        ) from error  # fmt: skip
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(upright, mask=upright.getchannel("A"))
    return flat


def _too_large(field: str) -> RefusedError:
    return RefusedError(
        _("Ảnh quá lớn (trên 50 triệu điểm ảnh)."), remedy=_("Chụp lại ở độ phân giải thấp hơn."), field=field,
        code="picture-too-large",
    )  # fmt: skip
