// Catalogue of texts: the skill that screens applications.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kLoanNotTrained{
    "{} is not there; train the screening first, with the tool 'train'",
    "{} 파일이 없습니다. 먼저 'train' 도구로 학습시켜 주세요"};
inline constexpr Message kLoanMitigation{
    "'{}' is no mitigation; there are none, reweighing and thresholds",
    "'{}'은(는) 격차를 줄이는 방법이 아닙니다. none, reweighing, thresholds가 있습니다"};
inline constexpr Message kLoanNobodyProtected{
    "a mitigation needs at least one protected column",
    "격차를 줄이려면 보호 대상 열이 하나 이상 필요합니다"};
inline constexpr Message kLoanCuts{"protected column '{}' holds words; cuts are for numbers",
                                   "보호 대상 열 '{}'은(는) 글자이므로 경계값을 쓸 수 없습니다"};
inline constexpr Message kLoanMove{
    "actionable '{}': '{}' must be any, up or down",
    "바꿀 수 있는 열 '{}': '{}' 대신 any, up, down 중 하나를 쓰세요"};
inline constexpr Message kLoanCosts{"costs: approve_bad and refuse_good must be numbers above 0",
                                    "비용: approve_bad와 refuse_good은 0보다 큰 수여야 합니다"};
inline constexpr Message kLoanCoverage{"coverage must lie between 0.5 and 1",
                                       "coverage는 0.5와 1 사이여야 합니다"};
inline constexpr Message kLoanKind{"model '{}' must be linear, trees or both",
                                   "모델 '{}'은(는) linear, trees, both 중 하나여야 합니다"};
inline constexpr Message kLoanAim{"aim '{}' must be good or approvals",
                                  "목표 '{}'은(는) good 또는 approvals여야 합니다"};
inline constexpr Message kLoanUnknownValue{"the screening knows no column '{}'; it looks at {}",
                                           "이 심사는 '{}' 열을 모릅니다. 보는 열: {}"};
inline constexpr Message kLoanNoVault{
    "the queue and reviews are kept in the vault's audit; call with a vault",
    "검토 대기열과 검토 결과는 보관함의 감사 기록에 남습니다. 보관함을 열고 호출해 주세요"};
inline constexpr Message kLoanNoSuchCase{"no decision with number {} waits for a human",
                                         "{}번 결정은 사람의 검토를 기다리고 있지 않습니다"};
inline constexpr Message kLoanReviewWords{
    "decision must be approve or refuse, and 'by' says who decided",
    "decision은 approve 또는 refuse여야 하고, 'by'에는 결정한 사람을 적어야 합니다"};
inline constexpr Message kLoanCaseName{"case must be a name of 1 to 100 bytes",
                                       "case는 1~100바이트의 이름이어야 합니다"};

inline constexpr Message kLoanApprove{
    "Approve: the chance of '{1}' is {0:.0f} %, above the line of {2:.0f} %.",
    "승인: '{1}' 확률이 {0:.0f}%로, 기준 {2:.0f}%보다 높습니다."};
inline constexpr Message kLoanRefuse{
    "Refuse: the chance of '{1}' is {0:.0f} %, under the line of {2:.0f} %.",
    "거절: '{1}' 확률이 {0:.0f}%로, 기준 {2:.0f}%보다 낮습니다."};
inline constexpr Message kLoanHuman{
    "To a human: the chance of '{1}' is {0:.0f} %, between {2:.0f} % and {3:.0f} %, where this "
    "screening errs too often to decide by itself.",
    "사람에게 넘김: '{1}' 확률이 {0:.0f}%로 {2:.0f}%와 {3:.0f}% 사이입니다. 이 구간에서는 오류가 "
    "많아 스스로 결정하지 않습니다."};
inline constexpr Message kLoanHumanRefusals{
    "To a human: the chance of '{1}' is {0:.0f} %, and refusals are for humans here.",
    "사람에게 넘김: '{1}' 확률이 {0:.0f}%이며, 거절은 사람이 결정하도록 되어 있습니다."};
inline constexpr Message kLoanHumanGroup{
    "To a human: this screening has a line of its own for each group of '{}', which is not given.",
    "사람에게 넘김: 이 심사는 '{}'의 집단마다 기준이 다른데, 그 값이 주어지지 않았습니다."};
inline constexpr Message kLoanHumanMissing{"To a human: {} of {} columns are missing.",
                                           "사람에게 넘김: {1}개 열 가운데 {0}개가 비어 있습니다."};
inline constexpr Message kLoanFor{"{} is '{}': speaks for '{}' ({:+.2f})",
                                  "{} 값이 '{}'인 점: '{}' 쪽에 유리합니다 ({:+.2f})"};
inline constexpr Message kLoanAgainst{"{} is '{}': speaks against '{}' ({:+.2f})",
                                      "{} 값이 '{}'인 점: '{}' 쪽에 불리합니다 ({:+.2f})"};
inline constexpr Message kLoanWordsFor{"{} by its words ({}): speaks for '{}' ({:+.2f})",
                                       "{}에 쓰인 말({}): '{}' 쪽에 유리합니다 ({:+.2f})"};
inline constexpr Message kLoanWordsAgainst{"{} by its words ({}): speaks against '{}' ({:+.2f})",
                                           "{}에 쓰인 말({}): '{}' 쪽에 불리합니다 ({:+.2f})"};
inline constexpr Message kLoanUnknown{"not given", "값 없음"};
inline constexpr Message kLoanChange{"{} from '{}' to '{}'", "{}: '{}' → '{}'"};
inline constexpr Message kLoanFlipTo{
    "With {0} the chance would be {1:.0f} % and the answer 'approve'. It says what the model would "
    "do, not that the change would be wise or true.",
    "{0}이면 확률은 {1:.0f}%가 되어 '승인'이 됩니다. 모델이 그렇게 답한다는 뜻이며, 그 변화가 "
    "바람직하거나 실제로 효과가 있다는 뜻은 아닙니다."};
inline constexpr Message kLoanFlipFrom{
    "With {0} the chance would be {1:.0f} % and the answer no longer 'approve'.",
    "{0}이면 확률은 {1:.0f}%가 되어 더는 '승인'이 아닙니다."};
inline constexpr Message kLoanNoFlip{
    "No change of up to three of the columns that may change turns the answer.",
    "바꿀 수 있는 열을 세 개까지 바꾸어도 답이 달라지지 않습니다."};
inline constexpr Message kLoanNotLogged{"not logged: no vault was given",
                                        "기록되지 않음: 보관함이 주어지지 않았습니다"};
inline constexpr Message kLoanSample{
    "This screening was trained on a sample of bank customers of 1973 to 1975. It shows how the "
    "skill works and is not fit to judge anybody.",
    "이 심사는 1973~1975년 은행 고객의 견본으로 학습했습니다. 작동 방식을 보이기 위한 것이며 "
    "누구도 평가하는 데 쓸 수 없습니다."};
inline constexpr Message kLoanProxyNote{
    "Columns that tell a protected group remain inputs; leaving a group out does not make a "
    "screening blind to it.",
    "보호 대상 집단을 짐작하게 하는 열이 입력에 남아 있습니다. 집단 열을 빼더라도 심사가 집단을 "
    "모르는 것은 아닙니다."};
inline constexpr Message kLoanThresholdNote{
    "Lines of their own for each group treat people by their group. Ask a lawyer whether that is "
    "allowed where you are.",
    "집단마다 다른 기준은 사람을 집단에 따라 다르게 대하는 것입니다. 해당 지역에서 허용되는지 법률 "
    "전문가에게 확인하세요."};

}  // namespace tinybrain::msg
