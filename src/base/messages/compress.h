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

}  // namespace tinybrain::msg
