"""What each form says, read back from the finished PDF."""

import dataclasses
import io
from functools import cache

import pikepdf
import pytest

from portal import letters
from portal.letters import apology, receipt, result, supplement_request
from portal.letters.render import PdfFailed
from portal.letters.shape import Block, FeeLine, Person, ResultText, Signer
from portal.letters.wording import UnknownPlace
from tests.portal.letters.reading import text_of
from tests.portal.letters.samples import (
    APOLOGY,
    CHAU,
    RECEIPT,
    REFUSAL,
    RESULT,
    SAMPLES,
    SUPPLEMENT,
)

pytestmark = pytest.mark.xdist_group("letters")

SAID = {
    "receipt": [
        "UBND PHƯỜNG THUẬN HOÁ",
        "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 0042/TNHS",
        "Thuận Hoá, ngày 23 tháng 11 năm 2026",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Mã hồ sơ: H57.26-261123-0042",
        "Chủ hồ sơ, người nộp: Nguyễn Thị Minh Châu",
        "Số định danh cá nhân: 046198003127",
        "Nội dung: 1.004873 – Cấp Giấy xác nhận tình trạng hôn nhân",
        "2 Giấy xác nhận tình trạng hôn nhân đã cấp trước đó nộp khi nhận – 1 2 trang",
        "4. Thời gian nhận hồ sơ: 10 giờ 15 phút, ngày 23 tháng 11 năm 2026",
        "5. Hẹn trả kết quả: 10 giờ 15 phút, ngày 27 tháng 11 năm 2026 (ngày 24/11 nghỉ lễ)",
        "7. Phí, lệ phí: 15.000 đồng, đã thanh toán trực tuyến",
        "(nộp trực tuyến, không phải ký)",
        "Trương Quang Vinh",
    ],
    "supplement_request": [
        "Số: 0031/HDHS",
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        "đề nghị bà bổ sung những nội dung sau:",
        "1 Bản vẽ mặt cắt chính Mặt cắt A–A chưa ghi cao độ móng và cốt nền",
        "Thời hạn bổ sung: trước 17 giờ 30 phút, ngày 04 tháng 12 năm 2026",
        "tạm dừng từ 10 giờ 05 phút ngày 20/11/2026 và tính tiếp khi hồ sơ được bổ sung đủ.",
        "Thái Thị Bảo Trân",
    ],
    "refusal": [
        "Số: 0006/TCHS",
        "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
        "không thuộc thẩm quyền của Ủy ban nhân dân phường.",
        "Cơ quan có thẩm quyền: Sở Xây dựng thành phố Huế",
        "Ông không phải nộp phí, lệ phí cho hồ sơ bị từ chối.",
        "gửi phản ánh trên cổng hoặc gọi 1900 1075.",
    ],
    "apology": [
        "Số: 318/UBND-TPHT",
        "V/v xin lỗi và đề nghị gia hạn",
        "Kính gửi: Bà Huỳnh Thị Kim Oanh",
        "hẹn trả kết quả lúc 08 giờ 20 phút ngày 26 tháng 11 năm 2026.",
        "chưa giải quyết xong vì phải xác minh thời gian bà cư trú",
        "Thời gian trả kết quả mới là 15 giờ 00 phút ngày 02 tháng 12 năm 2026.",
        "Rất mong bà thông cảm./.",
        "- Lưu: VT, TP-HT.",
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        "Hồ Đắc Thắng",
    ],
    "stop_notice": [
        "Số: 52/TB-UBND",
        "THÔNG BÁO Dừng giải quyết hồ sơ",
        "dừng giải quyết hồ sơ mã số H57.26-261023-0011, tiếp nhận ngày 23 tháng 10 năm 2026,",
        "Bà có quyền khiếu nại quyết định này",
    ],
    "result": [
        "ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ ỦY BAN NHÂN DÂN PHƯỜNG THUẬN HOÁ",
        "Số: 214/UBND-XNTTHN",
        "Thuận Hoá, ngày 27 tháng 11 năm 2026",
        "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
        "Xét đề nghị của bà Nguyễn Thị Minh Châu",
        "XÁC NHẬN:",
        "Họ, chữ đệm, tên: NGUYỄN THỊ MINH CHÂU",
        "Giới tính: Nữ Dân tộc: Kinh Quốc tịch: Việt Nam",
        "Tình trạng hôn nhân: Chưa đăng ký kết hôn với ai.",
        "kết hôn với ông Lê Hoàng Phúc, số định danh cá nhân 046096004518, nơi cư trú",
        "Mã xác minh 7c2a 40d3 9be1 5f68 0a44 12de 97b3 c85f",
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH Hồ Đắc Thắng",
    ],
}


