"""R048: months counted both where they came from and here."""

ID, TITLE, SEVERITY = "R048", "转移的年限重复计算", "A"
LAW = "国办发〔2009〕66号；人社部规〔2016〕5号：重复缴费的，本人选定保留一份"
ADVICE = "核对两地信息表；重复的月份清退一份，更正年限。"
NEEDS = {
    "transfers": ("person", "scheme", "direction", "year", "months"),
    "base_years": ("person", "scheme", "year", "months"),
    "benefits": ("person", "scheme", "region", "from_month", "to_month"),
}
THRESHOLDS: dict[str, int] = {"into": 1, "out": 2, "most": 12}
EVIDENCE = "转移年度"
COUNTER = True
QUERY = """
SELECT r.person, MAX(t.month) AS month, CAST(0 AS BIGINT) AS fen, MIN(r.year) AS evidence
FROM transfers r JOIN base_years b ON b.person = r.person AND b.scheme = r.scheme AND b.year = r.year CROSS JOIN threshold t
WHERE r.direction = t.into AND r.months + b.months > t.most
GROUP BY r.person
UNION ALL
SELECT o.person, MAX(t.month) AS month, CAST(0 AS BIGINT) AS fen, MIN(o.year) AS evidence
FROM transfers o JOIN benefits b ON b.person = o.person AND b.scheme = o.scheme CROSS JOIN threshold t
WHERE o.direction = t.out AND b.region = 0 AND b.to_month = 0
GROUP BY o.person
"""
EXAMPLE = (
    {
        "transfers": [(1, 110, 1, 2020, 8), (2, 110, 1, 2020, 6), (3, 110, 2, 2019, 12)],
        "base_years": [(1, 110, 2020, 6), (2, 110, 2020, 6)],
        "benefits": [(3, 110, 0, 202401, 0)],
    },
    [(1, 202406, 0, 2020), (3, 202406, 0, 2019)],
    20240615,
)
