"""A shop for the tests of the page: its FAQ and manual in both languages, and a large model that knows one thing and makes
another one up."""
import csv
import http.server
import json
import threading

ENGLISH = [
    ("cancel my order", "You can cancel an order under My orders until it is packed."),
    ("return an item", "You have 30 days to return an item. Print the label under My orders."),
    ("change my delivery address", "Under My account, Addresses. It holds for orders that are not packed yet."),
    ("reset my password", "Use the link Forgotten password on the sign-in page."),
    ("track my parcel", "The link in our dispatch mail shows where your parcel is."),
    ("pay by credit card", "Every usual card works. Choose it at the checkout."),
    ("get an invoice", "The invoice comes as a PDF with the dispatch mail."),
    ("use a discount code", "Enter the code at the checkout, below the sum."),
    ("close my account", "Under My account, Close. Your orders stay with us for ten years by law."),
    ("report a damaged product", "Send us a photo within 14 days and we replace it."),
    ("speak to a person", "Call 1234 from nine to five on working days."),
    ("order for delivery abroad", "We deliver to Korea, Japan and the EU. Standard delivery abroad takes ten days."),
]
KOREAN = [
    ("주문을 취소하고", "포장 전에는 내 주문에서 취소하실 수 있습니다."),
    ("상품을 반품하고", "받으신 뒤 30일 안에 내 주문에서 반품 라벨을 인쇄해 보내 주세요."),
    ("배송지를 바꾸고", "내 계정의 주소에서 바꾸실 수 있습니다. 포장 전 주문에 적용됩니다."),
    ("비밀번호를 재설정하고", "로그인 화면의 비밀번호 찾기를 이용해 주세요."),
    ("택배가 어디 있는지 알고", "발송 메일의 링크에서 택배 위치를 보실 수 있습니다."),
    ("카드로 결제하고", "결제 화면에서 카드를 고르시면 됩니다. 모든 카드가 됩니다."),
    ("영수증을 받고", "영수증은 발송 메일에 PDF로 함께 보내 드립니다."),
    ("할인 코드를 쓰고", "결제 화면의 합계 아래에 코드를 입력해 주세요."),
    ("회원에서 탈퇴하고", "내 계정의 탈퇴에서 하실 수 있습니다."),
    ("깨진 상품을 신고하고", "14일 안에 사진을 보내 주시면 바꿔 드립니다."),
    ("상담원과 통화하고", "평일 9시부터 5시까지 1234로 전화해 주세요."),
    ("해외 배송을 받고", "일본과 유럽으로 배송합니다. 해외 배송은 열흘 걸립니다."),
]
ENGLISH_WAYS = ["How do I {}?", "I want to {}", "Can I {}?", "please help me {}", "what must I do to {}", "where can I {}"]
KOREAN_WAYS = ["{} 싶어요", "{} 싶은데 어떻게 하나요?", "{} 싶습니다. 방법을 알려 주세요", "어떻게 하면 되나요? {} 싶어요"]

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
        for rows, ways in ((ENGLISH, ENGLISH_WAYS), (KOREAN, KOREAN_WAYS)):
            for what, answer in rows:
                for way in ways:
                    table.writerow([way.format(what), answer])
    (folder / "returns.md").write_text(MANUAL_EN, encoding="utf-8")
    (folder / "반품.md").write_text(MANUAL_KO, encoding="utf-8")


class LargeModel:
    """Of OpenAI's form, on this machine. Keeps what it was sent."""

    def __init__(self):
        self.asked = []
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                owner.asked.append(body)
                korean = "질문:" in body["messages"][-1]["content"]
                says = ("해외 배송은 열흘 걸립니다. 자전거도 한 대 드립니다." if korean else
                        "Standard delivery abroad takes ten days. A free bicycle comes along.")
                reply = json.dumps({"choices": [{"message": {"role": "assistant", "content": says}}],
                                    "usage": {"prompt_tokens": 200, "completion_tokens": 20}}).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply)

            def log_message(self, *args):
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}/v1"
        threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self):
        self.http.shutdown()
        self.http.server_close()
