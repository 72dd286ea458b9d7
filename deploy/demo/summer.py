"""The third story: letters over a summer. One is lost, one runs out, one comes without a file."""

import csv
from datetime import date

from deploy.demo import aid
from deploy.demo.stage import Stage
from deploy.demo.story import ADMINISTRATOR, DIRECTOR, INSPECTOR, SOURCE_COMMITTEE
from deploy.demo.telling import Story

GRADUATION, JULY, TERM, AUTUMN = (
    date(2026, 6, 22),
    date(2026, 7, 13),
    date(2026, 9, 1),
    date(2026, 9, 22),
)
"""Days on which something happens, in a year whose working days are known."""

COLLEGE, COLLEGES = "03", ("03", "11")
FRESHMEN, GRADUATES = "0304", "0308"
OFFICE = "he.jun"
COMMISSIONER, SECRETARY = "2025030017", "w0356"
COMMITTEE, COMMITTEE_DEPUTY, COUNSELLOR = SOURCE_COMMITTEE, "w7010", "w6274"
"""Of the sample campus: an officer, 0308's two, the college's two, 0304's secretary."""

AUTUMN_PEOPLE = (
    OFFICE,
    DIRECTOR,
    COMMISSIONER,
    COMMITTEE,
    COMMITTEE_DEPUTY,
    COUNSELLOR,
    INSPECTOR,
)

LOSER, LATE = "2023030237", "2023030219"
"""Two graduates of 0308: one loses her letter, the other does not use hers in time."""

FRESHMAN = {
    "姓名": "郑晓雨",
    "人员类别": "undergraduate",
    "学号": "2026030501",
    "身份证号": "990321200712180024",
    "手机号": "15400006601",
    "入党日期": "2026-01-20",
    "原党组织": "W03",
    "方式": "letter",
    "介绍信编号": "平组字第 88 号",
    "有效期至": "2026-10-31",
    "介绍信": "是",
    "档案": "否",
    "党费交至": "2026-08",
}
BY_LETTER = ("--channel", "letter")


