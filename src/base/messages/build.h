// Texts of building a brain: recipes, stages, cards and reports.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kRecipeObject{"a recipe is an object of choices",
                                       "레시피는 설정을 담은 객체여야 합니다"};
inline constexpr Message kRecipeUnknown{
    "the recipe says '{}', which is no choice (there are: {})",
    "레시피에 알 수 없는 항목 '{}'이(가) 있습니다 (쓸 수 있는 항목: {})"};
inline constexpr Message kRecipeKind{"the recipe's '{}' cannot be {}",
                                     "레시피의 '{}' 항목에 {}은(는) 쓸 수 없습니다"};
inline constexpr Message kRecipeDora{
    "'dora' is for low-rank adapters: for classify, chat and complete, with a lora_rank above 0",
    "'dora'는 저계수 어댑터에만 씁니다. classify, chat, complete에서 lora_rank를 0보다 크게 "
    "하세요"};
inline constexpr Message kRecipeRange{"the recipe's '{}' is {}; it must be from {} to {}",
                                      "레시피의 '{}' 항목이 {}입니다. {}에서 {} 사이여야 합니다"};
inline constexpr Message kRecipeTask{
    "'{}' is nothing to build for; choose classify, answer, chat, complete, embed or understand",
    "'{}'은(는) 만들 수 있는 용도가 아닙니다. classify, answer, chat, complete, embed, understand "
    "중에서 고르십시오"};
inline constexpr Message kRecipeMissing{"the recipe lacks '{}'", "레시피에 '{}' 항목이 없습니다"};
inline constexpr Message kRecipeType{"'{}' is no weight type", "'{}'은(는) 가중치 형식이 아닙니다"};

inline constexpr Message kFreshWidth{
    "a model from nothing cannot be {} wide: its width is a multiple of {}",
    "처음부터 만드는 모델의 너비는 {}일 수 없습니다. {}의 배수여야 합니다"};
inline constexpr Message kPlanTable{"the recipe's '{}' must hold tables",
                                    "레시피의 '{}'에는 표가 들어가야 합니다"};
inline constexpr Message kPlanUnknown{
    "the recipe's '{}' has '{}', which is no choice (there are: {})",
    "레시피의 '{}'에 알 수 없는 항목 '{}'이(가) 있습니다 (쓸 수 "
    "있는 항목: {})"};
inline constexpr Message kPlanMissing{"a table of the recipe's '{}' lacks '{}'",
                                      "레시피의 '{}' 표에 '{}' 항목이 없습니다"};
inline constexpr Message kPlanOneLabel{
    "the head '{}' finds fewer than two labels in its files: nothing to tell apart",
    "'{}' 머리가 파일에서 찾은 라벨이 둘보다 적어 구별할 것이 없습니다"};
inline constexpr Message kPlanLeaks{
    "{} rows left out of training because a test has the same text, or nearly",
    "시험용 파일에 같거나 거의 같은 글이 있어 학습에서 뺀 행: {}개"};
inline constexpr Message kBuildLanguageBase{
    "the base is of the family {}, which writes no text; take one such as smollm2-135m-instruct",
    "바탕 모델이 글을 쓰지 못하는 {} 계열입니다. smollm2-135m-instruct 같은 모델을 쓰십시오"};
inline constexpr Message kBuildNoTemplate{
    "the base has no chat template, so it does not know turns; build for complete, or take a model "
    "for chat",
    "바탕 모델에 대화 템플릿이 없어 차례를 모릅니다. complete 용도로 만들거나 대화용 모델을 "
    "쓰십시오"};
inline constexpr Message kBuildAnswerBase{
    "the base is of the family {}; an encoder is needed, such as all-minilm-l6-v2 (or, for "
    "answers, "
    "--base none)",
    "바탕 모델이 {} 계열입니다. all-minilm-l6-v2 같은 인코더를 쓰십시오 (답 찾기에는 --base none도 "
    "됩니다)"};
inline constexpr Message kPeersWrong{"process {} of {} is no group of processes",
                                     "프로세스 {} / {}: 올바른 구성이 아닙니다"};
inline constexpr Message kPeersTask{
    "several processes build classifiers only; build for '{}' with one",
    "여러 프로세스로는 분류 모델만 만듭니다. '{}' 용도는 프로세스 하나로 만드십시오"};
