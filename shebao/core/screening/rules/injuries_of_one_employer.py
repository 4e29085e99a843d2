"""R064: one employer has many more injuries in a year than its share."""

ID, TITLE, SEVERITY = "R064", "同一单位工伤异常集中", "C"
LAW = "本系统的疑点线，不是法定值"
ADVICE = "查看单位安全生产和认定材料，抽查就诊记录。"
NEEDS = {"injuries": ("person", "accident_day", "employer"), "employers": ("employer", "insured")}
THRESHOLDS: dict[str, int] = {"year": 10000, "least": 3, "times": 4}
EVIDENCE = "一年内工伤件数"
ACROSS = True
QUERY = """
SELECT i.person, i.accident_day // 100 AS month, CAST(0 AS BIGINT) AS fen, u.cases AS evidence
FROM injuries i
JOIN (SELECT j.employer, COUNT(*) AS cases FROM injuries j CROSS JOIN threshold x
      WHERE j.employer > 0 AND j.accident_day > x.today - x.year GROUP BY j.employer) u ON u.employer = i.employer
JOIN employers e ON e.employer = i.employer
CROSS JOIN (SELECT COUNT(*) AS cases FROM injuries k CROSS JOIN threshold y WHERE k.employer > 0 AND k.accident_day > y.today - y.year) area
CROSS JOIN (SELECT CAST(SUM(m.insured) AS BIGINT) AS insured FROM employers m) crowd
CROSS JOIN threshold t
WHERE i.accident_day > t.today - t.year AND u.cases >= t.least AND u.cases * crowd.insured > t.times * area.cases * e.insured
"""
EXAMPLE = (
    {
        "injuries": [*((i, 20240100 + i, 7) for i in (1, 2, 3)), (4, 20240105, 8)],
        "employers": [(7, 20), (8, 2_000)],
    },
    [(i, 202401, 0, 3) for i in (1, 2, 3)],
    20240615,
)
