"""R046: an award far above those of the same scheme, years and year of retirement."""

ID, TITLE, SEVERITY = "R046", "待遇水平明显高出同类人员", "C"
LAW = "本系统的疑点线，不是法定值"
ADVICE = "逐项核对核定表；确有依据的，写明结论。"
NEEDS = {"awards": ("person", "scheme", "from_month", "months", "fen")}
THRESHOLDS: dict[str, int] = {"least": 30, "deviations": 4, "band": 60}
EVIDENCE = "同类人数"
ACROSS = True
QUERY = """
SELECT a.person, a.from_month AS month, a.fen, g.people AS evidence
FROM awards a CROSS JOIN threshold t
JOIN (SELECT w.scheme, w.from_month // 100 AS year, w.months // x.band AS band, COUNT(*) AS people,
             CAST(SUM(w.fen // 100) AS BIGINT) AS total, CAST(SUM((w.fen // 100) * (w.fen // 100)) AS BIGINT) AS squares
      FROM awards w CROSS JOIN threshold x WHERE w.fen > 0 GROUP BY w.scheme, w.from_month // 100, w.months // x.band) g
  ON g.scheme = a.scheme AND g.year = a.from_month // 100 AND g.band = a.months // t.band
WHERE g.people >= t.least AND a.fen // 100 > g.total // g.people
  AND (a.fen // 100 - g.total // g.people) * (a.fen // 100 - g.total // g.people)
    > t.deviations * t.deviations * (g.squares // g.people - (g.total // g.people) * (g.total // g.people) + 1)
"""
EXAMPLE = (
    {"awards": [*((i, 110, 202401, 200, 300_000 + i * 100) for i in range(1, 41)), (41, 110, 202401, 200, 2_000_000)]},
    [(41, 202401, 2_000_000, 41)],
    20240615,
)
