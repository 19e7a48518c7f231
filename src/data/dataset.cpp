#include "data/dataset.h"

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/file.h"
#include "base/messages/data.h"
#include "base/sha256.h"
#include "data/readers.h"

namespace tinybrain {
namespace {

std::string kind_of(const std::filesystem::path& path) {
  std::string e = path.extension().string();
  for (char& c : e)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return e;
}

bool is_readable_kind(const std::string& kind) {
  static const std::set<std::string> kKinds{".csv",      ".tsv",  ".jsonl", ".json", ".md",
                                            ".markdown", ".html", ".htm",   ".txt",  ".pdf"};
  return kKinds.contains(kind);
}

// Adds what a text of that kind holds; the last of dataset.sources is where it comes from.
void read_text_into(const DecodedText& text, std::string_view kind, const ReadOptions& options,
                    Dataset& dataset) {
  dataset.sources.back().encoding = text.encoding;
  if (!text.odd_lines.empty() || text.damaged) {
    Finding f;
    f.kind = "encoding";
    f.en = msg::kFoundEncoding.en;
    f.ko = msg::kFoundEncoding.ko;
    for (uint64_t line : text.odd_lines) add_row(f, line);
    dataset.findings.push_back(std::move(f));
  }
  if (kind == ".csv" || kind == ".tsv")
    read_csv_examples(text, options, kind == ".tsv" ? '\t' : 0, dataset);
  else if (kind == ".jsonl")
    read_jsonl_examples(text, options, dataset);
  else if (kind == ".json")
    read_json_examples(text, options, dataset);
  else if (kind == ".md" || kind == ".markdown")
    read_markdown_examples(text.text, dataset);
  else if (kind == ".html" || kind == ".htm")
    read_html_examples(text.text, dataset);
  else
    read_text_examples(text.text, dataset);
}

std::string hash_of(std::string_view bytes) {
  Sha256 digest;
  digest.update(bytes.data(), bytes.size());
  return digest.finish_hex();
}

void read_file_into(const std::filesystem::path& path, const ReadOptions& options,
                    Dataset& dataset) {
  const std::string kind = kind_of(path);
  if (!is_readable_kind(kind)) throw Error(Code::unsupported, msg::kDataFileKind, path.string());
  const std::string bytes = read_file(path, options.max_bytes);
  const DecodedText text =
      kind == ".pdf" ? DecodedText{pdf_text(path), "PDF", {}, false} : decode_text(bytes);
  dataset.sources.push_back({path.string(), "", hash_of(bytes), bytes.size()});
  read_text_into(text, kind, options, dataset);
}

}  // namespace

bool is_table(const std::filesystem::path& path) {
  const std::string kind = kind_of(path);
  return kind == ".csv" || kind == ".tsv" || kind == ".jsonl" || kind == ".json";
}

bool is_pdf(const std::filesystem::path& path) { return kind_of(path) == ".pdf"; }

std::vector<std::string> Dataset::labels() const {
  std::set<std::string> all;
  for (const Example& e : examples)
    if (!e.label.empty()) all.insert(e.label);
  return {all.begin(), all.end()};
}

std::vector<std::filesystem::path> readable_files(const std::filesystem::path& path) {
  if (!std::filesystem::is_directory(path)) return {path};
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(
           path, std::filesystem::directory_options::skip_permission_denied))
    if (entry.is_regular_file() && is_readable_kind(kind_of(entry.path())))
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

Dataset read_document(std::string_view bytes, const std::filesystem::path& name,
                      const ReadOptions& options) {
  const std::string kind = kind_of(name);
  if (!is_readable_kind(kind) || is_pdf(name))
    throw Error(Code::unsupported, msg::kDataFileKind, name.string());
  Dataset dataset;
  dataset.task = options.task;
  dataset.sources.push_back({name.string(), "", hash_of(bytes), bytes.size()});
  read_text_into(decode_text(bytes), kind, options, dataset);
  return dataset;
}

Dataset read_dataset(const std::filesystem::path& path, const ReadOptions& options) {
  Dataset dataset;
  dataset.task = options.task;
  for (const auto& file : readable_files(path)) {
    try {
      read_file_into(file, options, dataset);
    } catch (const Error& e) {
      throw e.in(file.string());
    }
  }
  if (dataset.examples.empty()) throw Error(Code::bad_file, msg::kDataEmpty).in(path.string());
  return dataset;
}

}  // namespace tinybrain
