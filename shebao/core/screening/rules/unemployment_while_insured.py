"""R013: an unemployment benefit for a month an employer contributed for."""

ID, TITLE, SEVERITY = "R013", "领取失业金的月份有单位参保缴费", "A"
LAW = "社会保险法 第51条：重新就业的，停止领取失业保险金"
ADVICE = "核实是否重新就业；属实的，从就业次月起停发并追回。"
NEEDS = {"payments": ("person", "scheme", "month", "fen"), "contributions": ("person", "scheme", "month", "employer")}
THRESHOLDS: dict[str, int] = {"unemployment": 210, "employee": 110}
EVIDENCE = "单位"
COUNTER = True
QUERY = """
SELECT p.person, p.month, MAX(p.fen) AS fen, MIN(c.employer) AS evidence
FROM payments p JOIN contributions c ON c.person = p.person AND c.month = p.month CROSS JOIN threshold t
WHERE p.scheme = t.unemployment AND c.scheme = t.employee AND c.employer > 0
GROUP BY p.person, p.month
"""
EXAMPLE = (
    {"payments": [(1, 210, 202404, 150_000), (2, 210, 202404, 150_000)], "contributions": [(1, 110, 202404, 77), (2, 110, 202404, 0)]},
    [(1, 202404, 150_000, 77)],
    20240615,
)
