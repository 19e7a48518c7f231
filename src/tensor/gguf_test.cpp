// GGUF: what we write we read, and no file, however broken, does worse than an Error.
#include "tensor/gguf.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <string>

#include "base/error.h"

using namespace tinybrain;

namespace {

// Builds files field by field, right or wrong.
struct Builder {
  std::string bytes = "GGUF";

  template <class T>
  Builder& put(T value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
    return *this;
  }
  Builder& u32(uint32_t v) { return put(v); }
  Builder& u64(uint64_t v) { return put(v); }
  Builder& text(std::string_view s) {
    u64(s.size());
    bytes += s;
    return *this;
  }
  Builder& head(uint64_t tensors, uint64_t metadata) { return u32(3).u64(tensors).u64(metadata); }
  Builder& tensor(std::string_view name, std::vector<uint64_t> dims, uint32_t type,
                  uint64_t offset) {
    text(name).u32(static_cast<uint32_t>(dims.size()));
    for (const uint64_t d : dims) u64(d);
    return u32(type).u64(offset);
  }
  Builder& data(size_t size) {
    bytes.append((32 - bytes.size() % 32) % 32 + size, '\1');
    return *this;
  }
};

Bytes as_bytes(std::string_view s) {
  return {reinterpret_cast<const std::byte*>(s.data()), s.size()};
}

Code code_of(const std::string& file) {
  try {
    Gguf::parse(as_bytes(file));
  } catch (const Error& e) {
    CHECK(std::string(e.what()).find('\0') == std::string::npos);
    return e.code();
  }
  return Code::ok;
}

// Everything that a caller could ask a parsed file for.
void read_everything(const Gguf& gguf) {
  size_t sum = 0;
  for (const auto& [key, value] : gguf.metadata()) {
    const auto attempt = [&](auto get) {
      try {
        get();
      } catch (const Error&) {
      }
    };
    const std::string_view k = key;
    attempt([&] { sum += gguf.get_int(k).has_value(); });
    attempt([&] { sum += gguf.get_float(k).has_value(); });
    attempt([&] { sum += gguf.get_bool(k).has_value(); });
    attempt([&] { sum += gguf.get_string(k)->size(); });
    attempt([&] {
      for (std::string_view s : gguf.get_strings(k)) sum += s.size();
    });
    attempt([&] { sum += gguf.get_ints(k).size(); });
    attempt([&] { sum += gguf.get_floats(k).size(); });
  }
  for (const GgufTensor& t : gguf.tensors()) {
    if (!t.data.empty())
      sum += static_cast<size_t>(t.data.front()) + static_cast<size_t>(t.data.back());
    REQUIRE(t.data.size() == t.elements() / dtype_info(t.dtype).block * dtype_info(t.dtype).bytes);
  }
  CHECK(sum < SIZE_MAX);
}

GgufWriter sample_writer() {
  GgufWriter writer;
  writer.set("general.architecture", std::string("llama"));
  writer.set("llama.block_count", uint32_t{2});
  writer.set("llama.rope.freq_base", 10000.5f);
  writer.set("signed", int32_t{-7});
  writer.set("long", uint64_t{1} << 40);
  writer.set("flag", true);
  writer.set("tokens", std::vector<std::string>{"a", "", "\xed\x95\x9c\xea\xb8\x80"});
  writer.set("types", std::vector<int32_t>{1, -2, 3});
  writer.set("scores", std::vector<float>{0.5f, -1.0f});
  writer.declare("one.weight", DType::q8_0, {32, 2});
  writer.declare("two.bias", DType::f32, {3});
  return writer;
}

void sample_data(size_t i, const GgufWriter::Sink& sink) {
  const std::string bytes(i == 0 ? 68 : 12, static_cast<char>('A' + i));
  sink(bytes.data(), 5);
  sink(bytes.data() + 5, bytes.size() - 5);
}

struct TemporaryPath {
  std::filesystem::path path = std::filesystem::temp_directory_path() /
                               ("tinybrain-gguf-test-" + std::to_string(::getpid()) + ".gguf");
  ~TemporaryPath() { std::filesystem::remove(path); }
};

std::string write_sample() {
  const TemporaryPath temporary;
  AtomicFile file(temporary.path);
  sample_writer().write(file, sample_data);
  file.commit();
  return read_file(temporary.path);
}

}  // namespace

