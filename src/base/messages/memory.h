// Texts of the memory that listens: what it calls the things that it can know, and what it answers.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

// ---- What can be known ----
inline constexpr Message kTopicName{"name", "이름"};
inline constexpr Message kTopicNickname{"nickname", "부르는 이름"};
inline constexpr Message kTopicAge{"age", "나이"};
inline constexpr Message kTopicBirthday{"birthday", "생일"};
inline constexpr Message kTopicBirthYear{"year of birth", "태어난 해"};
inline constexpr Message kTopicHome{"home", "사는 곳"};
inline constexpr Message kTopicOrigin{"home town", "고향"};
inline constexpr Message kTopicNationality{"nationality", "국적"};
inline constexpr Message kTopicJob{"job", "직업"};
inline constexpr Message kTopicWorkplace{"place of work", "직장"};
inline constexpr Message kTopicSchool{"school", "학교"};
inline constexpr Message kTopicMajor{"major", "전공"};
inline constexpr Message kTopicMail{"e-mail address", "이메일 주소"};
inline constexpr Message kTopicPhone{"phone number", "전화번호"};
inline constexpr Message kTopicStatus{"family status", "결혼 여부"};
inline constexpr Message kTopicChildren{"children", "자녀"};
inline constexpr Message kTopicSiblings{"brothers and sisters", "형제자매"};
inline constexpr Message kTopicAnniversary{"wedding anniversary", "결혼기념일"};
inline constexpr Message kTopicHeight{"height", "키"};
inline constexpr Message kTopicWeight{"weight", "몸무게"};
inline constexpr Message kTopicBlood{"blood type", "혈액형"};
inline constexpr Message kTopicShoe{"shoe size", "신발 사이즈"};
inline constexpr Message kTopicMbti{"MBTI", "MBTI"};
inline constexpr Message kTopicZone{"time zone", "시간대"};
inline constexpr Message kTopicNative{"native language", "모국어"};
inline constexpr Message kTopicDiet{"diet", "식단"};
inline constexpr Message kTopicAvoid{"does not eat or drink", "먹거나 마시지 않는 것"};
inline constexpr Message kTopicHandset{"phone", "휴대폰"};
inline constexpr Message kTopicLaptop{"laptop", "노트북"};
inline constexpr Message kTopicTablet{"tablet", "태블릿"};
inline constexpr Message kTopicWatch{"watch", "시계"};
inline constexpr Message kTopicConsole{"game console", "게임기"};
inline constexpr Message kTopicCar{"car", "차"};
inline constexpr Message kTopicAllergy{"allergies", "알레르기"};
inline constexpr Message kTopicHealth{"health", "건강"};
inline constexpr Message kTopicMedicine{"medicine", "복용하는 약"};
inline constexpr Message kTopicHobby{"hobbies", "취미"};
inline constexpr Message kTopicLanguage{"languages", "할 줄 아는 언어"};
inline constexpr Message kTopicPet{"pets", "반려동물"};
inline constexpr Message kTopicLike{"likes", "좋아하는 것"};
inline constexpr Message kTopicDislike{"dislikes", "싫어하는 것"};
inline constexpr Message kTopicAppointment{"appointments", "약속"};
inline constexpr Message kTopicNote{"notes", "기억해 달라고 한 것"};
inline constexpr Message kTopicFavourite{"favorite {}", "가장 좋아하는 {}"};
inline constexpr Message kTopicNameOf{"{}'s name", "{} 이름"};
inline constexpr Message kTopicBirthdayOf{"{}'s birthday", "{} 생일"};
inline constexpr Message kTopicAgeOf{"{}'s age", "{} 나이"};
inline constexpr Message kTopicJobOf{"{}'s job", "{} 직업"};

inline constexpr Message kGroupYou{"About you", "나"};
inline constexpr Message kGroupFamily{"Family and pets", "가족과 반려동물"};
inline constexpr Message kGroupWork{"Work and school", "일과 학교"};
inline constexpr Message kGroupLikes{"Likes and dislikes", "취향"};
inline constexpr Message kGroupHealth{"Health and food", "건강과 음식"};
inline constexpr Message kGroupDates{"Appointments", "약속"};
inline constexpr Message kGroupDevices{"Devices", "기기"};
inline constexpr Message kGroupNotes{"Other things", "그 밖의 것"};

