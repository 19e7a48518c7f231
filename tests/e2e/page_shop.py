"""A shop for the tests of the page: its FAQ and manual in both languages, and a large model that knows one thing and makes
another one up."""
import csv

import large_model

# An answer, and how people ask for it. Varied on purpose: a desk judges itself on questions that say it in other words.
SHOP = {
    "You can cancel an order under My orders until it is packed.": [
        "How do I cancel an order?", "I ordered by mistake and no longer want it, cancel please",
        "cancel order", "Is it too late for cancelling what I bought an hour ago?",
        "Please stop my purchase before it ships", "I changed my mind about the order, can it be cancelled?"],
    "You have 30 days to return an item. Print the label under My orders.": [
        "How can I return an item?", "The shoes do not fit, where do I send them back?", "return label",
        "Can I send something back after two weeks?", "I do not like what I got and wish to return it",
        "how do returns work with you"],
    "We pay back within five working days after the parcel has reached us.": [
        "When do I get my money back?", "refund status", "I returned the jacket, where is my refund?",
        "How long does a refund take?", "You have not refunded me yet", "pay me back please"],
    "Change it under My account, Addresses, until the order is packed.": [
        "How do I change my delivery address?", "I moved, please ship to my new address",
        "wrong street in the shipping address", "Can the parcel go to another address?",
        "update address", "I typed the wrong postcode for delivery"],
    "Use the link Forgotten password on the sign-in page.": [
        "How do I reset my password?", "I forgot my password", "cannot sign in any more",
        "The login says my password is wrong", "password reset mail", "I am locked out of the sign-in, what now?"],
    "The link in our dispatch mail shows where your parcel is.": [
        "Where is my parcel?", "track shipment", "How can I track my package?",
        "My parcel has not arrived yet, where does it hang?", "tracking number", "Has my parcel left already?"],
    "Every usual card works, and so does a bank transfer. Choose it at the checkout.": [
        "Which ways to pay are there?", "Can I pay by credit card?", "do you take Visa",
        "Is payment by bank transfer possible?", "payment methods", "My card was not accepted at the checkout, how else can I pay?"],
    "The invoice comes as a PDF with the dispatch mail.": [
        "Where do I find my invoice?", "I need a bill for my company", "invoice pdf",
        "Please send the invoice once more", "How do I download a receipt?", "My tax adviser wants an invoice"],
    "Send us a photo within 14 days and we replace it.": [
        "My product arrived damaged", "The glass was broken in the box", "What if an item is defective?",
        "It came with a scratch, I want a replacement", "broken on arrival", "damaged item, who replaces it?"],
    "We deliver to Korea, Japan and the EU. Standard delivery abroad takes ten days.": [
        "Do you deliver abroad?", "shipping to Japan", "How long does delivery abroad take?",
        "Can you send it to another country?", "international delivery", "I live in Spain, do you ship there?"],
    "포장 전에는 내 주문에서 취소하실 수 있습니다.": [
        "주문을 취소하고 싶어요", "방금 산 것을 취소할 수 있나요?", "주문 취소", "실수로 주문했는데 취소해 주세요",
        "마음이 바뀌었는데 주문을 없던 일로 할 수 있나요?", "발송 전에 주문을 멈춰 주세요"],
    "받으신 뒤 30일 안에 내 주문에서 반품 라벨을 인쇄해 보내 주세요.": [
        "반품은 어떻게 하나요?", "신발이 맞지 않아 돌려보내고 싶어요", "반품 라벨", "2주가 지났는데 반품되나요?",
        "마음에 안 들어서 반품하려고요", "반품 방법을 알려 주세요"],
    "반품하신 택배가 도착하면 영업일 5일 안에 돌려 드립니다.": [
        "환불은 언제 되나요?", "돈을 아직 못 돌려받았어요", "환불 기간", "재킷을 돌려보냈는데 환불이 안 왔어요",
        "환불까지 며칠 걸리나요?", "환불해 주세요"],
    "내 계정의 주소에서 포장 전까지 바꾸실 수 있습니다.": [
        "배송지를 바꾸고 싶어요", "이사해서 새 주소로 보내 주세요", "주소 변경", "배송 주소를 잘못 적었어요",
        "우편번호가 틀렸는데 고칠 수 있나요?", "다른 주소로 받을 수 있나요?"],
    "로그인 화면의 비밀번호 찾기를 이용해 주세요.": [
        "비밀번호를 잊어버렸어요", "비밀번호 재설정은 어떻게 하나요?", "로그인이 안 돼요", "비밀번호가 틀리다고 나와요",
        "비밀번호 찾기", "계정이 잠겨서 로그인할 수 없어요"],
    "발송 메일의 링크에서 택배 위치를 보실 수 있습니다.": [
        "택배가 어디 있나요?", "배송 조회", "운송장 번호를 알고 싶어요", "택배가 아직 안 왔어요",
        "제 택배는 출발했나요?", "택배 위치를 확인하고 싶습니다"],
    "카드와 계좌 이체를 모두 쓰실 수 있습니다. 결제 화면에서 고르세요.": [
        "어떤 결제 방법이 있나요?", "신용카드로 결제할 수 있나요?", "결제 수단", "계좌 이체도 되나요?",
        "카드 결제가 안 되는데 다르게 결제할 수 있나요?", "무통장으로 결제하고 싶어요"],
    "일본과 유럽으로 배송합니다. 해외 배송은 열흘 걸립니다.": [
        "해외 배송이 되나요?", "일본으로 보낼 수 있나요?", "해외 배송", "해외로 받으려면 얼마나 걸리나요?",
        "다른 나라에서도 주문할 수 있나요?", "스페인에 사는데 배송해 주시나요?"],
}

MANUAL_EN = """# Returns

## How long

You have 30 days from the day your parcel arrived to return something. Opened food cannot be returned.

## Money back

We pay back within five working days after the parcel has reached us, the same way that you paid.

# Care

## Washing

Wash the wool blanket by hand in cold water. A tumble dryer makes it small.
"""
MANUAL_KO = """# 반품

## 기간

택배를 받으신 날부터 30일 안에 반품하실 수 있습니다. 뜯은 식품은 반품되지 않습니다.

## 환불

반품하신 택배가 도착하면 영업일 5일 안에 결제하신 방법으로 돌려 드립니다.

# 관리

## 세탁

양털 담요는 찬물에 손으로 빨아 주세요. 건조기를 쓰면 줄어듭니다.
"""


def write(folder):
    """shop.csv, returns.md and 반품.md."""
    with open(folder / "shop.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["question", "answer"])
        for answer, questions in SHOP.items():
            table.writerows([question, answer] for question in questions)
    (folder / "returns.md").write_text(MANUAL_EN, encoding="utf-8")
    (folder / "반품.md").write_text(MANUAL_KO, encoding="utf-8")


class KnowsOne(large_model.LargeModel):
    """Knows one thing and makes another one up."""

    def __init__(self):
        super().__init__()
        self.text = "Standard delivery abroad takes ten days. A free bicycle comes along."
