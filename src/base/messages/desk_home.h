// Texts of `tinybrain skill` and `tinybrain desk`.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kHelpSkill{
    "Skills: ask them, look at them, make one, check it, give it away, take one in",
    "스킬에 묻고, 살펴보고, 만들고, 점검하고, 나누고, 받아들입니다"};
inline constexpr Message kHelpDesk{
    "Ask a support desk, see how it understood, judge it, teach it, set its dial",
    "상담 데스크에 묻고, 어떻게 이해했는지 보고, 평가하고, 가르치고, 다이얼을 맞춥니다"};
inline constexpr Message kArgSkillAction{
    "list, info, call, ask, route, new, check, eval, pack or install",
    "list, info, call, ask, route, new, check, eval, pack, install 중 하나"};
inline constexpr Message kArgSkillKind{
    "ask, route: what is asked. info, check, eval, pack: NAME or FOLDER. call: NAME TOOL and its "
    "arguments, a JSON object. new: "
    "support (a desk of --faq), or a NAME. install: FILE",
    "ask, route: 요청하는 말. info, check, eval, pack: 이름 또는 폴더. call: 이름, 도구, 인수(JSON "
    "객체). new: support(--faq로 "
    "상담 데스크) 또는 새 이름. install: 파일"};
inline constexpr Message kOptSkillFaq{
    "Your questions and answers, a table; several questions may have one answer",
    "질문과 답이 든 표. 답 하나에 질문이 여럿이어도 됩니다"};
inline constexpr Message kOptSkillDocs{"Manuals, files or folders; may be given again",
                                       "설명서 파일이나 폴더. 여러 번 쓸 수 있습니다"};
inline constexpr Message kOptSkillAsked{
    "Questions that were really asked, with their answers (any other text: from elsewhere): they "
    "set the chances",
    "실제로 받은 질문과 그 답(FAQ에 없는 답이면 엉뚱한 질문). 확률을 맞추는 데 씁니다"};
inline constexpr Message kOptSkillOutput{"Where to; else skills/support in the data folder",
                                         "만들 곳. 없으면 데이터 폴더의 skills/support"};
inline constexpr Message kOptSkillElsewhere{
    "The share of questions that nothing here answers, as you expect it; those of --asked put it "
    "right",
    "여기에 답이 없는 질문의 예상 비율. --asked의 질문으로 바로잡습니다"};
inline constexpr Message kOptSkillSeed{"Seed of what is random", "난수의 시드"};
inline constexpr Message kOptSkillModel{
    "call: the language model for what needs one. Else the encoder: seed, none for words alone, a "
    "path or a name",
    "call: 언어 모델이 필요한 도구에 쓸 모델. 그 밖에는 인코더: seed, 단어만 쓰려면 none, 경로 "
    "또는 "
    "이름"};
inline constexpr Message kOptDeskTextColumn{"The column with questions", "질문이 든 열"};
inline constexpr Message kOptDeskAnswerColumn{"The column with answers", "답이 든 열"};
inline constexpr Message kOptDeskDial{
    "The share of wrong answers that you accept: 0.05 = one in twenty",
    "받아들일 틀린 답의 비율. 0.05 = 스무 개에 하나"};
inline constexpr Message kArgDeskAction{
    "ask DESK [QUESTION], eval DESK DATA, report DESK, answers DESK, teach DESK QUESTION --answer "
    "TEXT, set DESK",
    "ask 데스크 [질문], eval 데스크 자료, report 데스크, answers 데스크, teach 데스크 질문 "
    "--answer 답, set 데스크"};
inline constexpr Message kArgDeskWords{
    "The desk (a folder, or its name), then the question or the data",
    "데스크(폴더 또는 이름), 그다음 질문이나 자료"};
inline constexpr Message kOptDeskWhy{"Say how each question was understood",
                                     "질문을 어떻게 이해했는지 보여 줍니다"};
inline constexpr Message kOptDeskAlone{
    "Questions on standard input: each by itself, not a conversation",
    "표준 입력의 질문을 대화로 잇지 않고 하나씩 따로 봅니다"};
inline constexpr Message kOptDeskGrant{"Let the slip of this question go without asking",
                                       "이 질문의 전표를 묻지 않고 보냅니다"};
inline constexpr Message kOptDeskAnswer{"teach: the answer", "teach: 답"};
inline constexpr Message kOptDeskEscalation{"set: off, ask (each slip) or always",
                                            "set: off, ask(전표마다), always"};
inline constexpr Message kOptDeskEndpoint{"set: the large model's address, https://host/v1",
                                          "set: 큰 모델의 주소, https://host/v1"};
inline constexpr Message kOptDeskLarge{"set: the large model's name", "set: 큰 모델의 이름"};
inline constexpr Message kOptDeskBudget{"set: what may be spent a day",
                                        "set: 하루에 쓸 수 있는 금액"};
inline constexpr Message kOptDeskPriceIn{"set: price of a million tokens sent",
                                         "set: 보내는 토큰 백만 개의 값"};
inline constexpr Message kOptDeskPriceOut{"set: price of a million tokens received",
                                          "set: 받는 토큰 백만 개의 값"};

