"""The Chinese words for the verbs that the demonstration writes into the journal."""

WORDS = {
    "demo.begin": "开始建立演示县",
    "demo.finish": "演示县建立完成",
}
