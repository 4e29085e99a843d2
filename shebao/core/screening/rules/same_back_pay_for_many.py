"""R044: one and the same back payment to many without a batch."""

ID, TITLE, SEVERITY = "R044", "多人补发金额完全相同而没有批次", "C"
LAW = "本系统的疑点线，不是法定值"
ADVICE = "查补发依据；属同一次调整的，补登批次说明。"
NEEDS = {"large_payments": ("person", "scheme", "on_day", "fen", "batch")}
THRESHOLDS: dict[str, int] = {"least": 10}
EVIDENCE = "同额人数"
ACROSS = True
QUERY = """
SELECT p.person, p.on_day // 100 AS month, MAX(p.fen) AS fen, MAX(s.people) AS evidence
FROM large_payments p
JOIN (SELECT q.scheme, q.on_day, q.fen, COUNT(DISTINCT q.person) AS people FROM large_payments q
      WHERE q.batch = 0 GROUP BY q.scheme, q.on_day, q.fen) s ON s.scheme = p.scheme AND s.on_day = p.on_day AND s.fen = p.fen
CROSS JOIN threshold t
WHERE p.batch = 0 AND s.people >= t.least
GROUP BY p.person, p.on_day // 100
"""
EXAMPLE = (
    {
        "large_payments": [
            *((i, 170, 20240415, 60_000, 0) for i in range(1, 11)),
            (11, 170, 20240415, 60_000, 3),
            (12, 170, 20240415, 70_000, 0),
        ]
    },
    [(i, 202404, 60_000, 10) for i in range(1, 11)],
    20240615,
)
