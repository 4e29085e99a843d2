"""R014: an unemployment benefit and a company of one's own."""

ID, TITLE, SEVERITY = "R014", "领取失业金的人登记了企业", "B"
LAW = "社会保险法 第51条；失业保险条例 第15条"
ADVICE = "核实企业有无经营；确已创业的，停发失业金。"
NEEDS = {"payments": ("person", "scheme", "month", "fen"), "companies": ("person", "from_day", "to_day")}
THRESHOLDS: dict[str, int] = {"unemployment": 210}
EVIDENCE = "企业登记日期"
QUERY = """
SELECT p.person, p.month, MAX(p.fen) AS fen, MIN(c.from_day) AS evidence
FROM payments p JOIN companies c ON c.person = p.person CROSS JOIN threshold t
WHERE p.scheme = t.unemployment AND p.month >= c.from_day // 100 AND (c.to_day = 0 OR p.month <= c.to_day // 100)
GROUP BY p.person, p.month
"""
EXAMPLE = (
    {"payments": [(1, 210, 202404, 150_000), (2, 210, 202404, 150_000)], "companies": [(1, 20240301, 0), (2, 20200301, 20230101)]},
    [(1, 202404, 150_000, 20240301)],
    20240615,
)