TEST_CASE("a written file reads back") {
  const std::string file = write_sample();
  const Gguf gguf = Gguf::parse(as_bytes(file));
  CHECK(gguf.version() == 3);
  CHECK(gguf.metadata().size() == 9);
  CHECK(gguf.get_string("general.architecture") == "llama");
  CHECK(gguf.get_int("llama.block_count") == 2);
  CHECK(gguf.get_int("signed") == -7);
  CHECK(gguf.get_int("long") == int64_t{1} << 40);
  CHECK(gguf.get_float("llama.rope.freq_base") == 10000.5);
  CHECK(gguf.get_float("signed") == -7.0);
  CHECK(gguf.get_bool("flag") == true);
  CHECK(gguf.get_strings("tokens") == std::vector<std::string_view>{"a", "", "한글"});
  CHECK(gguf.get_ints("types") == std::vector<int64_t>{1, -2, 3});
  CHECK(gguf.get_floats("scores") == std::vector<float>{0.5f, -1.0f});
  CHECK(!gguf.get_int("absent"));
  CHECK(gguf.get_strings("absent").empty());
  CHECK_THROWS_AS(gguf.get_int("flag"), Error);
  CHECK_THROWS_AS(gguf.get_bool("signed"), Error);
  CHECK_THROWS_AS(gguf.get_string("types"), Error);
  CHECK_THROWS_AS(gguf.get_strings("types"), Error);
  CHECK_THROWS_AS(gguf.get_ints("scores"), Error);
  CHECK_THROWS_AS(gguf.get_floats("tokens"), Error);

  REQUIRE(gguf.tensors().size() == 2);
  const GgufTensor* one = gguf.find_tensor("one.weight");
  REQUIRE(one != nullptr);
  CHECK(one->dtype == DType::q8_0);
  CHECK(one->rank == 2);
  CHECK(one->dims == std::array<uint64_t, 4>{32, 2, 1, 1});
  CHECK(one->data.size() == 68);
  CHECK(one->data[67] == std::byte{'A'});
  CHECK(gguf.find_tensor("two.bias")->data[0] == std::byte{'B'});
  CHECK(gguf.find_tensor("three") == nullptr);
  for (const GgufTensor& t : gguf.tensors())
    CHECK((reinterpret_cast<const char*>(t.data.data()) - file.data()) % 32 == 0);
}

TEST_CASE("copied metadata keeps its values") {
  const std::string file = write_sample();
  const Gguf first = Gguf::parse(as_bytes(file));
  GgufWriter writer;
  for (const auto& [key, value] : first.metadata()) writer.copy(key, value);
  writer.copy("general.alignment", GgufValue{uint64_t{64}});  // of the other file: left out
  const TemporaryPath temporary;
  AtomicFile out(temporary.path);
  writer.write(out, [](size_t, const GgufWriter::Sink&) {});
  out.commit();
  const std::string copy = read_file(temporary.path);
  const Gguf second = Gguf::parse(as_bytes(copy));
  CHECK(second.tensors().empty());
  REQUIRE(second.metadata().size() == first.metadata().size());
  CHECK(second.get_int("long") == int64_t{1} << 40);
  CHECK(second.get_int("signed") == -7);
  CHECK(second.get_float("llama.rope.freq_base") == 10000.5);
  CHECK(second.get_strings("tokens") == first.get_strings("tokens"));
  CHECK(second.get_floats("scores") == first.get_floats("scores"));
}

