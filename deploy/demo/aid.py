"""The fourth story: aid for a member in hospital, from the form to the money he says he has."""

from datetime import date
from pathlib import Path

import segno

from dangwu.directory.v1 import authority_pb2
from dangwu_client.connection import connect
from dangwu_client.staff import sessions
from dangwu_client.staff_client import StaffClient
from deploy.demo.stage import CALL_S, Stage
from deploy.demo.story import ADMINISTRATOR, DIRECTOR, INSPECTOR, SOURCE_COMMITTEE
from deploy.demo.telling import Story

APPLIED, NOTICED = date(2026, 10, 12), date(2026, 10, 20)
"""A notice hangs five working days; both days are in a year whose working days are known."""

MEMBER = "2024030248"
FILER, SECRETARY, COMMITTEE, OFFICE = "2025030017", "w0356", SOURCE_COMMITTEE, "he.jun"
LEADER, CALLER, ACCOUNTANT, CASHIER = "tang.rui", "luo.qin", "feng.yu", "cao.gang"
SCHOOL = {
    LEADER: ("唐睿", authority_pb2.POST_KIND_DEPUTY_SECRETARY),
    CALLER: ("罗琴", authority_pb2.POST_KIND_OFFICER),
}
"""Two more of the school committee: who is in charge of the fund, and who rings up recipients."""

MET = ("--entitled", "7", "--present", "6", "--for", "6")
THEN, NOW = ("--on", f"{APPLIED}"), ("--on", f"{NOTICED}")
BANK, CASE = "中国银行秦皇岛分行", "2026-0001"
FORM = """\
类别: 本人重大疾病
申请人: 本人
发生日期: 2026-09-15
事由: 急性阑尾炎手术
总费用: 40,000
自付金额: 20,000
申请金额: 2,000.00
情况说明: 术后需要休养，家中暂无其他收入
收款人:
  姓名: {name}
  关系: 本人
  开户行: 中国银行秦皇岛分行
  账号: "6222020000000001234"
  户名: {name}
已申报其他补助: 是
本人承诺真实: 是
同意处理个人信息: 是
同意公示: 是
"""


