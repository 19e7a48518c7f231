// safetensors: one file, a directory of shards, and everything that can be wrong with them.
#include "tensor/safetensors.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <string>

#include "base/error.h"

using namespace tinybrain;

namespace {

namespace fs = std::filesystem;

std::string file_of(const std::string& header, size_t data) {
  const uint64_t length = header.size();
  std::string out(reinterpret_cast<const char*>(&length), sizeof length);
  return out + header + std::string(data, '\1');
}

Bytes as_bytes(std::string_view s) {
  return {reinterpret_cast<const std::byte*>(s.data()), s.size()};
}

Code code_of(const std::string& file) {
  try {
    parse_safetensors(as_bytes(file));
  } catch (const Error& e) {
    return e.code();
  }
  return Code::ok;
}

constexpr const char* kGood =
    R"({"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},)"
    R"("ids":{"dtype":"I64","shape":[1,2],"data_offsets":[24,40]},)"
    R"("b":{"dtype":"BF16","shape":[4],"data_offsets":[40,48]}})";

struct TemporaryDir {
  fs::path path = fs::temp_directory_path() / ("tinybrain-st-test-" + std::to_string(::getpid()));
  TemporaryDir() { fs::create_directories(path); }
  ~TemporaryDir() { fs::remove_all(path); }
  void write(const std::string& name, const std::string& text) const {
    AtomicFile file(path / name);
    file.write(text);
    file.commit();
  }
};

Code dir_code(const fs::path& dir) {
  try {
    SafetensorsDir{dir};
  } catch (const Error& e) {
    return e.code();
  }
  return Code::ok;
}

}  // namespace

TEST_CASE("a good file") {
  const std::string file = file_of(kGood, 48);
  const std::vector<SafeTensor> tensors = parse_safetensors(as_bytes(file));
  REQUIRE(tensors.size() == 2);  // integers are left out
  CHECK(tensors[0].name == "a");
  CHECK(tensors[0].dtype == DType::f32);
  CHECK(tensors[0].shape == std::vector<uint64_t>{2, 3});
  CHECK(tensors[0].data.size() == 24);
  CHECK(tensors[1].name == "b");
  CHECK(tensors[1].dtype == DType::bf16);
  CHECK(tensors[1].data.data() == as_bytes(file).data() + file.size() - 8);
}

TEST_CASE("bad headers are refused") {
  CHECK(code_of("") == Code::bad_file);
  CHECK(code_of("1234567") == Code::bad_file);
  CHECK(code_of(std::string(8, '\xff')) == Code::bad_file);
  CHECK(code_of(std::string(8, '\0')) == Code::bad_file);  // an empty header is no JSON
  CHECK(code_of(file_of("[]", 0)) == Code::bad_file);
  CHECK(code_of(file_of("{}", 0)) == Code::ok);
  CHECK(code_of(file_of(std::string(1000, '['), 0)) == Code::bad_file);
  const auto one = [](const std::string& entry) {
    return code_of(file_of("{\"t\":" + entry + "}", 16));
  };
  CHECK(one(R"({"dtype":"F32","shape":[4],"data_offsets":[0,16]})") == Code::ok);
  CHECK(one(R"({"dtype":"F32","shape":[],"data_offsets":[0,4]})") == Code::ok);
  CHECK(one(R"({"dtype":"F32","shape":[0,9],"data_offsets":[0,0]})") == Code::ok);
  CHECK(one(R"({"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]})") == Code::unsupported);
  CHECK(one(R"({"dtype":"F32","shape":[4],"data_offsets":[0,12]})") == Code::bad_file);
  CHECK(one(R"({"dtype":"F32","shape":[4],"data_offsets":[4,20]})") == Code::bad_file);
  CHECK(one(R"({"dtype":"F32","shape":[4],"data_offsets":[16,0]})") == Code::bad_file);
  CHECK(one(R"({"dtype":"F32","shape":[4],"data_offsets":[-16,0]})") == Code::bad_file);
  CHECK(one(R"({"dtype":"F32","shape":[4],"data_offsets":[0]})") == Code::bad_file);
  CHECK(one(R"({"dtype":"F32","shape":[-4],"data_offsets":[0,16]})") == Code::bad_file);
  CHECK(one(R"({"dtype":"F32","shape":[4.5],"data_offsets":[0,16]})") == Code::bad_file);
  CHECK(one(R"({"dtype":"F32","shape":"4","data_offsets":[0,16]})") == Code::bad_file);
  CHECK(one(R"({"dtype":7,"shape":[4],"data_offsets":[0,16]})") == Code::bad_file);
  CHECK(one(R"({"shape":[4],"data_offsets":[0,16]})") == Code::bad_file);
  CHECK(one("7") == Code::bad_file);
  CHECK(one(R"({"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]})") ==
        Code::bad_file);
  CHECK(code_of(file_of(R"({"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                        R"("u":{"dtype":"I32","shape":[2],"data_offsets":[4,12]}})",
                        16)) == Code::bad_file);  // they overlap
}