TEST_CASE("the writer refuses what would not read back") {
  GgufWriter writer = sample_writer();
  CHECK_THROWS_AS(writer.declare("two.bias", DType::f32, {3}), Error);
  CHECK_THROWS_AS(writer.declare("x", DType::q4_0, {33}), Error);
  CHECK_THROWS_AS(writer.declare("x", DType::f32, {}), Error);
  CHECK_THROWS_AS(writer.declare("x", DType::f32, {0}), Error);
  CHECK_THROWS_AS(writer.declare("x", DType::f32, {uint64_t{1} << 40, uint64_t{1} << 40}), Error);
  CHECK_THROWS_AS(writer.set("", true), Error);
  CHECK_THROWS_AS(writer.set("general.alignment", uint32_t{64}), Error);
  const TemporaryPath temporary;
  for (const size_t wrong : {11, 13}) {
    AtomicFile file(temporary.path);
    CHECK_THROWS_AS(writer.write(file,
                                 [&](size_t i, const GgufWriter::Sink& sink) {
                                   const std::string bytes(i == 0 ? 68 : wrong, 'x');
                                   sink(bytes.data(), bytes.size());
                                 }),
                    Error);
  }
  CHECK(!std::filesystem::exists(temporary.path));
}

TEST_CASE("files that are not GGUF, or not one we read, say so") {
  CHECK(code_of("") == Code::bad_file);
  CHECK(code_of("GGU") == Code::bad_file);
  CHECK(code_of("ggjt....................") == Code::bad_file);
  CHECK(code_of(Builder().u32(1).u64(0).u64(0).bytes) == Code::unsupported);
  CHECK(code_of(Builder().u32(4).u64(0).u64(0).bytes) == Code::unsupported);
  CHECK(code_of(Builder().u32(0x03000000).u64(0).u64(0).bytes) == Code::unsupported);
  CHECK(code_of(Builder().u32(2).u64(0).u64(0).bytes) == Code::ok);
  CHECK(code_of(Builder().head(1, 0).tensor("t", {32}, 16, 0).data(64).bytes) == Code::unsupported);
  CHECK(code_of(Builder().head(0, 1).text("k").u32(9).u32(9).u64(0).bytes) == Code::unsupported);
}

TEST_CASE("wrong counts, lengths and types are refused without allocating for them") {
  const uint64_t huge = ~uint64_t{0};
  CHECK(code_of(Builder().head(huge, 0).bytes) == Code::bad_file);
  CHECK(code_of(Builder().head(0, huge).bytes) == Code::bad_file);
  CHECK(code_of(Builder().head(0, 1).u64(huge).u64(0).u64(0).bytes) == Code::bad_file);
  CHECK(code_of(Builder().head(0, 1).text("k").u32(8).u64(huge).bytes) == Code::bad_file);
  CHECK(code_of(Builder().head(0, 1).text("k").u32(99).u64(1).bytes) == Code::bad_file);
  CHECK(code_of(Builder().head(0, 1).text("k").u32(9).u32(8).u64(huge).bytes) == Code::bad_file);
  CHECK(code_of(Builder().head(0, 1).text("k").u32(9).u32(4).u64(huge / 4 + 2).u64(0).bytes) ==
        Code::bad_file);
  CHECK(code_of(Builder().head(0, 1).text("k").u32(9).u32(8).u64(2).text("a").u64(huge).bytes) ==
        Code::bad_file);
  CHECK(code_of(Builder().head(0, 1).text(std::string(70000, 'k')).u32(4).u32(1).bytes) ==
        Code::bad_file);
  CHECK(code_of(Builder().head(0, 2).text("k").u32(4).u32(1).text("k").u32(4).u32(1).bytes) ==
        Code::bad_file);
}

