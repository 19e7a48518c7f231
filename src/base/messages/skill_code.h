// Texts of the skill for programs: what was run and how it ended, what the rules of style found, who did what.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kCodeNoInterpreter{
    "{0} programs cannot be run or checked here: install the package '{1}'",
    "{0} 프로그램을 이 컴퓨터에서 실행하거나 검사할 수 없습니다. '{1}' 패키지를 설치하십시오"};
inline constexpr Message kCodeNotCompiled{"the compiler left no program that could be run",
                                          "컴파일러가 실행할 수 있는 프로그램을 만들지 않았습니다"};
inline constexpr Message kCodeNoModel{
    "this takes a language model that writes code: `tinybrain pull qwen2.5-coder-0.5b`, then "
    "--model qwen2.5-coder-0.5b (in the page: load it under Models)",
    "코드를 쓰는 언어 모델이 필요합니다. `tinybrain pull qwen2.5-coder-0.5b`로 받은 뒤 --model "
    "qwen2.5-coder-0.5b를 지정하십시오(페이지에서는 모델 화면에서 불러오십시오)"};
inline constexpr Message kCodeMayNotRun{
    "programs are not run here: this server can be asked from other machines",
    "여기서는 프로그램을 실행하지 않습니다. 다른 컴퓨터에서도 물을 수 있는 서버입니다"};
inline constexpr Message kCodeNoTests{
    "there are no tests: give 'tests' or 'test_file', or examples (>>>) with 'examples': true",
    "테스트가 없습니다. 'tests'나 'test_file'을 주거나, 'examples': true로 예제(>>>)를 쓰십시오"};
inline constexpr Message kCodeExamplesPython{
    "examples (>>>) are tests in Python only; give 'tests'",
    "예제(>>>)를 테스트로 쓰는 것은 Python만 됩니다. 'tests'를 주십시오"};

// How a program ended.
inline constexpr Message kCodeSegmentation{"segmentation fault: it used memory that is not its own",
                                           "세그멘테이션 오류: 자기 것이 아닌 메모리를 썼습니다"};
inline constexpr Message kCodeSignal{"ended by signal {}", "{}번 시그널로 끝났습니다"};
inline constexpr Message kCodeTooLong{"it took too long and was ended",
                                      "시간이 너무 오래 걸려 중단했습니다"};
inline constexpr Message kCodeTooMuchMemory{"it took too much memory and was ended",
                                            "메모리를 너무 많이 써서 중단했습니다"};
inline constexpr Message kCodeTooMuchOutput{"it wrote too much output and was ended",
                                            "출력이 너무 많아 중단했습니다"};
inline constexpr Message kCodeTooManyFiles{"it wrote too many or too large files and was ended",
                                           "파일을 너무 많이 또는 너무 크게 써서 중단했습니다"};
inline constexpr Message kCodeTooManyThreads{"it started too many threads and was ended",
                                             "스레드를 너무 많이 만들어 중단했습니다"};
inline constexpr Message kCodeEndedEarly{"it ended before the tests were done, with exit code {}",
                                         "테스트가 끝나기 전에 종료 코드 {}(으)로 끝났습니다"};

// What is said of a result.
inline constexpr Message kCodeFixed{"all {} tests pass", "테스트 {}개를 모두 통과합니다"};
inline constexpr Message kCodeFixedFew{
    "all {} tests pass; so few let wrong programs through, give more to be sure",
    "테스트 {}개를 모두 통과합니다. 테스트가 적어 틀린 프로그램도 통과할 수 있으니 확실히 하려면 "
    "더 "
    "주십시오"};
inline constexpr Message kCodePassesAlready{
    "all {} tests pass already; nothing was changed",
    "이미 테스트 {}개를 모두 통과합니다. 바꾼 것이 없습니다"};
inline constexpr Message kCodeNotFixed{
    "not done: {0} of {1} tests pass after {2} proposals",
    "끝내지 못했습니다. 제안 {2}개 뒤 테스트 {1}개 중 {0}개를 통과합니다"};
inline constexpr Message kCodeNotRun{
    "a proposal only: nothing was run. With 'run': true it is tried in the sandbox",
    "제안일 뿐이며 아무것도 실행하지 않았습니다. 'run': true를 주면 샌드박스에서 시험합니다"};
inline constexpr Message kCodeNoCode{"the model wrote no program",
                                     "모델이 프로그램을 쓰지 않았습니다"};
inline constexpr Message kCodeFails{"test {0} of {1} fails: {2}",
                                    "테스트 {1}개 중 {0}번째가 실패합니다: {2}"};
inline constexpr Message kCodeDoesNotLoad{"the program cannot be run at all: {}",
                                          "프로그램을 실행할 수조차 없습니다: {}"};
