#include "server/build_request.h"

#include <algorithm>
#include <array>

#include "base/messages/server.h"
#include "server/api_error.h"
#include "server/members.h"

namespace tinybrain::server {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostFiles = 200;
constexpr size_t kMostName = 120;  // bytes
constexpr size_t kMostOptions = 64;
constexpr size_t kMostOption = 1000;  // bytes of a text
constexpr const char* kUses[] = {"data", "dev", "test"};
// Members of a recipe that the server fills in itself.
constexpr std::string_view kOwn[] = {"task", "data",   "dev",      "test",  "base",
                                     "name", "output", "language", "heads", "pairs"};

std::string plain_name(const Members& object, std::string_view member) {
  std::string name = plain_text(object.need(member), object.path(member));
  if (!is_plain_name(name)) throw bad_member(object.path(member), msg::kNotPlainName, kMostName);
  return name;
}

void read_files(const Members& body, BuildRequest& r) {
  body.need("files");
  const Json::Array& files = *body.array("files", kMostFiles);
  for (size_t i = 0; i < files.size(); ++i) {
    const std::string path = "files[" + std::to_string(i) + "]";
    BuildFile file = read_sent_file(files[i], path, {"data", "dev", "test"});
    for (const BuildFile& other : r.files)
      if (other.use == file.use && other.name == file.name)
        throw bad_member(path + ".name", msg::kSameFileName);
    r.files.push_back(std::move(file));
  }
  const auto count = [&](const char* use) {
    return std::count_if(r.files.begin(), r.files.end(),
                         [&](const BuildFile& f) { return f.use == use; });
  };
  if (count("data") == 0) throw bad_member("files", msg::kNoDataFile);
  for (const char* use : {"dev", "test"})
    if (count(use) > 1) throw bad_member("files", msg::kOneHeldOut, use);
}

void read_options(const Members& body, BuildRequest& r) {
  const Json* options = body.find("options");
  if (!options) return;
  require_object(*options, "options");
  if (options->as_object().size() > kMostOptions)
    throw bad_member("options", msg::kTooMany, kMostOptions);
  for (const auto& [name, value] : options->as_object()) {
    const std::string path = "options." + name;
    const bool word = !name.empty() && name.size() <= 40 &&
                      name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos;
    if (!word || std::find(std::begin(kOwn), std::end(kOwn), name) != std::end(kOwn))
      throw bad_member(path, msg::kNotSupported);
    if (!value.is_string() && !value.is_number() && !value.is_bool())
      throw bad_member(path, msg::kNotScalar);
    if (value.is_string() && plain_text(value, path).size() > kMostOption)
      throw bad_member(path, msg::kNotScalar);
    r.options.set(name, value);
  }
}

std::string quoted(const std::string& text) { return Json(text).dump(); }

}  // namespace

BuildFile read_sent_file(const Json& json, const std::string& path,
                         std::initializer_list<std::string_view> uses) {
  const Members file(json, path);
  BuildFile f;
  f.name = plain_name(file, "name");
  f.use = file.choice("use", uses);
  const Json *text = file.find("text"), *base64 = file.find("base64");
  if (!text == !base64) throw bad_member(path, msg::kTextOrBase64);
  const Json& given = text ? *text : *base64;
  const std::string where = file.path(text ? "text" : "base64");
  if (!given.is_string()) throw bad_member(where, msg::kNotText);
  if (text)
    f.bytes = given.as_string();
  else if (!decode_base64(given.as_string(), f.bytes))
    throw bad_member(where, msg::kNotBase64);
  return f;
}

bool is_plain_name(std::string_view name) {
  if (name.empty() || name.size() > kMostName || name[0] == '.' || name[0] == ' ') return false;
  return std::none_of(name.begin(), name.end(), [](unsigned char c) {
    return c < 0x20 || c == 0x7f || c == '/' || c == '\\';
  });
}

bool decode_base64(std::string_view text, std::string& bytes) {
  static constexpr auto kValues = [] {
    std::array<int8_t, 256> values{};
    values.fill(-1);
    const std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < digits.size(); ++i)
      values[static_cast<unsigned char>(digits[i])] = static_cast<int8_t>(i);
    return values;
  }();
  bytes.clear();
  if (text.size() % 4 != 0) return false;
  size_t digits = text.size();
  while (digits > 0 && text.size() - digits < 2 && text[digits - 1] == '=') --digits;
  bytes.reserve(text.size() / 4 * 3);
  uint32_t group = 0;
  for (size_t i = 0; i < digits; ++i) {
    const int8_t value = kValues[static_cast<unsigned char>(text[i])];
    if (value < 0) return false;
    group = group << 6 | static_cast<uint32_t>(value);
    if (i % 4 > 0) bytes += static_cast<char>(group >> (6 - 2 * (i % 4)) & 0xff);
  }
  return true;
}

BuildRequest read_build_request(const Json& json) {
  const Members body(json);
  BuildRequest r;
  body.need("task");
  r.task = body.choice("task", {"classify", "answer", "chat", "complete", "embed"});
  r.base = body.string("base").value_or("none");
  const std::string own = language() == Language::ko ? "ko" : "en";
  r.language = body.find("language") ? body.choice("language", {"en", "ko"}) : own;
  read_files(body, r);
  read_options(body, r);
  r.name = body.find("name") ? plain_name(body, "name") : fs::path(r.files[0].name).stem().string();
  return r;
}

// Strings of JSON are strings of TOML.
std::string recipe_text(const BuildRequest& r, const std::string& base, const fs::path& folder) {
  std::string out;
  const auto line = [&](const std::string& name, const std::string& value) {
    out += name + " = " + value + "\n";
  };
  line("task", quoted(r.task));
  line("name", quoted(r.name));
  line("language", quoted(r.language));
  line("base", quoted(base));
  for (const char* use : kUses) {
    std::vector<const BuildFile*> files;
    for (const BuildFile& f : r.files)
      if (f.use == use) files.push_back(&f);
    if (files.empty()) continue;
    const fs::path place = folder / use;
    line(use, quoted((files.size() == 1 ? place / files[0]->name : place).string()));
  }
  line("output", quoted((folder / "brain").string()));
  for (const auto& [name, value] : r.options.as_object()) line(name, value.dump());
  return out;
}

}  // namespace tinybrain::server
