"""A run that can be watched, stopped and resumed: states, a lease with a heartbeat instead of a lock, progress, coverage.

A worker takes the lease of a run for a short time and renews it with each chunk. When it dies the lease runs out and
anyone may take over from the last committed chunk; nothing stays locked. Coverage is proved: total = done + excluded.
"""

from __future__ import annotations

from django.db import models


class Leased(models.Model):
    """Columns every long run shares."""

    state = models.CharField("状态", max_length=16)
    lease_owner = models.CharField(max_length=64, blank=True)
    lease_until = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    step = models.CharField("当前步骤", max_length=64, blank=True)
    total = models.BigIntegerField("应处理", default=0)
    done = models.BigIntegerField("已处理", default=0)
    excluded = models.BigIntegerField("排除", default=0)
    error = models.TextField("错误", blank=True)

    class Meta:
        abstract = True
