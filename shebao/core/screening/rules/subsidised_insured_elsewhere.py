"""R052: a resident subsidy for months an employer insured the person."""

ID, TITLE, SEVERITY = "R052", "享受居民缴费补贴的人在别处参加职工保险", "B"
LAW = "人社部发〔2014〕17号：重复缴费时段只计算职工缴费年限"
ADVICE = "核对两处参保；属实的，重复时段按制度衔接清退。"
NEEDS = {"subsidies": ("person", "scheme", "from_month", "to_month", "kind"), "contributions": ("person", "scheme", "month")}
THRESHOLDS: dict[str, int] = {"employee": 110}
EVIDENCE = "首个重复月"
COUNTER = True
QUERY = """
SELECT s.person, MAX(c.month) AS month, CAST(0 AS BIGINT) AS fen, MIN(c.month) AS evidence
FROM subsidies s JOIN contributions c ON c.person = s.person CROSS JOIN threshold t
WHERE c.scheme = t.employee AND c.month BETWEEN s.from_month AND s.to_month
GROUP BY s.person
"""
EXAMPLE = (
    {
        "subsidies": [(1, 170, 202301, 202312, 2), (2, 170, 202301, 202312, 2)],
        "contributions": [(1, 110, 202303), (1, 110, 202304), (2, 110, 202203)],
    },
    [(1, 202304, 0, 202303)],
    20240615,
)
