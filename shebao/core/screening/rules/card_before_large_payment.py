"""R042: the account was changed a week or less before a large payment."""

ID, TITLE, SEVERITY = "R042", "大额支付前刚换过账户", "A"
LAW = "本系统的疑点线，不是法定值"
ADVICE = "向本人当面或视频核实换卡；不是本人办理的，停付并报告。"
NEEDS = {"accounts": ("person", "since_day"), "large_payments": ("person", "scheme", "on_day", "fen", "monthly_fen")}
THRESHOLDS: dict[str, int] = {"times": 3, "days": 7}
EVIDENCE = "换卡日期"
QUERY = """
SELECT p.person, p.on_day // 100 AS month, MAX(p.fen) AS fen, MAX(a.since_day) AS evidence
FROM large_payments p JOIN accounts a ON a.person = p.person CROSS JOIN threshold t
WHERE p.fen >= t.times * p.monthly_fen AND a.since_day <= p.on_day
  AND ((p.on_day // 10000 * 12 + p.on_day // 100 % 100) * 31 + p.on_day % 100)
    - ((a.since_day // 10000 * 12 + a.since_day // 100 % 100) * 31 + a.since_day % 100) <= t.days
GROUP BY p.person, p.on_day
"""
EXAMPLE = (
    {
        "accounts": [(1, 20240410), (2, 20240101), (3, 20240410)],
        "large_payments": [(1, 170, 20240415, 60_000, 15_000), (2, 170, 20240415, 60_000, 15_000), (3, 170, 20240415, 30_000, 15_000)],
    },
    [(1, 202404, 60_000, 20240410)],
    20240615,
)
