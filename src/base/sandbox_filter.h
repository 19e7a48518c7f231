// The system calls that a sealed process may make, as a program for seccomp. A list of what is allowed,
// not of what is forbidden: calls of kernels to come are refused without anybody having to know them.
#pragma once

#include <linux/filter.h>

#include <vector>

#include "base/sandbox.h"

namespace tinybrain {

// Refused calls return EPERM; those younger than the list, and clone3, ENOSYS, upon which a C library takes the
// older ones. Empty on a processor that this does not know.
std::vector<sock_filter> sandbox_filter(const Sandbox& sandbox);
// Stands in the program for the number of the process that it will be of, which may be another than the one that makes it.
inline constexpr uint32_t kOwnProcess = 0x7ffffffe;
// Refuses to make sockets and to wait at them; allows everything else.
std::vector<sock_filter> socket_filter();

}  // namespace tinybrain
