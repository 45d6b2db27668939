"""Checks of a GA4GH Phenopacket by the schema of version 2, whose messages are kept in tests/frozen."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from google.protobuf import descriptor_pb2, descriptor_pool, timestamp_pb2
from google.protobuf.json_format import ParseDict, ParseError
from google.protobuf.message_factory import GetMessageClass

from tests.frozen import CASES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from google.protobuf.message import Message

SCHEMA = CASES.parent / "phenopacket_schema" / "phenopackets_v2.binpb"

REQUIRED = {
    "Phenopacket": ("id", "meta_data"),
    "Individual": ("id",),
    "VitalStatus": ("status",),
    "OntologyClass": ("id", "label"),
    "PhenotypicFeature": ("type",),
    "Evidence": ("evidence_code",),
    "Measurement": ("assay", "measurement_value"),
    "Value": ("value",),
    "Quantity": ("unit",),
    "TimeElement": ("element",),
    "Age": ("iso8601duration",),
    "Disease": ("term",),
    "MedicalAction": ("action",),
    "Treatment": ("agent",),
    "MetaData": ("created", "created_by", "resources", "phenopacket_schema_version"),
    "Resource": ("id", "name", "url", "version", "namespace_prefix", "iri_prefix"),
}
"""Fields, and groups of which one must be there, that the documentation of the schema calls required.

The messages themselves cannot say so: every field of protobuf 3 may be left out. The number of a quantity is not among
them, since 0 is written as if it were left out.
"""

_DURATION = re.compile(r"P(?=.)(\d+(\.\d+)?Y)?(\d+M)?(\d+D)?")


@cache
def _phenopacket() -> type[Message]:
    """Make the class of the message from the schema, whose times are those of protobuf itself."""
    pool = descriptor_pool.Default()
    pool.AddSerializedFile(timestamp_pb2.DESCRIPTOR.serialized_pb)
    files = GetMessageClass(descriptor_pb2.DESCRIPTOR.message_types_by_name["FileDescriptorSet"])()
    files.MergeFromString(SCHEMA.read_bytes())
    for _, file in _parts(files):
        pool.AddSerializedFile(file.SerializeToString())
    return GetMessageClass(pool.FindMessageTypeByName("org.phenopackets.schema.v2.Phenopacket"))


def faults_of_packet(packet: dict[str, Any]) -> list[str]:
    """Name what the schema does not allow in a packet; none for a valid one.

    An unknown field, a value of a wrong type or no value of its enumeration is one fault, at which reading ends.
    """
    message = _phenopacket()()
    try:
        ParseDict(packet, message)
    except ParseError as error:
        return [str(error)]
    return [*_missing(message, "Phenopacket"), *_faults_of_ages(message), *_without_resource(packet)]


def _parts(message: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  a message made at run time
    """Give the messages in a message, each with the name of its field."""
    for field, value in message.ListFields():
        if field.message_type is not None:
            for part in value if field.is_repeated else [value]:
                yield field.name, part


def _missing(message: Any, place: str) -> Iterator[str]:  # noqa: ANN401  a message made at run time
    there = {field.name for field, _ in message.ListFields()}
    there |= {group.name for group in message.DESCRIPTOR.oneofs if message.WhichOneof(group.name)}
    yield from (f"{place} has no {name}" for name in REQUIRED.get(message.DESCRIPTOR.name, ()) if name not in there)
    for name, part in _parts(message):
        yield from _missing(part, f"{place}.{name}")


def _faults_of_ages(message: Any) -> Iterator[str]:  # noqa: ANN401  a message made at run time
    if message.DESCRIPTOR.name == "Age" and not _DURATION.fullmatch(message.iso8601duration):
        yield f"{message.iso8601duration} is no duration"
    for _, part in _parts(message):
        yield from _faults_of_ages(part)


def _without_resource(packet: dict[str, Any]) -> list[str]:
    """Name the identifiers of ontologies that the packet does not describe."""
    described = {resource.get("namespacePrefix") for resource in packet["metaData"].get("resources", [])}
    return [f"no resource has {term['id']}" for term in identified(packet) if term["id"].split(":")[0] not in described]


def identified(part: object) -> Iterator[dict[str, str]]:
    """Give every identifier with its label, at any depth."""
    if isinstance(part, dict):
        if part.keys() == {"id", "label"}:
            yield part
        part = list(part.values())
    if isinstance(part, list):
        for below in part:
            yield from identified(below)
