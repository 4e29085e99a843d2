"""R021: work began before sixteen."""

ID, TITLE, SEVERITY = "R021", "参加工作时未满十六周岁", "A"
LAW = "劳动法 第十五条：禁止招用未满十六周岁的未成年人，文艺、体育和特种工艺单位另有规定"
ADVICE = "调档核对出生日期和招工表；文体特招的附批文，其他的更正参加工作时间。"
NEEDS = {"careers": ("person", "birth", "start_month")}
THRESHOLDS: dict[str, int] = {"years": 16}
EVIDENCE = "参加工作月"
COUNTER = True
QUERY = """
SELECT c.person, t.month, CAST(0 AS BIGINT) AS fen, c.start_month AS evidence
FROM careers c CROSS JOIN threshold t
WHERE c.start_month > 0 AND c.start_month < c.birth // 100 + t.years * 100
"""
EXAMPLE = ({"careers": [(1, 19600301, 197512), (2, 19600301, 197603)]}, [(1, 202406, 0, 197512)], 20240615)
