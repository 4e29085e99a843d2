"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "benefits.take_over": "移交待遇",
    "benefits.take_over.parts": "移交待遇分项",
    "benefits.take_over.state": "移交待遇状态",
    "benefits.decide": "待遇核定",
    "benefits.decide.parts": "待遇核定分项",
    "benefits.decide.state": "待遇开始",
    "benefits.award": "待遇核定",
    "benefits.award.parts": "待遇核定分项",
    "benefits.award.state": "待遇开始",
    "benefits.revise": "重新核定",
    "benefits.revise.parts": "重新核定分项",
    "benefits.revise.state": "重新核定后的待遇状态",
    "benefits.suspend": "暂停待遇",
    "benefits.resume": "恢复待遇",
    "benefits.end": "终止待遇",
    "benefits.reinstate": "恢复原待遇状态",
    "benefits.correct": "更正待遇核定",
    "benefits.correct.parts": "更正核定分项",
    "benefits.correct.state": "更正后的待遇状态",
}
