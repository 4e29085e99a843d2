"""R010: two old-age pensions run at the same time."""

ID, TITLE, SEVERITY = "R010", "同时领取两份养老待遇", "A"
LAW = "人社部规〔2016〕5号：重复领取；国发〔2014〕8号"
ADVICE = "与另一地、另一险种的经办机构核对；属实的，由本人选定一份，另一份停发并清退。"
NEEDS = {"benefits": ("person", "scheme", "region", "from_month", "to_month")}
THRESHOLDS: dict[str, int] = {"employee": 110, "public": 120, "resident": 170}
EVIDENCE = "另一份待遇的起始月"
COUNTER = True
QUERY = """
SELECT a.person, MAX(t.month) AS month, CAST(0 AS BIGINT) AS fen, MAX(CASE WHEN a.from_month > b.from_month THEN a.from_month ELSE b.from_month END) AS evidence
FROM benefits a JOIN benefits b ON a.person = b.person CROSS JOIN threshold t
WHERE a.region = 0 AND (a.scheme <> b.scheme OR a.region <> b.region) AND a.to_month = 0 AND b.to_month = 0
  AND a.scheme IN (t.employee, t.public, t.resident) AND b.scheme IN (t.employee, t.public, t.resident)
GROUP BY a.person
"""
EXAMPLE = (
    {"benefits": [(1, 170, 0, 201906, 0), (1, 110, 1, 202303, 0), (2, 170, 0, 201906, 202212), (2, 110, 1, 202303, 0)]},
    [(1, 202406, 0, 202303)],
    20240615,
)
