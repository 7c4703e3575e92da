"""The keys of a conversation script and what they may hold."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Optional, Tuple

from bot.knowledge.documents import Document
from bot.testing.fields import Fields, Place, shown
from bot.testing.script import BotUttered, Button, Case, Expectation, Slot, Turn

FILE_KEYS = ("test_cases", "fixtures", "metadata")
CASE_KEYS = ("test_case", "steps", "fixtures", "metadata")
STEP_KINDS = ("user", "bot", "utter", "slot_was_set", "slot_was_not_set")
USER_KEYS = ("user", "intent", "language", "max_messages", "assertions", "metadata")
ASSERTIONS = (
    "action_executed",
    "slot_was_set",
    "slot_was_not_set",
    "bot_uttered",
    "contains",
    "not_contains",
    "matches",
)
BOT_UTTERED_KEYS = ("utter_name", "text_matches", "buttons")


class ScriptReader:
    """Turns one document into test cases; mistakes gather in `fields.problems`."""

    def __init__(self, document: Document) -> None:
        self.fields = Fields(document)
        self._data = document.data
        self._fixtures: Dict[str, Dict[str, Any]] = {}
        self._metadata: Dict[str, Dict[str, Any]] = {}

    def cases(self) -> List[Case]:
        """All test cases that could be read."""
        top = self.fields.mapping(self._data, (), FILE_KEYS, "the file")
        if "fixtures" in top:
            self._fixtures = dict(self._fixtures_of(top["fixtures"]))
        if "metadata" in top:
            self._metadata = dict(self._metadata_of(top["metadata"]))
        if "test_cases" not in top:
            self.fields.wrong((), "'test_cases:' is missing; add it with at least one test case")
            return []
        places = self.fields.items(top["test_cases"], ("test_cases",), "test_cases")
        return [case for item, place in places if (case := self._case(item, place)) is not None]

    def _fixtures_of(self, value: Any) -> Iterator[Tuple[str, Dict[str, Any]]]:
        seen = set()
        for name, slots, place in self.fields.named(value, ("fixtures",), "fixtures"):
            if name in seen:
                self.fields.wrong(place, f"fixture '{name}' stands here twice; rename one")
            seen.add(name)
            values = self.fields.named(slots, place, name)
            yield name, {slot: slot_value for slot, slot_value, _ in values}

    def _metadata_of(self, value: Any) -> Iterator[Tuple[str, Dict[str, Any]]]:
        seen = set()
        for name, data, place in self.fields.named(value, ("metadata",), "metadata"):
            if name in seen:
                self.fields.wrong(place, f"metadata '{name}' stands here twice; rename one")
            seen.add(name)
            if isinstance(data, dict):
                yield name, data
            else:
                self.fields.wrong(place, f"metadata '{name}' must have fields such as 'language:'")

    def _case(self, item: Any, place: Place) -> Optional[Case]:
        data = self.fields.mapping(item, place, CASE_KEYS, "a test case")
        if not data:
            return None
        if "test_case" not in data:
            self.fields.wrong(place, "the test case has no name; begin it with '- test_case: …'")
            return None
        where = (*place, "test_case")
        name = self.fields.text(data["test_case"], where, "test_case")
        if name and ("::" in name or "\n" in name):
            self.fields.wrong(where, "the name of a test case is one line and has no '::' in it")
        slots: Dict[str, Any] = {}
        if "fixtures" in data:
            for fixture in self.fields.texts(data["fixtures"], (*place, "fixtures"), "fixtures"):
                known = self._known(fixture, self._fixtures, (*place, "fixtures"), "fixtures")
                slots.update(known)
        metadata = self._metadata_named(data, place)
        if "steps" not in data:
            self.fields.wrong(place, f"test case '{name}' has no 'steps:'; add what the user says")
            return None
        turns = self._turns(data["steps"], (*place, "steps"), metadata)
        line = self.fields.line(place)
        return Case((name or "").strip(), self.fields.file, line, tuple(turns), slots)

    def _known(
        self, name: str, defined: Dict[str, Dict[str, Any]], place: Place, what: str
    ) -> Dict[str, Any]:
        if name not in defined:
            there = ", ".join(defined) or "none so far"
            message = f"'{name}' is not among the {what} at the top of the file ({there})"
            self.fields.wrong(place, f"{message}; define it there")
        return defined.get(name, {})

    def _metadata_named(self, data: Dict[str, Any], place: Place) -> Dict[str, Any]:
        if "metadata" not in data:
            return {}
        where = (*place, "metadata")
        name = self.fields.text(data["metadata"], where, "metadata")
        return self._known(name, self._metadata, where, "metadata") if name else {}

    def _turns(self, value: Any, place: Place, metadata: Dict[str, Any]) -> List[Turn]:
        turns: List[Turn] = []
        for item, where in self.fields.items(value, place, "steps"):
            kinds = [kind for kind in STEP_KINDS if isinstance(item, dict) and kind in item]
            if len(kinds) > 1:
                both = f"'{kinds[0]}' and '{kinds[1]}'"
                self.fields.wrong(where, f"{both} in one step; begin the second with '- '")
            elif kinds == ["user"]:
                turns.append(self._user(item, where, metadata))
            elif kinds:
                expectation = self._after_user(item, where, kinds[0])
                if not turns:
                    message = f"'{kinds[0]}' stands before the first 'user' step; move it below"
                    self.fields.wrong(where, message)
                elif expectation:
                    last = turns[-1]
                    expectations = (*last.expectations, expectation)
                    turns[-1] = Turn(last.user, last.line, last.metadata, expectations)
            elif isinstance(item, dict):
                self.fields.mapping(item, where, (*STEP_KINDS, *USER_KEYS[1:]), "a step")
                if item and set(item) <= set(USER_KEYS):
                    self.fields.wrong(where, "the step has no 'user:'; write what the user says")
            else:
                self.fields.wrong(where, f"a step begins with '- user:', not {shown(item)}")
        return turns

    def _user(self, item: Dict[str, Any], place: Place, metadata: Dict[str, Any]) -> Turn:
        data = self.fields.mapping(item, place, USER_KEYS, "a user step")
        text = self.fields.text(data["user"], (*place, "user"), "user") or ""
        expectations: List[Expectation] = []
        for kind in ("intent", "language"):
            if kind in data:
                value = self.fields.text(data[kind], (*place, kind), kind)
                expectations.append(self._expect(kind, value, (*place, kind)))
        if "max_messages" in data:
            where = (*place, "max_messages")
            count = self.fields.count(data["max_messages"], where, "max_messages")
            expectations.append(self._expect("max_messages", count, where))
        if "assertions" in data:
            listed = (*place, "assertions")
            for assertion, where in self.fields.items(data["assertions"], listed, "assertions"):
                expectations.extend(self._assertion(assertion, where))
        own = {**metadata, **self._metadata_named(data, place)}
        return Turn(text, self.fields.line(place), own, tuple(expectations))

    def _assertion(self, item: Any, place: Place) -> Iterator[Expectation]:
        data = self.fields.mapping(item, place, ASSERTIONS, "an assertion")
        for kind, value in data.items():
            where = (*place, kind)
            if kind in ("contains", "not_contains"):
                yield self._expect(kind, self.fields.texts(value, where, kind), where)
            elif kind == "matches":
                yield self._expect(kind, self.fields.pattern(value, where, kind), where)
            elif kind == "action_executed":
                yield self._expect(kind, self.fields.text(value, where, kind), where)
            elif kind == "bot_uttered":
                yield self._expect(kind, self._bot_uttered(value, where), where)
            else:
                yield self._expect(kind, tuple(self._asserted_slots(value, where, kind)), where)

    def _after_user(self, item: Dict[str, Any], place: Place, kind: str) -> Optional[Expectation]:
        data = self.fields.mapping(item, place, (kind,), f"a '{kind}' step")
        where = (*place, kind)
        if kind in ("bot", "utter"):
            text = self.fields.text(data[kind], where, kind)
            return self._expect(kind, text, where) if text else None
        return self._expect(kind, tuple(self._step_slots(data[kind], where, kind)), where)

    def _bot_uttered(self, value: Any, place: Place) -> BotUttered:
        data = self.fields.mapping(value, place, BOT_UTTERED_KEYS, "bot_uttered")
        name = pattern = None
        buttons: List[Button] = []
        if "utter_name" in data:
            name = self.fields.text(data["utter_name"], (*place, "utter_name"), "utter_name")
        if "text_matches" in data:
            where = (*place, "text_matches")
            pattern = self.fields.pattern(data["text_matches"], where, "text_matches")
        if "buttons" in data:
            listed = (*place, "buttons")
            for item, where in self.fields.items(data["buttons"], listed, "buttons"):
                fields = self.fields.mapping(item, where, ("title", "payload"), "a button")
                parts = {k: self.fields.text(v, (*where, k), k) for k, v in fields.items()}
                buttons.append(Button(parts.get("title"), parts.get("payload")))
        return BotUttered(name, pattern, tuple(buttons))

    def _asserted_slots(self, value: Any, place: Place, kind: str) -> Iterator[Slot]:
        for item, where in self.fields.items(value, place, kind):
            data = self.fields.mapping(item, where, ("name", "value"), f"an entry of '{kind}'")
            if "name" in data:
                name = self.fields.text(data["name"], (*where, "name"), "name")
                yield Slot(name or "", data.get("value"), "value" in data)
            elif data:
                self.fields.wrong(where, f"an entry of '{kind}' needs the slot's 'name:'")

    def _step_slots(self, value: Any, place: Place, kind: str) -> Iterator[Slot]:
        for item, where in self.fields.items(value, place, kind):
            if isinstance(item, str) and item:
                yield Slot(item)
            elif isinstance(item, dict) and len(item) == 1:
                ((name, slot_value),) = item.items()
                yield Slot(str(name), slot_value, True)
            else:
                message = f"an entry of '{kind}' is '- slot' or '- slot: value', not {shown(item)}"
                self.fields.wrong(where, message)

    def _expect(self, kind: str, value: Any, place: Place) -> Expectation:
        return Expectation(kind, value, self.fields.line(place))
