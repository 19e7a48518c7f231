// Texts of the support desk: making it, its decisions, and what it says to a customer.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kDeskFile{"not a support desk of tinybrain, or damaged: '{}'",
                                   "tinybrain의 상담 데스크 파일이 아니거나 손상되었습니다: '{}'"};
inline constexpr Message kDeskEncoder{
    "the desk's vectors are {} wide, the encoder's {}: give the encoder that it was made with",
    "데스크의 벡터 너비는 {}인데 인코더는 {}입니다. 만들 때 쓴 인코더를 주세요"};
inline constexpr Message kDeskStopped{"stopped; nothing was written",
                                      "멈췄습니다. 쓴 것은 없습니다"};
inline constexpr Message kDeskTooFew{
    "{} questions with {} answers are too few for a desk: at least {} questions with two answers",
    "질문 {}개와 답 {}개로는 데스크를 만들 수 없습니다. 질문이 {}개 이상, 답이 둘 이상이어야 "
    "합니다"};
inline constexpr Message kDeskDial{
    "the dial is a share of wrong answers from 0.001 to 0.5, not {}",
    "다이얼은 틀린 답의 비율입니다. {}이(가) 아니라 0.001에서 0.5 사이로 하세요"};
inline constexpr Message kDeskMissing{
    "no support desk in '{}'; make one: tinybrain skill new support",
    "'{}'에 상담 데스크가 없습니다. 먼저 만드세요: tinybrain skill new "
    "support"};
inline constexpr Message kDeskNoQuestion{"the question is empty", "질문이 비어 있습니다"};

inline constexpr Message kDeskSetting{"the setting '{}' has no sensible value, or is none",
                                      "'{}' 설정의 값이 알맞지 않거나 그런 설정이 없습니다"};
inline constexpr Message kDeskNoSlip{
    "there is no slip number {} waiting: it was sent, refused or is too old",
    "기다리는 {}번 전표가 없습니다. 보냈거나 거절했거나 오래되었습니다"};
inline constexpr Message kDeskNotGranted{
    "sending questions to a large model is not granted: tinybrain consent grant escalation",
    "질문을 큰 모델에 보내는 데 동의하지 않았습니다: tinybrain consent grant escalation"};
inline constexpr Message kDeskNoVault{
    "sending questions to a large model needs the vault, where each is written down",
    "질문을 큰 모델에 보내려면 그 기록을 남길 금고가 필요합니다"};
inline constexpr Message kDeskBudget{
    "today's budget for the large model is used up: {} of {} {}, this question {}",
    "오늘 큰 모델에 쓸 예산을 다 썼습니다: {} / {} {}, 이 질문은 {}"};
inline constexpr Message kDeskFolder{"cannot make the folder '{}': {}",
                                     "'{}' 폴더를 만들 수 없습니다: {}"};
inline constexpr Message kDeskAsIs{"{}", "{}"};
inline constexpr Message kDeskNoSlot{"'{}' does not stand in the message",
                                     "메시지에 '{}'(이)라는 말이 없습니다"};
inline constexpr Message kDeskOneLesson{
    "one of answer, answer_text, right and slot is to be given, and only one",
    "answer, answer_text, right, slot 가운데 하나만 주세요"};
inline constexpr Message kDeskNoAnswer{"there is no answer number {}", "{}번 답이 없습니다"};

// ---- Why it decided as it did; for the trace ----
inline constexpr Message kDeskWhyAnswer{
    "an answer is right with a chance of {} %; from {} % on, at most {} % of answers are wrong",
    "답이 맞을 확률이 {}%입니다. {}% 이상이면 틀린 답이 {}%를 넘지 않습니다"};
inline constexpr Message kDeskWhyPassage{
    "no answer of the list is sure enough ({} %), but a passage of the manual has what was asked",
    "목록에는 충분히 확실한 답이 없지만({}%), 설명서에 물어본 내용이 있습니다"};
inline constexpr Message kDeskWhyAsk{"two answers are near each other ({} and {} %): asked which",
                                     "두 답이 비슷합니다({}%, {}%). 어느 쪽인지 되물었습니다"};
inline constexpr Message kDeskWhyUnknown{
    "the best answer is right with a chance of {} % only; {} % are needed",
    "가장 가까운 답이 맞을 확률이 {}%뿐입니다. {}% 이상이어야 합니다"};
