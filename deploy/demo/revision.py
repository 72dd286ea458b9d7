"""The second story: a rule is revised, then corrected, and no receipt that was given changes."""

import re
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from string import Template
from typing import Any
from zoneinfo import ZoneInfo

from deploy.demo.stage import Told, WentWrong
from deploy.demo.story import DIRECTOR, INSPECTOR, SOURCE_COMMITTEE
from deploy.demo.telling import Story

CLERK, MAKER, CHECKER = SOURCE_COMMITTEE, "he.jun", DIRECTOR
BOOK = "transfer/letter_validity_days"
LETTER = (BOOK, "distance=same_city", "channel=paper")
FIRST_EDITION = "2019-05-21"
ONE_DAY, BEFORE, FROM, AFTER = timedelta(1), timedelta(20), timedelta(7), timedelta(3)
"""One letter is older than the revision's first day in force, the other is not."""

NEEDS = timedelta(minutes=3)
"""A story that must end on the day it begins on does not begin later than this before midnight."""


def tell(story: Story) -> None:
    """The whole story: ninety days, then thirty, then forty-five, and each as it was known."""
    story.title("二、修订：介绍信有效期改了，已给出的依据不变", "A rule is revised")
    today = _today(story)
    _asked(story)
    before, after = _kept_two(story, today)
    kept = _receipt(story, after)
    draft = _drafted(story, today, before, after)
    _published(story, today, draft)
    new = _old_and_new(story, today)
    _unchanged(story, after, kept)
    _corrected(story, today, after, new)
    _as_known(story, today)
    _counted(story)
    _written_down(story, draft, [before, after, new])


def _today(story: Story) -> date:
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    left = datetime.combine(now.date() + ONE_DAY, datetime.min.time(), now.tzinfo) - now
    if left < NEEDS:
        story.note("快到半夜了，等到明天再讲。 Nearly midnight: the story waits for tomorrow.")
        time.sleep(left.total_seconds() + 1)
    return datetime.now(now.tzinfo).date()


def _asked(story: Story) -> None:
    story.chapter("先问规则：同城纸质介绍信有效几日", "What the rule says, and why.")
    told = story.tell(CLERK, "rules", "ask", *LETTER, says="答：90 日")
    story.must("答案带着理由 · the answer comes with its reason", "同城纸质介绍信" in told.out)


def _kept_two(story: Story, today: date) -> tuple[str, str]:
    story.chapter("两封纸质介绍信各作一项判定，留存依据", "Two letters on paper, two receipts.")
    before = _keep(story, today - BEFORE, "答：90 日")
    after = _keep(story, today - AFTER, "答：90 日")
    kept = story.tell(CLERK, "rules", "rulings", "--open").out
    story.must(
        "两件都在办，都是 90 日 · both under way, ninety days each",
        before in kept and after in kept and kept.count("90 日") == len((before, after)),
    )
    return before, after


def _keep(story: Story, submitted: date, says: str) -> str:
    """Decides for a letter submitted, and issued, on a day; the id of the ruling."""
    case = ("--case", f"介字{submitted:%Y}-{submitted:%m%d}")
    days = ("--submitted", f"{submitted}", "--from", f"{submitted}")
    return _id(story.tell(CLERK, "rules", "keep", *LETTER, *case, *days, says=says), "r")


def _id(told: Told, kind: str) -> str:
    found = re.search(rf"\b{kind}-[0-9a-hjkmnp-tv-z]{{12}}\b", told.out)
    if not found:
        raise WentWrong(f"it names no {kind}-…")
    return found[0]


def _drafted(story: Story, today: date, before: str, after: str) -> str:
    story.chapter(
        "学校的修订稿：同城改为 30 日，先提出、比较、看影响",
        "The revised text: drafted, compared, and what it would change, before it is published.",
    )
    file = write_draft(story, "letters-30.yaml", starts=today - FROM, days=30)
    draft = _id(story.tell(MAKER, "rules", "propose", file, says="何军"), "d")
    story.tell(MAKER, "rules", "compare", FIRST_EDITION, draft, "--book", BOOK, says="30 日")
    changed = _impact(story, draft, {after: (90, 30)})
    story.must(
        f"施行前提交的 {before} 不受影响 · the case submitted before is not touched",
        before not in changed,
    )
    return draft


def write_draft(story: Story, name: str, *, starts: date, days: int, published: str = "") -> str:
    """The school's text as a file, and how its path would be typed."""
    text = Template(Path(__file__).with_name("letters.yaml").read_text("utf-8"))
    dated = f"\n    published: {published}" if published else ""
    file = story.folder / name
    file.write_text(text.substitute(starts=starts, days=days, published=dated), "utf-8")
    return str(file)


def _impact(story: Story, draft: str, expected: dict[str, tuple[int, int]]) -> set[str]:
    """What a draft would change, and must: cases under way, with their days before and after."""
    story.tell(MAKER, "rules", "impact", draft)
    found = story.ask(MAKER, "rules", "impact", draft)
    changes = {
        one["case"]["subject"]: (_days(one["case"]["decision"]), _days(one["instead"]))
        for one in found["changes"]
    }
    told = "，".join(f"{case} {was} → {will} 日" for case, (was, will) in expected.items())
    story.must(
        f"恰好会改变 {told} · exactly these open cases would change",
        changes == expected and found["open_changed"] == len(expected),
    )
    return set(changes)


def _days(decision: Any) -> int:
    return int(decision["answer"]["days"])


