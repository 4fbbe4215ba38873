"""Words of the fault codes whose text the source builds from parts, and kebab-case words that are no codes."""

ELSEWHERE: dict[str, tuple[str, str]] = {
    "file-not-utf8": ("tệp không lưu ở bảng mã UTF-8", "mở tệp, lưu lại với bảng mã UTF-8"),
    "law-does-not-fit": ("tệp luật sai cấu trúc ở dòng đã nêu", "sửa đúng dòng đã nêu; đối chiếu một tệp chuẩn có sẵn"),
    "law-instrument-unregistered": ("văn bản được dẫn không có trong register.yaml", "thêm văn bản vào register.yaml"),
    "law-standard-unknown": ("chuẩn được dẫn không có", "sửa mã chuẩn; xem rasoat law list"),
    "assumption-does-not-fit": (
        "tệp giả định sai cấu trúc ở mục đã nêu",
        "sửa mục `set` theo cấu trúc của tệp chuẩn",
    ),
    "file-unknown": ("không nhận ra loại tệp", "dùng tệp Excel .xlsx, CSV UTF-8 hoặc Parquet"),
    "indicator-contradicts-facts": (
        "chỉ số đã đánh dấu trái với thông tin đã khai",
        "hỏi lại hộ; sửa thông tin hoặc chỉ số. Phần mềm không tự đổi đánh dấu",
    ),
    "point-table-unknown": ("không có bảng điểm mang mã này", "chọn một mã trong danh sách in kèm lỗi"),
    "standard-unknown": ("không có chuẩn nghèo mang mã này", "chọn một mã trong danh sách in kèm lỗi"),
    "personal-id-length": ("số định danh không đủ 12 chữ số", "xem lại giấy tờ"),
    "personal-id-lost-zero": ("số định danh mất số 0 ở đầu", "định dạng cột là chữ rồi nhập lại"),
    "personal-id-not-digits": ("số định danh có ký tự không phải chữ số", "nhập lại theo giấy tờ"),
    "personal-id-sex": ("số định danh không khớp giới tính", "xem lại giấy tờ; sửa số hoặc giới tính"),
    "personal-id-year": ("số định danh không khớp năm sinh", "xem lại giấy tờ; sửa số hoặc năm sinh"),
}

NOT_CODES = {
    "keys-complete", "rasoat-keys", "rebuild-copies",
    "utf-8", "utf-8-sig", "utf-16-le", "demo-out", "du-lieu", "ket-qua", "giai-thich", "tinh-mau-2026",
    "bac-giang-2023", "previous-units", "rasoat-law-pack", "near-poor", "rasoat-point-table-signature-1",
}  # fmt: skip
