"""R045: what was paid for a month differs from what was decided."""

ID, TITLE, SEVERITY = "R045", "发放金额与核定金额不符", "A"
LAW = "社会保险经办条例（国令第765号）第28条、第37条"
ADVICE = "重算核定并核对发放明细；多发的追回，少发的补发。"
NEEDS = {"payments": ("person", "scheme", "month", "fen"), "dues": ("person", "scheme", "month", "fen")}
THRESHOLDS: dict[str, int] = {"most_fen": 100}
EVIDENCE = "核定金额（分）"
QUERY = """
SELECT d.person, d.month, CAST(SUM(p.fen) - MAX(d.fen) AS BIGINT) AS fen, MAX(d.fen) AS evidence
FROM dues d JOIN payments p ON p.person = d.person AND p.scheme = d.scheme AND p.month = d.month
CROSS JOIN threshold t
WHERE d.fen > 0
GROUP BY d.person, d.scheme, d.month
HAVING SUM(p.fen) > MAX(d.fen + t.most_fen) OR SUM(p.fen) < MAX(d.fen - t.most_fen)
"""
EXAMPLE = (
    {"payments": [(1, 170, 202405, 20_000), (2, 170, 202405, 15_050)], "dues": [(1, 170, 202405, 15_000), (2, 170, 202405, 15_000)]},
    [(1, 202405, 5_000, 15_000)],
    20240615,
)
