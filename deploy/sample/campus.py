"""A sample campus: planned from a seed and a day, and written down so that it can be compared."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from deploy.sample.cast import part
from deploy.sample.members import members
from deploy.sample.organizations import FOUNDED, ROOT_CODE, ROOT_NAME, holds, organizations
from deploy.sample.outside import outsides
from deploy.sample.posts import posts
from deploy.sample.records import (
    Campus,
    Member,
    Organization,
    Outside,
    Post,
    PostKind,
    person_id,
)


@dataclass(frozen=True, slots=True)
class Founder:
    """Somebody who must be there before anybody can be entered."""

    id: str
    name: str
    account: str


@dataclass(frozen=True, slots=True)
class Founders:
    """What `python -m services init` enters: the root, and the two without whom nothing starts.

    The root exists, and both posts are held, from `since` on and without end.
    """

    root_code: str
    root_name: str
    since: date
    director: Founder
    administrator: Founder

    def words(self) -> list[str]:
        """What `python -m services init` is told."""
        words = ["--school", self.root_name, "--code", self.root_code, "--founded", str(self.since)]
        for post, one in (("director", self.director), ("administrator", self.administrator)):
            words += [f"--{post}", f"{one.account}:{one.name}:{one.id}"]
        return words


def plan(seed: int, as_of: date) -> Campus:
    """The campus as it stands on a day: terms run, dues are paid and students study up to then."""
    purposes = holds()
    everything, people = organizations(), members(seed, as_of, purposes)
    held = posts(seed, as_of, everything, people, purposes)
    return Campus(seed, as_of, everything, people, held, outsides())


def founders(seed: int) -> Founders:
    """The root, the director of the organization department and the administrator."""

    def founder(post: PostKind) -> Founder:
        one = part(post)
        return Founder(person_id(seed, one.account), one.name, one.account)

    return Founders(
        ROOT_CODE,
        ROOT_NAME,
        FOUNDED,
        founder(PostKind.DIRECTOR),
        founder(PostKind.ADMINISTRATOR),
    )


def export(campus: Campus, folder: Path) -> str:
    """Write the campus as JSON lines, and return one SHA-256 over all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    for name, things in (
        ("organizations", campus.organizations),
        ("members", campus.members),
        ("posts", campus.posts),
        ("outsides", campus.outsides),
    ):
        content = "".join(_lines(things)).encode()
        (folder / f"{name}.jsonl").write_bytes(content)
        digest.update(content)
    return digest.hexdigest()


def _lines(things: Iterable[Organization | Member | Post | Outside]) -> Iterator[str]:
    for thing in things:
        values = asdict(thing)
        text = json.dumps(
            values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
        )
        yield text + "\n"
