"""R045: what was paid for a month differs from what was decided."""

ID, TITLE, SEVERITY = "R045", "发放金额与核定金额不符", "A"
LAW = "社会保险经办条例（国令第765号）第28条、第37条"
ADVICE = "重算核定并核对发放明细；多发的追回，少发的补发。"
NEEDS = {"payments": ("person", "scheme", "month", "fen"), "dues": ("person", "scheme", "month", "fen")}
THRESHOLDS: dict[str, int] = {"most_fen": 100}
EVIDENCE = "核定金额（分）"
QUERY = """
SELECT p.person, p.month, p.fen - d.fen AS fen, d.fen AS evidence
FROM (SELECT q.person, q.scheme, q.month, CAST(SUM(q.fen) AS BIGINT) AS fen FROM payments q GROUP BY q.person, q.scheme, q.month) p
JOIN dues d ON d.person = p.person AND d.scheme = p.scheme AND d.month = p.month
CROSS JOIN threshold t
WHERE d.fen > 0 AND (p.fen > d.fen + t.most_fen OR p.fen < d.fen - t.most_fen)
"""
EXAMPLE = (
    {"payments": [(1, 170, 202405, 20_000), (2, 170, 202405, 15_050)], "dues": [(1, 170, 202405, 15_000), (2, 170, 202405, 15_000)]},
    [(1, 202405, 5_000, 15_000)],
    20240615,
)