class Summer:
    """One campus on which weeks pass between the chapters."""

    def __init__(self, stage: Stage, story: Story) -> None:
        self._stage, self._story = stage, story
        self._papers = story.folder

    def tell(self) -> None:
        """From graduation to the count in autumn."""
        self._story.title(
            "三、转出与转入：介绍信丢了、过期了，新生的档案没到",
            "Departures and arrivals: a letter lost, a letter lapsed, a file that is late",
        )
        self._day(GRADUATION, OFFICE, DIRECTOR, COMMISSIONER, SECRETARY, COMMITTEE)
        lost = self._agreed()
        self._issued(lost)
        self._day(JULY, OFFICE)
        self._lost(lost)
        self._day(TERM, OFFICE, COMMITTEE, COMMITTEE_DEPUTY, COUNSELLOR)
        self._landed(lost)
        self._without_file()
        self._day(AUTUMN, *AUTUMN_PEOPLE)
        self._lapsed()
        self._redispatched()
        self._file_came()
        self._counted()

    def _day(self, day: date, *people: str) -> None:
        """Weeks later every login is over; the administrator's code comes from the operator."""
        self._stage.set_day(day)
        self._story.note(f"—— {day:%Y-%m-%d} ——")
        if day != GRADUATION:
            self._stage.login_first(ADMINISTRATOR)
        self._stage.log_in(ADMINISTRATOR, *people)

    def _paper(self, name: str) -> str:
        return str(self._papers / name)

    def _belongs(self, member: str, says: str) -> None:
        self._story.tell(OFFICE, "member", "show", member, says=says)

    def _verify(self, paper: str, day: date, says: str, status: int = 0, *more: str) -> None:
        words = ("letter", "verify", self._paper(paper), "--on", f"{day}", *more)
        self._story.tell("anybody", *words, "--keys", self._paper("公钥.json"), status=status,
                         says=says)  # fmt: skip

    def _agreed(self) -> str:
        story = self._story
        story.chapter(
            "两名毕业生转出，纸质介绍信：检查、申请、逐级审批",
            "Two graduates leave by letter: checked, filed, signed.",
        )
        for member, to, destination in (
            (LOSER, "W02", "东屿区临港街道码头社区第一党支部"),
            (LATE, "W03", "平野县城关镇中学党支部"),
        ):
            where = (member, "--to", to, "--destination", destination, *BY_LETTER)
            story.ask(COMMISSIONER, "departure", "check", *where)
            story.tell(COMMISSIONER, "departure", "request", *where, says="已提交")
            for who in (SECRETARY, COMMITTEE, DIRECTOR):
                story.ask(who, "transfer", "sign", member)
        self._belongs(LOSER, "仍属")
        return str(story.ask(OFFICE, "member", "show", LOSER)["open_transfer_id"])

    def _issued(self, case: str) -> None:
        story = self._story
        story.chapter(
            "开具、打印，再不用服务器核验：核验只需要公钥",
            "Issued, printed, and verified without the server.",
        )
        story.tell(OFFICE, "letter", "issue", case, says="2026-09-19")
        story.ask(OFFICE, "letter", "issue", LATE)
        for member, paper in ((LOSER, "介绍信.pdf"), (LATE, "另一封.pdf")):
            printing = ("letter", "print", member, "--purpose", "发给本人", "--to")
            story.tell(OFFICE, *printing, self._paper(paper))
        story.tell(OFFICE, "letter", "keys", "--to", self._paper("公钥.json"))
        self._verify("介绍信.pdf", GRADUATION, "真实")
        self._belongs(LOSER, "介绍信已开出")

    def _lost(self, case: str) -> None:
        story = self._story
        story.chapter(
            "七月，介绍信丢了：作废、告知抬头单位、补开",
            "July: the letter is lost; void, the addressee told, reissued.",
        )
        lost = str(story.ask(OFFICE, "letter", "show", case)["number"])
        because = ("--because", "离校途中丢失")
        story.tell(OFFICE, "letter", "lost", lost, "--on", "2026-07-10", *because, says="作废")
        story.tell(OFFICE, "letter", "told", lost, "--on", f"{JULY}", "--how", "电话告知组织科")
        story.tell(OFFICE, "letter", "reissue", case, "--cause", "遗失", *because, says=lost)
        fresh = ("letter", "print", case, "--purpose", "补发给本人", "--to")
        story.tell(OFFICE, *fresh, self._paper("补开.pdf"))
        story.tell(OFFICE, "letter", "register", "--year", "2026", "--to",
                   self._paper("登记簿.json"))  # fmt: skip
        register = ("--register", self._paper("登记簿.json"))
        self._verify("介绍信.pdf", JULY, "已作废", 6, *register)
        self._verify("补开.pdf", JULY, "真实", 0, *register)
        self._belongs(LOSER, "仍属")

    def _landed(self, case: str) -> None:
        story = self._story
        story.chapter(
            "回执寄到：只有这一步使组织关系转出",
            "The receipt comes: the one step that moves the member.",
        )
        number = str(story.ask(OFFICE, "letter", "show", case)["number"])
        receipt = ("--receiver", "W02", "--branch", "码头社区第一党支部", "--on", "2026-07-28")
        by_post = ("--channel", "邮寄", "--image", self._paper("补开.pdf"))
        story.tell(OFFICE, "letter", "receipt", case, *receipt, *by_post, "--number", number)
        away = story.ask(OFFICE, "org", "show", "W02")["id"]
        story.must(
            "党员已属校外组织，仍在名册里查得到 · she belongs there, and is not lost to the roll",
            story.belongs_to(LOSER, OFFICE) == away,
        )
        story.tell(OFFICE, "transfer", "history", case, says="登记回执")

    def _without_file(self) -> None:
        story = self._story
        story.chapter(
            "新生带着介绍信报到，档案没到：先临时登记",
            "A freshman brings a letter and no file: registered provisionally.",
        )
        sheet = self._papers / "新生.csv"
        with sheet.open("w", encoding="utf-8-sig", newline="") as file:
            rows = csv.DictWriter(file, list(FRESHMAN))
            rows.writeheader()
            rows.writerow(FRESHMAN)
        register = ("arrival", "register", "--to", FRESHMEN, "--sheet", str(sheet))
        story.tell(COMMITTEE_DEPUTY, *register, says="临时登记")
        freshman = FRESHMAN["学号"]
        story.tell(COUNSELLOR, "member", "show", freshman, says="接收后才转入")
        story.tell(COMMITTEE, "transfer", "sign", freshman, status=6, says="WRONG_STATE")
        story.tell(COUNSELLOR, "transfer", "why", freshman, says="材料不全")

    def _lapsed(self) -> None:
        story = self._story
        story.chapter(
            "九月，另一封介绍信过期：当天即显示过期，谁也没有转走",
            "September: the other letter has lapsed, and reads so at once; nobody has moved.",
        )
        story.tell(OFFICE, "letter", "show", LATE, says="已过期")
        self._verify("另一封.pdf", AUTUMN, "已过有效期", 6)
        story.tell(OFFICE, "reminder", "sweep", says="项期限")
        story.tell(OFFICE, "reminder", "list", says="letter receipt")
        late = ("reminder", "deadlines", "--org", GRADUATES, "--overdue")
        story.tell(COMMITTEE, *late, says="持信到对方报到")
        self._belongs(LATE, "仍属")

    def _redispatched(self) -> None:
        story = self._story
        story.chapter(
            "改派：原信作废，走较短的审批，再开新信",
            "Sent elsewhere: the old letter is void, fewer sign, a new letter is issued.",
        )
        to = ("--to", "W06", "--destination", "安澜市人才中心流动党员党支部")
        again = ("departure", "redispatch", LATE, *to, "--because", "未签约，回安澜择业")
        story.tell(OFFICE, *again, says="已提交")
        story.tell(DIRECTOR, "transfer", "sign", LATE)
        story.tell(OFFICE, "letter", "issue", LATE, says="安澜市")

    def _file_came(self) -> None:
        story = self._story
        story.chapter(
            "新生的档案到了：审档案，接收",
            "The freshman's file has come: examined, and accepted.",
        )
        freshman = FRESHMAN["学号"]
        running = story.ask(COMMITTEE, "reminder", "deadlines", "--org", COLLEGE)["deadlines"]
        for due in running:
            if due["member_name"] == FRESHMAN["姓名"]:
                story.note(f"{due['said']} {due['member_name']}")
        story.tell(COMMITTEE_DEPUTY, "arrival", "complete", freshman, "--file", says="已提交")
        file = ("--book", "--authority", "--own-place", "--dates-agree")
        held = ("--age", "18", "--activist-months", "14", "--months-before-leaving", "7")
        story.tell(COMMITTEE, "arrival", "examine", freshman, *held, *file)
        story.ask(COMMITTEE, "transfer", "sign", freshman)
        story.tell(COUNSELLOR, "transfer", "accept", freshman, says="已接收")
        branch = story.ask(COUNSELLOR, "org", "show", FRESHMEN)["id"]
        story.must(
            "接收之后，新生才属于本支部 · only now does he belong to the branch",
            story.belongs_to(freshman, COUNSELLOR) == branch,
        )

    def _counted(self) -> None:
        story = self._story
        story.chapter(
            "清点：每个编号都有去处，党员总数守恒",
            "The count: every number explained, and nobody lost.",
        )
        register = story.ask(OFFICE, "letter", "list", "--year", "2026")
        story.tell(OFFICE, "letter", "list", "--year", "2026")
        story.must(
            "登记簿没有说不清的编号 · no number without an explanation",
            not register["unexplained"] and register["allocated"] == len(register["letters"]),
        )
        since = ("--from", f"{GRADUATION}", "--until", f"{AUTUMN}")
        story.tell(OFFICE, "statistics", "movements", *since)
        story.tell(OFFICE, "statistics", "conservation", *since, says="是")
        story.tell(INSPECTOR, "fsck")


def tell(stage: Stage, story: Story) -> None:
    """Sets another campus, of one college, and tells the story on it."""
    stage.clear()
    stage.set_day(GRADUATION)
    stage.found()
    with stage.serving():
        stage.login_first(ADMINISTRATOR)
        stage.log_in(ADMINISTRATOR, DIRECTOR)
        stage.load_campus(DIRECTOR, COLLEGES)
        Summer(stage, story).tell()
        aid.Aid(stage, story).tell()
