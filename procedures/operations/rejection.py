"""The letter of refusal on the merits: a result like any other, signed and numbered.

Form 03 refuses receipt only; what is refused after appraisal is answered by a letter with
reasons, inside the time limit (NĐ 61/2018 art. 19.8, kept by NĐ 118/2025; NĐ 30/2020).
"""

from procedures.engine.definition import Block, ResultLetter
from procedures.engine.form import Field, Label

REJECTION = ResultLetter(
    frame="administrative",
    title="Công văn trả lời",
    about="không đủ điều kiện giải quyết hồ sơ {case_code}",
    symbol="UBND",
    book="cong_van",
    fields=(Field("reason", Label("Lý do"), type="textarea", required=True),),
    blocks=(
        Block(
            "text",
            "{agency} nhận hồ sơ mã {case_code} của {applicant} về việc: {procedure}.",
        ),
        Block("text", "Qua thẩm định, hồ sơ không đủ điều kiện giải quyết vì lý do sau:"),
        Block("text", "{reason}"),
        Block(
            "text",
            "Nếu không đồng ý, ông/bà có quyền khiếu nại hoặc khởi kiện theo quy định của "
            "pháp luật. Khi đủ điều kiện, ông/bà nộp hồ sơ mới và dùng lại được giấy tờ cũ.",
        ),
    ),
)