inline constexpr Message kSkillMaking{"Making the desk", "데스크를 만드는 중"};
inline constexpr Message kSkillStageRead{"Reading", "읽는 중"};
inline constexpr Message kSkillStageVectors{"Reading questions", "질문을 읽는 중"};
inline constexpr Message kSkillStageLearn{"Learning", "배우는 중"};
inline constexpr Message kSkillStageJudge{"Trying itself", "스스로 시험하는 중"};
inline constexpr Message kSkillStageManuals{"Reading manuals", "설명서를 읽는 중"};
inline constexpr Message kSkillToml{
    "Made by: tinybrain skill new support. Settings are in settings.json.",
    "tinybrain skill new support로 만들었습니다. 설정은 settings.json에 있습니다."};
inline constexpr Message kSkillMade{"{}: a desk with {} questions and {} answers",
                                    "{}: 질문 {}개, 답 {}개의 데스크"};
inline constexpr Message kSkillPassages{"{} passages of manuals", "설명서 단락 {}개"};
inline constexpr Message kSkillDial{
    "  at most {} % of answers wrong: about {} % of questions answered",
    "  틀린 답 최대 {}%: 질문의 약 {}%에 답함"};
inline constexpr Message kSkillNext{"Try it: tinybrain desk ask {} \"...\" --why",
                                    "써 보기: tinybrain desk ask {} \"...\" --why"};
inline constexpr Message kSkillNoFaq{"say where your questions and answers are: --faq faq.csv",
                                     "질문과 답이 어디 있는지 적으세요: --faq faq.csv"};
inline constexpr Message kDeskWhichDesk{"say which desk: a folder, or its name",
                                        "어느 데스크인지 적으세요: 폴더 또는 이름"};
inline constexpr Message kDeskNoData{
    "say what to judge it on: tinybrain desk eval DESK questions.csv",
    "무엇으로 평가할지 적으세요: tinybrain desk eval 데스크 questions.csv"};
inline constexpr Message kDeskTeachWhat{
    "say what and how: tinybrain desk teach DESK \"question\" --answer \"answer\"",
    "무엇을 어떻게 가르칠지 적으세요: tinybrain desk teach 데스크 \"질문\" --answer \"답\""};
inline constexpr Message kDeskTaught{"Taught. The desk has {} questions and {} answers",
                                     "가르쳤습니다. 데스크에 질문 {}개, 답 {}개가 있습니다"};
inline constexpr Message kDeskNearest{"nearest: \"{}\", right with a chance of {} %",
                                      "가장 가까운 질문: \"{}\", 맞을 확률 {}%"};
inline constexpr Message kDeskEvidence{"passage: {}:{} {}", "단락: {}:{} {}"};
inline constexpr Message kDeskTime{"{} ms on this machine, nothing sent",
                                   "이 기기에서 {} ms, 보낸 것 없음"};
inline constexpr Message kDeskSlipTitle{"This would be sent to {} ({}):",
                                        "{} ({})에 다음을 보내려 합니다."};
inline constexpr Message kDeskSlipReason{"Because: {}", "까닭: {}"};
inline constexpr Message kDeskSlipPrice{"About {} tokens, at most {} {}",
                                        "토큰 약 {}개, 최대 {} {}"};
inline constexpr Message kDeskSlipAsk{"Send it? [y/N] ", "보낼까요? [예/아니요] "};
inline constexpr Message kDeskJudging{"Judging", "평가하는 중"};
inline constexpr Message kDeskJudged{"{} questions, at a dial of {} %", "질문 {}개, 다이얼 {}%"};
inline constexpr Message kDeskJudgedAnswered{"answered {} %, of those wrong {} % (95 %: {} to {})",
                                             "답함 {}%, 그중 틀림 {}% (95%: {}~{})"};
inline constexpr Message kDeskJudgedFirst{"right answer nearest, where there is one: {} %",
                                          "답이 있는 질문 중 가장 가까운 것이 맞은 비율: {}%"};
inline constexpr Message kDeskJudgedElsewhere{"of {} questions from elsewhere refused: {} %",
                                              "엉뚱한 질문 {}개 중 답하지 않은 비율: {}%"};
inline constexpr Message kDeskJudgedTime{"{} ms a question", "질문당 {} ms"};
inline constexpr Message kDeskReportDial{
    "dial: at most {} % of answers wrong, about {} % of questions answered",
    "다이얼: 틀린 답 최대 {}%, 질문의 약 {}%에 답함"};
inline constexpr Message kDeskReportJudged{"judged by people: {}, wrong: {}",
                                           "사람이 평가한 답: {}, 틀림: {}"};
inline constexpr Message kDeskReportDrift{
    "more of them are wrong than the dial allows, beyond chance: add questions that were really "
    "asked and make it anew",
    "우연으로 보기에는 다이얼보다 틀린 답이 많습니다. 실제 받은 질문을 더해 다시 만드세요"};
inline constexpr Message kDeskReportOpen{"questions that wait for you: {}",
                                         "답을 기다리는 질문: {}"};
inline constexpr Message kDeskReportSpent{"spent today: {} of {} {}", "오늘 쓴 금액: {} / {} {}"};

}  // namespace tinybrain::msg
