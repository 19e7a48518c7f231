"""A small shop's FAQ, its manual, and what tests do with its desk over HTTP."""
import json

ANSWERS = {
    "Parcels arrive within three days.": ["When will my parcel arrive?", "How long does shipping take?",
                                          "How many days until my parcel is here?", "When is my order delivered?"],
    "We ship to Canada for 20 dollars.": ["How much is shipping to Canada?", "What does a parcel to Canada cost?",
                                          "Do you ship to Canada?", "Price of shipping to Canada"],
    "We ship to Japan for 30 dollars.": ["How much is shipping to Japan?", "What does a parcel to Japan cost?",
                                         "Do you ship to Japan?", "Price of shipping to Japan"],
    "Send it back within 30 days and you get your money back.": [
        "How do I return a product?", "Can I send it back?", "I want my money back", "How does a refund work?"],
    "You can pay by card or by bank transfer.": ["How can I pay?", "Do you take credit cards?",
                                                 "Which kinds of payment are there?", "Can I pay by bank transfer?"],
    "Press 'forgot password' on the login page.": ["I forgot my password", "How do I reset my password?",
                                                   "My password does not work", "I cannot log in any more"],
    "The warranty lasts two years.": ["How long is the warranty?", "Is there a guarantee?",
                                      "What does the warranty cover?", "Is my radio still under warranty?"],
    "우리 가게는 평일 9시부터 6시까지 엽니다.": ["가게는 언제 여나요?", "영업 시간이 어떻게 되나요?", "몇 시에 문을 여나요?",
                                         "일요일에도 가게를 여나요?"],
}
# What customers really asked, in the order of the answers: without it so small a shop can promise nothing.
ASKED = [
    ["when does my parcel arrive", "How many days does shipping take?", "when will my order be delivered", "days until my parcel arrives?"],
    ["how much does shipping to Canada cost", "cost of a parcel to Canada", "shipping to Canada price?", "can you ship a parcel to Canada"],
    ["how much does shipping to Japan cost", "cost of a parcel to Japan", "shipping to Japan price?", "can you ship a parcel to Japan"],
    ["can I return it", "how do I send it back?", "money back please", "how does a refund work here"],
    ["can I pay by card", "do you take bank transfer", "how do I pay?", "which payment can I use"],
    ["reset my password", "password forgotten", "I forgot my password, what now?", "my password does not work any more"],
    ["how long is the warranty of the radio", "does the warranty cover this", "is there a guarantee for it?", "warranty how long"],
    ["몇 시에 여나요?", "영업 시간 알려 주세요", "일요일에 가게 여나요?", "가게 언제 열어요?"],
]
ELSEWHERE = ["how deep is the lake", "who was the first king of Spain", "can you sing", "price of a parcel", "shipping price?"]
MANUAL = """# Radio

## Battery

The battery of the radio lasts twelve hours. Charging the battery takes two hours with the cable in the box.

## Sound

Turn the wheel to change the volume. The loudest step is thirty.
"""


def faq_csv():
    rows = ["question,answer"]
    for answer, questions in ANSWERS.items():
        rows += [f'"{q}","{answer}"' for q in questions]
    return "\n".join(rows) + "\n"


def asked_csv():
    rows = ["question,answer"]
    for answer, questions in zip(ANSWERS, ASKED, strict=True):
        rows += [f'"{q}","{answer}"' for q in questions]
    rows += [f'"{q}","none"' for q in ELSEWHERE]
    return "\n".join(rows) + "\n"


def request(name, **more):
    return {"name": name, "dial": 0.2, "faq": {"name": "faq.csv", "text": faq_csv()},
            "asked": {"name": "asked.csv", "text": asked_csv()},
            "docs": [{"name": "radio.md", "text": MANUAL}], **more}


def events_of(body):
    """What an event stream held, and whether it came to its end."""
    parts = [p.removeprefix("data: ") for p in body.decode().split("\n\n") if p]
    return [json.loads(p) for p in parts if p != "[DONE]"], parts[-1:] == ["[DONE]"]


def make(server, name, timeout=300, **more):
    """Makes a desk and gives the events."""
    status, headers, body = server.request("POST", "/v1/desks", request(name, **more), timeout=timeout)
    assert status == 200, (status, body)
    assert headers["Content-Type"].startswith("text/event-stream"), headers
    events, ended = events_of(body)
    assert ended and "done_desk" in events[-1], events[-1]
    return events


def ask(server, name, text, conversation=None, **more):
    return server.post(f"/v1/desks/{name}/ask", text=text, **({"conversation": conversation} if conversation else {}), **more)


def get(server, path):
    status, _, body = server.request("GET", path)
    assert status == 200, (status, body)
    return json.loads(body)
