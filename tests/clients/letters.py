"""A book about letters, a draft of its next edition, and answers, as a server sends them."""

from dangwu.rules.v1 import edition_pb2, rules_pb2, ruling_pb2
from dangwu.v1 import values_pb2

OLD, NEW = "1f3a" + "0" * 60, "1f9c" + "0" * 60
NAME = "transfer/letter_days"

FIRST = rules_pb2.Edition(
    id=OLD,
    book=NAME,
    in_force_from="2019-05-21",
    in_force_until="2026-08-31",
    published_on="2019-05-22",
    cites="《工作条例》第二十五条",
    goes_by="submission",
)
SECOND = rules_pb2.Edition(
    id=NEW,
    book=NAME,
    in_force_from="2026-09-01",
    published_on="2026-08-20",
    sample=True,
    note="学校样例值，待学校确认",
    goes_by="submission",
)
LETTERS = rules_pb2.Book(
    name=NAME,
    question="介绍信有效期为几日？",
    question_en="For how many days is a letter valid?",
    unit="days",
    layer="school",
    within=["transfer/letter_ceiling"],
    editions=[FIRST, SECOND],
    facts=[
        rules_pb2.Fact(
            name="distance",
            label="去向",
            choices=[
                rules_pb2.Choice(value="same_city", label="同城"),
                rules_pb2.Choice(value="elsewhere", label="外省"),
            ],
        ),
        rules_pb2.Fact(name="cost", label="费用", unit="yuan", least="0.00", most="1000000.00"),
        rules_pb2.Fact(
            name="joined_on", label="入党时间", unit="date", least="1921-07-01", most="2199-12-31"
        ),
        rules_pb2.Fact(
            name="signed",
            label="已签字",
            choices=[
                rules_pb2.Choice(value="yes", label="是"),
                rules_pb2.Choice(value="no", label="否"),
            ],
        ),
    ],
)
CEILING = rules_pb2.Book(
    name="transfer/letter_ceiling", question="介绍信最长几日？", unit="days", layer="national"
)
PROBATION = rules_pb2.Book(
    name="organization/probation",
    question="预备期已满如何处理？",
    unit="word",
    layer="school",
    editions=[rules_pb2.Edition(id="77" * 32, book="organization/probation")],
    answers=[rules_pb2.Choice(value="block", label="先讨论转正")],
)
BOOKS = [LETTERS, CEILING, PROBATION]

PERIOD = values_pb2.Period(
    runs_from="2026-09-28",
    first_on="2026-09-29",
    ends_on="2026-10-08",
    days=[
        values_pb2.CountedDay(
            on="2026-09-30", works=True, because="星期三", because_en="Wednesday"
        ),
        values_pb2.CountedDay(
            on="2026-10-01", works=False, because="国庆节放假", because_en="National Day holiday"
        ),
        values_pb2.CountedDay(on="2026-10-08", works=True, because="星期四", because_en="Thursday"),
    ],
    calendars=["ca1e" + "0" * 60],
)
DECISION = values_pb2.Decision(
    book=NAME,
    edition=NEW,
    in_force_from="2026-09-01",
    published_on="2026-08-20",
    cites="《工作条例》第二十五条",
    sample=True,
    note="学校样例值，待学校确认",
    facts={"distance": "same_city", "cost": "2000.00"},
    case_number=1,
    because="同城介绍信三十日内有效。",
    because_en="A letter within the city is valid for thirty days.",
    answer=values_pb2.Answer(days=30),
    question=LETTERS.question,
    question_en=LETTERS.question_en,
    on="2026-09-10",
    known_on="2026-09-11",
    layer="school",
    goes_by="submission",
    submitted_on="2026-09-02",
    event_on="2026-09-01",
    chosen="提交日为 2026-09-02",
    chosen_en="the case was submitted on 2026-09-02",
    passed_over=[
        values_pb2.PassedOver(
            edition=OLD,
            in_force_from="2019-05-21",
            published_on="2019-05-22",
            because="只施行至 2026-08-31",
            because_en="it was in force until 2026-08-31",
        )
    ],
    period=PERIOD,
    counts="working",
)
EXPLANATION = rules_pb2.RuleExplanation(
    decision=DECISION,
    alternatives=[
        rules_pb2.Alternative(
            changes={"distance": "elsewhere"},
            answer=values_pb2.Answer(days=90),
            sentence="若去向为外省，则为 90 日。",
            sentence_en="If distance were elsewhere, it would be 90 days.",
        )
    ],
)
DRAFT = edition_pb2.Draft(
    id="d-000000000000",
    etag="3",
    state=edition_pb2.DRAFT_STATE_PROPOSED,
    edition=SECOND,
    text="book: transfer/letter_days\n",
)
RULING = ruling_pb2.Ruling(
    id="r-000000000000", etag="5", reference="介字15号", open=True, decision=DECISION
)
COMPARISON = edition_pb2.Comparison(
    book=NAME,
    head=[edition_pb2.HeadDifference(key="from", earlier="2019-05-21", later="2026-09-01")],
    answers=[
        edition_pb2.AnswerDifference(
            facts={"distance": "same_city"},
            earlier=values_pb2.Answer(days=90),
            later=values_pb2.Answer(days=30),
            span="去向为同城",
        ),
        edition_pb2.AnswerDifference(
            facts={"distance": "elsewhere"}, earlier=values_pb2.Answer(days=90)
        ),
    ],
    asked=2,
    differ=2,
)
IMPACT = edition_pb2.Impact(
    draft_id=DRAFT.id,
    examined=7,
    open_changed=1,
    past_changed=1,
    changes=[
        edition_pb2.Change(
            case=values_pb2.DecidedCase(subject="t-000000000000", open=True, decision=DECISION),
            instead=values_pb2.Decision(answer=values_pb2.Answer(days=90)),
        ),
        edition_pb2.Change(
            case=values_pb2.DecidedCase(source="transfer", sequence=12, decision=DECISION),
            problem="没有条件 signed",
            problem_en="signed is missing",
        ),
    ],
)
