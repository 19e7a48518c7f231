// Texts of files of rows: knowledge bases, the vault.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kDatabaseOpen{"cannot open '{}': {}", "'{}' 파일을 열 수 없습니다: {}"};
inline constexpr Message kDatabaseKey{
    "'{}' does not open with this key: the key is wrong, or the file is damaged or something else",
    "이 열쇠로는 '{}' 파일을 열 수 없습니다. 열쇠가 다르거나, 파일이 손상되었거나, 다른 종류의 "
    "파일입니다"};
inline constexpr Message kDatabaseDamaged{
    "'{}' is damaged ({}); put its backup back, or delete it and start anew",
    "'{}' 파일이 손상되었습니다 ({}). 백업을 되돌리거나, 지우고 새로 시작하세요"};
inline constexpr Message kDatabaseKind{"'{}' is not what was expected: it holds other things",
                                       "'{}' 파일에는 다른 종류의 내용이 들어 있습니다"};
inline constexpr Message kDatabaseNewer{
    "'{}' was written by a newer version of tinybrain (its form {}, here at most {})",
    "'{}' 파일은 더 새로운 tinybrain이 쓴 것입니다 (형식 {}, 여기서는 최대 {})"};
inline constexpr Message kDatabaseBusy{
    "another process is writing '{}' and did not end in time; try again",
    "다른 프로세스가 '{}' 파일을 쓰고 있고 제때 끝나지 않았습니다. 다시 시도하세요"};
inline constexpr Message kDatabaseFull{
    "the disk is full: '{}' keeps what it had; free some space and try again",
    "디스크가 가득 찼습니다. '{}' 파일의 내용은 그대로입니다. 공간을 확보한 뒤 다시 시도하세요"};
inline constexpr Message kDatabaseReadOnly{"'{}' cannot be written", "'{}' 파일에 쓸 수 없습니다"};
inline constexpr Message kDatabaseIo{"reading or writing '{}' failed: {}",
                                     "'{}' 파일을 읽거나 쓰지 못했습니다: {}"};
inline constexpr Message kDatabaseStatement{"'{}': {} (please report this)",
                                            "'{}': {} (제보해 주세요)"};
inline constexpr Message kDatabaseKeyLength{"a key has 32 bytes, not {}",
                                            "열쇠는 {}바이트가 아니라 32바이트여야 합니다"};

}  // namespace tinybrain::msg
