"""Who acts for which organization on a day, as the reference knows it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

OFFICE = "00"
PARENT = {
    "01": "00", "02": "00", "03": "00", "04": "00",
    "0101": "01", "0102": "01", "0201": "02", "0202": "02", "0401": "04",
}  # fmt: skip
ORDER = ("SECRETARY", "DEPUTY", "COMMISSIONER", "ORGANIZER", "DIRECTOR", "OFFICER")


def committee(code: str) -> str:
    """The committee of a branch; a direct branch is its own."""
    return code if len(code) == 2 else PARENT[code]


def upwards(code: str) -> list[str]:
    """An organization and its superiors, the school last."""
    chain = [code]
    while chain[-1] in PARENT:
        chain.append(PARENT[chain[-1]])
    return chain


@dataclass
class Post:
    """Somebody's post, and the last day of it once that is known."""

    account: str
    code: str
    kind: str
    last: date | None = None


POSTS = (
    ("director", "00", "DIRECTOR"), ("officer", "00", "OFFICER"), ("clerk", "00", "OFFICER"),
    ("a.secretary", "01", "SECRETARY"), ("a.organizer", "01", "ORGANIZER"),
    ("s.secretary", "0101", "SECRETARY"), ("s.deputy", "0101", "DEPUTY"),
    ("s.commissioner", "0101", "COMMISSIONER"),
    ("s2.secretary", "0102", "SECRETARY"), ("s2.deputy", "0102", "DEPUTY"),
    ("b.secretary", "02", "SECRETARY"), ("b.deputy", "02", "DEPUTY"),
    ("t.secretary", "0201", "SECRETARY"), ("t.deputy", "0201", "DEPUTY"),
    ("v.deputy", "0202", "DEPUTY"),
    ("d.secretary", "03", "SECRETARY"), ("d.deputy", "03", "DEPUTY"),
    ("c.secretary", "04", "SECRETARY"), ("outsider", "0401", "SECRETARY"),
)  # fmt: skip
LASTING = ("director", "officer", "clerk")
"""They keep their posts, so that there is always somebody to act."""


@dataclass
class People:
    """Everybody with a post."""

    posts: list[Post] = field(default_factory=lambda: [Post(*one) for one in POSTS])

    def relieve(self, account: str, last: date) -> None:
        """A day becomes the last of somebody's term."""
        next(one for one in self.posts if one.account == account).last = last

    def accounts(self) -> list[str]:
        return [one.account for one in self.posts]

    def to_relieve(self) -> list[str]:
        """Whose term may still be ended."""
        return [p.account for p in self.posts if p.last is None and p.account not in LASTING]

    def at(self, code: str, today: date) -> list[Post]:
        """The posts of one organization on a day."""
        return [p for p in self.posts if p.code == code and (p.last is None or today <= p.last)]

    def over(self, code: str, today: date) -> list[str]:
        """All who act for an organization: its own posts and those of its superiors."""
        return [post.account for one in upwards(code) for post in self.at(one, today)]

    def holders(self, code: str, barred: Collection[str], today: date) -> list[str]:
        """Who holds a rung: the first in order who is not barred, else the superior's first."""
        for one in upwards(code):
            for kind in ORDER:
                here = (post.account for post in self.at(one, today) if post.kind == kind)
                if free := [account for account in here if account not in barred]:
                    return free
        return []
