"""R034: the bases of the last two years are far above those before."""

ID, TITLE, SEVERITY = "R034", "退休前两年缴费基数突然升高", "C"
LAW = "本系统的疑点线，不是法定值"
ADVICE = "核对工资发放凭证和个税申报；不实的，按更正基数办理。"
NEEDS = {"awards": ("person", "scheme", "from_month"), "base_years": ("person", "scheme", "year", "months", "base_fen", "floor_fen")}
THRESHOLDS: dict[str, int] = {"employee": 110, "last_years": 2, "least_years": 5, "percent": 180}
EVIDENCE = "最近两年指数（相当于下限的百分之几）"
QUERY = """
SELECT a.person, a.from_month AS month, CAST(0 AS BIGINT) AS fen, CAST(r.base * 100 // r.floor AS BIGINT) AS evidence
FROM awards a
JOIN (SELECT y.person, CAST(SUM(y.base_fen) AS BIGINT) AS base, CAST(SUM(y.floor_fen * y.months) AS BIGINT) AS floor
      FROM base_years y JOIN awards w ON w.person = y.person AND w.scheme = y.scheme CROSS JOIN threshold x
      WHERE y.scheme = x.employee AND y.floor_fen > 0 AND y.year > w.from_month // 100 - x.last_years GROUP BY y.person) r ON r.person = a.person
JOIN (SELECT y.person, CAST(SUM(y.base_fen) AS BIGINT) AS base, CAST(SUM(y.floor_fen * y.months) AS BIGINT) AS floor, COUNT(*) AS years
      FROM base_years y JOIN awards w ON w.person = y.person AND w.scheme = y.scheme CROSS JOIN threshold x
      WHERE y.scheme = x.employee AND y.floor_fen > 0 AND y.year <= w.from_month // 100 - x.last_years GROUP BY y.person) o ON o.person = a.person
CROSS JOIN threshold t
WHERE a.scheme = t.employee AND r.floor > 0 AND o.floor > 0 AND o.base > 0 AND o.years >= t.least_years
  AND (r.base * 100 // r.floor) * 100 > t.percent * (o.base * 100 // o.floor)
"""
EXAMPLE = (
    {
        "awards": [(1, 110, 202401), (2, 110, 202401)],
        "base_years": [
            *((person, 110, year, 12, 12 * 400_000, 400_000) for person in (1, 2) for year in range(2016, 2023)),
            *((1, 110, year, 12, 12 * 1_200_000, 400_000) for year in (2023, 2024)),
            *((2, 110, year, 12, 12 * 440_000, 400_000) for year in (2023, 2024)),
        ],
    },
    [(1, 202401, 0, 300)],
    20240615,
)
