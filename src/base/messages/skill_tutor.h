// Catalogue of texts: the tutor.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

// ---- Files and arguments ----
inline constexpr Message kTutorNoFile{"'{}' is not there; it should have the columns {}",
                                      "'{}' 파일이 없습니다. 필요한 열: {}"};
inline constexpr Message kTutorColumn{"{}: there is no column '{}'", "{}: '{}' 열이 없습니다"};
inline constexpr Message kTutorRows{"{}: it must have rows, and no more than {}",
                                    "{}: 행이 하나 이상이고 {}개 이하여야 합니다"};
inline constexpr Message kTutorFields{"{}: line {}: {} fields where the first line has {}",
                                      "{}: {}번째 줄: 항목이 {}개인데 첫 줄에는 {}개입니다"};
inline constexpr Message kTutorCell{"{}: line {}: a field is longer than {} bytes",
                                    "{}: {}번째 줄: 항목이 {}바이트를 넘습니다"};
inline constexpr Message kTutorValue{"{}: line {}: the value of '{}' cannot be: '{}'",
                                     "{}: {}번째 줄: '{}' 열의 값이 잘못되었습니다: '{}'"};
inline constexpr Message kTutorTooFew{
    "to learn from, {} rows with an outcome are needed, some that pass and some that do not",
    "배우려면 결과가 있는 행이 {}개 이상 필요하고, 합격과 불합격이 모두 있어야 합니다"};
inline constexpr Message kTutorKinds{"'{}' has more than {} different texts",
                                     "'{}' 열에 서로 다른 글이 {}개를 넘습니다"};
inline constexpr Message kTutorArgument{"'{}' is missing or of the wrong kind",
                                        "'{}' 인수가 없거나 종류가 맞지 않습니다"};
inline constexpr Message kTutorUnknown{"there is no {} '{}'", "{} '{}'이(가) 없습니다"};
inline constexpr Message kTutorNoRule{"there is no rule '{}'; there are {}",
                                      "'{}' 규칙이 없습니다. 있는 규칙: {}"};
inline constexpr Message kTutorNoCourse{"'{}' has no course material; put .md or .txt files there",
                                        "'{}'에 학습 자료가 없습니다. .md나 .txt 파일을 넣으십시오"};

// ---- The calculator ----
inline constexpr Message kTutorExpression{"'{}' is no expression that can be computed: see character {}",
                                          "'{}'은(는) 계산할 수 있는 식이 아닙니다. {}번째 글자를 보십시오"};
inline constexpr Message kTutorDivision{"nothing can be divided by zero", "0으로 나눌 수 없습니다"};
inline constexpr Message kTutorTooLarge{"the numbers are too large to be computed exactly",
                                        "수가 너무 커서 정확히 계산할 수 없습니다"};
inline constexpr Message kTutorTooLong{"more than {} bytes", "{}바이트를 넘습니다"};

// ---- What it says ----
inline constexpr Message kTutorNextWhy{
    "{}: you get about {} % right now; one exercise of {} minutes brings the most there",
    "{}: 지금은 약 {}%를 맞힙니다. {}분짜리 한 문제로 가장 많이 늘 수 있습니다"};
inline constexpr Message kTutorAllKnown{"everything here is known well; come back to repeat it later",
                                        "여기 있는 것은 모두 잘 알고 있습니다. 나중에 복습하십시오"};
inline constexpr Message kTutorNoMoreSteps{"that was the last step; now find the answer yourself",
                                           "마지막 단계까지 보았습니다. 이제 직접 답을 구해 보십시오"};
inline constexpr Message kTutorEquationWrong{"{} is {}, not {}", "{}의 값은 {}이고, {}이(가) 아닙니다"};
inline constexpr Message kTutorRight{"That is right.", "맞았습니다."};
inline constexpr Message kTutorNotYet{"Not yet: look at your steps again.",
                                      "아직 아닙니다. 풀이 단계를 다시 살펴보십시오."};
inline constexpr Message kTutorNotInCourse{"The course material does not say.",
                                           "학습 자료에는 나와 있지 않습니다."};
inline constexpr Message kTutorNothingToCorrect{"No mistake that the rules know.",
                                                "규칙으로 찾은 틀린 곳이 없습니다."};

// ---- Why: for beginners, then with the terms ----
inline constexpr Message kWhyArticleSimple{"Say 'an' before a vowel sound: an apple, an hour.",
                                           "모음 소리 앞에는 an을 씁니다: an apple, an hour."};
inline constexpr Message kWhyArticle{
    "The indefinite article follows the sound, not the letter: 'an' before a vowel sound (an hour), 'a' before a "
    "consonant sound (a university).",
    "부정관사는 철자가 아니라 소리를 따릅니다. 모음 소리 앞에는 an(an hour), 자음 소리 앞에는 a(a university)를 씁니다."};
inline constexpr Message kWhyAgreementSimple{"He, she and it take -s: he goes. The others do not: they go.",
                                             "he, she, it에는 -s를 붙입니다: he goes. 나머지는 붙이지 않습니다: they go."};
inline constexpr Message kWhyAgreement{
    "The verb agrees with its subject: third person singular takes -s in the present; plural subjects, 'people' too, take "
    "the plain form.",
    "동사는 주어에 맞춥니다. 현재 시제에서 3인칭 단수는 -s를 붙이고, people을 포함한 복수 주어는 원형을 씁니다."};
inline constexpr Message kWhyPastSimple{"This verb has its own past form: go, went.",
                                        "이 동사는 과거형이 따로 있습니다: go, went."};
