// Any bytes as the file of a support desk: an Error, or a desk whose numbers fit together and that can be asked.
#include <cstddef>
#include <cstdint>

#include "base/error.h"
#include "desk/desk_file.h"

using namespace tinybrain;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  try {
    desk::DeskFile file = desk::parse_desk(std::as_bytes(std::span(data, size)));
    const desk::Faq& faq = file.faq;
    TB_ASSERT(!faq.answers.empty() && faq.answer_of.size() == faq.questions.size() &&
              faq.vectors.size() == faq.width * faq.questions.size());
    for (uint32_t a : faq.answer_of) TB_ASSERT(a < faq.answers.size());
    for (uint32_t a : file.head_answers) TB_ASSERT(a < faq.answers.size());
    if (faq.width) return 0;  // to be asked it would need its encoder
    desk::Matcher matcher(std::move(file.faq), nullptr);
    matcher.weighing = file.weighing;
    matcher.set_head(std::move(file.vocabulary), std::move(file.head),
                     std::move(file.head_answers));
    const std::vector<desk::Candidate> found = matcher.find("Can I send my card back?", 10);
    for (const desk::Candidate& c : found)
      TB_ASSERT(c.answer < matcher.faq().answers.size() &&
                c.question < matcher.faq().questions.size());
    if (!found.empty()) (void)file.fitted.model.chance(desk::features_of(found, 0.5f));
  } catch (const Error&) {
  }
  return 0;
}
