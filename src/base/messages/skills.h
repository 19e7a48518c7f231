// Catalogue of texts: skills in general. Each skill has a catalogue of its own.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kSkillField{"{}: '{}' is missing or of the wrong kind",
                                     "{}: '{}' 항목이 없거나 종류가 맞지 않습니다"};
inline constexpr Message kSkillUnknownField{"{}: unknown entry '{}'", "{}: 알 수 없는 항목 '{}'"};
inline constexpr Message kSkillUnknownKind{"{}: there is no skill of kind '{}'; there are {}",
                                           "{}: '{}' 종류의 스킬이 없습니다. 있는 종류: {}"};
inline constexpr Message kSkillNoTool{"the skill {} has no tool '{}'; it has {}",
                                      "{} 스킬에 '{}' 도구가 없습니다. 있는 도구: {}"};
inline constexpr Message kSkillNoData{"the skill {} reads '{}', which is not in {}",
                                      "{} 스킬이 읽는 '{}' 파일이 {}에 없습니다"};

}  // namespace tinybrain::msg