@pytest.fixture(scope="module")
def said(rendered):
    """What a form says, read back once."""
    return cache(lambda name: text_of(rendered(name)))


@pytest.mark.parametrize(
    ("name", "words"), [(name, words) for name, lines in SAID.items() for words in lines]
)
def test_form_says(said, name, words):
    assert words in said(name)


def test_every_form_of_the_table_has_a_sample():
    assert set(SAMPLES) == set(letters.TABLE)


@pytest.mark.parametrize("name", SAMPLES)
def test_form_fits_on_one_page_of_its_size(rendered, name):
    sizes = {"receipt": "A5", "supplement_request": "A5", "refusal": "A5"}
    with pikepdf.open(io.BytesIO(rendered(name))) as pdf:
        boxes = [[round(float(side)) for side in page.mediabox[2:]] for page in pdf.pages]
    assert boxes == [[420, 595] if sizes.get(name) == "A5" else [595, 842]]


def test_a_long_certificate_keeps_its_signature_beside_its_text():
    signer = dataclasses.replace(
        RESULT.signer, on_behalf=(("TM.", "Ủy ban nhân dân"), ("KT.", "Chủ tịch"))
    )
    values = RESULT.values | {
        "tinh_trang": "Có vợ, chồng đã chết theo trích lục khai tử số 41/2019 ngày 22/7/2019, "
        "UBND phường Phú Hội; hiện chưa đăng ký kết hôn với ai"
    }
    pdf = letters.render_letter(
        "result", dataclasses.replace(RESULT, signer=signer, values=values)
    )

    assert len(pikepdf.open(io.BytesIO(pdf)).pages) == 1


def test_equal_facts_give_equal_bytes(rendered):
    assert letters.render_letter("receipt", RECEIPT) == rendered("receipt")


def test_file_carries_title_language_and_the_letters_date(rendered):
    with pikepdf.open(io.BytesIO(rendered("result"))) as pdf:
        about = (
            str(pdf.docinfo.Title),
            str(pdf.Root.Lang),
            str(pdf.docinfo.CreationDate),
        )
    title = "Giấy xác nhận tình trạng hôn nhân số 214/UBND-XNTTHN"
    assert about == (title, "vi", "D:20261127080500+07'00")


def test_title_names_nobody(rendered):
    for name in SAMPLES:
        with pikepdf.open(io.BytesIO(rendered(name))) as pdf:
            assert SAMPLES[name].applicant.name not in str(pdf.docinfo.Title)


def test_receipt_names_owner_and_bringer_apart():
    facts = dataclasses.replace(
        RECEIPT, submitter=Person(name="Trần Văn An"), relation="người được ủy quyền"
    )
    rows = [(row.label, row.value) for row in receipt.who(facts)][:2]
    assert rows == [
        ("Chủ hồ sơ:", "Nguyễn Thị Minh Châu"),
        ("Người nộp:", "Trần Văn An (người được ủy quyền)"),
    ]


@pytest.mark.parametrize(
    ("fees", "said"),
    [
        ((), "Không thu"),
        ((FeeLine(name="Lệ phí", amount=0),), "miễn"),
        (
            (FeeLine(name="Phí", amount=21000), FeeLine(name="Lệ phí", amount=50000)),
            "Phí: 21.000 đồng; Lệ phí: 50.000 đồng; cộng 71.000 đồng",
        ),
    ],
)
def test_receipt_says_fees_in_one_phrase(fees, said):
    assert receipt.fees(dataclasses.replace(RECEIPT, fees=fees)) == said


