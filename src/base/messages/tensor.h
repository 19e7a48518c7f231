// Catalogue of texts: GGUF and safetensors files, quantization, weight matrices.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

// GGUF
inline constexpr Message kGgufMagic{
    "not a GGUF file: it does not begin with the letters GGUF",
    "GGUF 파일이 아닙니다: 파일이 GGUF라는 글자로 시작하지 않습니다"};
inline constexpr Message kGgufBigEndian{
    "this GGUF file is big-endian; convert it to little-endian first",
    "빅 엔디언 GGUF 파일입니다. 먼저 리틀 엔디언으로 변환해 주세요"};
inline constexpr Message kGgufVersion{
    "GGUF version {} is not supported; versions 2 and 3 are",
    "GGUF 버전 {}은(는) 지원하지 않습니다. 버전 2와 3만 읽을 수 있습니다"};
inline constexpr Message kGgufTruncated{
    "the GGUF file ends too early ({} bytes; more was needed at byte {}); the download may be "
    "incomplete",
    "GGUF 파일이 중간에 끊겼습니다 (파일 크기 {}바이트, {}번째 바이트부터 모자랍니다). 다운로드가 "
    "끝나지 않았을 수 있습니다"};
inline constexpr Message kGgufCount{
    "the GGUF file claims {} entries before byte {}, more than its {} bytes can hold",
    "GGUF 파일에 적힌 항목 수 {}개({}번째 바이트 앞)가 파일 크기 {}바이트에 비해 너무 많습니다"};
inline constexpr Message kGgufName{
    "a name in the GGUF file has {} bytes; at most {} are accepted",
    "GGUF 파일 안의 이름이 {}바이트입니다. 최대 {}바이트까지 받습니다"};
inline constexpr Message kGgufDuplicate{"the GGUF file has two entries named '{}'",
                                        "GGUF 파일에 이름이 '{}'인 항목이 두 개 있습니다"};
inline constexpr Message kGgufValueType{"the GGUF value '{}' has unknown type {}",
                                        "GGUF 값 '{}'의 형식 번호 {}을(를) 알 수 없습니다"};
inline constexpr Message kGgufNestedArray{
    "the GGUF value '{}' is an array of arrays, which is not supported",
    "GGUF 값 '{}'은(는) 배열의 배열이며, 지원하지 않습니다"};
inline constexpr Message kGgufNotInteger{"the GGUF value '{}' should be an integer",
                                         "GGUF 값 '{}'은(는) 정수여야 합니다"};
inline constexpr Message kGgufNotNumber{"the GGUF value '{}' should be a number",
                                        "GGUF 값 '{}'은(는) 숫자여야 합니다"};
inline constexpr Message kGgufNotBool{"the GGUF value '{}' should be true or false",
                                      "GGUF 값 '{}'은(는) 참 또는 거짓이어야 합니다"};
inline constexpr Message kGgufNotString{"the GGUF value '{}' should be a string",
                                        "GGUF 값 '{}'은(는) 문자열이어야 합니다"};
inline constexpr Message kGgufNotStrings{"the GGUF value '{}' should be an array of strings",
                                         "GGUF 값 '{}'은(는) 문자열 배열이어야 합니다"};
inline constexpr Message kGgufNotIntegers{"the GGUF value '{}' should be an array of integers",
                                          "GGUF 값 '{}'은(는) 정수 배열이어야 합니다"};
inline constexpr Message kGgufNotNumbers{"the GGUF value '{}' should be an array of numbers",
                                         "GGUF 값 '{}'은(는) 숫자 배열이어야 합니다"};
inline constexpr Message kGgufRange{"the GGUF value '{}' is out of range",
                                    "GGUF 값 '{}'이(가) 허용 범위를 벗어났습니다"};
inline constexpr Message kGgufAlignment{
    "the GGUF file asks for an alignment of {}, which is not a power of two from 1 to {}",
    "GGUF 파일의 정렬 값 {}은(는) 1부터 {} 사이의 2의 거듭제곱이 아닙니다"};
inline constexpr Message kTensorRank{"tensor '{}' has {} dimensions; 1 to 4 are accepted",
                                     "텐서 '{}'의 차원이 {}개입니다. 1개에서 4개까지 받습니다"};