inline constexpr Message kPeersGone{
    "another process of this build is gone; the checkpoint stays: start them again",
    "함께 만들던 프로세스가 사라졌습니다. 저장된 곳부터 이어지니 모두 다시 시작하십시오"};
inline constexpr Message kBuildNoTrain{
    "nothing is left to train on: {} examples for choosing, {} for testing",
    "학습에 쓸 예시가 남지 않았습니다. 고르기용 {}개, 시험용 {}개"};
inline constexpr Message kBuildExists{
    "'{}' holds a finished brain already; choose another folder, or delete it",
    "'{}'에 이미 완성된 모델이 있습니다. 다른 폴더를 고르거나 지우십시오"};
inline constexpr Message kBuildForeign{
    "'{}' is not empty and not a brain; choose another folder",
    "'{}' 폴더가 비어 있지 않고 모델 폴더도 아닙니다. 다른 폴더를 고르십시오"};
inline constexpr Message kBuildBusy{"another build is writing to '{}'",
                                    "다른 빌드가 '{}'에 쓰고 있습니다"};
inline constexpr Message kBuildBudget{
    "no candidate is within the limits: the smallest has {} bytes (budget {}) and takes {:.2f} ms "
    "(limit {:.2f}); raise them or start from a smaller base",
    "제한을 지키는 후보가 없습니다. 가장 작은 것이 {}바이트(제한 {}), {:.2f} ms(제한 "
    "{:.2f})입니다. 제한을 "
    "올리거나 더 작은 바탕 모델을 쓰십시오"};
inline constexpr Message kBuildOutOfScope{"no example has the label '{}' that is out of scope",
                                          "범위 밖 라벨 '{}'이(가) 붙은 예시가 없습니다"};
inline constexpr Message kEvalNoLabel{
    "none of the labels in the data is known to the model (it knows: {})",
    "데이터의 라벨 중 모델이 아는 것이 없습니다 (모델의 라벨: {})"};
inline constexpr Message kEvalNoAnswer{
    "no row of a table tells what is right: give a .csv, .tsv, .jsonl or .json file with a column "
    "for "
    "the answer (named with --answer-column), and columns with options where there are any; how "
    "well "
    "a model predicts plain text is told by tinybrain perplexity",
    "정답이 있는 행이 없습니다. 답 열(--answer-column으로 지정)과, 있다면 선택지 열이 든 .csv, "
    ".tsv, "
    ".jsonl, .json 파일을 주십시오. 보통 글을 얼마나 잘 예측하는지는 tinybrain perplexity로 "
    "잽니다"};
inline constexpr Message kEvalSomeOptions{"row {} has no options to choose among, but others have",
                                          "{}행에 선택지가 없습니다. 다른 행에는 있습니다"};

inline constexpr Message kFoundUnknownLabel{
    "held-out rows with labels that are not in the training data: they count as wrong",
    "학습 데이터에 없는 라벨이 붙은 평가용 행: 틀린 것으로 셉니다"};
inline constexpr Message kFoundSmallTest{
    "only {} rows to test on: the figures are uncertain by about {:.0f} percentage points",
    "시험용 행이 {}개뿐입니다. 결과가 {:.0f}%p쯤 달라질 수 있습니다"};
inline constexpr Message kFoundStillLearning{
    "half of the data gives {:.1f} %, all of it {:.1f} %: this is too little data to trust; more "
    "examples will help",
    "데이터 절반으로 {:.1f} %, 전부로 {:.1f} %입니다. 믿고 쓰기에는 데이터가 적으니 예시를 더 "
    "모으면 "
    "나아집니다"};
inline constexpr Message kFoundTooLittle{
    "{} rows for choosing and {} for testing are too few: this is too little data to trust. With a "
    "quarter, half and all of it, {:.1f}, {:.1f} and {:.1f} % of the rows for choosing are right",
    "고르기용 {}행, 시험용 {}행은 너무 적습니다. 믿고 쓰기에는 데이터가 적습니다. 데이터의 4분의 "
    "1, "
    "절반, 전부로 배웠을 때 고르기용 행의 {:.1f}, {:.1f}, {:.1f} %가 맞았습니다"};

// The card and the report.
inline constexpr Message kCardIntro{
    "A classifier with {} labels, made from {} examples of {}.",
    "라벨 {}개를 구별하는 분류 모델입니다. 예시 {}개로 만들었습니다 ({})."};
