"""R031: a year or more paid back within a year before the award."""

ID, TITLE, SEVERITY = "R031", "退休前一年内补缴十二个月以上", "B"
LAW = "本系统的疑点线，不是法定值"
ADVICE = "复核补缴依据和劳动关系，核定前看原件。"
NEEDS = {"back_payments": ("person", "scheme", "months", "paid_month"), "awards": ("person", "scheme", "from_month")}
THRESHOLDS: dict[str, int] = {"least": 12, "year": 100}
EVIDENCE = "补缴月数"
COUNTER = True
QUERY = """
SELECT a.person, a.from_month AS month, CAST(0 AS BIGINT) AS fen, MAX(b.months) AS evidence
FROM back_payments b JOIN awards a ON a.person = b.person AND a.scheme = b.scheme CROSS JOIN threshold t
WHERE b.months >= t.least AND b.paid_month <= a.from_month AND b.paid_month >= a.from_month - t.year
GROUP BY a.person, a.from_month
"""
EXAMPLE = (
    {"back_payments": [(1, 110, 24, 202310), (2, 110, 24, 202001)], "awards": [(1, 110, 202401), (2, 110, 202401)]},
    [(1, 202401, 0, 24)],
    20240615,
)
