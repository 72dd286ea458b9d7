"""How long the machine runs."""

import os

from hypothesis import HealthCheck, Phase, settings

LONG = bool(os.environ.get("DANGWU_FULL"))


def profile(journeys: int, rules: int, *, shrink: bool = False) -> settings:
    """So many journeys of so many rules; what fails is made shorter only where time is given."""
    return settings(
        max_examples=journeys,
        stateful_step_count=rules,
        deadline=None,
        database=None,
        phases=[Phase.generate, *([Phase.shrink] if shrink else [])],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
