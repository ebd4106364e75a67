"""Fields for the style guide: one of every kind, and the same kinds refused."""

from __future__ import annotations

from portal.ui.fields import Field, Option, Row, address_parts, date_parts

POPULATION = "Cơ sở dữ liệu quốc gia về dân cư"


def fields() -> tuple[Field, ...]:
    """A field of every kind, filled in."""
    return (*_written(), *_chosen(), *_composed())


def _written() -> tuple[Field, ...]:
    return (
        Field(
            "mau-ho_ten", "Họ, chữ đệm và tên",
            value="Nguyễn Thị Minh Châu", hint="Viết có dấu, đúng như trên giấy tờ",
            autocomplete="name",
        ),
        Field(
            "mau-so_dinh_danh", "Số định danh cá nhân",
            value="046198003127", hint="12 chữ số, gõ liền hay cách đều được",
            width="w12", inputmode="numeric", autocomplete="off",
        ),
        Field(
            "mau-dien_thoai", "Số điện thoại",
            hint="Ví dụ 0912 345 678", type="tel", inputmode="tel", width="w12",
            optional=True, autocomplete="tel",
        ),
        Field(
            "mau-ngay_sinh", "Ngày sinh", kind="date", hint="Ví dụ 27 3 1998",
            parts=date_parts("mau-ngay_sinh", ("14", "3", "1998"), birth=True),
        ),
        Field(
            "mau-ngay_mat", "Ngày mất của cha", kind="partial_date",
            hint="Không nhớ ngày, tháng thì chỉ cần năm",
            parts=date_parts("mau-ngay_mat", ("", "", "1989")),
        ),
        Field("mau-tu_thang", "Từ tháng", kind="month", value="3/2016", hint="Ví dụ 3/2016"),
        Field("mau-gio", "Giờ hẹn", kind="time", value="8:30", hint="Ví dụ 8:30"),
        Field("mau-gia", "Số tiền", kind="money", value="1.250.000"),
        Field(
            "mau-dien_tich", "Diện tích", kind="number", value="75,5", suffix="m²",
            inputmode="decimal",
        ),
    )  # fmt: skip


def _chosen() -> tuple[Field, ...]:
    return (
        Field(
            "mau-dan_toc", "Dân tộc", kind="select",
            options=(Option("kinh", "Kinh", chosen=True), Option("ta_oi", "Tà Ôi")),
        ),
        Field(
            "mau-noi_dung", "Nội dung", kind="textarea", value="Trang 2 bị mờ.",
            hint="Tối đa 500 ký tự", max_length=500,
        ),
        Field(
            "mau-muc_dich", "Mục đích sử dụng", kind="radios",
            options=(
                Option("ket_hon", "Kết hôn"),
                Option("nha_dat", "Mua bán nhà đất"),
                Option(
                    "khac", "Việc khác", hint="Ghi rõ ở ô bên dưới", chosen=True,
                    fields=(
                        Field("mau-muc_dich_khac", "Mục đích khác",
                              value="Bổ sung hồ sơ du học"),
                    ),
                ),
            ),
        ),
        Field(
            "mau-kenh", "Báo tin qua", kind="checkboxes",
            options=(
                Option("sms", "Tin nhắn", chosen=True),
                Option("email", "Thư điện tử"),
            ),
        ),
    )  # fmt: skip


def _composed() -> tuple[Field, ...]:
    communes = ("Phường An Cựu", "Phường Phú Xuân", "Phường Thuận Hoá", "Phường Vỹ Dạ")
    return (
        Field(
            "mau-noi", "Nơi cư trú", kind="address", data_url="/dia-chi/phuong-xa/",
            parts=address_parts(
                "mau-noi",
                provinces=(
                    Option("46", "Thành phố Huế", chosen=True),
                    Option("48", "Thành phố Đà Nẵng"),
                ),
                communes=tuple(Option(c, c, chosen=c.endswith("Hoá")) for c in communes),
                line="28 Nguyễn Công Trứ",
                commune_hint="Nhớ tên cũ? Phường Xuân Phú (cũ) nay thuộc phường Vỹ Dạ.",
            ),
        ),
        Field(
            "mau-qua_trinh", "Nơi đã cư trú", kind="table", add_label="Thêm nơi cư trú",
            rows=(
                Row(1, (Field("mau-qua_trinh-1-noi", "Nơi cư trú", value="Phường Thuận Hoá"),),
                    "Nơi cư trú 1"),
                Row(2, (Field("mau-qua_trinh-2-noi", "Nơi cư trú", value="Phường Vỹ Dạ"),),
                    "Nơi cư trú 2"),
            ),
        ),
        Field(
            "mau-cccd", "Số định danh cá nhân", kind="given", value="046198003127",
            source=f"{POPULATION}, 10:02 23/11/2026", data_url="#nhap",
        ),
        Field("paper-mau", "Chọn tệp hoặc chụp ảnh giấy tờ cư trú", kind="file"),
        Field(
            "mau-cam_doan", kind="declaration", value="yes",
            label="Tôi cam đoan những nội dung khai trên là đúng sự thật "
            "và chịu trách nhiệm trước pháp luật",
        ),
    )  # fmt: skip


def wrong_fields() -> tuple[Field, ...]:
    """Fields refused, each with its own sentence."""
    return (
        Field(
            "sai-so_dinh_danh", "Số định danh cá nhân", value="04619800312", width="w12",
            inputmode="numeric", error="Số định danh cá nhân gồm 12 chữ số, hiện có 11",
        ),
        Field(
            "sai-ngay_sinh", "Ngày sinh", kind="date", hint="Ví dụ 27 3 1998",
            error="Ngày sinh phải là ngày có thật, ví dụ 27/3/1998",
            parts=date_parts("sai-ngay_sinh", ("31", "2", "1998"), bad=("day", "month")),
        ),
        Field(
            "sai-gioi_tinh", "Giới tính", kind="radios", error="Chọn Nam hoặc Nữ",
            options=(Option("nam", "Nam"), Option("nu", "Nữ")),
        ),
        Field(
            "sai-xa", "Nơi nộp hồ sơ", kind="select", error="Chọn nơi nộp hồ sơ",
            options=(Option("thuan_hoa", "Bộ phận Một cửa phường Thuận Hoá"),),
        ),
        Field(
            "sai-noi_dung", "Nội dung", kind="textarea", value="…",
            error="Nhập nội dung đề nghị",
        ),
        Field(
            "sai-cam_doan", "Tôi cam đoan những nội dung khai trên là đúng sự thật",
            kind="declaration", error="Đánh dấu vào ô cam đoan để nộp hồ sơ",
        ),
        Field(
            "paper-sai", "Chọn tệp hoặc chụp ảnh giấy tờ khác", kind="file",
            error="Tệp “giay.doc” phải là ảnh (JPG, PNG, HEIC) hoặc PDF",
        ),
    )  # fmt: skip
