// Texts of the vault: its key, damage, what it refuses.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kVaultRandom{"the system gives no random numbers",
                                      "시스템에서 난수를 얻을 수 없습니다"};
inline constexpr Message kVaultNone{"there is no vault at '{}'", "'{}'에 금고가 없습니다"};
inline constexpr Message kVaultInUse{
    "another process uses the vault ('{}'); end it, or wait, and try again",
    "다른 프로세스가 금고를 쓰고 있습니다 ('{}'). 끝내거나 기다린 뒤 다시 시도하세요"};

inline constexpr Message kVaultKeyOpen{
    "the key file '{}' can be read by others; chmod 600 it, or make another one",
    "열쇠 파일 '{}'을(를) 다른 사용자가 읽을 수 있습니다. chmod 600으로 막거나 새로 만드세요"};
inline constexpr Message kVaultKeyFile{"'{}' is not a key file: it must have 32 bytes",
                                       "'{}'은(는) 열쇠 파일이 아닙니다. 32바이트여야 합니다"};
inline constexpr Message kVaultNoKeyFile{"this vault opens with a key file, and none was named",
                                         "이 금고는 열쇠 파일로 열리는데 지정된 파일이 없습니다"};
inline constexpr Message kVaultNoPassphrase{
    "this vault opens with a passphrase, and none was given",
    "이 금고는 암호 문구로 열리는데 받은 문구가 없습니다"};
inline constexpr Message kVaultWrongKey{
    "this key does not open the vault: it belongs to another one",
    "이 열쇠로는 금고가 열리지 않습니다. 다른 금고의 열쇠입니다"};
inline constexpr Message kVaultWrongPassphrase{"this passphrase does not open the vault",
                                               "이 암호 문구로는 금고가 열리지 않습니다"};
inline constexpr Message kVaultNoKeyring{
    "there is no keyring here: the program secret-tool (Debian: libsecret-tools) did not start",
    "키링이 없습니다. secret-tool 프로그램(데비안: libsecret-tools)을 시작하지 못했습니다"};
inline constexpr Message kVaultKeyringFailed{"the desktop's keyring refused",
                                             "데스크톱 키링이 요청을 거절했습니다"};
inline constexpr Message kVaultKeyringEmpty{"the keyring has no entry '{}', or is locked",
                                            "키링에 '{}' 항목이 없거나 키링이 잠겨 있습니다"};
inline constexpr Message kVaultKeyringOdd{"the keyring's entry '{}' is not a key",
                                          "키링의 '{}' 항목은 열쇠가 아닙니다"};

inline constexpr Message kVaultHead{"the vault's head is not valid: {}",
                                    "금고의 머리 파일이 올바르지 않습니다: {}"};
inline constexpr Message kVaultHeadMissing{"its head (.head beside it) is missing",
                                           "옆에 있어야 할 머리 파일(.head)이 없습니다"};
inline constexpr Message kVaultEmpty{"it is empty or gone", "비어 있거나 사라졌습니다"};
inline constexpr Message kVaultDamaged{
    "'{}' is damaged ({}); the newest backup is '{}': tinybrain vault restore",
    "'{}' 파일이 손상되었습니다 ({}). 가장 새로운 백업은 '{}'입니다: tinybrain vault restore"};
inline constexpr Message kVaultDamagedAlone{
    "'{}' is damaged ({}), and there is no backup beside it; if you have one elsewhere: tinybrain "
    "vault restore FILE",
    "'{}' 파일이 손상되었고 ({}) 옆에 백업이 없습니다. 다른 곳에 있다면: tinybrain vault restore "
    "FILE"};

inline constexpr Message kVaultWord{
    "'{}' is not a kind: 1 to 64 of a-z, 0-9, '.', '_', '-'",
    "'{}'은(는) 종류 이름이 아닙니다. a-z, 0-9, '.', '_', '-' 1~64자입니다"};
inline constexpr Message kVaultTooLarge{"{} bytes are too many for one row; at most {}",
                                        "한 줄에 {}바이트는 너무 큽니다. 최대 {}바이트입니다"};
inline constexpr Message kVaultNoRow{"there is no {} number {}", "{} {}번은 없습니다"};
inline constexpr Message kConsentState{
    "a consent is granted, refused or withdrawn, not '{}'",
    "동의는 granted, refused, withdrawn 중 하나이며 '{}'은(는) 없습니다"};
inline constexpr Message kMemoryOdd{
    "a memory needs words and a confidence between 0 and 1",
    "기억할 내용에는 글자가 있어야 하고 확신도는 0에서 1 사이여야 합니다"};
inline constexpr Message kLessonState{
    "a lesson is open, done or dismissed, not '{}'",
    "학습 거리의 상태는 open, done, dismissed이며 '{}'은(는) 없습니다"};

inline constexpr Message kReceiptNone{"this is not a receipt", "영수증이 아닙니다"};
inline constexpr Message kEraseNothing{
    "say what to erase: all, a row, a topic, a purpose or a time",
    "무엇을 지울지 정하세요: 전부, 한 줄, 주제, 목적, 기간 중에서"};
inline constexpr Message kEraseTable{"there is no table '{}' to erase from",
                                     "지울 수 있는 표 '{}'이(가) 없습니다"};
inline constexpr Message kEraseOwn{
    "'{}' is the vault's own or holds it; it is not erased as a file",
    "'{}'은(는) 금고이거나 금고가 들어 있어 파일로 지울 수 없습니다"};
inline constexpr Message kBackupBad{"'{}' is no whole backup of a vault: {}",
                                    "'{}'은(는) 온전한 금고 백업이 아닙니다: {}"};
inline constexpr Message kBackupThere{"'{}' is there already; name another file",
                                      "'{}' 파일이 이미 있습니다. 다른 이름을 쓰세요"};

}  // namespace tinybrain::msg