TEST_CASE("wrong alignments are refused") {
  const auto with = [](uint32_t alignment, uint64_t offset) {
    return Builder()
        .head(1, 1)
        .text("general.alignment")
        .u32(4)
        .u32(alignment)
        .tensor("t", {4}, 0, offset)
        .data(512)
        .bytes;
  };
  CHECK(code_of(with(64, 64)) == Code::ok);
  CHECK(code_of(with(8, 8)) == Code::ok);
  CHECK(code_of(with(64, 32)) == Code::bad_file);
  CHECK(code_of(with(0, 0)) == Code::bad_file);
  CHECK(code_of(with(24, 0)) == Code::bad_file);
  CHECK(code_of(with(1u << 31, 0)) == Code::bad_file);
}

TEST_CASE("wrong tensors are refused") {
  const uint64_t big = uint64_t{1} << 32;
  const auto one = [](std::vector<uint64_t> dims, uint32_t type, uint64_t offset,
                      size_t size = 64) {
    return code_of(
        Builder().head(1, 0).tensor("t", std::move(dims), type, offset).data(size).bytes);
  };
  CHECK(one({16}, 0, 0) == Code::ok);
  CHECK(one({17}, 0, 0) == Code::bad_file);  // past the end
  CHECK(one({}, 0, 0) == Code::bad_file);
  CHECK(one({1, 1, 1, 1}, 0, 0) == Code::ok);
  CHECK(one({1, 1, 1, 1, 1}, 0, 0) == Code::bad_file);
  CHECK(one({4, 0}, 0, 0) == Code::bad_file);
  CHECK(one({big, big}, 0, 0) == Code::bad_file);        // elements overflow
  CHECK(one({big, big / 2}, 0, 0) == Code::bad_file);    // bytes overflow
  CHECK(one({16, 2}, 2, 0) == Code::bad_file);           // half a block a row
  CHECK(one({32}, 2, 8) == Code::bad_file);              // unaligned
  CHECK(one({16}, 0, ~uint64_t{31}) == Code::bad_file);  // offset + base overflows
  CHECK(one({16}, 0, 1u << 20) == Code::bad_file);
  const auto two = [](std::string_view name, uint64_t offset) {
    return code_of(
        Builder().head(2, 0).tensor("t", {16}, 0, 0).tensor(name, {16}, 0, offset).data(256).bytes);
  };
  CHECK(two("u", 64) == Code::ok);
  CHECK(two("t", 64) == Code::bad_file);  // same name
  CHECK(two("u", 0) == Code::bad_file);   // same bytes
  CHECK(two("u", 32) == Code::bad_file);
}

TEST_CASE("a file cut anywhere is refused") {
  const std::string file = write_sample();
  for (size_t size = 0; size + 20 < file.size();
       ++size) {  // the last tensor ends 20 before the end
    // A copy of exactly that size, so that a sanitizer sees a read past it.
    const std::vector<char> cut(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size));
    CHECK_THROWS_AS(Gguf::parse(as_bytes({cut.data(), cut.size()})), Error);
  }
}

TEST_CASE("a file with any one bit turned parses or is refused") {
  const std::string file = write_sample();
  for (size_t bit = 0; bit < file.size() * 8; ++bit) {
    std::vector<char> broken(file.begin(), file.end());
    broken[bit / 8] = static_cast<char>(broken[bit / 8] ^ 1 << bit % 8);
    try {
      read_everything(Gguf::parse(as_bytes({broken.data(), broken.size()})));
    } catch (const Error&) {
    }
  }
}

TEST_CASE("messages show hostile names harmlessly, in both languages") {
  const std::string name = "\x1b[31m" + std::string(5000, '\xff');
  try {
    Gguf::parse(as_bytes(Builder().head(1, 0).tensor(name, {0}, 0, 0).data(64).bytes));
    FAIL("accepted");
  } catch (const Error& e) {
    CHECK(e.message(Language::en).size() < 300);
    CHECK(e.message(Language::en).find('\x1b') == std::string::npos);
    CHECK(e.message(Language::ko).find("텐서") != std::string::npos);
  }
}
