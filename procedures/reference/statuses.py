"""The ten national meanings of a case's status, and what a citizen reads.

Which of them a case has is decided in ``engine.status``; here are only the words.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NationalStatus:
    """One status code of the national portal with its official and its plain name."""

    code: str
    name: str
    plain: str
    final: bool = False


NATIONAL_STATUSES = (
    NationalStatus("1", "Mới đăng ký", "Đã gửi, chờ tiếp nhận"),
    NationalStatus("2", "Được tiếp nhận", "Đã tiếp nhận"),
    NationalStatus("3", "Không được tiếp nhận", "Không tiếp nhận (có lý do)", final=True),
    NationalStatus("4", "Đang xử lý", "Đang giải quyết"),
    NationalStatus("5", "Yêu cầu bổ sung giấy tờ", "Cần bạn bổ sung"),
    NationalStatus(
        "6", "Yêu cầu thực hiện nghĩa vụ tài chính", "Cần bạn nộp nghĩa vụ tài chính"
    ),
    NationalStatus("7", "Công dân yêu cầu rút hồ sơ", "Bạn đã rút hồ sơ", final=True),
    NationalStatus("8", "Dừng xử lý", "Dừng giải quyết (có thông báo)", final=True),
    NationalStatus("9", "Đã xử lý xong", "Đã có kết quả, chờ nhận"),
    NationalStatus("10", "Đã trả kết quả", "Đã trả kết quả", final=True),
)
