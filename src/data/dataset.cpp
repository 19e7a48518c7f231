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

void read_file_into(const std::filesystem::path& path, const ReadOptions& options,
                    Dataset& dataset) {
  const std::string kind = kind_of(path);
  if (!is_readable_kind(kind)) throw Error(Code::unsupported, msg::kDataFileKind, path.string());
  const std::string bytes = read_file(path, options.max_bytes);
  Sha256 digest;
  digest.update(bytes.data(), bytes.size());
  const std::string hash = digest.finish_hex();
  SourceFile source{path.string(), "", hash, bytes.size()};
  DecodedText text;
  if (kind == ".pdf") {
    text = {pdf_text(path), "PDF", {}, false};
  } else {
    text = decode_text(bytes);
  }
  source.encoding = text.encoding;
  dataset.sources.push_back(std::move(source));
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

}  // namespace

bool is_table(const std::filesystem::path& path) {
  const std::string kind = kind_of(path);
  return kind == ".csv" || kind == ".tsv" || kind == ".jsonl" || kind == ".json";
}

std::vector<std::string> Dataset::labels() const {
  std::set<std::string> all;
  for (const Example& e : examples)
    if (!e.label.empty()) all.insert(e.label);
  return {all.begin(), all.end()};
}

Dataset read_dataset(const std::filesystem::path& path, const ReadOptions& options) {
  Dataset dataset;
  dataset.task = options.task;
  std::vector<std::filesystem::path> files;
  if (std::filesystem::is_directory(path)) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(
             path, std::filesystem::directory_options::skip_permission_denied))
      if (entry.is_regular_file() && is_readable_kind(kind_of(entry.path())))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
  } else {
    files.push_back(path);
  }
  for (const auto& file : files) {
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
