#include "cli/table.h"

#include <algorithm>

#include "base/messages/cli.h"
#include "cli/output.h"
#include "cli/text.h"

namespace tinybrain::cli {
namespace {

struct Label {
  std::string_view key;
  const Message& label;
};

std::string label_of(const std::string& key) {
  static const Label kLabels[] = {
      {"path", msg::kLabelPath},
      {"format", msg::kLabelFormat},
      {"architecture", msg::kLabelArchitecture},
      {"name", msg::kLabelName},
      {"license", msg::kLabelLicence},
      {"parameters", msg::kLabelParameters},
      {"layers", msg::kLabelLayers},
      {"width", msg::kLabelWidth},
      {"feed_forward", msg::kLabelFeedForward},
      {"heads", msg::kLabelHeads},
      {"kv_heads", msg::kLabelKvHeads},
      {"head_dim", msg::kLabelHeadDim},
      {"window", msg::kLabelWindow},
      {"vocabulary", msg::kLabelVocabulary},
      {"context", msg::kLabelContext},
      {"tensor_types", msg::kLabelTypes},
      {"tensor_count", msg::kLabelTensorCount},
      {"weight_bytes", msg::kLabelWeights},
      {"memory", msg::kLabelMemory},
      {"weights", msg::kLabelWeights},
      {"kv_f16_per_1000_tokens", msg::kLabelKv},
      {"kv_q8_0_per_1000_tokens", msg::kLabelKvQ8},
      {"chat_template", msg::kLabelTemplate},
      {"can_generate", msg::kLabelCanGenerate},
      {"can_embed", msg::kLabelCanEmbed},
      {"tensors", msg::kLabelTensors},
      {"processor", msg::kLabelProcessor},
      {"threads", msg::kLabelThreads},
      {"cores", msg::kLabelCores},
      {"kernels_available", msg::kLabelKernelsAvailable},
      {"kernels", msg::kLabelKernels},
      {"memory_total", msg::kLabelMemoryTotal},
      {"memory_available", msg::kLabelMemoryFree},
      {"memory_speed", msg::kLabelBandwidth},
      {"texts", msg::kLabelTexts},
      {"accuracy", msg::kLabelAccuracy},
      {"accuracy_interval", msg::kLabelAccuracyInterval},
      {"questions", msg::kLabelQuestions},
      {"accuracy_per_byte", msg::kLabelAccuracyPerByte},
      {"accuracy_per_byte_interval", msg::kLabelAccuracyPerByteInterval},
      {"chance", msg::kLabelChance},
      {"cut_to_window", msg::kLabelCut},
      {"exact_match", msg::kLabelExact},
      {"exact_match_interval", msg::kLabelExactInterval},
      {"unfinished", msg::kLabelUnfinished},
      {"mistakes", msg::kLabelMistakes},
      {"macro_f1", msg::kLabelMacroF1},
      {"weighted_f1", msg::kLabelWeightedF1},
      {"log_loss", msg::kLabelLogLoss},
      {"calibration_error", msg::kLabelEce},
      {"reliability", msg::kLabelReliability},
      {"classes", msg::kLabelClasses},
      {"confusions", msg::kLabelConfusions},
      {"groups", msg::kLabelGroups},
      {"out_of_scope", msg::kLabelOutOfScope},
  };
  for (const Label& l : kLabels) {
    if (l.key == key) return text(l.label);
  }
  std::string plain = key;
  // Names of weight types (q4_0) stay as they are.
  if (plain.size() > 6) std::replace(plain.begin(), plain.end(), '_', ' ');
  return plain;
}

// A number under such a key, or inside such an object, is a count of bytes.
bool counts_bytes(std::string_view key) {
  return key.find("bytes") != key.npos || key.find("memory") != key.npos;
}

std::string plain_value(bool bytes, const Json& value) {
  if (value.is_string()) return value.as_string();
  if (value.is_bool()) return text(value.as_bool() ? msg::kYes : msg::kNo);
  if (value.is_null()) return "-";
  if (value.is_number() && bytes) return human_bytes(value.as_double());
  if (value.is_int()) return human_count(value.as_int());
  if (value.is_double()) return fmt::format("{:.6g}", value.as_double());
  return value.dump();
}

bool all_plain(const Json::Array& items) {
  return std::none_of(items.begin(), items.end(), [](const Json& j) { return j.is_object(); });
}

void print_rows(const Json::Array& items, size_t indent) {
  Table table({});
  for (const Json& item : items) {
    std::vector<std::string> row{std::string(indent, ' ')};
    if (item.is_object()) {
      for (const auto& [key, value] : item.as_object())
        row.push_back(plain_value(counts_bytes(key), value));
    } else {
      row.push_back(plain_value(false, item));
    }
    table.add(std::move(row));
  }
  table.print();
}

}  // namespace

void Table::print() const {
  std::vector<size_t> widths;
  for (const auto& row : rows_) {
    widths.resize(std::max(widths.size(), row.size()));
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
  }
  for (const auto& row : rows_) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      const bool right = std::find(right_.begin(), right_.end(), i) != right_.end();
      const bool last = i + 1 == row.size();
      line += last && !right ? row[i] : padded(row[i], widths[i], right);
      if (!last) line += "  ";
    }
    if (!row.empty()) print_line(line);
  }
}

void print_members(const Json& object, size_t indent, bool bytes) {
  const std::string margin(indent, ' ');
  size_t width = 0;
  for (const auto& [key, value] : object.as_object()) {
    width = std::max(width, display_width(label_of(key)));
  }
  for (const auto& [key, value] : object.as_object()) {
    const std::string label = margin + padded(label_of(key), width) + "  ";
    if (value.is_object()) {
      print_line(margin + label_of(key));
      print_members(value, indent + 2, counts_bytes(key));
    } else if (value.is_array() && !all_plain(value.as_array())) {
      print_line(margin + label_of(key));
      print_rows(value.as_array(), indent);
    } else if (value.is_array()) {
      std::string joined;
      for (const Json& item : value.as_array()) {
        joined += (joined.empty() ? "" : ", ") + plain_value(bytes || counts_bytes(key), item);
      }
      print_line(label + joined);
    } else {
      print_line(label + plain_value(bytes || counts_bytes(key), value));
    }
  }
}

}  // namespace tinybrain::cli
