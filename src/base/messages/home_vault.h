// Texts of the commands vault, consent, audit, forget and export.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

// ---- Help ----
inline constexpr Message kHelpVault{
    "The encrypted vault: what it holds, whether it is whole, backups, its key",
    "암호화된 금고: 담긴 것, 온전한지, 백업, 열쇠"};
inline constexpr Message kHelpConsent{
    "What may be kept, and what for: see it, grant it, withdraw it",
    "무엇을 왜 보관해도 되는지 보고, 동의하고, 철회합니다"};
inline constexpr Message kHelpAudit{"What was done with your data, in a chain that shows gaps",
                                    "내 정보로 한 일의 기록. 빠지거나 바뀐 줄이 드러납니다"};
inline constexpr Message kHelpForget{
    "Erase a topic, a row, a purpose, a time or all, with a receipt",
    "주제, 한 줄, 목적, 기간 또는 전부를 지우고 영수증을 줍니다"};
inline constexpr Message kHelpExport{"All that is kept of you, as JSON and as a page",
                                     "보관 중인 내 정보를 모두 JSON과 페이지로 내보냅니다"};
inline constexpr Message kArgVaultAction{
    "info, verify, backup [FILE], restore [FILE], or a new key: passphrase, keyfile, keyring",
    "info, verify, backup [파일], restore [파일], 또는 새 열쇠: passphrase, keyfile, keyring"};
inline constexpr Message kArgVaultFile{"The backup; else in the folder backups beside the vault",
                                       "백업 파일. 없으면 금고 옆 backups 폴더"};
inline constexpr Message kOptVault{"The vault; else vault.tbv in the data folder",
                                   "금고 파일. 없으면 데이터 폴더의 vault.tbv"};
inline constexpr Message kOptKeyFile{"Its key file; else vault.key in the settings folder",
                                     "열쇠 파일. 없으면 설정 폴더의 vault.key"};
inline constexpr Message kArgConsentAction{
    "list, ask (what was never answered), grant, refuse or withdraw PURPOSE...",
    "list, ask(아직 답하지 않은 것 묻기), grant, refuse, withdraw 목적..."};
inline constexpr Message kArgPurposes{"Names of purposes, as list shows them",
                                      "list에 나오는 목적의 이름"};
inline constexpr Message kOptDays{"How many days it is kept; 0 = until withdrawn",
                                  "보관할 날수. 0 = 철회할 때까지"};
inline constexpr Message kArgAuditAction{"list, verify, or export [FILE] (a line of JSON an entry)",
                                         "list, verify, export [파일](한 줄에 JSON 하나)"};
inline constexpr Message kArgAuditFile{"Where to; else standard output",
                                       "쓸 파일. 없으면 표준 출력"};
inline constexpr Message kOptKind{"Entries of this kind; 'consent.' = all that begin so",
                                  "이 종류의 기록만. 'consent.' = 그렇게 시작하는 모두"};
inline constexpr Message kOptFrom{"From this time on: 2026-03-01 or 2026-03-01T09:30:00Z (UTC)",
                                  "이 시각부터: 2026-03-01 또는 2026-03-01T09:30:00Z (UTC)"};
inline constexpr Message kOptBefore{"Before this time", "이 시각 전까지"};
inline constexpr Message kOptAuditMost{"How many entries, the newest first",
                                       "보여 줄 개수, 새것부터"};
inline constexpr Message kArgTopic{"Rows that contain this text", "이 글이 들어 있는 줄"};
inline constexpr Message kOptForgetAll{"Everything", "전부"};
inline constexpr Message kOptPurpose{"Rows kept for this purpose", "이 목적으로 보관한 줄"};
inline constexpr Message kOptRow{"One row: events:12, lessons:3, memories:7",
                                 "한 줄: events:12, lessons:3, memories:7"};
inline constexpr Message kOptForgetFile{
    "Also this file or folder (caches, saved sessions, logs): overwritten and deleted",
    "이 파일이나 폴더(캐시, 저장한 세션, 로그)도 덮어쓰고 지웁니다"};
inline constexpr Message kOptReceipt{"Where the receipt goes; else in the folder receipts",
                                     "영수증을 둘 파일. 없으면 receipts 폴더"};
inline constexpr Message kOptCheckReceipt{"Only check this receipt's signature",
                                          "지우지 않고 이 영수증의 서명을 확인합니다"};
inline constexpr Message kArgExportFolder{
    "A folder; else tinybrain-export; - = JSON to standard output",
    "폴더. 없으면 tinybrain-export, -이면 JSON을 표준 출력으로"};

// ---- What the commands say ----
inline constexpr Message kAskPassphrase{"Passphrase:", "암호 문구:"};
inline constexpr Message kAskNewPassphrase{"New passphrase:", "새 암호 문구:"};
inline constexpr Message kAskAgain{"Once more:", "한 번 더:"};
inline constexpr Message kPassphrasesDiffer{"the two passphrases differ; nothing was changed",
                                            "두 암호 문구가 다릅니다. 바꾼 것은 없습니다"};
inline constexpr Message kNoPassphrase{"no passphrase was given", "암호 문구를 받지 못했습니다"};
inline constexpr Message kYesNo{"[y/N]", "[y/N]"};
inline constexpr Message kVaultInfo{"{}: {}, opens with: {}", "{}: {}, 여는 방법: {}"};
inline constexpr Message kVaultGranted{"May be kept: {}", "보관에 동의하신 것: {}"};
inline constexpr Message kVaultNothingGranted{"Nothing may be kept: no purpose is granted",
                                              "동의하신 목적이 없어 아무것도 보관하지 않습니다"};
