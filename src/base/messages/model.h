// Catalogue of texts: model files and sessions.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kModelKeyMissing{
    "metadata '{}' is missing: this is not a complete model",
    "메타데이터 '{}'이(가) 없습니다. 온전한 모델 파일이 아닙니다"};
inline constexpr Message kModelKeyRange{"'{}' is {}; accepted are {} to {}",
                                        "'{}' 값이 {}입니다. {}부터 {}까지만 받습니다"};
inline constexpr Message kModelArchitecture{
    "the model family '{}' is not supported; supported are llama, qwen2, qwen3, gemma3, phi3 and "
    "bert",
    "'{}' 계열 모델은 지원하지 않습니다. 지원하는 계열: llama, qwen2, qwen3, gemma3, phi3, bert"};
inline constexpr Message kModelFeature{"the model needs {}, which is not supported",
                                       "이 모델에는 {}이(가) 필요하지만 지원하지 않습니다"};
inline constexpr Message kModelHeads{"{} heads cannot share {} key/value heads",
                                     "어텐션 헤드 {}개가 키/값 헤드 {}개를 나누어 쓸 수 없습니다"};
inline constexpr Message kModelTensorMissing{
    "tensor '{}' is missing: this is not a complete model",
    "텐서 '{}'이(가) 없습니다. 온전한 모델 파일이 아닙니다"};
inline constexpr Message kModelTensorShape{
    "tensor '{}' has shape [{}, {}]; [{}, {}] was expected",
    "텐서 '{}'의 모양이 [{}, {}]입니다. [{}, {}]이어야 합니다"};
inline constexpr Message kModelDirectory{
    "'{}' is neither a GGUF file nor a model directory with config.json",
    "'{}'은(는) GGUF 파일도 아니고 config.json이 있는 모델 폴더도 아닙니다"};
inline constexpr Message kModelTokenizerKind{"the tokenizer '{}' is not supported",
                                             "토크나이저 '{}'은(는) 지원하지 않습니다"};
inline constexpr Message kModelTokenizerSize{
    "the tokenizer has {} tokens, the embedding {} rows: they do not belong together",
    "토크나이저에는 토큰이 {}개, 임베딩에는 행이 {}개 있습니다. 서로 다른 모델의 것입니다"};
inline constexpr Message kModelMemory{
    "the model needs about {} MB of memory and {} MB are free; close other programs or take a "
    "smaller model",
    "이 모델에는 메모리가 약 {} MB 필요한데 {} MB만 남아 있습니다. 다른 프로그램을 닫거나 더 작은 "
    "모델을 쓰세요"};
inline constexpr Message kModelNotEncoder{
    "this model cannot embed; take an encoder such as all-minilm-l6-v2",
    "이 모델은 임베딩을 만들 수 없습니다. all-minilm-l6-v2 같은 "
    "인코더 모델을 쓰세요"};
inline constexpr Message kModelNotGenerator{
    "this model cannot write text: it is an encoder, for embeddings",
    "이 모델은 글을 쓸 수 없습니다. 임베딩용 인코더입니다"};
inline constexpr Message kConvertNoReason{"'{}' is not a weight type; accepted are {}",
                                          "'{}'은(는) 가중치 형식이 아닙니다. 쓸 수 있는 형식: {}"};
inline constexpr Message kConvertSame{"input and output are the same file",
                                      "입력과 출력이 같은 파일입니다"};
inline constexpr Message kSessionContext{
    "a window of {} tokens is out of range; {} to {} are possible",
    "창 크기 {}토큰은 쓸 수 없습니다. {}부터 {}까지 됩니다"};
inline constexpr Message kSessionTooLong{
    "the prompt has {} tokens, the window holds {}; shorten it or open the session with a larger "
    "window (the model goes up to {})",
    "프롬프트가 {}토큰인데 창에는 {}토큰만 들어갑니다. 줄이거나 더 큰 창으로 세션을 여세요 (모델은 "
    "{}토큰까지 됩니다)"};
inline constexpr Message kSessionEmpty{"the prompt is empty", "프롬프트가 비어 있습니다"};
inline constexpr Message kSessionToken{"token {} is not in the vocabulary (0 to {})",
                                       "토큰 {}은(는) 어휘에 없습니다 (0부터 {}까지)"};
inline constexpr Message kSessionBusy{"this session is in use by another thread",
                                      "이 세션은 다른 스레드에서 쓰고 있습니다"};
inline constexpr Message kSessionNoTemplate{
    "this model has no chat template; complete plain text instead, or name a built-in template "
    "({})",
    "이 모델에는 대화 템플릿이 없습니다. 글 이어쓰기를 쓰거나 내장 템플릿을 지정하세요 ({})"};
inline constexpr Message kSessionTemplateName{"no built-in template is called '{}'; there are {}",
                                              "'{}'(이)라는 내장 템플릿이 없습니다. 있는 것: {}"};
inline constexpr Message kSamplingRange{"{} is {}; accepted are {} to {}",
                                        "{} 값이 {}입니다. {}부터 {}까지만 받습니다"};
inline constexpr Message kArgumentNull{"argument '{}' must not be null",
                                       "'{}' 인수는 비워 둘 수 없습니다"};
inline constexpr Message kPerplexityShort{
    "the text has {} tokens; at least {} (one window of {} and the next) are needed",
    "글이 {}토큰입니다. 최소 {}토큰이 필요합니다 (창 크기 {})"};
inline constexpr Message kCancelled{"stopped on request", "요청에 따라 멈췄습니다"};
inline constexpr Message kOutOfMemory{"not enough memory", "메모리가 부족합니다"};
inline constexpr Message kUnexpected{"unexpected error: {}", "예상하지 못한 오류: {}"};