inline constexpr Message kCardUnderstandIntro{
    "Understands a text in {} ways ({}) and turns it into a vector, made from {} examples of {} "
    "files.",
    "글을 {}가지({})로 이해하고 벡터로 바꿉니다. 파일 {3}개의 예시 {2}개로 만들었습니다."};
inline constexpr Message kCardUnderstandLimits{
    "It knows the labels below and nothing else, and judges short texts only. The figures are of "
    "texts that it had not seen; where texts are few, the intervals are wide.",
    "아래 라벨만 알며 짧은 글만 판단합니다. 수치는 처음 보는 글로 잰 것이고, 글이 적으면 신뢰 "
    "구간이 "
    "넓습니다."};
inline constexpr Message kCardHead{"head", "머리"};
inline constexpr Message kCardLanguage{"language", "언어"};
inline constexpr Message kCardPassedOn{
    "{}: {} texts got their label from the same text in another language.",
    "{}: 글 {}개는 같은 뜻의 다른 언어 글에서 라벨을 받았습니다."};
inline constexpr Message kCardPairsOf{"pairs of {}", "{}의 쌍"};
inline constexpr Message kCardNearestOwn{"nearest is its own", "가장 가까운 것이 제 짝"};
inline constexpr Message kCardAgain{"Loss, second round", "두 번째 회차의 손실"};
inline constexpr Message kCardLearningCurve{"With less of the data, on rows for choosing",
                                            "데이터를 줄였을 때 (고르기용 행)"};
inline constexpr Message kCardShareOfData{"% of the training rows", "학습 행의 %"};
inline constexpr Message kCardOutside{"over the limits", "제한을 넘음"};
inline constexpr Message kCardDevPerplexity{"perplexity, rows for choosing",
                                            "퍼플렉시티, 고르기용 행"};
inline constexpr Message kCardAnswerIntro{
    "Answers questions from {} entries of {}: it finds the entry, and says so when it knows none. "
    "It makes nothing up.",
    "항목 {}개({})에서 질문에 맞는 답을 찾아 주고, 아는 것이 없으면 모른다고 합니다. 지어내지 "
    "않습니다."};
inline constexpr Message kCardAnswerTested{
    "For {} questions that it had not seen, the right entry came first in {:.1f} % (95 % interval "
    "{:.1f} to {:.1f} %).",
    "처음 보는 질문 {}개에서 맞는 항목이 맨 앞에 온 것이 {:.1f} %입니다 (95 % 신뢰 구간 "
    "{:.1f}~{:.1f} %)."};
inline constexpr Message kCardAnswerUntested{
    "It was not tested: no answer has a second question to hold out. Give real questions with "
    "--test to know how good it is.",
    "답마다 질문이 하나뿐이라 따로 떼어 시험하지 못했습니다. 실제 질문을 --test로 주면 성능을 "
    "잽니다."};
inline constexpr Message kCardFirst{"right entry first", "맞는 항목이 첫째"};
inline constexpr Message kCardThree{"right entry among the first three", "맞는 항목이 셋 안에"};
inline constexpr Message kCardAnswered{"answered rightly, not refused",
                                       "모른다 하지 않고 맞게 답함"};
inline constexpr Message kCardWrongAnswered{"wrong, of what it answered", "답한 것 중 틀린 비율"};
inline constexpr Message kCardUnknownGiven{"\"I do not know\" to questions from elsewhere",
                                           "다른 곳의 질문에 \"모른다\""};
inline constexpr Message kCardUnknownLeft{"\"I do not know\" when the entry is taken away",
                                          "그 항목을 뺐을 때 \"모른다\""};
inline constexpr Message kCardFitted{"When to say \"I do not know\" was chosen on {} questions{}.",
                                     "언제 \"모른다\"고 할지는 질문 {}개로 정했습니다{}."};
inline constexpr Message kCardShortened{
    " made by leaving words out of the entries, for there were too few real ones",
    " (실제 질문이 적어 항목에서 낱말을 뺀 것)"};
inline constexpr Message kCardPairs{
    "{} epochs of {} pairs of questions with the same answer, batches of {}, learning rate {:g}, "
    "seed {}; the best epoch was {}.",
    "답이 같은 질문 쌍 {1}개를 {0}회, 묶음 {2}, 학습률 {3:g}, 시드 {4}로 학습했고 가장 좋은 회차는 "
    "{5}회차였습니다."};
