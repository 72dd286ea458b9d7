"""The demonstration: its texts pass every check of a draft, and all of its stories hold."""

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from deploy.demo import revision
from deploy.demo.stage import Stage
from deploy.demo.telling import Story
from services.rules.book import Book, Question
from services.rules.changing import publishing
from services.rules.choosing import Dates

ROOT = Path(__file__).parents[2]
PUBLISHED = date(2026, 9, 30)
STORY_S = 300


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Story:
    monkeypatch.setenv("DANGWU_HOME", "")
    stage = Stage(tmp_path / "demo", Console())
    stage.clear()
    return Story(stage)


@pytest.mark.parametrize("days", [30, 45, 20])
@pytest.mark.parametrize("published", ["", f"{PUBLISHED + timedelta(1)}"])
def test_a_text_of_the_demo_is_an_edition(story: Story, days: int, published: str) -> None:
    file = revision.write_draft(
        story, "letters.yaml", starts=PUBLISHED, days=days, published=published
    )
    edition, dated, _ = publishing.read(Path(file).read_text("utf-8"), PUBLISHED)
    assert dated == bool(published)
    assert (edition.starts, f"{edition.published}") == (PUBLISHED, published or f"{PUBLISHED}")
    assert edition.sample
    assert not str(edition.cites)
    decided = Book(edition.book, (edition,)).decide(
        Question(
            {"distance": "same_city", "channel": "paper"},
            Dates.all_on(edition.published),
            edition.published,
        )
    )
    assert decided.answer == days


@pytest.mark.skipif("DANGWU_FULL" not in os.environ, reason="takes a minute: make test-long")
def test_all_stories_hold(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "deploy.demo"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=STORY_S,
        check=False,
    )
    assert told.returncode == 0, told.stdout[-3000:] + told.stderr[-3000:]
    assert "演示完成" in told.stdout
