"""Blocks of keys as pydantic models, and the short ways of writing what is long."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, create_model
from pydantic.annotated_handlers import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from sim.scenario.fields import finite, lesson
from sim.scenario.places import shown

RANGE_ENDS = 2


@dataclass(frozen=True, slots=True)
class Member:
    """One key of a block: the type of its value, and what an editor shows."""

    kind: Any
    description: str | None = None
    required: bool = False


class Block(BaseModel):
    """A block of keys in which every key is known. `OTHERS` is the type of further keys where some are allowed."""

    OTHERS: ClassVar[Any] = None
    model_config = ConfigDict(extra="forbid", protected_namespaces=(), hide_input_in_errors=True)


def block(name: str, members: Mapping[str, Member], description: str, base: type[Block] = Block) -> Any:
    """A block of keys as a model. Field names carry a prefix, so that no key clashes with pydantic's own names."""
    fields: dict[str, Any] = {
        f"key_{key}": (
            member.kind,
            Field(default=... if member.required else None, alias=key, description=member.description),
        )
        for key, member in members.items()
    }
    return create_model(name, __base__=base, __doc__=description, **fields)


def may_be_empty(model: Any) -> Any:
    """A block whose heading may stand with nothing below it."""
    return Annotated[model, BeforeValidator(lambda value: {} if value is None else value)]


def by_name(kind: Any) -> Any:
    """A block whose keys are names that the file chooses."""
    return dict[str, kind]


def list_of(kind: Any) -> Any:
    """A list whose heading may stand with nothing below it."""
    return Annotated[list[kind], BeforeValidator(lambda value: [] if value is None else value)]


class _Shorthand:
    """Reads a short way of writing something as the long way, and shows both to editors."""

    def __init__(self, read: Callable[[object], object], ways: Callable[[list[Any]], list[Any]]) -> None:
        self._read = read
        self._ways = ways

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._read, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": self._ways(list(handler(schema)["anyOf"]))}


def _once_as_list(value: object) -> object:
    if isinstance(value, (str, int, float)):
        raise lesson(f"{shown(value)} cannot stand here alone. Write the day as a block: {{at: 2019-08-22}}.")
    return [value] if isinstance(value, dict) else value


def _once_or_list(ways: list[Any]) -> list[Any]:
    return [*(way["items"] for way in ways if "items" in way), *ways]


def once_or_often(model: Any) -> Any:
    """Something done on one day, on several days (a list), or on none (nothing: takes back what is extended)."""
    return Annotated[list[model] | None, _Shorthand(_once_as_list, _once_or_list)]


def _pair_as_block(value: object) -> object:
    advice = "Write [low, high] with two numbers."
    if isinstance(value, list):
        if len(value) != RANGE_ENDS:
            raise lesson(f"a range has two numbers, not {len(value)}. {advice}")
        low, high = (finite(end, advice) for end in value)
        return {"low": low, "high": high}
    if value is not None and not isinstance(value, dict):
        raise lesson(f"{shown(value)} is not a range. {advice[:-1]}, or {{dist: normal, mean: .., sd: ..}}.")
    return value


def _pair_or_block(ways: list[Any]) -> list[Any]:
    ends = {"type": "array", "items": {"type": "number"}, "minItems": RANGE_ENDS, "maxItems": RANGE_ENDS}
    return [ends, *ways]


def range_or_block(model: Any) -> Any:
    """A range as [low, high] or as a block that names a distribution; nothing takes back what is extended."""
    return Annotated[model | None, _Shorthand(_pair_as_block, _pair_or_block)]


def read_pair(value: object) -> tuple[float, float]:
    """Two numbers, the lower first. Raises a lesson for anything else."""
    advice = "Write two numbers: between: [low, high]."
    if not isinstance(value, list) or len(value) != RANGE_ENDS:
        raise lesson(f"a range of two numbers is needed here, not {shown(value)}. {advice}")
    low, high = (finite(end, advice) for end in value)
    if low > high:
        raise lesson(f"the low end {low:g} is above the high end {high:g}. Write the lower number first.")
    return low, high
