"""R060: a grant for a hire went to an employer that had ended or had laid off too many."""

ID, TITLE, SEVERITY = "R060", "向已注销或裁员超标的单位发放补贴", "B"
LAW = "人社部发〔2022〕23号；社会保险法 第49条（各年文件的裁员率上限见参数）"
ADVICE = "核对单位登记状态和裁员率；不符合的，追回。"
NEEDS = {
    "employer_grants": ("person", "employer", "kind", "month", "fen", "layoff_e4", "gate_e4"),
    "employers": ("employer", "from_day", "to_day"),
}
THRESHOLDS: dict[str, int] = {}
EVIDENCE = "单位"
QUERY = """
SELECT g.person, g.month, CAST(SUM(g.fen) AS BIGINT) AS fen, MIN(g.employer) AS evidence
FROM employer_grants g JOIN employers e ON e.employer = g.employer
WHERE g.fen > 0 AND g.person > 0 AND ((e.to_day > 0 AND e.to_day // 100 < g.month) OR (g.gate_e4 > 0 AND g.layoff_e4 > g.gate_e4))
GROUP BY g.person, g.month
"""
EXAMPLE = (
    {
        "employer_grants": [(1, 7, 2, 202405, 150_000, 0, 0), (2, 8, 2, 202405, 150_000, 0, 0)],
        "employers": [(7, 20100101, 20240131), (8, 20100101, 0)],
    },
    [(1, 202405, 150_000, 7)],
    20240615,
)
