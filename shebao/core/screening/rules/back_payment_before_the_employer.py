"""R032: months paid back for a time in which the employer did not exist."""

ID, TITLE, SEVERITY = "R032", "补缴的时段单位还没有成立或已经注销", "A"
LAW = "社会保险法 第57条、第58条；人社部发〔2016〕132号（未核实）"
ADVICE = "核对营业执照和劳动关系；不成立的，按退费更正办理。"
NEEDS = {
    "back_payments": ("person", "scheme", "months", "employer", "from_month", "to_month"),
    "employers": ("employer", "from_day", "to_day"),
}
THRESHOLDS: dict[str, int] = {}
EVIDENCE = "补缴起月"
COUNTER = True
QUERY = """
SELECT b.person, b.from_month AS month, CAST(0 AS BIGINT) AS fen, MIN(b.from_month) AS evidence
FROM back_payments b JOIN employers e ON e.employer = b.employer
WHERE b.employer > 0 AND b.from_month > 0
  AND ((e.from_day > 0 AND b.from_month < e.from_day // 100) OR (e.to_day > 0 AND b.to_month > e.to_day // 100))
GROUP BY b.person, b.from_month
"""
EXAMPLE = (
    {
        "back_payments": [(1, 110, 24, 7, 201001, 201112), (2, 110, 24, 7, 201501, 201612), (3, 110, 12, 7, 202301, 202312)],
        "employers": [(7, 20120501, 20230630)],
    },
    [(1, 201001, 0, 201001), (3, 202301, 0, 202301)],
    20240615,
)
