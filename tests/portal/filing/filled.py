"""The certificate of marital status filled in: what is typed, sent and kept."""

from django.core.files.uploadedfile import SimpleUploadedFile

from procedures.queries import drafts
from tests.portal.filing import uploads

CONTENT = {"noi_dung-tinh_trang": "chua_ket_hon", "noi_dung-muc_dich": "vay_von"}
PARTNER = {
    "ket_hon_voi-kh_ho_ten": "Lê Hoàng Phúc",
    "ket_hon_voi-kh_dinh_danh": "046096004518",
    "ket_hon_voi-kh_ngay_sinh_day": "2",
    "ket_hon_voi-kh_ngay_sinh_month": "9",
    "ket_hon_voi-kh_ngay_sinh_year": "1996",
    "ket_hon_voi-kh_gioi_tinh": "nam",
    "ket_hon_voi-kh_noi_cu_tru": "12 Lê Lợi, phường Thuận Hoá, thành phố Huế",
}
SINCE = {
    "noi_da_cu_tru-tu_ngay_day": "14",
    "noi_da_cu_tru-tu_ngay_month": "3",
    "noi_da_cu_tru-tu_ngay_year": "2016",
}
VOUCHED = {"cam_doan-cam_doan": "yes"}
AGAIN = CONTENT | {"noi_dung-lan_cap": "cap_lai"}
"""Asks for the certificate given before, so one paper is required."""


def filled_in(citizen, desk, content=CONTENT):
    """Every question page is done."""
    citizen.begin(desk)
    citizen.post("nguoi_nop_ca_nhan")
    citizen.post("tu_cach_nop")
    citizen.post("noi_dung", **content)
    citizen.post("noi_da_cu_tru", **SINCE)
    citizen.post("nhan_ket_qua")
    return citizen


def file(content=None, name="IMG_2041.jpg"):
    return SimpleUploadedFile(name, content or uploads.jpeg((700, 900)))


def send(citizen, paper="giay_xn_cu", **options):
    """One file on its own, as the upload module sends it."""
    form = {f"paper-{paper}": file(**options)}
    return citizen.client.post(citizen.url(f"giay-to/{paper}"), form)


def saved(citizen):
    return drafts.draft(draft_id=citizen.draft, viewer=citizen.viewer)


def answers(citizen, page):
    return saved(citizen).answers[page]


def held(citizen, paper="giay_xn_cu"):
    return saved(citizen).paper(paper)


def refused(answer, sentence):
    """A refused form: 422, the sentence in the summary and at the field."""
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "data-error-summary" in text
    assert text.count(sentence) == 2
