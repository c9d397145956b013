"""A small reader of JQL: enough to ask for issues by project, key, label, status and time."""

import re
from dataclasses import dataclass

from integrations.sandbox.jira import jql_fields, refusals
from integrations.sandbox.jira.jql_fields import Test
from integrations.sandbox.jira.records import Issue
from integrations.sandbox.jira.world import World

TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
    r"""|(?P<sign>>=|<=|!=|!~|[=~<>(),])|(?P<word>[^\s=!<>~(),"']+))"""
)
SIGNS = frozenset({">=", "<=", "!=", "!~", "=", "~", "<", ">", "(", ")", ","})
LIMIT = 10_000


@dataclass(frozen=True)
class Token:
    """A word, a quoted text or a sign; ``low`` is a word or a sign in lower case."""

    text: str
    quoted: bool = False

    @property
    def low(self) -> str:
        """What keywords are compared with; nothing when quoted."""
        return "" if self.quoted else self.text.lower()

    @property
    def is_value(self) -> bool:
        """Whether it may name a field or be a value: a word or a quoted text."""
        return self.quoted or self.text not in SIGNS


@dataclass(frozen=True)
class Query:
    """Which issues, in which order; ``restricted`` tells whether anything narrows it."""

    test: Test
    order: tuple[tuple[str, bool], ...]
    restricted: bool

    def run(self, issues: list[Issue]) -> list[tuple[list[int], Issue]]:
        """The issues in order, each with the place it has in it."""
        found = [(self._place(issue), issue) for issue in issues if self.test(issue)]
        return sorted(found, key=lambda pair: pair[0])

    def _place(self, issue: Issue) -> list[int]:
        values = [(jql_fields.SORTS[name](issue), down) for name, down in self.order]
        return [-value if down else value for value, down in values] + [issue.id]


def parse(text: str, world: World) -> Query:
    """Read a query.

    Raises:
        Refusal: 400, in the words of Jira.
    """
    return _Parser(_tokens(text), world).query()


def _tokens(text: str) -> list[Token]:
    if len(text) > LIMIT:
        raise refusals.refuse(400, "The JQL query is too long.")
    tokens, at = [], 0
    while text[at:].strip():
        found = TOKEN.match(text, at)
        if found is None:
            message = f"Error in the JQL Query: '{text[at:].strip()[0]}' is not expected here."
            raise refusals.refuse(400, message)
        at = found.end()
        quoted = found["text"]
        plain = re.sub(r"\\(.)", r"\1", quoted[1:-1]) if quoted else found["sign"] or found["word"]
        tokens.append(Token(plain, quoted is not None))
    return tokens


class _Parser:
    """Reads from left to right; every method leaves ``at`` behind what it has read."""

    def __init__(self, tokens: list[Token], world: World) -> None:
        self.tokens = tokens
        self.world = world
        self.at = 0
        self.clauses = 0

    def query(self) -> Query:
        test: Test = lambda issue: True  # noqa: E731, ARG005 (everything)
        if self.tokens and not self._is("order"):
            test = self._any()
        order = self._order() if self._is("order") else (("id", True),)
        if self.at < len(self.tokens):
            raise self._unexpected()
        return Query(test, order, self.clauses > 0)

    def _any(self) -> Test:
        tests = [self._all()]
        while self._skip("or"):
            tests.append(self._all())
        return tests[0] if len(tests) == 1 else lambda issue: any(test(issue) for test in tests)

    def _all(self) -> Test:
        tests = [self._one()]
        while self._skip("and"):
            tests.append(self._one())
        return lambda issue: all(test(issue) for test in tests)

    def _one(self) -> Test:
        if self._skip("not"):
            negated = self._one()
            return lambda issue: not negated(issue)
        if self._skip("("):
            inner = self._any()
            self._expect(")")
            return inner
        return self._clause()

    def _clause(self) -> Test:
        self.clauses += 1
        name = self._word().text
        operator = self._operator()
        values = self._values() if operator.endswith("in") else [self._value()]
        return jql_fields.clause(self.world, name, operator, values)

    def _operator(self) -> str:
        sign = self._next().low
        if sign == "not":
            self._expect("in")
            return "not in"
        if sign == "is":
            return "is not" if self._skip("not") else "is"
        if sign not in ("=", "!=", ">", ">=", "<", "<=", "~", "!~", "in"):
            self.at -= 1
            raise self._unexpected()
        return sign

    def _values(self) -> list[str | None]:
        self._expect("(")
        values = [self._value()]
        while self._skip(","):
            values.append(self._value())
        self._expect(")")
        return values

    def _value(self) -> str | None:
        token = self._word()
        if token.low in ("empty", "null"):
            return None
        if not token.quoted and self._skip("("):
            self._expect(")")
            return jql_fields.function(self.world, token.text)
        return token.text

    def _order(self) -> tuple[tuple[str, bool], ...]:
        self._expect("order")
        self._expect("by")
        order = [self._sort()]
        while self._skip(","):
            order.append(self._sort())
        return tuple(order)

    def _sort(self) -> tuple[str, bool]:
        name = jql_fields.ALIASES.get(self._next().text.lower(), "")
        if name not in jql_fields.SORTS:
            wrong = self.tokens[self.at - 1].text
            message = f"Not able to sort using field '{wrong}'."
            raise refusals.refuse(400, message)
        if self._skip("asc"):
            return name, False
        return name, self._skip("desc") or name in jql_fields.NEWEST_FIRST

    def _is(self, word: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at].low == word

    def _skip(self, word: str) -> bool:
        found = self._is(word)
        self.at += found
        return found

    def _expect(self, word: str) -> None:
        if not self._skip(word):
            raise self._unexpected()

    def _next(self) -> Token:
        if self.at >= len(self.tokens):
            raise self._unexpected()
        self.at += 1
        return self.tokens[self.at - 1]

    def _word(self) -> Token:
        token = self._next()
        if not token.is_value:
            self.at -= 1
            raise self._unexpected()
        return token

    def _unexpected(self) -> Exception:
        if self.at >= len(self.tokens):
            return refusals.refuse(400, "Error in the JQL Query: the query ends too early.")
        word = self.tokens[self.at].text
        message = f"Error in the JQL Query: '{word}' is not expected here. (character {self.at})"
        return refusals.refuse(400, message)
