"""R005: a whole month within a served sentence was paid."""

ID, TITLE, SEVERITY = "R005", "服刑期间仍在发放", "A"
LAW = "劳社厅函〔2001〕44号：服刑期间停发基本养老金"
ADVICE = "调取判决书和收监、释放证明；属实的，暂停发放，服刑月份立为追回。"
NEEDS = {"payments": ("person", "scheme", "month", "fen"), "custody": ("person", "from_day", "to_day", "sentence")}
THRESHOLDS: dict[str, int] = {"last_served": 4}
EVIDENCE = "收监日期"
COUNTER = True
QUERY = """
SELECT p.person, p.month, MAX(p.fen) AS fen, MIN(c.from_day) AS evidence
FROM payments p JOIN custody c ON c.person = p.person CROSS JOIN threshold t
WHERE c.sentence BETWEEN 1 AND t.last_served AND p.month > c.from_day // 100 AND (c.to_day = 0 OR p.month < c.to_day // 100)
GROUP BY p.person, p.scheme, p.month
"""
EXAMPLE = (
    {
        "payments": [(1, 170, 202403, 10_000), (1, 170, 202404, 10_000), (1, 170, 202405, 10_000), (2, 170, 202404, 10_000)],
        "custody": [(1, 20240329, 20250628, 2), (2, 20240101, 0, 6)],
    },
    [(1, 202404, 10_000, 20240329), (1, 202405, 10_000, 20240329)],
    20240615,
)