inline constexpr Message kCardEmbedIntro{
    "An encoder for comparing texts by meaning, made from {1} by training {0} on {2} pairs that "
    "belong "
    "together.",
    "글의 뜻을 비교하는 인코더입니다. {0}에 짝 {2}개({1})를 학습해 만들었습니다."};
inline constexpr Message kCardEmbedTested{
    "Of {} pairs that it was not trained on, the nearest second text was the right one in {:.1f} % "
    "(95 % interval {:.1f} to {:.1f} %); with the base in {:.1f} %.",
    "학습에 쓰지 않은 짝 {}개에서 가장 가까운 둘째 글이 제 짝인 것이 {:.1f} %입니다 (95 % 신뢰 "
    "구간 "
    "{:.1f}~{:.1f} %). 바탕 모델로는 {:.1f} %였습니다."};
inline constexpr Message kCardNearest{"nearest is the right one", "가장 가까운 것이 제 짝"};
inline constexpr Message kCardNearestBase{"the same with the base", "바탕 모델로"};
inline constexpr Message kCardLanguageIntro{
    "A model that writes, made from {1} by training {0} further on {2} examples.",
    "{0}을(를) 예시 {2}개로 더 학습해 만든, 글을 쓰는 모델입니다 ({1})."};
inline constexpr Message kCardLanguageTested{
    "On {} texts that it was not trained on, perplexity went from {:.2f} (the base) to {:.2f}; "
    "lower "
    "is better.",
    "학습에 쓰지 않은 글 {}개에서 퍼플렉시티가 {:.2f}(바탕 모델)에서 {:.2f}(으)로 바뀌었습니다. "
    "낮을수록 "
    "좋습니다."};
inline constexpr Message kCardLanguageLimits{
    "It may still say what is wrong. Look at its answers before others do.",
    "틀린 말을 할 수 있습니다. 다른 사람이 쓰기 전에 직접 답을 확인하십시오."};
inline constexpr Message kCardPerplexity{"perplexity", "퍼플렉시티"};
inline constexpr Message kCardPerplexityBase{"perplexity of the base", "바탕 모델의 퍼플렉시티"};
inline constexpr Message kCardAnswers{
    "On {} texts that it was not trained on, {:.1f} % of its answers are right (95 % interval "
    "{:.1f} "
    "to {:.1f} %). Always giving the most frequent label would be right in {:.1f} %.",
    "학습에 쓰지 않은 글 {}개에서 답의 {:.1f} %가 맞았습니다 (95 % 신뢰 구간 {:.1f}~{:.1f} %). "
    "가장 흔한 "
    "라벨만 답하면 {:.1f} %가 맞습니다."};
inline constexpr Message kCardNoTest{"It was not tested: there were no rows to test on.",
                                     "시험할 행이 없어 시험하지 않았습니다."};
inline constexpr Message kCardHowGood{"How good it is", "성능"};
inline constexpr Message kCardMeasure{"measure", "지표"};
inline constexpr Message kCardValue{"value", "값"};
inline constexpr Message kCardAccuracy{"accuracy", "정확도"};
inline constexpr Message kCardMacro{"F1, mean of labels", "F1 (라벨 평균)"};
inline constexpr Message kCardWeighted{"F1, mean of texts", "F1 (글 평균)"};
inline constexpr Message kCardEce{"calibration error", "보정 오차"};
inline constexpr Message kCardLogLoss{"log loss", "로그 손실"};
inline constexpr Message kCardSize{"size", "크기"};
inline constexpr Message kCardBaseSize{"size of the base", "바탕 모델 크기"};
inline constexpr Message kCardTime{"one answer on the machine that built it",
                                   "만든 기기에서 답 하나에"};
inline constexpr Message kCardInScope{"right answers to texts in scope",
                                      "범위 안 글에 맞게 답한 비율"};
inline constexpr Message kCardOosRecall{"texts out of scope that it refuses",
                                        "범위 밖 글을 거절한 비율"};
inline constexpr Message kCardOosPrecision{"refused texts that were out of scope",
                                           "거절한 글 중 범위 밖이었던 비율"};
inline constexpr Message kCardData{"Data", "데이터"};
inline constexpr Message kCardFile{"file", "파일"};
inline constexpr Message kCardEncoding{"encoding", "인코딩"};
inline constexpr Message kCardBytes{"bytes", "바이트"};
inline constexpr Message kCardSplit{
    "{} examples to train on, {} to choose by, {} to test on. Licence as stated: {}.",
    "학습 {}개, 고르기 {}개, 시험 {}개. 밝힌 라이선스: {}."};
