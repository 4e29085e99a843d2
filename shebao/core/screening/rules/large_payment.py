"""R043: one payment is more than five times the monthly one."""

ID, TITLE, SEVERITY = "R043", "单笔支付超过月待遇五倍", "B"
LAW = "本系统的疑点线，不是法定值"
ADVICE = "看补发明细和依据；确有补发的，写明结论。"
NEEDS = {"large_payments": ("person", "scheme", "on_day", "fen", "monthly_fen")}
THRESHOLDS: dict[str, int] = {"times": 5}
EVIDENCE = "月待遇（分）"
QUERY = """
SELECT p.person, p.on_day // 100 AS month, MAX(p.fen) AS fen, MAX(p.monthly_fen) AS evidence
FROM large_payments p CROSS JOIN threshold t
WHERE p.monthly_fen > 0 AND p.fen > t.times * p.monthly_fen
GROUP BY p.person, p.on_day
"""
EXAMPLE = (
    {"large_payments": [(1, 170, 20240415, 90_000, 15_000), (2, 170, 20240415, 75_000, 15_000)]},
    [(1, 202404, 90_000, 15_000)],
    20240615,
)
