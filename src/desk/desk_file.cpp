#include "desk/desk_file.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/messages/desk.h"
#include "tensor/gguf.h"
#include "tensor/quantize.h"

namespace tinybrain::desk {
namespace {

namespace fs = std::filesystem;
const std::string kPrefix = "tinybrain.desk.";
constexpr const char* kType = "general.type";
constexpr const char* kDesk = "desk";

void require(bool holds, const char* what) {
  if (!holds) throw Error(Code::bad_file, msg::kDeskFile, what);
}

std::vector<std::string> strings(const Gguf& gguf, const char* name) {
  const auto views = gguf.get_strings(kPrefix + name);
  return {views.begin(), views.end()};
}

std::vector<float> floats(const Gguf& gguf, const char* name) {
  std::vector<float> all = gguf.get_floats(kPrefix + name);
  for (float f : all) require(std::isfinite(f), name);
  return all;
}

// Numbers from 0 to below `limit`.
std::vector<uint32_t> indices(const Gguf& gguf, const char* name, size_t limit) {
  std::vector<uint32_t> all;
  for (int64_t i : gguf.get_ints(kPrefix + name)) {
    require(i >= 0 && static_cast<uint64_t>(i) < limit, name);
    all.push_back(static_cast<uint32_t>(i));
  }
  return all;
}

// A matrix of `rows` rows; its row length is taken from the file when `columns` is 0.
std::vector<float> matrix(const Gguf& gguf, const char* name, size_t rows, size_t& columns) {
  const GgufTensor* t = gguf.find_tensor(name);
  if (!t) return {};
  require(t->dtype == DType::f16 && t->rank == 2 && t->dims[1] == rows, name);
  require(columns == 0 || t->dims[0] == columns, name);
  columns = t->dims[0];
  std::vector<float> all(rows * columns);
  dequantize_row(DType::f16, t->data.data(), all.data(), all.size());
  for (float f : all) require(std::isfinite(f), name);
  return all;
}

void read_faq(const Gguf& gguf, Faq& faq) {
  const auto answers = strings(gguf, "answers"), files = strings(gguf, "files");
  const std::vector<uint32_t> rows = indices(gguf, "rows", INT32_MAX);
  require(!answers.empty() && files.size() == answers.size() && rows.size() == answers.size(),
          "answers");
  for (size_t i = 0; i < answers.size(); ++i)
    faq.answers.push_back({answers[i], files[i], rows[i]});
  faq.questions = strings(gguf, "questions");
  faq.answer_of = indices(gguf, "answer_of", answers.size());
  require(!faq.questions.empty() && faq.answer_of.size() == faq.questions.size(), "questions");
  faq.vectors = matrix(gguf, "vectors", faq.questions.size(), faq.width);
}

void read_head(const Gguf& gguf, DeskFile& file) {
  std::vector<std::string> terms = strings(gguf, "terms");
  std::vector<float> rarities = floats(gguf, "rarities");
  require(terms.size() == rarities.size(), "terms");
  file.head_answers = indices(gguf, "head_answers", file.faq.answers.size());
  size_t labels = file.head_answers.size();
  if (labels == 0) return;
  std::vector<float> weights = matrix(gguf, "head", terms.size() + file.faq.width + 1, labels);
  require(!weights.empty(), "head");
  file.head = LinearHead(labels, terms.size(), file.faq.width);
  file.head.weights() = std::move(weights);
  file.vocabulary = TermVocabulary(std::move(terms), std::move(rarities));
}

void read_chances(const Gguf& gguf, DeskFile& file) {
  const std::vector<float> weighing = floats(gguf, "weighing"), chance = floats(gguf, "chance"),
                           points = floats(gguf, "calibration"),
                           were_asked = floats(gguf, "calibration_asked");
  require(weighing.size() == 3, "weighing");
  for (float w : weighing) require(w >= 0 && w <= 10, "weighing");
  file.weighing = {weighing[0], weighing[1], weighing[2]};
  require(chance.size() == file.fitted.model.weights.size(), "chance");
  std::copy(chance.begin(), chance.end(), file.fitted.model.weights.begin());
  require(points.size() % 3 == 0, "calibration");
  require(were_asked.empty() || were_asked.size() == points.size() / 3, "calibration_asked");
  std::vector<Calibration::Point> all;
  for (size_t i = 0; i < points.size(); i += 3) {
    require(points[i] >= 0 && points[i] <= 1 && points[i + 2] > 0, "calibration");
    // Files from before do not tell trials from questions that were asked: all count as trials.
    all.push_back({points[i], points[i + 1] > 0.5f, points[i + 2],
                   !were_asked.empty() && were_asked[i / 3] > 0.5f});
  }
  file.fitted.calibration = Calibration(std::move(all));
}

}  // namespace

DeskFile parse_desk(Bytes bytes) {
  const Gguf gguf = Gguf::parse(bytes);
  require(gguf.get_string(kType).value_or("") == kDesk, kType);
  DeskFile file;
  read_faq(gguf, file.faq);
  read_head(gguf, file);
  read_chances(gguf, file);
  return file;
}

DeskFile read_desk(const fs::path& path) {
  const MappedFile mapped(path);
  try {
    return parse_desk(mapped.bytes());
  } catch (const Error& e) {
    throw e.in(path.string());
  }
}

void write_desk(const Matcher& matcher, const Fitted& fitted, const fs::path& path) {
  const Faq& faq = matcher.faq();
  const LinearHead& head = matcher.head();
  GgufWriter writer;
  const auto set = [&](const char* name, GgufWriter::Value value) {
    writer.set(kPrefix + name, std::move(value));
  };
  std::vector<std::string> answers, files;
  std::vector<int32_t> rows;
  for (const Answer& a : faq.answers) {
    answers.push_back(a.text);
    files.push_back(a.file);
    rows.push_back(static_cast<int32_t>(std::min<uint64_t>(a.row, INT32_MAX)));
  }
  writer.set(kType, std::string(kDesk));
  set("answers", std::move(answers));
  set("files", std::move(files));
  set("rows", std::move(rows));
  set("questions", faq.questions);
  set("answer_of", std::vector<int32_t>(faq.answer_of.begin(), faq.answer_of.end()));
  const Weighing& w = matcher.weighing;
  set("weighing", std::vector<float>{w.lexical, w.meaning, w.learnt});
  set("chance", std::vector<float>(fitted.model.weights.begin(), fitted.model.weights.end()));
  std::vector<float> points, were_asked;
  for (const Calibration::Point& p : fitted.calibration.points()) {
    points.insert(points.end(), {p.chance, p.right ? 1.0f : 0.0f, p.weight});
    were_asked.push_back(p.asked ? 1.0f : 0.0f);
  }
  set("calibration", std::move(points));
  set("calibration_asked", std::move(were_asked));
  std::vector<const std::vector<float>*> tensors;
  if (faq.width) {
    writer.declare("vectors", DType::f16, {faq.width, faq.questions.size()});
    tensors.push_back(&faq.vectors);
  }
  if (!head.empty()) {
    set("terms", matcher.vocabulary().names());
    set("rarities", matcher.vocabulary().rarities());
    set("head_answers",
        std::vector<int32_t>(matcher.head_answers().begin(), matcher.head_answers().end()));
    writer.declare("head", DType::f16, {head.labels(), head.terms() + head.width() + 1});
    tensors.push_back(&head.weights());
  }
  AtomicFile file(path);
  writer.write(file, [&](size_t i, const GgufWriter::Sink& sink) {
    std::vector<uint16_t> half(tensors[i]->size());
    quantize_row(DType::f16, tensors[i]->data(), half.data(), half.size());
    sink(half.data(), half.size() * sizeof(uint16_t));
  });
  file.commit();
}

}  // namespace tinybrain::desk