inline constexpr Message kCardNoLicense{"none given", "밝히지 않음"};
inline constexpr Message kCardFindings{"What was found in the data", "데이터에서 찾은 것"};
inline constexpr Message kCardFinding{"{} ({} rows: {})", "{} ({}행: {})"};
inline constexpr Message kCardRemedy{"remedy: {}", "해결: {}"};
inline constexpr Message kCardTraining{"Training", "학습"};
inline constexpr Message kCardTrained{
    "{} epochs of {} texts, batches of {}, learning rate {:g}, seed {}; the best epoch on the rows "
    "for "
    "choosing was {}.",
    "{}회 반복(글 {}개), 배치 {}, 학습률 {:g}, 시드 {}. 고르기용 행에서 가장 좋았던 회차는 "
    "{}입니다."};
inline constexpr Message kCardLora{
    "Low-rank adapters of rank {} on a frozen base, merged.",
    "고정한 바탕 모델에 계수 {}의 저계수 어댑터를 학습해 합쳤습니다."};
inline constexpr Message kCardDora{
    "Low-rank adapters of rank {} with magnitudes (DoRA) on a frozen base, merged.",
    "고정한 바탕 모델에 계수 {}의 저계수 어댑터를 크기 값과 함께(DoRA) 학습해 합쳤습니다."};
inline constexpr Message kCardCandidates{"Sizes that were tried", "시도한 크기"};
inline constexpr Message kCardType{"weights", "가중치"};
inline constexpr Message kCardDev{"accuracy on rows for choosing", "고르기용 행의 정확도"};
inline constexpr Message kCardChosen{"chosen", "선택"};
inline constexpr Message kCardConfusions{"What it mixes up", "혼동하는 것"};
inline constexpr Message kCardTruth{"label", "라벨"};
inline constexpr Message kCardAnswer{"answer", "답"};
inline constexpr Message kCardTexts{"texts", "글 수"};
inline constexpr Message kCardLabels{"Labels", "라벨별"};
inline constexpr Message kCardPrecision{"precision", "정밀도"};
inline constexpr Message kCardRecall{"recall", "재현율"};
inline constexpr Message kCardGroups{"Groups", "집단별"};
inline constexpr Message kCardGroup{"group", "집단"};
inline constexpr Message kCardInterval{"95 % interval", "95 % 신뢰 구간"};
inline constexpr Message kCardMistakes{"Examples it gets wrong", "틀리는 예"};
inline constexpr Message kCardText{"text", "글"};
inline constexpr Message kCardSure{"sure", "확신"};
inline constexpr Message kCardNone{"(none of these)", "(해당 없음)"};
inline constexpr Message kCardLoss{"Loss in training", "학습 손실"};
inline constexpr Message kCardStep{"step", "단계"};
inline constexpr Message kCardLossAxis{"loss", "손실"};
inline constexpr Message kCardEpochs{"Accuracy by epoch, rows for choosing",
                                     "회차별 정확도 (고르기용 행)"};
inline constexpr Message kCardEpoch{"epoch", "회차"};
inline constexpr Message kCardReliability{"Is it as sure as it is right?", "확신한 만큼 맞는가"};
inline constexpr Message kCardWorst{"The labels it finds hardest (recall)",
                                    "가장 어려워하는 라벨 (재현율)"};
inline constexpr Message kCardLimits{
    "It knows only these labels, in the kind of text it was made from. Figures hold for texts like "
    "the "
    "test rows; for others, test again with `tinybrain eval`.",
    "이 라벨만, 학습한 것과 비슷한 글에서만 압니다. 위 수치는 시험용 행과 비슷한 글에만 "
    "해당합니다. 다른 "
    "글은 `tinybrain eval`로 다시 시험하십시오."};
inline constexpr Message kCardSets{
    "Sets of labels with at least {:.1f} % probability each are to hold the truth nine times in "
    "ten; "
    "on the test rows they do in {:.1f} %, with {:.2f} labels on average.",
    "확률이 {:.1f} % 이상인 라벨을 모두 모으면 열에 아홉은 정답이 들어 있도록 정했습니다. 시험용 "
    "행에서는 "
    "{:.1f} %였고, 평균 {:.2f}개의 라벨이 들어 있습니다."};

}  // namespace tinybrain::msg
