"""R035: a base below the floor or above the cap of its month."""

ID, TITLE, SEVERITY = "R035", "缴费基数在上下限之外", "B"
LAW = "当年公布的缴费基数上下限（未核实）"
ADVICE = "核对申报和当月上下限；录错的，按更正核定办理。"
NEEDS = {"contributions": ("person", "scheme", "month", "base_fen"), "limits": ("scheme", "month", "floor_fen", "cap_fen")}
THRESHOLDS: dict[str, int] = {}
EVIDENCE = "缴费基数（分）"
QUERY = """
SELECT c.person, c.month, CAST(0 AS BIGINT) AS fen, c.base_fen AS evidence
FROM contributions c JOIN limits l ON l.scheme = c.scheme AND l.month = c.month
WHERE c.base_fen > 0 AND (c.base_fen < l.floor_fen OR c.base_fen > l.cap_fen)
"""
EXAMPLE = (
    {"contributions": [(1, 110, 202401, 100_000), (2, 110, 202401, 500_000)], "limits": [(110, 202401, 400_000, 2_500_000)]},
    [(1, 202401, 0, 100_000)],
    20240615,
)
