"""Letters (介绍信), their register, and the receipts (回执) that come back, one method each.

Acts take the etag last read, `request_id` (made when empty; the same one again changes nothing
more) and `rehearse` (check everything, change nothing). Issue, receipt and refusal are about a
case and take the case's etag; all else is about a letter and takes the letter's.
Raises Unknown, Forbidden, NotNow (void, lapsed, not ready), Malformed, Conflict (stale).
"""

from collections.abc import Iterator, Sequence
from functools import cached_property

from dangwu.transfer.v1 import letter_pb2, receipt_pb2, register_pb2, transfer_pb2, transit_pb2
from dangwu.transfer.v1.receipt_pb2_grpc import ReceiptServiceStub
from dangwu.transfer.v1.register_pb2_grpc import LetterServiceStub
from dangwu.transfer.v1.transit_pb2_grpc import TransitServiceStub
from dangwu_client._asking import PAGE_SIZE, Asking

AT_ONCE = 50
"""How many letters one call prints."""


class LetterActs(Asking):
    """Issue, register, print, loss."""

    @cached_property
    def _letters(self) -> LetterServiceStub:
        return LetterServiceStub(self._channel)

    @cached_property
    def _issuing(self) -> TransitServiceStub:
        return TransitServiceStub(self._channel)

    def issue_letter(
        self, transfer_id: str, etag: str, *, request_id: str = "", rehearse: bool = False
    ) -> letter_pb2.Letter:
        """Issue the introduction letter of a departure that all have signed."""
        request = transit_pb2.IssueLetterRequest(id=transfer_id, etag=etag)
        return self._write(self._issuing.IssueLetter, request, request_id, rehearse)

    def reissue_letter(
        self,
        transfer_id: str,
        etag: str,
        cause: "transit_pb2.ReissueCause | str",
        because: str,
        *,
        original_returned: bool = False,
        request_id: str = "",
        rehearse: bool = False,
    ) -> letter_pb2.Letter:
        """Replace a letter by a new one that names it; the old one is void from then on."""
        request = transit_pb2.ReissueLetterRequest(
            id=transfer_id,
            etag=etag,
            cause=cause,
            because=because,
            original_returned=original_returned,
        )
        return self._write(self._issuing.ReissueLetter, request, request_id, rehearse)

    def letter(self, letter_id: str) -> letter_pb2.Letter:
        """One letter, as it reads today."""
        request = register_pb2.GetLetterRequest(id=letter_id)
        return self._call(self._letters.GetLetter, request)

    def register_page(
        self, year: int, issuer_id: str = "", page_token: str = "", page_size: int = PAGE_SIZE
    ) -> register_pb2.ListRegisterResponse:
        """A page of an issuer's register (the school's when empty), with the counts of a year.

        Year 0 is this year, by the server's clock.
        """
        request = register_pb2.ListRegisterRequest(
            issuer_id=issuer_id, year=year, page_size=page_size, page_token=page_token
        )
        return self._call(self._letters.ListRegister, request)

    def register(self, year: int = 0, issuer_id: str = "") -> register_pb2.ListRegisterResponse:
        """The whole register of a year (0: this one), its counts as the last page has them."""
        whole = register_pb2.ListRegisterResponse()
        token = ""
        while True:
            page = self.register_page(year, issuer_id, token)
            whole.letters.extend(page.letters)
            token = page.next_page_token
            if not token:
                break
        whole.allocated = page.allocated
        whole.unexplained.extend(page.unexplained)
        for name, many in page.counts.items():
            whole.counts[name] = many
        return whole

    def print_letters(
        self,
        letter_ids: Sequence[str],
        purpose: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> list[letter_pb2.Sheet]:
        """What is printed on at most 50 letters, numbers in clear; counted and audited."""
        request = register_pb2.PrintLettersRequest(ids=letter_ids, purpose=purpose)
        reply = self._write(self._letters.PrintLetters, request, request_id, rehearse)
        return list(reply.sheets)

    def print_batches(
        self, letter_ids: Sequence[str], purpose: str
    ) -> Iterator[list[letter_pb2.Sheet]]:
        """The same for any number of letters, 50 a call."""
        for start in range(0, len(letter_ids), AT_ONCE):
            yield self.print_letters(letter_ids[start : start + AT_ONCE], purpose)

    def void_letter(
        self,
        letter_id: str,
        etag: str,
        because: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> letter_pb2.Letter:
        """Void a letter; its number stays in the register and is never used again."""
        request = register_pb2.VoidLetterRequest(id=letter_id, etag=etag, because=because)
        return self._write(self._letters.VoidLetter, request, request_id, rehearse)

    def spoil_letter(
        self,
        letter_id: str,
        etag: str,
        because: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> letter_pb2.Letter:
        """Keep a spoiled letter as such; the same one comes back under the next number."""
        request = register_pb2.SpoilLetterRequest(id=letter_id, etag=etag, because=because)
        return self._write(self._letters.SpoilLetter, request, request_id, rehearse)

    def report_loss(
        self,
        letter_id: str,
        etag: str,
        lost_on: str,
        because: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> letter_pb2.Letter:
        """Note a loss; the letter is void, and the addressee is to be told."""
        request = register_pb2.NoteLossRequest(
            id=letter_id, etag=etag, lost_on=lost_on, because=because
        )
        return self._write(self._letters.NoteLoss, request, request_id, rehearse)

    def notify_addressee(
        self,
        letter_id: str,
        etag: str,
        told_on: str,
        how: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> letter_pb2.Letter:
        """Note that the addressee of a lost letter was told."""
        request = register_pb2.NotifyAddresseeRequest(
            id=letter_id, etag=etag, told_on=told_on, how=how
        )
        return self._write(self._letters.NotifyAddressee, request, request_id, rehearse)


class Receipts(Asking):
    """What comes back from the other side. Only a receipt moves a member who left."""

    @cached_property
    def _receipts(self) -> ReceiptServiceStub:
        return ReceiptServiceStub(self._channel)

    def open_handoff(
        self, letter_id: str, etag: str, *, request_id: str = "", rehearse: bool = False
    ) -> receipt_pb2.Handoff:
        """A code for the receiving side: shown once, good once, for as long as the letter."""
        request = receipt_pb2.OpenHandoffRequest(id=letter_id, etag=etag)
        return self._write(self._receipts.OpenHandoff, request, request_id, rehearse)

    def record_receipt(
        self,
        transfer_id: str,
        etag: str,
        receiver_id: str,
        branch: str,
        accepted_on: str,
        channel: "receipt_pb2.ReceiptChannel | str",
        *,
        letter_number: str = "",
        image: bytes = b"",
        handoff_code: str = "",
        request_id: str = "",
        rehearse: bool = False,
    ) -> letter_pb2.Receipt:
        """Record the receipt of the final receiving committee: the member has moved."""
        request = receipt_pb2.RecordReceiptRequest(
            id=transfer_id,
            etag=etag,
            receiver_id=receiver_id,
            branch=branch,
            accepted_on=accepted_on,
            channel=channel,
            letter_number=letter_number,
            image=image,
            handoff_code=handoff_code,
        )
        return self._write(self._receipts.RecordReceipt, request, request_id, rehearse)

    def record_refusal(
        self,
        transfer_id: str,
        etag: str,
        reason: "receipt_pb2.RefusalReason | str",
        *,
        note: str = "",
        request_id: str = "",
        rehearse: bool = False,
    ) -> transfer_pb2.Transfer:
        """Note that the other side sent the member back; the letter is void."""
        request = receipt_pb2.RecordRefusalRequest(
            id=transfer_id, etag=etag, reason=reason, note=note
        )
        return self._write(self._receipts.RecordRefusal, request, request_id, rehearse)