def _published(story: Story, today: date, draft: str) -> None:
    story.chapter("提出的人不能自己公布，须由另一人公布", "Maker and checker are two people.")
    story.tell(MAKER, "rules", "publish", draft, status=4, says="OWN_DRAFT")
    story.tell(CHECKER, "rules", "publish", draft, says="林燕")
    story.tell(CLERK, "rules", "show", BOOK, says=f"{today - FROM}")


def _old_and_new(story: Story, today: date) -> str:
    story.chapter(
        "老事老办、新事新办，依据里写明为什么", "Old cases under the old rule, new under the new."
    )
    old = ("--submitted", f"{today - BEFORE}")
    story.tell(CLERK, "rules", "explain", *LETTER, *old, says="按衔接条款不适用")
    story.must(
        "施行前提交的仍是 90 日 · submitted before: ninety still",
        _days(story.ask(CLERK, "rules", "ask", *LETTER, *old)) == 90,
    )
    new = _keep(story, today, "答：30 日")
    receipt = _receipt(story, new)
    story.must(
        "今天提交的是 30 日，并写明旧版为何不用 · submitted today: thirty, and why not ninety",
        _days(receipt) == 30 and "取代" in receipt["passed_over"][0]["because"],
    )
    return new


def _unchanged(story: Story, ruling: str, kept: Any) -> None:
    story.tell(CLERK, "rules", "ruling", ruling, says=f"答：{_days(kept)} 日")
    story.must(
        "已给出的依据一字不变 · not a word of the receipt has changed",
        _receipt(story, ruling) == kept,
    )


def _receipt(story: Story, ruling: str) -> Any:
    return story.ask(CLERK, "rules", "ruling", ruling)["decision"]


def _corrected(story: Story, today: date, after: str, new: str) -> None:
    story.chapter(
        "事后更正：同一施行日，应为 45 日，明天公布",
        "A late correction: the same first day, 45 days instead of 30, known from tomorrow.",
    )
    kept = _receipt(story, new)
    tomorrow = f"{today + ONE_DAY}"
    starts = today - FROM
    file = write_draft(story, "letters-45.yaml", starts=starts, days=45, published=tomorrow)
    draft = _id(story.tell(MAKER, "rules", "propose", file, says=tomorrow), "d")
    _impact(story, draft, {after: (90, 45), new: (30, 45)})
    story.tell(CHECKER, "rules", "publish", draft, says="林燕")
    _unchanged(story, new, kept)


def _as_known(story: Story, today: date) -> None:
    story.chapter(
        "同一个问题，按昨天、今天、明天所知各问一次",
        "The same question, as it was known yesterday, today, and will be tomorrow.",
    )
    for known, days in ((today - ONE_DAY, 90), (today, 30), (today + ONE_DAY, 45)):
        asked = ("rules", "ask", *LETTER, "--known", f"{known}")
        story.tell(CLERK, *asked, says=f"答：{days} 日")


def _counted(story: Story) -> None:
    story.chapter(
        "公示五个工作日，逐日数过；缺日历就说缺，不猜",
        "Five working days of publicity, one by one; a year without a calendar is not guessed.",
    )
    story.tell(CLERK, "rules", "days", "5", "--from", "2026-09-28", says="2026-10-10")
    days = story.ask(CLERK, "rules", "days", "5", "--from", "2026-09-28")["days"]
    story.must(
        "国庆七天不计，10 月 10 日调休上班 · National Day is off, and a Saturday worked instead",
        [day["on"][5:] for day in days if day.get("works")]
        == ["09-29", "09-30", "10-08", "10-09", "10-10"]
        and len(days) == 12,
    )
    story.tell(CLERK, "rules", "days", "5", "--from", "2026-12-28", status=6, says="2027")
    refused = ("transfer/reissue_allowed", "补办原因=本人过失", "months_since_release=8")
    told = story.tell(CLERK, "rules", "explain", *refused, says="答：否")
    story.must("也说明怎样才可以 · and what would make it possible", "则答案是 是" in told.out)


def _written_down(story: Story, draft: str, rulings: list[str]) -> None:
    story.chapter("审计：谁提出、谁公布，每项判定依据什么", "The inspector's log.")
    story.tell(INSPECTOR, "audit", "list", "--subject", draft)
    entries = story.ask(INSPECTOR, "audit", "list", "--subject", draft)["entries"]
    people = story.ask(INSPECTOR, "rules", "draft", draft)
    maker, checker = people["made_by_id"], people["closed_by_id"]
    story.must(
        "提出与公布各有其人，都有记录 · maker and checker are two, both on record",
        maker != checker
        and [(one["rpc"].rpartition("/")[2], one["actor_id"], one["outcome"]) for one in entries]
        == [
            ("ProposeEdition", maker, "OK"),
            ("ApproveEdition", maker, "OWN_DRAFT"),
            ("ApproveEdition", checker, "OK"),
        ],
    )
    for ruling in rulings:
        (entry,) = story.ask(INSPECTOR, "audit", "list", "--subject", ruling)["entries"]
        kept = story.ask(INSPECTOR, "rules", "ruling", ruling)["decision"]
        story.must(
            f"判定 {ruling} 的依据也在审计日志里 · its receipt is in the log",
            entry["decisions"] == [kept],
        )
    story.tell(INSPECTOR, "audit", "show", "rules", entry["sequence"], says="30 日")
    story.tell(INSPECTOR, "fsck")


def leave_a_draft(story: Story) -> None:
    """A text that nobody has proposed yet, for whoever goes on; see README."""
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    write_draft(story, "letters-20.yaml", starts=today, days=20)