TEST_CASE("cut and bit-flipped files parse or are refused") {
  const std::string file = file_of(kGood, 48);
  for (size_t size = 0; size < file.size(); ++size) {
    const std::vector<char> cut(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size));
    CHECK_THROWS_AS(parse_safetensors(as_bytes({cut.data(), cut.size()})), Error);
  }
  for (size_t bit = 0; bit < file.size() * 8; ++bit) {
    std::vector<char> broken(file.begin(), file.end());
    broken[bit / 8] = static_cast<char>(broken[bit / 8] ^ 1 << bit % 8);
    try {
      for (const SafeTensor& t : parse_safetensors(as_bytes({broken.data(), broken.size()})))
        REQUIRE((t.data.empty() || t.data.back() <= std::byte{255}));
    } catch (const Error&) {
    }
  }
}

TEST_CASE("a directory with one file, or with shards") {
  const TemporaryDir dir;
  CHECK(dir_code(dir.path) == Code::not_found);
  const auto shard = [](const std::string& name) {
    return file_of("{\"" + name + R"(":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 8);
  };
  dir.write("part-1.safetensors", shard("a"));
  dir.write("part-2.safetensors", shard("b"));
  const auto index = [&](const std::string& map) {
    dir.write("model.safetensors.index.json", "{\"weight_map\":{" + map + "}}");
    return dir_code(dir.path);
  };
  CHECK(index(R"("a":"part-1.safetensors","b":"part-2.safetensors")") == Code::ok);
  {
    const SafetensorsDir loaded(dir.path);
    CHECK(loaded.tensors().size() == 2);
    REQUIRE(loaded.find("b") != nullptr);
    CHECK(loaded.find("b")->data.size() == 8);
    CHECK(loaded.find("c") == nullptr);
  }
  CHECK(index(R"("a":"part-2.safetensors")") == Code::bad_file);  // not in that shard
  CHECK(index(R"("a":"part-3.safetensors")") == Code::not_found);
  CHECK(index(R"("a":"../part-1.safetensors")") == Code::bad_file);
  CHECK(index(R"("a":"/etc/hostname")") == Code::bad_file);
  CHECK(index(R"("a":"..")") == Code::bad_file);
  CHECK(index(R"("a":"x\\..\\y")") == Code::bad_file);
  CHECK(index(R"("a":"part-1.safetensors\u0000")") == Code::bad_file);
  CHECK(index(R"("a":"")") == Code::bad_file);
  CHECK(index(R"("a":3)") == Code::bad_file);
  dir.write("part-2.safetensors", shard("a"));
  CHECK(index(R"("a":"part-1.safetensors","b":"part-2.safetensors")") == Code::bad_file);
  dir.write("model.safetensors", shard("whole"));  // a single file comes first
  CHECK(SafetensorsDir(dir.path).find("whole") != nullptr);
}
