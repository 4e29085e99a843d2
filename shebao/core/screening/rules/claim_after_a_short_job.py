"""R038: an unemployment claim after less than three months at an employer that let many go at once."""

ID, TITLE, SEVERITY = "R038", "短期参保后集中申领失业金", "B"
LAW = "本系统的疑点线，不是法定值"
ADVICE = "核对劳动合同、工资流水和解除证明；虚构劳动关系的，不予核定并移送。"
NEEDS = {"claims": ("person", "employer", "left_day", "from_month"), "contributions": ("person", "scheme", "month", "employer")}
THRESHOLDS: dict[str, int] = {"unemployment": 210, "months": 3, "percent": 30}
EVIDENCE = "在该单位的缴费月数"
COUNTER = True
ACROSS = True
QUERY = """
SELECT k.person, k.from_month AS month, CAST(0 AS BIGINT) AS fen, m.months AS evidence
FROM claims k
JOIN (SELECT c.person, c.employer, COUNT(DISTINCT c.month) AS months FROM contributions c CROSS JOIN threshold x
      WHERE c.scheme = x.unemployment AND c.employer > 0 GROUP BY c.person, c.employer) m ON m.person = k.person AND m.employer = k.employer
JOIN (SELECT g.employer, g.left_day // 100 AS month, COUNT(DISTINCT g.person) AS people FROM claims g GROUP BY g.employer, g.left_day // 100) l
  ON l.employer = k.employer AND l.month = k.left_day // 100
JOIN (SELECT d.employer, d.month, COUNT(DISTINCT d.person) AS people FROM contributions d CROSS JOIN threshold y
      WHERE d.scheme = y.unemployment AND d.employer > 0 GROUP BY d.employer, d.month) s ON s.employer = k.employer AND s.month = k.left_day // 100
CROSS JOIN threshold t
WHERE k.employer > 0 AND m.months < t.months AND l.people * 100 >= t.percent * s.people
"""
EXAMPLE = (
    {
        "claims": [(1, 7, 20240331, 202404), (2, 8, 20240331, 202404)],
        "contributions": [
            (1, 210, 202402, 7),
            (1, 210, 202403, 7),
            (3, 210, 202403, 7),
            *((2, 210, month, 8) for month in (202401, 202402, 202403)),
        ],
    },
    [(1, 202404, 0, 2)],
    20240615,
)
