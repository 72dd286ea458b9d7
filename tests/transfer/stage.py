"""Who is asked what he sees, and some cases to see."""

from tests.transfer.acts import Case, Cases

PEOPLE = (
    "director",
    "inspector",
    "a.secretary",
    "a.organizer",
    "b.deputy",
    "c.secretary",
    "s.secretary",
    "s.commissioner",
    "s2.deputy",
    "t.secretary",
    "v.deputy",
    "d.secretary",
    "outsider",
)


def some_cases(cases: Cases) -> list[Case]:
    """Cases of all kinds: between colleges and within, of staff and students, at several states."""
    signed = cases.sign("s.secretary", cases.request())
    return [
        cases.request("s.deputy", "s.commissioner", "02"),
        cases.request("s2.deputy", "teacher", "0101"),
        cases.propose("service:hr", "librarian", "0202"),
        cases.sign("a.secretary", signed),
        cases.withdraw("s.deputy", cases.request("s.deputy", "s.secretary", "03")),
    ]