// ---- A fact said back; in Korean the first argument has its particle ----
inline constexpr Message kSayIs{"Your {} is {}.", "{} {}입니다."};
inline constexpr Message kSayHome{"You live in {}.", "{}에 살고 계십니다."};
inline constexpr Message kSayOrigin{"You are from {}.", "{} 출신이십니다."};
inline constexpr Message kSayJob{"You work as {}.", "직업은 {}입니다."};
inline constexpr Message kSayWorkplace{"You work at {}.", "{}에서 일하고 계십니다."};
inline constexpr Message kSaySchool{"You go to {}.", "{}에 다니고 계십니다."};
inline constexpr Message kSayBorn{"You were born in {}.", "{}에 태어나셨습니다."};
inline constexpr Message kSayAllergy{"You are allergic to {}.", "{} 알레르기가 있으십니다."};
inline constexpr Message kSayHealth{"About your health: {}.", "건강: {}."};
inline constexpr Message kSayMedicine{"You take {}.", "복용하시는 약: {}."};
inline constexpr Message kSayHobby{"A hobby of yours: {}.", "취미: {}."};
inline constexpr Message kSayLanguage{"You speak {}.", "할 줄 아시는 언어: {}."};
inline constexpr Message kSayPet{"You have {}.", "키우시는 동물: {}."};
inline constexpr Message kSayLike{"You like {}.", "{} 좋아하십니다."};
inline constexpr Message kSayDislike{"You do not like {}.", "{} 싫어하십니다."};
inline constexpr Message kSayDiet{"What you eat: {}.", "식단: {}."};
inline constexpr Message kSayAvoid{"You do not eat or drink {}.", "드시지 않는 것: {}."};
inline constexpr Message kSayFamily{"Your family: {}.", "가족: {}."};
inline constexpr Message kSayAppointment{"In your calendar: {}.", "일정: {}."};
inline constexpr Message kSayNote{"You asked me to remember: {}", "기억해 달라고 하신 것: {}"};
inline constexpr Message kSayNoLonger{"You said this is no longer so: {}.",
                                      "이제는 아니라고 하셨습니다: {}."};

// ---- Replies ----
inline constexpr Message kHearNoted{"I will remember: {}.", "기억하겠습니다. {}."};
inline constexpr Message kHearKnown{"I know that already: {}.", "이미 기억하고 있습니다. {}."};
inline constexpr Message kHearBefore{"{} (before: {})", "{} (이전: {})"};
inline constexpr Message kHearNotGranted{
    "I keep nothing of this, because you have not allowed it ({}). To allow it: tinybrain consent "
    "grant {}, or on the "
    "page under consents.",
    "허락하지 않으셔서 기억하지 않았습니다({}). 허락하시려면 tinybrain consent grant {} 명령을 "
    "쓰거나 페이지의 동의 "
    "화면을 이용해 주세요."};
inline constexpr Message kHearSecret{
    "I do not keep passwords, card numbers, account numbers or identity numbers. Nothing of this "
    "message was stored.",
    "비밀번호, 카드 번호, 계좌 번호, 주민등록번호 같은 것은 기억하지 않습니다. 이 메시지에서는 "
    "아무것도 저장하지 않았습니다."};
inline constexpr Message kHearNothingToKeep{"Tell me what I should remember.",
                                            "무엇을 기억할지 말씀해 주세요."};
inline constexpr Message kHearForgotten{"Forgotten: {}.", "잊었습니다. {}."};
inline constexpr Message kHearAllForgotten{
    "I have forgotten everything that I knew about you ({} facts).",
    "알고 있던 것을 모두 잊었습니다({}개)."};
inline constexpr Message kHearNothingToForget{
    "I know nothing of that, so there is nothing to forget.",
    "그것에 대해 기억하는 것이 없어서 잊을 것도 없습니다."};
inline constexpr Message kHearForgetWhat{"What should I forget? For example: forget my address.",
                                         "무엇을 잊을까요? 예: 내 주소 잊어 줘."};
inline constexpr Message kHearCorrectWhat{"What should I correct?", "무엇을 고칠까요?"};
inline constexpr Message kHearUnknown{"You have not told me that.",
                                      "아직 말씀해 주지 않으셨습니다."};
inline constexpr Message kHearUnknownTopic{"You have not told me your {}.",
                                           "{} 아직 말씀해 주지 않으셨습니다."};
inline constexpr Message kHearKnowNothing{"I do not remember anything about you yet.",
                                          "아직 기억하고 있는 것이 없습니다."};
inline constexpr Message kHearAllIKnow{"This is what I remember about you:",
                                       "기억하고 있는 것은 다음과 같습니다."};
inline constexpr Message kHearSaidOn{"you said so on {}", "{}에 말씀하심"};
inline constexpr Message kHearFrom{"from {}, {}", "출처 {}, {}"};

// ---- Before an answer ----
inline constexpr Message kContextHead{"What the user has told you about themselves:",
                                      "사용자가 자신에 대해 말한 것:"};
inline constexpr Message kTaughtOn{"You taught me this on {}.", "{}에 가르쳐 주신 답입니다."};

}  // namespace tinybrain::msg
