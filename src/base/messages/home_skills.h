// Catalogue of texts: the commands about skills.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kSkillWords{"skill {} needs {}", "skill {}에는 {}이(가) 필요합니다"};
inline constexpr Message kSkillNotThere{"no such skill; looked for {}",
                                        "그런 스킬이 없습니다. 찾은 곳: {}"};
inline constexpr Message kSkillReads{"  reads {}", "  읽는 파일: {}"};
inline constexpr Message kSkillOnSample{
    "This is sample data, not yours. Give your own with --data.",
    "이것은 예시 자료입니다. 직접 가진 자료는 --data로 주세요."};
inline constexpr Message kOptSkillData{"A folder with the files that the skill reads",
                                       "스킬이 읽는 파일이 든 폴더"};
inline constexpr Message kOptSkillJsonLines{
    "call, route: what is asked comes on standard input, a line each, and so do the results",
    "call, route: 물을 것을 표준 입력에서 한 줄에 하나씩 읽고, 결과도 한 줄씩 냅니다"};
inline constexpr Message kOptSkillExamples{
    "route: a table of text and intent to learn from, in place of the skills",
    "route: 스킬 대신 예문을 배울 표(text, intent 열)"};
inline constexpr Message kRouteTo{"{} / {} (chance {} %)", "{} / {} (맞을 확률 {} %)"};
inline constexpr Message kRouteNothing{"No skill here does that.",
                                       "그 일을 할 수 있는 스킬이 없습니다."};
inline constexpr Message kRouteChat{"This is talk, not a task: no tool is called.",
                                    "일이 아니라 대화입니다. 도구를 부르지 않습니다."};
inline constexpr Message kOptSkillTrust{
    "install: whoever signed; from then on their packs are trusted here",
    "install: 서명자가 누구든 설치하며, 이후 그 서명자의 팩을 신뢰합니다"};
inline constexpr Message kSkillStarted{
    "{} is a skill that works. Change skill.toml, then: tinybrain skill check",
    "{}에 바로 쓸 수 있는 스킬을 만들었습니다. skill.toml을 고친 뒤 tinybrain skill check로 "
    "점검하세요"};
inline constexpr Message kSkillGood{"It loads, and it may be packed.",
                                    "열 수 있으며 팩으로 만들 수 있습니다."};
inline constexpr Message kSkillNotGood{"What is marked with ! has to be put right.",
                                       "! 표시가 있는 것은 고쳐야 합니다."};
inline constexpr Message kSkillPacked{"{}: {} files, signed by {}", "{}: 파일 {}개, 서명자 {}"};
inline constexpr Message kSkillInstalled{"{} is installed in {}; signed by {}",
                                         "{} 스킬을 {}에 설치했습니다. 서명자: {}"};

}  // namespace tinybrain::msg