inline constexpr Message kWhyPast{"An irregular verb: its past is not made with -ed and must be learnt.",
                                  "불규칙 동사입니다. 과거형을 -ed로 만들지 않으므로 따로 외워야 합니다."};
inline constexpr Message kWhyBaseSimple{"After did, can, will or to comes the plain verb: did go.",
                                        "did, can, will, to 뒤에는 동사의 원래 꼴을 씁니다: did go."};
inline constexpr Message kWhyBase{
    "An auxiliary, a modal and the infinitive's 'to' take the base form; tense is on the auxiliary alone. After 'look "
    "forward to' comes -ing, for that 'to' is a preposition.",
    "조동사와 to부정사 뒤에는 동사원형이 오고, 시제는 조동사에만 나타냅니다. look forward to의 to는 전치사이므로 -ing가 옵니다."};
inline constexpr Message kWhyUncountableSimple{"This word has no plural: much information.",
                                               "이 낱말은 여럿으로 쓰지 않습니다: much information."};
inline constexpr Message kWhyUncountable{
    "An uncountable noun: no plural -s, no 'a', and 'much' rather than 'many'; count it with 'a piece of'.",
    "셀 수 없는 명사입니다. -s나 a를 붙이지 않고 many 대신 much를 쓰며, 셀 때는 a piece of를 씁니다."};
inline constexpr Message kWhyPluralSimple{"This word changes in its own way: one child, two children.",
                                          "이 낱말은 복수형이 따로 있습니다: child, children."};
inline constexpr Message kWhyPlural{"An irregular plural, or one where -y becomes -ies.",
                                    "불규칙 복수형이거나 -y가 -ies로 바뀌는 복수형입니다."};
inline constexpr Message kWhyComparativeSimple{"Say 'better', not 'more better'.",
                                               "more better가 아니라 better라고 합니다."};
inline constexpr Message kWhyComparative{"A word that has -er, or is a comparative itself, takes no 'more'.",
                                         "-er가 붙었거나 그 자체가 비교급인 낱말에는 more를 쓰지 않습니다."};
inline constexpr Message kWhyPrepositionSimple{"This verb or word goes with another small word, or with none.",
                                               "이 낱말과 함께 쓰는 전치사가 다르거나, 전치사가 필요 없습니다."};
inline constexpr Message kWhyPreposition{
    "The preposition is fixed by the word it belongs to (depend on, interested in), and transitive verbs (discuss, enter) "
    "take none.",
    "전치사는 함께 쓰는 낱말이 정합니다(depend on, interested in). discuss, enter 같은 타동사에는 쓰지 않습니다."};
inline constexpr Message kWhySpellingSimple{"This is how it is written.", "이렇게 적습니다."};
inline constexpr Message kWhySpelling{"A word that is often misspelt; this is the standard spelling.",
                                      "자주 틀리는 낱말입니다. 고친 것이 표준 표기입니다."};
inline constexpr Message kWhyCapitalSimple{"Begin sentences, names and I with a capital letter.",
                                           "문장의 처음, 이름, I는 대문자로 씁니다."};
inline constexpr Message kWhyCapital{
    "Capitals begin a sentence and proper nouns (languages, days, months, countries); the pronoun I is always one.",
    "문장의 처음과 고유 명사(언어, 요일, 달, 나라)는 대문자로 시작하고, 대명사 I는 항상 대문자로 씁니다."};
inline constexpr Message kWhyRepeatedSimple{"Once is enough.", "한 번만 씁니다."};
inline constexpr Message kWhyRepeated{"The same is said twice.", "같은 말을 두 번 썼습니다."};
inline constexpr Message kWhyConfusedSimple{"Two words that are easily mixed up.", "헷갈리기 쉬운 말입니다."};
inline constexpr Message kWhyConfused{
    "Words or forms that sound alike: than compares, then is time; 'have' follows could, should and would.",
    "소리가 비슷한 말입니다. 비교에는 than, 시간에는 then을 쓰고, could, should, would 뒤에는 have를 씁니다."};
inline constexpr Message kWhyParticleSimple{"After a final consonant say 을, 과, 으로; else 를, 와, 로.",
                                            "받침이 있으면 을, 과, 으로, 없으면 를, 와, 로를 씁니다."};
inline constexpr Message kWhyParticle{
    "Particles have two forms that depend on the sound before: 을, 과, 으로 after a final consonant, 를, 와, 로 after a "
    "vowel; 로 also after ㄹ.",
    "조사는 앞말의 받침에 따라 꼴이 달라집니다. 받침 뒤에는 을, 과, 으로, 모음 뒤에는 를, 와, 로를 쓰고, ㄹ 받침 뒤에도 로를 씁니다."};
inline constexpr Message kWhySpacingSimple{"Write these apart: 할 수 있다, 안 먹다.",
                                           "띄어 씁니다: 할 수 있다, 안 먹다."};
inline constexpr Message kWhySpacing{
    "Dependent nouns (수, 것, 줄, 때) and the adverbs 안 and 못 are words of their own and written apart.",
    "의존 명사(수, 것, 줄, 때)와 부사 안, 못은 독립된 낱말이므로 띄어 씁니다."};
inline constexpr Message kWhyContractionSimple{"Two parts have grown together: 되어 is 돼, do not is don't.",
                                               "두 말이 줄어든 꼴입니다: 되어는 돼, do not은 don't."};
inline constexpr Message kWhyContraction{
    "A contraction keeps a sign of what was left out: 되어 becomes 돼, and English puts an apostrophe.",
    "줄어든 말은 줄어든 자리를 나타냅니다. 되어는 돼가 되고, 영어에서는 아포스트로피를 씁니다."};

}  // namespace tinybrain::msg
