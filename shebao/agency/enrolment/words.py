"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "enrolment.enrol": "参保登记",
    "enrolment.end": "终止参保",
    "enrolment.reopen": "续接参保",
    "enrolment.grant_assistance": "认定代缴对象",
    "enrolment.end_assistance": "终止代缴",
    "enrolment.employ": "单位增员",
    "enrolment.enter_relative": "登记亲属、监护人、代办人",
    "enrolment.end_relative": "终止亲属、监护人、代办人",
    "enrolment.state_fact": "登记个人信息",
    "enrolment.open_coverage": "登记扩面任务",
    "enrolment.move_coverage": "扩面任务进展",
}
