// What a person is asked before anything is kept: for each purpose what, why and who. Plain words, nothing hidden.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kConsentPurpose{"no purpose is called '{}'; there are {}",
                                         "'{}'(이)라는 목적은 없습니다. 있는 것: {}"};
inline constexpr Message kConsentDays{"{} days cannot be; 0 (until withdrawn) to {}",
                                      "{}일은 정할 수 없습니다. 0(철회할 때까지)에서 {}까지입니다"};
inline constexpr Message kConsentDaysKept{"{} days, then it is deleted by itself",
                                          "{}일 동안 보관하고 그 뒤 저절로 지웁니다"};
inline constexpr Message kConsentUntilWithdrawn{"until you withdraw this or have it erased",
                                                "동의를 철회하거나 지우실 때까지 보관합니다"};

inline constexpr Message kWhoHere{
    "this program on this machine, nobody else",
    "이 컴퓨터의 이 프로그램만 사용하며 다른 누구에게도 주지 않습니다"};
inline constexpr Message kWhoProvider{
    "the provider of the larger model that you set up, and this program",
    "직접 설정하신 더 큰 모델의 제공자와 이 프로그램이 사용합니다"};

inline constexpr Message kAnswerTitle{"Answering", "답변"};
inline constexpr Message kAnswerWhat{"what you ask and what was answered",
                                     "물으신 내용과 그에 대한 답"};
inline constexpr Message kAnswerWhy{
    "so that a conversation can go on later and you can look up what was said",
    "나중에 대화를 이어 가고 나눈 내용을 다시 찾아볼 수 있게 합니다"};

inline constexpr Message kRememberTitle{"Remembering", "기억"};
inline constexpr Message kRememberWhat{"facts about you that you tell it and ask it to keep",
                                       "기억해 달라고 알려 주신 본인에 관한 사실"};
inline constexpr Message kRememberWhy{"so that answers fit you without telling it again",
                                      "다시 말씀하시지 않아도 형편에 맞게 답하기 위해서입니다"};

inline constexpr Message kCorrectionsTitle{"Learning from corrections", "고쳐 주신 것에서 배우기"};
inline constexpr Message kCorrectionsWhat{
    "questions it was unsure about, your corrections and your ratings",
    "확신이 없었던 질문, 고쳐 주신 내용, 좋고 나쁨의 평가"};
inline constexpr Message kCorrectionsWhy{"so that the same mistake is not made again",
                                         "같은 실수를 되풀이하지 않기 위해서입니다"};

inline constexpr Message kBehaviourTitle{"Learning from behaviour", "사용 방식에서 배우기"};
inline constexpr Message kBehaviourWhat{
    "when and how you use it: which answers you open, skip or ask again",
    "언제 어떻게 사용하시는지: 어떤 답을 열어 보고, 넘기고, 다시 물으시는지"};
inline constexpr Message kBehaviourWhy{"so that what you need comes first",
                                       "필요하신 것을 먼저 보여 드리기 위해서입니다"};

inline constexpr Message kMoodTitle{"Mood", "기분"};
inline constexpr Message kMoodWhat{"the emotion that it reads from what you write",
                                   "쓰신 글에서 읽어 낸 감정"};
inline constexpr Message kMoodWhy{"so that its tone fits, and you can see how you were",
                                  "말투를 맞추고 지난 기분을 돌아보실 수 있게 합니다"};

inline constexpr Message kHealthTitle{"Health data", "건강 정보"};
inline constexpr Message kHealthWhat{"what you say about your health, sleep and medicine",
                                     "건강, 수면, 복용하는 약에 관해 말씀하신 내용"};
inline constexpr Message kHealthWhy{"so that it can remind you and take it into account",
                                    "알려 드릴 것을 챙기고 답할 때 고려하기 위해서입니다"};

inline constexpr Message kEscalationTitle{"Asking a larger model", "더 큰 모델에 묻기"};
inline constexpr Message kEscalationWhat{
    "a question's text after names and numbers were taken out; you see it before it is sent",
    "이름과 번호를 뺀 질문의 글. 보내기 전에 먼저 보여 드립니다"};
inline constexpr Message kEscalationWhy{
    "to answer what this program cannot answer itself",
    "이 프로그램이 스스로 답할 수 없는 것에 답하기 위해서입니다"};

inline constexpr Message kExportTitle{"What is kept about you", "보관 중인 내 정보"};
inline constexpr Message kExportConsents{"What you agreed to", "동의하신 것"};
inline constexpr Message kExportLedger{"Every answer you gave", "동의와 철회의 기록"};
inline constexpr Message kExportEvents{"Events", "사건"};
inline constexpr Message kExportLessons{"What is to be learnt", "배울 거리"};
inline constexpr Message kExportMemories{"What it remembers", "기억하고 있는 것"};
inline constexpr Message kExportVersions{"What was learnt", "배운 것"};
inline constexpr Message kExportAudit{"What was done", "한 일의 기록"};

}  // namespace tinybrain::msg