class Aid:
    """One application, by everybody who has a part in it."""

    def __init__(self, stage: Stage, story: Story) -> None:
        self._stage, self._story = stage, story

    def tell(self) -> None:
        """From the form to the books."""
        self._story.title(
            "四、党内关爱：住院党员的一笔困难补助", "Care fund: aid for a member in hospital"
        )
        self._day(APPLIED, DIRECTOR)
        self._appointed()
        people = (FILER, SECRETARY, COMMITTEE, OFFICE, LEADER, CALLER, ACCOUNTANT, CASHIER)
        self._stage.log_in(ADMINISTRATOR, *people, INSPECTOR)
        self._funded()
        self._applied()
        self._reviewed()
        notice = self._shown()
        self._day(NOTICED, DIRECTOR, *people, INSPECTOR)
        self._granted(notice)
        self._paid()
        self._accounted()

    def _day(self, day: date, *people: str) -> None:
        self._stage.set_day(day)
        self._story.note(f"—— {day:%Y-%m-%d} ——")
        self._stage.login_first(ADMINISTRATOR)
        self._stage.log_in(ADMINISTRATOR, *people)

    def _appointed(self) -> None:
        """By the director's own calls."""
        token = sessions.ProfileToken(DIRECTOR, self._stage.address, "", CALL_S)
        with connect(self._stage.address, token=token) as connection:
            office = StaffClient(connection)
            school = next(one for one in office.organizations() if not one.parent_id)
            for account, (name, kind) in SCHOOL.items():
                person = office.register_person(name, account)
                office.appoint_post(school.id, person.id, kind)

    def _funded(self) -> None:
        story = self._story
        story.chapter("资金池：每一笔钱有来源", "A pool: every fen has a source.")
        story.tell(DIRECTOR, "pool", "open", "教工捐赠", "donation-free")
        income = ("ledger", "income", "9,000", "opening", "--pool", "教工捐赠")
        story.tell(
            ACCOUNTANT, *income, "--flow", "OPEN0001", "--note", "期初", *THEN, says="9,000.00"
        )

    def _applied(self) -> None:
        story = self._story
        story.chapter("支部代为申请：先检查条件，再交材料", "Checked, filed, with its papers.")
        name = story.ask(FILER, "member", "show", MEMBER)["name"]
        form, paper = Path(story.folder) / "申请表.yaml", Path(story.folder) / "材料.png"
        form.write_text(FORM.format(name=name), encoding="utf-8")
        story.tell(FILER, "fund", "check", MEMBER, "--form", str(form), says="可以申请")
        story.tell(FILER, "fund", "apply", MEMBER, "--form", str(form), says=CASE)
        for kind in ("form", "diagnosis", "settlement"):
            segno.make(f"{CASE} {kind}").save(str(paper))  # in place of a scan
            story.ask(FILER, "fund", "attach", CASE, kind, str(paper))
        story.tell(FILER, "fund", "submit", CASE)
        met = ("fund", "deliberate", CASE, *MET, "--minutes", "支部会议7", "--attest", *THEN)
        story.tell(FILER, *met, status=4, says="DUTIES_CLASH")

    def _reviewed(self) -> None:
        story = self._story
        story.chapter("支部讨论，分党委审核", "The branch deliberates, the committee endorses.")
        met = ("fund", "deliberate", CASE, *MET, "--minutes", "支部会议7", "--attest", *THEN)
        story.tell(SECRETARY, *met)
        story.tell(COMMITTEE, "fund", "endorse", CASE, "2000")

    def _shown(self) -> str:
        story = self._story
        story.chapter(
            "公示五个工作日：只见姓名和档次，不见病情、账号",
            "Publicity: masked, five working days.",
        )
        post = ("fund", "publicity", "post", CASE, "--contact", "组织部 0335-0000000")
        told = story.tell(COMMITTEE, *post)
        notice = next(word for word in told.out.split() if word.startswith("j-"))
        story.tell(COMMITTEE, "fund", "publicity", "conclude", notice, status=6)
        story.tell(COMMITTEE, "fund", "print", "notice", notice, "--to",
                   str(Path(story.folder) / "公示.pdf"))  # fmt: skip
        return notice

    def _granted(self, notice: str) -> None:
        story = self._story
        story.chapter(
            "联审、报批、签批：最后一人签字，资金同时占用",
            "Screened, proposed, signed; the last signature reserves the money.",
        )
        story.ask(COMMITTEE, "fund", "publicity", "conclude", notice)
        story.ask(OFFICE, "fund", "screen", CASE, "纪委", "--document", "纪函7号", *NOW)
        story.tell(OFFICE, "fund", "propose", CASE, "2000", "--pool", "教工捐赠")
        story.tell(DIRECTOR, "fund", "ladder", CASE)
        story.ask(DIRECTOR, "fund", "sign", CASE)
        recorded = ("resolution", "record", "党委纪要〔2026〕9号", "--plan", "2026", *MET, *NOW)
        resolution = story.ask(DIRECTOR, *recorded)["id"]
        story.tell(LEADER, "fund", "sign", CASE, "--resolution", resolution, says="已批准")
        pool = story.ask(DIRECTOR, "pool", "list")["pools"][0]
        story.must(
            "批准的钱已占用，不能再许给别人 · what is approved is reserved",
            (pool["reserved_fen"], pool["cash_fen"]) == ("200000", "900000"),
        )

    def _paid(self) -> None:
        story = self._story
        story.chapter(
            "会计制单、出纳付款、支部以外的人核实收款",
            "Ordered by one, paid by another, confirmed by a third.",
        )
        ordered = story.tell(
            ACCOUNTANT, "payment", "order", CASE, "--verified", says="人民币贰仟元整"
        )
        payment = next(word for word in ordered.out.split() if word.startswith("y-"))
        story.tell(ACCOUNTANT, "payment", "paid", payment, "--flow", "B0001", *NOW, status=4)
        story.tell(CASHIER, "payment", "paid", payment, "--flow", "B0001", *NOW)
        story.tell(
            CALLER,
            "payment",
            "confirm",
            payment,
            "--by",
            "call-back",
            "--sheet",
            "签领2026-1",
            *NOW,
        )
        story.tell(DIRECTOR, "fund", "show", CASE, says="已确认收款")

    def _accounted(self) -> None:
        story = self._story
        story.chapter(
            "账：借贷平衡，可导出给别的程序核对", "The books, and a foreign program's copy."
        )
        story.tell(INSPECTOR, "ledger", "trial", *NOW)
        books = Path(story.folder) / "账簿.beancount"
        story.tell(INSPECTOR, "ledger", "export", "--to", str(books))
        story.must("账簿已导出 · exported", "CNY" in books.read_text("utf-8"))
        story.tell(INSPECTOR, "fsck", says="核验通过")