inline constexpr Message kSessionLabel{"label {} is empty", "{}번째 선택지가 비어 있습니다"};
inline constexpr Message kSessionFileKind{"'{}' is not a saved session",
                                          "'{}'은(는) 저장된 세션 파일이 아닙니다"};
inline constexpr Message kSessionFileDamaged{
    "the saved session '{}' is damaged; delete it, it will be computed again",
    "저장된 세션 '{}'이(가) 손상되었습니다. 지우면 다시 계산합니다"};
inline constexpr Message kSessionFileOther{
    "the saved session '{}' was made with another model or another kind of cache",
    "저장된 세션 '{}'은(는) 다른 모델이나 다른 종류의 캐시로 만들어졌습니다"};

inline constexpr Message kSessionCannotSpell{
    "the model's vocabulary cannot spell what the grammar demands next",
    "문법이 요구하는 다음 글자를 이 모델의 어휘로는 쓸 수 없습니다"};

inline constexpr Message kNoClassifier{
    "this model has no classes; 'tinybrain build' makes one that has, 'tinybrain choose' needs "
    "none",
    "이 모델에는 분류 항목이 없습니다. 'tinybrain build'로 만들 수 있고, 'tinybrain choose'는 "
    "항목이 "
    "없어도 됩니다"};

inline constexpr Message kSessionDraft{
    "the model that guesses ahead must be another one with the same vocabulary ({} tokens; it has "
    "{})",
    "앞을 짐작하는 모델은 어휘가 같은 다른 모델이어야 합니다 (토큰 {}개, 그 모델은 {}개)"};

inline constexpr Message kClassifierHeads{"{}: an empty name, or more than {} heads",
                                          "{}: 빈 이름이 있거나 머리가 {}개를 넘습니다"};
inline constexpr Message kNoHead{"there is no head '{}' in this model; it has: {}",
                                 "이 모델에는 '{}' 머리가 없습니다. 있는 것: {}"};
inline constexpr Message kAdapterKind{
    "this is not a LoRA adapter ('{}' is missing or another); take the adapter's GGUF file or PEFT "
    "folder",
    "LoRA 어댑터가 아닙니다 ('{}' 값이 없거나 다릅니다). 어댑터의 GGUF 파일이나 PEFT 폴더를 "
    "지정하세요"};
inline constexpr Message kAdapterHalf{
    "the adapter of '{}' lacks a half, has one twice or an empty one: the file is damaged",
    "'{}'의 어댑터 절반이 없거나, 두 번 있거나, 비어 있습니다. 파일이 손상되었습니다"};
inline constexpr Message kAdapterRank{
    "the halves of '{}' do not belong together: A is [{}, {}], B is [{}, {}]",
    "'{}'의 두 절반이 맞지 않습니다. A는 [{}, {}], B는 [{}, {}]입니다"};
inline constexpr Message kAdapterRankHigh{
    "the adapter of '{}' has rank {}, more than its matrix [{}, {}]: the file is damaged",
    "'{}'의 어댑터 계수가 {}로 행렬 [{}, {}]보다 큽니다. 파일이 손상되었습니다"};
inline constexpr Message kAdapterMagnitude{
    "the adapter of '{}' has {} magnitudes and should have {}: the file is damaged",
    "'{}'의 어댑터에 크기 값이 {}개 있습니다({}개여야 합니다). 파일이 손상되었습니다"};
inline constexpr Message kAdapterDora{
    "a DoRA adapter has no place in llama.cpp's GGUF; use the merged model or the PEFT folder",
    "DoRA 어댑터는 llama.cpp의 GGUF 파일로 쓸 수 없습니다. 합친 모델이나 PEFT 폴더를 쓰세요"};
inline constexpr Message kAdapterScale{"the adapter's scale is {}: it does nothing or too much",
                                       "어댑터의 배율이 {}이라 쓸 수 없습니다"};
inline constexpr Message kAdapterSetting{
    "adapter_config.json: '{}' is '{}', which is not supported; merge the adapter into its model "
    "with PEFT first",
    "adapter_config.json의 '{}' 값 '{}'은(는) 지원하지 않습니다. 먼저 PEFT로 어댑터를 모델에 "
    "합치세요"};
inline constexpr Message kAdapterTensor{
    "the adapter changes '{}'; supported are the layers' matrices (attention and feed-forward)",
    "어댑터가 '{}'을(를) 바꿉니다. 층의 행렬(어텐션과 피드포워드)만 지원합니다"};
inline constexpr Message kAdapterArchitecture{
    "the adapter is for {} models and this one is {}; use it on the model it was made from",
    "이 어댑터는 {} 모델용인데 모델은 {}입니다. 어댑터를 만든 모델에 쓰세요"};
inline constexpr Message kAdapterMissing{
    "the adapter changes '{}', which this model does not have; use it on the model it was made "
    "from",
    "어댑터가 바꾸는 '{}'이(가) 이 모델에는 없습니다. 어댑터를 만든 모델에 쓰세요"};
inline constexpr Message kAdapterOtherModel{
    "the adapter was opened for another model than the session's",
    "어댑터를 연 모델이 세션의 모델과 다릅니다"};
inline constexpr Message kAdapterShape{
    "the adapter's '{}' is for [{}, {}] and the model's is [{}, {}]; use it on the model it was "
    "made from",
    "어댑터의 '{}'은(는) [{}, {}]용인데 모델은 [{}, {}]입니다. 어댑터를 만든 모델에 쓰세요"};

}  // namespace tinybrain::msg
