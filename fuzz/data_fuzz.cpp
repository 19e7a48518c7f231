// Any bytes as a person's file, in the kind that the first byte says: an Error, or examples that can be checked, split,
// looked up and, where they have options, judged by.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/error.h"
#include "data/check.h"
#include "data/choices.h"
#include "data/readers.h"
#include "data/split.h"
#include "knowledge/lexical.h"
#include "text/unicode.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace tinybrain;
  if (size < 2) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  Dataset dataset;
  dataset.sources.push_back({"x", "", "", bytes.size()});
  ReadOptions options;
  options.task = data[0] & 8 ? Task::answer : Task::complete;
  options.judging = data[0] & 16;
  dataset.task = options.task;
  try {
    const DecodedText text = decode_text(bytes);
    TB_ASSERT(unicode::is_valid(text.text));
    switch (data[0] & 7) {
      case 0: read_csv_examples(text, options, 0, dataset); break;
      case 1: read_csv_examples(text, options, '\t', dataset); break;
      case 2: read_jsonl_examples(text, options, dataset); break;
      case 3: read_json_examples(text, options, dataset); break;
      case 4: read_markdown_examples(text.text, dataset); break;
      case 5: read_html_examples(text.text, dataset); break;
      default: read_text_examples(text.text, dataset); break;
    }
    if (options.judging) {
      const std::vector<uint32_t> right = right_options(dataset.examples);
      for (size_t i = 0; i < right.size(); ++i)
        TB_ASSERT(right[i] < dataset.examples[i].options.size());
    }
    check_dataset(dataset, {});
    const Split split = split_dataset(dataset, 0.2, 0.2, 1);
    TB_ASSERT(split.train.size() + split.dev.size() + split.test.size() == dataset.examples.size());
    std::vector<std::string_view> texts;
    for (const Example& e : dataset.examples) texts.push_back(e.text);
    const LexicalIndex index(texts);
    for (float s : index.scores(bytes)) TB_ASSERT(s >= 0 && s < 1e6f);
  } catch (const Error&) {
  }
  return 0;
}
