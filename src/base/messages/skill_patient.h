// Catalogue of texts: the skill that sorts descriptions of symptoms.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kPatientNotTrained{
    "{} is not there; train it first, with the tool 'train'",
    "{} 파일이 없습니다. 먼저 'train' 도구로 학습시켜 주세요"};
inline constexpr Message kPatientText{"text must hold 1 to 20,000 bytes",
                                      "text는 1~20,000바이트여야 합니다"};
inline constexpr Message kPatientErrors{"wrong must lie between 0 and 0.5",
                                        "wrong은 0과 0.5 사이여야 합니다"};

inline constexpr Message kPatientNote{
    "This sorts a text by texts that it knows. It is decision support for a professional, not a "
    "diagnosis, and it does not replace a doctor.",
    "이 결과는 알고 있는 글과 견주어 분류한 것입니다. 전문가의 판단을 돕는 자료일 뿐 진단이 "
    "아니며, 의사의 진료를 대신하지 않습니다."};
inline constexpr Message kPatientEmergency{
    "What is described can be an emergency ({}). Call 119 (Korea), 911 (US, Canada), 112 (Europe) "
    "or your local number now. Do not wait for anything below.",
    "응급 상황일 수 있는 내용입니다({}). 지금 바로 119에 전화하세요(해외에서는 911, 112 등 현지 "
    "응급 번호). 아래 내용을 기다리지 마세요."};
inline constexpr Message kPatientSuicide{
    "You are not alone, and there is help right now: in Korea call 109 (suicide prevention, day "
    "and night), in the US and Canada 988, in danger 119, 911 or 112. If you can, stay with "
    "somebody until then.",
    "혼자가 아닙니다. 지금 바로 도움을 받을 수 있습니다. 자살예방 상담전화 109(24시간), 위급하면 "
    "119에 전화하세요(미국·캐나다 988, 해외 응급 911 또는 112). 가능하다면 그때까지 누군가와 함께 "
    "있어 주세요."};
inline constexpr Message kPatientAnswer{
    "Most like texts of '{}' ({:.0f} %). Ask a doctor to confirm or rule it out.",
    "'{}'에 관한 글과 가장 비슷합니다({:.0f}%). 의사에게 확인을 받으세요."};
inline constexpr Message kPatientUnsure{
    "Not clear enough to say: the likeliest, '{}', has {:.0f} %, under the line of {:.0f} %. "
    "Please ask a doctor.",
    "분명하지 않아 답하지 않습니다. 가장 가까운 '{}'이(가) {:.0f}%로 기준인 {:.0f}%에 미치지 "
    "못합니다. 의사와 상담하세요."};
inline constexpr Message kPatientUnknown{
    "Nothing in this text is known to this collection. Please ask a doctor.",
    "이 글에는 알고 있는 내용이 없습니다. 의사와 상담하세요."};
inline constexpr Message kPatientSample{
    "The texts it was trained on are invented, a few sentences for each of a few common "
    "complaints. They show how the skill works and are fit for nothing else.",
    "학습한 글은 흔한 증상 몇 가지에 대해 지어낸 문장 몇 개뿐입니다. 작동 방식을 보이기 위한 "
    "것이며 다른 용도로 쓸 수 없습니다."};

inline constexpr Message kPatientSeen{
    "{} of the {} texts are among those that it learnt from: these figures say too much. Give a "
    "table of other texts.",
    "글 {1}개 가운데 {0}개는 학습에 쓴 글이라 이 수치는 실제보다 좋게 나옵니다. 다른 글로 된 표를 "
    "주세요."};

inline constexpr Message kFlagChest{"chest pain", "가슴 통증"};
inline constexpr Message kFlagStroke{"signs of a stroke", "뇌졸중 의심 증상"};
inline constexpr Message kFlagBreath{"trouble to breathe", "호흡 곤란"};
inline constexpr Message kFlagAllergy{"a severe allergic reaction", "심한 알레르기 반응"};
inline constexpr Message kFlagSuicide{"thoughts of suicide or self-harm", "자살·자해 생각"};
inline constexpr Message kFlagUnconscious{"unconsciousness or a seizure", "의식 저하 또는 발작"};
inline constexpr Message kFlagBleeding{"heavy or inner bleeding", "심한 출혈 또는 내출혈 의심"};
inline constexpr Message kFlagPoison{"poisoning or an overdose", "중독 또는 약물 과다 복용"};
inline constexpr Message kFlagMeningitis{"fever with a stiff neck", "고열과 목 경직"};
inline constexpr Message kFlagHeadache{"a sudden, severe headache", "갑작스러운 극심한 두통"};
inline constexpr Message kFlagPregnancy{"bleeding in pregnancy", "임신 중 출혈"};
inline constexpr Message kFlagBaby{"fever of a small baby", "어린 아기의 고열"};
inline constexpr Message kFlagSight{"sudden loss of sight", "갑작스러운 시력 상실"};
inline constexpr Message kFlagHead{"an injury of the head", "머리 부상"};

}  // namespace tinybrain::msg
