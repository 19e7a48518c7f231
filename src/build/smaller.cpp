#include "build/smaller.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/file.h"
#include "base/messages/base.h"
#include "base/messages/build.h"
#include "base/messages/compress.h"
#include "base/messages/model.h"
#include "base/scratch_folder.h"
#include "build/document.h"
#include "build/method.h"
#include "build/svg.h"
#include "eval/perplexity.h"
#include "text/unicode.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;

constexpr size_t kBlock = 2048;            // bytes of text that stay together
constexpr size_t kJudgedBytes = 48 << 10;  // at most, in all
constexpr size_t kHeldOut = 8;             // every so many blocks one is held out
constexpr uint32_t kWindow = 512;          // tokens, of judging
constexpr size_t kLeastTokens = 512;       // of either text
constexpr size_t kOwnTokens = 256, kOwn = 48, kOwnHeldOut = 8;  // texts that the model writes

constexpr std::string_view kChoices =
    "budget, eval, ffn, language, latency_ms, layers_less, prune, report, text, type, vocabulary";

struct Texts {
  std::string fitted, judged;
};

// Text in blocks that end where a character ends.
std::vector<std::string_view> blocks_of(std::string_view text) {
  std::vector<std::string_view> blocks;
  while (!text.empty()) {
    size_t end = std::min(kBlock, text.size());
    while (end < text.size() && (text[end] & 0xc0) == 0x80) ++end;
    blocks.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return blocks;
}

// At most kJudgedBytes, evenly spread over the text.
std::string spread(std::string_view text) {
  const std::vector<std::string_view> blocks = blocks_of(text);
  const size_t count = std::min(blocks.size(), kJudgedBytes / kBlock);
  std::string all;
  for (size_t i = 0; i < count; ++i) all += blocks[i * blocks.size() / count];
  return all;
}

// Some blocks to judge by, the rest to fit to.
Texts held_out(std::string_view text) {
  const std::vector<std::string_view> blocks = blocks_of(text);
  const size_t every = std::max(kHeldOut, blocks.size() / (kJudgedBytes / kBlock));
  Texts t;
  for (size_t i = 0; i < blocks.size(); ++i)
    (i % every == every / 2 ? t.judged : t.fitted) += blocks[i];
  return t;
}

PruneOptions prune_named(const std::string& given) {
  PruneOptions options;
  std::string method, amount = given;
  if (given != "2:4") {
    const size_t colon = given.find(':');
    method = given.substr(0, colon);
    amount = colon == std::string::npos ? "" : given.substr(colon + 1);
  }
  const auto wrong = [&]() { return Error(Code::bad_argument, msg::kCompressPrune, given); };
  if (method == "magnitude")
    options.method = PruneMethod::magnitude;
  else if (method == "wanda")
    options.method = PruneMethod::wanda;
  else if (!method.empty() && method != "sparsegpt")
    throw wrong();
  if (amount == "2:4") {
    options.two_of_four = true;
    return options;
  }
  char* end = nullptr;
  options.share = std::strtod(amount.c_str(), &end);
  if (amount.empty() || *end != '\0' || !(options.share > 0 && options.share < 1)) throw wrong();
  return options;
}

class Smaller {
 public:
  Smaller(const std::string& input, const std::string& output, const Json& options, size_t threads,
          const SmallerProgress& progress)
      : options_(options),
        progress_(progress),
        output_(output),
        language_(options.get_string("language", "en") == "ko" ? Language::ko : Language::en),
        threads_(threads),
        source_(input) {
    std::error_code ignored;
    for (const std::string& written : {output, options.get_string("report", "")})
      if (fs::equivalent(source_.path(), written, ignored))
        throw Error(Code::bad_argument, msg::kConvertSame);
    if (fs::is_directory(output, ignored))
      throw Error(Code::bad_argument, msg::kFileNotRegular, output);
    for (const auto& [name, value] : options.as_object())
      if ((", " + std::string(kChoices) + ",").find(", " + name + ",") == std::string::npos)
        throw Error(Code::bad_argument, msg::kCompressUnknown, name, kChoices);
    if (source_.config().encoder) throw Error(Code::unsupported, msg::kCompressNotDecoder);
    read_task();
  }

  Json run() {
    const ScratchFolder folder(output_);
    read_texts();
    const Candidate before = {file_bytes(), loss_of(source_, stage("measure"))};
    task_.text = texts_.fitted;
    task_.loss = [this](const ModelSource& model, const CompressProgress& progress) {
      return loss_of(model, progress);
    };
    task_.progress = stage("compress");
    const fs::path best = folder.path() / "best.gguf";
    const std::vector<CompileCandidate> tried =
        method_ ? compress_by(*method_, source_, task_, folder.path(), best, threads_)
                : compile_model(source_, task_, folder.path(), best, threads_);
    Json found = measures(before, tried);
    if (const std::string report = options_.get_string("report", ""); !report.empty())
      write_file(report, page(found));
    std::error_code error;
    fs::rename(best, output_, error);
    if (error) throw Error(Code::io, msg::kFileOpen, output_.string(), error.message());
    return found;
  }

 private:
  struct Candidate {
    uint64_t bytes;
    double loss;
  };

  CompressProgress stage(const char* name) const {
    return [this, name](uint64_t done, uint64_t total) {
      if (!progress_) return true;
      Json event;
      event.set("stage", name);
      event.set("done", done);
      event.set("total", total);
      return progress_(event);
    };
  }

  uint32_t count(const char* name) const {
    const int64_t value = options_.get_int(name, 0);
    if (value < 0 || value > INT32_MAX)
      throw Error(Code::bad_argument, msg::kCompressCount, name, value, 1, INT32_MAX);
    return static_cast<uint32_t>(value);
  }

  void read_task() {
    task_.budget = static_cast<uint64_t>(std::max<int64_t>(0, options_.get_int("budget", 0)));
    task_.latency_ms = options_.get_double("latency_ms", 0);
    CompressMethod method;
    method.cut = {count("vocabulary"), count("ffn"), count("layers_less")};
    const std::string prune = options_.get_string("prune", ""),
                      type = options_.get_string("type", "");
    if (!prune.empty()) method.prune = prune_named(prune);
    if (!type.empty()) {
      method.type = dtype_from_name(type);
      if (!method.type) throw Error(Code::bad_argument, msg::kCompressNoType, type);
    }
    if (!method.cut.none() || method.prune || method.type)
      method_ = method;
    else if (task_.budget == 0 && task_.latency_ms <= 0)
      throw Error(Code::bad_argument, msg::kCompressNothing);
    else
      require_reach(source_, task_.budget);
  }

  uint64_t file_bytes() const {
    if (source_.gguf()) return fs::file_size(source_.path());
    uint64_t bytes = 0;
    for (const SourceTensor& t : source_.tensors()) bytes += t.data.size();
    return bytes;
  }

  void read_texts() {
    const std::string text = options_.get_string("text", "self"),
                      eval = options_.get_string("eval", "");
    if (text == "self")
      texts_ = own_texts();
    else if (eval.empty())
      texts_ = held_out(unicode::repaired(read_file(text)));
    else
      texts_.fitted = unicode::repaired(read_file(text));
    if (!eval.empty()) texts_.judged = spread(unicode::repaired(read_file(eval)));
    const Tokenizer tokenizer(source_.tokenizer());
    const size_t fitted = tokenizer.encode(texts_.fitted, true).size(),
                 judged = tokenizer.encode(texts_.judged, true).size();
    if (text != "self" && (fitted < kLeastTokens || (eval.empty() && judged < kLeastTokens / 4)))
      throw Error(Code::bad_argument, msg::kCompressShortText, text, fitted + judged,
                  2 * kLeastTokens);
    if (!eval.empty() && judged < kLeastTokens)
      throw Error(Code::bad_argument, msg::kCompressShortEval, eval, judged, kLeastTokens);
    // A quarter at most: a smaller vocabulary has more tokens, never fewer.
    window_ = static_cast<uint32_t>(
        std::min<size_t>({kWindow, source_.config().context, std::max<size_t>(2, judged / 4)}));
  }

  Texts own_texts() {
    const size_t length = std::min<size_t>(kOwnTokens, source_.config().context);
    const Tokenizer tokenizer(source_.tokenizer());
    Texts t;
    size_t i = 0;
    for (const std::vector<TokenId>& ids :
         self_written_chunks(source_, length, kOwn + kOwnHeldOut, 1, threads_, stage("text")))
      (i++ < kOwn ? t.fitted : t.judged) += unicode::repaired(tokenizer.decode(ids)) + "\n";
    return t;
  }

  // Of the whole judged text, in nats.
  double loss_of(const ModelSource& source, const CompressProgress& progress) const {
    LoadedModel model(source.path(), threads_.count(), {});
    const Perplexity p =
        measure_perplexity(model, texts_.judged, window_, 0, kernels::KvType::f16, progress);
    const auto tokens = static_cast<double>(model.tokenizer().encode(texts_.judged, true).size());
    return std::log(p.perplexity) * tokens;
  }

  double bits_per_byte(double loss) const {
    return loss / std::numbers::ln2 / static_cast<double>(texts_.judged.size());
  }

  Json measures(const Candidate& before, const std::vector<CompileCandidate>& tried) const {
    Json found, was, text, all{Json::Array{}};
    for (const CompileCandidate& c : tried) {
      Json one;
      one.set("how", c.how(language_));
      one.set("type", c.as_it_was || c.same_types ? "" : c.type.empty() ? "mixed" : c.type);
      one.set("vocabulary", c.vocabulary > 0 ? c.vocabulary : source_.config().vocabulary);
      one.set("feed_forward", c.feed_forward > 0 ? c.feed_forward : source_.config().feed_forward);
      one.set("layers", c.layers > 0 ? c.layers : source_.config().layers);
      one.set("bytes", c.bytes);
      one.set("bits_per_byte", bits_per_byte(c.loss));
      if (c.token_ms > 0) one.set("token_ms", c.token_ms);
      one.set("seconds", c.seconds);
      one.set("within", c.within);
      one.set("front", std::none_of(tried.begin(), tried.end(), [&](const CompileCandidate& o) {
                return o.bytes <= c.bytes && o.loss < c.loss;
              }));
      one.set("chosen", c.chosen);
      all.push(std::move(one));
      if (!c.chosen) continue;
      found.set("output", output_.string());
      found.set("how", c.how(language_));
      found.set("bytes", c.bytes);
      found.set("bits_per_byte", bits_per_byte(c.loss));
    }
    was.set("bytes", before.bytes);
    was.set("bits_per_byte", bits_per_byte(before.loss));
    found.set("before", std::move(was));
    text.set("fitted_bytes", static_cast<uint64_t>(texts_.fitted.size()));
    text.set("judged_bytes", static_cast<uint64_t>(texts_.judged.size()));
    found.set("text", std::move(text));
    found.set("candidates", std::move(all));
    return found;
  }

  template <class... Args>
  std::string say(const Message& message, const Args&... args) const {
    return text_of(language_, message, args...);
  }

  std::string page(const Json& found) const {
    const auto megabytes = [](const Json& j) {
      return fmt::format("{:.2f}", j.get_double("bytes", 0) / 1e6);
    };
    const auto bits = [](const Json& j) {
      return fmt::format("{:.3f}", j.get_double("bits_per_byte", 0));
    };
    Document document;
    document.heading(1, output_.filename().string());
    const Json& before = found.at("before");
    document.paragraph(say(msg::kSmallerIntro, fs::path(source_.path()).filename().string(),
                           megabytes(before), bits(before), found.get_string("how", ""),
                           megabytes(found), bits(found)));
    document.paragraph(say(msg::kSmallerText, found.at("text").get_int("fitted_bytes", 0),
                           found.at("text").get_int("judged_bytes", 0)));
    svg::Series front{say(msg::kSmallerFront), {}, true}, rest{say(msg::kSmallerRest), {}, true};
    std::vector<std::vector<std::string>> rows;
    for (const Json& c : found.at("candidates").as_array()) {
      const double time = c.get_double("token_ms", 0);
      rows.push_back({c.get_string("how", ""), megabytes(c), bits(c),
                      time > 0 ? fmt::format("{:.2f}", time) : "",
                      fmt::format("{:.0f}", c.get_double("seconds", 0)),
                      c.get_bool("chosen", false)  ? say(msg::kCardChosen)
                      : c.get_bool("within", true) ? ""
                                                   : say(msg::kCardOutside)});
      (c.get_bool("front", false) ? front : rest)
          .points.push_back({c.get_double("bytes", 0) / 1e6, c.get_double("bits_per_byte", 0)});
    }
    document.heading(2, say(msg::kCardCandidates));
    document.table({say(msg::kSmallerHow), "MB", say(msg::kSmallerBits), say(msg::kSmallerTokenMs),
                    say(msg::kSmallerSeconds), ""},
                   rows);
    if (rows.size() > 1)
      document.figure(
          svg::plot(say(msg::kSmallerPlot), "MB", say(msg::kSmallerBits), {front, rest}));
    return document.html(output_.filename().string(), language_ == Language::ko ? "ko" : "en");
  }

  const Json& options_;
  const SmallerProgress& progress_;
  const fs::path output_;
  const Language language_;
  mutable Threads threads_;
  const ModelSource source_;
  CompileTask task_;
  std::optional<CompressMethod> method_;
  Texts texts_;
  uint32_t window_ = kWindow;
};

}  // namespace

Json make_smaller(const std::string& input, const std::string& output, const Json& options,
                  size_t threads, const SmallerProgress& progress) {
  return Smaller(input, output, options, Threads::within_processors(threads), progress).run();
}

}  // namespace tinybrain
