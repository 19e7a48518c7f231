// Catalogue of texts: files, memory, JSON.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kAssertion{"internal error: '{}' does not hold ({}:{}); please report it",
                                    "내부 오류: '{}' 조건이 깨졌습니다 ({}:{}). 제보해 주세요"};
inline constexpr Message kFileOpen{"cannot open '{}': {}", "'{}' 파일을 열 수 없습니다: {}"};
inline constexpr Message kFileNotFound{"no such file: '{}'", "파일이 없습니다: '{}'"};
inline constexpr Message kFileNotRegular{"'{}' is not a regular file",
                                         "'{}'은(는) 일반 파일이 아닙니다"};
inline constexpr Message kFileMap{"cannot map '{}' into memory: {}",
                                  "'{}' 파일을 메모리에 올릴 수 없습니다: {}"};
inline constexpr Message kFileRead{"cannot read '{}': {}", "'{}' 파일을 읽을 수 없습니다: {}"};
inline constexpr Message kFileTooLarge{
    "'{}' has {} bytes; at most {} are accepted here",
    "'{}' 파일은 {}바이트입니다. 여기서는 최대 {}바이트까지 받습니다"};
inline constexpr Message kFileWrite{
    "cannot write '{}': {}; nothing was left under that name",
    "'{}' 파일을 쓸 수 없습니다: {}. 그 이름으로 남긴 것은 없습니다"};
inline constexpr Message kDiskFull{
    "the disk is full while writing '{}'; nothing was left under that name. Free some space and "
    "try again",
    "'{}' 파일을 쓰는 중에 디스크가 가득 찼습니다. 그 이름으로 남긴 것은 없습니다. 공간을 확보한 "
    "뒤 "
    "다시 시도하세요"};
inline constexpr Message kNoMemory{"not enough memory: {} bytes were needed for {}",
                                   "메모리가 부족합니다: {}바이트가 필요합니다 ({})"};
inline constexpr Message kHashCancelled{"stopped while reading '{}'",
                                        "'{}' 파일을 읽다가 멈췄습니다"};
inline constexpr Message kJsonSyntax{"not valid JSON at byte {}: {}",
                                     "{}번째 바이트에서 JSON 형식이 잘못되었습니다: {}"};
inline constexpr Message kJsonType{"JSON: '{}' should be {}", "JSON: '{}' 값은 {}이어야 합니다"};
inline constexpr Message kJsonMissing{"JSON: '{}' is missing", "JSON: '{}' 값이 없습니다"};
inline constexpr Message kChildFailed{"cannot run '{}': {}", "'{}'을(를) 실행할 수 없습니다: {}"};
inline constexpr Message kStopped{"stopped", "멈췄습니다"};

inline constexpr Message kSeedMissing{
    "the seed brain is not there (looked in {}); name a brain with -m, or build it with "
    "recipes/seed.toml",
    "씨앗 브레인이 없습니다 (찾아본 곳: {}). -m으로 브레인을 지정하거나 recipes/seed.toml로 "
    "만드십시오"};

}  // namespace tinybrain::msg
