// Catalogue of texts: making models smaller.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kCompressHessian{
    "the calibration inputs of a matrix with rows of {} weights are not finite numbers",
    "행 길이가 {}인 행렬의 보정용 입력에 올바르지 않은 수가 있습니다"};
inline constexpr Message kCompressNotDecoder{
    "only models that write text can be compressed with calibration; this is an encoder",
    "글을 쓰는 모델만 보정하며 압축할 수 있습니다. 이 모델은 인코더입니다"};
inline constexpr Message kCompressText{"the calibration text has {} tokens; at least {} are needed",
                                       "보정용 글이 {}토큰입니다. 최소 {}토큰이 필요합니다"};
inline constexpr Message kCompressBudget{
    "the model cannot be made to fit in {} bytes by its weight types alone; the smallest is {} "
    "bytes. Prune it or trim its vocabulary first",
    "가중치 형식만 바꾸어서는 모델을 {}바이트에 맞출 수 없습니다. 가장 작은 크기는 {}바이트입니다. "
    "먼저 가지치기를 하거나 어휘를 줄이세요"};
inline constexpr Message kCompressTensor{"the model has no tensor '{}'",
                                         "모델에 '{}' 텐서가 없습니다"};
inline constexpr Message kCompressType{
    "tensor '{}' has rows of {} weights, which the blocks of {} do not divide",
    "텐서 '{}'의 행 길이는 {}이라서 {} 형식의 블록으로 나눌 수 없습니다"};
inline constexpr Message kCompressShare{"a share of {} is out of range; 0 to {} is possible",
                                        "비율 {}은(는) 쓸 수 없습니다. 0부터 {}까지 됩니다"};
inline constexpr Message kCompressCount{"{} is {}; accepted are {} to {}",
                                        "{} 값이 {}입니다. {}부터 {}까지만 받습니다"};
inline constexpr Message kCompressMultiple{"{} is {}; it must be a multiple of {}",
                                           "{} 값이 {}입니다. {}의 배수여야 합니다"};
inline constexpr Message kCompressWindow{
    "the layers of this model alternate in kind; removing some would change the others",
    "이 모델은 층마다 종류가 번갈아 바뀝니다. 일부를 없애면 나머지가 달라집니다"};
inline constexpr Message kCompressZeros{
    "in {} a weight of zero does not stay zero; prune to f32, f16, bf16, q8_0, q5_0 or q4_0",
    "{} 형식에서는 0인 가중치가 0으로 남지 않습니다. f32, f16, bf16, q8_0, q5_0, q4_0 형식으로 "
    "가지치기하십시오"};
inline constexpr Message kCompressReach{
    "a file of {} bytes is out of reach: with a quarter of its vocabulary, half of its "
    "feed-forward "
    "rows and the smallest weight types this model still has about {} bytes; take a smaller model",
    "{}바이트로는 만들 수 없습니다. 어휘를 4분의 1로, 피드포워드 행을 절반으로 줄이고 가장 작은 "
    "가중치 형식을 써도 약 {}바이트입니다. 더 작은 모델을 쓰십시오"};
inline constexpr Message kCompressNone{
    "nothing that was tried fits in {} bytes; take a smaller model, or say how (--ffn, "
    "--layers-less, "
    "--vocabulary)",
    "시도한 어떤 방법으로도 {}바이트에 맞지 않습니다. 더 작은 모델을 쓰거나 방법(--ffn, "
    "--layers-less, "
    "--vocabulary)을 정하십시오"};
inline constexpr Message kCompressNothing{
    "nothing was asked for: give --budget or --latency, or say how (--type, --vocabulary, --ffn, "
    "--layers-less, --prune)",
    "무엇을 할지 알 수 없습니다. --budget이나 --latency를 주거나 방법(--type, --vocabulary, --ffn, "
    "--layers-less, --prune)을 정하십시오"};
inline constexpr Message kCompressUnknown{"'{}' is no choice of compressing (there are: {})",
                                          "압축 설정에 '{}' 항목은 없습니다 (쓸 수 있는 항목: {})"};
inline constexpr Message kCompressNoType{
    "'{}' is no weight type; there are f32, f16, bf16, q8_0, q4_0, q4_1, q5_0, q5_1, q2_k to q6_k, "
    "iq4_nl and iq4_xs",
    "'{}'은(는) 가중치 형식이 아닙니다. f32, f16, bf16, q8_0, q4_0, q4_1, q5_0, q5_1, q2_k~q6_k, "
    "iq4_nl, iq4_xs 중에서 고르십시오"};
inline constexpr Message kCompressPrune{
    "'{}' is no way to prune; write magnitude:0.5, wanda:0.5, sparsegpt:0.5, 2:4 or wanda:2:4",
    "'{}'은(는) 가지치기 방법이 아닙니다. magnitude:0.5, wanda:0.5, sparsegpt:0.5, 2:4, "
    "wanda:2:4처럼 "
    "적으십시오"};
inline constexpr Message kCompressShortText{
    "'{}' has {} tokens; at least {} are needed to fit smaller files to it. Give more text, or "
    "--text self",
    "'{}'은(는) {}토큰입니다. 작은 파일을 맞추려면 최소 {}토큰이 필요합니다. 글을 더 주거나 --text "
    "self를 쓰십시오"};
inline constexpr Message kCompressShortEval{
    "'{}' has {} tokens; at least {} are needed to judge smaller files by it",
    "'{}'은(는) {}토큰입니다. 작은 파일을 판단하려면 최소 {}토큰이 필요합니다"};

// How a candidate was made.
inline constexpr Message kHowAsItWas{"as it was", "원래 그대로"};
inline constexpr Message kHowSame{"types as they were", "형식은 그대로"};
inline constexpr Message kHowMixed{"mixed types", "여러 형식 섞음"};
inline constexpr Message kHowTokens{"{} tokens", "어휘 {}개"};
inline constexpr Message kHowRows{"{} feed-forward rows", "피드포워드 행 {}개"};
inline constexpr Message kHowLayers{"{} layers", "층 {}개"};
inline constexpr Message kHowPruned{"pruned", "가지치기"};

// The page that shows what was tried.
inline constexpr Message kSmallerIntro{
    "{} ({} MB, {} bits a byte) as a smaller file. Chosen: {}, {} MB, {} bits a byte.",
    "{}({} MB, 바이트당 {}비트)을(를) 작은 파일로 만든 결과입니다. 선택: {}, {} MB, 바이트당 "
    "{}비트."};
inline constexpr Message kSmallerText{
    "Fitted to {} bytes of text, judged by {} other bytes. Candidates were chosen by that "
    "judgement: the "
    "chosen one may do a little less well elsewhere.",
    "글 {}바이트에 맞추고 다른 {}바이트로 판단했습니다. 후보를 그 판단으로 골랐으므로, 선택된 것이 "
    "다른 "
    "글에서는 조금 못할 수 있습니다."};
inline constexpr Message kSmallerHow{"candidate", "후보"};
inline constexpr Message kSmallerBits{"bits a byte", "바이트당 비트"};
inline constexpr Message kSmallerTokenMs{"ms a token", "토큰당 ms"};
inline constexpr Message kSmallerSeconds{"seconds it took", "걸린 초"};
inline constexpr Message kSmallerFront{"none smaller and better", "더 작고 나은 것 없음"};
inline constexpr Message kSmallerRest{"others", "나머지"};
inline constexpr Message kSmallerPlot{"Size and loss", "크기와 손실"};

}  // namespace tinybrain::msg
