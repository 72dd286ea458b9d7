"""Each control of the fund taken out of the code, one edit each, and the test that must then fail.

`python -m tests.controls.taking_out` does it, on a copy of the tree.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Taking:
    """A control, the test that holds it, and the edit of one file that takes it out."""

    control: str
    test: str
    path: str
    before: str
    after: str


CARE, TESTS = "services/carefund", "tests/carefund"
WIRE = f"{TESTS}/test_controls.py"
STATEMENTS = f"{TESTS}/test_statements.py"
PUBLICITY = f"{TESTS}/test_publicity_shown.py"

TAKINGS = (
    Taking(
        "P-01",
        f"{TESTS}/test_payments.py::test_p01_no_one_of_his_own_unit_confirms_nor_anybody_with_a_part",
        f"{CARE}/paying/moving.py",
        "    if near & {post.organization_id for post in work.actor.posts}:\n",
        "    if not near:\n",
    ),
    Taking(
        "P-02",
        f"{STATEMENTS}::test_how_many_are_drawn",
        f"{CARE}/statements/drawing.py",
        "    chosen += left[: max(0, FEWEST - len(chosen))]\n",
        "    chosen += left[:0]\n",
    ),
    Taking(
        "P-03",
        f"{TESTS}/test_payees.py::test_p03_an_account_is_verified_and_the_payees_own",
        f"{CARE}/paying/fitness.py",
        "    if not verified:\n",
        "    if not payee:\n",
    ),
    Taking(
        "P-04",
        f"{PUBLICITY}::test_what_the_rule_does_not_show_is_not_shown",
        f"{CARE}/publicity.py",
        "name=name if NAME in one.shows else UNSHOWN,",
        "name=name,",
    ),
    Taking(
        "P-05",
        f"{PUBLICITY}::test_it_is_over_once_the_last_day_is_past_in_shanghai",
        f"{CARE}/publicity.py",
        "        return today > self.last\n",
        "        return False\n",
    ),
    Taking(
        "P-06",
        f"{WIRE}::test_p06_of_500_notices_none_shows_what_no_notice_may",
        f"{CARE}/publicity.py",
        "return masking.without_numbers(one.organization_name) if",
        "return one.organization_name if",
    ),
    Taking(
        "P-07",
        f"{TESTS}/test_applications.py::"
        "test_what_is_secret_is_shown_for_a_purpose_only_and_rests_sealed",
        f"{CARE}/evidence.py",
        'content=work.sealer.seal_bytes(content, "evidence", "content", evidence_id),',
        "content=content,",
    ),
    Taking(
        "P-08",
        f"{TESTS}/test_eligibility.py::test_what_stands_in_the_way",
        f"{CARE}/checks/form.py",
        "    if facts.plea.other_aid_declared:\n",
        "    if facts.plea:\n",
    ),
    Taking(
        "P-09",
        f"{TESTS}/test_eligibility.py::test_of_husband_and_wife_one_is_helped_for_one_event",
        f"{CARE}/checks/limits.py",
        "    others = sum(one.live for one in facts.partners)\n",
        "    others = 0\n",
    ),
    Taking(
        "P-10",
        f"{WIRE}::test_p10_nothing_large_is_approved_without_the_minutes_of_the_committee",
        f"{CARE}/reviewing/resolving.py",
        "and found.body != SECRETARIES\n",
        "and found.body != 0\n",
    ),
    Taking(
        "P-11",
        f"{TESTS}/test_bands.py::test_splitting_gains_nothing_for_twelve_months",
        f"{CARE}/bands.py",
        "    return fen + sum(other.fen for other in others if other.counts(since))\n",
        "    return fen\n",
    ),
    Taking(
        "P-12",
        f"{WIRE}::test_p12_a_resolution_is_of_its_day_and_of_a_quorum",
        f"{CARE}/reviewing/meetings.py",
        "    if earliest is not None and day < earliest:\n",
        "    if earliest is None:\n",
    ),
    Taking(
        "P-13",
        f"{TESTS}/test_ledger.py::test_income_goes_to_a_pool_of_its_source",
        f"{CARE}/ledger_servicer.py",
        "        if not posting.fits(request.kind, pool.source):\n",
        "        if not pool:\n",
    ),
    Taking(
        "P-14",
        f"{STATEMENTS}::test_an_audit_asks_four_questions",
        f"{CARE}/statements/auditing.py",
        "if not one.bank_reference] + unknown\n",
        "if not one.bank_reference]\n",
    ),
    Taking(
        "P-15",
        f"{TESTS}/test_advances.py::test_p15_each_row_bears_a_signature_and_a_proxy_his_letter",
        f"{CARE}/paying/advancing.py",
        "    if not all(row.signed for row in request.rows):\n",
        "    if not request.rows:\n",
    ),
    Taking(
        "P-16",
        f"{TESTS}/test_advances.py::test_p16_an_overdue_sheet_blocks_the_next_advance",
        f"{CARE}/paying/advancing.py",
        'overdue_sheets="yes").truth and late:\n',
        'overdue_sheets="yes").truth and late and not found:\n',
    ),
    Taking(
        "P-17",
        f"{TESTS}/test_eligibility_limits.py::test_nobody_is_asked_whether_he_gave",
        f"{CARE}/checks/facts.py",
        "    moved: bool = False\n",
        "    moved: bool = False\n    donated: bool = False\n",
    ),
    Taking(
        "P-18",
        f"{WIRE}::test_p18_a_gift_for_one_purpose_pays_for_no_other",
        f"{CARE}/reviewing/granting.py",
        'matches_purpose="yes" if not uses or application.category in uses else "no",',
        'matches_purpose="yes",',
    ),
    Taking(
        "P-19",
        f"{TESTS}/test_campaigns.py::test_p19_a_place_serves_no_other_category",
        f"{CARE}/campaigns/nominating.py",
        "    if application.category != campaign.category:\n",
        "    if not application.category:\n",
    ),
    Taking(
        "P-20",
        f"{TESTS}/test_timetable.py::test_a_start_that_leaves_too_little_is_refused",
        f"{CARE}/campaigns/timetable.py",
        "    if not earliest <= chosen <= latest:\n",
        "    if not earliest:\n",
    ),
    Taking(
        "P-21",
        f"{PUBLICITY}::test_only_working_days_count",
        f"{CARE}/publicity.py",
        "same_day=False)\n    first =",
        "same_day=True)\n    first =",
    ),
    Taking(
        "P-22",
        f"{WIRE}::test_p22_an_anonymous_objection_has_its_number_and_holds_the_case",
        f"{CARE}/acting.py",
        "    if found := notices.open_objection(work.session, application.id):\n",
        "    found = notices.open_objection(work.session, application.id)\n"
        "    if found and not found.anonymous:\n",
    ),
    Taking(
        "P-23",
        f"{TESTS}/test_bands.py::test_over_the_standard_and_other_go_to_the_standing_committee",
        f"{CARE}/bands.py",
        '        "category": category_word(category),\n',
        '        "category": "festival",\n',
    ),
    Taking(
        "P-24",
        f"{TESTS}/test_books_sealed.py::test_what_is_booked_is_never_changed",
        f"{CARE}/migrations/versions/0001_money.py",
        'for table in ("budget", "closed_year", "entry", "line", "seal"):',
        'for table in ("budget", "closed_year", "line", "seal"):',
    ),
    Taking(
        "P-25",
        f"{TESTS}/test_advances.py::"
        "test_p25_a_successor_takes_over_and_what_somebody_carries_is_listed",
        f"{CARE}/advance_servicer.py",
        "    if request.holder_id:\n",
        "    if request.holder_id == work:\n",
    ),
    Taking(
        "P-26",
        "tests/rules/test_older_stores.py::test_the_database_still_refuses_to_change_an_edition",
        "services/chassis/journal.py",
        "def keep_for_ever(op: Any, table: str) -> None:\n",
        "def keep_for_ever(op: Any, table: str) -> None:\n"
        "    if table == 'edition':\n        return\n",
    ),
    Taking(
        "P-27",
        f"{TESTS}/test_emergency.py::"
        "test_what_is_owed_is_counted_from_payment_and_overdue_blocks_the_unit",
        f"{CARE}/emergency.py",
        "        if overdue:\n",
        "        if not earlier:\n",
    ),
    Taking(
        "P-28",
        f"{TESTS}/test_payments.py::test_p28_returned_payments_are_listed_until_somebody_sees_to_them",
        f"{CARE}/due.py",
        "    State.PAY_RETURNED: (PAY_DAYS, {}),\n",
        "",
    ),
    Taking(
        "P-29",
        f"{TESTS}/test_payees.py::test_p29_whether_the_payee_lives_is_asked_on_the_day_he_is_paid",
        f"{CARE}/paying/fitness.py",
        "    if member.standing == member_pb2.MEMBER_STANDING_ENDED:\n",
        "    if not member.id:\n",
    ),
    Taking(
        "P-30",
        f"{STATEMENTS}::test_no_published_row_tells_of_fewer_than_three",
        f"{CARE}/statements/heads.py",
        "    small = [one for one in rows if len(one.members) < FEWEST]\n",
        "    small = [one for one in rows if not one.members]\n",
    ),
)
