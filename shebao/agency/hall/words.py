"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "hall.take": "大厅取号",
    "hall.book": "大厅预约",
    "hall.step": "大厅叫号办理",
    "hall.set_hours": "设定大厅服务时间",
}