inline constexpr Message kCodeAllPass{
    "all {} tests pass: they show no bug",
    "테스트 {}개를 모두 통과합니다. 테스트로는 버그가 보이지 않습니다"};
inline constexpr Message kCodeClean{"nothing to criticise", "지적할 것이 없습니다"};
inline constexpr Message kCodeFindings{"findings: {}", "지적 {}건"};
inline constexpr Message kCodeSuffixUnused{
    "this model has no tokens for filling in: what stands after was not shown to it",
    "이 모델에는 사이를 채우는 토큰이 없어 뒤에 오는 코드를 보여 주지 못했습니다"};
inline constexpr Message kCodeModelMayErr{
    "written by a small model: check it before you rely on it",
    "작은 모델이 쓴 글입니다. 믿고 쓰기 전에 확인하십시오"};

// Who did what.
inline constexpr Message kCodeTraceProposed{"proposal {0}, temperature {1:.1f}, {2} tokens",
                                            "{0}번째 제안, 온도 {1:.1f}, 토큰 {2}개"};
inline constexpr Message kCodeTraceLine{"proposal {0}: line {1} written anew, {2} tokens",
                                        "{0}번째 제안: {1}번째 줄을 새로 씀, 토큰 {2}개"};
inline constexpr Message kCodeTraceRan{"in the sandbox: {0} of {1} tests passed",
                                       "샌드박스에서 테스트 {1}개 중 {0}개 통과"};
inline constexpr Message kCodeTraceNoCode{"proposal {0}: no program in the reply",
                                          "{0}번째 제안: 답에 프로그램이 없음"};
inline constexpr Message kCodeTraceWrote{"{} tokens", "토큰 {}개"};
inline constexpr Message kCodeTraceRules{"rules of style, without a model",
                                         "모델 없이 규칙으로 스타일 검사"};
inline constexpr Message kCodeTraceChecked{"syntax checked in the sandbox by {}",
                                           "샌드박스에서 {}(으)로 문법 검사"};

// Rules of style.
inline constexpr Message kStyleLong{"{0} characters, more than {1}", "{0}자로, {1}자를 넘습니다"};
inline constexpr Message kStyleTrailing{"space at the end of the line", "줄 끝에 공백이 있습니다"};
inline constexpr Message kStyleTab{"indented with a tab", "탭으로 들여 썼습니다"};
inline constexpr Message kStyleMixed{"tabs and spaces mixed in one indentation",
                                     "한 들여쓰기에 탭과 공백이 섞였습니다"};
inline constexpr Message kStyleIndent{"indented by {0}, not a multiple of {1}",
                                      "{0}칸 들여 썼습니다. {1}의 배수가 아닙니다"};
inline constexpr Message kStyleFinalNewline{"no line end at the end of the file",
                                            "파일 끝에 줄바꿈이 없습니다"};
inline constexpr Message kStyleBlank{"{0} empty lines one after another, more than {1}",
                                     "빈 줄이 {0}개 이어져 {1}개를 넘습니다"};
inline constexpr Message kStyleUnused{"'{}' is imported but not used",
                                      "'{}'을(를) 가져왔지만 쓰지 않습니다"};
inline constexpr Message kStyleStar{
    "everything is imported: nobody can see where a name comes from",
    "모든 이름을 가져와서 어느 이름이 어디서 왔는지 알 수 없습니다"};
inline constexpr Message kStyleBareExcept{"except without a kind also catches Ctrl-C",
                                          "종류 없는 except는 Ctrl-C까지 잡습니다"};
inline constexpr Message kStyleMutableDefault{"a default that can change is shared by all calls",
                                              "바뀔 수 있는 기본값은 모든 호출이 함께 씁니다"};
inline constexpr Message kStyleNone{"compare with None by 'is'", "None과는 'is'로 비교하십시오"};
inline constexpr Message kStyleVar{"'var' is seen outside of its block: use let or const",
                                   "'var'는 블록 밖에서도 보입니다. let이나 const를 쓰십시오"};
inline constexpr Message kStyleEqual{"'{0}' converts types: use '{0}='",
                                     "'{0}'은(는) 형을 바꿔 비교합니다. '{0}='를 쓰십시오"};
inline constexpr Message kStyleUsingStd{"'using namespace std' takes in every name of std",
                                        "'using namespace std'는 std의 모든 이름을 들여옵니다"};
inline constexpr Message kStyleNull{"nullptr instead of NULL", "NULL 대신 nullptr을 쓰십시오"};
inline constexpr Message kStyleFunctionName{"function '{0}': {1}",
                                            "함수 '{0}': {1} 형식으로 쓰십시오"};
inline constexpr Message kStyleClassName{"type '{0}': {1}", "타입 '{0}': {1} 형식으로 쓰십시오"};

}  // namespace tinybrain::msg
