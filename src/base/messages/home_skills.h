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

}  // namespace tinybrain::msg
