"""R006: a raise was given to somebody who serves outside prison."""

ID, TITLE, SEVERITY = "R006", "管制、缓刑、假释或监外执行期间参加了调整", "B"
LAW = "劳社厅函〔2001〕44号：可以继续发给，但不参与调整"
ADVICE = "核对判决书；属实的，按更正办理，不再参加期间的调整。"
NEEDS = {"adjustments": ("person", "scheme", "year", "kind", "month"), "custody": ("person", "from_day", "to_day", "sentence")}
THRESHOLDS: dict[str, int] = {"first": 5, "last": 9, "detained": 8}
EVIDENCE = "刑期起日"
QUERY = """
SELECT DISTINCT a.person, a.month, CAST(0 AS BIGINT) AS fen, c.from_day AS evidence
FROM adjustments a JOIN custody c ON c.person = a.person CROSS JOIN threshold t
WHERE c.sentence BETWEEN t.first AND t.last AND c.sentence <> t.detained
  AND a.month >= c.from_day // 100 AND (c.to_day = 0 OR a.month <= c.to_day // 100)
"""
EXAMPLE = (
    {
        "adjustments": [(1, 110, 2024, 1, 202401), (2, 110, 2024, 1, 202401)],
        "custody": [(1, 20230701, 20250701, 6), (2, 20230701, 20250701, 2)],
    },
    [(1, 202401, 0, 20230701)],
    20240615,
)
