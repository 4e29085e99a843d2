"""R012: a pension and an unemployment benefit for the same month."""

ID, TITLE, SEVERITY = "R012", "同月领取养老金和失业金", "A"
LAW = "社会保险法 第51条：享受基本养老保险待遇的，停止领取失业保险金"
ADVICE = "核对两处待遇的起止月；属实的，停发失业金并立为追回。"
NEEDS = {"payments": ("person", "scheme", "month", "fen")}
THRESHOLDS: dict[str, int] = {"unemployment": 210, "employee": 110, "public": 120, "resident": 170}
EVIDENCE = "养老险种"
COUNTER = True
QUERY = """
SELECT b.person, b.month, CAST(MAX(a.fen) AS BIGINT) AS fen, MIN(b.scheme) AS evidence
FROM payments b
JOIN (SELECT u.person, u.month, MAX(u.fen) AS fen FROM payments u CROSS JOIN threshold x WHERE u.scheme = x.unemployment GROUP BY u.person, u.month) a
  ON a.person = b.person AND a.month = b.month
CROSS JOIN threshold t
WHERE b.scheme IN (t.employee, t.public, t.resident)
GROUP BY b.person, b.month
"""
EXAMPLE = (
    {"payments": [(1, 210, 202404, 150_000), (1, 110, 202404, 300_000), (2, 210, 202404, 150_000), (2, 110, 202405, 300_000)]},
    [(1, 202404, 150_000, 110)],
    20240615,
)