def test_supplement_asked_before_receipt_promises_no_paused_clock():
    said = supplement_request.clock(dataclasses.replace(SUPPLEMENT, paused_at=None))
    assert said.startswith("Thời hạn giải quyết được tính từ khi hồ sơ được tiếp nhận đủ.")


def test_supplement_that_restarts_the_clock_says_so():
    said = supplement_request.clock(dataclasses.replace(SUPPLEMENT, restarts=True))
    assert "và tính lại từ đầu khi hồ sơ được bổ sung đủ" in said


def test_unknown_sex_is_addressed_as_both():
    facts = dataclasses.replace(APOLOGY, applicant=dataclasses.replace(CHAU, sex=""))
    assert apology.content(facts)["to"] == "Ông/bà Nguyễn Thị Minh Châu"


def test_a_company_is_addressed_by_its_name():
    company = Person(name="Công ty TNHH Sông Hương", is_organization=True)
    facts = dataclasses.replace(APOLOGY, applicant=company)
    assert apology.content(facts)["to"] == "Công ty TNHH Sông Hương"


def test_civil_status_knows_two_sexes():
    with pytest.raises(ValueError, match="gioi_tinh is Nam or Nữ"):
        result.content(
            dataclasses.replace(RESULT, values={**RESULT.values, "gioi_tinh": "Khác"})
        )
    with pytest.raises(ValueError, match="sex is Nam, Nữ or empty"):
        Person(name="Châu", sex="Khác")


def test_block_without_its_value_is_left_out(said):
    assert "Giấy này được cấp để ." not in said("result")


def test_block_that_names_an_unknown_field_is_no_letter():
    text = ResultText(title="Giấy", blocks=(Block(text="{khong_co}"),))
    with pytest.raises(UnknownPlace):
        result.content(dataclasses.replace(RESULT, result=text))


SIGNERS = {
    ("TM.", "KT."): (
        (("TM.", "Ủy ban nhân dân"), ("KT.", "Chủ tịch")),
        "Phó Chủ tịch",
        ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
    ),
    ("TL.",): (
        (("TL.", "Chủ tịch"),),
        "Trưởng phòng Tư pháp",
        ["TL. CHỦ TỊCH", "TRƯỞNG PHÒNG TƯ PHÁP"],
    ),
    ("TUQ.",): (
        (("TUQ.", "Chủ tịch"),),
        "Công chức tư pháp – hộ tịch",
        ["TUQ. CHỦ TỊCH", "CÔNG CHỨC TƯ PHÁP – HỘ TỊCH"],
    ),
    (): ((), "Giám đốc", ["GIÁM ĐỐC"]),
}


@pytest.mark.parametrize("capacity", SIGNERS)
def test_signer_block_states_the_capacity(capacity):
    on_behalf, title, lines = SIGNERS[capacity]
    signer = Signer(name="Hồ Đắc Thắng", title=title, on_behalf=on_behalf)
    facts = dataclasses.replace(APOLOGY, signer=signer)
    assert apology.content(facts)["signer_lines"] == lines


@pytest.mark.parametrize("frame", ["administrative", "sector_form"])
def test_result_in_another_frame_is_a_letter_too(frame):
    text = ResultText(
        frame=frame,
        title="Giấy phép xây dựng",
        about="không đủ điều kiện cấp giấy",
        blocks=(
            Block(text="Căn cứ hồ sơ {ma}, cơ quan trả lời:"),
            Block(kind="item", text="Thiếu bản vẽ mặt cắt"),
            Block(kind="row", label="Kết luận:", text="Không cấp", strong=True),
        ),
        copies_to=("Lưu: VT",),
    )
    facts = dataclasses.replace(
        REFUSAL, result=text, number=9, symbol="GP", values={"ma": "A1"}
    )
    said = text_of(letters.render_letter("result", facts))
    assert "hồ sơ A1, cơ quan trả lời: - Thiếu bản vẽ mặt cắt Kết luận: Không cấp" in said


def test_qr_code_of_another_place_is_refused_P22():
    facts = dataclasses.replace(RECEIPT, verify_url="https://xac-minh.example/7c2a/")
    with pytest.raises(PdfFailed, match="forbidden_link"):
        letters.render_letter("receipt", facts)
