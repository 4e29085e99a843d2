"""R025: one employer has many more disability retirements than others."""

ID, TITLE, SEVERITY = "R025", "单位因病退休比例明显偏高", "C"
LAW = "本系统的疑点线，不是法定值"
ADVICE = "抽查该单位病退人员的鉴定材料和原始病历。"
NEEDS = {"awards": ("person", "kind", "employer")}
THRESHOLDS: dict[str, int] = {"disability": 3, "times": 3, "least": 3}
EVIDENCE = "单位病退人数"
ACROSS = True
QUERY = """
SELECT a.person, t.month, CAST(0 AS BIGINT) AS fen, CAST(u.disabled AS BIGINT) AS evidence
FROM awards a
JOIN (SELECT w.employer, COUNT(*) AS everybody, SUM(CASE WHEN w.kind = x.disability THEN 1 ELSE 0 END) AS disabled
      FROM awards w CROSS JOIN threshold x WHERE w.employer > 0 GROUP BY w.employer) u ON u.employer = a.employer
CROSS JOIN (SELECT COUNT(*) AS everybody, SUM(CASE WHEN w.kind = x.disability THEN 1 ELSE 0 END) AS disabled
            FROM awards w CROSS JOIN threshold x WHERE w.employer > 0) area
CROSS JOIN threshold t
WHERE a.kind = t.disability AND u.disabled >= t.least AND u.disabled * area.everybody > t.times * area.disabled * u.everybody
"""
EXAMPLE = (
    {"awards": [*((i, 3, 7) for i in (1, 2, 3)), (4, 3, 8), *((i, 1, 8) for i in range(5, 25))]},
    [(1, 202406, 0, 3), (2, 202406, 0, 3), (3, 202406, 0, 3)],
    20240615,
)
