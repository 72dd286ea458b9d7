"""How a story is told: each command aloud, each point checked, and an end where one fails."""

import os
from pathlib import Path
from typing import Any

from deploy.demo.stage import Stage, Told, WentWrong, quoted


class Story:
    """Tells and checks. Any outcome but the right one ends it with `WentWrong`."""

    def __init__(self, stage: Stage, after: "Story | None" = None) -> None:
        self._stage = stage
        self._say = stage.console.print
        self._chapter: int = after._chapter if after else 0

    @property
    def folder(self) -> Path:
        """Where the story may write, as it would be typed."""
        return Path(os.path.relpath(self._stage.folder))

    def title(self, zh: str, en: str) -> None:
        """A story begins; its chapters are counted on."""
        self._say(f"\n[bold magenta]{zh}[/bold magenta] [dim]{en}[/dim]")

    def note(self, text: str) -> None:
        """What happens between two commands."""
        self._say(f"  [dim]{text}[/dim]")

    def chapter(self, zh: str, en: str) -> None:
        self._chapter += 1
        self._say(f"\n[bold]{self._chapter}. {zh}[/bold]\n   [dim]{en}[/dim]")

    def tell(self, who: str, *words: str, status: int = 0, says: str = "") -> Told:
        """Gives a command aloud; it must end with this status, and say this."""
        self._say(f"[cyan]$ dangwu --as {who} {quoted(words)}[/cyan]")
        told = self._stage.dangwu(who, *words, aloud=True)
        for line in told.out.strip().splitlines():
            self._say(f"  {line}", markup=False, highlight=False)
        if told.status != status:
            raise WentWrong(f"it ended with status {told.status}, and must end with {status}")
        if says not in told.out:
            raise WentWrong(f"it does not say {says!r}")
        return told

    def ask(self, who: str, *words: str, status: int = 0) -> Any:
        """The answer to a command as JSON, not told aloud."""
        told = self._stage.dangwu(who, "--output", "json", *words)
        if told.status != status:
            raise WentWrong(f"dangwu {quoted(words)}: {told.err}")
        return told.json

    def must(self, what: str, holds: bool) -> None:
        """A point that must hold, said aloud."""
        if not holds:
            raise WentWrong(what)
        self._say(f"  [green]✓ {what}[/green]")

    def belongs_to(self, member: str, who: str) -> str:
        """The id of the organization a member belongs to at this instant."""
        return str(self.ask(who, "member", "show", member)["organization_id"])
