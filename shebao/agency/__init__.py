"""Second floor: one room a counter (业务窗口) of the agency."""
