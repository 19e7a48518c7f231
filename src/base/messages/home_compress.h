// Catalogue of texts: the command `compress` of tinybrain-home.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kHelpCompress{
    "Write a smaller file of a model that writes; with --budget, the best of several",
    "글을 쓰는 모델을 더 작은 파일로 씁니다. --budget을 주면 여러 방법 중 가장 좋은 것을 고릅니다"};
inline constexpr Message kArgCompress{"Model to make smaller: a path or a name",
                                      "작게 만들 모델: 경로 또는 이름"};
inline constexpr Message kOptCompressOutput{
    "The GGUF file to write; a page about it lies beside it",
    "쓸 GGUF 파일. 설명 페이지가 옆에 생깁니다"};
inline constexpr Message kOptCompressLatency{
    "Most time for one token that is written on this machine, as 5ms",
    "이 기기에서 토큰 하나를 쓰는 데 걸릴 최대 시간. 예: 5ms"};
inline constexpr Message kOptCompressText{
    "Text that smaller files are fitted to; 'self' (default): what the model writes by itself",
    "작은 파일을 맞출 글. 'self'(기본값): 모델이 스스로 쓴 글"};
inline constexpr Message kOptCompressEval{
    "Text to judge by; else a part of --text that nothing is fitted to",
    "판단에 쓸 글. 없으면 --text에서 맞추는 데 쓰지 않은 부분"};
inline constexpr Message kOptCompressType{
    "One way instead of a search: this weight type (see convert)",
    "찾지 않고 한 가지로: 이 가중치 형식 (convert 참고)"};
inline constexpr Message kOptCompressVocabulary{"Keep N tokens: those that the text needs",
                                                "토큰 N개만 남깁니다: 글에 필요한 것"};
inline constexpr Message kOptCompressPrune{
    "Set weights to zero: wanda:0.5, magnitude:0.5, sparsegpt:0.5, 2:4; the file is not smaller",
    "가중치를 0으로 만듭니다: wanda:0.5, magnitude:0.5, sparsegpt:0.5, 2:4. 파일은 작아지지 "
    "않습니다"};
inline constexpr Message kOptCompressLayers{"Leave out N layers: those that are missed least",
                                            "층 N개를 뺍니다: 없어도 가장 덜 달라지는 것"};
inline constexpr Message kOptCompressFfn{
    "Keep N feed-forward rows of every layer; a multiple of 32",
    "층마다 피드포워드 행 N개를 남깁니다. 32의 배수"};
inline constexpr Message kHelpCompressSearch{
    "With --budget or --latency and no way given, types, mixed types, smaller vocabularies and, "
    "where\n"
    "that is not enough, fewer rows and layers are tried. Each is judged by text it was not fitted "
    "to.\n"
    "For a model of 135 million weights it can take half an hour; Ctrl-C leaves nothing.",
    "--budget이나 --latency만 주고 방법을 정하지 않으면 형식, 섞은 형식, 작은 어휘를 시도하고, "
    "모자라면\n"
    "행과 층도 줄여 봅니다. 후보는 맞추는 데 쓰지 않은 글로 판단합니다.\n"
    "가중치가 1억 3500만 개인 모델이라면 30분쯤 걸릴 수 있습니다. Ctrl-C로 멈추면 아무것도 남지 "
    "않습니다."};

inline constexpr Message kStageOwnText{"writing text to fit to", "맞출 글 쓰는 중"};
inline constexpr Message kStageJudge{"judging the model as it is", "원래 모델 판단 중"};
inline constexpr Message kCompressLine{"{}: {}, {} ({:.3f} bits a byte; before: {}, {:.3f})",
                                       "{}: {}, {} (바이트당 {:.3f}비트, 원래: {}, {:.3f}비트)"};
inline constexpr Message kCompressPage{"What was tried: {}", "시도한 내용: {}"};
inline constexpr Message kHeadSize{"size", "크기"};
inline constexpr Message kHeadTook{"took", "걸린 시간"};
inline constexpr Message kPlotLegend{
    "size to the right, bits a byte upwards (less is better); # chosen, * none smaller and better, "
    "o others",
    "오른쪽은 크기, 위쪽은 바이트당 비트(작을수록 좋음). # 선택, * 더 작고 나은 것 없음, o 나머지"};

}  // namespace tinybrain::msg
