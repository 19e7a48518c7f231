// One file over https into a .part file: resumes, retries, never under the final name. The only
// user of cpp-httplib. The caller verifies the hash and renames.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace tinybrain::cli {

// Throws Error{bad_argument} unless the address is https, or http to this machine itself.
void check_address(const std::string& url);
// Last part of the path, without query; Error{bad_argument} when it is no plain file name.
std::string file_name_of(const std::string& url);

// Appends to `part` what is missing of it. progress(done, total) returns false to stop; total may
// be 0 = unknown. Returns whether bytes of an earlier attempt were kept.
// Errors: not_found (404), io (network, refused), no_space, cancelled.
bool fetch(const std::string& url, const std::filesystem::path& part,
           const std::function<bool(uint64_t, uint64_t)>& progress);

}  // namespace tinybrain::cli
