"""What a YAML parser complains about, said so that someone who never heard of YAML can put it right."""

from __future__ import annotations

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from sim.scenario.places import Place, printable

# Words of the parser, and what they usually mean. The first that is found is told.
LESSONS = (
    ("character '\\t'", "a tab stands here. Indent with spaces, two for each level; YAML does not allow tabs."),
    ("cannot start any token", "a value cannot begin with this character. Put quotes around the whole value."),
    (
        "mapping values are not allowed",
        "this colon begins a second 'key: value' where none can stand. Check that the line above ends as it should, "
        "that this line is indented like its neighbours, and that there is a space after each colon; "
        'text with a colon in it needs quotes: "so: quoted".',
    ),
    (
        "sequence entries are not allowed",
        "a list entry ('- ...') cannot begin here. Begin it on a line of its own, indented below its key.",
    ),
    ("expected <block end>", "this line is not indented like the lines before it. Use two spaces for each level."),
    (
        "could not find expected ':'",
        "a key without its colon. Write 'key: value' with a space after the colon, each on its own line.",
    ),
    ("unexpected end of stream", "a quotation mark is opened here and never closed. Close it on the same line."),
    ("unknown escape character", "a backslash in double quotes has a special meaning. Use single quotes instead."),
    ("undefined alias", "aliases (*name) are not allowed here. Write the value out again."),
    ("expected ',' or ']'", "a list is opened here with [ and not closed. Separate by commas and close with ]."),
    ("expected ',' or '}'", "a block is opened here with { and not closed. Separate by commas and close with }."),
    ("expected the node content", "a value is missing before this character, or a bracket too many stands here."),
)
# Here the mistake is where the bracket, quotation mark or key began, not where the parser lost hope.
POINT_AT_OPENING = (
    "unexpected end of stream",
    "could not find expected ':'",
    "expected ',' or ']'",
    "expected ',' or '}'",
)
IN_GENERAL = "this cannot be read as YAML ({words}). Compare it with a file of the scenarios folder."


def syntax_lesson(error: Exception, text: str) -> tuple[Place, str]:
    """The place of a syntax error, and a sentence on how to mend it."""
    if isinstance(error, ReaderError):
        return _place_of(text, error.position), (
            "a character that cannot be shown stands here (a control character). Delete it; the file must be text."
        )
    if not isinstance(error, MarkedYAMLError):
        return Place(1, 1), IN_GENERAL.format(words="some character or number in it is impossible")
    words = str(error.problem or error.context or "unreadable")
    lesson = next((lesson for sign, lesson in LESSONS if sign in words), None)
    mark = error.problem_mark or error.context_mark
    if error.context_mark is not None and any(sign in words for sign in POINT_AT_OPENING):
        mark = error.context_mark
    place = Place(mark.line + 1, mark.column + 1) if mark is not None else Place(1, 1)
    return place, lesson or IN_GENERAL.format(words=printable(words))


def _place_of(text: str, position: int) -> Place:
    before = text[:position]
    return Place(before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1)
