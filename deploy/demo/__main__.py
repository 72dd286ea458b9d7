"""`make demo`: the sample campus, the real server, and four stories through the real command."""

import sys
import time
from pathlib import Path

from rich.console import Console

from deploy.demo import revision, story, summer
from deploy.demo.lock import InUse, held
from deploy.demo.stage import Stage, WentWrong
from deploy.demo.telling import Story

FOLDER = Path("var/demo")
PEOPLE = (
    story.INSPECTOR,
    story.APPLICANT,
    story.SOURCE,
    story.DEPUTY,
    story.FORMER,
    story.SOURCE_COMMITTEE,
    story.TARGET_COMMITTEE,
    story.TARGET,
    story.OUTSIDER,
    revision.MAKER,
)


def main() -> int:
    """Tells the stories; 1 when anything in them goes otherwise than it must."""
    console = Console(highlight=False, soft_wrap=True)
    began = time.monotonic()
    try:
        with held(FOLDER):
            _play(Stage(FOLDER, console), console)
    except InUse as in_use:
        console.print(f"[bold red]{in_use}[/bold red]")
        return 1
    except WentWrong as wrong:
        console.print(f"[bold red]演示失败 · The story went wrong:[/bold red] {wrong}", markup=True)
        return 1
    seconds = time.monotonic() - began
    console.print(
        f"\n[bold green]演示完成，用时 {seconds:.0f} 秒。[/bold green] All four stories held.\n"
        "接着自己试：make run，再照 README 的“自己办一件”。 Now try it yourself: make run."
    )
    return 0


def _play(stage: Stage, console: Console) -> None:
    if FOLDER.exists():
        console.print(
            f"[yellow]{FOLDER} 重新开始：其中原有的内容将被替换。"
            f" {FOLDER} begins anew: what was in it is replaced.[/yellow]"
        )
    stage.clear()
    console.print("[bold]布景：密钥、数据库、学校、示范校园[/bold] [dim]Setting the stage[/dim]")
    stage.found()
    code = stage.services("code", story.ADMINISTRATOR).split()[-1]
    with stage.serving():
        _people_log_in(stage, code)
        telling = Story(stage)
        story.tell(telling)
        revision.tell(telling)
    revision.leave_a_draft(telling)
    stage.leave_desks()
    _play_summer(telling, console)


def _play_summer(before: Story, console: Console) -> None:
    """On a campus of its own, because its clock is not today's."""
    stage = Stage(FOLDER / "summer", console, moves=True)
    summer.tell(stage, Story(stage, after=before))


def _people_log_in(stage: Stage, code: str) -> None:
    """The administrator logs in first, and issues everybody else's code."""
    stage.login(story.ADMINISTRATOR, code)
    stage.log_in(story.ADMINISTRATOR, story.DIRECTOR)
    stage.load_campus(story.DIRECTOR)
    stage.log_in(story.ADMINISTRATOR, *PEOPLE)


if __name__ == "__main__":
    sys.exit(main())
