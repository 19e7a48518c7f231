// Desks for tests: real questions of bank customers (tests/data/tables), and a shop's FAQ of a few lines in two languages.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/folder_testing.h"
#include "desk/desk.h"
#include "desk/make_desk.h"

namespace tinybrain::desk::testing {

using tinybrain::testing::code_of;
using tinybrain::testing::put;

inline std::filesystem::path table(const char* name) {
  return std::filesystem::path(TINYBRAIN_SOURCE_DIR) / "tests/data/tables" / name;
}

inline constexpr std::string_view kShop =
    "question,answer\n"
    "How long does delivery take?,Two days.\n"
    "How long does delivery take to Canada?,Nine days.\n"
    "When will my parcel arrive?,Two days.\n"
    "Can I send it back?,Send it back within 30 days; refunds take five days.\n"
    "How do I return an item?,Send it back within 30 days; refunds take five days.\n"
    "배송은 얼마나 걸리나요?,이틀 걸립니다.\n"
    "환불은 어떻게 받나요?,받은 날부터 30일 안에 보내 주시면 됩니다.\n"
    "반품하고 싶어요,받은 날부터 30일 안에 보내 주시면 됩니다.\n";

// The shop's desk in a folder, by words alone.
inline std::filesystem::path make_shop(const std::filesystem::path& folder) {
  put(folder / "faq.csv", kShop);
  MakeOptions options;
  options.faq = folder / "faq.csv";
  make_desk(options, nullptr, folder / "desk.gguf", {});
  return folder;
}

// Of the bank's questions, by words alone.
inline Json make_bank(const std::filesystem::path& file, const std::filesystem::path& asked = {},
                      double elsewhere = 0.5) {
  MakeOptions options;
  options.faq = table("desk_faq.csv");
  options.asked = asked;
  options.elsewhere = elsewhere;
  return make_desk(options, nullptr, file, {});
}

}  // namespace tinybrain::desk::testing
