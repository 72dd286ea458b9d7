"""Sound rule books, and how a broken one is made of them and must be refused."""

import pytest

from services.rules.text import shelf
from services.rules.text.page import BookBroken

LETTERS = """\
book: transfer/letter_days
layer: school
covers: [R-025]
question: 介绍信有效期为几日？
question_en: For how many days is a letter valid?
unit: days
asks:
  distance: [same_city, same_province, elsewhere]
  channel: [paper, online]
names:
  distance: 去向
  same_city: 同城
  same_province: 本省
  elsewhere: 省外
  channel: 转接方式
  paper: 纸质
  online: 网上
editions:
  - from: 2025-09-01
    published: 2025-08-20
    goes_by: submission
    sample: true
    note: 学校样例值，待学校确认。
    cases:
      - when: {distance: same_city, channel: paper}
        then: 30
        because: 同城。
        because_en: The same city.
      - when: {distance: [same_province, elsewhere]}
        then: 90
        because: 外地。
        because_en: Elsewhere.
      - then: 60
        because: 其余。
        because_en: The rest.
    tests:
      - {given: {distance: same_city, channel: paper}, then: 30}
      - {given: {distance: elsewhere, channel: paper}, then: 90}
      - {given: {distance: same_city, channel: online}, then: 60}
"""
AID = """\
book: carefund/aid
layer: school
covers: []
question: 慰问多少元？
question_en: How much aid is paid?
unit: yuan
asks:
  amount: {unit: yuan, from: "0.00", to: "1,000,000.00"}
  joined_on: {unit: date, from: 1921-07-01, to: 2199-12-31}
names: {amount: 金额, joined_on: 入党日期}
editions:
  - from: 2025-09-01
    published: 2025-08-20
    goes_by: submission
    cites: {document: 《办法》, article: 第三条}
    cases:
      - when: {amount: {to: "2,000.00"}}
        then: "500.00"
        because: 小额。
        because_en: Small.
      - when: {amount: {over: "2,000.00"}, joined_on: {under: 1949-10-01}}
        then: {share: "40%", of: amount, round: down, to: fen}
        because: 按比例。
        because_en: A share.
      - when: {amount: {over: "2,000.00"}, joined_on: {from: 1949-10-01}}
        needs_human: 个案研究
        because: 个案。
        because_en: One by one.
    tests:
      - {given: {amount: "2,000.00", joined_on: 1949-10-01}, then: "500.00"}
      - {given: {amount: "2,000.01", joined_on: 1949-09-30}, then: "800.00"}
      - {given: {amount: "2,000.01", joined_on: 1949-10-01}, needs_human: true}
"""


def refuse(sound: str, old: str, new: str, key: str, said: str) -> None:
    """A sound text with one thing altered is refused, by file, by key and with these words."""
    assert old in sound
    refuse_text(sound.replace(old, new, 1), key, said)


def refuse_text(text: str, key: str, said: str) -> None:
    with pytest.raises(BookBroken) as refusal:
        shelf.parse("x/broken.yaml", text)
    found = refusal.value
    assert found.details["file"] == "x/broken.yaml"
    assert found.details["key"] == key
    assert said in found.sentence_en
    for sentence in (found.sentence_zh, found.sentence_en):
        assert "x/broken.yaml" in sentence
        assert key in sentence