inline constexpr Message kTensorShape{
    "tensor '{}' has an impossible shape (a dimension is zero or the size overflows)",
    "텐서 '{}'의 모양이 올바르지 않습니다 (차원이 0이거나 크기가 너무 큽니다)"};
inline constexpr Message kTensorType{"tensor '{}' has type {}, which this build does not read",
                                     "텐서 '{}'의 형식 {}은(는) 이 프로그램에서 읽을 수 없습니다"};
inline constexpr Message kTensorBlock{
    "tensor '{}' has rows of {} weights; type {} needs a multiple of {}",
    "텐서 '{}'의 행 길이가 {}입니다. {} 형식에서는 {}의 배수여야 합니다"};
inline constexpr Message kTensorOffset{
    "tensor '{}' starts at offset {}, which is not a multiple of {}",
    "텐서 '{}'의 시작 위치 {}이(가) {}의 배수가 아닙니다"};
inline constexpr Message kTensorEnd{
    "tensor '{}' needs {} bytes from byte {} on, past the end of the file ({} bytes); the download "
    "may be incomplete",
    "텐서 '{}'에 {}바이트가 필요한데 ({}번째 바이트부터) 파일 크기는 {}바이트뿐입니다. 다운로드가 "
    "끝나지 않았을 수 있습니다"};
inline constexpr Message kTensorOverlap{
    "tensors '{}' and '{}' share bytes of the file",
    "텐서 '{}'와(과) '{}'이(가) 파일의 같은 바이트를 쓰고 있습니다"};

// Writing GGUF
inline constexpr Message kWriteTensorSize{
    "tensor '{}' should have {} bytes but {} were written",
    "텐서 '{}'은(는) {}바이트여야 하는데 {}바이트가 기록되었습니다"};
inline constexpr Message kWriteKey{"'{}' cannot be written as a GGUF key",
                                   "'{}'은(는) GGUF 키로 쓸 수 없습니다"};

// safetensors
inline constexpr Message kSafetensorsTruncated{
    "the safetensors file is too short ({} bytes); the download may be incomplete",
    "safetensors 파일이 너무 짧습니다 ({}바이트). 다운로드가 끝나지 않았을 수 있습니다"};
inline constexpr Message kSafetensorsHeader{
    "the header of the safetensors file claims {} bytes; the file has {} and at most {} are "
    "accepted",
    "safetensors 파일의 머리말 크기가 {}바이트로 적혀 있습니다. 파일 크기는 {}바이트이고 머리말은 "
    "최대 {}바이트까지 받습니다"};
inline constexpr Message kSafetensorsOffsets{
    "tensor '{}' has wrong offsets: [{}, {}) in a file with {} bytes of data, {} expected",
    "텐서 '{}'의 위치가 잘못되었습니다: [{}, {}), 데이터는 모두 {}바이트, 필요한 크기는 {}바이트"};
inline constexpr Message kShardName{
    "the weight index names the file '{}', which is not a plain file name",
    "가중치 목록에 적힌 '{}'은(는) 올바른 파일 이름이 아닙니다"};
inline constexpr Message kTensorTwice{"tensor '{}' is in two weight files",
                                      "텐서 '{}'이(가) 두 가중치 파일에 들어 있습니다"};
inline constexpr Message kShardMissing{
    "the weight index says that tensor '{}' is in '{}', but it is not there",
    "가중치 목록에는 텐서 '{}'이(가) '{}'에 있다고 적혀 있지만 그 파일에 없습니다"};
inline constexpr Message kNoWeights{
    "'{}' has neither model.safetensors nor model.safetensors.index.json",
    "'{}' 안에 model.safetensors도 model.safetensors.index.json도 없습니다"};

// Weight matrices
inline constexpr Message kMatrixBytes{
    "a weight matrix of {} x {} ({}) needs {} bytes but has {}",
    "가중치 행렬 {} x {} ({})에는 {}바이트가 필요한데 {}바이트가 있습니다"};
inline constexpr Message kMatrixBlock{
    "a weight matrix of type {} has rows of {} weights; a multiple of {} is needed",
    "{} 형식 가중치 행렬의 행 길이가 {}입니다. {}의 배수여야 합니다"};
inline constexpr Message kBufferMemory{"not enough memory: {} bytes were needed at once",
                                       "메모리가 부족합니다: 한 번에 {}바이트가 필요합니다"};

}  // namespace tinybrain::msg
