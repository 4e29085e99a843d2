"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "enrolment.enrol": "参保登记",
    "enrolment.end": "终止参保",
    "enrolment.reopen": "续接参保",
    "enrolment.grant_assistance": "认定代缴对象",
    "enrolment.end_assistance": "终止代缴",
    "enrolment.employ": "单位增员",
}
