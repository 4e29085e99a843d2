"""What this counter does in the background: computing a run, so that a page can show how far it is."""

from __future__ import annotations

from .actions import compute as compute_run


def compute(run_id: int, actor_id: int) -> None:
    """Compute a run for the member who asked for it; goes on where a worker that died left off."""
    compute_run(run_id, actor_id=actor_id)
