"""What anybody asks about organizations outside the school, and how the office describes them."""

from collections.abc import Iterable
from functools import cached_property

from dangwu.directory.v1 import outside_pb2
from dangwu.directory.v1.outside_pb2_grpc import OutsideServiceStub
from dangwu_client._asking import Asking


class OutsideReads(Asking):
    """Where members come from and go to, for whoever has to name it: campus systems too."""

    @cached_property
    def _outsides(self) -> OutsideServiceStub:
        return OutsideServiceStub(self._channel)

    def outside(self, organization_id: str) -> outside_pb2.Outside:
        """What is known of an outside organization. Raises Unknown, NotNow (the school's own)."""
        request = outside_pb2.GetOutsideRequest(organization_id=organization_id)
        return self._call(self._outsides.GetOutside, request)

    def find_outside(self, words: str, *, most: int = 0) -> list[outside_pb2.FoundOutside]:
        """Those that a name, alias, code or pinyin fits, mistyped too, the best first."""
        request = outside_pb2.SearchOutsideRequest(words=words, most=most)
        return list(self._call(self._outsides.SearchOutside, request).found)


class Outsides(OutsideReads):
    """Outside organizations, and their descriptions."""

    def describe_outside(
        self,
        organization_id: str,
        etag: str,
        category: "outside_pb2.OutsideCategory | str",
        region: str,
        *,
        aliases: Iterable[str] = (),
        connected: bool = False,
        superior_id: str = "",
        address: str = "",
        postcode: str = "",
        phone: str = "",
        fax: str = "",
        note: str = "",
        request_id: str = "",
        rehearse: bool = False,
    ) -> outside_pb2.Outside:
        """Put a whole description in the place of the one before; the first has no etag.

        Raises Taken (alias), NotNow (superior, closed), Conflict when stale.
        """
        request = outside_pb2.DescribeOutsideRequest(
            organization_id=organization_id,
            etag=etag,
            category=category,
            region=region,
            aliases=aliases,
            connected=connected,
            superior_id=superior_id,
            address=address,
            postcode=postcode,
            phone=phone,
            fax=fax,
            note=note,
        )
        return self._write(self._outsides.DescribeOutside, request, request_id, rehearse)
