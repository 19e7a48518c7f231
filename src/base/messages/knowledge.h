// Catalogue of texts: entries that a brain answers from.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kKnowledgeOther{
    "this file holds no knowledge; entries.gguf of a brain does",
    "지식 파일이 아닙니다. 브레인 폴더의 entries.gguf여야 합니다"};
inline constexpr Message kKnowledgeCounts{
    "texts, answers, headings, files and rows are not equally many: the file is damaged; build it "
    "again",
    "글, 답, 제목, 파일, 행의 개수가 서로 다릅니다. 파일이 손상되었으니 다시 만드십시오"};
inline constexpr Message kKnowledgeVectors{
    "the file holds {} vectors for {} entries, or of another type: it is damaged; build it again",
    "벡터가 {}개인데 항목은 {}개이거나 형식이 다릅니다. 파일이 손상되었으니 다시 만드십시오"};
inline constexpr Message kKnowledgeNotFinite{
    "a number in the file is out of range: it is damaged; build it again",
    "파일의 수가 범위를 벗어났습니다. 손상되었으니 다시 만드십시오"};
inline constexpr Message kKnowledgeNoEncoder{
    "the entries have vectors, but there is no model.gguf that made them beside entries.gguf",
    "항목에 벡터가 있지만 그것을 만든 model.gguf가 entries.gguf 옆에 없습니다"};
inline constexpr Message kKnowledgeWidth{
    "the entries have vectors of {} numbers, the model makes {}: they do not belong together",
    "항목의 벡터는 {}차원인데 모델은 {}차원을 만듭니다. 서로 맞지 않습니다"};
inline constexpr Message kKnowledgeMissing{
    "'{}' is no folder of a brain that answers; make one with: tinybrain build FAQ.csv --for "
    "answer",
    "'{}'은(는) 답하는 브레인의 폴더가 아닙니다. 먼저 만드십시오: tinybrain build FAQ.csv --for "
    "answer"};

// ---- Passages ----
inline constexpr Message kPassagesEncoder{
    "the vectors in '{}' were made by '{}', not by '{}': use that model, or make them anew with: "
    "tinybrain knowledge renew",
    "'{}'의 벡터는 '{}' 모델이 만들었고 '{}' 모델과는 맞지 않습니다. 그 모델을 쓰거나, 다음 "
    "명령으로 벡터를 다시 만드십시오: tinybrain knowledge renew"};
inline constexpr Message kPassagesNoVectors{
    "the passages in '{}' have no vectors: add without a model, or make them with: tinybrain "
    "knowledge renew",
    "'{}'의 단락에는 벡터가 없습니다. 모델 없이 더하거나, 다음 명령으로 벡터를 만드십시오: "
    "tinybrain knowledge renew"};
inline constexpr Message kPassagesOption{"a knowledge base has no option '{}'",
                                         "지식 베이스에는 '{}' 옵션이 없습니다"};
inline constexpr Message kPassagesBuiltWithout{
    "this build has no knowledge bases: it was made without SQLite (TINYBRAIN_HOME)",
    "이 빌드에는 지식 베이스가 없습니다. SQLite 없이 만들어졌습니다 (TINYBRAIN_HOME)"};
inline constexpr Message kPassagesName{"a text needs a name to be cited by",
                                       "인용할 때 쓸 이름이 필요합니다"};
inline constexpr Message kPassagesNone{"there is no passage {} (any more)",
                                       "{}번 단락이 없거나 지워졌습니다"};
inline constexpr Message kPassagesNoFile{"'{}' is not in this knowledge base",
                                         "이 지식 베이스에는 '{}'이(가) 없습니다"};

}  // namespace tinybrain::msg
