// Catalogue of texts: the server's endpoints of skills.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kNoSuchSkill{"there is no skill '{}'", "'{}' 스킬이 없습니다"};
inline constexpr Message kSkillFiles{
    "{}: an object of file names and their texts, at most {}",
    "{}: 파일 이름과 그 내용을 담은 객체여야 하며 최대 {}개입니다"};

}  // namespace tinybrain::msg
