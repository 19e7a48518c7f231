// Catalogue of texts: chat templates (the Jinja subset).
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kTemplateSyntax{"chat template, line {}: {}",
                                         "채팅 템플릿 {}번째 줄에 오류가 있습니다: {}"};
inline constexpr Message kTemplateFeature{
    "chat template, line {}: {} is not supported here; use a built-in template instead",
    "채팅 템플릿 {}번째 줄: {} 기능은 지원하지 않습니다. 내장 템플릿을 사용해 주세요"};
inline constexpr Message kTemplateRuntime{
    "the chat template cannot render these messages (line {}): {}",
    "채팅 템플릿이 이 메시지를 처리하지 못했습니다 ({}번째 줄): {}"};
inline constexpr Message kTemplateRaised{"the chat template refuses these messages: {}",
                                         "채팅 템플릿이 이 메시지를 거부했습니다: {}"};
inline constexpr Message kTemplateTooLarge{
    "the chat template has {} bytes; at most {} are accepted",
    "채팅 템플릿이 {}바이트입니다. 최대 {}바이트까지 받습니다"};
inline constexpr Message kTemplateWork{
    "the chat template, line {}, takes more work than is allowed ({}); shorten the messages or use "
    "another template",
    "채팅 템플릿 {}번째 줄의 작업량이 허용 한도를 넘었습니다 ({}). 메시지를 줄이거나 다른 템플릿을 "
    "사용해 주세요"};
inline constexpr Message kTemplateContext{"the context of a chat template must be a JSON object",
                                          "채팅 템플릿의 문맥은 JSON 객체여야 합니다"};
inline constexpr Message kTemplateContextDepth{
    "'{}' is nested too deeply for a chat template (at most {} levels)",
    "'{}' 값의 중첩이 너무 깊습니다 (채팅 템플릿에서는 최대 {}단계)"};

}  // namespace tinybrain::msg
