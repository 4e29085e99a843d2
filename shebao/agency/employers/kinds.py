"""What kinds of employers there are, in which insurances each takes part, why one leaves, and what a yearly verification comes to."""

from __future__ import annotations

INSURANCES: dict[str, str] = {
    "employee": "企业职工养老",
    "public_institution": "机关事业养老",
    "unemployment": "失业",
    "work_injury": "工伤",
}
"""Schemes in which an employer takes part for its people → their short Chinese names."""

KINDS: dict[str, str] = {
    "enterprise": "企业",
    "government": "机关",
    "institution": "事业单位",
    "association": "社会团体",
    "private_nonprofit": "民办非企业单位",
    "sole_trader": "有雇工的个体工商户",
    "firm": "律师事务所等组织",
}
FUNDING: dict[str, str] = {"full": "财政全额", "part": "财政差额", "own": "自收自支"}

PACKAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "enterprise": ("企业职工养老、失业、工伤", ("employee", "unemployment", "work_injury")),
    "public": ("机关事业养老、工伤", ("public_institution", "work_injury")),
    "public_unemployment": ("机关事业养老、失业、工伤", ("public_institution", "unemployment", "work_injury")),
    "injury": ("只参加工伤", ("work_injury",)),
}
"""Insurances registered together → their name and the schemes."""

ENDINGS: dict[str, str] = {
    "deregistered": "注销",
    "revoked": "吊销",
    "merged": "合并",
    "divided": "分立",
    "bankrupt": "破产",
    "abolished": "撤销",
}
"""Reason for which an employer leaves the register → its Chinese title. 社会保险法 第57条."""

RESULTS: dict[str, tuple[str, str]] = {
    "passed": ("通过", "done"),
    "to_publish": ("限期向职工公布", "attention"),
    "to_inspection": ("转稽核", "attention"),
}
"""What a yearly verification comes to → word and tone."""

DIFFERENCE_LIMIT_E4 = 500
"""A declared payroll that differs from the tax office's by more than this many ten-thousandths goes to inspection.

It is this system's own line and no law's; a clue decides nothing by itself."""

REGISTRATION_DAYS = 30
"""Days from its founding in which an employer must register. 社会保险法 第57条、第58条."""

PROJECT_KINDS: dict[str, str] = {
    "building": "房建",
    "municipal": "市政",
    "road": "公路",
    "railway": "铁路",
    "waterway": "水运",
    "water": "水利",
    "energy": "能源",
    "airport": "机场",
}
"""Kind of a building project → its Chinese title."""
PROJECT_CHANGES: dict[str, str] = {
    "prolonged": "延期",
    "stopped": "停工",
    "resumed": "复工",
    "dearer": "造价调增补缴",
    "finished": "竣工停保",
    "revoked": "撤销登记（未缴费）",
}
"""What may happen to a project → its Chinese title. `PROJECT_ENDINGS` end its cover."""
PROJECT_ENDINGS = ("finished", "revoked")
COVER_NOTE = "到账次日起保障，为当地通行做法，文件未核实"
"""From which day a project is covered is local law; this one stands unverified and is said wherever the day is shown."""
SUCCESSIONS: dict[str, str] = {"merged": "合并", "divided": "分立", "transferred": "转让"}
"""How one employer goes on where another was → its Chinese title."""
