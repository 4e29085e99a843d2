"""R049: a pension was decided on a temporary account."""

ID, TITLE, SEVERITY = "R049", "以临时缴费账户所在地为待遇领取地", "A"
LAW = "国办发〔2009〕66号第六条：临时基本养老保险缴费账户不作为待遇领取地"
ADVICE = "核对待遇领取地；不符合的，转回应领地核定。"
NEEDS = {"awards": ("person", "scheme", "from_month"), "temporary_accounts": ("person", "scheme", "since_day")}
THRESHOLDS: dict[str, int] = {}
EVIDENCE = "临时账户建立日"
COUNTER = True
QUERY = """
SELECT a.person, a.from_month AS month, CAST(0 AS BIGINT) AS fen, MIN(s.since_day) AS evidence
FROM awards a JOIN temporary_accounts s ON s.person = a.person AND s.scheme = a.scheme
GROUP BY a.person, a.from_month
"""
EXAMPLE = (
    {"awards": [(1, 110, 202401), (2, 110, 202401)], "temporary_accounts": [(1, 110, 20150301), (2, 170, 20150301)]},
    [(1, 202401, 0, 20150301)],
    20240615,
)
