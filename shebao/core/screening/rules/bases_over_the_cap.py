"""R033: several employers' bases of one month come to more than the cap."""

ID, TITLE, SEVERITY = "R033", "几个单位的缴费基数合计超过上限", "C"
LAW = "当年公布的缴费基数上下限（未核实）"
ADVICE = "核对各单位申报；多缴的按退费办理。"
NEEDS = {"contributions": ("person", "scheme", "month", "employer", "base_fen"), "limits": ("scheme", "month", "cap_fen")}
THRESHOLDS: dict[str, int] = {}
EVIDENCE = "单位数"
QUERY = """
SELECT c.person, c.month, CAST(SUM(c.base_fen) AS BIGINT) AS fen, COUNT(DISTINCT c.employer) AS evidence
FROM contributions c JOIN limits l ON l.scheme = c.scheme AND l.month = c.month
GROUP BY c.person, c.scheme, c.month, l.cap_fen
HAVING COUNT(DISTINCT c.employer) > 1 AND SUM(c.base_fen) > l.cap_fen
"""
EXAMPLE = (
    {
        "contributions": [
            (1, 110, 202401, 7, 2_000_000),
            (1, 110, 202401, 8, 1_500_000),
            (2, 110, 202401, 7, 500_000),
            (2, 110, 202401, 8, 500_000),
        ],
        "limits": [(110, 202401, 2_500_000)],
    },
    [(1, 202401, 3_500_000, 2)],
    20240615,
)
