from __future__ import annotations

import json

import pytest

from mockint.gateway.passages import find_passages, find_question

DOCUMENTS = [("REL-1", "The limit is 5 days."), ("REL-2", "The fee is 20 EUR.")]


def marked(form: str, between: str = "\n\n") -> str:
    return between.join(form.format(id=name, text=text) for name, text in DOCUMENTS)


@pytest.mark.parametrize(
    "prompt",
    [
        marked("[{id}]\n{text}"),
        marked("[{id}] {text}", "\n"),
        marked("## [{id}]\n{text}"),
        marked("### {id}\n{text}"),
        marked("ID: {id}\n{text}"),
        marked("Document {id}:\n{text}"),
        marked("Source: {id}\n\n{text}"),
        marked("**{id}**\n{text}"),
        marked("--- {id} ---\n{text}"),
        marked("# Title\nDocument: {id} | Version: 3 | Status: in force\n\n{text}"),
        marked("[{id}]\n# Title\nDocument: {id} | Version: 3\n\n{text}"),
        marked('<document id="{id}">\n{text}\n</document>'),
        marked("<doc id={id}>{text}</doc>"),
        marked("<note source='{id}'>\n# Title\nDocument: {id} | Version: 1\n{text}</note>"),
        f"<documents>{marked('<document index=1><source>{id}</source><document_content>{text}</document_content></document>')}</documents>",
        json.dumps([{"id": name, "text": text} for name, text in DOCUMENTS]),
        json.dumps({"documents": [{"doc_id": name, "content": text} for name, text in DOCUMENTS]}, indent=1),
        "\n".join(json.dumps({"source": name, "body": text}) for name, text in DOCUMENTS),
    ],
)
@pytest.mark.parametrize("form", ["Answer from these.\n\n{}\n\nQuestion: What is the fee?", "{}\n\nWhat is the fee?"])
def test_passages_are_found_however_they_are_marked(prompt: str, form: str) -> None:
    texts = [form.replace("{}", prompt)]
    question = find_question(texts)
    assert question == "What is the fee?"
    found = find_passages(texts, question)
    assert [one.id for one in found] == ["REL-1", "REL-2"]
    for one, (_name, text) in zip(found, DOCUMENTS, strict=True):
        assert text in one.text


def test_blocks_without_names_are_passages_without_names() -> None:
    texts = ["The limit is 5 days.\n\nThe fee is 20 EUR.\n\nWhat is the fee?"]
    assert [one.id for one in find_passages(texts, "What is the fee?")] == ["", ""]


@pytest.mark.parametrize(
    ("texts", "question"),
    [
        (["Question: What is it?\n\n[A1] It is it."], "What is it?"),
        (["<question>\nWhat is it?\n</question>\nSay null if unknown."], "What is it?"),
        (["Is this it? No.\nHow is that?\nAnswer briefly."], "How is that?"),
        (["[A1] Text.", "What?"], "What?"),
        (["Tell me the fee"], "Tell me the fee"),
        ([], ""),
        (["\n"], ""),
    ],
)
def test_the_question(texts: list[str], question: str) -> None:
    assert find_question(texts) == question


def test_a_prompt_of_nothing_but_tags_and_brackets_is_read_in_time() -> None:
    assert find_passages(["<a>" * 30_000], "") is not None
    assert find_passages(["[{" * 30_000], "") is not None
