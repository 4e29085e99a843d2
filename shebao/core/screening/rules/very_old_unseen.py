"""R004: very old, in payment, and seen nowhere for a year."""

ID, TITLE, SEVERITY = "R004", "高龄且一年内没有任何生存迹象", "B"
LAW = "本系统的疑点线，不是法定值"
ADVICE = "上门看望或视频核实；见到本人的，登记资格认证。"
NEEDS = {
    "benefits": ("person", "scheme", "region", "from_month", "to_month"),
    "people": ("person", "birth"),
    "sightings": ("person", "on_day"),
}
THRESHOLDS: dict[str, int] = {"years": 95, "quiet_days_as_year": 10000}
EVIDENCE = "出生日期"
QUERY = """
SELECT DISTINCT b.person, t.month, CAST(0 AS BIGINT) AS fen, p.birth AS evidence
FROM benefits b JOIN people p ON p.person = b.person CROSS JOIN threshold t
WHERE b.region = 0 AND b.to_month = 0 AND t.today - p.birth >= t.years * 10000
  AND NOT EXISTS (SELECT 1 FROM sightings s WHERE s.person = b.person AND s.on_day >= t.today - t.quiet_days_as_year)
"""
EXAMPLE = (
    {
        "benefits": [(1, 170, 0, 200001, 0), (2, 170, 0, 200001, 0), (3, 170, 0, 202001, 0)],
        "people": [(1, 19280101), (2, 19280101), (3, 19500101)],
        "sightings": [(1, 20220101), (2, 20240301)],
    },
    [(1, 202406, 0, 19280101)],
    20240615,
)