inline constexpr Message kDeskWhyNoDial{"no chance is high enough to keep to the dial of {} %",
                                        "다이얼 {}%를 지킬 만큼 확실한 답이 없습니다"};
inline constexpr Message kDeskWhySmallTalk{"a greeting or thanks: no answer is looked for",
                                           "인사나 감사의 말이라 답을 찾지 않았습니다"};
inline constexpr Message kDeskWhyExact{"the question stands in the list in these very words",
                                       "목록에 똑같은 질문이 있습니다"};
inline constexpr Message kDeskWhyChosen{"the customer chose among the two answers",
                                        "고객이 두 답 가운데 하나를 골랐습니다"};

inline constexpr Message kDeskRuleDial{
    "at most {} % of answers wrong: answers from a chance of {} % on",
    "틀린 답 최대 {}%: 확률 {}%부터 답함"};
inline constexpr Message kDeskRuleNone{
    "at most {} % of answers wrong: no answer is sure enough yet",
    "틀린 답 최대 {}%: 아직 그만큼 확실한 답이 없음"};
inline constexpr Message kDeskRuleOff{"nothing is sent to a large model",
                                      "큰 모델에 아무것도 보내지 않음"};
inline constexpr Message kDeskRuleAsk{"a large model is asked only after each slip is granted",
                                      "전표를 하나씩 허락해야 큰 모델에 물음"};
inline constexpr Message kDeskRuleAlways{"a large model may be asked, at most {} {} a day",
                                         "큰 모델에 물을 수 있음, 하루 최대 {} {}"};

// ---- What it says ----
inline constexpr Message kDeskPassage{
    "I do not know that for certain. This is what {} says:\n{}",
    "그 내용은 확실히 알지 못합니다. {}에는 이렇게 적혀 있습니다.\n{}"};
inline constexpr Message kDeskFromLarge{"A large model answered this, not us: {}",
                                        "저희가 아니라 큰 모델이 답한 내용입니다: {}"};
inline constexpr Message kDeskLargeFailed{
    "I do not know that for certain, and the large model did not answer ({}). Your question is "
    "noted.",
    "그 내용은 확실히 알지 못하고, 큰 모델도 답하지 않았습니다({}). 질문은 적어 두었습니다."};
inline constexpr Message kDeskLargeUnsupported{
    "I do not know that for certain, and nothing that the large model said stands in our "
    "documents.",
    "그 내용은 확실히 알지 못하고, 큰 모델의 답도 저희 문서에서 확인되지 않습니다."};

// ---- What a large model is asked ----
inline constexpr Message kDeskSlipSystem{
    "You answer customers of a shop. Use only the texts given. If they do not answer the question, "
    "say exactly: "
    "I do not know. Words in square brackets such as [NAME_1] stand for what is not shown to you; "
    "keep them as they are. "
    "Answer in at most three sentences.",
    "당신은 고객의 질문에 답합니다. 주어진 글만 쓰세요. 글에 답이 없으면 정확히 "
    "'모르겠습니다'라고만 쓰세요. [이름_1]처럼 "
    "대괄호에 든 말은 보여 드리지 않는 내용이니 그대로 두세요. 세 문장 이내로 답하세요."};
inline constexpr Message kDeskSlipQuestion{"Question:", "질문:"};
inline constexpr Message kDeskSlipEarlier{"Before that, the customer asked:",
                                          "그 전에 고객이 물은 것:"};

inline constexpr Message kDeskUnknown{"I do not know that for certain, so I will not guess.",
                                      "그 내용은 확실히 알지 못해서 지어내지 않겠습니다."};
inline constexpr Message kDeskWhich{"Which do you mean?\n1. {}\n2. {}",
                                    "어느 쪽을 말씀하시나요?\n1. {}\n2. {}"};
inline constexpr Message kDeskHello{"Hello. What can I do for you?",
                                    "안녕하세요. 무엇을 도와드릴까요?"};
inline constexpr Message kDeskThanks{"You are welcome.", "도움이 되었다니 다행입니다."};
inline constexpr Message kDeskBye{"Goodbye.", "안녕히 가세요."};

}  // namespace tinybrain::msg