inline constexpr Message kVaultPublicKey{"Receipts are signed with: {}",
                                         "영수증에 서명하는 열쇠: {}"};
inline constexpr Message kVaultBackup{"Newest backup: {}", "가장 새로운 백업: {}"};
inline constexpr Message kVaultNoBackup{"there is no backup: tinybrain vault backup",
                                        "백업이 없습니다: tinybrain vault backup"};
inline constexpr Message kVaultWhole{"The vault is whole; the audit's {} entries hold",
                                     "금고가 온전합니다. 기록 {}줄이 모두 맞습니다"};
inline constexpr Message kVaultBackedUp{"Backed up to {}", "{}에 백업했습니다"};
inline constexpr Message kVaultRestored{"Restored from {}; what was there is {}",
                                        "{}에서 되돌렸습니다. 있던 것은 {}에 두었습니다"};
inline constexpr Message kVaultCarried{
    "Since the backup {} rows had been erased and {} purposes withdrawn: that was done again",
    "백업 뒤에 지우셨던 {}줄과 철회하셨던 목적 {}개를 다시 반영했습니다"};
inline constexpr Message kVaultNotCarried{
    "the former vault could not be read: what was erased or withdrawn after the backup may be "
    "back. "
    "See: tinybrain consent list",
    "이전 금고를 읽을 수 없었습니다. 백업 뒤에 지우거나 철회하신 것이 되살아났을 수 있습니다. "
    "확인: "
    "tinybrain consent list"};
inline constexpr Message kVaultKeyChanged{"The vault now opens with: {}",
                                          "이제 금고를 여는 방법: {}"};
inline constexpr Message kStateOpen{"not answered", "아직 답하지 않음"};
inline constexpr Message kStateGranted{"granted", "동의함"};
inline constexpr Message kStateRefused{"refused", "거부함"};
inline constexpr Message kStateWithdrawn{"withdrawn", "철회함"};
inline constexpr Message kConsentWhat{"What", "무엇을"};
inline constexpr Message kConsentWhy{"Why", "왜"};
inline constexpr Message kConsentHowLong{"How long", "얼마 동안"};
inline constexpr Message kConsentWho{"Who", "누가"};
inline constexpr Message kConsentAsk{"Do you agree?", "동의하십니까?"};
inline constexpr Message kConsentDone{
    "Every purpose is answered. Change your mind at any time: tinybrain consent withdraw PURPOSE",
    "모두 답하셨습니다. 언제든지 바꾸실 수 있습니다: tinybrain consent withdraw 목적"};
inline constexpr Message kConsentNobody{
    "nobody can be asked here: tinybrain consent grant PURPOSE...",
    "여기서는 물어볼 수 없습니다: tinybrain consent grant 목적..."};
inline constexpr Message kConsentWhich{"say which purpose: tinybrain consent list",
                                       "목적을 적으십시오: tinybrain consent list"};
inline constexpr Message kConsentRows{
    "  {0} rows are still kept for it, unused. To erase them: tinybrain forget --purpose {1}",
    "  이 목적으로 보관한 {0}줄이 쓰이지 않은 채 남아 있습니다. 지우기: tinybrain forget --purpose "
    "{1}"};
inline constexpr Message kAuditErased{"(erased)", "(지움)"};
inline constexpr Message kAuditWhole{
    "{} entries hold; {} of them say nothing any more, as receipts say",
    "기록 {}줄이 모두 맞습니다. 그중 {}줄의 내용은 영수증대로 지웠습니다"};
inline constexpr Message kAuditBroken{"the audit does not hold at entry {}: {}",
                                      "기록이 {}번째 줄에서 맞지 않습니다: {}"};
inline constexpr Message kForgetRow{"write a row as TABLE:ID, for example events:12",
                                    "줄은 표:번호로 적으십시오. 예: events:12"};
inline constexpr Message kForgetSure{"This cannot be undone. Erase?",
                                     "되돌릴 수 없습니다. 지울까요?"};
inline constexpr Message kForgetNotSure{"nothing was erased; --yes erases without asking",
                                        "지운 것이 없습니다. --yes를 붙이면 묻지 않고 지웁니다"};
inline constexpr Message kForgetAudit{"  what {} entries of the audit said", "  기록 {}줄의 내용"};
inline constexpr Message kForgetProbes{
    "Looked for {} texts afterwards, in {} pages and {} files",
    "지운 뒤 {}개 글을 {}쪽과 파일 {}개에서 다시 찾아보았습니다"};
inline constexpr Message kForgetResidue{"Still found in: {}", "아직 남아 있는 곳: {}"};
inline constexpr Message kForgetCopy{"A backup elsewhere still holds it: {}",
                                     "다른 곳의 백업에 아직 있습니다: {}"};
inline constexpr Message kForgetReceipt{"Receipt: {}", "영수증: {}"};
inline constexpr Message kReceiptGood{"The receipt is as the vault {} signed it",
                                      "금고 {}이(가) 서명한 그대로입니다"};
inline constexpr Message kReceiptBad{"The receipt was changed, or nobody signed it",
                                     "영수증이 바뀌었거나 서명되지 않았습니다"};
inline constexpr Message kExported{
    "Written to {}: export.json and export.html. They are not encrypted",
    "{}에 export.json과 export.html을 썼습니다. 암호화되지 않은 파일입니다"};

}  // namespace tinybrain::msg
