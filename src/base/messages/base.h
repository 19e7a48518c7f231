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
inline constexpr Message kProgramNotHere{
    "no program can be run here: {}: {} (a sealed server runs none)",
    "여기서는 프로그램을 실행할 수 없습니다: {}: {} (봉인된 서버는 프로그램을 실행하지 않습니다)"};
inline constexpr Message kStopped{"stopped", "멈췄습니다"};

inline constexpr Message kTimeFormat{
    "'{}' is not a time: write 2026-03-01 or 2026-03-01T09:30:00Z",
    "'{}'은(는) 시각이 아닙니다. 2026-03-01 또는 2026-03-01T09:30:00Z처럼 쓰세요"};

inline constexpr Message kSeedMissing{
    "the seed brain is not there (looked in {}); name a brain with -m, or build it with "
    "recipes/seed.toml",
    "씨앗 브레인이 없습니다 (찾아본 곳: {}). -m으로 브레인을 지정하거나 recipes/seed.toml로 "
    "만드십시오"};

// ---- Sealing ----

inline constexpr Message kSandboxNoLandlock{
    "this kernel cannot seal off files: it has no Landlock, or it is switched off. Linux 5.13 or "
    "later has it; /sys/kernel/security/lsm must name landlock (boot with lsm=landlock,...). "
    "Without --sealed it runs unsealed",
    "이 커널은 파일을 봉인하지 못합니다. Landlock이 없거나 꺼져 있습니다. Linux 5.13 이상에 있으며 "
    "/sys/kernel/security/lsm에 landlock이 있어야 합니다 (부팅 옵션 lsm=landlock,...). --sealed "
    "없이는 봉인하지 않고 실행됩니다"};
inline constexpr Message kSandboxNoSeccomp{
    "this system cannot seal off the network and other programs: that takes Linux with seccomp, on "
    "x86-64 or arm64. Without --sealed it runs unsealed",
    "이 시스템은 네트워크와 다른 프로그램을 봉인하지 못합니다. x86-64 또는 arm64에서 seccomp이 "
    "있는 "
    "Linux가 필요합니다. --sealed 없이는 봉인하지 않고 실행됩니다"};
inline constexpr Message kSandboxThreads{
    "cannot seal a process that has {} threads already: something loaded into it started them "
    "before the program began",
    "이미 스레드가 {}개인 프로세스는 봉인할 수 없습니다. 프로그램이 시작되기 전에 함께 올라온 "
    "무언가가 만든 것입니다"};
inline constexpr Message kSandboxFailed{"could not seal this process ({}: {})",
                                        "이 프로세스를 봉인하지 못했습니다 ({}: {})"};
inline constexpr Message kChildEnded{
    "the sealed process that read this ended before it was done (it took too much time or memory, "
    "or fell over the data)",
    "이것을 읽던 봉인된 프로세스가 끝내지 못하고 멈췄습니다 (시간이나 메모리를 너무 많이 썼거나 "
    "데이터를 처리하지 못했습니다)"};
inline constexpr Message kChildTooMuch{"what was read is more than {} bytes",
                                       "읽은 내용이 {}바이트를 넘습니다"};
// One text in each language as the whole message: a precision of 0 prints nothing.
inline constexpr Message kAsTold{"{0}{1:.0}", "{0:.0}{1}"};
inline constexpr Message kTomlBad{"{}: line {}: {}", "{}: {}번째 줄: {}"};
inline constexpr Message kTomlKind{"{}: '{}' is of a kind that nothing here has a use for",
                                   "{}: '{}' 값은 여기서 쓰지 않는 종류입니다"};

}  // namespace tinybrain::msg
