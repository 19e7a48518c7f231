// Catalogue of texts: what the coach says in a crisis, and the help lines.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kCareSuicide{
    "I'm really glad you wrote this. What you are going through sounds very heavy, and you do not "
    "have to carry it alone. Please "
    "talk to a person now: the people at these numbers listen at any hour, and you need not have "
    "the right words. If you might act "
    "on it, or somebody else might, call the emergency number, move away from anything you could "
    "use, and ask someone to stay.",
    "말씀해 주셔서 정말 고맙습니다. 지금 많이 힘드실 것 같습니다. 혼자 견디지 않으셔도 됩니다. "
    "지금 바로 사람과 이야기해 "
    "주세요. 아래 번호에서는 언제든지 들어 드리며, 잘 정리된 말이 아니어도 괜찮습니다. 당장 "
    "위험하다고 느끼시거나 주변 분이 "
    "위험해 보이면 119나 112에 전화하시고, 위험한 물건에서 떨어져 누군가에게 곁에 있어 달라고 "
    "부탁해 주세요."};
inline constexpr Message kCareAbuse{
    "I'm sorry this is happening. It is not your fault, and there are people whose work is to help "
    "with exactly this. If you are in "
    "danger now, call the emergency number as soon as it is safe to. The other lines listen and "
    "can find you a safe place.",
    "그런 일을 겪고 계시다니 마음이 아픕니다. 당신의 잘못이 아닙니다. 바로 이런 일을 돕는 분들이 "
    "있습니다. 지금 위험하시면 "
    "안전한 때에 곧바로 112에 신고해 주세요. 다른 번호에서는 이야기를 듣고 안전한 곳을 찾도록 "
    "도와드립니다."};
inline constexpr Message kCareOverdose{
    "Please call the emergency number now, even if nothing can be felt yet. Say what was taken, "
    "how much and when, keep the package "
    "at hand, and do not stay alone. Do not try to throw up unless they tell you to. If it was on "
    "purpose, tell them that too: they "
    "are there to help.",
    "아직 아무 증상이 없더라도 지금 바로 119에 전화해 주세요. 무엇을, 얼마나, 언제 먹었는지 말하고 "
    "포장을 가까이 두세요. 혼자 "
    "있지 마시고, 안내가 있기 전에는 억지로 토하지 마세요. 일부러 드신 것이라면 그것도 말씀해 "
    "주세요. 도와드리려고 있는 분들입니다."};
inline constexpr Message kCareEmergency{
    "This may need help right away. Please call the emergency number now and follow what they say. "
    "Stop any effort, sit or lie down, "
    "and have someone stay with you. I cannot judge what it is; the people at the number can.",
    "지금 바로 도움이 필요한 상황일 수 있습니다. 곧바로 119에 전화해 안내를 따라 주세요. 하던 일을 "
    "멈추고 앉거나 누우시고, 누군가 "
    "곁에 있게 해 주세요. 저는 무엇 때문인지 판단할 수 없지만 119에서는 도와드릴 수 있습니다."};

inline constexpr Message kLine109{"suicide prevention hotline, day and night",
                                  "자살예방상담전화, 24시간"};
inline constexpr Message kLine119{"ambulance, fire, medical advice", "구급·소방, 응급 의료 상담"};
inline constexpr Message kLine112{"police", "경찰"};
inline constexpr Message kLine1366{"women's hotline: violence at home, sexual and dating violence",
                                   "여성긴급전화: 가정폭력, 성폭력, 교제폭력"};
inline constexpr Message kLine1577{"mental health crisis line, day and night",
                                   "정신건강 위기상담전화, 24시간"};
inline constexpr Message kLine1388{"youth line", "청소년상담전화"};
inline constexpr Message kLine988{"suicide and crisis lifeline, call or text, day and night",
                                  "자살·위기 상담, 전화 또는 문자, 24시간"};
inline constexpr Message kLineSamaritans{"Samaritans, free, day and night",
                                         "사마리탄즈, 무료, 24시간"};
inline constexpr Message kLineEmergency{"emergency number", "응급 전화"};
inline constexpr Message kLineViolence{"domestic violence line", "가정폭력 상담"};
inline constexpr Message kLinePoison{"poison help line", "중독 상담"};
inline constexpr Message kLineFind{
    "lists help lines of more than 130 countries, by country and topic",
    "130여 개 나라의 상담 전화를 나라와 주제별로 안내"};

}  // namespace tinybrain::msg
