"""R036: an employer insures many, declares no wage to the tax office, and its people enter near the age."""

ID, TITLE, SEVERITY = "R036", "疑似空壳单位参保", "A"
LAW = "本系统的疑点线，不是法定值；社会保险法 第88条：骗取待遇"
ADVICE = "实地查看单位，核对工资发放和个税；虚假参保的，清退并移送。"
NEEDS = {
    "contributions": ("person", "scheme", "month", "employer"),
    "employers": ("employer", "insured", "taxed_fen", "address"),
    "people": ("person", "birth"),
    "base_years": ("person", "scheme", "year"),
}
THRESHOLDS: dict[str, int] = {"insured": 50, "near_years": 50, "near_percent": 30, "employee": 110}
EVIDENCE = "单位参保人数"
ACROSS = True
QUERY = """
SELECT c.person, MAX(c.month) AS month, CAST(0 AS BIGINT) AS fen, MAX(e.insured) AS evidence
FROM contributions c
JOIN employers e ON e.employer = c.employer
JOIN (SELECT n.employer, COUNT(*) AS near
      FROM (SELECT DISTINCT d.employer, d.person FROM contributions d JOIN people p ON p.person = d.person
            JOIN (SELECT b.person, MIN(b.year) AS first FROM base_years b GROUP BY b.person) f ON f.person = d.person
            CROSS JOIN threshold y
            WHERE d.employer > 0 AND f.first - p.birth // 10000 >= y.near_years) n
      GROUP BY n.employer) k ON k.employer = c.employer
CROSS JOIN threshold t
WHERE e.insured > t.insured AND e.taxed_fen = 0 AND c.scheme = t.employee AND k.near * 100 >= t.near_percent * e.insured
GROUP BY c.person
"""
_NEAR = range(1, 17)
EXAMPLE = (
    {
        "contributions": [*((i, 110, 202401, 7) for i in _NEAR), (99, 110, 202401, 8)],
        "employers": [(7, 51, 0, 1), (8, 51, 90_000_000, 2)],
        "people": [*((i, 19680101) for i in _NEAR), (99, 19680101)],
        "base_years": [*((i, 110, 2023) for i in _NEAR), (99, 110, 2023)],
    },
    [(i, 202401, 0, 51) for i in _NEAR],
    20240615,
)
